"""Reads what is typed after `/okr`, in either language: a pure function."""

from dataclasses import dataclass

from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape, unescape

# Both languages, whoever types.
_VERBS = {
    **dict.fromkeys(("update", "check-in", "checkin", "point", "maj"), "update"),
    **dict.fromkeys(("plan", "new", "nouveau", "planifier"), "plan"),
    **dict.fromkeys(("report", "rapport", "bilan"), "report"),
    **dict.fromkeys(("copy", "copier", "reporter"), "copy"),
    **dict.fromkeys(("help", "aide"), "help"),
}


@dataclass(frozen=True)
class Asked:
    """What `/okr …` asks for: one of the verbs, empty for none, and the words after it."""

    verb: str
    words: str


def asked(text: str) -> Asked:
    """What was typed after the command.

    Raises:
        Refusal: it begins with no verb of it.
    """
    words = unescape(text).split(maxsplit=1)
    if not words:
        return Asked("", "")
    verb = _VERBS.get(words[0].casefold())
    if verb is None:
        raise Refusal(
            say(
                "I don't know “{word}”. `/okr` shows your key results, and `/okr help` what else"
                " there is.",
                word=escape(words[0][:50]),
            )
        )
    return Asked(verb, words[1].strip() if len(words) > 1 else "")
