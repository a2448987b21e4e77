"""The Web API over HTTP: who calls, may they, what goes wrong, what is answered."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Request, Response, request

from bot import clock
from bot.playground import (
    chat_methods,
    conversation_methods,
    file_methods,
    messages,
    people_methods,
    posting,
    realtime,
    uploads,
    view_methods,
)
from bot.playground.call import Call, Method
from bot.playground.faults import Fault
from bot.playground.limits import Limiter
from bot.playground.records import Json, RecordedCall
from bot.playground.refusals import Refused
from bot.playground.state import Workspace

METHODS: dict[str, Method] = {
    **people_methods.METHODS,
    **conversation_methods.METHODS,
    **chat_methods.METHODS,
    **file_methods.METHODS,
    **view_methods.METHODS,
}
LOST = "playground.lost"
RATE_LIMITED = "ratelimited"

# What came of a call ("ok", Slack's error code, "lost", an HTTP status), and its answer.
Said = tuple[str, Response]


@dataclass(frozen=True)
class Api:
    """The Web API of one workspace; without a limiter there are no rate limits."""

    workspace: Workspace
    limiter: Limiter | None

    def blueprint(self) -> Blueprint:
        """The routes of Slack's own addresses: the API, response URLs and files."""
        routes = Blueprint("slack", __name__)
        routes.add_url_rule("/api/<method>", "call", self.call, methods=["GET", "POST"])
        routes.add_url_rule(
            "/commands/response/<secret>", "respond", self.respond, methods=["POST"]
        )
        routes.add_url_rule("/upload/v1/<secret>", "upload", self.upload, methods=["POST"])
        routes.add_url_rule("/files-pri/<place>/<path:name>", "download", self.download)
        return routes

    def call(self, method: str) -> Response:
        """Answers a Web API call."""
        arguments, token = _arguments(request)
        return self._through(method, arguments, lambda: self._called(method, arguments, token))

    def respond(self, secret: str) -> Response:
        """Answers a post to a response_url: `ok`, or 404 with the reason."""
        body = request.get_json(force=True, silent=True)
        seen = body if isinstance(body, dict) else {}
        return self._through("response_url", seen, lambda: self._responded(secret, body))

    def upload(self, secret: str) -> Response:
        """Takes the bytes of a file, whole as the body or as the form's file."""
        content = uploads.content_of(request)
        seen = {"bytes": len(content)}
        return self._through("upload_url", seen, lambda: self._uploaded(secret, content))

    def download(self, place: str, name: str) -> Response:
        """A file's bytes, for the app's token and for people at this machine."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        bot = scheme == "Bearer" and token.strip() == self.workspace.bot_token
        return uploads.answer(
            self.workspace, place.partition("-")[2], bot or uploads.local(request)
        )

    def _through(self, name: str, arguments: Json, act: Callable[[], Said]) -> Response:
        """Answers, unless something is to go wrong, and records what the caller gets."""
        began = realtime.elapsed()
        fault = self.workspace.faults.next(name)
        if fault is None:
            outcome, response = act()
        else:
            outcome, response = _mishap(fault, act)
        text = response.get_data(as_text=True)
        late = fault.seconds if fault is not None and fault.kind == "slow" else 0.0
        call = RecordedCall(
            name,
            arguments,
            outcome,
            response.status_code,
            text,
            at=realtime.wall(),
            url=f"{self.workspace.base_url}{request.path}",
            seconds=realtime.elapsed() - began + late,
            when=clock.now().timestamp(),
            fault=fault.kind if fault is not None else "",
        )
        self.workspace.record(call)
        if late:
            self.workspace.closing.wait(late)
        return response

    def _called(self, method: str, arguments: Json, token: str | None) -> Said:
        outcome, response = _json(self._answer(method, arguments, token))
        response.headers["x-oauth-scopes"] = ",".join(sorted(self.workspace.manifest.scopes))
        return outcome, response

    def _uploaded(self, secret: str, content: bytes) -> Said:
        try:
            return _text(uploads.take(self.workspace, secret, content))
        except Refused as refusal:
            return _text(refusal.code, 404 if refusal.code == "unknown_upload" else 400)

    def _responded(self, secret: str, body: Any) -> Said:
        if not isinstance(body, dict):
            return _text("invalid_payload", 400)
        try:
            with self.workspace.lock:
                place = self.workspace.response_urls.use(secret)
                messages.answer_command(self.workspace, place, body)
        except Refused as refusal:
            gone = refusal.code in ("expired_url", "used_url")
            return _text(refusal.code, 404 if gone else 400)
        return _text("ok")

    def _answer(self, name: str, arguments: Json, token: str | None) -> Json:
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method", req_method=name)
            self._admit(method, token)
            waiting = self._waiting(name, method, arguments)
            if waiting:
                raise Refused(RATE_LIMITED, retry_after=waiting)
            call = Call(self.workspace, arguments)
            if method.scopes:
                call.may(*method.scopes)
            # One call at a time, so that what was checked still holds when it is done.
            with self.workspace.lock:
                return {"ok": True, **method.run(call)}
        except Refused as refusal:
            return refusal.answer()

    def _admit(self, method: Method, token: str | None) -> None:
        workspace = self.workspace
        if not token:
            raise Refused("not_authed")
        if token not in (workspace.bot_token, workspace.app_token):
            raise Refused(workspace.former_tokens.get(token, "invalid_auth"))
        if token == workspace.bot_token and workspace.token_state != "active":
            raise Refused(workspace.token_state)
        if (token == workspace.app_token) != method.app_token:
            raise Refused("not_allowed_token_type")

    def _waiting(self, name: str, method: Method, arguments: Json) -> int:
        if self.limiter is None:
            return 0
        channel = ""
        if name == "chat.postMessage":
            channel = posting.limited_as(self.workspace, str(arguments.get("channel", "")))
        return self.limiter.seconds_to_wait(name, method.per_minute, channel)


def _json(answer: Json) -> Said:
    wait = answer.pop("retry_after", None)
    body = json.dumps(answer, ensure_ascii=False)
    response = Response(body, mimetype="application/json")
    if wait is not None:
        response.status_code = 429
        response.headers["Retry-After"] = str(wait)
    return "ok" if answer["ok"] else answer["error"], response


def _mishap(fault: Fault, act: Callable[[], Said]) -> Said:
    """What the caller gets where something goes wrong, after the call's effect if it has one."""
    said = act() if fault.takes_effect else None
    if fault.kind == "rate_limit":
        return _json(Refused(RATE_LIMITED, retry_after=int(fault.seconds)).answer())
    if fault.kind == "error":
        return _json(Refused(fault.code).answer())
    if fault.kind == "status" or said is None:
        return _text("Slack is not well.", fault.status)
    if fault.kind == "lose_answer":
        request.environ[LOST] = True
        return "lost", said[1]
    return said


def _text(words: str, status: int = 200) -> Said:
    response = Response(words, status=status, mimetype="text/plain")
    return "ok" if status == 200 else str(status), response


def _arguments(asked: Request) -> tuple[Json, str | None]:
    """The arguments without the token, and the token, from wherever Slack accepts them."""
    arguments: Json = dict(asked.args)
    if asked.mimetype == "application/json":
        body = asked.get_json(silent=True)
        arguments |= body if isinstance(body, dict) else {}
    else:
        arguments |= dict(asked.form)
    in_body = arguments.pop("token", None)
    scheme, _, in_header = asked.headers.get("Authorization", "").partition(" ")
    token = in_header.strip() if scheme == "Bearer" else in_body
    return arguments, token
