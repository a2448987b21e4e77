"""What the inspector shows of the traffic between Slack and the bot."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground import curl
from bot.playground.delivery import Delivered, Delivery
from bot.playground.faults import Ordered
from bot.playground.records import Json, RecordedCall
from bot.playground.replay import Replay
from bot.playground.state import Workspace

SHOWN = 100


@dataclass(frozen=True)
class Traffic:
    """The calls and the deliveries of late, numbered in the order they ended."""

    workspace: Workspace
    delivery: Delivery

    def since(self, number: int) -> Json:
        """The latest of those after this number, oldest first.

        `newest` is what to ask with next; `left_out` how many after the number are not shown.
        """
        workspace = self.workspace
        with workspace.lock:
            calls, delivered = list(workspace.calls), list(self.delivery.delivered)
            refused = dict(workspace.calls.refused)
        numbers = [one.number for one in calls] + [one.outcome.number for one in delivered]
        newest = max([number, *numbers])
        first = sorted(one for one in numbers if one > number)[-SHOWN:]
        least = first[0] if first else newest + 1
        origins = _origins(delivered)
        return {
            "newest": newest,
            "left_out": max(0, newest - number - len(first)) if number else 0,
            "deadline": self.delivery.timing.deadline,
            "calls": [_call(one, origins) for one in calls if one.number >= least],
            "deliveries": [
                _delivered(one, calls) for one in delivered if one.outcome.number >= least
            ],
            # Slack refuses an answer a moment after it came.
            "refused": {str(one): why for one, why in refused.items() if one > newest - SHOWN},
            "faults": [_ordered(one) for one in workspace.faults.ordered()],
        }

    def command(self, number: int) -> str | None:
        """The call or the delivery of that number for a shell; None where it is forgotten."""
        with self.workspace.lock:
            calls, delivered = list(self.workspace.calls), list(self.delivery.delivered)
        for call in calls:
            if call.number == number:
                return curl.call(self.workspace, call)
        for one in delivered:
            if one.outcome.number == number:
                url = Replay(self.workspace, self.delivery).url
                return curl.delivery(self.workspace, one.parcel, url)
        return None


def _origins(delivered: Sequence[Delivered]) -> dict[Any, int]:
    """The deliveries by what they entitled the bot to: a trigger, a response_url."""
    return {
        one.parcel.payload[name]: one.outcome.number
        for one in delivered
        for name in ("trigger_id", "response_url")
        if isinstance(one.parcel.payload.get(name), str)
    }


def _call(call: RecordedCall, origins: dict[Any, int]) -> Json:
    entitled = call.url if call.method == "response_url" else call.arguments.get("trigger_id")
    return {
        "number": call.number,
        "method": call.method,
        "arguments": call.arguments,
        "outcome": call.outcome,
        "status": call.status,
        "answer": call.answer,
        "at": call.at,
        "when": call.when,
        "seconds": call.seconds,
        "fault": call.fault,
        "origin": origins.get(entitled) if isinstance(entitled, str) else None,
    }


def _delivered(one: Delivered, calls: Sequence[RecordedCall]) -> Json:
    """A delivery with the numbers of the calls that were answered before it was."""
    first = bisect_left(calls, one.at, key=lambda call: call.at)
    last = bisect_left(calls, one.at + one.seconds, key=lambda call: call.at)
    return {
        "number": one.outcome.number,
        "kind": one.parcel.kind,
        "payload": one.parcel.payload,
        "attempt": one.parcel.attempt,
        "reason": one.parcel.reason,
        "status": one.outcome.status,
        "answer": one.outcome.body,
        "at": one.at,
        "when": one.when,
        "seconds": one.seconds,
        "calls": [call.number for call in calls[first:last]],
    }


def _ordered(ordered: Ordered) -> Json:
    return {
        "method": ordered.method,
        "kind": ordered.fault.kind,
        "seconds": ordered.fault.seconds,
        "status": ordered.fault.status,
        "code": ordered.fault.code,
        "times": ordered.times,
        "share": ordered.share,
    }
