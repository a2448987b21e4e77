"""What dependencies ask of people as dates near: whether the date of a promise stands."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator
from bot.mrkdwn import escape
from handlers.dependencies import buttons, kinds, time_messages
from workflows.dependencies import confirming
from workflows.dependencies.rules import Move, Side


def _line(t: Translator, ask: Ask) -> str:
    return t(
        "*{reference}* for *{team}* is promised for *{day}*: does the date stand? {needs}",
        **_values(t, ask),
    )


def _about(t: Translator, ask: Ask) -> str:
    return t("the date of {reference}, which {team} needs: {needs}", **_values(t, ask))


def _why(t: Translator, ask: Ask) -> str:
    return t(
        "You see to this promise, and another team plans with its date: the nearer it is, the more"
        " often I ask. A later date said early helps them most."
    )


def _values(t: Translator, ask: Ask) -> dict[str, str]:
    found = confirming.titled(ask.title)
    return {
        "reference": found.reference,
        "team": escape(found.team),
        "day": t.weekday(found.promised, year=found.promised.year != ask.opened_at.year),
        "needs": escape(time_messages.short(found.needs)),
    }


def _buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    return [
        buttons.move(t, ask.subject, Move.SURE, Side.PROVIDER, place),
        buttons.move(t, ask.subject, Move.SLIP, Side.PROVIDER, place),
        buttons.move(t, ask.subject, Move.RISK, Side.PROVIDER, place),
        buttons.open_(t, ask.subject, place),
    ]


KINDS = {
    confirming.KIND: AskKind(
        line=_line,
        about=_about,
        buttons=_buttons,
        why=_why,
        ladder=Ladder(remind=(2,)),
        unfit=kinds.unfit,
    )
}
