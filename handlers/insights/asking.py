"""What `/insight` answers when it keeps nothing: the form, a list, a search or the help."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, Message, OpenForm
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import (
    arranging,
    digests,
    exporting,
    forms,
    ids,
    likenesses,
    lines,
    opening,
    pages,
    puzzles,
    reading,
    theming,
    triage,
    views,
)
from handlers.insights.lines import Line, Turn
from handlers.insights.reading import Verb
from workflows.insights import details, filters, linking, settings, undo
from workflows.insights.insight import Insight
from workflows.insights.search import LONGEST, Puzzled, mine, search


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """The answer to a command that carries no insight."""
    verb, words = reading.asked(command["text"])
    if verb is Verb.LIST:
        return Answer(page(session, workspace, person, Turn(None, 1, now), t))
    if verb is Verb.SHOW:
        found = details.numbered(session, workspace, person, int(words))
        return Answer(card(session, workspace, person, found, now, t))
    if verb is Verb.SEARCH:
        return Answer(_search(session, workspace, person, lines.typed(command), now, t))
    if verb is Verb.EXPORT:
        return exporting.answer(session, workspace, person, lines.typed(command), now, t)
    if verb is Verb.DIGEST:
        return digests.answer(session, workspace, person, now, t)
    if verb is Verb.TRIAGE:
        return triage.start(session, workspace, person, now, t)
    if verb is Verb.THEMES:
        return theming.start(session, workspace, person, now, t)
    if verb is Verb.SETTINGS:
        return arranging.answer(session, workspace, person, t)
    if verb is Verb.HELP:
        return Answer(pages.explained(t, settings.chosen(session, workspace).emoji))
    opened = opening.for_command(session, workspace, person, command)
    return OpenForm(forms.insight_form(t, opened))


def shown(person: Person, insight: Insight, now: datetime, t: Translator, part: int = 1) -> Message:
    """An insight that this person may see."""
    mine = insight.author == person.slack_id
    return views.shown(t, insight, mine, undo.until(insight, now), part)


def card(
    session: Session,
    workspace: Workspace,
    person: Person,
    insight: Insight,
    now: datetime,
    t: Translator,
) -> Message:
    """An insight that this person may see, and what it is linked to."""
    linked = linking.linked(session, workspace, person, insight.id)
    return likenesses.with_links(shown(person, insight, now, t), t, insight, linked)


def page(
    session: Session, workspace: Workspace, person: Person, turned: Turn, t: Translator
) -> Message:
    """A page of what a line searches for; of one's own insights without one."""
    line = turned.line
    if not line:
        return pages.listed(t, mine(session, workspace, person, turned.number))
    asked = filters.parse(line.query, turned.now, person.timezone)
    found = search(session, workspace, person, asked, turned.number)
    if isinstance(found, Puzzled):
        return puzzles.puzzled(t, found, line, ids.SEARCH_AGAIN)
    return pages.found(t, found, line)


def _search(
    session: Session,
    workspace: Workspace,
    person: Person,
    line: Line,
    now: datetime,
    t: Translator,
) -> Message:
    if not line.query:
        return pages.how_to_search(t)
    if len(line.query) <= LONGEST and len(line.dumps()) <= lines.LONGEST:
        return page(session, workspace, person, Turn(line, 1, now), t)
    # Nobody searches for that much: it is most likely to be kept, now or by the next command.
    draft = Draft(ids.FORM, f"search:{now.isoformat()}", vars(line))
    saved = drafts.save(session, workspace, person, draft, now)
    return pages.too_long_to_search(t, len(line.query), saved)
