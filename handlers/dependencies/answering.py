"""What `/dependency …` answers: a list, a search, a page, a table, or the form that asks a team."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.mrkdwn import unescape
from bot.replies import Answer, OpenForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import (
    asking_doors,
    list_views,
    lists,
    maps,
    moves,
    reading,
    settings,
    trends,
)
from handlers.dependencies.lists import Turn
from handlers.dependencies.reading import Verb
from workflows.dependencies import seeing


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """The answer to the command."""
    wanted, given = reading.asked(command["text"]), (session, workspace, person)
    if wanted.verb is Verb.ASK:
        return asking_doors.ask(*given, command, now, t)
    if wanted.verb is Verb.SHOW:
        found = seeing.numbered(*given, int(wanted.rest))
        return OpenForm(moves.shown(*given, found.id, t))
    if wanted.verb is Verb.HELP:
        return Answer(list_views.explained(t))
    if wanted.verb is Verb.MAP:
        return maps.ask(*given, now, t)
    if wanted.verb is Verb.TRENDS:
        return trends.answer(*given, now, t)
    if wanted.verb is Verb.SETTINGS:
        return settings.open_form(*given, t)
    return Answer(lists.answer(*given, Turn(unescape(command["text"]).strip()), now, t))
