"""Response URLs: what they change, and when they end."""

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import Actor, Playground

NOBODY = "U0AAAAAAAAA"


def response_url(playground: Playground, lea: Actor, general: str, ts: str | None = None) -> str:
    secret = playground.workspace.response_urls.give(lea.id, general, ts)
    return f"{playground.url}/commands/response/{secret}"


# https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
def test_a_response_url_answers_five_times(
    playground: Playground, lea: Actor, general: str
) -> None:
    hook = WebhookClient(response_url(playground, lea, general), retry_handlers=[])
    for number in range(5):
        answer = hook.send(text=f"Answer {number}")
        assert (answer.status_code, answer.body) == (200, "ok")
    lea.sees("Answer 4", channel="general")
    playground.as_("hugo").does_not_see("Answer 4")
    answer = hook.send(text="One too many")
    assert (answer.status_code, answer.body) == (404, "used_url")


# https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
def test_a_response_url_expires(playground: Playground, lea: Actor, general: str) -> None:
    url = response_url(playground, lea, general)
    playground.workspace.response_urls.seconds = 0
    answer = WebhookClient(url, retry_handlers=[]).send(text="Late")
    assert (answer.status_code, answer.body) == (404, "expired_url")


def test_a_response_url_replaces_and_deletes_its_message(
    playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    ts = slack.chat_postEphemeral(channel=general, user=lea.id, text="First")["message_ts"]
    hook = WebhookClient(response_url(playground, lea, general, ts), retry_handlers=[])
    hook.send(text="Second", replace_original=True)
    lea.sees("Second")
    lea.does_not_see("First")
    hook.send(delete_original=True)
    lea.does_not_see("Second")
    hook.send(text="For all", response_type="in_channel")
    playground.as_("hugo").sees("For all", channel="general")


def test_a_response_url_refuses_bad_blocks(
    playground: Playground, lea: Actor, general: str
) -> None:
    hook = WebhookClient(response_url(playground, lea, general), retry_handlers=[])
    answer = hook.send_dict({"blocks": [{"type": "marquee"}]})
    assert (answer.status_code, answer.body) == (400, "invalid_blocks")
