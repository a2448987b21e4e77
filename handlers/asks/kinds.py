"""How the one kind of ask looks that asks have themselves: what someone left behind."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot import roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Place
from bot.asks.permissions import PASS_ON
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.store.people import Person
from handlers.asks import ids

_PASS_ON = {Place.MESSAGE: ids.PASS_ON, Place.HOME: ids.PASS_ON_ON_HOME}


def _line(t: Translator, ask: Ask) -> str:
    return t(
        "*{name} has left*, and some things were still open. Who takes them over?",
        name=escape(ask.title),
    )


def _about(t: Translator, ask: Ask) -> str:
    return t("what {name} left open", name=escape(ask.title))


def _buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    choose = ButtonElement(
        text=t("Choose who…"), action_id=_PASS_ON[place], value=str(ask.subject), style="primary"
    )
    return [choose]


def _why(t: Translator, ask: Ask) -> str:
    return t("You lead a team they were in, or you are Product Ops.")


def _unfit(person: Person) -> Words | None:
    if roles.may(person, PASS_ON):
        return None
    return say(
        "{who} can't pass on what others owe: choose a team lead or someone of Product Ops.",
        who=f"<@{person.slack_id}>",
    )


LEFT = AskKind(_line, _about, _buttons, _why, unfit=_unfit)
