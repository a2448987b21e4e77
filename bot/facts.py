"""Something happened that others may care about: their reactions run in the same transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.store.people import Person
from bot.store.workspaces import Workspace

REACTIONS = "reactions"


@dataclass(frozen=True)
class Fact:
    """What happened (`kind`, e.g. `insight.kept`), to which row (`subject`), by whom, when."""

    kind: str
    subject: int
    person: Person
    now: datetime


Reaction = Callable[[Session, Workspace, Fact], None]
Reactions = Mapping[str, tuple[Reaction, ...]]


def record(
    session: Session, workspace: Workspace, kind: str, subject: int, person: Person, now: datetime
) -> None:
    """Tell the features that react to this kind of fact.

    Args:
        session: the caller's transaction; what a reaction writes commits or rolls back with it.
        workspace: where it happened.
        kind: what happened, `noun.verb`, e.g. `insight.kept`.
        subject: the id of the row it happened to.
        person: who did it.
        now: when.
    """
    reactions: Reactions = session.info.get(REACTIONS, {})
    for reaction in reactions.get(kind, ()):
        reaction(session, workspace, Fact(kind, subject, person, now))
