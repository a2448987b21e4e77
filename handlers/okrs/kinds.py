"""What OKRs ask of people, and how it looks."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot import roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.store.people import Person
from handlers.okrs import ids
from workflows.okrs import asking, handing, permissions

_UPDATE = {Place.MESSAGE: ids.CHECK_IN, Place.HOME: ids.CHECK_IN_AT_HOME}
_NO_CHANGE = {Place.MESSAGE: ids.NO_CHANGE, Place.HOME: ids.NO_CHANGE_AT_HOME}


def _line(t: Translator, ask: Ask) -> str:
    found = asking.titled(ask.title)
    first = escape(found.first)
    if found.count == 1:
        return t("*Check-in*: where is “{first}”? Ten seconds if nothing moved.", first=first)
    return t.n(
        "*Check-in*: where are “{first}” and {n} more? Ten seconds if nothing moved.",
        "*Check-in*: where are “{first}” and {n} more? Ten seconds if nothing moved.",
        found.count - 1,
        first=first,
    )


def _about(t: Translator, ask: Ask) -> str:
    found = asking.titled(ask.title)
    first = escape(found.first)
    if found.count == 1:
        return t("the check-in of “{first}”", first=first)
    return t.n(
        "the check-in of “{first}” and {n} more",
        "the check-in of “{first}” and {n} more",
        found.count - 1,
        first=first,
    )


def _buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    which = str(ask.subject)
    return [
        ButtonElement(text=t("Update"), action_id=_UPDATE[place], value=which, style="primary"),
        ButtonElement(text=t("No change"), action_id=_NO_CHANGE[place], value=which),
    ]


def _why(t: Translator, ask: Ask) -> str:
    return t(
        "You answer for these key results, and your team chose this day. The team sees your"
        " update first, 48 hours before anybody else."
    )


def _unfit(person: Person) -> Words | None:
    if roles.may(person, permissions.CHECK_IN):
        return None
    return say("{who} can't check in: choose somebody else.", who=f"<@{person.slack_id}>")


def _close_line(t: Translator, ask: Ask) -> str:
    return t(
        "*{cycle} is over*: the scores of your key results are proposed. Do they look right?",
        cycle=escape(ask.title),
    )


def _close_about(t: Translator, ask: Ask) -> str:
    return t("the scores of {cycle}", cycle=escape(ask.title))


def _close_buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    look = {Place.MESSAGE: ids.SCORES, Place.HOME: ids.SCORES_AT_HOME}[place]
    take = {Place.MESSAGE: ids.AS_PROPOSED, Place.HOME: ids.AS_PROPOSED_AT_HOME}[place]
    which = str(ask.subject)
    return [
        ButtonElement(text=t("Look at them"), action_id=look, value=which, style="primary"),
        ButtonElement(text=t("As proposed"), action_id=take, value=which),
    ]


def _close_why(t: Translator, ask: Ask) -> str:
    return t(
        "You answered for key results of this cycle. Its scores are the team's to learn from;"
        " nobody is measured by them."
    )


def _hand_line(t: Translator, ask: Ask) -> str:
    found = handing.titled(ask.title)
    who = escape(found.who)
    if found.left:
        return t("*{who}* has left: who answers for their key results?", who=who)
    if found.back is None:
        return t("*{who}* is away for long: who answers for their key results?", who=who)
    return t(
        "*{who}* is back on {day}, after the next check-in: who answers for their key results?",
        who=who,
        day=t.weekday(found.back),
    )


def _hand_about(t: Translator, ask: Ask) -> str:
    found = handing.titled(ask.title)
    return t("who answers for the key results of {who}", who=escape(found.who))


def _hand_buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    choose = {Place.MESSAGE: ids.HAND_OVER, Place.HOME: ids.HAND_OVER_AT_HOME}[place]
    leave = {Place.MESSAGE: ids.LEAVE, Place.HOME: ids.LEAVE_AT_HOME}[place]
    which = str(ask.subject)
    return [
        ButtonElement(text=t("Choose who"), action_id=choose, value=which, style="primary"),
        ButtonElement(text=t("Leave them"), action_id=leave, value=which),
    ]


def _hand_why(t: Translator, ask: Ask) -> str:
    return t("You lead their team, so you know who can take over; until then nobody updates them.")


def _unable(person: Person) -> Words | None:
    if roles.may(person, permissions.SHAPE):
        return None
    return say("{who} leads no team: choose somebody who does.", who=f"<@{person.slack_id}>")


CLOSE = AskKind(
    line=_close_line,
    about=_close_about,
    buttons=_close_buttons,
    why=_close_why,
    ladder=Ladder(remind=(3, 3)),
    unfit=_unfit,
)
HAND_OVER = AskKind(
    line=_hand_line,
    about=_hand_about,
    buttons=_hand_buttons,
    why=_hand_why,
    ladder=Ladder(remind=(3,), escalate=5, to=handing.successor),
    unfit=_unable,
)
CHECK_IN = AskKind(
    line=_line,
    about=_about,
    buttons=_buttons,
    why=_why,
    ladder=Ladder(remind=(1,)),
    unfit=_unfit,
)
