"""What `/dependency list` and `search` answer, page by page, and the buttons below that."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import decoding
from bot.errors import Refusal
from bot.i18n import Translator, say
from bot.replies import Message, Replace
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import exporting, list_views, reading
from handlers.dependencies.reading import Verb
from workflows.dependencies import asking, filters, listing, searching
from workflows.dependencies.narrowing import Puzzled

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """A page that is asked for; `text` is what stands behind the command, as it was typed."""

    text: str
    number: int = 1

    @property
    def verb(self) -> str:
        """Its first word, as it was typed."""
        return self.text.split(maxsplit=1)[0]


def turn(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The buttons below a list: another page, another list, or what was meant."""
    wanted = decoding.read(_loads, str(action["value"]))
    return Replace(answer(session, workspace, person, wanted, now, t))


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    wanted: Turn,
    now: datetime,
    t: Translator,
) -> Message:
    """A page of a list, of what a search found, or what is said of an export.

    Raises:
        Refusal: this is none of them.
    """
    given = (session, workspace, person)
    asked = reading.asked(wanted.text)
    if asked.verb is Verb.LIST:
        return _listed(*given, wanted, now, t)
    if asked.verb is Verb.SEARCH:
        return _found(*given, wanted, now, t)
    if asked.verb is Verb.EXPORT:
        return exporting.answer(*given, wanted.text, now, t)
    raise Refusal(say("I don't know this list any more: ask for it anew."))


def _listed(
    session: Session,
    workspace: Workspace,
    person: Person,
    wanted: Turn,
    now: datetime,
    t: Translator,
) -> Message:
    typed = reading.asked(wanted.text).rest
    if len(typed) > listing.LONGEST:
        return list_views.too_long(t, listing.LONGEST)
    asked = filters.parse(typed, asking.today(session, workspace, now))
    page = listing.page(session, workspace, person, asked, now, wanted.number)
    if isinstance(page, Puzzled):
        return list_views.puzzled(t, page, wanted.verb)
    return list_views.listed(t, page, wanted.verb)


def _found(
    session: Session,
    workspace: Workspace,
    person: Person,
    wanted: Turn,
    now: datetime,
    t: Translator,
) -> Message:
    query = reading.asked(wanted.text).rest
    if not query:
        return list_views.how_to_search(t)
    if len(query) > searching.LONGEST:
        return list_views.too_long(t, searching.LONGEST)
    found = searching.search(session, workspace, person, query, now, wanted.number)
    return list_views.found(t, found, wanted.verb)


def _loads(value: str) -> Turn:
    found = json.loads(value)
    text, number = str(found["text"]), decoding.number(str(found["number"]))
    if not text.strip():
        raise ValueError(value)
    return Turn(text, max(1, number))
