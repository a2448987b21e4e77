"""Signed HTTP: the request URL gets what Slack would post to it."""

import json
from collections.abc import Iterator

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground import Actor, Playground
from tests.playground.tools import HttpBot, button, section


@pytest.fixture
def site(playground: Playground) -> Iterator[HttpBot]:
    with HttpBot() as running:
        playground.deliver_to(running.url)
        yield running


def test_a_command_is_posted_as_a_form_with_a_good_signature(
    site: HttpBot, playground: Playground, lea: Actor
) -> None:
    site.body = {"text": "Heard"}
    lea.types("/echo été & more")
    headers, body, payload = site.heard[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (payload["command"], payload["text"]) == ("/echo", "été &amp; more")
    assert SignatureVerifier(playground.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)
    lea.sees("Heard", channel="general")


def test_an_interaction_is_posted_as_a_payload_field(site: HttpBot, lea: Actor) -> None:
    lea.shortcut("New")
    _, body, payload = site.heard[0]
    assert body.startswith("payload=")
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "new")


def test_an_event_is_posted_as_json(site: HttpBot, playground: Playground, lea: Actor) -> None:
    said = lea.types("Hello")
    assert said is not None
    assert playground.settles()
    headers, body, payload = site.heard[0]
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body) == payload
    assert payload["event"]["ts"] == said.ts
    assert "X-Slack-Retry-Num" not in headers


def test_a_failing_bot_is_said_to_have_failed(site: HttpBot, lea: Actor) -> None:
    site.statuses = [500]
    lea.types("/echo hi")
    lea.sees('/echo failed with the error "dispatch_failed"', channel="general")


def test_a_late_bot_is_said_not_to_have_responded(
    site: HttpBot, playground: Playground, lea: Actor
) -> None:
    playground.delivery.timing.deadline = 0.05
    site.slow = True
    lea.types("/echo hi")
    site.release.set()
    lea.sees("did not respond", channel="general")


def test_an_unreachable_bot_is_said_not_to_have_responded(
    playground: Playground, lea: Actor
) -> None:
    playground.deliver_to("http://127.0.0.1:9/slack/events")
    lea.types("/echo hi")
    lea.sees("did not respond", channel="general")


def test_an_event_comes_again_three_times_with_the_reason(
    site: HttpBot, playground: Playground, lea: Actor
) -> None:
    playground.delivery.timing.retries = (0.0, 0.0, 0.0)
    site.statuses = [500, 500, 500, 500]
    lea.types("Hello")
    lea.waits_until(lambda: len(playground.delivery.delivered) == 4, "the last attempt")
    retries = [
        (headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason"))
        for headers, _, _ in site.heard
    ]
    reason = "http_error"
    assert retries == [(None, None), ("1", reason), ("2", reason), ("3", reason)]
    assert len({payload["event_id"] for _, _, payload in site.heard}) == 1
    assert playground.settles(0)


def test_a_redelivery_is_signed_anew_with_the_same_body(
    site: HttpBot, playground: Playground, lea: Actor
) -> None:
    lea.types("/echo hi")
    assert playground.redeliver().status == 200
    (_, first, _), (headers, again, _) = site.heard
    assert first == again
    assert SignatureVerifier(playground.signing_secret).is_valid_request(again, headers)


def test_a_click_on_an_ephemeral_message_carries_no_message(site: HttpBot, lea: Actor) -> None:
    site.body = {"blocks": [section(accessory=button("Undo", value="7"))]}
    lea.types("/echo hi")
    site.body = None
    assert lea.clicks("Undo")
    payload = site.heard[-1][2]
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    assert payload["actions"][0]["value"] == "7"
    assert payload["response_url"] != site.heard[0][2]["response_url"]
