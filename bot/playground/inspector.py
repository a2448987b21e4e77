"""What a test in another process asks of a playground: what arrived, what is to go wrong."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice

from flask import Blueprint, Response, jsonify, request

from bot.playground.faults import Fault
from bot.playground.records import Json
from bot.playground.shapes import message_json
from bot.playground.state import Workspace, moment

MOST_MESSAGES = 1_000


@dataclass(frozen=True)
class Inspector:
    """The routes beside Slack's own. Nothing here is in Slack."""

    workspace: Workspace

    def blueprint(self) -> Blueprint:
        """`/inspector/channels`, `/messages`, `/tally`, `/faults`."""
        routes = Blueprint("inspector", __name__, url_prefix="/inspector")
        routes.add_url_rule("/channels", "channels", self.channels)
        routes.add_url_rule("/messages", "messages", self.messages)
        routes.add_url_rule("/tally", "tally", self.tally)
        routes.add_url_rule("/faults", "order", self.order, methods=["POST"])
        routes.add_url_rule("/faults", "clear", self.clear, methods=["DELETE"])
        return routes

    def channels(self) -> Response:
        """Every conversation with the number of its messages, ephemeral ones included."""
        with self.workspace.lock:
            found = [
                {
                    "id": one.id,
                    "name": one.name,
                    "kind": one.kind,
                    "members": list(one.members),
                    "messages": len(one.messages),
                }
                for one in self.workspace.channels.values()
            ]
        return jsonify(channels=found)

    def messages(self) -> Response:
        """A channel's messages in the order they arrived, replies among them, with metadata.

        `?channel=` is an id or a name, `after=` the `ts` behind which to begin. There is more
        while `next` is not empty: it is the `after` to go on with.
        """
        after = moment(request.args.get("after", ""))
        with self.workspace.lock:
            try:
                channel = self.workspace.channel(request.args.get("channel", ""))
            except KeyError as error:
                return _refused(str(error.args[0]), 404)
            ts = list(channel.messages)
            first = bisect_right(ts, after, key=moment)
            later = (channel.messages[one] for one in islice(ts, first, None))
            heard = (one for one in later if one.ephemeral_for is None)
            found = list(islice(heard, MOST_MESSAGES + 1))
            shown = [
                message_json(self.workspace, one, with_metadata=True)
                for one in found[:MOST_MESSAGES]
            ]
        more = shown[-1]["ts"] if len(found) > MOST_MESSAGES else ""
        return jsonify(messages=shown, next=more)

    def tally(self) -> Response:
        """How many calls there were, by method and outcome."""
        counted: dict[str, dict[str, int]] = {}
        with self.workspace.lock:
            for (method, outcome), count in self.workspace.calls.tally.items():
                counted.setdefault(method, {})[outcome] = count
        return jsonify(tally=counted)

    def order(self) -> Response:
        """Orders a mishap: `method`, a Fault's fields, and `times`, or `share` and `seed`."""
        asked: Json | None = request.get_json(silent=True)
        if request.headers.get("X-Playground") != "1":
            # A form of another site cannot set a header.
            return _refused("The header X-Playground is missing.", 403)
        try:
            order = dict(asked or {})
            method, share = str(order.pop("method")), order.pop("share", None)
            times, seed = order.pop("times", 1), order.pop("seed", 0)
            fault = Fault(**order)
        except (KeyError, TypeError, ValueError) as error:
            return _refused(f"This is no mishap: {error}", 400)
        if share is None:
            self.workspace.faults.add(method, fault, times)
        else:
            self.workspace.faults.sometimes(method, fault, share, seed)
        return jsonify({})

    def clear(self) -> Response:
        """Nothing goes wrong any more."""
        if request.headers.get("X-Playground") != "1":
            return _refused("The header X-Playground is missing.", 403)
        self.workspace.faults.clear()
        return jsonify({})


def _refused(words: str, status: int) -> Response:
    response = jsonify(error=words)
    response.status_code = status
    return response
