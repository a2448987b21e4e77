"""Conversations: which the bot sees, reads and joins, and what is refused."""

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import MARK, code

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


def test_a_thread_comes_in_pages_with_metadata(slack: WebClient, general: str) -> None:
    top = slack.chat_postMessage(channel=general, text="Top")["ts"]
    reply = {"channel": general, "thread_ts": top, "metadata": MARK}
    ts = [slack.chat_postMessage(**reply, text=str(number))["ts"] for number in range(5)]
    asked = {"channel": general, "ts": top, "include_all_metadata": True, "limit": 4}
    page = slack.conversations_replies(**asked)
    assert [one["text"] for one in page["messages"]] == ["Top", "0", "1", "2"]
    assert page["messages"][1]["metadata"] == MARK
    cursor = page["response_metadata"]["next_cursor"]
    rest = slack.conversations_replies(**asked, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["3", "4"]
    assert not rest["has_more"]
    late = slack.conversations_replies(channel=general, ts=top, oldest=ts[3])["messages"]
    assert [one["text"] for one in late] == ["Top", "4"]


def test_what_is_posted_meanwhile_shifts_no_page(slack: WebClient, general: str) -> None:
    for number in range(6):
        slack.chat_postMessage(channel=general, text=str(number))
    seen: list[str] = []
    cursor = ""
    while True:
        page = slack.conversations_history(channel=general, limit=2, cursor=cursor)
        seen += [message["text"] for message in page["messages"]]
        slack.chat_postMessage(channel=general, text="Meanwhile")
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == ["5", "4", "3", "2", "1", "0"]


def test_what_no_history_can_answer_is_refused(slack: WebClient, general: str) -> None:
    history = slack.conversations_history
    assert code(history, channel=general, cursor="nonsense") == "invalid_cursor"
    assert code(history, channel=general, oldest="yesterday") == "invalid_ts_oldest"
    assert code(history, channel=general, latest="now") == "invalid_ts_latest"
    assert code(history, channel="C0AAAAAAAAA") == "channel_not_found"


def test_the_bot_joins_public_channels_only(
    playground: Playground, slack: WebClient, lea: Actor
) -> None:
    channel = playground.workspace.channel
    sales = channel("sales-calls").id
    assert code(slack.conversations_history, channel=sales) == "not_in_channel"
    assert code(slack.conversations_replies, channel=sales, ts="1.000001") == "not_in_channel"
    assert slack.conversations_join(channel=sales)["channel"]["is_member"]
    assert slack.conversations_join(channel=sales)["warning"] == "already_in_channel"
    assert slack.conversations_history(channel=sales)["messages"] == []
    join = slack.conversations_join
    leads, hidden = channel("product-leads").id, channel("pricing-private").id
    assert code(join, channel=leads) == "method_not_supported_for_channel_type"
    assert code(join, channel=hidden) == "channel_not_found"
    lea.archives("general")
    assert code(join, channel=channel("general").id) == "is_archived"


def test_the_bot_lists_the_conversations_it_is_in(slack: WebClient, lea: Actor) -> None:
    slack.conversations_open(users=lea.id)
    types = "public_channel,private_channel,im"
    found = slack.users_conversations(types=types, limit=10)["channels"]
    assert {one.get("name") or one["user"] for one in found} == {
        *("general", "product", "product-leads", lea.id)
    }
    lea.archives("product")
    left = slack.users_conversations(exclude_archived=True)["channels"]
    assert {one["name"] for one in left} == {"general"}


def test_a_conversation_tells_about_itself(
    playground: Playground, slack: WebClient, lea: Actor
) -> None:
    direct = slack.conversations_info(channel=lea.dm)["channel"]
    assert (direct["is_im"], direct["user"]) == (True, lea.id)
    leads = playground.workspace.channel("product-leads").id
    private = slack.conversations_info(channel=leads)["channel"]
    assert (private["is_private"], private["is_member"]) == (True, True)


def test_a_group_conversation_opens_with_several_people(
    playground: Playground, slack: WebClient, lea: Actor
) -> None:
    users = [lea.id, playground.as_("hugo").id]
    channel = slack.conversations_open(users=users, return_im=True)["channel"]
    assert channel["is_mpim"]
    assert code(slack.conversations_open, users=NOBODY) == "user_not_found"
    assert code(slack.conversations_open, users=[lea.id, NOBODY]) == "users_not_found"
    again = slack.conversations_open(channel=channel["id"])
    assert again["already_open"]
    opening = slack.api_call
    assert code(opening, api_method="conversations.open", json={}) == "users_list_not_supplied"
    many = ",".join([lea.id] * 9)
    assert code(slack.conversations_open, users=many) == "too_many_users"


def test_a_reaction_is_added_once(slack: WebClient, general: str) -> None:
    ts = slack.chat_postMessage(channel=general, text="Nice")["ts"]
    slack.reactions_add(channel=general, timestamp=ts, name="tada")
    reacted = slack.conversations_history(channel=general)["messages"][0]["reactions"]
    assert [(one["name"], one["count"]) for one in reacted] == [("tada", 1)]
    again = code(slack.reactions_add, channel=general, timestamp=ts, name="tada")
    assert again == "already_reacted"
