"""The forms of moves: a date, an owner, another team, some words: pure functions."""

from collections.abc import Mapping
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from handlers.dependencies import ids, team_menu, wording
from handlers.dependencies.carrying import Carried
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move

FIELDS = {"day": ids.DAY, "owner": ids.OWNER, "team": ids.TEAM, "words": ids.WORDS}

_DATED = (Move.ACCEPT, Move.PROPOSE, Move.SLIP, Move.ASK_AGAIN)
_NEEDS_WORDS = (Move.DECLINE, Move.RISK, Move.BLOCK, Move.REOPEN, Move.SLIP)


def of(
    t: Translator,
    found: Dependency,
    carried: Carried,
    owner: str,
    teams: Mapping[int, str],
) -> Json:
    """The form of a move.

    Args:
        owner: Slack's id of who is to see to it, unless they choose somebody else.
        teams: those it could be for, by their ids.
    """
    blocks: list[Block] = [SectionBlock(text=mrkdwn(_about(t, found)))]
    if carried.move in _DATED:
        blocks.append(_day(t, found, carried.move))
    if carried.move is Move.ACCEPT:
        person = UserSelectElement(action_id=ids.OWNER, initial_user=owner or None)
        label, hint = t("Who sees to it"), t("They are asked now and then whether the date stands.")
        blocks.append(InputBlock(block_id=ids.OWNER, label=label, element=person, hint=hint))
    if carried.move is Move.REDIRECT:
        blocks.append(team_menu.field(t, ids.TEAM, t("Which team it is for"), teams))
    if carried.move is not Move.ACCEPT:
        blocks.append(_words(t, carried.move))
    name = wording.move(t, carried.move, carried.side)
    return form(
        View(
            type="modal",
            callback_id=ids.MOVE_FORM,
            title=name,
            submit=name,
            close=t("Cancel"),
            private_metadata=ids.carried(carried.which, carried.move, carried.side),
            blocks=blocks,
        )
    )


def _about(t: Translator, found: Dependency) -> str:
    near = found.asked_at.date()
    head = f"*{found.reference}* · {escape(found.needs)}"
    wanted = t("Needed by: {day}", day=wording.day(t, found.needed_by, near))
    if found.promised:
        return f"{head}\n{t('Agreed date: {day}', day=wording.day(t, found.promised, near))}"
    return f"{head}\n{wanted}"


def _day(t: Translator, found: Dependency, move: Move) -> InputBlock:
    labels = {
        Move.ACCEPT: t("When it will be there"),
        Move.PROPOSE: t("The date you propose"),
        Move.SLIP: t("The new date"),
        Move.ASK_AGAIN: t("Needed by"),
    }
    initial: date | None = found.expected
    if move in (Move.PROPOSE, Move.SLIP):
        initial = None
    elif move is Move.ASK_AGAIN:
        initial = found.needed_by
    hint = t("Not later than they need it: a later date is proposed, and they answer it.")
    return InputBlock(
        block_id=ids.DAY,
        label=labels[move],
        hint=hint if move is Move.ACCEPT else None,
        element=DatePickerElement(
            action_id=ids.DAY, initial_date=initial.isoformat() if initial else None
        ),
    )


def _words(t: Translator, move: Move) -> InputBlock:
    labels = {
        Move.PROPOSE: t("Why this date"),
        Move.RISK: t("What puts it at risk"),
        Move.BLOCK: t("What stops it"),
        Move.SLIP: t("What has changed"),
        Move.ASK_AGAIN: t("What has changed"),
        Move.DELIVER: t("Where they find it"),
        Move.REOPEN: t("What is missing"),
        Move.OPTIONS: t("What would help"),
    }
    return InputBlock(
        block_id=ids.WORDS,
        label=labels.get(move, t("Why")),
        optional=move not in _NEEDS_WORDS,
        hint=t("Both teams read it."),
        element=PlainTextInputElement(action_id=ids.WORDS, multiline=True),
    )
