"""Block Kit: what Slack refuses in messages and views.

Sources: https://docs.slack.dev/reference/block-kit/blocks, …/block-kit/block-elements,
…/block-kit/composition-objects and …/views.
"""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.models import blocks as models

from bot.playground.blockkit import completed, problems_of_blocks, problems_of_view, too_long
from tests.playground.tools import actions, button, code, field, modal, plain, refused, section

Json = dict[str, Any]
OPTION = {"text": plain("One"), "value": "1"}
PICTURE = {"type": "image", "image_url": "https://a.example/b.png", "alt_text": "A chart"}


RAW = {"type": "raw_text", "text": "1"}
WORDS = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi"}]}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def number(**more: Any) -> Json:
    return {"type": "number_input", "is_decimal_allowed": False, **more}


def options(count: int) -> list[Json]:
    return [{"text": plain(str(n)), "value": str(n)} for n in range(count)]


def asking(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def select(**more: Any) -> Json:
    return section(accessory={"type": "static_select", "action_id": "s", **more})


GOOD: list[Json] = [
    section(fields=[plain("x" * 2000)] * 10),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [PICTURE, {"type": "mrkdwn", "text": "*Hi*"}]},
    {**PICTURE, "title": plain("Chart")},
    actions(*[button(str(n), f"b{n}") for n in range(25)]),
    actions(button("x" * 75, value="x" * 2000, url="https://a.example", style="danger")),
    actions({"type": "overflow", "action_id": "o", "options": options(5)}),
    actions({"type": "datepicker", "initial_date": "2026-01-31"}),
    actions({"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/Paris"}),
    select(options=options(100), initial_option=options(1)[0]),
    select(option_groups=[{"label": plain("All"), "options": options(2)}]),
    section(accessory={"type": "multi_users_select", "max_selected_items": 3}),
    section(accessory={"type": "external_select", "min_query_length": 0}),
    section(accessory={"type": "conversations_select", "filter": {"include": ["public"]}}),
    asking({"type": "checkboxes", "options": options(10)}, optional=True),
    asking({"type": "number_input", "is_decimal_allowed": False}),
    asking({"type": "url_text_input", "initial_value": "https://a.example"}),
    asking({"type": "email_text_input"}, hint=plain("Yours")),
    asking(number(min_value="1", max_value="9", initial_value="9")),
    asking({"type": "datetimepicker", "initial_date_time": 1774769400}),
    actions({"type": "datetimepicker"}),
    asking({"type": "rich_text_input", "initial_value": rich(WORDS)}),
    rich({"type": "rich_text_section", "elements": []}),
    rich(
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [WORDS]},
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U0"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]},
    ),
    {"type": "markdown", "text": "**Hi**"},
    {"type": "table", "rows": [[RAW, rich(WORDS)]] * 100, "column_settings": [{"align": "right"}]},
]

