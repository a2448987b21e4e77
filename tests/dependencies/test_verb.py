"""`productops dependencies import` on the command line, and what its document says of it."""

import csv
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlalchemy import func, select

from bot import clock
from bot.folding import sameness
from bot.store import people, teams
from bot.store.engine import Store
from bot.store.people import Profile
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.conftest import person
from tests.program import said
from workflows.dependencies.tables import DependencyRow

# As people fill it in.
PLAN = """\
Needs,From team,For team,Needed by,Agreed date,Owner,State,Why,Asked on,Delivered on,Source,Votes
A webhook,Payments,billing,{ahead},{ahead},Marc,agreed,Month end,,,S-1,3
A key,Payments,Billing,2026-02-01,,,Done,,2026-01-05,2026-02-10,,
,Payments,Billing,{ahead},,,,,,,,
Rows,Paymnets,Billing,soon,,,,,,,,
"""
# As a French Excel writes it.
FRENCH = """\
Besoin;De l’équipe;Pour l’équipe;Souhaité pour;Etat;Demandé le;Livré le
Un webhook;Payments;Billing;03/04/2031;à voir;;
Une clé;Payments;Billing;03/02/2026;Livré;05/01/2026;10/02/2026
"""


@pytest.fixture
def run(tmp_path: Path, store: Store, workspace: Workspace) -> "Run":
    """The command line of a company in which Marc leads Payments and Léa Billing."""
    now = clock.now()
    for name in ("Priya", "Marc", "Léa"):
        profile = Profile(name, "Europe/London", True, "en")
        person(store, workspace, f"U0{sameness(name).upper()}", profile)
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
        for name, lead in (("Payments", "U0MARC"), ("Billing", "U0LEA")):
            found = people.find(session, workspace, lead)
            assert found
            content = Content(name, f"C{name}", found.id, None, "", (found.id,))
            teams.add(session, workspace, content, now)
    return Run(tmp_path, store)


class Run:
    """`productops dependencies import`."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder, self.store = folder, store

    def brings(self, content: str, *words: str) -> CompletedProcess[str]:
        """A file, written and brought in."""
        (self.folder / "plan.csv").write_text(content, "utf-8")
        url = self.store.engine.url.render_as_string(hide_password=False)
        command = ("dependencies", "import", "plan.csv", "--as", "Priya", *words)
        done = said(self.folder, *command, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def errors(self) -> list[list[str]]:
        """The rows that were refused: the line, and why."""
        text = (self.folder / "plan.errors.csv").read_text("utf-8-sig")
        head, *rows = text.splitlines()
        return [cells[:2] for cells in csv.reader(rows, delimiter=head[len("line")])]

    def count(self) -> int:
        """How many dependencies there are."""
        with self.store.begin() as session:
            return session.scalar(select(func.count()).select_from(DependencyRow)) or 0


def test_a_table_is_tried_brought_in_and_brought_in_again(run: Run) -> None:
    ahead = clock.now().date().replace(month=12, day=30).isoformat()
    plan = PLAN.format(ahead=ahead)
    dry = run.brings(plan, "--dry-run")
    assert "2 dependencies would be kept. Nothing was." in dry.stdout, dry.stderr
    assert (run.count(), dry.returncode) == (0, 1)
    done = run.brings(plan)
    assert "2 dependencies kept, DEP-1 to DEP-2." in done.stdout, done.stderr
    assert "No team was told." in done.stdout
    assert "no such columns: Votes." in done.stdout
    assert "2 rows were not:" in done.stdout
    assert run.errors() == [
        ["4", "Needs: Say what is needed, in a few words."],
        [
            "5",
            "From team: There is no team “Paymnets”. Did you mean Payments?"
            " Needed by: “soon” is no date: write it as 2026-11-30.",
        ],
    ]
    again = run.brings(plan, "--tell")
    assert "0 dependencies kept." in again.stdout
    assert "2 were there already: change them in Slack." in again.stdout
    assert run.count() == 2


def test_a_table_of_a_french_excel_is_read_as_it_is(run: Run) -> None:
    done = run.brings(FRENCH)
    assert "1 dependency kept, DEP-1." in done.stdout, done.stderr
    ((line, why),) = run.errors()
    assert (line, "Etat: “à voir” is no state" in why) == ("2", True)
    assert "two years ahead" in why
