"""Messages: posting, editing, deleting, and what is refused."""

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import MARK, code, section

NOBODY = "U0AAAAAAAAA"


def test_a_posted_message_is_seen_and_stands_in_the_history(
    slack: WebClient, lea: Actor, general: str
) -> None:
    posted = slack.chat_postMessage(
        channel=general, text="Fallback", blocks=[section("Hello *Léa*")], metadata=MARK
    )
    assert posted["message"]["metadata"] == MARK
    assert lea.sees("Hello *Léa*", channel="general").ts == posted["ts"]
    bare = slack.conversations_history(channel=general)["messages"][0]
    assert bare["text"] == "Fallback"
    assert "metadata" not in bare
    full = slack.conversations_history(channel=general, include_all_metadata=True)["messages"][0]
    assert full["metadata"] == MARK


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
    ts = slack.chat_postMessage(channel=general, text="Draft", metadata=MARK)["ts"]
    edited = slack.chat_update(channel=general, ts=ts, text="Final")
    assert (edited["channel"], edited["ts"], edited["text"]) == (general, ts, "Final")
    lea.sees("Final")
    shown = slack.conversations_history(channel=general, include_all_metadata=True)["messages"][0]
    assert shown["edited"]["user"] == shown["user"]
    assert shown["metadata"] == MARK
    slack.chat_delete(channel=general, ts=ts)
    lea.does_not_see("Final")
    assert code(slack.chat_update, channel=general, ts=ts, text="?") == "message_not_found"
    assert code(slack.chat_delete, channel=general, ts=ts) == "message_not_found"


# https://docs.slack.dev/reference/methods/chat.update
def test_an_edit_of_the_text_alone_takes_the_blocks_away(
    slack: WebClient, lea: Actor, general: str
) -> None:
    where = {"channel": general}
    where["ts"] = slack.chat_postMessage(**where, text="1", blocks=[section("One")])["ts"]
    assert slack.chat_update(**where, text="2", blocks=[section("Two")])["message"]["blocks"]
    lea.sees("Two")
    assert "blocks" not in slack.chat_update(**where, text="Three")["message"]
    lea.sees("Three")
    assert code(slack.api_call, api_method="chat.update", json=where) == "no_text"
    assert "metadata" in slack.chat_update(**where, text="2", metadata=MARK)["message"]
    assert "metadata" not in slack.chat_update(**where, text="2", metadata={})["message"]


def test_nothing_is_edited_in_an_archived_channel(
    slack: WebClient, lea: Actor, general: str
) -> None:
    ts = slack.chat_postMessage(channel=general, text="Draft")["ts"]
    lea.archives("general")
    assert code(slack.chat_update, channel=general, ts=ts, text="Final") == "is_inactive"


def test_a_message_with_replies_leaves_a_tombstone(
    slack: WebClient, lea: Actor, general: str
) -> None:
    top = slack.chat_postMessage(channel=general, text="Top", metadata=MARK)["ts"]
    reply = slack.chat_postMessage(channel=general, text="Reply", thread_ts=top)["ts"]
    slack.chat_delete(channel=general, ts=top)
    (stone,) = slack.conversations_history(channel=general, include_all_metadata=True)["messages"]
    assert (stone["subtype"], stone["ts"], stone["reply_count"]) == ("tombstone", top, 1)
    assert "metadata" not in stone
    assert code(slack.chat_update, channel=general, ts=top, text="?") == "message_not_found"
    later = slack.chat_postMessage(channel=general, text="Later", thread_ts=top)["message"]
    assert later["thread_ts"] == top
    for ts in (reply, later["ts"]):
        slack.chat_delete(channel=general, ts=ts)
    assert slack.conversations_history(channel=general)["messages"] == []
    lea.does_not_see("deleted")


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
