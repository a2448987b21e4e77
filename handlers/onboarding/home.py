"""One's first weeks on App Home, and those of whom one accompanies."""

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
from handlers.onboarding import around, status_views
from workflows.onboarding import enrolment, overview, permissions
from workflows.onboarding.enrolment import Enrolment


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What is theirs, then whom they accompany."""
    if not roles.may(person, permissions.TAKE):
        return ()
    blocks: list[Block] = []
    mine = enrolment.current(session, workspace, person.id)
    if mine is not None:
        shown = overview.of(session, workspace, mine, now)
        blocks += status_views.at_home(t, shown, around.of(session, workspace, mine))
    others = enrolment.accompanied(session, workspace, person.id)
    found = overview.of_all(session, workspace, others, now)
    return [*blocks, *status_views.accompanied(t, found)]


def touch(session: Session, workspace: Workspace, found: Enrolment) -> None:
    """Something of a journey changed: those who see it have their page drawn again."""
    homes.touch(session, workspace, found.around)


def changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something of a journey changed."""
    touch(session, workspace, enrolment.find(session, workspace, fact.subject))


def step_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something of a step changed."""
    found = enrolment.of_step(session, workspace, fact.subject)
    if found is not None:
        touch(session, workspace, found)
