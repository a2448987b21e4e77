"""What Slack's own client finds wrong with a form before it sends it.

The rules: https://docs.slack.dev/reference/block-kit/block-elements
"""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import Json, SocketBot, modal, plain

CHOICES = [{"text": plain(str(n)), "value": str(n)} for n in range(3)]


def number(**more: Any) -> Json:
    return {"type": "number_input", "is_decimal_allowed": False, **more}


def wrong(slack: WebClient, who: Actor, element: Json, value: Any) -> str:
    """What stands beside a field with this value after Send; empty where the form went."""
    asked = {
        "type": "input",
        "block_id": "b",
        "label": plain("Label"),
        "element": {"action_id": "a", **element},
    }
    trigger = who.workspace.triggers.give(who.id)
    slack.views_open(trigger_id=trigger, view=modal(asked))
    (view,) = who.workspace.stacks[who.id]
    who.gestures.put(who.person, view, {"block_id": "b", "action_id": "a"}, value)
    return (who.submits() or {}).get("b", "")


@pytest.mark.parametrize(
    ("element", "value", "problem"),
    [
        ({"type": "plain_text_input"}, None, "Please complete this required field."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3 characters"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "at most 3 characters"),
        ({"type": "url_text_input"}, "nowhere", "a valid URL"),
        ({"type": "url_text_input"}, "https://a.example/b?c=d", ""),
        ({"type": "email_text_input"}, "lea@", "a valid email address"),
        ({"type": "email_text_input"}, "lea@small.example", ""),
        (number(), "many", "a valid number"),
        (number(), "NaN", "a valid number"),
        (number(), "1.5", "a whole number"),
        (number(is_decimal_allowed=True), "1.5", ""),
        (number(min_value="2"), "1", "at least 2"),
        (number(max_value="2"), "3", "at most 2"),
        (number(min_value="2", max_value="2"), "2", ""),
        ({"type": "datepicker"}, "2026-02-30", "a valid date"),
        ({"type": "timepicker"}, "25:00", "a valid time"),
        ({"type": "datetimepicker"}, 1774769400, ""),
        (
            {"type": "multi_static_select", "options": CHOICES, "max_selected_items": 1},
            CHOICES[:2],
            "at most 1",
        ),
        ({"type": "checkboxes", "options": CHOICES}, [], "Please complete this required field."),
    ],
)
def test_a_form_says_what_is_wrong_before_it_is_sent(
    slack: WebClient, bot: SocketBot, lea: Actor, element: Json, value: Any, problem: str
) -> None:
    said = wrong(slack, lea, element, value)
    assert problem in said
    assert bool(said) == bool(problem)
    assert bool(bot.heard) != bool(problem)


def test_it_says_so_in_the_language_of_the_person(playground: Playground, slack: WebClient) -> None:
    hugo = playground.as_("hugo")
    said = wrong(slack, hugo, {"type": "url_text_input"}, "nowhere")
    assert said == "Cette adresse web n’est pas valide."
