"""The form of an absence, and what it becomes: pure functions of what they show."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    Option,
    SectionBlock,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Json, form
from handlers.absence import ids, sentences, views
from handlers.absence.opening import Opened
from workflows.absence.back import Ended
from workflows.absence.filling import Saved


def absence_form(t: Translator, opened: Opened) -> Json:
    """The form of an absence, new or to be changed."""
    return form(
        View(
            type="modal",
            callback_id=ids.FORM,
            title=t("Change your absence") if opened.shown else t("Your absence"),
            submit=t("Save"),
            close=t("Close"),
            private_metadata=opened.carried.dumps(),
            blocks=[*_notes(t, opened), *_fields(t, opened)],
        )
    )


def saved(t: Translator, saved: Saved) -> Json:
    """What the form becomes once it was submitted."""
    lines = views.noted(t, saved.left) if saved.left else []
    if saved.follows is not None:
        lines.append(sentences.follows(t, saved.follows))
    return _told(t, lines)


def ended(t: Translator, ended: Ended) -> Json:
    """What says that a person is back, or won't be away after all."""
    return _told(t, views.over(t, ended))


def _notes(t: Translator, opened: Opened) -> list[Block]:
    notes: list[Block] = []
    if opened.since:
        text = t("You chose this {when}; it was not kept yet.", when=t.moment(opened.since))
        afresh = ButtonElement(text=t("Start afresh"), action_id=ids.START_AFRESH)
        notes += [ContextBlock(elements=[mrkdwn(text)]), ActionsBlock(elements=[afresh])]
    if opened.shown:
        shown = opened.shown
        days = sentences.days(t, shown.away, shown.today)
        text = t("As I have it: {days}.", days=days)
        button = views.ending(t, shown, ids.BACK_IN_FORM)
        notes.append(SectionBlock(text=mrkdwn(text), accessory=button))
    return notes


def _fields(t: Translator, opened: Opened) -> list[Block]:
    filled = opened.filled
    # Slack keeps what stands in a field whose block has the same id in the form that replaces it.
    suffix = f".{opened.carried.draft}"
    return [
        InputBlock(
            block_id=ids.FIRST + suffix,
            label=t("First day away"),
            element=DatePickerElement(
                action_id=ids.FIRST,
                initial_date=filled.first.isoformat() if filled.first else None,
            ),
            # Who only lets their status say it names no day.
            optional=opened.shown is None,
        ),
        InputBlock(
            block_id=ids.LAST + suffix,
            label=t("Last day away"),
            hint=t("This day is included. Leave it empty while you don't know it."),
            element=DatePickerElement(
                action_id=ids.LAST,
                initial_date=filled.last.isoformat() if filled.last else None,
            ),
            optional=True,
        ),
        InputBlock(
            block_id=ids.DELEGATE + suffix,
            label=t("Who stands in for you"),
            hint=t("They hear it from me, and may be asked to take things over."),
            # One of several can be taken out again in Slack, the one of a single select can't.
            element=UserMultiSelectElement(
                action_id=ids.DELEGATE,
                max_selected_items=1,
                initial_users=[filled.delegate] if filled.delegate else None,
            ),
            optional=True,
        ),
        _status(t, filled.follows, suffix),
    ]


def _status(t: Translator, follows: bool, suffix: str) -> InputBlock:
    option = Option(
        value=ids.FOLLOW,
        label=t("Let my Slack status say it (🌴 ⛔ 🤒 ✈️ …)"),
        description=t("While such a status stands, I won't ask you anything."),
    )
    element = CheckboxesElement(
        action_id=ids.STATUS, options=[option], initial_options=[option] if follows else None
    )
    return InputBlock(
        block_id=ids.STATUS + suffix, label=t("Slack status"), element=element, optional=True
    )


def _told(t: Translator, lines: list[str]) -> Json:
    section = SectionBlock(text=mrkdwn("\n".join(lines)))
    return form(View(type="modal", title=t("Your absence"), close=t("Close"), blocks=[section]))
