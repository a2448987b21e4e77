"""Forms: what is typed, sent, refused, stacked and closed."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import Actor, Playground
from tests.playground.tools import SocketBot, actions, button, field, modal, plain, section

Json = dict[str, Any]
Open = Callable[[Json], None]


@pytest.fixture
def opens(playground: Playground, slack: WebClient, lea: Actor) -> Open:
    def open_form(view: Json) -> None:
        slack.views_open(trigger_id=playground.workspace.triggers.give(lea.id), view=view)

    return open_form


def last(bot: SocketBot, kind: str) -> Json:
    return [one for one in bot.heard if one.get("type") == kind][-1]


def test_a_submission_carries_what_was_typed_and_closes(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    people = {"type": "users_select", "action_id": "value"}
    day = {"type": "datepicker", "action_id": "value"}
    opens(
        modal(
            field("words", "Words"),
            {"type": "input", "block_id": "who", "label": plain("Who"), "element": people},
            {"type": "input", "block_id": "when", "label": plain("When"), "element": day},
            private_metadata="kept",
        )
    )
    lea.fills("Words", "Something <new>")
    lea.chooses("Who", "hugo")
    lea.chooses("When", "2026-05-04")
    assert lea.submits() is None
    payload = last(bot, "view_submission")
    values = payload["view"]["state"]["values"]
    assert values["words"]["value"]["value"] == "Something <new>"
    assert values["who"]["value"]["selected_user"] == lea.workspace.person("hugo").id
    assert values["when"]["value"]["selected_date"] == "2026-05-04"
    assert payload["view"]["private_metadata"] == "kept"
    assert payload["response_urls"] == []
    assert lea.modal is None


def test_a_required_field_is_asked_for_before_the_bot_hears_of_it(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    opens(modal(field("words", "Words"), field("more", "More", optional=True)))
    assert lea.submits() == {"words": "Please complete this required field."}
    assert bot.heard == []


def test_errors_stand_in_the_form_which_stays_with_everything_typed(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    opens(modal())
    lea.fills("words", "Bad")
    errors = {"words": "Not this word."}
    bot.answers["view_submission"] = lambda _: {"response_action": "errors", "errors": errors}
    assert lea.submits() == errors
    view = lea.sees_in_modal("Not this word.")
    assert view["state"]["values"]["words"]["value"]["value"] == "Bad"
    bot.answers.clear()
    assert lea.submits() is None


def test_errors_for_a_block_that_is_no_field_are_refused(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    opens(modal(section(block_id="note"), field("words", "Words")))
    lea.fills("words", "Fine")
    answer = {"response_action": "errors", "errors": {"note": "No"}}
    bot.answers["view_submission"] = lambda _: answer
    assert lea.submits() == {"": "We had some trouble connecting. Try again?"}
    assert lea.notices[-1].endswith('("invalid_errors")')
    assert lea.modal is not None
    bot.answers["view_submission"] = lambda _: {"response_action": "vanish"}
    assert lea.submits() == {"": "We had some trouble connecting. Try again?"}
    assert lea.notices[-1].endswith('("invalid_response_action")')


def test_an_answer_can_update_push_and_clear(bot: SocketBot, lea: Actor, opens: Open) -> None:
    opens(modal(section("First")))
    bot.answers["view_submission"] = lambda _: {
        "response_action": "update",
        "view": modal(section("Second")),
    }
    assert lea.submits() is None
    lea.sees_in_modal("Second")
    bot.answers["view_submission"] = lambda _: {
        "response_action": "push",
        "view": modal(section("Third")),
    }
    assert lea.submits() is None
    assert lea.sees_in_modal("Third")["previous_view_id"]
    bot.answers["view_submission"] = lambda _: {"response_action": "clear"}
    assert lea.submits() is None
    assert lea.modal is None


def test_an_answer_with_a_bad_view_is_refused(bot: SocketBot, lea: Actor, opens: Open) -> None:
    opens(modal(section("First")))
    bad = modal(section("x" * 3001))
    bot.answers["view_submission"] = lambda _: {"response_action": "update", "view": bad}
    assert lea.submits() == {"": "We had some trouble connecting. Try again?"}
    lea.sees_in_modal("First")


def test_closing_is_told_without_what_was_typed(bot: SocketBot, lea: Actor, opens: Open) -> None:
    opens(modal(notify_on_close=True))
    lea.fills("words", "Forgotten")
    lea.closes()
    payload = last(bot, "view_closed")
    assert payload["view"]["state"]["values"] == {}
    assert payload["is_cleared"] is False
    # https://docs.slack.dev/reference/views/modal-views: closing such a view clears them all.
    opens(modal(notify_on_close=True, clear_on_close=True))
    lea.closes()
    assert last(bot, "view_closed")["is_cleared"] is True
    bot.heard.pop()
    opens(modal())
    lea.closes()
    assert len(bot.heard) == 1


def test_a_button_in_a_form_comes_with_the_view(
    bot: SocketBot, playground: Playground, slack: WebClient, lea: Actor, opens: Open
) -> None:
    opens(modal(field("words", "Words"), actions(button("More"))))
    lea.fills("words", "Half")
    lea.clicks("More")
    payload = last(bot, "block_actions")
    view = payload["view"]
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert view["state"]["values"]["words"]["value"]["value"] == "Half"
    assert "response_url" not in payload
    slack.views_push(trigger_id=payload["trigger_id"], view=modal(section("More of it")))
    lea.sees_in_modal("More of it")


def test_a_field_that_dispatches_tells_each_change(bot: SocketBot, lea: Actor, opens: Open) -> None:
    opens(modal(field("words", "Words", dispatch_action=True), field("quiet", "Quiet")))
    lea.fills("Words", "Now")
    lea.fills("Quiet", "Later")
    clicks = [one["actions"][0] for one in bot.heard if one["type"] == "block_actions"]
    assert [(one["block_id"], one["value"]) for one in clicks] == [("words", "Now")]


def test_an_external_select_asks_the_bot_for_its_options(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    element = {"type": "external_select", "action_id": "customer", "min_query_length": 1}
    opens(modal({"type": "input", "block_id": "c", "label": plain("Customer"), "element": element}))
    bot.answers["block_suggestion"] = lambda asked: {
        "options": [{"text": plain(f"{asked['value']} Ltd"), "value": "1"}]
    }
    assert lea.suggested("Customer", "Acme") == ["Acme Ltd"]
    payload = last(bot, "block_suggestion")
    assert (payload["action_id"], payload["value"]) == ("customer", "Acme")
    bot.answers["block_suggestion"] = lambda _: {"options": [{"text": plain("Acme"), "value": "1"}]}
    lea.chooses("Customer", "Acme")
    assert lea.submits() is None


def test_a_select_that_asks_for_it_gives_the_app_a_place_to_answer(
    bot: SocketBot, lea: Actor, opens: Open, general: str
) -> None:
    places = {"type": "conversations_select", "action_id": "value", "response_url_enabled": True}
    moment = {"type": "datetimepicker", "action_id": "value"}
    opens(modal(field("where", "Where", element=places), field("when", "When", element=moment)))
    lea.chooses("Where", "general")
    lea.chooses("When", "1774769400")
    assert lea.submits() is None
    sent = last(bot, "view_submission")
    (place,) = sent["response_urls"]
    assert (place["block_id"], place["action_id"]) == ("where", "value")
    assert place["channel_id"] == general
    WebhookClient(place["response_url"]).send(text="Here it is")
    lea.sees("Here it is", channel="general")
    assert sent["view"]["state"]["values"]["when"]["value"]["selected_date_time"] == 1774769400


def test_slack_speaks_french_to_who_does(playground: Playground, bot: SocketBot) -> None:
    hugo = playground.as_("hugo")
    bot.answers["slash_commands"] = lambda _: {"blocks": [{"type": "marquee"}]}
    hugo.types("/echo oui")
    hugo.sees("/echo a échoué avec l’erreur «\u00a0invalid_blocks\u00a0»")


# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
def test_options_that_slack_refuses_are_not_offered(
    bot: SocketBot, lea: Actor, opens: Open
) -> None:
    element = {"type": "external_select", "action_id": "value"}
    opens(modal(field("far", "Far", element=element)))
    bot.answers["block_suggestion"] = lambda _: {
        "options": [{"text": plain("x" * 76), "value": "1"}]
    }
    assert lea.suggested("Far", "Acme") == []
    assert "must be less than 76 characters" in lea.notices[-1]
    (refused,) = bot.playground.workspace.calls.refused.values()
    assert refused["error"] == "invalid_options"
    assert "must be less than 76 characters" in refused["errors"][0]


def test_a_field_takes_no_more_than_its_limit(lea: Actor, opens: Open) -> None:
    opens(modal())
    with pytest.raises(AssertionError, match="takes 3000 characters, not 3001"):
        lea.fills("Words", "x" * 3001)


def test_a_modal_covers_the_messages(
    bot: SocketBot, slack: WebClient, lea: Actor, opens: Open, general: str
) -> None:
    slack.chat_postMessage(channel=general, text="Go", blocks=[actions(button("Behind"))])
    opens(modal(section("In front")))
    lea.patience = 0.01
    with pytest.raises(AssertionError, match="There is no button 'Behind'"):
        lea.clicks("Behind")
    lea.closes()
    assert lea.clicks("Behind")


def test_choosing_nothing_empties_a_field(bot: SocketBot, lea: Actor, opens: Open) -> None:
    element = {"type": "users_select", "action_id": "value", "initial_user": lea.id}
    opens(
        modal(
            {
                "type": "input",
                "block_id": "who",
                "label": plain("Who"),
                "element": element,
                "optional": True,
            }
        )
    )
    lea.chooses("Who")
    assert lea.submits() is None
    values = last(bot, "view_submission")["view"]["state"]["values"]
    assert values["who"]["value"]["selected_user"] is None
