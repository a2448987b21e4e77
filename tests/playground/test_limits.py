"""Slack's rate limits: per method and workspace, and for posting per channel."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Playground, Rates, small
from bot.playground.limits import CHANNEL_BURST, POSTS_PER_MINUTE, Limiter
from tests.playground.tools import MANIFEST, client

POST = "chat.postMessage"


def seconds_to_wait(slack: WebClient, channel: str) -> int:
    """What `Retry-After` says of a post; 0 where it was taken."""
    try:
        slack.chat_postMessage(channel=channel, text="Hi")
    except SlackApiError as error:
        answer = error.response
        limited = answer.status_code == 429 and answer["error"] == "ratelimited"
        return int(answer.headers["Retry-After"]) if limited else -1
    return 0


# https://docs.slack.dev/apis/web-api/rate-limits
def test_a_channel_takes_so_many_posts_whatever_it_is_called() -> None:
    with Playground(MANIFEST, seed=small(), rate_limits=Rates(channel_posts=1)) as playground:
        slack, lea = client(playground), playground.as_("lea")
        general = playground.workspace.channel("general").id
        for name, by_id in (("general", general), (lea.id, lea.dm)):
            waits = [seconds_to_wait(slack, name) for _ in range(CHANNEL_BURST)]
            assert waits == [0] * CHANNEL_BURST
            assert 50 < seconds_to_wait(slack, by_id) <= 60
        assert seconds_to_wait(slack, "product") == 0
        # Only posting is held up.
        assert len(slack.conversations_history(channel=general)["messages"]) == CHANNEL_BURST


def test_a_channel_takes_a_post_a_second() -> None:
    limiter = Limiter()
    waits = [limiter.seconds_to_wait(POST, 0, "C1") for _ in range(CHANNEL_BURST + 1)]
    assert waits == [0] * CHANNEL_BURST + [1]


def test_slacks_rates_apply_where_they_are_on() -> None:
    with Playground(MANIFEST, seed=small(), rate_limits=True) as playground:
        waits = [seconds_to_wait(client(playground), "general") for _ in range(3 * CHANNEL_BURST)]
    assert waits[0] == 0
    assert 1 in waits


def test_the_limits_of_workspaces_are_their_own() -> None:
    rates = Rates(posts=1, posts_burst=1)
    with (
        Playground(MANIFEST, seed=small("One"), rate_limits=rates) as one,
        Playground(MANIFEST, seed=small("Two"), rate_limits=rates) as two,
    ):
        assert seconds_to_wait(client(one), "general") == 0
        assert seconds_to_wait(client(one), "product") > 50
        assert seconds_to_wait(client(two), "product") == 0


def test_a_workspace_takes_so_many_posts_a_minute() -> None:
    limiter = Limiter()
    waits = [limiter.seconds_to_wait(POST, 0, str(n)) for n in range(POSTS_PER_MINUTE + 9)]
    assert waits[:POSTS_PER_MINUTE] == [0] * POSTS_PER_MINUTE
    assert 1 in waits


@pytest.mark.parametrize(("method", "per_minute"), [("users.list", 20), ("chat.update", 50)])
def test_a_method_has_the_rate_of_its_tier(method: str, per_minute: int) -> None:
    limiter = Limiter()
    waits = [limiter.seconds_to_wait(method, per_minute, "") for _ in range(per_minute + 1)]
    assert waits[:per_minute] == [0] * per_minute
    assert 1 <= waits[per_minute] <= 3
    assert limiter.seconds_to_wait("conversations.list", 20, "") == 0


def test_rates_can_be_faster_than_slacks() -> None:
    times = 1_000_000
    limiter = Limiter(Rates.faster(times))
    waits = [limiter.seconds_to_wait(POST, 0, "C1") for _ in range(3 * POSTS_PER_MINUTE)]
    assert sum(waits) == 0
    rates = Rates.faster(2)
    assert (rates.posts, rates.channel_posts, rates.others) == (2 * POSTS_PER_MINUTE, 120, 2)
