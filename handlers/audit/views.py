"""The audit trail in a form: a pure function of what it shows."""

import json

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.message import Message
from bot.mrkdwn import escape
from bot.replies import Json, form
from handlers.audit import ids
from handlers.audit.wording import Wording
from workflows.audit.trail import LONGEST, WHOLE, Page


def trail(said: Wording, page: Page, words: str = "", note: str = "") -> Json:
    """A page of what was changed, with the field that searches it.

    Args:
        words: what was searched.
        note: what is to be told beside it.
    """
    t = said.t
    field = InputBlock(
        block_id=ids.WORDS,
        label=t("Search: who, what, a name"),
        element=PlainTextInputElement(
            action_id=ids.WORDS, max_length=LONGEST, initial_value=words or None
        ),
        optional=True,
    )
    return form(
        View(
            type="modal",
            callback_id=ids.FORM,
            title=t("What changed"),
            submit=t("Search"),
            close=t("Close"),
            private_metadata=json.dumps({"words": words, "number": page.number}),
            blocks=[field, *_notes([note] if note else []), *_entries(said, page, words)],
        )
    )


def sent(said: Wording, name: str, count: int) -> Message:
    """What comes with the file.

    Args:
        count: how many changes stand in it.
    """
    t = said.t
    if count == WHOLE:
        return Message(
            t(
                "The latest {count} changes, in {name}: search for less to find older ones.",
                count=t.number(count),
                name=name,
            )
        )
    return Message(t.n("{n} change, in {name}.", "{n} changes, in {name}.", count, name=name))


def on_its_way(said: Wording) -> str:
    """The note once a file was asked for."""
    return said.t("Your file is on its way: you find it in your direct messages with me.")


def _entries(said: Wording, page: Page, words: str) -> list[Block]:
    t = said.t
    if not page.entries:
        if page.number > 1:
            return [_section(t("Nothing left on this page.")), *_buttons(said, page)]
        if words:
            looked = escape(words)
            return [_section(t("Nothing that was changed matches “{words}”.", words=looked))]
        return [_section(t("Nothing was changed for others yet."))]
    entries: list[Block] = [_section(said.entry(entry)) for entry in page.entries]
    several = page.more or page.number > 1
    end = [t("Page {number}", number=t.number(page.number))] if several else []
    return [*entries, *_notes(end), *_buttons(said, page)]


def _buttons(said: Wording, page: Page) -> list[Block]:
    t = said.t
    turns = [
        (page.number > 1, t("Previous"), ids.PREVIOUS, page.number - 1),
        (page.more, t("Next"), ids.NEXT, page.number + 1),
    ]
    row = [
        ButtonElement(text=text, action_id=action, value=str(number))
        for possible, text, action, number in turns
        if possible
    ]
    row.append(ButtonElement(text=t("Export as CSV"), action_id=ids.EXPORT))
    return [ActionsBlock(elements=row)]


def _notes(lines: list[str]) -> list[Block]:
    return [ContextBlock(elements=[mrkdwn(line)]) for line in lines]


def _section(words: str) -> Block:
    return SectionBlock(text=mrkdwn(words))
