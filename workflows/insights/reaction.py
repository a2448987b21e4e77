"""Keeps a message that someone put the chosen emoji on, once, whoever does it next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import capture, permissions
from workflows.insights.form import Fields
from workflows.insights.holding import holding, lock
from workflows.insights.insight import Insight, Origin


@dataclass(frozen=True)
class Reaction:
    """Someone put the chosen emoji on a message.

    Attributes:
        fields: what the message says, checked.
        origin: where it stands.
        at: when they did.
    """

    fields: Fields
    origin: Origin
    at: datetime


@dataclass(frozen=True)
class Kept:
    """The insight that holds a message, and whether it does since just now."""

    insight: Insight
    fresh: bool


def keep_reacted(
    session: Session, workspace: Workspace, person: Person, reaction: Reaction, now: datetime
) -> Kept | None:
    """Keep a message; records the fact `insight.kept` where it was not kept before.

    What was undone before the reaction is kept anew.

    Returns:
        The insight; None where it was undone since the reaction.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.KEEP)
    lock(session, workspace, reaction.origin)
    found = holding(session, workspace, reaction.origin)
    if found is None or (found.undone_at and found.undone_at < reaction.at):
        kept = capture.keep(session, workspace, person, reaction.fields, reaction.origin, now)
        return Kept(kept, fresh=True)
    return None if found.undone_at else Kept(found, fresh=False)
