"""The bot's address while it has none: signed requests go on to it however it is reached."""

import hmac
import json
from dataclasses import dataclass

from flask import Blueprint, Response, request

from bot.playground import realtime
from bot.playground.delivery import Delivery
from bot.playground.signed import SignedPost, parcel_of, signature
from bot.playground.state import Workspace

PATH = "/slack/events"
# https://docs.slack.dev/authentication/verifying-requests-from-slack
OLDEST_SECONDS = 300


@dataclass(frozen=True)
class Replay:
    """Takes what was copied from the inspector, as the bot would over HTTP."""

    workspace: Workspace
    delivery: Delivery

    @property
    def url(self) -> str:
        """Where to send a request for the bot."""
        courier = self.delivery.courier
        if isinstance(courier, SignedPost):
            return courier.url
        return f"{self.workspace.base_url}{PATH}"

    def blueprint(self) -> Blueprint:
        """`/slack/events`, the address that the bot has over HTTP."""
        routes = Blueprint("replay", __name__)
        routes.add_url_rule(PATH, "deliver", self.deliver, methods=["POST"])
        return routes

    def deliver(self) -> Response:
        """Brings a signed request to the bot and answers with its answer."""
        if not self._is_signed():
            return _says("The signature is wrong, or over five minutes old: copy it again.", 401)
        try:
            parcel = parcel_of(request)
        except ValueError:
            return _says("There is nothing for a bot in this request.", 400)
        outcome = self.delivery.send(parcel)
        if outcome.status is None:
            return _says("The bot did not answer in time.", 504)
        answer = json.dumps(outcome.body, ensure_ascii=False) if outcome.body else ""
        return Response(answer, status=outcome.status, mimetype="application/json")

    def _is_signed(self) -> bool:
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        given = request.headers.get("X-Slack-Signature", "")
        if not timestamp.isdecimal() or abs(realtime.wall() - int(timestamp)) > OLDEST_SECONDS:
            return False
        body = request.get_data(as_text=True)
        right = signature(self.workspace.signing_secret, timestamp, body)
        return hmac.compare_digest(right.encode(), given.encode())


def _says(words: str, status: int) -> Response:
    return Response(f"{words}\n", status=status, mimetype="text/plain")
