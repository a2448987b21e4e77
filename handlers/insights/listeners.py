"""The doors of insights: the command, the shortcut, the forms and the buttons."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, Replace, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import (
    asking,
    forms,
    likenesses,
    lines,
    linking,
    opening,
    reading,
    threads,
    views,
)
from handlers.insights.reading import Carried, Verb
from workflows.insights import capture, details, form, narrow, undo, widen

Json = Mapping[str, Any]


def insight(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """`/insight …`."""
    verb, words = reading.asked(command["text"])
    if verb is not Verb.KEEP:
        return asking.answer(session, workspace, person, command, now, t)
    kept = capture.capture(session, workspace, person, words, reading.place(command), now)
    return Answer(linking.receipt(session, workspace, person, kept, now, t))


def keep_message(
    session: Session,
    workspace: Workspace,
    person: Person,
    shortcut: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """*Keep as insight* in a message's menu."""
    opened = opening.for_message(session, workspace, person, shortcut, now)
    return OpenForm(forms.insight_form(t, opened))


def keep(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form of a new insight, submitted."""
    carried, typed, untagged = opening.submitted(session, workspace, person, view)
    checked = form.check(typed, untagged)
    if isinstance(checked, Errors):
        return FormErrors(reading.errors(t, view, checked))
    kept = capture.keep(session, workspace, person, checked, carried.origin, now)
    opening.settle(session, workspace, person, carried)
    alike = linking.alike(session, workspace, person, kept)
    thread = threads.follow(session, workspace, kept, view, now)
    return UpdateForm(likenesses.below_in_form(forms.kept(t, kept, thread), t, kept, alike))


def change(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form of an insight's details, submitted."""
    carried, typed, untagged = opening.submitted(session, workspace, person, view)
    checked = form.check(typed, untagged)
    if isinstance(checked, Errors):
        return FormErrors(reading.errors(t, view, checked))
    wanted = details.Change(carried.insight, checked, carried.seen)
    changed = details.change(session, workspace, person, wanted, now)
    if isinstance(changed, details.Outdated):
        opened = opening.for_outdated(session, workspace, person, view, changed.insight, now)
        return UpdateForm(forms.insight_form(t, opened))
    opening.settle(session, workspace, person, carried)
    return UpdateForm(forms.changed(t, changed))


def keep_line(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that keeps what was typed as a search."""
    line, carried = opening.searched(session, workspace, person, action["value"])
    kept = capture.capture(session, workspace, person, line.words, line.origin, now)
    opening.settle(session, workspace, person, carried)
    return Replace(linking.receipt(session, workspace, person, kept, now, t))


def start_empty(
    session: Session, workspace: Workspace, person: Person, action: Json, view: Json, t: Translator
) -> UpdateForm:
    """The button that lets a draft go."""
    opening.settle(session, workspace, person, Carried.loads(view["private_metadata"]))
    return UpdateForm(forms.blank(t, Carried.loads(action["value"])))


def add_details(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that opens an insight's form."""
    found = details.to_change(session, workspace, person, decoding.number(action["value"]))
    return OpenForm(
        forms.insight_form(t, opening.for_insight(session, workspace, person, found, now))
    )


def take_back(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer | Replace:
    """The button that undoes an insight."""
    found = undo.undo(session, workspace, person, decoding.number(action["value"]), now)
    if found.undone_at:
        return Replace(views.undone(t, found))
    return Answer(views.too_late(t, found, undo.end(found)))


def put_back(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that puts an undone insight back."""
    found = undo.put_back(session, workspace, person, decoding.number(action["value"]), now)
    return Replace(views.receipt(t, found, undo.until(found, now)))


def show_to_everyone(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that widens a private insight."""
    found = widen.widen(session, workspace, person, decoding.number(action["value"]), now)
    return Replace(views.widened(t, found, narrow.until(found)))


def show_to_everyone_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same button in the receipt that a form becomes."""
    found = widen.widen(session, workspace, person, decoding.number(action["value"]), now)
    return UpdateForm(forms.widened(t, found, narrow.until(found)))


def make_private(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that makes an insight private again that was just shown to everyone."""
    found = narrow.narrow(session, workspace, person, decoding.number(action["value"]), now)
    return Replace(views.narrowed(t, found, undo.until(found, now)))


def make_private_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same button in the receipt that a form becomes."""
    found = narrow.narrow(session, workspace, person, decoding.number(action["value"]), now)
    return UpdateForm(forms.narrowed(t, found))


def show(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that opens an insight of a list."""
    found = details.find(session, workspace, person, decoding.number(action["value"]))
    return Answer(asking.card(session, workspace, person, found, now, t))


def turn_part(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The buttons that turn the parts of a long insight."""
    insight, number = reading.part(action["value"])
    found = details.find(session, workspace, person, insight)
    return Replace(asking.shown(person, found, now, t, number))


def turn(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The buttons that turn a list's pages, or search for what was meant."""
    line, figures = lines.loads(action["value"])
    turned = lines.Turn(line, figures.get("number", 1), now)
    return Replace(asking.page(session, workspace, person, turned, t))
