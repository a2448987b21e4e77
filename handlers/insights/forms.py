"""The forms of insights: pure functions of what they show."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import note
from bot.i18n import Translator
from bot.mrkdwn import excerpt
from bot.replies import Json, form
from handlers.insights import buttons, conversations, ids, sayings, views
from handlers.insights.opening import Opened
from handlers.insights.reading import Carried
from workflows.insights.form import LONGEST_CHOICE, SHOWN, Typed, beginning
from workflows.insights.insight import Insight

# Slack keeps what stands in a field whose block has the same id in the form that replaces it.
_EMPTIED = ".emptied"
# How much of each field a note shows of what an insight says by now.
_BY_NOW = 300


def blank(t: Translator, carried: Carried) -> Json:
    """The form with nothing in it, in place of one that had something."""
    return insight_form(t, Opened(Typed(), carried), _EMPTIED)


def insight_form(t: Translator, opened: Opened, suffix: str = "") -> Json:
    """The form of an insight, new or to be completed.

    Args:
        suffix: what the ids of its fields' blocks end with.
    """
    new = not opened.reference
    if opened.outdated is not None:
        suffix = f".{opened.carried.changed}"
    title = t("New insight") if new else t("{reference}: details", reference=opened.reference)
    threaded = new and opened.carried.threaded
    words, *fields = _fields(t, opened.typed, suffix)
    return form(
        View(
            type="modal",
            callback_id=ids.FORM if new else ids.DETAILS_FORM,
            title=title,
            submit=t("Keep") if new else t("Save"),
            close=t("Cancel"),
            private_metadata=opened.carried.dumps(),
            blocks=[
                *_notes(t, opened),
                words,
                *([conversations.field(t, opened.thread, suffix)] if threaded else []),
                *fields,
            ],
        )
    )


def kept(t: Translator, insight: Insight, thread: bool = False) -> Json:
    """What the form of a new insight becomes once it was submitted.

    Args:
        thread: whether the thread of its message is being read.
    """
    lines = [conversations.under_way(t, insight)] if thread else []
    return told(t, insight, views.kept(t, insight), lines)


def changed(t: Translator, insight: Insight) -> Json:
    """What the form of an insight's details becomes once it was submitted."""
    return told(t, insight, t("*{reference}* is up to date.", reference=insight.reference))


def widened(t: Translator, insight: Insight, until: datetime | None) -> Json:
    """What such a receipt becomes once its private insight was shown to everyone.

    Args:
        until: when the ten minutes to make it private again end.
    """
    lines = [views.narrowable(t, until)] if until else []
    row = [buttons.narrowing(t, insight, ids.NARROW_IN_FORM)] if until else []
    row += buttons.sharing(t, insight, ids.SHARE_IN_FORM)
    return _receipt(t, insight, views.visible(t, insight), lines, row)


def narrowed(t: Translator, insight: Insight) -> Json:
    """What such a receipt becomes once its insight is private again."""
    return told(t, insight, views.private_again(t, insight))


def _notes(t: Translator, opened: Opened) -> list[Block]:
    notes: list[Block] = []
    carried = opened.carried
    if opened.since and opened.restart is not None:
        when = t.moment(opened.since)
        notes.append(note(t("You typed this {when}; it was not kept yet.", when=when)))
        empty = ButtonElement(
            text=t("Start empty"),
            action_id=ids.START_EMPTY,
            value=opened.restart.dumps(),
            confirm=_sure(t),
        )
        notes.append(ActionsBlock(elements=[empty]))
    if opened.outdated is not None:
        notes.append(note(_by_now(t, opened)))
    if carried.author:
        notes.append(note(t("From a message by {author}.", author=f"<@{carried.author}>")))
    if carried.cut:
        notes.append(note(_how_much(t, opened)))
    if carried.private:
        notes.append(note(views.audience(t, carried.channel, carried.attended)))
    return notes


def _sure(t: Translator) -> ConfirmObject:
    return ConfirmObject(
        title=t("Start empty?"),
        text=t("What stands here is gone then: it is kept nowhere else."),
        confirm=t("Start empty"),
        deny=t("Cancel"),
    )


def _by_now(t: Translator, opened: Opened) -> str:
    head = t(
        "⚠️ {reference} was changed after you opened this form. *Save* replaces what it says now:",
        reference=opened.reference,
    )
    labels = _labels(t)
    texts = [head]
    for field, said in (opened.outdated or {}).items():
        shown = sayings.choice(t, field, said) or views.fitted(said, _BY_NOW)
        texts.append(f"*{labels[field]}*\n> {shown or '—'}")
    return "\n".join(texts)


