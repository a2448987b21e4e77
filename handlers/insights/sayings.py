"""What the choices of an insight's form are called."""

from collections.abc import Mapping

from bot.i18n import Translator, Words, say

STATES: Mapping[str, Words] = {
    "listening": say("Listening"),
    "exploring": say("Exploring"),
    "planned": say("Planned"),
    "shipped": say("Shipped"),
    "not_now": say("Not now"),
}

CHOICES: Mapping[str, Mapping[str, Words]] = {
    "kind": {"user": say("User insight"), "market": say("Market insight")},
    "source": {
        "interview": say("Interview"),
        "support": say("Support"),
        "sales": say("Sales"),
        "survey": say("Survey"),
        "analytics": say("Analytics"),
        "market": say("Market watch"),
    },
    "severity": {
        "low": say("Low: a nuisance"),
        "medium": say("Medium: costs time"),
        "high": say("High: blocks or drives away"),
    },
}

# What became of an insight that is in no theme.
_ALONE: Mapping[str, Words] = {
    "new": say("New"),
    "triaged": say("Triaged"),
    "closed": say("Closed"),
}


def choice(t: Translator, field: str, value: str) -> str:
    """What a value of a form's field is called; empty where it is none of its choices.

    Args:
        field: by its name in `workflows.insights.form.Typed`.
    """
    words = CHOICES.get(field, {}).get(value)
    return t.words(words) if words else ""


def state(t: Translator, value: str) -> str:
    """What the state of an insight or a theme is called."""
    words = STATES.get(value) or _ALONE.get(value)
    return t.words(words) if words else value
