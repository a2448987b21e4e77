"""The doors of absences: the command, the form and the buttons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, Replace, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import asking, forms, opening, reading, telling, views
from handlers.absence.reading import Carried
from workflows.absence import filling, leave
from workflows.absence.leave import Wrong
from workflows.absence.show import show

Json = Mapping[str, Any]


def absence(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """`/absence …`."""
    return asking.answer(session, workspace, person, command, now, t)


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form, submitted."""
    carried = Carried.loads(view["private_metadata"])
    filled = reading.filled(view["state"]["values"], carried)
    saved = filling.save(session, workspace, person, filled, now)
    if isinstance(saved, Wrong):
        blocks = reading.fields(view)
        return FormErrors({blocks[each]: t.words(said) for each, said in saved.fields.items()})
    opening.settle(session, workspace, person, carried)
    news = saved.left.news if saved.left else ()
    tell = telling.told(session, workspace, person, news, now)
    return UpdateForm(forms.saved(t, saved), tell=tell)


def start_afresh(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that lets go of what was chosen before."""
    opened = opening.afresh(session, workspace, person, view, now)
    return UpdateForm(forms.absence_form(t, opened))


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that opens an absence's form."""
    opened = opening.opened(session, workspace, person, now, decoding.number(action["value"]))
    return OpenForm(forms.absence_form(t, opened))


def come_back_earlier(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that ends an absence a day earlier, once."""
    absence, last = reading.ending(action["value"])
    left = leave.a_day_earlier(session, workspace, person, absence, last, now)
    if left is None:
        return Replace(views.standing(t, show(session, workspace, person, now)))
    tell = telling.told(session, workspace, person, left.news, now)
    return Replace(views.left(t, left), tell=tell)


def come_back(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that ends an absence today, or cancels one that is still to come."""
    ended, tell = asking.ended(session, workspace, person, action["value"], now)
    return Replace(views.ended(t, ended), tell=tell)


def come_back_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same button in the absence's form."""
    ended, tell = asking.ended(session, workspace, person, action["value"], now)
    return UpdateForm(forms.ended(t, ended), tell=tell)


def open_from_home(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """The button on App Home that opens the form."""
    opened = opening.opened(session, workspace, person, now)
    return OpenForm(forms.absence_form(t, opened))


def come_back_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button on App Home that ends an absence; the page itself is drawn again by and by."""
    ended, tell = asking.ended(session, workspace, person, action["value"], now)
    return OpenForm(forms.ended(t, ended), tell=tell)
