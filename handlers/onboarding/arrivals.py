"""Somebody joins the workspace or a channel: what ticks, and what Product Ops are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.blocks import ButtonElement

from bot import decoding, roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.delivery import looking
from bot.errors import Refusal
from bot.facts import Fact
from bot.forms import Errors
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.replies import (
    Answer,
    OpenForm,
    message,
    notice,
)
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import accompanying, enrol_views, ids, journeys, listeners
from workflows.onboarding import arriving, doing, enrolling, permissions
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment

Json = Mapping[str, Any]

_BEGIN = {Place.MESSAGE: ids.BEGIN, Place.HOME: ids.BEGIN_AT_HOME}
_CHOOSE = {Place.MESSAGE: ids.CHOOSE, Place.HOME: ids.CHOOSE_AT_HOME}
_NO = {Place.MESSAGE: ids.NO_JOURNEY, Place.HOME: ids.NO_JOURNEY_AT_HOME}


@dataclass(frozen=True)
class Joined:
    """Who joined which channel, and what it is called."""

    person: str
    channel: str
    name: str


def read(client: WebClient, args: Mapping[str, str]) -> Joined:
    """The job: what the channel is called that somebody joined."""
    info, _ = looking.ask(client, args["channel"])
    return Joined(args["person"], args["channel"], str(info.get("name") or ""))


def write(session: Session, workspace: Workspace, found: Joined, now: datetime) -> None:
    """What their journey waited for is ticked; Product Ops are asked about who has none."""
    person = people.find(session, workspace, found.person)
    if person is None:
        return
    if found.name:
        doing.joined(session, workspace, person, found.name, now)
    arriving.joined(session, workspace, person, found.channel, now)


def met(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody joined the workspace."""
    arriving.joined(session, workspace, fact.person, arriving.EVERYBODY, fact.now)


def begin(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that begins the usual journey, today."""
    made = _begin(session, workspace, person, action, now)
    return Answer(message(enrol_views.begun(t, made)), tell=accompanying.news(person, made))


def begin_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    made = _begin(session, workspace, person, action, now)
    view = notice(t, t("Somebody arrives"), enrol_views.begun(t, made))
    return OpenForm(view, tell=accompanying.news(person, made))


def choose(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that chooses the journey, the day and who is around."""
    who = _who(session, workspace, action)
    return listeners.form_for(session, workspace, person, who.slack_id, now, t)


def no_journey(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> None:
    """The button that says that this one needs none; what shows the ask follows."""
    arriving.refuse(session, workspace, person, decoding.number(action["value"]), now)


def no_journey_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    arriving.refuse(session, workspace, person, decoding.number(action["value"]), now)
    return OpenForm(notice(t, t("Somebody arrives"), t("No journey for this one.")))


def _begin(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> Enrolment:
    who = _who(session, workspace, action)
    roles.require(person, permissions.ENROL)
    which = arriving.usual(session, workspace)
    if which is None:
        first = journeys.choices(session, workspace)[0]
        which = journeys.chosen(session, workspace, person, first.key, now)
    day = enrolling.today(session, workspace, now)
    wanted = Wanted(who.slack_id, day)
    made = enrolling.enrol(session, workspace, person, which, wanted, now)
    if isinstance(made, Errors):
        raise Refusal(next(iter(made.fields.values())))
    return made


def _who(session: Session, workspace: Workspace, action: Json) -> Person:
    which = decoding.number(action["value"])
    found = people.by_ids(session, workspace, [which]).get(which)
    if found is None:
        raise Refusal(say("They are not here any more: nothing is left to begin."))
    return found


def _line(t: Translator, ask: Ask) -> str:
    return t(
        "*{who} has joined*: shall their first weeks begin? *Begin* takes the journey that was used"
        " last, from today on.",
        who=escape(ask.title),
    )


def _about(t: Translator, ask: Ask) -> str:
    return t("the first weeks of {who}", who=escape(ask.title))


def _buttons(t: Translator, ask: Ask, place: Place) -> list[ButtonElement]:
    which = str(ask.subject)
    return [
        ButtonElement(text=t("Begin"), action_id=_BEGIN[place], value=which, style="primary"),
        ButtonElement(text=t("Choose…"), action_id=_CHOOSE[place], value=which),
        ButtonElement(text=t("No journey"), action_id=_NO[place], value=which),
    ]


def _why(t: Translator, ask: Ask) -> str:
    return t("Product Ops chose to be asked about who joins: `/onboard settings` changes it.")


def _unfit(person: Person) -> Words | None:
    if roles.may(person, permissions.ENROL):
        return None
    who = f"<@{person.slack_id}>"
    return say("{who} can't begin journeys: choose a team lead or Product Ops.", who=who)


ARRIVE = AskKind(
    line=_line, about=_about, buttons=_buttons, why=_why, ladder=Ladder(remind=(2, 3)), unfit=_unfit
)
