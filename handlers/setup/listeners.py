"""The doors of the set-up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, place_fields, places
from bot.i18n import Translator
from bot.replies import Done, FormErrors, OpenForm, Options, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.setup import asking, forms, ids, reading
from workflows.setup import answers, choosing, naming

Json = Mapping[str, Any]


def open_form(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that answers a question, or changes its answer."""
    standing = answers.read(session, workspace, person)
    form = decoding.read(forms.FORMS.__getitem__, action["value"])
    return OpenForm(form(t, standing))


def name_people(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm | Done:
    """Who is Product Ops, submitted."""
    wanted = reading.naming(view)
    wrong = asking.wrong(session, workspace, wanted)
    if wrong:
        return FormErrors({ids.PEOPLE: t.words(wrong)})
    if person.slack_id in wanted.remove:
        return UpdateForm(forms.leaving(t, wanted))
    named = naming.name(session, workspace, person, wanted, now)
    return Done(tell=asking.told(person, named, now))


def leave(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """The same, where someone removes themselves, confirmed."""
    named = naming.name(session, workspace, person, reading.carried(view), now)
    return Done(tell=asking.told(person, named, now))


def choose_channel(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """Where announcements go, submitted."""
    choosing.announce(session, workspace, person, reading.channel(view), now)
    return Done()


def show_regions(action: Json, t: Translator) -> UpdateForm:
    """Another country was chosen in the form: its regions are others."""
    return UpdateForm(forms.country_form(t, reading.place(place_fields.value_of(action))))


def countries(body: Json, t: Translator) -> Options:
    """The countries that match what is typed."""
    return places.suggest_countries(t, body["value"], [place_fields.none(t)])


def regions(body: Json) -> Options:
    """The regions that match what is typed."""
    return places.suggest_regions(place_fields.country_of(body["block_id"]), body["value"])


def choose_country(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | Done:
    """Which country's calendar counts, submitted."""
    place = reading.chosen_place(view)
    wrong = choosing.wrong_place(place)
    if wrong:
        return FormErrors(reading.errors(t, view, wrong))
    choosing.locate(session, workspace, person, place, now)
    return Done()


def choose_language(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """Which language is spoken by default, submitted."""
    choosing.speak(session, workspace, person, reading.chosen(view, ids.LANGUAGE), now)
    return Done()


def choose_ceiling(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Done:
    """How many messages a week there may be, submitted."""
    number = decoding.number(reading.chosen(view, ids.CEILING))
    choosing.limit(session, workspace, person, number, now)
    return Done()
