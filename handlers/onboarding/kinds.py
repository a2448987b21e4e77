"""What journeys ask of people, and how it looks."""

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import ButtonElement

from bot import roles
from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import ids
from workflows.onboarding import asked, permissions

_OPEN = {Place.MESSAGE: ids.OPEN, Place.HOME: ids.OPEN_AT_HOME}
_DONE = {Place.MESSAGE: ids.DONE, Place.HOME: ids.DONE_AT_HOME}
_CONFIRM = {Place.MESSAGE: ids.CONFIRM, Place.HOME: ids.CONFIRM_AT_HOME}
_NOT_YET = {Place.MESSAGE: ids.NOT_YET, Place.HOME: ids.NOT_YET_AT_HOME}

_Line = Callable[[Translator, str, str], str]
_Row = Callable[[Translator, str, Place], Sequence[ButtonElement]]


def _own(t: Translator, step: str, whose: str) -> str:
    return t("*Your first weeks*: {step}", step=step)


def _watched(t: Translator, step: str, whose: str) -> str:
    return t("*Your first weeks*: {step}\nIt ticks itself once you have done it.", step=step)


def _survey(t: Translator, step: str, whose: str) -> str:
    return t("*Your first weeks*: {step}\nTwo minutes, and it changes what comes next.", step=step)


def _help(t: Translator, step: str, whose: str) -> str:
    return t("*For the first weeks of {who}*: {step}", who=whose, step=step)


def _holding(t: Translator, step: str, whose: str) -> str:
    return t(
        "*For the first weeks of {who}*: {step}\nWhat comes next for them waits for it.",
        who=whose,
        step=step,
    )


def _confirm(t: Translator, step: str, whose: str) -> str:
    return t("*{who}* says “{step}” is done: do you agree?", who=whose, step=step)


def _both(t: Translator, which: str, place: Place) -> Sequence[ButtonElement]:
    return [
        ButtonElement(text=t("Open it"), action_id=_OPEN[place], value=which, style="primary"),
        ButtonElement(text=t("Done"), action_id=_DONE[place], value=which),
    ]


def _look(t: Translator, which: str, place: Place) -> Sequence[ButtonElement]:
    return [ButtonElement(text=t("Open it"), action_id=_OPEN[place], value=which, style="primary")]


def _answer(t: Translator, which: str, place: Place) -> Sequence[ButtonElement]:
    return [ButtonElement(text=t("Answer"), action_id=_OPEN[place], value=which, style="primary")]


def _agree(t: Translator, which: str, place: Place) -> Sequence[ButtonElement]:
    return [
        ButtonElement(text=t("Yes, done"), action_id=_CONFIRM[place], value=which, style="primary"),
        ButtonElement(text=t("Not yet"), action_id=_NOT_YET[place], value=which),
        ButtonElement(text=t("Open it"), action_id=_OPEN[place], value=which),
    ]


def _why_own(t: Translator) -> str:
    return t(
        "It is part of your first weeks here: three new things a day at the most, in your working"
        " hours. *Home* has all of it, and lets you go slower, faster, or pause."
    )


def _why_help(t: Translator) -> str:
    return t("You accompany somebody's first weeks: this is your part of them.")


def _unfit(person: Person) -> Words | None:
    if roles.may(person, permissions.TAKE):
        return None
    return say("{who} is no longer here: choose somebody who is.", who=f"<@{person.slack_id}>")


def _successor(session: Session, workspace: Workspace, ask: Ask) -> Person | None:
    """Who hears once that somebody's part is still open: someone of Product Ops."""
    others = people.product_ops(session, workspace)
    return next((one for one in others if one.id != ask.person.id), None)


_LADDER = Ladder(remind=(2, 3))
_CLIMBS = Ladder(remind=(1, 2), escalate=2, to=_successor)


def _part(t: Translator, step: str, whose: str) -> str:
    if not whose:
        return t("“{step}”", step=step)
    return t("“{step}”, for {who}", step=step, who=whose)


def _agreement(t: Translator, step: str, whose: str) -> str:
    return t("the confirmation of “{step}”, for {who}", step=step, who=whose)


def _kind(
    line: _Line,
    row: _Row,
    why: Callable[[Translator], str],
    own: bool,
    noun: _Line = _part,
) -> AskKind:
    def lined(t: Translator, ask: Ask) -> str:
        found = asked.titled(ask.title)
        return line(t, escape(found.step), escape(found.whose))

    def about(t: Translator, ask: Ask) -> str:
        found = asked.titled(ask.title)
        return noun(t, escape(found.step), escape(found.whose))

    return AskKind(
        line=lined,
        about=about,
        buttons=lambda t, ask, place: row(t, str(ask.subject), place),
        why=lambda t, ask: why(t),
        ladder=_LADDER if own else _CLIMBS,
        movable=not own,
        unfit=_unfit,
    )


KINDS = {
    asked.STEP: _kind(_own, _both, _why_own, own=True),
    asked.WATCHED: _kind(_watched, _look, _why_own, own=True),
    asked.SURVEY: _kind(_survey, _answer, _why_own, own=True),
    asked.HELP: _kind(_help, _both, _why_help, own=False),
    asked.HOLDING: _kind(_holding, _both, _why_help, own=False),
    asked.CONFIRM: _kind(_confirm, _agree, _why_help, own=False, noun=_agreement),
}
