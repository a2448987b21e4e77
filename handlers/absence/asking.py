"""What `/absence` answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import decoding
from bot.errors import Refusal
from bot.i18n import Translator, Words
from bot.mrkdwn import escape
from bot.posts import Post
from bot.replies import Answer, OpenForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import forms, opening, reading, telling, views
from workflows.absence import back, leave, naming
from workflows.absence.back import Ended
from workflows.absence.leave import Left, Wrong
from workflows.absence.merging import Wish
from workflows.absence.phrases import Phrase, Verb, read
from workflows.absence.show import show
from workflows.absence.words import is_month_first


def ended(
    session: Session, workspace: Workspace, person: Person, absence: str, now: datetime
) -> tuple[Ended, tuple[Post, ...]]:
    """What has ended, and what those who stood in hear of it.

    Args:
        absence: its id as a button carries it, 0 for whatever is under way.

    Raises:
        Refusal: the person may not, or it is no such id.
    """
    over = back.end(session, workspace, person, decoding.number(absence), now)
    return over, telling.told(session, workspace, person, over.news, now)


@dataclass(frozen=True)
class _Asked:
    """What was typed, read, and Slack's id of who is named; empty for nobody."""

    phrase: Phrase
    delegate: str


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """The answer to a command.

    Raises:
        Refusal: what was typed can't be read, or can't be.
    """
    asked = _asked(session, workspace, person, str(command.get("text") or ""), now)
    if asked.phrase.verb is Verb.HELP:
        return Answer(views.explained(t))
    if asked.phrase.verb is Verb.BACK:
        over, tell = ended(session, workspace, person, "0", now)
        return Answer(views.ended(t, over), tell=tell)
    if asked.phrase.verb is Verb.FORM:
        opened = opening.opened(session, workspace, person, now)
        return OpenForm(forms.absence_form(t, opening.naming(opened, asked.delegate)))
    left = _left(session, workspace, person, asked, now)
    tell = telling.told(session, workspace, person, left.news, now)
    return Answer(views.left(t, left, until=asked.phrase.until), tell=tell)


def _asked(
    session: Session, workspace: Workspace, person: Person, text: str, now: datetime
) -> _Asked:
    typed = reading.typed(text)
    words, delegate = typed.words, typed.delegate
    if typed.named:
        named = naming.named(session, workspace, typed.named)
        words, delegate = f"{words} {named.rest}", named.person
    state = show(session, workspace, person, now)
    phrase = read(words, state.today, is_month_first(person.language, person.timezone))
    if phrase.back and phrase.last:
        phrase = replace(phrase, first=state.first_before(phrase.last))
    return _Asked(phrase, delegate)


def _left(
    session: Session, workspace: Workspace, person: Person, asked: _Asked, now: datetime
) -> Left:
    wish = Wish(asked.phrase.first, asked.phrase.last, asked.delegate or None)
    left = leave.leave(session, workspace, person, wish, now)
    if isinstance(left, Wrong):
        raise Refusal(_safe(next(iter(left.fields.values()))))
    return left


def _safe(words: Words) -> Words:
    """A sentence whose names ping nobody."""
    values = {
        name: escape(value) if isinstance(value, str) else value
        for name, value in words.values.items()
    }
    return replace(words, values=values)
