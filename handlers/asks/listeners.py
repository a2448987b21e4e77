"""The doors of asks: the menu beside each, the answers to an offer, the forms."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding
from bot.asks import handover, leaving, snooze
from bot.asks.kinds import kinds_of
from bot.i18n import Translator
from bot.replies import Answer, Done, FormErrors, Message, OpenForm
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.asks import forms, ids, reading, views
from handlers.asks.choices import Choice, chosen

Json = Mapping[str, Any]


def choose(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm | None:
    """The menu beside an ask, in a message."""
    choice, ask = chosen(action["selected_option"]["value"])
    if choice is Choice.WHY:
        return Answer(Message(reading.why(session, workspace, person, ask, t)))
    return reading.act(session, workspace, person, action, now, t)


def choose_on_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm | None:
    """The same on App Home, which is drawn again by itself."""
    choice, ask = chosen(action["selected_option"]["value"])
    if choice is Choice.WHY:
        return OpenForm(views.note(t, reading.why(session, workspace, person, ask, t)))
    return reading.act(session, workspace, person, action, now, t)


def accept(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> None:
    """The button that takes an ask over."""
    handover.accept(session, workspace, person, decoding.number(action["value"]), now)


def decline(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> None:
    """The button that leaves an ask with its owner."""
    handover.decline(session, workspace, person, decoding.number(action["value"]), now)


def put_off(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Json,
    now: datetime,
    t: Translator,
) -> FormErrors | Done:
    """The form with a day to be reminded on, submitted."""
    day = reading.day(view)
    problem = snooze.wrong(day, snooze.today(session, workspace, person, now))
    if problem or day is None:
        return FormErrors({ids.DAY: t.words(problem)} if problem else {})
    snooze.snooze(session, workspace, person, decoding.number(view["private_metadata"]), day, now)
    return Done()


def hand_over(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """The form that says whose it is, submitted."""
    ask = decoding.number(view["private_metadata"])
    handover.offer(session, workspace, person, ask, reading.offered(view), now)
    return Done()


def ask_who(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that says who takes over what someone left behind."""
    who = decoding.number(action["value"])
    left = leaving.to_pass_on(session, workspace, person, who)
    gone = people.by_ids(session, workspace, [who])[who]
    return OpenForm(forms.pass_on(t, kinds_of(session.info), gone, left))


def pass_on(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """That form, submitted."""
    who, takers = reading.takers(view)
    leaving.pass_on(session, workspace, person, who, takers, now)
    return Done()
