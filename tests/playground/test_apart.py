"""Several workspaces at once: in this process, and in one of their own."""

import json
import threading
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground import Playground, small
from bot.playground.limits import CHANNEL_BURST
from tests.playground.apart import playgrounds
from tests.playground.tools import MANIFEST, MARK, client, code

NAMES = ("One", "Two", "Three")


def test_three_workspaces_keep_apart_in_one_process() -> None:
    started = threading.active_count()
    one, two, three = (Playground(MANIFEST, seed=small(name)) for name in NAMES)
    with one, two, three:
        for playground in (one, two, three):
            channel = playground.workspace.channel("general").id
            posted = client(playground).chat_postMessage(channel=channel, text=playground.team_id)
            assert posted["message"]["team"] == playground.team_id
            assert [message.text for message in playground.as_("lea").messages("general")] == [
                playground.team_id
            ]
        assert code(client(one, two.bot_token).auth_test) == "invalid_auth"
        elsewhere = two.workspace.channel("general").id
        missing = code(client(one).chat_postMessage, channel=elsewhere, text="Hi")
        assert missing == "channel_not_found"
        assert len({one.api_url, two.api_url, three.api_url}) == 3
    assert threading.active_count() == started


def test_workspaces_run_in_a_process_of_their_own(tmp_path: Path) -> None:
    with playgrounds(MANIFEST, tmp_path, *NAMES, rooms=2) as found:
        assert [apart.name for apart in found] == list(NAMES)
        assert len({apart.team_id for apart in found}) == 3
        one, two, three = found
        slack = one.client()
        assert slack.auth_test()["team_id"] == one.team_id
        room = one.channels["room-2"]
        top = slack.chat_postMessage(channel=room, text="Top", metadata=MARK)["ts"]
        slack.chat_postMessage(channel=room, text="Reply", thread_ts=top)
        slack.chat_postEphemeral(channel=room, user=one.people["lea"], text="Psst")
        for number in range(3):
            slack.chat_postMessage(channel=room, text=str(number))
        arrived = one.messages("room-2")
        assert [message["text"] for message in arrived] == ["Top", "Reply", "0", "1", "2"]
        assert arrived[0]["metadata"] == MARK
        assert one.messages(room) == arrived
        assert two.messages("room-2") == three.messages("room-2") == []
        direct = slack.chat_postMessage(channel=one.people["hugo"], text="For you")["channel"]
        counts = {place["id"]: place["messages"] for place in one.conversations()}
        assert (counts[room], counts[direct]) == (6, 1)
        assert one.messages(direct)[0]["text"] == "For you"


def test_what_goes_wrong_is_ordered_from_another_process(tmp_path: Path) -> None:
    with playgrounds(MANIFEST, tmp_path, "One") as (apart,):
        slack = apart.client()
        apart.goes_wrong("chat.postMessage", "error", code="internal_error", after=True)
        assert code(slack.chat_postMessage, channel="general", text="1") == "internal_error"
        apart.goes_wrong("chat.postMessage", "status", status=503, share=1.0, seed=4)
        with pytest.raises(SlackApiError):
            slack.chat_postMessage(channel="general", text="2")
        apart.goes_right()
        slack.chat_postMessage(channel="general", text="3")
        assert [message["text"] for message in apart.messages("general")] == ["1", "3"]
        counted = apart.tally()["chat.postMessage"]
        assert counted == {"internal_error": 1, "503": 1, "ok": 1}


def test_rates_are_chosen_when_it_starts(tmp_path: Path) -> None:
    with playgrounds(MANIFEST, tmp_path, "One", rates=0.1) as (apart,):
        slack = apart.client()
        for _ in range(CHANNEL_BURST):
            slack.chat_postMessage(channel="general", text="Hi")
        assert code(slack.chat_postMessage, channel="general", text="Hi") == "ratelimited"


@pytest.mark.parametrize(
    ("verb", "what", "body", "status"),
    [
        ("GET", "messages?channel=nowhere", None, 404),
        ("POST", "faults", {"method": "a", "kind": "melt"}, 400),
        ("POST", "faults", {"kind": "slow"}, 400),
        ("POST", "faults", {"method": "a", "kind": "slow", "colour": 1}, 400),
    ],
)
def test_what_the_inspector_cannot_do_is_refused(
    playground: Playground, verb: str, what: str, body: object, status: int
) -> None:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "X-Playground": "1"}
    url = f"{playground.url}/inspector/{what}"
    request = urllib.request.Request(url, data, headers, method=verb)
    with pytest.raises(HTTPError, match=str(status)):
        urllib.request.urlopen(request, timeout=30)


@pytest.mark.parametrize("verb", ["POST", "DELETE"])
def test_a_page_of_another_site_orders_no_mishap(playground: Playground, verb: str) -> None:
    request = urllib.request.Request(f"{playground.url}/inspector/faults", b"{}", method=verb)
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=30)
