"""A manifest and the smallest bots that can talk to the playground."""

import json
import threading
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bot.playground import Playground

Json = dict[str, Any]
Answer = Callable[[Json], Json | None]
SCOPES = [
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:read",
    "mpim:write",
    "reactions:write",
    "usergroups:read",
    "users:read",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "channel_left",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "subteam_created",
    "subteam_members_changed",
    "subteam_updated",
    "team_join",
    "user_change",
]
MANIFEST: Json = {
    "display_information": {"name": "Echo"},
    "features": {
        "bot_user": {"display_name": "echo"},
        "app_home": {"home_tab_enabled": True},
        "slash_commands": [
            {"command": "/echo", "description": "Says it again", "usage_hint": "<words>"},
            {"command": "/whois", "description": "Who is it", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"},
            {"name": "New", "type": "global", "callback_id": "new", "description": "A new one"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
    },
}
MARK: Json = {"event_type": "delivery", "event_payload": {"id": "d1"}}
SILENCE: Json = {"silence": True}


def without(*scopes: str) -> Json:
    """The manifest without these scopes."""
    kept = [scope for scope in SCOPES if scope not in scopes]
    return MANIFEST | {"oauth_config": {"scopes": {"bot": kept}}}


def client(playground: Playground, token: str | None = None) -> WebClient:
    """A client with the bot token or another, without retries."""
    chosen = playground.bot_token if token is None else token
    return WebClient(chosen, base_url=playground.api_url, timeout=30, retry_handlers=[])


def refused(call: Callable[..., Any], **arguments: Any) -> Json:
    """The body of the refusal that this call must get."""
    with pytest.raises(SlackApiError) as caught:
        call(**arguments)
    body = caught.value.response.data
    assert isinstance(body, dict)
    return body


def code(call: Callable[..., Any], **arguments: Any) -> str:
    """The error code that this call must get."""
    return str(refused(call, **arguments)["error"])


def section(text: str = "Hello", **more: Any) -> Json:
    """A section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str = "press", **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, **more: Any) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def field(block_id: str, label: str, **more: Any) -> Json:
    """An input block with a text field named `value`."""
    element = {"type": "plain_text_input", "action_id": "value"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **more,
    }


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks or [field("words", "Words")]),
        **more,
    }


class SocketBot:
    """A bot on Socket Mode; `answers` gives the ack payload for an envelope type."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.heard: list[Json] = []
        self.answers: dict[str, Answer] = {}
        self.hello: Json = {}
        self._condition = threading.Condition()
        self._stack = ExitStack()
        self._socket: ClientConnection
        self._thread = threading.Thread(target=self._listen)

    def __enter__(self) -> Self:
        client = WebClient(base_url=self.playground.api_url)
        url = client.apps_connections_open(app_token=self.playground.app_token)["url"]
        self._socket = self._stack.enter_context(connect(str(url), compression=None))
        self.hello = json.loads(self._socket.recv())
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()
        self._thread.join()

    def hears(self, met: Callable[[Json], bool]) -> Json:
        """Waits for an envelope's payload of which `met` holds."""
        found: list[Json] = []

        def look() -> bool:
            found.extend(one for one in self.heard if met(one) and one not in found)
            return bool(found)

        with self._condition:
            assert self._condition.wait_for(look, 5), f"heard only {self.heard}"
        return found[0]

    def hears_event(self, kind: str) -> Json:
        """Waits for an event of this type; returns the event inside."""
        event: Json = self.hears(lambda one: one.get("event", {}).get("type") == kind)["event"]
        return event

    def _listen(self) -> None:
        try:
            for message in self._socket:
                self._take(json.loads(message))
        except ConnectionClosed:
            return

    def _take(self, envelope: Json) -> None:
        payload = envelope.get("payload", envelope)
        answer = self.answers.get(payload.get("type", envelope["type"]))
        body = answer(payload) if answer else None
        with self._condition:
            self.heard.append(payload)
            self._condition.notify_all()
        if body is SILENCE or "envelope_id" not in envelope:
            return
        ack: Json = {"envelope_id": envelope["envelope_id"]}
        self._socket.send(json.dumps(ack | {"payload": body} if body is not None else ack))


class HttpBot:
    """A bot behind a request URL; `answer` gives status and body for a request."""

    def __init__(self) -> None:
        self.heard: list[tuple[Json, str, Json]] = []
        self.statuses: list[int] = []
        self.body: Json | None = None
        self.release = threading.Event()
        self.slow = False
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                bot.heard.append((dict(self.headers), body, bot.read(self.headers, body)))
                if bot.slow:
                    bot.release.wait(5)
                self.send_response(bot.statuses.pop(0) if bot.statuses else 200)
                if bot.body is not None:
                    self.send_header("Content-Type", "application/json")
                self.end_headers()
                if bot.body is not None:
                    self.wfile.write(json.dumps(bot.body).encode())

            def log_message(self, *args: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """The request URL."""
        return f"http://127.0.0.1:{self.server.server_port}/slack/events"

    def read(self, headers: Any, body: str) -> Json:
        """What a body says."""
        if "json" in headers["Content-Type"]:
            parsed: Json = json.loads(body)
            return parsed
        form = {name: values[0] for name, values in parse_qs(body).items()}
        return dict(json.loads(form["payload"])) if "payload" in form else form

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.release.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
