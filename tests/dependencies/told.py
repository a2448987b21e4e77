"""What the bot has told of dependencies so far, as it stands in the outbox and among the asks."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from bot.store.engine import Session
from tests.transcript import words

_DELIVERIES = text("""
    SELECT one.key, one.kind, one.target, one.body, one.state, parent.key AS under
    FROM deliveries one LEFT JOIN deliveries parent ON parent.id = one.parent_id
    WHERE one.key LIKE 'dependencies.%' AND one.state <> 'overtaken' ORDER BY one.id
""")
_ASKS = text("""
    SELECT ask.kind, person.slack_id, ask.title, ask.state
    FROM asks ask JOIN people person ON person.id = ask.person_id
    WHERE ask.kind LIKE 'dependencies.%' ORDER BY ask.id
""")


@dataclass(frozen=True)
class Told:
    """A message: where, what it says, and whether it stands in a thread."""

    key: str
    where: str
    said: str
    in_thread: bool


def cards(session: Session) -> dict[str, str]:
    """What each card says, by where it is."""
    return {
        one.where: one.said
        for one in _told(session)
        if one.key.startswith("dependencies.card:") and not one.in_thread
    }


def alerts(session: Session) -> list[tuple[str, str]]:
    """What teams were alerted of: where, and what it says."""
    return [
        (one.where, one.said)
        for one in _told(session)
        if one.key.startswith("dependencies.alert:") and not one.in_thread
    ]


def threads(session: Session) -> dict[str, list[str]]:
    """What the threads say, line by line, by where they are."""
    made: dict[str, list[str]] = {}
    for one in _told(session):
        if one.in_thread:
            made.setdefault(one.where, []).append(one.said)
    return made


def asks(session: Session, state: str = "open") -> list[tuple[str, str]]:
    """The asks of dependencies in a state: their kind, and whose they are."""
    return [
        (row.kind.partition(".")[2], row.slack_id)
        for row in session.execute(_ASKS)
        if row.state == state
    ]


def _told(session: Session) -> list[Told]:
    """Posts that are on their way: an edit of one that has not gone is in it already."""
    return [
        Told(row.key, row.target, _said(row.body), row.under is not None)
        for row in session.execute(_DELIVERIES)
        if row.kind == "post"
    ]


def _said(body: Any) -> str:
    whole = json.loads(body) if isinstance(body, str) else body
    return "\n".join(line for block in whole.get("blocks", ()) for line in words(block)) or str(
        whole["text"]
    )
