"""A person who stands in every table, and a look for what is left of them."""

import json
from collections.abc import Iterator

from sqlalchemy import ARRAY, LargeBinary, Table, Text, cast, func, text, update
from sqlalchemy.dialects.postgresql import JSONB

from bot.personal import PERSONAL, Held
from bot.store.base import Base
from bot.store.engine import Session
from bot.store.workspaces import Workspace

# A name as people have them: two words, an accent, a quote, and what Slack's format escapes.
NAME, ID, ADDRESS = 'Zéphyrine "Zou" Quill & Co', "U0LEA", "zou.quill@lumen.example"

SAYINGS = (
    f"<@{ID}|zou> said so",
    f"ask @{ID}",
    f"line\n{NAME} wrote",
    'zéphyrine "zou" quill & co, as someone typed it',
    'Zéphyrine "Zou" Quill &amp; Co in a message',
    f"write to {ADDRESS}.",
)

# Where JSON of a certain shape has words.
WITHIN = {"journeys": ["about", "en"], "journey_steps": ["text", "en"]}


def plant(session: Session, workspace: Workspace) -> None:
    """Write of a person in every column that may hold words, of every row of a workspace."""
    for table in _tables():
        if table.name in ("workspaces", "people"):
            continue
        values = {}
        for name, held in session.info[PERSONAL].get(table.name, {}).items():
            column = table.c[name]
            # By their keys they are found again.
            if (table.name, name) == ("deliveries", "key"):
                continue
            if held is Held.TITLE:
                values[name] = column + f" <@{ID}>"
            elif held is Held.FOLDED:
                values[name] = column + ' zephyrine "zou" quill & co u0lea'
            elif held is Held.WORDS and isinstance(column.type, ARRAY):
                values[name] = func.array_append(column, NAME.casefold())
            elif table.name in WITHIN and isinstance(column.type, JSONB):
                said = func.to_jsonb(cast("\n".join(SAYINGS), Text))
                values[name] = func.jsonb_set(column, cast(WITHIN[table.name], ARRAY(Text)), said)
            elif held is Held.WORDS and isinstance(column.type, JSONB):
                planted = cast({"text": "\n".join(SAYINGS), "blocks": []}, JSONB)
                values[name] = func.coalesce(column, cast({}, JSONB)).op("||")(planted)
            elif held is Held.WORDS and isinstance(column.type, Text):
                values[name] = func.coalesce(column, "") + " " + "\n".join(SAYINGS)
            elif held is Held.WORDS and isinstance(column.type, LargeBinary):
                values[name] = f"who,what\n{NAME},said".encode()
                values["name"] = "who.csv"
        if values:
            session.execute(
                update(table).where(table.c.workspace_id == workspace.id).values(values)
            )
    index = text(
        "UPDATE insights SET search = to_tsvector('english', :folded)"
        " || to_tsvector('french', :folded) WHERE workspace_id = :id"
    )
    folded = 'acme waits zephyrine "zou" quill & co'
    session.execute(index, {"folded": folded, "id": workspace.id})


def left(session: Session, workspace: Workspace) -> dict[str, str]:
    """The rows of a workspace that still tell of the person, by table; not those of others."""
    which = "workspace_id = :id"
    found = {table.name: _rows(session, workspace, table.name, which) for table in _tables()}
    jobs = "args ->> 'workspace' = :slack_id AND status <> 'doing'"
    found["jobs"] = _rows(session, workspace, "procrastinate_jobs", jobs)
    return {name: rows for name, rows in found.items() if any(mark in rows for mark in MARKS)}


MARKS = ("u0lea", "zéphyrine", "zephyrin", "quill", "zou")


def _rows(session: Session, workspace: Workspace, table: str, which: str) -> str:
    files = ", convert_from(content, 'UTF8')" if table == "delivery_files" else ""
    asked = text(f'SELECT t::text{files} FROM "{table}" t WHERE {which}')
    given = {"id": workspace.id, "slack_id": workspace.slack_id}
    rows = session.execute(asked, given)
    return "\n".join(json.dumps(list(row), ensure_ascii=False) for row in rows).casefold()


def _tables() -> Iterator[Table]:
    for table in Base.metadata.sorted_tables:
        if table.name != "workspaces":
            yield table
