"""Tells those whom a date concerns that it is near or over, in their hours, and once each."""

from datetime import date, datetime
from functools import partial

from bot import calendar
from bot.delivery import outbox
from bot.facts import Fact
from bot.posts import Post, Wording, is_person
from bot.store import calendars
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import alerting, cards, telling, time_messages
from handlers.dependencies.time_messages import Near
from workflows.dependencies import dependency, due, team_days, waiting
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side


def due_soon(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A date is near: who sees to it hears, unless they only read it once it is over."""
    found = dependency.find(session, workspace, fact.subject)
    today = _reads_on(session, workspace, fact.person, fact.now)
    when = team_days.of(session, workspace, [found.provider])[found.provider.id]
    if today > found.expected:
        return
    near = Near(found, today, team_days.between(when, today, found.expected))
    words = partial(time_messages.soon, near=near)
    key = f"dependencies.soon:{found.id}:{found.expected}:{fact.now.date()}"
    _tell(session, workspace, (fact.person.slack_id, words, key), found, fact.now)


def aged(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Nobody confirmed a date in time: its cards show it."""
    found = dependency.find(session, workspace, fact.subject)
    telling.refresh(session, workspace, found, fact.now, f":aged:{fact.now.date()}")


def overdue(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A date is over: both sides hear once, and their cards show it."""
    found = dependency.find(session, workspace, fact.subject)
    telling.refresh(session, workspace, found, fact.now, f":late:{found.expected}")
    alerting.overdue(session, workspace, found, fact.now)
    sees = fact.person if fact.person.own else None
    needs = next((one for one in (found.asked_by, found.requester.lead) if one and one.own), None)
    today = fact.now.date()
    if sees:
        words = partial(time_messages.over, found=found, today=today)
        key = f"dependencies.over:{found.id}:{found.expected}:{found.moves}:{Side.PROVIDER}"
        _tell(session, workspace, (sees.slack_id, words, key), found, fact.now)
    if needs and sees and needs.id == sees.id:
        return
    who = f"<@{sees.slack_id}>" if sees else ""
    said = partial(time_messages.not_there, found=found, asked=who, today=today)
    key = f"dependencies.over:{found.id}:{found.expected}:{found.moves}:{Side.REQUESTER}"
    if needs:
        _tell(session, workspace, (needs.slack_id, said, key), found, fact.now)
    else:
        _in_thread(session, workspace, (Side.REQUESTER, said, key), found, fact.now)


def unanswered(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Nobody leads the team whose answer is awaited: its channel hears, else who asked."""
    found = dependency.find(session, workspace, fact.subject)
    side = waiting.turn(found)
    key = f"dependencies.unanswered:{found.id}:{found.moves}"
    said = partial(time_messages.unanswered, found=found, side=side)
    in_channel = bool(found.team(side).channel)
    if in_channel and _in_thread(session, workspace, (side, said, key), found, fact.now):
        return
    if found.asked_by.own:
        words = partial(time_messages.unread, found=found, side=side)
        _tell(session, workspace, (found.asked_by.slack_id, words, key), found, fact.now)


def calendar_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody is away, or works on other days: what they see to is looked at again."""
    due.wake(session, workspace, fact.person.id, fact.now)


def _tell(
    session: Session,
    workspace: Workspace,
    what: tuple[str, Wording, str],
    found: Dependency,
    now: datetime,
) -> None:
    post = Post(*what, about=found.reference, in_hours=True)
    outbox.put(session, workspace, [post], now)


def _in_thread(
    session: Session,
    workspace: Workspace,
    what: tuple[Side, Wording, str],
    found: Dependency,
    now: datetime,
) -> bool:
    """Say something under a side's card; False where it has none."""
    side, words, key = what
    card = cards.key(found, side)
    if not card or outbox.find(session, workspace, card) is None:
        return False
    where, about = cards.place(found, side), found.reference
    post = Post(where, words, key, under=card, about=about, in_hours=is_person(where))
    outbox.put(session, workspace, [post], now)
    return True


def _reads_on(session: Session, workspace: Workspace, person: Person, now: datetime) -> date:
    """The day on which somebody reads what is said now."""
    when = calendars.of_one(session, workspace, person)
    return calendar.local_day(when, calendar.next_moment(when, now) or now)
