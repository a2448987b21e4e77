"""Block Kit models are written as slack_sdk writes them, and refused where it refuses them."""

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    ImageBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    RichTextBlock,
    RichTextElementParts,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import blockkit

CONFIRM = ConfirmObject(title="Sure?", text="It can't be undone.", confirm="Yes", deny="No")
BUTTON = ButtonElement(text="Undo", action_id="a.undo", value="1", confirm=CONFIRM, style="danger")
OPTIONS = [Option(text="User", value="user"), Option(text="Market", value="market")]
PARTS: tuple[JsonObject, ...] = (
    SectionBlock(text=MarkdownTextObject(text="*words*", verbatim=True), accessory=BUTTON),
    SectionBlock(fields=["one", MarkdownTextObject(text="two")], block_id="fields"),
    SectionBlock(text="pick", accessory=StaticSelectElement(action_id="a.pick", options=OPTIONS)),
    ActionsBlock(elements=[BUTTON]),
    ContextBlock(elements=[PlainTextObject(text="plain", emoji=False)]),
    DividerBlock(),
    HeaderBlock(text="Head"),
    ImageBlock(image_url="https://example.com/a.png", alt_text="A chart"),
    InputBlock(
        label="Words",
        optional=True,
        element=PlainTextInputElement(action_id="a.words", multiline=True, initial_value=""),
    ),
    InputBlock(
        label="Kind",
        element=RadioButtonsElement(action_id="a.kind", options=OPTIONS, initial_option=OPTIONS[0]),
    ),
    RichTextBlock(
        elements=[
            RichTextSectionElement(elements=[]),
            RichTextSectionElement(elements=[RichTextElementParts.Text(text="rich")]),
        ]
    ),
    View(
        type="modal",
        callback_id="a.form",
        title="Form",
        submit="Keep",
        private_metadata="{}",
        blocks=[SectionBlock(text="words"), ActionsBlock(elements=[BUTTON])],
    ),
)
WRONG: tuple[JsonObject, ...] = (
    SectionBlock(text="x" * 3_001),
    SectionBlock(),
    ActionsBlock(elements=[ButtonElement(text="x" * 76, action_id="a")]),
    HeaderBlock(text="x" * 151),
    View(type="modal", title="x" * 25, blocks=[SectionBlock(text="words")]),
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_is_written_as_its_model_writes_it(part: JsonObject) -> None:
    assert blockkit.written(part) == part.to_dict()


@pytest.mark.parametrize("part", WRONG, ids=lambda part: type(part).__name__)
def test_a_part_over_a_limit_is_refused_as_its_model_refuses_it(part: JsonObject) -> None:
    with pytest.raises(SlackObjectFormationError) as theirs:
        part.to_dict()
    with pytest.raises(SlackObjectFormationError) as ours:
        blockkit.written(part)
    assert str(ours.value) == str(theirs.value)
