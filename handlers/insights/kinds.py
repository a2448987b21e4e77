"""What insights ask of people, and how it looks."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot import roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator, Words, say
from bot.store.people import Person
from handlers.insights import ids
from workflows.insights import permissions, waiting

_LOOK = {Place.MESSAGE: ids.TRIAGE_OWNED, Place.HOME: ids.TRIAGE_OWNED_AT_HOME}


def _line(t: Translator, ask: Ask) -> str:
    found = waiting.titled(ask.title)
    return t.n(
        "*{oldest} has waited for more than a week*: nobody said yet what becomes of it.",
        "*{n} insights have waited for more than a week*, {oldest} the longest: nobody said yet"
        " what becomes of them.",
        found.count,
        oldest=found.oldest,
    )


def _about(t: Translator, ask: Ask) -> str:
    found = waiting.titled(ask.title)
    return t.n(
        "{oldest}, which waits to be looked at",
        "{n} insights that wait to be looked at",
        found.count,
        oldest=found.oldest,
    )


def _buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    label = t.n("Look at it", "Look at them", waiting.titled(ask.title).count)
    return [
        ButtonElement(text=label, action_id=_LOOK[place], value=str(ask.subject), style="primary")
    ]


def _why(t: Translator, ask: Ask) -> str:
    return t(
        "They are about a product area that you answer for, and whoever told us something should"
        " hear what becomes of it. A click each is enough: a theme, or thanks."
    )


def _unfit(person: Person) -> Words | None:
    if roles.may(person, permissions.TRIAGE):
        return None
    return say("{who} can't sort insights: choose a member.", who=f"<@{person.slack_id}>")


WAITING = AskKind(
    line=_line,
    about=_about,
    buttons=_buttons,
    why=_why,
    ladder=Ladder(escalate=5, to=waiting.heir),
    unfit=_unfit,
)
