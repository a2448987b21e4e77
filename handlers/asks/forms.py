"""The forms of asks: a day to be reminded on, someone to hand over to, what someone left behind."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.asks.ask import Ask
from bot.asks.handover import LONGEST_NOTE
from bot.asks.kinds import Kinds
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from bot.store.people import Person
from handlers.asks import ids

# What someone left behind, in one form; the rest comes with the next one.
AT_ONCE = 20


def snooze(t: Translator, kinds: Kinds, ask: Ask, day: date) -> Json:
    """On which day to remind; `day` stands there at first."""
    picker = DatePickerElement(action_id=ids.DAY, initial_date=day.isoformat())
    field = InputBlock(block_id=ids.DAY, label=t("On which day?"), element=picker)
    return _form(
        t,
        ids.SNOOZE_FORM,
        (t("Remind me later"), t("Save")),
        ask.id,
        [_about(t, kinds, ask), field],
    )


def hand_over(t: Translator, kinds: Kinds, ask: Ask) -> Json:
    """To whom, and what to tell them."""
    who = UserSelectElement(action_id=ids.PERSON, placeholder=t("Choose someone"))
    words = PlainTextInputElement(action_id=ids.NOTE, multiline=True, max_length=LONGEST_NOTE)
    blocks = [
        _about(t, kinds, ask),
        InputBlock(
            block_id=ids.PERSON,
            label=t("Whose is it?"),
            element=who,
            hint=t("They are asked first; until they accept, it stays with you."),
        ),
        InputBlock(
            block_id=ids.NOTE, label=t("What should they know?"), element=words, optional=True
        ),
    ]
    return _form(t, ids.HAND_OVER_FORM, (t("Hand over"), t("Ask them")), ask.id, blocks)


def pass_on(t: Translator, kinds: Kinds, gone: Person, left: Sequence[Ask]) -> Json:
    """Who takes over what someone left behind."""
    name = escape(gone.name) or f"<@{gone.slack_id}>"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(t("*{name}* has left.", name=name)))]
    for ask in left[:AT_ONCE]:
        select = UserSelectElement(action_id=ids.TAKER, placeholder=t("Choose someone"))
        label = t("Who takes this over?")
        blocks += [
            _about(t, kinds, ask),
            InputBlock(
                block_id=f"{ids.TAKER}.{ask.id}", label=label, element=select, optional=True
            ),
        ]
    if len(left) > AT_ONCE:
        rest = t.n("{n} more comes after these.", "{n} more come after these.", len(left) - AT_ONCE)
        blocks.append(ContextBlock(elements=[mrkdwn(rest)]))
    drop = Option(text=t("What nobody takes over is no longer needed"), value=ids.NOBODY)
    blocks.append(
        InputBlock(
            block_id=ids.NOBODY,
            label=t("And the rest?"),
            element=CheckboxesElement(action_id=ids.NOBODY, options=[drop]),
            optional=True,
        )
    )
    return _form(t, ids.PASS_ON_FORM, (t("Who takes over?"), t("Save")), gone.id, blocks)


def _form(
    t: Translator, id: str, said: tuple[str, str], about: int, blocks: Sequence[Block]
) -> Json:
    """A form; `said` are its title and what submits it, `about` the id of what it is about."""
    title, submit = said
    return form(
        View(
            type="modal",
            callback_id=id,
            title=title,
            submit=submit,
            close=t("Cancel"),
            private_metadata=str(about),
            blocks=blocks,
        )
    )


def _about(t: Translator, kinds: Kinds, ask: Ask) -> SectionBlock:
    return SectionBlock(text=mrkdwn(kinds[ask.kind].about(t, ask)))
