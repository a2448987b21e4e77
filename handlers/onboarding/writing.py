"""The doors of journeys: Product Ops write them, for all who will be on them."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from bot import decoding, filled, resuming, roles
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import LANGUAGES, Translator, say
from bot.mrkdwn import clean
from bot.posts import Post
from bot.replies import FormErrors, OpenForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import (
    change_messages,
    ids,
    journey_views,
    journeys,
    step_form,
    step_reading,
)
from handlers.onboarding.journeys import Shelved
from handlers.onboarding.step_form import Carried, Drawn
from workflows.onboarding import permissions, writing
from workflows.onboarding.changing import Reached
from workflows.onboarding.journey import Audience, Journey, Kind, Step, Text
from workflows.onboarding.writing import Details

Json = Mapping[str, Any]

_DETAILS = {
    **{f"name.{each}": ids.in_(ids.JOURNEY_NAME, each) for each in LANGUAGES},
    **{f"about.{each}": ids.in_(ids.JOURNEY_ABOUT, each) for each in LANGUAGES},
    "role": ids.JOURNEY_ROLE,
    "owner": ids.JOURNEY_OWNER,
    "like": ids.JOURNEY_LIKE,
}


def listed(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """`/onboard journeys`."""
    roles.require(person, permissions.WRITE)
    return OpenForm(journey_views.listed(t, journeys.every(session, workspace)))


def all_(session: Session, workspace: Workspace, person: Person, t: Translator) -> UpdateForm:
    """The button that goes back to all of them."""
    return UpdateForm(listed(session, workspace, person, t).view)


def show(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The button that opens a journey."""
    roles.require(person, permissions.WRITE)
    found = journeys.named(session, workspace, str(action["value"]))
    return UpdateForm(journey_views.page(t, found))


def begin(session: Session, workspace: Workspace, person: Person, t: Translator) -> UpdateForm:
    """The button that begins a journey."""
    roles.require(person, permissions.WRITE)
    others = [each.journey for each in journeys.every(session, workspace) if each.journey.steps]
    view = journey_views.details_form(t, None, others)
    return UpdateForm(resuming.resumed(session, workspace, person, view, t))


def open_details(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The button that says otherwise what a journey is called."""
    roles.require(person, permissions.WRITE)
    found = journeys.named(session, workspace, str(action["value"]))
    view = journey_views.details_form(t, found)
    return UpdateForm(resuming.resumed(session, workspace, person, view, t))


def save_details(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    said = {name: clean(one).strip() for name, one in filled.fields(view, _DETAILS).items()}
    details, key = _details(view, said), view.get("private_metadata")
    given = (session, workspace, person)
    if key:
        which = journeys.chosen(*given, key, now)
        kept = writing.describe(*given, which, details, now)
    else:
        like = None if said["like"] in ("", journey_views.NONE) else said["like"]
        begun = journeys.named(session, workspace, like).journey if like else None
        kept = writing.make(*given, details, begun, now)
    if isinstance(kept, Errors):
        named = {
            **_DETAILS,
            **{each: _DETAILS[f"{each}.{t.language}"] for each in ("name", "about")},
        }
        return FormErrors(filled.beside(t, view, kept, named))
    resuming.settle(*given, view)
    found = journeys.named(session, workspace, kept.journey.key)
    return UpdateForm(journey_views.page(t, found, t("✅ Saved.")))


def change_step(
    session: Session, workspace: Workspace, person: Person, action: Json, view: Json, t: Translator
) -> UpdateForm:
    """The button that changes a step."""
    found = _open(session, workspace, person, view)
    step = _step(found.journey, str(action["value"]))
    carried = Carried(found.journey.key, step.key, str(step.kind))
    return _form(session, workspace, person, Drawn(found.journey, step, carried, found.walked), t)


def add_step(
    session: Session, workspace: Workspace, person: Person, action: Json, view: Json, t: Translator
) -> UpdateForm:
    """The menu that adds a step of some kind."""
    found = _open(session, workspace, person, view)
    kind = decoding.read(Kind, action["selected_option"]["value"])
    carried = Carried(found.journey.key, kind=str(kind))
    drawn = Drawn(found.journey, _empty(kind), carried, found.walked)
    return _form(session, workspace, person, drawn, t)


def save_step(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A step's form, submitted: who has done it hears what changed, where that was chosen."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    written = _written(session, workspace, person, view, carried, now)
    if isinstance(written, Errors):
        named = step_reading.beside(view, written, person.language)
        return FormErrors(filled.beside(t, view, written, named))
    resuming.settle(session, workspace, person, view)
    found = journeys.named(session, workspace, carried.journey)
    head = change_messages.saved(t, written.reached)
    return UpdateForm(
        journey_views.page(t, found, head), tell=news(found.journey, written.reached, now)
    )


def news(journey: Journey, reached: Reached, now: datetime) -> tuple[Post, ...]:
    """What those hear who have done already what reads differently now, each once."""
    return tuple(
        Post(
            who.slack_id,
            partial(change_messages.reread, journey=journey, steps=steps),
            f"onboarding.changed:{journey.key}:{who.id}:{now.isoformat()}",
            in_hours=True,
        )
        for who, steps in reached.told
    )


def _written(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Json,
    carried: Carried,
    now: datetime,
) -> writing.Written | Errors:
    found = journeys.named(session, workspace, carried.journey)
    before = _empty(decoding.read(Kind, carried.kind))
    if carried.step:
        before = _step(found.journey, carried.step)
    edit = step_reading.edit(view, found.journey, before, person.language)
    if isinstance(edit, Errors):
        return edit
    which = journeys.chosen(session, workspace, person, carried.journey, now)
    return writing.save(session, workspace, person, which, edit, now)


def _form(
    session: Session, workspace: Workspace, person: Person, drawn: Drawn, t: Translator
) -> UpdateForm:
    return UpdateForm(resuming.resumed(session, workspace, person, step_form.draw(t, drawn), t))


def _open(session: Session, workspace: Workspace, person: Person, view: Json) -> Shelved:
    roles.require(person, permissions.WRITE)
    return journeys.named(session, workspace, view["private_metadata"])


def _step(journey: Journey, key: str) -> Step:
    found = next((step for step in journey.steps if step.key == key), None)
    if found is None:
        raise Refusal(say("Somebody took this step out: open the journey again."))
    return found


def _empty(kind: Kind) -> Step:
    return Step("", Text(), Text(), 0, Audience.NEW_HIRE, kind)


def _details(view: Json, said: Mapping[str, str]) -> Details:
    boxes = filled.chosen(view).get(ids.JOURNEY_OFFERED, {}).get("selected_options")
    name, about = (
        Text(*(said[f"{field}.{each}"] for each in LANGUAGES)) for field in ("name", "about")
    )
    return Details(name, about, said["role"], said["owner"], bool(boxes))
