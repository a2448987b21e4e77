"""Reads what is typed after `/onboard`, in either language: a pure function."""

import re
from dataclasses import dataclass

from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape, unescape

_VERBS = {
    **dict.fromkeys(("status", "statut", "où"), "status"),
    **dict.fromkeys(("journeys", "journey", "parcours"), "journeys"),
    **dict.fromkeys(("overview", "vue", "vue d’ensemble", "vue d'ensemble", "bilan"), "overview"),
    **dict.fromkeys(("settings", "réglages", "reglages"), "settings"),
    **dict.fromkeys(("help", "aide"), "help"),
}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Asked:
    """What `/onboard …` asks for: a verb, empty for none, and Slack's id of who is named."""

    verb: str
    person: str = ""


def asked(text: str) -> Asked:
    """What was typed after the command.

    Raises:
        Refusal: it is neither a verb nor somebody.
    """
    words = text.strip()
    if not words:
        return Asked("")
    named = _MENTION.fullmatch(words)
    if named:
        return Asked("enrol", named[1])
    verb = _VERBS.get(unescape(words).casefold())
    if verb is None:
        raise Refusal(
            say(
                "I don't know “{word}”. `/onboard @name` begins somebody's first weeks,"
                " `/onboard status` shows where people are.",
                word=escape(unescape(words)[:50]),
            )
        )
    return Asked(verb)
