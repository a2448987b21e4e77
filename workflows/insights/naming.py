"""Names the people that words mention.

A message may mention someone the bot has never met: their id stands in the words until Slack was
asked. It is looked up when the words are read rather than written over once the name is known, so
that nothing rewrites what was kept.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.mrkdwn import named, unnamed
from bot.store import people
from bot.store.workspaces import Workspace
from workflows.insights.form import LONGEST
from workflows.insights.insight import Insight


def with_names(
    session: Session, workspace: Workspace, insights: Iterable[Insight]
) -> tuple[Insight, ...]:
    """The insights as they are read: people by their names where the bot knows them by now."""
    found = tuple(insights)
    texts = [text for each in found for text in (each.words, each.conversation)]
    names = _names(session, workspace, texts)
    return tuple(
        replace(
            each,
            words=_fitting(each.words, names),
            conversation=_fitting(each.conversation, names),
        )
        for each in found
    )


def readable(session: Session, workspace: Workspace, words: str) -> str:
    """The words with people by their names where the bot knows them by now."""
    return _fitting(words, _names(session, workspace, [words]))


def _names(session: Session, workspace: Workspace, texts: Iterable[str]) -> dict[str, str]:
    ids = tuple({each for text in texts for each in unnamed(text)})
    return people.names(session, workspace, ids) if ids else {}


def _fitting(words: str, names: dict[str, str]) -> str:
    whole = named(words, names) if names else words
    return whole if len(whole) <= LONGEST else words