BAD: list[tuple[Json, str]] = [
    ({"type": "marquee"}, "unsupported type: marquee"),
    ({"text": plain("Hi")}, "missing required field: type"),
    (section(colour="red"), "invalid additional property: colour"),
    ({"type": "section"}, "missing required field: text"),
    (section("x" * 3001), "must be less than 3001 characters"),
    (section(""), "must be more than 0 characters"),
    (section(fields=[plain("x")] * 11), "no more than 10 items allowed"),
    (section(fields=[plain("x" * 2001)]), "must be less than 2001 characters"),
    (section() | {"text": {"type": "mrkdwn", "text": 1}}, "must be a string"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed"),
    ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "image", "image_url": "https://a.example"}, "missing required field: alt_text"),
    ({**PICTURE, "alt_text": "x" * 2001}, "must be less than 2001 characters"),
    ({**PICTURE, "image_url": "nowhere"}, "must be a valid url"),
    (actions(*[button("x", f"b{n}") for n in range(26)]), "no more than 25 items allowed"),
    (actions(button("x" * 76)), "must be less than 76 characters"),
    (actions(button("x", value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button("x", "x" * 256)), "must be less than 256 characters"),
    (actions(button("x", url="https://a/" + "x" * 3000)), "must be less than 3001 characters"),
    (actions(button("x", style="green")), "must be a valid enum value"),
    (actions(button("x", "same"), button("y", "same")), '`action_id` "same" already exists'),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (actions({"type": "overflow", "options": options(6)}), "no more than 5 items allowed"),
    (actions({"type": "datepicker", "initial_date": "tomorrow"}), "must be a valid date"),
    (actions({"type": "radio_buttons", "options": options(11)}), "no more than 10 items"),
    (select(options=options(101)), "no more than 100 items allowed"),
    (select(), "must have exactly one of: options, option_groups"),
    (select(options=[OPTION], initial_option=options(1)[0]), "initial options must exactly match"),
    (select(options=[{"text": plain("x" * 76), "value": "1"}]), "must be less than 76 characters"),
    (select(options=[{"text": plain("x"), "value": "1" * 151}]), "less than 151 characters"),
    (select(options=[OPTION], placeholder=plain("x" * 151)), "less than 151 characters"),
    (asking(button("x")), "unsupported type: button"),
    (asking({"type": "plain_text_input", "max_length": 3001}), "must be less than 3001"),
    (
        asking({"type": "plain_text_input", "max_length": 5, "initial_value": "longer"}),
        "must be less than 6 characters",
    ),
    (asking({"type": "number_input"}), "missing required field: is_decimal_allowed"),
    (asking({"type": "plain_text_input"}, hint=plain("x" * 2001)), "less than 2001 characters"),
    (
        {**asking({"type": "plain_text_input"}), "label": plain("x" * 2001)},
        "must be less than 2001 characters",
    ),
    (
        actions(
            button(
                "x",
                confirm={
                    "title": plain("x" * 101),
                    "text": plain("Sure?"),
                    "confirm": plain("Yes"),
                    "deny": plain("No"),
                },
            )
        ),
        "must be less than 101 characters",
    ),
    (section(block_id="x" * 256), "must be less than 256 characters"),
    (asking(number(min_value="9", max_value="1")), "min_value must not be more than max_value"),
    (asking(number(initial_value="2.5")), "must be a whole number"),
    (asking(number(max_value="many")), "must be a valid number"),
    (asking(number(max_value="1", initial_value="2")), "must be between min_value and max_value"),
    (asking({"type": "datetimepicker", "initial_date_time": 1}), "must be greater than 999999999"),
    (section(accessory={"type": "datetimepicker"}), "unsupported type: datetimepicker"),
    (
        asking(
            {
                "type": "multi_static_select",
                "options": options(2),
                "initial_options": options(2),
                "max_selected_items": 1,
            }
        ),
        "no more than 1 items allowed",
    ),
    (rich({"type": "rich_text_list", "style": "round", "elements": [WORDS]}), "valid enum value"),
    (rich({"type": "rich_text_quote", "elements": [{"type": "video"}]}), "unsupported type: video"),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
    ({"type": "table", "rows": [[RAW]] * 101}, "no more than 100 items allowed"),
    ({"type": "table", "rows": [[RAW] * 21]}, "no more than 20 items allowed"),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_a_block_within_the_limits_is_accepted(block: Json) -> None:
    assert problems_of_blocks([block]) == []


@pytest.mark.parametrize(("block", "problem"), BAD)
def test_a_block_beyond_the_limits_is_refused(block: Json, problem: str) -> None:
    problems = problems_of_blocks([block])
    assert any(problem in one for one in problems), problems


def test_a_refusal_points_to_the_place(slack: WebClient, general: str) -> None:
    blocks = [section(), actions(button("x" * 76))]
    body = refused(slack.chat_postMessage, channel=general, text="Hi", blocks=blocks)
    expected = "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    assert body["error"] == "invalid_blocks"
    assert body["errors"] == [expected]
    assert body["response_metadata"]["messages"] == [f"[ERROR] {expected}"]


def test_a_message_takes_50_blocks() -> None:
    assert problems_of_blocks([{"type": "divider"}] * 50) == []
    assert "no more than 50 items allowed [json-pointer:/blocks]" in problems_of_blocks(
        [{"type": "divider"}] * 51
    )


def test_block_ids_are_unique_in_a_message() -> None:
    twice = [section(block_id="one"), section(block_id="one")]
    assert '`block_id` "one" already exists' in problems_of_blocks(twice)[0]


# https://docs.slack.dev/reference/block-kit/blocks/table-block and …/markdown-block
def test_a_message_takes_one_table_and_so_much_markdown_and_a_form_none() -> None:
    table, written = {"type": "table", "rows": [[RAW]]}, {"type": "markdown", "text": "x" * 6_001}
    assert problems_of_blocks([table, table]) == ["only_one_table_allowed [json-pointer:/blocks]"]
    assert "together" in problems_of_blocks([written, written])[0]
    for block in (table, written):
        assert "unsupported type" in problems_of_view(modal(block), "modal")[0]


def test_blocks_that_are_no_list_are_refused(slack: WebClient, general: str) -> None:
    odd = code(slack.chat_postMessage, channel=general, text="Hi", blocks='{"type": "divider"}')
    assert odd == "invalid_blocks_format"


def test_blocks_of_a_message_are_limited_together(slack: WebClient, general: str) -> None:
    long = [section("x" * 2900) for _ in range(5)]
    assert too_long(long)
    post = slack.chat_postMessage
    assert code(post, channel=general, text="Hi", blocks=long) == "msg_blocks_too_long"


def test_a_view_takes_100_blocks() -> None:
    assert problems_of_view(modal(*[section()] * 100), "modal") == []
    assert problems_of_view(modal(*[section()] * 101), "modal") == [
        "no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


def test_a_modal_with_a_field_needs_a_submit_button() -> None:
    view = modal(field("words", "Words"))
    del view["submit"]
    assert problems_of_view(view, "modal") == [
        "missing required field: submit [json-pointer:/view]"
    ]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters"),
        ({"submit": plain("x" * 25)}, "must be less than 25 characters"),
        ({"close": plain("x" * 25)}, "must be less than 25 characters"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"callback_id": "x" * 256}, "must be less than 256 characters"),
        ({"colour": "red"}, "invalid additional property: colour"),
        ({"type": "home"}, "must be a valid enum value"),
    ],
)
def test_a_modal_beyond_the_limits_is_refused(more: Json, problem: str) -> None:
    problems = problems_of_view(modal(**more), "modal")
    assert any(problem in one for one in problems), problems


