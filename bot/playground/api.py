"""The Web API over HTTP: who calls, may they, what goes wrong, what is answered."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Request, Response, request

from bot.playground import (
    chat_methods,
    conversation_methods,
    messages,
    people_methods,
    realtime,
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
    **view_methods.METHODS,
}
LOST = "playground.lost"


@dataclass(frozen=True)
class Api:
    """The Web API of one workspace; without a limiter there are no rate limits."""

    workspace: Workspace
    limiter: Limiter | None

    def blueprint(self) -> Blueprint:
        """The routes `/api/<method>` and `/commands/response/<secret>`."""
        routes = Blueprint("slack", __name__)
        routes.add_url_rule("/api/<method>", "call", self.call, methods=["GET", "POST"])
        routes.add_url_rule(
            "/commands/response/<secret>", "respond", self.respond, methods=["POST"]
        )
        return routes

    def call(self, method: str) -> Response:
        """Answers a Web API call."""
        arguments, token = _arguments(request)
        fault = self.workspace.faults.next(method)
        if fault is not None and fault.kind in ("status", "rate_limit", "error"):
            response = _mishap(fault)
        else:
            answer = self._answer(method, arguments, token)
            limited = answer.get("error") == "ratelimited"
            response = _limited(answer.pop("retry_after")) if limited else _json(answer)
            response.headers["x-oauth-scopes"] = ",".join(sorted(self.workspace.manifest.scopes))
        self._record(method, arguments, response)
        return self._delayed(fault, response)

    def respond(self, secret: str) -> Response:
        """Answers a post to a response_url: `ok`, or 404 with the reason."""
        body = request.get_json(force=True, silent=True)
        fault = self.workspace.faults.next("response_url")
        if fault is not None and fault.kind in ("status", "rate_limit", "error"):
            response = _mishap(fault)
        else:
            response = self._responded(secret, body)
        self._record("response_url", body if isinstance(body, dict) else {}, response)
        return self._delayed(fault, response)

    def _responded(self, secret: str, body: Any) -> Response:
        if not isinstance(body, dict):
            return Response("invalid_payload", status=400, mimetype="text/plain")
        try:
            with self.workspace.lock:
                place = self.workspace.response_urls.use(secret)
                messages.answer_command(self.workspace, place, body)
        except Refused as refusal:
            gone = refusal.code in ("expired_url", "used_url")
            status = 404 if gone else 400
            return Response(refusal.code, status=status, mimetype="text/plain")
        return Response("ok", mimetype="text/plain")

    def _answer(self, name: str, arguments: Json, token: str | None) -> Json:
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method", req_method=name)
            self._admit(method, token)
            waiting = self._waiting(name, method, arguments)
            if waiting:
                return {"ok": False, "error": "ratelimited", "retry_after": waiting}
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
            raise Refused("invalid_auth")
        if workspace.token_state != "active":
            raise Refused(workspace.token_state)
        if (token == workspace.app_token) != method.app_token:
            raise Refused("not_allowed_token_type")

    def _waiting(self, name: str, method: Method, arguments: Json) -> int:
        if self.limiter is None:
            return 0
        channel = str(arguments.get("channel", ""))
        return self.limiter.seconds_to_wait(name, method.per_minute, channel)

    def _record(self, method: str, arguments: Json, response: Response) -> None:
        answer = response.get_json(silent=True) if response.is_json else None
        if answer is None:
            answer = {"status": response.status_code, "text": response.get_data(as_text=True)}
        self.workspace.record(RecordedCall(method, arguments, answer, realtime.wall()))

    def _delayed(self, fault: Fault | None, response: Response) -> Response:
        if fault is not None and fault.kind == "slow":
            self.workspace.closing.wait(fault.seconds)
        if fault is not None and fault.kind == "lose_answer":
            request.environ[LOST] = True
        return response


def _json(answer: Json) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")


def _limited(seconds: int) -> Response:
    response = _json({"ok": False, "error": "ratelimited"})
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


def _mishap(fault: Fault) -> Response:
    if fault.kind == "rate_limit":
        return _limited(int(fault.seconds))
    if fault.kind == "error":
        return _json({"ok": False, "error": fault.code})
    return Response("Slack is not well.", status=fault.status, mimetype="text/plain")


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
