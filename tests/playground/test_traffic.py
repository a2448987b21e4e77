"""The traffic between Slack and the bot, as the inspector shows it and a shell repeats it."""

import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from slack_sdk import WebClient, WebhookClient

from bot import clock
from bot.playground import Playground, curl
from bot.playground.calls import REMEMBERED
from bot.playground.delivery import COMMAND, EVENT, Delivered, Outcome, Parcel
from bot.playground.traffic import SHOWN
from tests.page import Page
from tests.playground.tools import SILENCE, HttpBot, Json, SocketBot, actions, button, section

# What a shell, a form and JSON each read in a way of their own.
NASTY = "It's \"quoted\" $(echo ran) `echo ran` \\n \\' & <b>é 😀</b> %41 +\nnext ; # @file = 1"


@pytest.fixture
def lea(playground: Playground) -> Page:
    return Page(playground.url, playground.as_("lea").id)


@pytest.fixture
def hugo(playground: Playground) -> Page:
    return Page(playground.url, playground.as_("hugo").id)


def run(command: str) -> str:
    """What a shell prints for a command."""
    done = subprocess.run(
        ["bash", "-o", "pipefail"],
        input=f"{command} --silent --show-error",
        capture_output=True,
        text=True,
        timeout=10,
        check=True,
    )
    return done.stdout


def _is_command(one: Json) -> bool:
    return one.get("kind") == COMMAND


def traffic(page: Page, met: Callable[[Json], bool]) -> Json:
    """The latest call or delivery of which `met` holds."""
    shown = page.reads("calls")
    return next(one for one in reversed(shown["calls"] + shown["deliveries"]) if met(one))


def test_the_traffic_is_read_bit_by_bit(
    playground: Playground, slack: WebClient, lea: Page, general: str
) -> None:
    slack.chat_postMessage(channel=general, text="1")
    first = lea.reads("calls")
    assert [one["method"] for one in first["calls"]][-1:] == ["chat.postMessage"]
    assert first["calls"][-1]["number"] == first["newest"]
    slack.auth_test()
    second = lea.reads("calls", since=first["newest"])
    assert [one["method"] for one in second["calls"]] == ["auth.test"]
    assert (second["left_out"], second["newest"]) == (0, first["newest"] + 1)
    assert lea.reads("calls", since=second["newest"])["calls"] == []
    for _ in range(SHOWN + 5):
        slack.auth_test()
    third = lea.reads("calls", since=second["newest"])
    assert (len(third["calls"]), third["left_out"]) == (SHOWN, 5)


def test_a_delivery_shows_how_long_its_answer_took_and_what_was_called_meanwhile(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Page, general: str
) -> None:
    def answer(payload: Json) -> Json:
        slack.auth_test()
        return {"text": "Done"}

    bot.answers["slash_commands"] = answer
    lea.types("/echo hi")
    shown = lea.reads("calls")
    delivery = next(one for one in shown["deliveries"] if one["kind"] == COMMAND)
    call = next(one for one in shown["calls"] if one["number"] == delivery["calls"][0])
    assert call["method"] == "auth.test"
    assert 0 < call["seconds"] <= delivery["seconds"] < shown["deadline"] == 3.0
    assert delivery["when"] == pytest.approx(clock.now().timestamp(), abs=60)
    body = {"text": "Later"}
    WebhookClient(delivery["payload"]["response_url"]).send_dict(body)
    later = traffic(lea, lambda one: one.get("method") == "response_url")
    assert (later["origin"], later["arguments"]) == (delivery["number"], body)


def test_an_answer_that_slack_would_refuse_and_one_that_never_came_are_marked(
    playground: Playground, bot: SocketBot, lea: Page, general: str
) -> None:
    blocks = [actions(*(button("Press", "press") for _ in range(26)))]
    bot.answers["slash_commands"] = lambda _: {"text": "Too much", "blocks": blocks}
    lea.types("/echo hi")
    number = traffic(lea, lambda one: one.get("kind") == COMMAND)["number"]
    refused = lea.reads("calls")["refused"][str(number)]
    assert refused["error"] == "invalid_blocks"
    assert refused["response_metadata"]["messages"]
    playground.delivery.timing.deadline = 0.05
    bot.answers["slash_commands"] = lambda _: SILENCE
    lea.types("/echo hi")
    late = traffic(lea, lambda one: one.get("kind") == COMMAND)
    assert late["status"] is None
    assert late["seconds"] >= 0.05


