"""The form in which a team asks another one for what it needs: pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from bot import fields
from bot.i18n import Translator
from bot.replies import Json, form
from handlers.dependencies import ids, team_menu, tie_form
from workflows.dependencies.asking import Typed

FIELDS = {
    "needs": ids.NEEDS,
    "provider": ids.PROVIDER,
    "requester": ids.REQUESTER,
    "needed_by": ids.NEEDED_BY,
    "why": ids.WHY,
    "key_result": ids.KEY_RESULT,
    "lag": ids.LAG,
}


@dataclass(frozen=True)
class Opened:
    """The form about to be shown.

    Attributes:
        typed: what stands in its fields; its `requester` is chosen.
        own: the names of the teams for which this person asks, by their ids.
        others: those of all teams.
        key_results, promises: what it may be for, by its id: of the team that asks.
        source: the address of the message it was begun from; empty for none.
    """

    typed: Typed
    own: Mapping[int, str]
    others: Mapping[int, str]
    key_results: Mapping[int, str] = field(default_factory=dict)
    promises: Mapping[int, str] = field(default_factory=dict)
    source: str = ""


def of(t: Translator, opened: Opened) -> Json:
    """What is needed, from whom, by when, and what for."""
    typed = opened.typed
    requester = int(typed.requester)
    others = {which: name for which, name in opened.others.items() if which != requester}
    blocks: list[Block] = [
        _line(t, typed),
        team_menu.field(t, ids.PROVIDER, t("From which team"), others, int(typed.provider or 0)),
        InputBlock(
            block_id=ids.NEEDED_BY,
            label=t("Needed by"),
            element=DatePickerElement(
                action_id=ids.NEEDED_BY, initial_date=typed.needed_by or None
            ),
        ),
        _why(t, typed),
        *_about(t, opened),
    ]
    if len(opened.own) > 1:
        menu = team_menu.field(t, ids.REQUESTER, t("For which team"), opened.own, requester)
        # What it may be for is the team's own.
        menu.dispatch_action = True
        blocks.insert(1, menu)
    return form(
        View(
            type="modal",
            callback_id=ids.ASK_FORM,
            title=t("Ask another team"),
            submit=t("Ask"),
            close=t("Cancel"),
            private_metadata=opened.source,
            blocks=blocks,
        )
    )


def _line(t: Translator, typed: Typed) -> InputBlock:
    return InputBlock(
        block_id=ids.NEEDS,
        label=t("What do you need?"),
        hint=t("In one line, as the other team would say it."),
        element=PlainTextInputElement(action_id=ids.NEEDS, initial_value=typed.needs or None),
    )


def _why(t: Translator, typed: Typed) -> InputBlock:
    return InputBlock(
        block_id=ids.WHY,
        label=t("Why it matters"),
        hint=t("What it unlocks, and links that help to understand it."),
        optional=True,
        element=PlainTextInputElement(
            action_id=ids.WHY, multiline=True, initial_value=typed.why or None
        ),
    )


def _about(t: Translator, opened: Opened) -> list[Block]:
    """What it is for, if that is anything the bot knows of."""
    made: list[Block] = []
    # Another team's choices are other fields: nothing of the first one's stays chosen.
    mark = f".{opened.typed.requester}"
    if opened.key_results:
        menu = fields.choice(
            ids.KEY_RESULT, tuple(opened.key_results.items()), opened.typed.key_result
        )
        label = t("For which key result")
        made.append(
            InputBlock(block_id=ids.KEY_RESULT + mark, label=label, element=menu, optional=True)
        )
    if opened.promises:
        made += tie_form.fields(t, opened.promises, opened.typed.serves, opened.typed.lag, mark)
    return made
