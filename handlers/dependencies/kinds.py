"""What dependencies ask of people: to answer, to say what they think of a date, to confirm."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import ButtonElement

from bot import roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.store.people import Person
from handlers.dependencies import buttons
from workflows.dependencies import awaiting, permissions
from workflows.dependencies.rules import Move, Side

# A reminder after two working days; after two more, whoever leads the requesting team hears too.
_LADDER = Ladder(remind=(2,), escalate=2, to=awaiting.requesting_lead)


def _answer_line(t: Translator, ask: Ask) -> str:
    return t(
        "*{team}* needs this from your team by *{day}*: {needs} ({reference})", **_values(t, ask)
    )


def _answer_about(t: Translator, ask: Ask) -> str:
    return t("the answer to {reference}, which {team} needs: {needs}", **_values(t, ask))


def _answer_why(t: Translator, ask: Ask) -> str:
    return t(
        "You lead the team it is asked of, or answer for it. Any answer helps them to plan, also"
        " another date or a no."
    )


def _counter_line(t: Translator, ask: Ask) -> str:
    return t("*{team}* proposes *{day}* for this: {needs} ({reference})", **_values(t, ask))


def _counter_about(t: Translator, ask: Ask) -> str:
    return t("the date that {team} proposes for {reference}: {needs}", **_values(t, ask))


def _counter_why(t: Translator, ask: Ask) -> str:
    return t("You asked for it, so you know whether that date will do.")


def _confirm_line(t: Translator, ask: Ask) -> str:
    return t(
        "*{team}* says this is there: {needs} ({reference}). Is it what you needed?",
        **_values(t, ask),
    )


def _confirm_about(t: Translator, ask: Ask) -> str:
    return t("the confirmation that {reference} is there: {needs}", **_values(t, ask))


def _confirm_why(t: Translator, ask: Ask) -> str:
    return t("You asked for it, so you know best whether it is what you needed.")


def _values(t: Translator, ask: Ask) -> dict[str, str]:
    found = awaiting.titled(ask.title)
    return {
        "team": escape(found.team),
        "day": t.weekday(found.day, year=found.day.year != ask.opened_at.year),
        "needs": escape(found.needs),
        "reference": found.reference,
    }


def _row(side: Side, *moves: Move) -> Callable[[Translator, Ask, Place], Sequence[ButtonElement]]:
    """The buttons of some moves, then the one that opens the page."""

    def drawn(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
        which = ask.subject
        # Where no form asks for a date, the one is meant that stood when it was asked.
        moment = str(awaiting.titled(ask.title).moves) if side is Side.REQUESTER else ""
        seen = {Move.ACCEPT: moment}
        row = [buttons.move(t, which, one, side, place, seen.get(one, "")) for one in moves]
        return [*row, buttons.open_(t, which, place)]

    return drawn


def unfit(person: Person) -> Words | None:
    """Why a person can't take over what is asked of a team; None where they can."""
    if roles.may(person, permissions.ASK):
        return None
    return say("{who} can't answer for a team: choose a member.", who=f"<@{person.slack_id}>")


KINDS = {
    awaiting.ANSWER: AskKind(
        line=_answer_line,
        about=_answer_about,
        buttons=_row(Side.PROVIDER, Move.ACCEPT, Move.PROPOSE, Move.DECLINE, Move.REDIRECT),
        why=_answer_why,
        ladder=_LADDER,
        unfit=unfit,
    ),
    awaiting.COUNTER: AskKind(
        line=_counter_line,
        about=_counter_about,
        buttons=_row(Side.REQUESTER, Move.ACCEPT, Move.PROPOSE, Move.WITHDRAW),
        why=_counter_why,
        ladder=_LADDER,
        unfit=unfit,
    ),
    awaiting.CONFIRM: AskKind(
        line=_confirm_line,
        about=_confirm_about,
        buttons=_row(Side.REQUESTER, Move.CONFIRM, Move.REOPEN),
        why=_confirm_why,
        ladder=_LADDER,
        unfit=unfit,
    ),
}
