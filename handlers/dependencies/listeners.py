"""`/dependency …`: a list, a search, a dependency's page, a table, or a team that asks another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, OpenForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import answering

Json = Mapping[str, Any]


def dependency(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """`/dependency …`."""
    return answering.answer(session, workspace, person, command, now, t)
