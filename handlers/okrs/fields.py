"""The fields of the forms in which it is said what teams aim at: pure functions."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    Option,
)
from slack_sdk.models.views import View

from bot import carried
from bot.blockkit import note
from bot.i18n import Translator
from bot.replies import Json, form
from handlers.okrs import ids

# What stands for nothing chosen in a menu that has such a choice.
NONE = "0"


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a form of the plan carries unseen.

    Attributes:
        team: whose plan it is, 0 for the company's.
        cycle: the id of the cycle.
        id: of what it changes; 0 for something new.
        objective: the id of the objective that a new key result is for.
        seen: what its fields said when it was opened, in order.
        draft: the draft it was filled from, 0 for none.
    """

    team: int = 0
    cycle: int = 0
    id: int = 0
    objective: int = 0
    seen: tuple[str, ...] = ()
    draft: int = 0

    @property
    def place(self) -> tuple[int, ...]:
        """What it is about, whatever is typed into it."""
        return (self.team, self.cycle, self.id, self.objective)


@dataclass(frozen=True)
class Filled:
    """What a form's fields say, and what is to be said above them.

    Attributes:
        fields: what the fields say, in order.
        since: when that was typed, where it was not kept.
        outdated: whether somebody else changed the same since the form was opened.
    """

    fields: tuple[str, ...]
    carried: Carried
    since: datetime | None = None
    outdated: bool = False

    @property
    def suffix(self) -> str:
        """What the ids of fields' blocks end with: Slack keeps what stands in one of the same."""
        return f".{zlib.crc32(repr((self.fields, self.carried.place)).encode()) % 10_000}"


def page(t: Translator, callback: str, title: str, filled: Filled, fields: Sequence[Block]) -> Json:
    """A form with its notes and its fields."""
    notes: list[Block] = []
    if filled.since:
        when = t.moment(filled.since)
        notes.append(note(t("You typed this {when}; it was not kept yet.", when=when)))
    if filled.outdated:
        said = t("⚠️ Somebody else changed this meanwhile. *Save* replaces what they said.")
        notes.append(note(said))
    return form(
        View(
            type="modal",
            callback_id=callback,
            title=title,
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=filled.carried.dumps(),
            blocks=[*notes, *fields],
        )
    )


def field(
    action: str,
    label: str,
    element: InputInteractiveElement,
    suffix: str,
    hint: str = "",
    optional: bool = True,
) -> InputBlock:
    """A field with its label and what helps to fill it in."""
    return InputBlock(
        block_id=action + suffix,
        label=label,
        element=element,
        hint=hint or None,
        optional=optional,
    )


def dropping(t: Translator, what: str, suffix: str) -> InputBlock:
    """The box that ends something."""
    box = CheckboxesElement(action_id=ids.DROPPED, options=[Option(text=what, value=ids.DROPPED)])
    return field(ids.DROPPED, t("No longer needed?"), box, suffix)
