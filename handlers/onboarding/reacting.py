"""What follows for journeys from what happened elsewhere, and what is said of them."""

from datetime import datetime, timedelta

from bot import calendar
from bot.delivery import outbox
from bot.facts import Fact
from bot.posts import Post
from bot.store import calendars
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.onboarding import around, enrol_views, home
from workflows.dependencies import dependency
from workflows.dependencies.rules import ANSWERS, Side
from workflows.onboarding import arriving, doing, enrolment, leaving
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import DoneWhen

# A first morning that is so long over needs no welcome any more.
_LATE = timedelta(days=5)


def begun(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody's journey begins: they are welcomed on their first morning."""
    found = enrolment.find(session, workspace, fact.subject)
    home.touch(session, workspace, found)
    arriving.answered(session, workspace, found.person.id, fact.now)
    at = _first_morning(session, workspace, found)
    if at < fact.now - _LATE:
        return
    key = f"onboarding.welcome:{found.id}"
    who = around.of(session, workspace, found)
    post = Post(
        found.person.slack_id,
        lambda t: enrol_views.welcome(t, found, who),
        key,
        due=max(at, fact.now),
        in_hours=True,
    )
    outbox.put(session, workspace, [post], fact.now)


def ended(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A journey is over."""
    found = enrolment.find(session, workspace, fact.subject)
    home.touch(session, workspace, found)
    outbox.withdraw(session, workspace, f"onboarding.welcome:{found.id}")
    if found.ended_why != "done":
        return
    post = Post(
        found.person.slack_id,
        lambda t: enrol_views.ended(t, found),
        f"onboarding.ended:{found.id}",
        in_hours=True,
    )
    outbox.put(session, workspace, [post], fact.now)


def insight_kept(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody kept an insight."""
    doing.happened(session, workspace, fact.person, DoneWhen.INSIGHT_KEPT, fact.now)


def checked_in(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody told of a key result."""
    doing.happened(session, workspace, fact.person, DoneWhen.CHECK_IN_DONE, fact.now)


def dependency_moved(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody said what becomes of something that was asked of their team."""
    last = dependency.history(session, workspace, fact.subject)[-1]
    if last.move in ANSWERS and last.side is Side.PROVIDER:
        doing.happened(session, workspace, fact.person, DoneWhen.DEPENDENCY_ANSWERED, fact.now)


def left(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody left."""
    leaving.left(session, workspace, fact.person, fact.now)


def erased(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody was erased."""
    leaving.erased(session, workspace, fact.person, fact.now)


def _first_morning(session: Session, workspace: Workspace, found: Enrolment) -> datetime:
    when = calendars.of_one(session, workspace, found.person)
    day = calendar.next_day(when, found.starts) or found.starts
    return calendar.opening(when, day)
