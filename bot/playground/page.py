"""The server side of the page in the browser: the state it draws, the gestures it sends."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_from_directory

from bot.playground import happenings, screen
from bot.playground.chatting import Chatting
from bot.playground.console import Console
from bot.playground.gestures import Gestures
from bot.playground.link import host_name
from bot.playground.records import Json, Message, Person, View
from bot.playground.refusing import refusal
from bot.playground.state import Workspace

STATIC = Path(__file__).parent / "static"

Gesture = Callable[[Person, Json], Json]


@dataclass(frozen=True)
class Page:
    """The page's routes. `link_port` is where its WebSocket is."""

    workspace: Workspace
    gestures: Gestures
    console: Console
    link_port: int

    def blueprint(self) -> Blueprint:
        """`/`, `/static/…`, what the page reads, and a POST route per gesture."""
        routes = Blueprint("page", __name__)
        routes.add_url_rule("/", "index", lambda: self._static("index.html"))
        routes.add_url_rule("/static/<path:name>", "static", self._static)
        routes.add_url_rule("/page/state", "state", self.state)
        for name, read in self.console.reads().items():
            routes.add_url_rule(f"/page/{name}", f"read_{name}", self._reading(read))
        for name, gesture in {**self._gestures(), **self.console.gestures()}.items():
            routes.add_url_rule(f"/page/{name}", name, self._doing(gesture), methods=["POST"])
        routes.after_request(self._guarded)
        return routes

    def state(self) -> Response:
        """Everything one person's screen shows: `?as=U…`, by default the first person's.

        Of the channels, only `in=C…` has its messages; where it is none that this person sees,
        the first public one has them. `thread=…` is the `ts` of the message whose thread is open.
        """
        try:
            with self.workspace.lock:
                asked = request.args.get("as") or next(iter(self.workspace.people))
                me = self.workspace.person(asked)
                place, thread = request.args.get("in", ""), request.args.get("thread", "")
                shown = screen.state(self.workspace, me, place, thread) | self._address(me)
                return _json(shown | self.console.shown(me))
        except KeyError as error:
            return _json({"error": str(error.args[0])}, 400)

    def _gestures(self) -> dict[str, Gesture]:
        return {
            **Chatting(self.workspace, self.gestures).named(),
            "click": self._click,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "home": self._home,
            "suggest": self._suggest,
        }

    def _address(self, me: Person) -> Json:
        """Where the page listens for what changes on this person's screen."""
        return {"socket": f"ws://{host_name(request.host)}:{self.link_port}/page/?as={me.id}"}

    def _reading(self, read: Callable[[Person], Json]) -> Callable[[], Response]:
        def route() -> Response:
            try:
                asked = request.args.get("as") or next(iter(self.workspace.people))
                return _json(read(self.workspace.person(asked)))
            except KeyError as error:
                return _json({"error": str(error.args[0])}, 400)

        return route

    def _doing(self, gesture: Gesture) -> Callable[[], Response]:
        def route() -> Response:
            # A form of another site cannot set a header.
            if request.headers.get("X-Playground") != "1":
                return _json({"error": "The header X-Playground is missing."}, 403)
            body = request.get_json(silent=True)
            if not isinstance(body, dict):
                return _json({"error": "Send a JSON object."}, 400)
            try:
                return _json(gesture(self.workspace.person(str(body.get("as"))), body))
            except KeyError as error:
                return _json({"error": f"Missing or unknown: {error.args[0]}"}, 400)
            except ValueError as error:
                return _json({"error": str(error)}, 400)

        return route

    def _surface(self, me: Person, where: Json) -> Message | View:
        """The message `{"channel", "ts"}` or view `{"view_id"}` of a gesture."""
        if "view_id" in where:
            view = self.workspace.view(where["view_id"])
            if view is None or view.user != me.id:
                raise refusal(me, "form_gone")
            return view
        channel = self.workspace.channel(where["channel"])
        message = channel.messages.get(where["ts"])
        if message is None or not self.workspace.shows(channel, message, me.id):
            raise refusal(me, "gone")
        return message

    def _put(self, me: Person, surface: Message | View, values: Any) -> None:
        """Puts `{block_id: {action_id: value}}` into the fields, as `state.values` keeps them."""
        for block_id, fields in (values or {}).items():
            for action_id, value in fields.items():
                where = {"block_id": block_id, "action_id": action_id}
                self.gestures.put(me, surface, where, value)

    def _click(self, me: Person, body: Json) -> Json:
        surface = self._surface(me, body["where"])
        self._put(me, surface, body.get("values"))
        action = {"block_id": body["block_id"], "action_id": body["action_id"]}
        chosen = body.get("chosen", {})
        return {"taken": self.gestures.click(me, surface, action | chosen)}

    def _submit(self, me: Person, body: Json) -> Json:
        surface = self._surface(me, {"view_id": body["view_id"]})
        if not isinstance(surface, View):
            raise ValueError("Only a form can be submitted.")
        self._put(me, surface, body.get("values"))
        return {"errors": self.gestures.submit(me, surface)}

    def _close(self, me: Person, body: Json) -> Json:
        surface = self._surface(me, {"view_id": body["view_id"]})
        if isinstance(surface, View):
            self.gestures.close(me, surface, bool(body.get("everything")))
        return {}

    def _shortcut(self, me: Person, body: Json) -> Json:
        shortcut = self.workspace.manifest.shortcut(body["callback_id"])
        if shortcut is None:
            raise ValueError("The manifest has no such shortcut.")
        if shortcut.kind == "global":
            where = self.workspace.channel(body["channel"]) if body.get("channel") else None
            taken = self.gestures.global_shortcut(me, shortcut.callback_id, where)
            return {"taken": taken}
        message = self._surface(me, {"channel": body["channel"], "ts": body["ts"]})
        if not isinstance(message, Message):
            raise ValueError("A message shortcut needs a message.")
        return {"taken": self.gestures.message_shortcut(me, message, shortcut.callback_id)}

    def _home(self, me: Person, body: Json) -> Json:
        tab = str(body.get("tab", "home"))
        if tab not in ("home", "messages"):
            raise ValueError("The app has no such tab.")
        happenings.open_home(self.workspace, me.id, tab)
        return {}

    def _suggest(self, me: Person, body: Json) -> Json:
        surface = self._surface(me, body["where"])
        asked = {name: body[name] for name in ("block_id", "action_id", "value")}
        return {"groups": self.gestures.suggest_groups(me, surface, asked)}

    def _static(self, name: str) -> Response:
        return send_from_directory(STATIC, name)

    def _guarded(self, response: Response) -> Response:
        """Nothing from elsewhere runs or shows in the page."""
        port = self.link_port
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            "img-src 'self' data:; "
            f"connect-src 'self' ws://127.0.0.1:{port} ws://localhost:{port}; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def _json(body: Json, status: int = 200) -> Response:
    answer = json.dumps(body, ensure_ascii=False)
    response = Response(answer, status=status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
