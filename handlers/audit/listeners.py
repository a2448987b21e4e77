"""The doors of the audit trail."""

import json
from collections.abc import Mapping
from typing import Any

from bot import decoding
from bot.i18n import Translator
from bot.replies import OpenForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.audit import ids, views, wording
from handlers.audit.wording import Wording
from workflows.audit import trail

Json = Mapping[str, Any]


def open_trail(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The button that opens it."""
    said = Wording(t, wording.known(session))
    return OpenForm(views.trail(said, trail.page(session, workspace, person, said.asked(""))))


def search(
    session: Session, workspace: Workspace, person: Person, view: Json, t: Translator
) -> UpdateForm:
    """What was typed, submitted."""
    said = Wording(t, wording.known(session))
    words = (view["state"]["values"][ids.WORDS][ids.WORDS].get("value") or "").strip()
    found = trail.page(session, workspace, person, said.asked(words))
    return UpdateForm(views.trail(said, found, words))


def turn(
    session: Session, workspace: Workspace, person: Person, action: Json, view: Json, t: Translator
) -> UpdateForm:
    """The buttons that turn its pages."""
    said = Wording(t, wording.known(session))
    words = json.loads(view["private_metadata"])["words"]
    number = decoding.number(action["value"])
    found = trail.page(session, workspace, person, said.asked(words), number)
    return UpdateForm(views.trail(said, found, words))


def export(
    session: Session, workspace: Workspace, person: Person, view: Json, t: Translator
) -> UpdateForm:
    """The button that sends it as a file."""
    said = Wording(t, wording.known(session))
    shown = json.loads(view["private_metadata"])
    words, number = shown["words"], shown["number"]
    trail.export(session, workspace, person, words)
    found = trail.page(session, workspace, person, said.asked(words), number)
    return UpdateForm(views.trail(said, found, words, views.on_its_way(said)))
