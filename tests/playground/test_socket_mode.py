"""Socket Mode: commands, interactions and events over a real WebSocket."""

import json

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.playground import Actor, Playground
from tests.playground.tools import SILENCE, SocketBot


def test_a_bot_is_greeted(bot: SocketBot, playground: Playground) -> None:
    assert bot.hello["type"] == "hello"
    assert bot.hello["num_connections"] == 1
    assert bot.hello["connection_info"]["app_id"] == playground.workspace.app_id


def test_a_ticket_serves_once(playground: Playground) -> None:
    client = WebClient(base_url=playground.api_url)
    url = str(client.apps_connections_open(app_token=playground.app_token)["url"])
    with connect(url) as socket:
        assert json.loads(socket.recv())["type"] == "hello"
    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_a_browser_from_elsewhere_may_not_connect(playground: Playground) -> None:
    page = playground.workspace.link_url.replace("/link/", "/page/?as=lea")
    elsewhere = Origin("https://evil.example")
    with pytest.raises(InvalidStatus), connect(page, origin=elsewhere):
        pass
    with pytest.raises(InvalidStatus), connect(page, additional_headers={"Host": "evil.example"}):
        pass


def test_a_command_arrives_with_every_field(
    bot: SocketBot, playground: Playground, lea: Actor, general: str
) -> None:
    bot.answers["slash_commands"] = lambda payload: {"text": f"You said {payload['text']}"}
    answer = lea.types("/echo  5 > 3 & <b> @hugo")
    payload = bot.heard[0]
    assert payload["text"] == "5 &gt; 3 &amp; &lt;b&gt; @hugo"
    assert payload["command"] == "/echo"
    assert (payload["channel_id"], payload["channel_name"]) == (general, "general")
    assert (payload["user_id"], payload["user_name"]) == (lea.id, "lea")
    assert payload["team_id"] == playground.team_id
    assert payload["is_enterprise_install"] == "false"
    assert {"token", "team_domain", "api_app_id", "response_url", "trigger_id"} <= set(payload)
    assert answer == lea.sees("You said 5 > 3 & <b>", channel="general")
    playground.as_("hugo").does_not_see("You said")


def test_a_command_with_should_escape_gets_ids_for_names(
    bot: SocketBot, playground: Playground, lea: Actor, general: str
) -> None:
    lea.types("/whois @hugo in #general")
    hugo = playground.as_("hugo").id
    assert bot.heard[0]["text"] == f"<@{hugo}|hugo> in <#{general}|general>"


@pytest.mark.parametrize(
    ("channel", "name"), [("@echo", "directmessage"), ("product-leads", "privategroup")]
)
def test_direct_and_private_channels_have_slacks_names(
    bot: SocketBot, lea: Actor, channel: str, name: str
) -> None:
    lea.types("/echo hi", channel=channel)
    assert bot.heard[0]["channel_name"] == name


def test_a_command_that_is_not_registered_never_reaches_the_bot(bot: SocketBot, lea: Actor) -> None:
    lea.types("/nothing at all")
    lea.sees("/nothing is not a valid command")
    assert bot.heard == []


def test_a_command_can_answer_for_everybody(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    bot.answers["slash_commands"] = lambda _: {"text": "All", "response_type": "in_channel"}
    lea.types("/echo hi")
    playground.as_("hugo").sees("All", channel="general")


def test_a_command_without_an_answer_in_time_is_said_to_have_failed(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    playground.delivery.timing.deadline = 0.05
    bot.answers["slash_commands"] = lambda _: SILENCE
    lea.types("/echo hi")
    lea.sees("/echo failed", channel="general")
    assert "did not respond" in lea.notices[-1]
    assert playground.last.outcome.status is None


def test_an_answer_with_bad_blocks_is_refused(bot: SocketBot, lea: Actor) -> None:
    bot.answers["slash_commands"] = lambda _: {"blocks": [{"type": "marquee"}]}
    lea.types("/echo hi")
    lea.sees('/echo failed with the error "invalid_blocks"')


def test_a_redelivery_is_the_same_payload_and_shows_nothing(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    bot.answers["slash_commands"] = lambda _: {"text": f"Answer {len(bot.heard)}"}
    lea.types("/echo hi")
    assert playground.redeliver().body == {"text": "Answer 1"}
    assert bot.heard[0] == bot.heard[1]
    lea.does_not_see("Answer 1")


def test_an_event_without_an_ack_comes_again(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    playground.delivery.timing.deadline = 0.05
    playground.delivery.timing.retries = (0.0, 0.0)
    bot.answers["event_callback"] = lambda _: SILENCE if len(bot.heard) < 2 else None
    lea.types("Is anybody there?")
    lea.waits_until(lambda: len(playground.delivery.delivered) == 3, "the third attempt")
    attempts = [one.parcel.attempt for one in playground.delivery.delivered]
    assert attempts == [0, 1, 2]
    assert len({one["event_id"] for one in bot.heard}) == 1
    assert playground.last.outcome.status == 200


def test_each_envelope_goes_to_one_of_several_connections(
    bot: SocketBot, playground: Playground, lea: Actor
) -> None:
    with SocketBot(playground) as second:
        assert second.hello["num_connections"] == 2
        assert playground.link.wait_for_connections(2, 5)
        for number in range(6):
            lea.types(f"/echo {number}")
        assert len(bot.heard) + len(second.heard) == 6
        assert bot.heard
        assert second.heard


def test_a_bolt_app_answers_and_reconnects_when_asked(playground: Playground, lea: Actor) -> None:
    app = App(
        client=WebClient(playground.bot_token, base_url=playground.api_url),
        signing_secret=playground.signing_secret,
        process_before_response=True,
    )
    app.command("/echo")(lambda ack, command: ack(f"Bolt heard {command['text']}"))
    app.event("message")(lambda: None)
    handler = SocketModeHandler(app, playground.app_token, ping_interval=0.2)
    try:
        handler.connect()
        assert playground.link.wait_for_connections(1, 5)
        lea.types("/echo one")
        lea.sees("Bolt heard one")
        playground.disconnects()
        assert playground.link.wait_for_connections(1, 5)
        lea.types("/echo two")
        lea.sees("Bolt heard two")
        playground.hangs_up()
        assert playground.link.wait_for_connections(1, 5)
        lea.types("/echo three")
        lea.sees("Bolt heard three")
    finally:
        handler.close()