def test_a_call_copied_as_curl_does_the_same_in_a_shell(
    playground: Playground, slack: WebClient, lea: Page, general: str
) -> None:
    blocks = [section(NASTY, block_id="a"), actions(button("Press", "press"), block_id="b")]
    slack.chat_postMessage(channel=general, text=NASTY, blocks=blocks)
    slack.api_call("chat.postMessage", json={"channel": general, "text": NASTY, "mrkdwn": False})
    slack.apps_connections_open(app_token=playground.app_token)
    numbers = [one["number"] for one in lea.reads("calls")["calls"]][-3:]
    answers = [run(lea.reads("curl", number=number)["command"]) for number in numbers]
    assert all('"ok": true' in answer for answer in answers), answers
    with_blocks, plain, copy, other = playground.workspace.channels[general].messages.values()
    assert (copy.text, copy.blocks) == (with_blocks.text, with_blocks.blocks)
    assert other.text == plain.text == NASTY


def test_a_delivery_copied_as_curl_reaches_the_bot_whichever_way_it_is_connected(
    playground: Playground, bot: SocketBot, lea: Page, general: str
) -> None:
    bot.answers["slash_commands"] = lambda payload: {"text": payload["text"]}
    lea.types(f"/echo {NASTY}")
    command = lea.reads("curl", number=traffic(lea, _is_command)["number"])["command"]
    assert "X-Slack-Signature: v0=" in command
    assert "echo ran" in run(command)
    sent = [one for one in bot.heard if one.get("command") == "/echo"]
    assert len(sent) == 2
    assert sent[0] == sent[1]
    forged = command.replace("v0=", "v0=0", 1)
    assert run(forged).startswith("The signature is wrong")
    with HttpBot() as other:
        playground.deliver_to(other.url)
        run(lea.reads("curl", number=traffic(lea, _is_command)["number"])["command"])
        headers, _, payload = other.heard[-1]
        assert payload["text"] == sent[0]["text"]
        assert headers["X-Slack-Signature"].startswith("v0=")


def test_events_and_interactions_are_copied_too_and_long_ones_pass_the_shell(
    playground: Playground, bot: SocketBot, lea: Page
) -> None:
    url = f"{playground.url}/slack/events"
    event = Parcel(EVENT, {"event": {"type": "team_join"}, "words": NASTY}, 1, "http_timeout")
    run(curl.delivery(playground.workspace, event, url))
    assert playground.last.parcel == event
    click = Parcel("interactive", {"type": "block_actions", "words": NASTY + "x" * 200_000})
    run(curl.delivery(playground.workspace, click, url))
    assert bot.heard[-1] == click.payload
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(url, b"{}", timeout=30)


def test_what_is_forgotten_can_not_be_copied_any_more(hugo: Page) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        hugo.reads("curl", number=99)
    with caught.value as answer:
        assert "C’est trop ancien" in answer.read().decode()


def test_uploads_and_answers_later_are_copied_as_what_they_were(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Page, general: str
) -> None:
    lea.types("/echo hi")
    url = traffic(lea, _is_command)["payload"]["response_url"]
    WebhookClient(url).send(text=NASTY)
    later = lea.reads("curl", number=traffic(lea, lambda one: "method" in one)["number"])
    run(later["command"])
    said = [one.text for one in playground.workspace.channels[general].messages.values()]
    assert said.count(NASTY) == 2
    place = slack.files_getUploadURLExternal(filename="a.txt", length=1)
    urllib.request.urlopen(place["upload_url"], b"x", timeout=30).close()
    upload = lea.reads("curl", number=traffic(lea, lambda one: "method" in one)["number"])
    words = shlex.split(upload["command"].replace("\\\n", ""))
    assert words == ["curl", place["upload_url"], "--data-binary", "@FILE"]


def test_the_deliveries_of_late_take_little_memory(playground: Playground) -> None:
    delivered = playground.delivery.delivered
    for number in range(REMEMBERED + 1):
        delivered.keep(Delivered(Parcel(EVENT, {"number": number}), {}, Outcome(200)))
    assert len(delivered) == REMEMBERED
    for _ in range(30):
        delivered.keep(Delivered(Parcel(EVENT, {"words": "x" * 1_000_000}), {}, Outcome(200)))
    assert len(delivered) < 20
