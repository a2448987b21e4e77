"""`/onboard`: who arrives, where they are, and how their journey is steered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, filled, resuming, roles
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, say
from bot.replies import (
    Answer,
    FormErrors,
    OpenForm,
    UpdateForm,
    notice,
)
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import (
    accompanying,
    enrol_views,
    ids,
    journeys,
    overseeing,
    reading,
    settings,
    status_views,
    writing,
)
from workflows.onboarding import enrolling, overview, permissions, steering
from workflows.onboarding import enrolment as enrolments
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.pacing import Pace

Json = Mapping[str, Any]

_FIELDS = {
    "person": ids.PERSON,
    "starts": ids.STARTS,
    "manager": ids.MANAGER,
    "buddy": ids.BUDDY,
}


def onboard(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """`/onboard …`."""
    wanted, given = reading.asked(command["text"]), (session, workspace, person)
    if wanted.verb == "enrol":
        return form_for(*given, wanted.person, now, t)
    if wanted.verb in ("overview", "journeys", "settings"):
        return _for_product_ops(*given, wanted.verb, now, t)
    return Answer(status_views.explained(t)) if wanted.verb == "help" else status(*given, now, t)


def status(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """Where those are whom a person accompanies; all of them, for Product Ops."""
    found = overview.standings(session, workspace, person, now)
    begins = roles.may(person, permissions.ENROL)
    oversees = roles.may(person, permissions.OVERSEE)
    return Answer(status_views.listed(t, found, begins, oversees))


def open_form(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """The button that begins somebody's journey."""
    return form_for(session, workspace, person, "", now, t)


def save_form(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted: those around who arrives hear of it."""
    made = _begun(session, workspace, person, view, now)
    if isinstance(made, Errors):
        return FormErrors(filled.beside(t, view, made, _FIELDS))
    resuming.settle(session, workspace, person, view)
    return UpdateForm(
        notice(t, t("Somebody arrives"), enrol_views.begun(t, made)),
        tell=accompanying.news(person, made),
    )


def show(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that opens somebody's journey."""
    found = _visible(session, workspace, person, decoding.number(action["value"]))
    shown = overview.for_reader(overview.of(session, workspace, found, now), person)
    return OpenForm(status_views.journey(t, shown, person))


def steer(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The menu on that page: slower, faster, as usual, a pause, going on."""
    which, how = _steered(action)
    found = _go(session, workspace, person, which, how, now)
    shown = overview.for_reader(overview.of(session, workspace, found, now), person)
    return UpdateForm(status_views.journey(t, shown, person))


def stop(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that ends it."""
    found = enrolling.stop(session, workspace, person, decoding.number(action["value"]), now)
    return UpdateForm(status_views.journey(t, overview.of(session, workspace, found, now), person))


def steer_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same for one's own, on App Home."""
    which, how = _steered(action)
    found = _go(session, workspace, person, which, how, now)
    return OpenForm(notice(t, t("Your first weeks"), status_views.steered(t, found)))


def open_move(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The button that moves the first day."""
    found = enrolments.find(session, workspace, decoding.number(action["value"]))
    enrolling.require_steer(session, workspace, person, found)
    return UpdateForm(enrol_views.move_form(t, found))


def save_move(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    found = enrolments.find(session, workspace, decoding.number(view["private_metadata"]))
    starts = filled.fields(view, {"starts": ids.STARTS})["starts"]
    day = enrolling.today(session, workspace, now)
    wanted = enrolling.check(enrolling.Typed(found.person.slack_id, starts), day)
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, {**_FIELDS, "person": ids.STARTS}))
    moved = enrolling.move(session, workspace, person, found.id, wanted.starts, now)
    resuming.settle(session, workspace, person, view)
    return UpdateForm(status_views.journey(t, overview.of(session, workspace, moved, now), person))


def form_for(
    session: Session, workspace: Workspace, person: Person, who: str, now: datetime, t: Translator
) -> OpenForm:
    """The form that begins somebody's journey.

    Args:
        who: Slack's id of who arrives, empty to choose.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ENROL)
    day = enrolling.today(session, workspace, now)
    view = enrol_views.enrol_form(t, journeys.choices(session, workspace), who, day)
    return OpenForm(resuming.resumed(session, workspace, person, view, t))


def _for_product_ops(
    session: Session, workspace: Workspace, person: Person, verb: str, now: datetime, t: Translator
) -> OpenForm:
    if verb == "overview":
        return overseeing.open_form(session, workspace, person, now, t)
    if verb == "journeys":
        return writing.listed(session, workspace, person, t)
    return settings.open_form(session, workspace, person, t)


def _begun(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Enrolment | Errors:
    said = filled.fields(view, {**_FIELDS, "journey": ids.JOURNEY})
    key = said.pop("journey")
    day = enrolling.today(session, workspace, now)
    wanted = enrolling.check(enrolling.Typed(**said), day)
    if isinstance(wanted, Errors):
        return wanted
    which = journeys.chosen(session, workspace, person, key, now)
    return enrolling.enrol(session, workspace, person, which, wanted, now)


def _visible(session: Session, workspace: Workspace, person: Person, which: int) -> Enrolment:
    found = enrolments.find(session, workspace, which)
    if not person.product_ops and person.id not in found.around:
        raise Refusal(say("This is for those who accompany them, and for Product Ops."))
    return found


def _steered(action: Json) -> tuple[int, str]:
    value = str(action.get("value") or action["selected_option"]["value"])
    which, _, how = value.partition(":")
    return decoding.number(which), how


def _go(
    session: Session, workspace: Workspace, person: Person, which: int, how: str, now: datetime
) -> Enrolment:
    if how == "pause":
        return steering.pause(session, workspace, person, which, now)
    if how == "resume":
        return steering.resume(session, workspace, person, which, now)
    if how not in set(Pace):
        raise Refusal(say("I don't know this choice any more: open the page again."))
    return steering.go(session, workspace, person, which, Pace(how), now)
