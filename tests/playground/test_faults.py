"""What goes wrong on purpose, rate limits, and who may not connect."""

import http.client
import json
import threading
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Actor, Playground, small
from bot.playground.limits import CHANNEL_BURST, Limiter
from tests.playground.tools import MANIFEST, code


def test_a_lost_answer_still_posts_the_message(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    playground.workspace.faults.lose_answer("chat.postMessage", times=1)
    with pytest.raises((http.client.RemoteDisconnected, URLError)):
        slack.chat_postMessage(channel=general, text="Sent")
    lea.sees("Sent", channel="general")
    assert slack.chat_postMessage(channel=general, text="Again")["ok"]


def test_a_failing_method_has_no_effect(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    playground.workspace.faults.fail("chat.postMessage", status=503, times=1)
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel=general, text="Lost")
    assert caught.value.response.status_code == 503
    lea.does_not_see("Lost")


def test_an_error_can_be_ordered(playground: Playground, slack: WebClient, general: str) -> None:
    playground.workspace.faults.error("chat.postMessage", "fatal_error", times=2)
    for _ in range(2):
        assert code(slack.chat_postMessage, channel=general, text="Hi") == "fatal_error"
    assert slack.chat_postMessage(channel=general, text="Hi")["ok"]


def test_a_slow_answer_comes_after_its_effect(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    playground.workspace.faults.slow("chat.postMessage", seconds=5)
    impatient = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
    impatient.timeout = 0.05  # type: ignore[assignment]
    with pytest.raises(TimeoutError):
        impatient.chat_postMessage(channel=general, text="Slowly")
    lea.sees("Slowly")


def test_a_rate_limit_says_when_to_come_back(
    playground: Playground, slack: WebClient, general: str
) -> None:
    playground.workspace.faults.rate_limit("chat.postMessage", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel=general, text="Hi")
    answer = caught.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "7"


def test_slacks_rates_apply_where_they_are_on() -> None:
    with Playground(MANIFEST, seed=small(), rate_limits=True) as playground:
        slack = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
        for number in range(CHANNEL_BURST):
            slack.chat_postMessage(channel="general", text=str(number))
        with pytest.raises(SlackApiError) as caught:
            slack.chat_postMessage(channel="general", text="Too fast")
        assert caught.value.response.status_code == 429
        assert slack.chat_postMessage(channel="product", text="Elsewhere")["ok"]


def test_a_method_has_the_rate_of_its_tier() -> None:
    limiter = Limiter()
    waits = [limiter.seconds_to_wait("users.list", 20, "") for _ in range(21)]
    assert waits[:20] == [0] * 20
    assert 1 <= waits[20] <= 3


def ask(playground: Playground, path: str, headers: dict[str, str], body: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", playground.port, timeout=5)
    try:
        connection.request("POST" if body else "GET", path, body or None, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_only_this_machine_and_its_own_page_may_ask(playground: Playground) -> None:
    here = playground.url
    assert ask(playground, "/", {}) == 200
    assert ask(playground, "/", {"Host": "localhost"}) == 200
    assert ask(playground, "/", {"Host": "evil.example"}) == 403
    assert ask(playground, "/page/state?as=lea", {"Origin": here}) == 200
    assert ask(playground, "/page/state?as=lea", {"Origin": "https://evil.example"}) == 403
    typed = json.dumps({"as": "lea", "channel": "general", "text": "Hi"})
    kind = {"Content-Type": "application/json"}
    assert ask(playground, "/page/type", kind, typed) == 403
    assert ask(playground, "/page/type", kind | {"X-Playground": "1"}, typed) == 200


def test_no_thread_outlives_the_playground() -> None:
    before = set(threading.enumerate())
    with Playground(MANIFEST, seed=small()) as playground:
        playground.as_("lea").types("An event that no bot takes")
        assert set(threading.enumerate()) - before
    assert set(threading.enumerate()) - before == set()
