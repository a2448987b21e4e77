"""Reads what is typed after `/dependency`, in either language: pure functions."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.mrkdwn import unescape


class Verb(StrEnum):
    """What `/dependency …` asks for; `ASK` is to ask a team for something."""

    ASK = "ask"
    LIST = "list"
    SHOW = "show"
    SEARCH = "search"
    EXPORT = "export"
    MAP = "map"
    TRENDS = "trends"
    SETTINGS = "settings"
    HELP = "help"


# Both languages, whoever types.
_VERBS = {
    **dict.fromkeys(("list", "liste", "lister"), Verb.LIST),
    **dict.fromkeys(("search", "chercher", "cherche", "recherche"), Verb.SEARCH),
    **dict.fromkeys(("export", "exporter"), Verb.EXPORT),
    **dict.fromkeys(("map", "carte"), Verb.MAP),
    **dict.fromkeys(("trends", "tendances"), Verb.TRENDS),
}
# These count only alone: “help us with …” begins what a team needs.
_ALONE = {
    **dict.fromkeys(("settings", "réglages", "reglages"), Verb.SETTINGS),
    **dict.fromkeys(("help", "aide"), Verb.HELP),
}
_SHOW = {"show", "montre", "montrer", "voir"}
# What a dependency is called, up to the numbers that the database holds.
_REFERENCE = re.compile(r"DEP[- ]?([0-9]{1,18})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"#?([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What was typed after the command.

    Attributes:
        rest: the words behind the verb, Slack's escapes undone; to show a dependency, its number;
            to ask for something, all that was typed.
    """

    verb: Verb
    rest: str = ""


def asked(text: str) -> Asked:
    """What a command asks for; what is no verb and no reference begins what a team needs."""
    words = unescape(text).strip()
    if not words:
        return Asked(Verb.ASK)
    first, *others = words.split(maxsplit=1)
    verb, rest = first.casefold(), others[0].strip() if others else ""
    number = reference(words)
    if number is None and verb in _SHOW:
        number = reference(rest) or _number(_NUMBER, rest)
    if number is None and verb in _VERBS and _VERBS[verb] is Verb.SEARCH:
        number = reference(rest)
    if number is not None:
        return Asked(Verb.SHOW, number)
    if not rest and verb in _ALONE:
        return Asked(_ALONE[verb])
    return Asked(_VERBS[verb], rest) if verb in _VERBS else Asked(Verb.ASK, words)


def reference(text: str) -> str | None:
    """The number of the dependency that a text names and nothing else; None for none."""
    return _number(_REFERENCE, text)


def _number(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.fullmatch(text.strip())
    return str(int(found[1])) if found else None
