"""Conversations: which the bot sees, reads and joins, and what is refused."""

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import code

NOBODY = "U0AAAAAAAAA"


def test_the_bot_lists_the_channels_it_may_see(playground: Playground, slack: WebClient) -> None:
    types = "public_channel,private_channel"
    names = {one["name"] for one in slack.conversations_list(types=types)["channels"]}
    assert names == {"general", "product", "sales-calls", "product-leads"}
    hidden = playground.workspace.channel("pricing-private").id
    assert code(slack.conversations_info, channel=hidden) == "channel_not_found"
    assert code(slack.conversations_list, types="secret") == "invalid_types"


def test_members_of_a_channel_are_listed(
    playground: Playground, slack: WebClient, general: str
) -> None:
    members = slack.conversations_members(channel=general, limit=2)
    assert len(members["members"]) == 2
    cursor = members["response_metadata"]["next_cursor"]
    rest = slack.conversations_members(channel=general, cursor=cursor)["members"]
    assert playground.workspace.bot_user in rest


def test_history_comes_in_pages_between_two_moments(slack: WebClient, general: str) -> None:
    ts = [slack.chat_postMessage(channel=general, text=str(n))["ts"] for n in range(5)]
    assert ts == sorted(set(ts))
    inside = slack.conversations_history(channel=general, oldest=ts[0], latest=ts[4])
    assert [message["text"] for message in inside["messages"]] == ["3", "2", "1"]
    again = slack.conversations_history(channel=general, oldest=ts[0], inclusive=True, limit=2)
    assert [message["text"] for message in again["messages"]] == ["4", "3"]
    assert again["has_more"]
    cursor = again["response_metadata"]["next_cursor"]
    rest = slack.conversations_history(
        channel=general, oldest=ts[0], inclusive=True, limit=2, cursor=cursor
    )
    assert [message["text"] for message in rest["messages"]] == ["2", "1"]


def test_replies_stay_in_their_thread(slack: WebClient, general: str) -> None:
    top = slack.chat_postMessage(channel=general, text="Top")["ts"]
    slack.chat_postMessage(channel=general, text="Reply", thread_ts=top)
    assert [one["text"] for one in slack.conversations_history(channel=general)["messages"]] == [
        "Top"
    ]
    thread = slack.conversations_replies(channel=general, ts=top)["messages"]
    assert [one["text"] for one in thread] == ["Top", "Reply"]
    assert thread[0]["reply_count"] == 1
    assert code(slack.conversations_replies, channel=general, ts="1.000001") == "thread_not_found"
    missing = code(slack.chat_postMessage, channel=general, text="Lost", thread_ts="1.000001")
    assert missing == "thread_not_found"


def test_a_group_conversation_opens_with_several_people(
    playground: Playground, slack: WebClient, lea: Actor
) -> None:
    users = [lea.id, playground.as_("hugo").id]
    channel = slack.conversations_open(users=users, return_im=True)["channel"]
    assert channel["is_mpim"]
    assert code(slack.conversations_open, users=NOBODY) == "user_not_found"
    assert code(slack.conversations_open, users=[lea.id, NOBODY]) == "users_not_found"


def test_the_bot_posts_only_where_it_is(playground: Playground, slack: WebClient) -> None:
    channel = playground.workspace.channel
    sales, hidden = channel("sales-calls").id, channel("pricing-private").id
    assert code(slack.chat_postMessage, channel=sales, text="Hi") == "not_in_channel"
    assert code(slack.conversations_history, channel=sales) == "not_in_channel"
    assert code(slack.chat_postMessage, channel=hidden, text="Hi") == "channel_not_found"
    slack.conversations_join(channel=sales)
    assert slack.conversations_join(channel=sales)["warning"] == "already_in_channel"
    assert slack.chat_postMessage(channel=sales, text="Hi")["ok"]


def test_nothing_is_posted_to_an_archived_channel(
    slack: WebClient, lea: Actor, general: str
) -> None:
    lea.archives("general")
    assert code(slack.chat_postMessage, channel=general, text="Hi") == "is_archived"


def test_a_reaction_is_added_once(slack: WebClient, general: str) -> None:
    ts = slack.chat_postMessage(channel=general, text="Nice")["ts"]
    slack.reactions_add(channel=general, timestamp=ts, name="tada")
    reacted = slack.conversations_history(channel=general)["messages"][0]["reactions"]
    assert [(one["name"], one["count"]) for one in reacted] == [("tada", 1)]
    again = code(slack.reactions_add, channel=general, timestamp=ts, name="tada")
    assert again == "already_reacted"
