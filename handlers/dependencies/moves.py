"""The doors of moves: a dependency's page, its buttons wherever they stand, their forms."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import decoding, filled, resuming
from bot.delivery import reach
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import (
    Answer,
    FormErrors,
    Json,
    OpenForm,
    PushForm,
    UpdateForm,
    message,
)
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import carrying, cautions, move_forms, page, receipts, telling
from handlers.dependencies.carrying import Carried
from workflows.dependencies import asking, dependency, looking, moving, seeing, speaking, tying
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Side

Payload = Mapping[str, Any]


def open_page(
    session: Session, workspace: Workspace, person: Person, action: Payload, t: Translator
) -> OpenForm:
    """The button that opens a dependency, in a message and on App Home."""
    which = decoding.number(action["value"])
    return OpenForm(shown(session, workspace, person, which, t))


def open_page_in_form(
    session: Session, workspace: Workspace, person: Person, action: Payload, t: Translator
) -> PushForm:
    """The same in a form."""
    which = decoding.number(action["value"])
    return PushForm(shown(session, workspace, person, which, t))


def move(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Payload,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """The button of a move in a message."""
    carried, given = carrying.read(action["value"]), (session, workspace, person)
    if carried.has_form:
        return OpenForm(_form(*given, carried, t))
    found = _made(*given, carried, now)
    problem = _problem(session, workspace, found, carried.side)
    said = receipts.moved(t, found, carried.side, problem)
    much = cautions.on_promise(session, workspace, found, carried.side, t)
    return Answer(message("\n".join(filter(None, [said, much]))))


def move_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Payload,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    carried, given = carrying.read(action["value"]), (session, workspace, person)
    if carried.has_form:
        return OpenForm(_form(*given, carried, t))
    return OpenForm(_page_after(*given, _made(*given, carried, now), carried.side, t))


def move_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Payload,
    now: datetime,
    t: Translator,
) -> PushForm | UpdateForm:
    """The same on its page."""
    carried, given = carrying.read(action["value"]), (session, workspace, person)
    if carried.has_form:
        return PushForm(_form(*given, carried, t))
    return UpdateForm(_page_after(*given, _made(*given, carried, now), carried.side, t))


def save_move(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Payload,
    now: datetime,
    t: Translator,
) -> FormErrors | UpdateForm:
    """The form of a move, submitted."""
    carried, given = carrying.read(view["private_metadata"]), (session, workspace, person)
    found = dependency.find(session, workspace, carried.which)
    wish = moving.check(found, _wish(view, carried), asking.today(session, workspace, now))
    made = wish if isinstance(wish, Errors) else moving.make(*given, found.id, wish, now)
    if isinstance(made, Errors):
        return FormErrors(filled.beside(t, view, made, move_forms.FIELDS))
    resuming.settle(*given, view)
    return UpdateForm(_page_after(*given, made, carried.side, t))


def shown(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    t: Translator,
    said: str = "",
) -> Json:
    """The page of a dependency, for somebody who may see it."""
    found = seeing.find(session, workspace, person, which)
    history = dependency.history(session, workspace, which)
    sides = speaking.sides(session, workspace, person, found)
    links = telling.links(session, workspace, found)
    may_wait = bool(tying.promises(session, workspace, found))
    return page.page(t, found, history, sides, replace(links, may_wait=may_wait), said)


def _form(
    session: Session, workspace: Workspace, person: Person, carried: Carried, t: Translator
) -> Json:
    """The form of a move, for who may make it."""
    wanted = carried.move, carried.side
    found = looking.movable(session, workspace, person, carried.which, wanted)
    could_be = {
        one.id: one.name
        for one in teams.every(session, workspace)
        if one.id not in (found.requester.id, found.provider.id)
    }
    view = move_forms.of(t, found, carried, person.slack_id, could_be)
    return resuming.resumed(session, workspace, person, view, t)


def _made(
    session: Session, workspace: Workspace, person: Person, carried: Carried, now: datetime
) -> Dependency:
    """What a click makes of a dependency."""
    found = dependency.find(session, workspace, carried.which)
    wish = Wish(carried.move, carried.side, seen=carried.seen)
    checked = moving.check(found, wish, asking.today(session, workspace, now))
    made = (
        checked
        if isinstance(checked, Errors)
        else moving.make(session, workspace, person, found.id, checked, now)
    )
    if isinstance(made, Errors):
        raise Refusal(next(iter(made.fields.values())))
    return made


def _wish(view: Payload, carried: Carried) -> Wish:
    said = filled.fields(view, move_forms.FIELDS)
    return Wish(
        carried.move,
        carried.side,
        asking.read_day(said["day"]),
        said["owner"],
        decoding.number(said["team"]) if said["team"] else None,
        said["words"],
    )


def _page_after(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: Dependency,
    side: Side,
    t: Translator,
) -> Json:
    said = receipts.heard(t, found, side, _problem(session, workspace, found, side)) or t("Done.")
    much = cautions.on_promise(session, workspace, found, side, t)
    lines = "\n".join(filter(None, [said, much]))
    return shown(session, workspace, person, found.id, t, lines)


def _problem(
    session: Session, workspace: Workspace, found: Dependency, side: Side
) -> reach.Problem | None:
    """Why the other side's channel could not be reached the last time."""
    where = found.team(side.other).channel
    return reach.problems(session, workspace, [where]).get(where)
