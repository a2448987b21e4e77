"""A person's key results on their App Home, and when it is drawn again."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot import roles
from bot.facts import Fact
from bot.i18n import Translator
from bot.store import homes
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import listeners, mine
from workflows.okrs import following, permissions


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What is theirs, and how to tell of it."""
    if not roles.may(person, permissions.CHECK_IN):
        return ()
    return mine.at_home(t, listeners.own(session, workspace, person, now))


def touch(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something happened to a key result: who answers for it sees it, and who did it."""
    owner = following.owner_of(session, workspace, fact.subject)
    homes.touch(session, workspace, {fact.person.id, *([owner] if owner else [])} - {0})
