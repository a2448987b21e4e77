"""What people do in messages and channels, and what the bot is told of it."""

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import Actor, Playground
from tests.playground.tools import MANIFEST, SILENCE, SocketBot, actions, button, plain, section


def test_a_click_on_a_message_tells_all_about_it(
    bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    blocks = [actions(button("Approve", "yes", value="42"), block_id="row")]
    ts = slack.chat_postMessage(channel=general, text="Well?", blocks=blocks)["ts"]
    assert lea.clicks("Approve")
    payload = bot.hears(lambda one: one.get("type") == "block_actions")
    action = payload["actions"][0]
    assert (action["block_id"], action["action_id"], action["value"]) == ("row", "yes", "42")
    assert action["action_ts"]
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": general,
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == ts
    assert payload["channel"] == {"id": general, "name": "general"}
    assert payload["user"]["id"] == lea.id
    answer = WebhookClient(payload["response_url"]).send(text="Done", replace_original=True)
    assert answer.status_code == 200
    assert lea.sees("Done").ts == ts


def test_every_click_has_its_own_response_url_and_trigger(
    bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    slack.chat_postMessage(channel=general, text="Well?", blocks=[actions(button("Go"))])
    lea.clicks("Go")
    lea.clicks("Go")
    clicks = [one for one in bot.heard if one.get("type") == "block_actions"]
    assert len({one["response_url"] for one in clicks}) == 2
    assert len({one["trigger_id"] for one in clicks}) == 2


def test_the_newest_button_is_clicked_unless_a_message_is_given(
    bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    for value in ("old", "new"):
        blocks = [section(value), actions(button("Go", value=value))]
        slack.chat_postMessage(channel=general, text=value, blocks=blocks)
    lea.clicks("Go")
    lea.clicks("Go", lea.sees("old"))
    clicks = [one for one in bot.heard if one.get("type") == "block_actions"]
    assert [one["actions"][0]["value"] for one in clicks] == ["new", "old"]


def test_a_choice_in_a_message_is_told_and_kept_in_its_state(
    bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    options = [{"text": plain(text), "value": text} for text in ("High", "Low")]
    select = {"type": "static_select", "action_id": "level", "options": options}
    more = {"type": "overflow", "action_id": "more", "options": options}
    blocks = [section("Level", accessory=select, block_id="b"), actions(more)]
    slack.chat_postMessage(channel=general, text="Well?", blocks=blocks)
    lea.chooses("Level", "Low")
    lea.chooses("more", "High")
    chosen, overflow = (one for one in bot.heard if one.get("type") == "block_actions")
    assert chosen["actions"][0]["selected_option"]["value"] == "Low"
    assert overflow["actions"][0]["selected_option"]["value"] == "High"
    assert overflow["state"]["values"]["b"]["level"]["selected_option"]["value"] == "Low"


def test_a_bot_that_misses_a_click_is_said_not_to_have_responded(
    bot: SocketBot, playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    playground.delivery.timing.deadline = 0.05
    bot.answers["block_actions"] = lambda _: SILENCE
    slack.chat_postMessage(channel=general, text="Well?", blocks=[actions(button("Go"))])
    assert not lea.clicks("Go")
    lea.sees("did not respond")


def test_nothing_interactive_is_sent_where_the_manifest_has_it_off() -> None:
    settings = MANIFEST["settings"] | {"interactivity": {"is_enabled": False}}
    with Playground(MANIFEST | {"settings": settings}) as playground:
        lea = playground.as_("lea")
        assert not lea.shortcut("New")
        assert "not set up to handle interactive responses" in lea.notices[-1]
        assert not playground.delivery.delivered


def test_a_message_shortcut_carries_the_message(
    bot: SocketBot, playground: Playground, lea: Actor, general: str
) -> None:
    top = playground.as_("hugo").types("Acme & Co", channel="general")
    said = playground.as_("hugo").types("They <left>", channel="general", thread=top)
    assert top is not None
    assert said is not None
    assert lea.shortcut("Keep", said)
    payload = bot.hears(lambda one: one.get("type") == "message_action")
    assert payload["callback_id"] == "keep"
    message = payload["message"]
    assert (message["text"], message["ts"]) == ("They &lt;left&gt;", said.ts)
    assert message["user"] == playground.as_("hugo").id
    assert message["thread_ts"] == top.ts
    assert payload["channel"]["id"] == general
    assert payload["trigger_id"]
    assert payload["response_url"]


def test_a_shortcut_the_manifest_does_not_have_is_not_there(lea: Actor) -> None:
    with pytest.raises(AssertionError, match="no global shortcut 'Keep'"):
        lea.shortcut("Keep")


def test_a_message_and_a_mention_are_told(
    bot: SocketBot, playground: Playground, lea: Actor, general: str
) -> None:
    said = lea.types("Hello @echo in #general")
    assert said is not None
    event = bot.hears_event("message")
    bot_user = playground.workspace.bot_user
    assert event["text"] == f"Hello <@{bot_user}> in <#{general}|general>"
    assert (event["channel_type"], event["event_ts"]) == ("channel", said.ts)
    assert bot.hears_event("app_mention")["channel"] == general
    envelope = bot.hears(lambda one: one.get("type") == "event_callback")
    assert envelope["authorizations"][0]["user_id"] == bot_user
    assert envelope["team_id"] == playground.team_id


def test_events_of_channels_without_the_bot_stay_there(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    lea.types("Secret", channel="sales-calls")
    lea.types("Private", channel="product-leads")
    lea.types("Direct", channel="@echo")
    assert bot.hears_event("message")["text"] == "Direct"
    assert playground.settles()
    assert len(bot.heard) == 1


def test_coming_going_and_reacting_are_told(
    bot: SocketBot, playground: Playground, lea: Actor, general: str
) -> None:
    lea.leaves("general")
    assert bot.hears_event("member_left_channel")["user"] == lea.id
    lea.joins("general")
    assert bot.hears_event("member_joined_channel")["channel"] == general
    said = lea.types("Nice")
    assert said is not None
    lea.reacts("tada", said)
    reaction = bot.hears_event("reaction_added")
    assert reaction["item"] == {"type": "message", "channel": general, "ts": said.ts}
    lea.removes_the_bot("general")
    assert bot.hears_event("channel_left")["channel"] == general
    lea.invites_the_bot("general")
    joined = bot.hears(
        lambda one: one.get("event", {}).get("user") == playground.workspace.bot_user
    )
    assert joined["event"]["inviter"] == lea.id


def test_people_change_and_arrive(bot: SocketBot, playground: Playground, lea: Actor) -> None:
    lea.changes_profile(tz="Asia/Tokyo", locale="fr-FR")
    user = bot.hears_event("user_change")["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Asia/Tokyo", 32_400, "fr-FR")
    newcomer = playground.hires("nadia", "Nadia Roy", locale="fr-FR", tz="Europe/Paris")
    assert bot.hears_event("team_join")["user"]["id"] == newcomer.id


def test_a_status_is_told_as_slack_writes_it(bot: SocketBot, lea: Actor) -> None:
    lea.changes_profile(
        status_emoji=":palm_tree:", status_text="Away", status_expiration=1_772_000_000
    )
    told = bot.hears_event("user_change")["user"]["profile"]
    assert (told["status_emoji"], told["status_text"]) == (":palm_tree:", "Away")
    assert told["status_expiration"] == 1_772_000_000


def test_an_edit_and_a_deletion_are_told(bot: SocketBot, lea: Actor) -> None:
    said = lea.types("Frist")
    assert said is not None
    lea.edits(said, "First")
    changed = bot.hears(lambda one: one.get("event", {}).get("subtype") == "message_changed")
    assert changed["event"]["message"]["text"] == "First"
    assert changed["event"]["previous_message"]["text"] == "Frist"
    lea.deletes(said)
    gone = bot.hears(lambda one: one.get("event", {}).get("subtype") == "message_deleted")
    assert gone["event"]["deleted_ts"] == said.ts


def test_opening_the_home_tab_is_told(bot: SocketBot, lea: Actor) -> None:
    lea.opens_home()
    event = bot.hears_event("app_home_opened")
    assert (event["tab"], event["user"], event["channel"]) == ("home", lea.id, lea.dm)


def test_what_is_not_seen_is_said_with_what_is(lea: Actor) -> None:
    lea.types("Visible")
    lea.patience = 0.01
    with pytest.raises(AssertionError, match="#general: Visible"):
        lea.sees("Invisible")