def test_a_modal_needs_a_title_and_a_home_tab_has_none() -> None:
    assert (
        "missing required field: title"
        in problems_of_view({"type": "modal", "blocks": []}, "modal")[0]
    )
    home = {"type": "home", "blocks": [section()]}
    assert problems_of_view(home, "home") == []
    titled = problems_of_view({**home, "title": plain("Home")}, "home")
    assert "invalid additional property: title" in titled[0]


def test_what_slack_sdk_builds_is_accepted() -> None:
    built = [
        models.SectionBlock(text="Hello", accessory=models.ButtonElement(text="Go", action_id="a")),
        models.ContextBlock(elements=[models.MarkdownTextObject(text="*Hi*")]),
        models.ActionsBlock(
            elements=[models.DatePickerElement(action_id="d", initial_date="2026-01-01")]
        ),
        models.InputBlock(
            label="Words", element=models.PlainTextInputElement(action_id="w", multiline=True)
        ),
    ]
    assert problems_of_blocks([block.to_dict() for block in built]) == []


# As the payloads on https://docs.slack.dev/reference/interaction-payloads show them.
def test_slack_fills_in_what_texts_and_fields_do_not_say() -> None:
    blocks = [section("*Hi*"), actions(button("Go")), field("words", "Words")]
    said, pressed, asked = completed(blocks)
    assert said["text"] == {"type": "mrkdwn", "text": "*Hi*", "verbatim": False}
    assert pressed["elements"][0]["text"] == {"type": "plain_text", "text": "Go", "emoji": True}
    assert (asked["optional"], asked["block_id"]) == (False, "words")
    assert said["block_id"]
    assert "block_id" not in blocks[0]
