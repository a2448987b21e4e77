"""What goes wrong on purpose, and who may not connect."""

import http.client
import json
import threading
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Actor, Fault, Playground, small
from bot.playground.faults import Faults
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


@pytest.mark.parametrize("status", [500, 503])
def test_a_servers_mishap_may_come_after_the_effect(
    playground: Playground, slack: WebClient, lea: Actor, general: str, status: int
) -> None:
    playground.workspace.faults.fail("chat.postMessage", status, after=True)
    with pytest.raises(SlackApiError) as caught:
        slack.chat_postMessage(channel=general, text="Sent all the same")
    assert caught.value.response.status_code == status
    lea.sees("Sent all the same")


def test_an_internal_error_may_come_after_the_effect(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    faults = playground.workspace.faults
    faults.error("chat.postMessage", "internal_error", after=True)
    assert code(slack.chat_postMessage, channel=general, text="Sent") == "internal_error"
    lea.sees("Sent")
    faults.error("chat.postMessage", "internal_error")
    assert code(slack.chat_postMessage, channel=general, text="Not sent") == "internal_error"
    lea.does_not_see("Not sent")


def test_what_was_ordered_comes_in_its_order_and_goes_with_clear(
    playground: Playground, slack: WebClient, general: str
) -> None:
    faults = playground.workspace.faults
    faults.error("chat.postMessage", "fatal_error")
    faults.rate_limit("chat.postMessage")
    faults.error("conversations.history", "service_unavailable", times=9)
    assert code(slack.chat_postMessage, channel=general, text="1") == "fatal_error"
    assert code(slack.chat_postMessage, channel=general, text="2") == "ratelimited"
    assert code(slack.conversations_history, channel=general) == "service_unavailable"
    faults.clear()
    assert slack.conversations_history(channel=general)["messages"] == []


def test_a_share_of_the_calls_goes_wrong_and_a_seed_says_which() -> None:
    def drawn(seed: int) -> list[str]:
        faults = Faults(threading.Event())
        faults.sometimes("a", Fault("error", code="fatal_error"), share=0.1, seed=seed)
        faults.sometimes("a", Fault("slow", seconds=1, up_to=3), share=0.1, seed=seed + 1)
        row = [faults.next("a") for _ in range(2_000)]
        assert faults.next("b") is None
        assert all(1 <= one.seconds <= 3 for one in row if one and one.kind == "slow")
        return [one.kind if one else "" for one in row]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    assert 150 < drawn(1).count("error") < 250
    assert 130 < drawn(1).count("slow") < 250


def test_a_share_of_the_calls_goes_wrong_over_http(
    playground: Playground, slack: WebClient, general: str
) -> None:
    lost = Fault("error", code="internal_error", after=True)
    playground.workspace.faults.sometimes("chat.postMessage", lost, share=0.5, seed=3)
    outcomes = []
    for number in range(40):
        try:
            slack.chat_postMessage(channel=general, text=str(number))
            outcomes.append("ok")
        except SlackApiError as error:
            outcomes.append(error.response["error"])
    assert 8 < outcomes.count("internal_error") < 32
    assert len(slack.conversations_history(channel=general)["messages"]) == 40
    tally = playground.workspace.calls.tally
    assert tally["chat.postMessage", "internal_error"] == outcomes.count("internal_error")


def test_uploads_go_wrong_too(playground: Playground, slack: WebClient) -> None:
    place = slack.files_getUploadURLExternal(filename="a.txt", length=1)
    faults = playground.workspace.faults
    faults.fail("upload_url", status=503)
    faults.lose_answer("upload_url")
    with pytest.raises(HTTPError, match="503"):
        urlopen(place["upload_url"], b"x", timeout=30)
    with pytest.raises(http.client.RemoteDisconnected):
        urlopen(place["upload_url"], b"x", timeout=30)
    assert slack.files_completeUploadExternal(files=[{"id": place["file_id"]}])["ok"]
    outcomes = [call.outcome for call in playground.workspace.calls if call.method == "upload_url"]
    assert outcomes == ["503", "lost"]


def test_there_is_no_mishap_of_another_kind() -> None:
    with pytest.raises(ValueError, match="no mishap 'melt'"):
        Fault("melt")  # type: ignore[arg-type]


def ask(playground: Playground, path: str, headers: dict[str, str], body: str = "") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", playground.port, timeout=30)
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
