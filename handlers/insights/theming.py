"""The doors of themes: the list, one of them, and what becomes of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, filled
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import FormErrors, OpenForm, PushForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import ids, themes
from handlers.insights.themes import Carried
from workflows.insights import overview, theme_form
from workflows.insights import themes as theming
from workflows.insights.theme import may_move
from workflows.insights.theme_form import Move, Wanted

Json = Mapping[str, Any]

_QUOTES = 3
_FIELDS = {
    "name": ids.THEME_NAME,
    "owner": ids.THEME_OWNER,
    "state": ids.THEME_STATE,
    "reason": ids.THEME_REASON,
}


def start(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """`/insight themes`."""
    return OpenForm(themes.listed(t, overview.overview(session, workspace, person, now)))


def show(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> PushForm:
    """The button that opens a theme, or the menu that found it."""
    value = action.get("value") or action["selected_option"]["value"]
    theme = decoding.number(value)
    found = overview.weighed(session, workspace, person, theme, now, _QUOTES)
    return PushForm(themes.page(t, found, may_move(person, found.theme)))


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A theme's form, submitted."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    wanted = theme_form.check(_wanted(carried, view))
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, _FIELDS))
    changed = theming.change(session, workspace, person, carried.theme, wanted, now)
    if isinstance(changed, Errors):
        return FormErrors(filled.beside(t, view, changed, _FIELDS))
    found = overview.weighed(session, workspace, person, changed.id, now, _QUOTES)
    movable = may_move(person, found.theme)
    return UpdateForm(themes.page(t, found, movable, themes.saved(t, found.theme)))


def _wanted(carried: Carried, view: Json) -> Wanted:
    """What the form says other than it did when it opened."""
    said = filled.fields(view, _FIELDS)
    moved = (said["state"], said["reason"]) != (carried.state, carried.reason)
    return Wanted(
        name=said["name"] if said["name"] != carried.name else None,
        owner=said["owner"] if said["owner"] != carried.owner else None,
        move=Move(said["state"], said["reason"]) if moved else None,
    )
