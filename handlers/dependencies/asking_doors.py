"""The doors of asking another team: `/dependency`, the shortcut of a message, the form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import chat, filled, resuming
from bot.delivery import reach
from bot.forms import Errors
from bot.i18n import Translator, Words, say
from bot.mrkdwn import clean, excerpt, mentioned, plain, unescape
from bot.replies import FormErrors, Json, OpenForm, UpdateForm, notice
from bot.store import people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import ask_form, cautions, ids, receipts, tie_form
from handlers.dependencies.ask_form import Opened
from workflows.dependencies import asking, dependency, speaking
from workflows.dependencies.asking import LONGEST_NEEDS, Typed, Wanted
from workflows.dependencies.dependency import Dependency
from workflows.okrs import cycles, key_result

Payload = Mapping[str, Any]


def ask(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Payload,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """`/dependency`, alone or with what is needed."""
    needs, given = unescape(command["text"]).strip(), (session, workspace, person)
    view = ask_form.of(t, _opened(*given, Typed(needs, "", "", ""), now))
    # What is typed now is not covered by what was typed once.
    return OpenForm(view if needs else _resumed(*given, view, now, t))


def ask_from_message(
    session: Session,
    workspace: Workspace,
    person: Person,
    shortcut: Payload,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The shortcut of a message: its beginning is what is needed, its address why."""
    said, given = chat.said(shortcut["message"]), (session, workspace, person)
    words = plain(said, people.names(session, workspace, mentioned(said)))
    line = excerpt(" ".join(clean(words).split()), LONGEST_NEEDS)
    link = chat.permalink(workspace.url, shortcut["channel"]["id"], shortcut["message"])
    opened = replace(_opened(*given, Typed(line, "", "", "", link), now), source=link)
    return OpenForm(_resumed(*given, ask_form.of(t, opened), now, t))


def choose_requester(
    session: Session,
    workspace: Workspace,
    person: Person,
    body: Payload,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """Another team asks: what it may be for is that one's."""
    return UpdateForm(_again(session, workspace, person, body["view"], now, t))


def save(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Payload,
    now: datetime,
    t: Translator,
) -> FormErrors | UpdateForm:
    """The form, submitted: both teams see it, and the other one's lead is asked."""
    given = session, workspace, person
    typed = _typed(*given, view)
    wanted = asking.check(typed, asking.today(session, workspace, now))
    if isinstance(wanted, Wanted):
        wanted = _foreign(session, workspace, wanted, now) or wanted
    made = wanted if isinstance(wanted, Errors) else asking.ask(*given, wanted, now)
    if isinstance(made, Errors):
        return FormErrors(_beside(t, view, made))
    resuming.settle(*given, view)
    return UpdateForm(notice(t, made.reference, _receipt(session, workspace, made, now, t)))


def _opened(
    session: Session, workspace: Workspace, person: Person, typed: Typed, now: datetime
) -> Opened:
    """The form with what may be chosen in it; the first of one's teams asks, unless one is named.

    Raises:
        Refusal: this person asks for no team.
    """
    own = {one.id: one.name for one in speaking.asking_for(session, workspace, person)}
    others = {one.id: one.name for one in teams.every(session, workspace)}
    chosen = int(typed.requester) if typed.requester.isdigit() else 0
    requester = chosen if chosen in own else next(iter(own))
    promises = {
        one.id: f"{one.reference}: {one.needs}"
        for one in dependency.provided(session, workspace, requester)
    }
    asked = replace(typed, requester=str(requester))
    aims = _key_results(session, workspace, requester, now)
    return Opened(asked, own, others, aims, promises)


def _key_results(
    session: Session, workspace: Workspace, team: int, now: datetime
) -> Mapping[int, str]:
    """The open key results of a team."""
    cycle = cycles.current(session, workspace, now)
    if cycle is None or cycle.closing_at:
        return {}
    return {one.id: one.title for one in key_result.of(session, workspace, cycle.id, team)}


def _resumed(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> Json:
    """The form with what was typed before; where another team was to ask, with its choices."""
    resumed = resuming.resumed(session, workspace, person, view, t)
    chosen = {
        block["element"]["action_id"]: block["element"].get("initial_option")
        for block in resumed["blocks"]
        if block["type"] == "input"
    }.get(ids.REQUESTER)
    if resumed is view or not chosen:
        return resumed
    typed = Typed("", "", chosen["value"], "")
    opened = replace(
        _opened(session, workspace, person, typed, now), source=view.get("private_metadata", "")
    )
    return resuming.resumed(session, workspace, person, ask_form.of(t, opened), t)


def _again(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Payload,
    now: datetime,
    t: Translator,
) -> Json:
    """The form once more, with what stands in it."""
    typed = _read(view)
    if typed.provider == typed.requester:
        typed = replace(typed, provider="")
    opened = _opened(session, workspace, person, typed, now)
    return ask_form.of(t, replace(opened, source=view.get("private_metadata", "")))


def _typed(session: Session, workspace: Workspace, person: Person, view: Payload) -> Typed:
    """What stands in the form; who is in one team asks for that one."""
    typed = _read(view)
    own = speaking.asking_for(session, workspace, person)
    return replace(typed, requester=typed.requester or str(own[0].id))


def _read(view: Payload) -> Typed:
    said = filled.fields(view, ask_form.FIELDS)
    return Typed(**said, serves=filled.several(view, ids.SERVES))


def _foreign(
    session: Session, workspace: Workspace, wanted: Wanted, now: datetime
) -> Errors | None:
    """What is wrong with a key result that is not one of the team's any more."""
    theirs = _key_results(session, workspace, wanted.requester, now)
    if wanted.key_result is None or wanted.key_result in theirs:
        return None
    said: Words = say("This key result is not one of the team's any more: choose another one.")
    return Errors({"key_result": said})


def _beside(t: Translator, view: Payload, wrong: Errors) -> dict[str, str]:
    """The sentences beside the fields; what is wrong with one that is not shown, at the top."""
    shown = filled.chosen(view)
    fields = {**ask_form.FIELDS, **tie_form.FIELDS}
    named = {name: action if action in shown else ids.NEEDS for name, action in fields.items()}
    return filled.beside(t, view, wrong, named)


def _receipt(
    session: Session, workspace: Workspace, made: Dependency, now: datetime, t: Translator
) -> str:
    where = made.provider.channel
    problem = reach.problems(session, workspace, [where]).get(where)
    circle = cautions.on_asking(session, workspace, made, t)
    clash = cautions.on_tying(session, workspace, made, now, t)
    return "\n".join(filter(None, [receipts.asked(t, made, problem), clash, circle]))
