"""Messages: posting, editing, deleting, and what is refused."""

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import code, section

NOBODY = "U0AAAAAAAAA"


def test_a_posted_message_is_seen_and_stands_in_the_history(
    slack: WebClient, lea: Actor, general: str
) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    posted = slack.chat_postMessage(
        channel=general, text="Fallback", blocks=[section("Hello *Léa*")], metadata=metadata
    )
    assert lea.sees("Hello *Léa*", channel="general").ts == posted["ts"]
    bare = slack.conversations_history(channel=general)["messages"][0]
    assert bare["text"] == "Fallback"
    assert "metadata" not in bare
    full = slack.conversations_history(channel=general, include_all_metadata=True)["messages"][0]
    assert full["metadata"] == metadata


def test_a_person_is_posted_to_by_id(slack: WebClient, lea: Actor) -> None:
    posted = slack.chat_postMessage(channel=lea.id, text="Just for you")
    assert posted["channel"] == lea.dm
    assert slack.conversations_open(users=lea.id)["channel"]["id"] == lea.dm
    assert slack.conversations_history(channel=lea.dm)["messages"][0]["text"] == "Just for you"


def test_nobody_can_post_to_somebody_who_left(slack: WebClient, lea: Actor) -> None:
    lea.changes_profile(deleted=True)
    assert code(slack.chat_postMessage, channel=lea.id, text="Hello?") == "user_disabled"


def test_an_empty_or_endless_message_is_refused(slack: WebClient, general: str) -> None:
    assert (
        code(slack.api_call, api_method="chat.postMessage", json={"channel": general}) == "no_text"
    )
    assert code(slack.chat_postMessage, channel=general, text="x" * 40_001) == "msg_too_long"


def test_oversized_or_misshapen_metadata_is_refused(slack: WebClient, general: str) -> None:
    big = {"event_type": "x", "event_payload": {"id": "x" * 9_000}}
    post = slack.chat_postMessage
    assert code(post, channel=general, text="Hi", metadata=big) == "metadata_too_large"
    odd = {"event_type": "x"}
    assert code(post, channel=general, text="Hi", metadata=odd) == "invalid_metadata_schema"


def test_a_message_is_edited_and_deleted(slack: WebClient, lea: Actor, general: str) -> None:
    ts = slack.chat_postMessage(channel=general, text="Draft", blocks=[section("Draft")])["ts"]
    slack.chat_update(channel=general, ts=ts, text="Final")
    message = lea.sees("Final")
    assert message.blocks is None
    slack.chat_delete(channel=general, ts=ts)
    lea.does_not_see("Final")
    assert code(slack.chat_update, channel=general, ts=ts, text="?") == "message_not_found"


def test_an_edit_takes_4000_bytes_of_text(slack: WebClient, general: str) -> None:
    ts = slack.chat_postMessage(channel=general, text="Draft")["ts"]
    assert slack.chat_update(channel=general, ts=ts, text="x" * 4_000)["ok"]
    assert code(slack.chat_update, channel=general, ts=ts, text="é" * 2_001) == "msg_too_long"


def test_the_bot_cannot_change_what_a_person_wrote(
    slack: WebClient, lea: Actor, general: str
) -> None:
    said = lea.types("Mine")
    assert said is not None
    assert code(slack.chat_update, channel=general, ts=said.ts, text="?") == "cant_update_message"
    assert code(slack.chat_delete, channel=general, ts=said.ts) == "cant_delete_message"


def test_an_ephemeral_message_is_seen_by_one_person(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    ts = slack.chat_postEphemeral(channel=general, user=lea.id, text="Psst")["message_ts"]
    lea.sees("Psst")
    playground.as_("hugo").does_not_see("Psst")
    assert slack.conversations_history(channel=general)["messages"] == []
    assert code(slack.chat_update, channel=general, ts=ts, text="?") == "message_not_found"
    lea.leaves("general")
    args = {"channel": general, "user": lea.id, "text": "Psst"}
    assert code(slack.chat_postEphemeral, **args) == "user_not_in_channel"


def test_a_permalink_names_channel_and_moment(slack: WebClient, general: str) -> None:
    ts = slack.chat_postMessage(channel=general, text="Here")["ts"]
    link = slack.chat_getPermalink(channel=general, message_ts=ts)["permalink"]
    assert link == f"https://small.slack.com/archives/{general}/p{ts.replace('.', '')}"
    gone = code(slack.chat_getPermalink, channel=general, message_ts="1.000001")
    assert gone == "message_not_found"
