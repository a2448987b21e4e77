"""Where the app may post, and what Slack says where it may not."""

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground, small
from tests.playground.tools import MANIFEST, MARK, client, code, refused, without

NOBODY = "U0AAAAAAAAA"


def test_a_person_is_posted_to_by_id_and_the_conversations_id_comes_back(
    slack: WebClient, lea: Actor
) -> None:
    posted = slack.chat_postMessage(channel=lea.id, text="Just for you", metadata=MARK)
    assert posted["channel"] == lea.dm
    assert posted["channel"].startswith("D")
    assert slack.conversations_open(users=lea.id)["channel"]["id"] == lea.dm
    found = slack.conversations_history(channel=lea.dm, include_all_metadata=True)["messages"]
    assert [(one["text"], one["metadata"]) for one in found] == [("Just for you", MARK)]


def test_nobody_can_post_to_somebody_who_left(slack: WebClient, lea: Actor) -> None:
    slack.chat_postMessage(channel=lea.id, text="Hello")
    lea.changes_profile(deleted=True)
    assert code(slack.chat_postMessage, channel=lea.id, text="Hello?") == "user_disabled"
    assert code(slack.chat_postMessage, channel=lea.dm, text="Hello?") == "user_disabled"
    assert code(slack.conversations_open, users=lea.id) == "user_disabled"


@pytest.mark.parametrize("who", ["the bot", "Slackbot"])
def test_nobody_can_post_to_a_bot(playground: Playground, slack: WebClient, who: str) -> None:
    person = playground.workspace.bot_user if who == "the bot" else "USLACKBOT"
    assert code(slack.chat_postMessage, channel=person, text="Hello?") == "cannot_dm_bot"
    assert code(slack.conversations_open, users=person) == "cannot_dm_bot"


def test_nobody_can_post_where_nothing_is(slack: WebClient) -> None:
    for nowhere in (NOBODY, "C0AAAAAAAAA", "D0AAAAAAAAA", "nowhere"):
        assert code(slack.chat_postMessage, channel=nowhere, text="Hi") == "channel_not_found"


