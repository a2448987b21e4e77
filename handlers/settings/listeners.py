"""The doors of settings."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import place_fields, places
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import Done, FormErrors, OpenForm, Options, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.settings import forms, reading
from workflows.settings import form, own

Json = Mapping[str, Any]


def open_form(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The button that opens the form."""
    chosen = form.chosen(own.read(session, workspace, person))
    return OpenForm(forms.settings_form(t, workspace, chosen))


def choose_country(workspace: Workspace, action: Json, view: Json, t: Translator) -> UpdateForm:
    """Another country was chosen in the form: its regions are others."""
    country = place_fields.value_of(action)
    typed = replace(reading.typed(view), country=country, region="")
    return UpdateForm(forms.settings_form(t, workspace, typed))


def countries(workspace: Workspace, body: Json, t: Translator) -> Options:
    """The countries that match what is typed."""
    first = [forms.as_workspace(t, workspace), place_fields.none(t)]
    return places.suggest_countries(t, body["value"], first)


def regions(body: Json) -> Options:
    """The regions that match what is typed."""
    return places.suggest_regions(place_fields.country_of(body["block_id"]), body["value"])


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | Done:
    """The form, submitted."""
    checked = form.check(reading.typed(view), workspace.weekly_ceiling)
    if isinstance(checked, Errors):
        return FormErrors(reading.errors(t, view, checked))
    own.change(session, workspace, person, checked, now)
    return Done()
