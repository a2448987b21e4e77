"""A person as they stand in texts: patterns of PostgreSQL for their Slack id and their names."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bot.folding import folded
from bot.mrkdwn import escape
from workflows.privacy.whose import Whose

# Neither within a word nor, in JSON, behind anything but the end of a line.
_BEFORE, _AFTER = r"(?<!\w)", r"(?!\w)"
_BEFORE_IN_JSON = r"(?:(?<!\w)|(?<=\\[nrtbf]))"


@dataclass(frozen=True)
class Patterns:
    """Regular expressions of PostgreSQL, by where they are sought.

    Attributes:
        text: in what was written; `json` in JSON, `folded` in what `bot.folding` spelt, `id` in
            what keeps the name even where it is theirs.
        tags: their names as tags, whole.
        lexemes: the words of their names, folded.
    """

    text: str
    json: str
    folded: str
    id: str
    tags: tuple[str, ...]
    lexemes: str


def patterns(whose: Whose) -> Patterns:
    """What finds a person in texts."""
    slack_id, names = whose.person.slack_id, whose.spellings
    mention = rf"<@{slack_id}(?:\|[^>]*)?>"
    safe = {spelt: None for name in names for spelt in (name, escape(name))}
    quoted = [json.dumps(spelt, ensure_ascii=False)[1:-1] for spelt in safe]
    plain = [folded(name) for name in names]
    return Patterns(
        text=_either(_BEFORE, mention, slack_id, map(_spelt, safe)),
        json=_either(_BEFORE_IN_JSON, mention, slack_id, map(_spelt, quoted)),
        folded=_either(_BEFORE, mention.lower(), slack_id.lower(), map(_literal, plain)),
        id=_either(_BEFORE, mention, slack_id, ()),
        tags=tuple(name.casefold() for name in names),
        lexemes=" ".join(plain),
    )


def _either(before: str, mention: str, slack_id: str, names: Iterable[str]) -> str:
    found = "|".join([slack_id, *names])
    return f"{mention}|{before}@?(?:{found}){_AFTER}"


def _spelt(name: str) -> str:
    """A name of several words in any case; one word may be another one in another case."""
    if len(name.split()) < 2 and "@" not in name:
        return _literal(name)
    return "".join(
        f"[{letter.lower()}{letter.upper()}]"
        if letter.isalpha() and len(letter.lower()) == len(letter.upper()) == 1
        else _literal(letter)
        for letter in name
    )


def _literal(text: str) -> str:
    return "".join(letter if letter.isalnum() else f"\\{letter}" for letter in text)