def test_a_channel_that_was_deleted_is_not_found(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    slack.chat_postMessage(channel=general, text="Hi")
    lea.abolishes("general")
    assert code(slack.chat_postMessage, channel=general, text="Hi") == "channel_not_found"
    assert code(slack.conversations_history, channel=general) == "channel_not_found"


def test_the_bot_posts_where_it_is(playground: Playground, slack: WebClient) -> None:
    channel = playground.workspace.channel
    sales, hidden = channel("sales-calls").id, channel("pricing-private").id
    assert code(slack.chat_postMessage, channel=sales, text="Hi") == "not_in_channel"
    assert code(slack.chat_postMessage, channel=hidden, text="Hi") == "channel_not_found"
    assert slack.chat_postMessage(channel="#general", text="Hi")["channel"] == channel("general").id


def test_the_bot_posts_in_every_public_channel_with_a_scope_for_it() -> None:
    scopes = {"scopes": {"bot": ["chat:write", "chat:write.public"]}}
    with Playground(MANIFEST | {"oauth_config": scopes}, seed=small()) as playground:
        assert client(playground).chat_postMessage(channel="sales-calls", text="Hi")["ok"]


def test_nothing_is_posted_to_an_archived_channel(
    slack: WebClient, lea: Actor, general: str
) -> None:
    lea.archives("general")
    assert code(slack.chat_postMessage, channel=general, text="Hi") == "is_archived"
    lea.unarchives("general")
    assert slack.chat_postMessage(channel=general, text="Hi")["ok"]


def test_a_channel_may_be_closed_to_the_app_or_take_only_threads(
    playground: Playground, slack: WebClient, general: str
) -> None:
    top = slack.chat_postMessage(channel=general, text="Top")["ts"]
    channel = playground.workspace.channel("general")
    channel.restricted = "restricted_action_read_only_channel"
    reply = {"channel": general, "text": "Reply", "thread_ts": top}
    assert code(slack.chat_postMessage, **reply) == channel.restricted
    channel.restricted = "restricted_action_thread_only_channel"
    assert code(slack.chat_postMessage, channel=general, text="Hi") == channel.restricted
    assert slack.chat_postMessage(**reply)["ok"]
    channel.restricted = "restricted_action_non_threadable_channel"
    assert code(slack.chat_postMessage, **reply) == channel.restricted
    assert slack.chat_postMessage(channel=general, text="Hi")["ok"]


def test_people_hear_nothing_where_the_messages_tab_is_off() -> None:
    features = MANIFEST["features"] | {"app_home": {"messages_tab_enabled": False}}
    with Playground(MANIFEST | {"features": features}, seed=small()) as playground:
        slack, lea = client(playground), playground.as_("lea")
        off = code(slack.chat_postMessage, channel=lea.id, text="Hi")
    assert off == "messages_tab_disabled"


def test_a_reply_to_what_is_gone_stands_in_the_channel(
    slack: WebClient, lea: Actor, general: str
) -> None:
    said = lea.types("Soon gone")
    assert said is not None
    lea.deletes(said)
    posted = slack.chat_postMessage(channel=general, text="Lost", thread_ts=said.ts)
    assert "thread_ts" not in posted["message"]
    assert code(slack.conversations_replies, channel=general, ts=said.ts) == "thread_not_found"


def test_a_reply_to_a_reply_joins_its_thread(slack: WebClient, general: str) -> None:
    top = slack.chat_postMessage(channel=general, text="Top")["ts"]
    first = slack.chat_postMessage(channel=general, text="First", thread_ts=top)["ts"]
    second = slack.chat_postMessage(channel=general, text="Second", thread_ts=first)
    assert second["message"]["thread_ts"] == top


# The scopes stand on each method's page: https://docs.slack.dev/reference/methods
@pytest.mark.parametrize(
    ("method", "arguments", "needed"),
    [
        ("chat.postMessage", {"channel": "general", "text": "Hi"}, "chat:write"),
        ("chat.update", {"channel": "C0", "ts": "1.000001", "text": "Hi"}, "chat:write"),
        ("chat.delete", {"channel": "C0", "ts": "1.000001"}, "chat:write"),
        ("conversations.join", {"channel": "C0"}, "channels:join"),
        ("conversations.list", {"types": "private_channel"}, "groups:read"),
        ("conversations.open", {"users": "U0"}, "im:write"),
        ("conversations.open", {"users": "U0,U1"}, "mpim:write"),
        ("users.conversations", {"types": "im"}, "im:read"),
        ("files.getUploadURLExternal", {"filename": "a.png", "length": 1}, "files:write"),
        ("files.completeUploadExternal", {"files": [{"id": "F0"}]}, "files:write"),
        ("files.info", {"file": "F0"}, "files:read"),
        ("users.info", {"user": "U0"}, "users:read"),
        ("users.list", {}, "users:read"),
        ("users.lookupByEmail", {"email": "lea@small.example"}, "users:read.email"),
    ],
)
def test_each_method_needs_its_scope(
    method: str, arguments: dict[str, object], needed: str
) -> None:
    with Playground(without(needed), seed=small()) as playground:
        body = refused(client(playground).api_call, api_method=method, json=arguments)
    assert (body["error"], body["needed"]) == ("missing_scope", needed)
    assert needed not in body["provided"].split(",")


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("conversations.info", "channels:read"),
        ("conversations.members", "channels:read"),
        ("conversations.history", "channels:history"),
        ("conversations.replies", "channels:history"),
    ],
)
def test_reading_a_channel_needs_the_scope_of_its_kind(method: str, needed: str) -> None:
    with Playground(without(needed), seed=small()) as playground:
        arguments = {"channel": playground.workspace.channel("general").id, "ts": "1.000001"}
        body = refused(client(playground).api_call, api_method=method, params=arguments)
    assert (body["error"], body["needed"]) == ("missing_scope", needed)
