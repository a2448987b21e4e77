"""Finds who is meant by a name that Slack did not make a mention of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape, excerpt
from bot.store.people import PersonRow
from bot.store.workspaces import Workspace
from workflows.absence.words import folded

# A name has so many words at the most, and so many letters in a sentence.
_WORDS, _SHOWN = 4, 40


@dataclass(frozen=True)
class Named:
    """Who is meant, by Slack's id, and what was typed behind their name."""

    person: str
    rest: str


def named(session: Session, workspace: Workspace, words: Sequence[str]) -> Named:
    """Who is meant by the first of some words, as many as make a name.

    Raises:
        Refusal: nobody is called so, or several people are.
    """
    people = session.execute(
        select(PersonRow.slack_id, PersonRow.name).where(
            PersonRow.workspace_id == workspace.id, PersonRow.active, PersonRow.name != ""
        )
    ).all()
    known = [(row.slack_id, frozenset(_spellings(row.name))) for row in people]
    for size in range(min(_WORDS, len(words)), 0, -1):
        name = folded(" ".join(words[:size]))
        found = {slack_id for slack_id, spellings in known if name in spellings}
        if len(found) == 1:
            return Named(found.pop(), " ".join(words[size:]))
        if found:
            raise Refusal(
                say(
                    "Several people are called “{name}”. Type `/absence` alone to choose who"
                    " stands in for you.",
                    name=_safe(words[:size]),
                )
            )
    raise Refusal(
        say(
            "I know nobody called “{name}” here. Type `/absence` alone to choose who stands in for"
            " you.",
            name=_safe(words[:1]),
        )
    )


def _spellings(name: str) -> Iterable[str]:
    """How a person's name may be typed: whole, as a handle, the first one alone."""
    parts = folded(name).split()
    yield from (link.join(parts) for link in (" ", ".", "_", "-", ""))
    yield from parts[:1]


def _safe(words: Sequence[str]) -> str:
    return escape(excerpt(" ".join(words), _SHOWN)).replace("`", "'")