def _labels(t: Translator) -> dict[str, str]:
    """What each field of the form is called."""
    return {
        "words": t("What did you learn?"),
        "said_by": t("Who said it, or where does it come from?"),
        "kind": t("Kind"),
        "customer": t("Customer"),
        "tags": t("Tags, with spaces between them"),
        "link": t("Link"),
        "source": t("Source"),
        "severity": t("Severity"),
        "area": t("Product area"),
    }


def _how_much(t: Translator, opened: Opened) -> str:
    length = t.number(len(opened.typed.words))
    shown = t.number(len(beginning(opened.typed.words)))
    if opened.carried.permalink:
        return t(
            "The message has {length} characters: all of them are kept, here are the first"
            " {shown}.",
            length=length,
            shown=shown,
        )
    return t(
        "The text has {length} characters: all of them are kept, here are the first {shown}.",
        length=length,
        shown=shown,
    )


def told(t: Translator, insight: Insight, head: str, lines: Sequence[str] = ()) -> Json:
    """The receipt that a form becomes, with a line of its own above the insight's words.

    Args:
        lines: what stands below all else.
    """
    widening = [buttons.widening(t, insight, ids.WIDEN_IN_FORM)] if insight.private else []
    sharing = buttons.sharing(t, insight, ids.SHARE_IN_FORM)
    return _receipt(t, insight, head, list(lines), widening + sharing)


def _receipt(
    t: Translator, insight: Insight, head: str, lines: list[str], row: list[ButtonElement]
) -> Json:
    blocks = views.blocks([views.beginning(head, insight)], [*views.facts(t, insight), *lines])
    if row:
        blocks.append(ActionsBlock(elements=row))
    return form(View(type="modal", title=insight.reference, close=t("Close"), blocks=blocks))


def _fields(t: Translator, typed: Typed, suffix: str) -> list[Block]:
    labels = _labels(t)
    return [
        InputBlock(
            block_id=ids.WORDS + suffix,
            label=labels["words"],
            element=PlainTextInputElement(
                action_id=ids.WORDS,
                multiline=True,
                max_length=SHOWN,
                initial_value=beginning(typed.words) or None,
            ),
        ),
        _optional(ids.CUSTOMER, suffix, labels["customer"], _customer(t, typed.customer)),
        _line(ids.SAID_BY, suffix, labels["said_by"], typed.said_by),
        _optional(ids.KIND, suffix, labels["kind"], _kinds(t, typed.kind)),
        *_sorting(t, typed, suffix),
        _line(ids.TAGS, suffix, labels["tags"], typed.tags),
        # Slack's field for links holds nothing else: what must be corrected would be gone.
        _line(ids.LINK, suffix, labels["link"], typed.link),
    ]


def _customer(t: Translator, name: str) -> ExternalDataSelectElement:
    return _menu(ids.CUSTOMER, t("Type a name, known or new"), name)


def _menu(action: str, hint: str, name: str) -> ExternalDataSelectElement:
    """A menu whose choices are names, completed as they are typed."""
    chosen = excerpt(name, LONGEST_CHOICE)
    return ExternalDataSelectElement(
        action_id=action,
        placeholder=hint,
        min_query_length=0,
        initial_option=Option(text=chosen, value=chosen) if name else None,
    )


def _sorting(t: Translator, typed: Typed, suffix: str) -> list[Block]:
    """The fields by which insights are compared later."""
    labels = _labels(t)
    menus = {
        ids.SOURCE: ("source", typed.source, t("Where you learnt it")),
        ids.SEVERITY: ("severity", typed.severity, t("How much it gets in the way")),
    }
    fields: list[Block] = [
        _optional(action, suffix, labels[field], _choices(t, action, field, value, hint))
        for action, (field, value, hint) in menus.items()
    ]
    area = _menu(ids.AREA, t("Choose a product area"), typed.area)
    return [*fields, _optional(ids.AREA, suffix, labels["area"], area)]


def _choices(t: Translator, action: str, field: str, value: str, hint: str) -> StaticSelectElement:
    options = {
        name: Option(text=sayings.choice(t, field, name), value=name)
        for name in sayings.CHOICES[field]
    }
    return StaticSelectElement(
        action_id=action,
        placeholder=hint,
        options=list(options.values()),
        initial_option=options.get(value),
    )


def _kinds(t: Translator, kind: str) -> RadioButtonsElement:
    options = {
        name: Option(text=sayings.choice(t, "kind", name), value=name)
        for name in sayings.CHOICES["kind"]
    }
    return RadioButtonsElement(
        action_id=ids.KIND, options=list(options.values()), initial_option=options.get(kind)
    )


def _line(field: str, suffix: str, label: str, value: str) -> InputBlock:
    element = PlainTextInputElement(action_id=field, initial_value=beginning(value) or None)
    return _optional(field, suffix, label, element)


def _optional(field: str, suffix: str, label: str, element: InputInteractiveElement) -> InputBlock:
    return InputBlock(block_id=field + suffix, label=label, element=element, optional=True)
