"""Erases a person: what is theirs goes, what the company needs stays without them.

It is one transaction: broken off in the middle, nothing of it happened. Whoever comes back later is
somebody new to the bot.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from bot import facts
from bot.delivery import rewording
from bot.errors import Refusal
from bot.i18n import say
from bot.personal import Held
from bot.store import audit, erasures, homes, people
from bot.store.audit import Change
from bot.store.person import Person, PersonRow, note
from bot.store.workspaces import Workspace
from workflows.privacy.holding import Search, search
from workflows.privacy.scrub import scrub
from workflows.privacy.whose import ERASED, TOMBSTONE, Whose

# What a worker does just now it has read already, and deletes when it is done.
_JOBS = text("""
    DELETE FROM procrastinate_jobs
    WHERE status <> 'doing' AND args ->> 'workspace' = :team
        AND (args -> 'args' ->> 'person' = :id OR args::text ~ :pattern)
""")


@dataclass(frozen=True)
class Erased:
    """What became of the rows of each table.

    Attributes:
        gone: how many went.
        changed: how many stay without the person, one that named them twice counted twice.
    """

    gone: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)


def erase(
    session: Session, workspace: Workspace, whose: Whose, now: datetime, *, words: bool = False
) -> Erased:
    """Erase a person; records the facts `person.words_erased`, if so, and `person.erased`.

    Who reacts to `person.erased` finds somebody of whom nothing is known.

    Args:
        words: whether what they kept is emptied too; else it stays as somebody's.

    Raises:
        Refusal: they were erased meanwhile, or are the last of Product Ops.
    """
    person = _held(session, workspace, whose.person)
    if words:
        facts.record(session, workspace, "person.words_erased", person.id, person, now)
    found = search(session, workspace, whose)
    gone: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    nobody = replace(
        person, slack_id=f"{TOMBSTONE}{secrets.token_hex(8)}", name=ERASED, active=False
    )
    for table in reversed(list(found.tables())):
        gone[table.name] += _let_go(found, table)
    said: list[int] = []
    for table in found.tables():
        changed[table.name] += _let_stay(found, table, nobody)
        touched = scrub(found, table)
        changed[table.name] += len(touched)
        said += touched if table.name == "deliveries" else []
    _forget(session, workspace, person, nobody, now)
    asked = {"team": workspace.slack_id, "id": str(person.id), "pattern": found.patterns.json}
    session.execute(_JOBS, asked)
    rewording.reword(session, workspace, said, now)
    facts.record(session, workspace, "person.erased", person.id, nobody, now)
    homes.touch_all(session, workspace)
    rows = {"rows_gone": gone.total(), "rows_changed": changed.total(), "words_erased": words}
    audit.record(session, workspace, None, Change("person.erased", "", None, rows), now)
    return Erased(+gone, +changed)


def _held(session: Session, workspace: Workspace, person: Person) -> Person:
    """The person, whom nobody else changes until the transaction ends."""
    held = session.scalar(
        select(PersonRow.id)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id == person.slack_id)
        .with_for_update()
    )
    if held != person.id:
        raise Refusal(say("They were erased already: nothing is left to do."))
    last = [one.id for one in people.product_ops(session, workspace)] == [person.id]
    if last:
        raise Refusal(
            say(
                "{name} is the last of Product Ops. Make someone else Product Ops first, on the"
                " Home tab or in PRODUCTOPS_ADMINS, then erase them.",
                name=person.name or person.slack_id,
            )
        )
    return person


def _let_go(found: Search, table: Table) -> int:
    going = found.going(table)
    if going is None:
        return 0
    (key, *_) = table.primary_key
    rows = found.session.execute(delete(table).where(found.here(table), going).returning(key))
    return len(rows.all())


def _let_stay(found: Search, table: Table, nobody: Person) -> int:
    """The rows that stay name nobody, or somebody of whom nothing is known; returns how many."""
    if table.name == "people":
        return 0
    changed = 0
    for column in found.columns(table, Held.STAYS, Held.CLEARED):
        theirs = found.here(table), found.names(column)
        rows = select(func.count()).select_from(table).where(*theirs)
        changed += found.session.scalar(rows) or 0
        if column in found.columns(table, Held.CLEARED) or not column.foreign_keys:
            instead = _instead(found, column, nobody)
            found.session.execute(update(table).where(*theirs).values({column.name: instead}))
    return changed


def _instead(found: Search, column: Column[Any], nobody: Person) -> Any:
    """What a column holds instead of the person."""
    if found.plan[column.table.name][column.name] is Held.STAYS:
        return nobody.slack_id
    if isinstance(column.type, ARRAY):
        return func.array_remove(column, found.whose.person.slack_id)
    return None if column.nullable else ""


def _forget(
    session: Session, workspace: Workspace, person: Person, nobody: Person, now: datetime
) -> None:
    """Of the person's own row, its id is left."""
    kept = {"id", "workspace_id", "slack_id", "name", "active"}
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id == person.id)
        .values(
            {
                column.name: text("DEFAULT")
                for column in PersonRow.__table__.c
                if column.name not in kept
            }
            | {"slack_id": nobody.slack_id, "name": nobody.name, "active": False}
        )
    )
    note(session, workspace, person.slack_id)
    erasures.note(session, workspace, person.slack_id, now)
