"""The doors of the overview: all journeys at once, for Product Ops."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding
from bot.i18n import Translator
from bot.replies import OpenForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import overview_views
from workflows.onboarding import overseeing

Json = Mapping[str, Any]


def open_form(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """`/onboard overview`, and the button below `/onboard status`: the most used journey first."""
    return OpenForm(overview_views.page(t, overseeing.look(session, workspace, person, 0, now)))


def choose(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The menu of journeys on it."""
    which = decoding.number(action["selected_option"]["value"])
    found = overseeing.look(session, workspace, person, which, now)
    return UpdateForm(overview_views.page(t, found))
