"""Delivery by signed HTTP, as Slack posts to a request URL."""

import hashlib
import hmac
import http.client
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Request

from bot.playground import realtime
from bot.playground.delivery import COMMAND, EVENT, INTERACTION, Delivered, Outcome, Parcel
from bot.playground.records import Json


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's request signature.

    Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    signed = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={signed.hexdigest()}"


def body_of(parcel: Parcel) -> tuple[str, str]:
    """The request body of a parcel and its content type."""
    if parcel.kind == EVENT:
        return json.dumps(parcel.payload, ensure_ascii=False), "application/json"
    if parcel.kind == COMMAND:
        fields = {name: _form(value) for name, value in parcel.payload.items()}
        return urlencode(fields), "application/x-www-form-urlencoded"
    payload = json.dumps(parcel.payload, ensure_ascii=False)
    return urlencode({"payload": payload}), "application/x-www-form-urlencoded"


def request_of(parcel: Parcel, signing_secret: str) -> tuple[str, dict[str, str]]:
    """The body and the headers of a parcel's request, signed now."""
    body, content_type = body_of(parcel)
    timestamp = str(int(realtime.wall()))
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(signing_secret, timestamp, body),
    }
    if parcel.attempt:
        headers["X-Slack-Retry-Num"] = str(parcel.attempt)
        headers["X-Slack-Retry-Reason"] = parcel.reason
    return body, headers


def parcel_of(request: Request) -> Parcel:
    """The parcel in such a request.

    Raises:
        ValueError: there is none.
    """
    attempt = int(request.headers.get("X-Slack-Retry-Num", "0"))
    reason = request.headers.get("X-Slack-Retry-Reason", "")
    if request.mimetype == "application/json":
        return Parcel(EVENT, _object(request.get_data(as_text=True)), attempt, reason)
    form = dict(parse_qsl(request.get_data(as_text=True), keep_blank_values=True))
    if "payload" in form:
        return Parcel(INTERACTION, _object(form["payload"]), attempt, reason)
    return Parcel(COMMAND, form, attempt, reason)


def _object(text: str) -> Json:
    parsed = json.loads(text)
    if not isinstance(parsed, dict):
        raise ValueError("It is no JSON object.")
    return parsed


def _form(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class SignedPost:
    """A courier that posts to the bot's URL."""

    url: str
    signing_secret: str

    def carry(self, parcel: Parcel, timeout: float) -> Delivered:
        """Posts the parcel; an unreachable or late bot gives an outcome without status."""
        body, headers = request_of(parcel, self.signing_secret)
        return Delivered(parcel, headers, self._post(body, headers, timeout))

    def _post(self, body: str, headers: dict[str, str], timeout: float) -> Outcome:
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=timeout)
        try:
            connection.request("POST", where.path or "/", body.encode(), headers)
            answer = connection.getresponse()
            return Outcome(answer.status, _read(answer))
        except (OSError, http.client.HTTPException):
            return Outcome(None)
        finally:
            connection.close()


def _read(answer: http.client.HTTPResponse) -> Json:
    text = answer.read().decode("utf-8", "replace")
    if "json" in answer.headers.get("Content-Type", ""):
        try:
            parsed = json.loads(text)
        except ValueError:
            return {"text": text}
        return parsed if isinstance(parsed, dict) else {"text": text}
    return {"text": text} if text.strip() else {}
