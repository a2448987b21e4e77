"""The doors of teams: the command, the forms, the buttons and the menu of user groups."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, roles
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, Options, Replace, UpdateForm
from bot.store import groups
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.teams import asking, forms, opening, reading, receipts, telling, views
from workflows.teams import change, close, confirming, make, permissions
from workflows.teams.change import Outdated, Wanted

Json = Mapping[str, Any]


def team(
    session: Session, workspace: Workspace, person: Person, command: Json, t: Translator
) -> Answer | OpenForm:
    """`/team …`."""
    return asking.answer(session, workspace, person, command["text"], t)


def new(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The button that opens the form of a new team."""
    return OpenForm(forms.team_form(t, opening.for_new(session, workspace, person, "")))


def show(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> Answer:
    """The button that shows a team."""
    return Answer(asking.shown(session, workspace, person, decoding.number(action["value"]), t))


def turn(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> Replace:
    """The buttons that turn the pages of the list."""
    return Replace(asking.page(session, workspace, person, t, decoding.number(action["value"])))


def edit(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that opens a team's form, in a message and on App Home."""
    opened = opening.for_team(session, workspace, person, decoding.number(action["value"]))
    return OpenForm(forms.team_form(t, opened))


def confirm(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> None:
    """The button that says that the right people are in a team; what shows the ask follows."""
    confirming.confirm(session, workspace, person, decoding.number(action["value"]), now)


def end(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that closes a team."""
    closed = close.close(session, workspace, person, decoding.number(action["value"]), now)
    tell = telling.closed(session, workspace, person, closed)
    return Replace(views.closed(t, closed), tell=tell)


def keep(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form of a new team, submitted."""
    _, fields = opening.checked(session, workspace, view)
    if isinstance(fields, Errors):
        return FormErrors(reading.errors(t, view, fields.fields))
    made = make.make(session, workspace, person, fields, now)
    tell = telling.made(session, workspace, person, made)
    return UpdateForm(receipts.made(session, workspace, person, made, t), tell=tell)


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form of a team that is there, submitted."""
    carried, fields = opening.checked(session, workspace, view)
    if isinstance(fields, Errors):
        return FormErrors(reading.errors(t, view, fields.fields))
    wanted = Wanted(carried.team, fields, carried.revision)
    done = change.change(session, workspace, person, wanted, now)
    if isinstance(done, Outdated):
        opened = opening.for_outdated(session, workspace, view, done.team)
        return UpdateForm(forms.team_form(t, opened))
    tell = telling.changed(session, workspace, person, done)
    return UpdateForm(receipts.changed(session, workspace, person, done, t), tell=tell)


def offer_groups(session: Session, workspace: Workspace, person: Person, body: Json) -> Options:
    """The menu of user groups, for what was typed into it by who may change a team."""
    if not roles.may(person, permissions.CHANGE):
        return Options(())
    found = groups.search(session, workspace, str(body.get("value") or ""))
    return Options(tuple(map(forms.group_option, found)))
