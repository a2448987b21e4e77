"""Says a reply to Slack after the commit; nothing here raises."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient

from bot import clock
from bot.feature import Event, FormClick, GlobalShortcut, HomeClick, OptionsRequest, Submission
from bot.i18n import Translator
from bot.payload import Request
from bot.replies import (
    Answer,
    Delete,
    Done,
    FormErrors,
    Json,
    Message,
    OpenForm,
    Options,
    PublishHome,
    PushForm,
    Replace,
    Reply,
    UpdateForm,
    form,
)

# The longest that a call made for a listener may take, and the least it is given, in seconds.
TIMEOUT, LEAST = 2, 0.2

# What a call to Slack raises.
FAILURES = (SlackClientError, OSError, HTTPException)

log = structlog.get_logger()


def speak(
    reply: Reply | None, request: Request, ack: Ack, client: WebClient, t: Translator
) -> None:
    """Say a reply at the door its request came through, then let Slack go.

    What can't be said (an expired trigger, a time-out) is replaced by words where Slack still
    gives a way to say them, and logged; the change it tells about is committed either way.
    """
    client.timeout = _patience(request)
    try:
        _SAY[type(reply)](reply, request, ack, client)
    except FAILURES as error:
        log.warning("reply not said", reply=type(reply).__name__, error=str(error))
        _fall_back(reply, request, ack, t, heard=isinstance(error, SlackClientError))


def notice(words: str, request: Request, t: Translator) -> Reply | None:
    """A sentence as the reply that this request's door can say; None where nobody listens."""
    listener = request.listener
    if isinstance(listener, Event):
        return None
    if isinstance(listener, OptionsRequest):
        return Options(())
    if isinstance(listener, Submission):
        beside = field(request)
        bare = words.replace("*", "").replace("`", "")
        return FormErrors({beside: bare}) if beside else UpdateForm(_note(words, t))
    if isinstance(listener, FormClick):
        return PushForm(_note(words, t))
    if isinstance(listener, (HomeClick, GlobalShortcut)):
        return OpenForm(_note(words, t))
    return Answer(Message(words))


def field(request: Request) -> str:
    """The field of a submitted form beside which a sentence is said; empty where there is none.

    Slack shows it letter by letter there: no mention, nothing bold.
    """
    if not isinstance(request.listener, Submission):
        return ""
    fields = [block["block_id"] for block in request.view["blocks"] if block["type"] == "input"]
    return fields[0] if fields else ""


def _note(words: str, t: Translator) -> Json:
    blocks = [SectionBlock(text=words[:3000])]
    return form(View(type="modal", title=t("Product Ops"), close=t("Close"), blocks=blocks))


def _fall_back(
    reply: Reply | None, request: Request, ack: Ack, t: Translator, *, heard: bool
) -> None:
    """Say words instead, where there is a way and the time.

    Args:
        heard: whether Slack refused; otherwise it may have done what it was asked.
    """
    words = t("Slack did not let me show this in time. Please try once more: nothing is lost.")
    said = reply.message if isinstance(reply, Answer | Replace) else Message(words)
    if "command" in request.body:
        ack(response_type="ephemeral", **said.body)
        return
    once = heard or not isinstance(reply, Answer | Replace | Delete)
    if request.response_url and once and request.until - clock.elapsed() > LEAST:
        try:
            _respond(request, {"replace_original": False, **said.body})
        except FAILURES as error:
            log.error("reply lost", error=str(error))
    ack()


def _patience(request: Request) -> Any:
    # Seconds, so that the ack is in time; slack_sdk takes a part of one, its types do not.
    return max(LEAST, min(TIMEOUT, request.until - clock.elapsed()))


def _respond(request: Request, body: Json) -> None:
    webhook = WebhookClient(request.response_url, timeout=_patience(request), retry_handlers=[])
    answer = webhook.send_dict({"response_type": "ephemeral", **body})
    if answer.status_code != 200:
        raise SlackClientError(f"response_url answered {answer.status_code}: {answer.body}")


def _answer(reply: Answer, request: Request, ack: Ack, client: WebClient) -> None:
    if "command" in request.body:
        ack(response_type="ephemeral", **reply.message.body)
    else:
        _respond(request, {"replace_original": False, **reply.message.body})
        ack()


def _replace(reply: Replace, request: Request, ack: Ack, client: WebClient) -> None:
    _respond(request, {"replace_original": True, **reply.message.body})
    ack()


def _delete(reply: Delete, request: Request, ack: Ack, client: WebClient) -> None:
    _respond(request, {"delete_original": True})
    ack()


def _open(reply: OpenForm, request: Request, ack: Ack, client: WebClient) -> None:
    client.views_open(trigger_id=request.trigger_id, view=reply.view)
    ack()


def _update(reply: UpdateForm, request: Request, ack: Ack, client: WebClient) -> None:
    if isinstance(request.listener, Submission):
        ack(response_action="update", view=reply.view)
    else:
        shown = request.view
        client.views_update(view_id=shown["id"], hash=shown.get("hash"), view=reply.view)
        ack()


def _push(reply: PushForm, request: Request, ack: Ack, client: WebClient) -> None:
    if isinstance(request.listener, Submission):
        ack(response_action="push", view=reply.view)
    else:
        client.views_push(trigger_id=request.trigger_id, view=reply.view)
        ack()


def _errors(reply: FormErrors, request: Request, ack: Ack, client: WebClient) -> None:
    ack(response_action="errors", errors=dict(reply.errors))


def _publish(reply: PublishHome, request: Request, ack: Ack, client: WebClient) -> None:
    client.views_publish(user_id=request.user, view=reply.view)
    ack()


def _options(reply: Options, request: Request, ack: Ack, client: WebClient) -> None:
    choices = [
        {"text": {"type": "plain_text", "text": text}, "value": value}
        for text, value in reply.options
    ]
    ack(options=choices)


def _nothing(reply: Done | None, request: Request, ack: Ack, client: WebClient) -> None:
    ack()


_SAY: dict[type[Any], Callable[[Any, Request, Ack, WebClient], None]] = {
    Answer: _answer,
    Replace: _replace,
    Delete: _delete,
    OpenForm: _open,
    UpdateForm: _update,
    PushForm: _push,
    FormErrors: _errors,
    PublishHome: _publish,
    Options: _options,
    Done: _nothing,
    type(None): _nothing,
}
