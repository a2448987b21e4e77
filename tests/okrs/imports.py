"""A company into which files are brought, through the command line as it is."""

import csv
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

from sqlalchemy import func, select

from bot import clock
from bot.folding import sameness
from bot.store import people, teams
from bot.store.audit import AuditRow
from bot.store.engine import Store
from bot.store.people import Person, Profile
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.conftest import person
from tests.program import said
from workflows.okrs import cycles
from workflows.okrs.tables import KeyResultRow, ObjectiveRow


@dataclass
class Company:
    """Priya is Product Ops, Hugo leads Billing, Léa is a colleague; Spring is under way."""

    folder: Path
    store: Store
    workspace: Workspace
    priya: Person

    def run(self, *words: str) -> CompletedProcess[str]:
        """`productops okrs …`."""
        url = self.store.engine.url.render_as_string(hide_password=False)
        done = said(self.folder, "okrs", *words, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def brings(
        self, name: str, content: str, *words: str, by: str = "U0PRIYA"
    ) -> CompletedProcess[str]:
        """A plan, written and brought in."""
        (self.folder / name).write_text(content, "utf-8")
        return self.run("import", name, "--as", by, *words)

    def errors(self, name: str = "plan") -> list[str]:
        """The rows that were refused, with a bar between their cells."""
        text = (self.folder / f"{name}.errors.csv").read_text("utf-8-sig")
        head, *rows = text.splitlines()
        return ["|".join(cells) for cells in csv.reader(rows, delimiter=head[len("line")])]

    def counts(self) -> tuple[int, int]:
        """How many objectives and key results there are."""
        with self.store.begin() as session:
            one, other = (
                session.scalar(select(func.count()).select_from(table)) or 0
                for table in (ObjectiveRow, KeyResultRow)
            )
        return one, other

    def trail(self) -> list[tuple[object, ...]]:
        """What the audit trail has of imports: the file; kept, known, refused."""
        imported = select(AuditRow).where(AuditRow.action == "okrs.imported").order_by(AuditRow.id)
        with self.store.begin() as session:
            rows = session.scalars(imported).all()
        return [(row.subject, *(row.after or {}).values()) for row in rows]


def at_work(folder: Path, store: Store, workspace: Workspace) -> Company:
    """The company as files find it."""
    for name in ("Priya", "Hugo", "Léa"):
        profile = Profile(name, "Europe/London", True, "en")
        person(store, workspace, f"U0{sameness(name).upper()}", profile)
    now = clock.now()
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
        priya, hugo = (people.find(session, workspace, one) for one in ("U0PRIYA", "U0HUGO"))
        assert priya
        assert hugo
        content = Content("Billing", "C0BILLING", hugo.id, priya.id, "", ())
        teams.add(session, workspace, content, now)
        span = cycles.Span("Spring", now.date() - timedelta(30), now.date() + timedelta(30))
        cycles.make(session, workspace, priya, span, now)
    return Company(folder, store, workspace, priya)
