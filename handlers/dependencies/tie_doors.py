"""The doors of what waits for something: its form, opened on its page, and what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, filled, resuming
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, say
from bot.replies import FormErrors, Json, PushForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import cautions, ids, moves, telling, tie_form
from workflows.dependencies import looking, tying
from workflows.dependencies.tying import Tied

Payload = Mapping[str, Any]


def open_form(
    session: Session, workspace: Workspace, person: Person, action: Payload, t: Translator
) -> PushForm:
    """The button of a dependency's page: which promises of the team wait for it."""
    return PushForm(_form(session, workspace, person, decoding.number(action["value"]), t))


def save(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Payload,
    now: datetime,
    t: Translator,
) -> FormErrors | UpdateForm:
    """The form, submitted: the cards say what waits for what."""
    made = _tied(session, workspace, person, view)
    if isinstance(made, Errors):
        return FormErrors(filled.beside(t, view, made, tie_form.FIELDS))
    resuming.settle(session, workspace, person, view)
    mark = f":tied:{now.isoformat()}"
    for each in (made.found, *made.touched):
        telling.refresh(session, workspace, each, now, mark)
    clash = cautions.on_tying(session, workspace, made.found, now, t)
    said = "\n".join(filter(None, [t("Done."), clash]))
    return UpdateForm(moves.shown(session, workspace, person, made.found.id, t, said))


def _tied(session: Session, workspace: Workspace, person: Person, view: Payload) -> Tied | Errors:
    days = tying.read_lag(filled.fields(view, tie_form.FIELDS)["lag"])
    if not isinstance(days, int):
        return Errors({"lag": days})
    promises = {decoding.number(each) for each in filled.several(view, ids.SERVES)}
    which = decoding.number(view["private_metadata"])
    return tying.tie(session, workspace, person, which, promises, days)


def _form(
    session: Session, workspace: Workspace, person: Person, which: int, t: Translator
) -> Json:
    found = looking.needed(session, workspace, person, which)
    promises = {
        one.id: f"{one.reference}: {one.needs}" for one in tying.promises(session, workspace, found)
    }
    if not promises:
        raise Refusal(say("Your team has promised nothing that could wait for it."))
    view = tie_form.of(t, found, promises)
    return resuming.resumed(session, workspace, person, view, t)
