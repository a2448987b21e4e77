"""What the page offers beside Slack's own: the traffic with the bot, its faults, time, a tour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import clock
from bot.playground.delivery import Delivery
from bot.playground.records import Json, Person
from bot.playground.state import Workspace
from bot.playground.tools import Tools

SHOWN_CALLS = 100


@dataclass(frozen=True)
class Console:
    """The page's tools: its routes, and what it shows of them at every draw."""

    workspace: Workspace
    delivery: Delivery
    tools: Tools

    def shown(self, me: Person) -> Json:
        """What stands on everybody's screen: the time, in seconds since the epoch."""
        turning = self.tools.dial.turning if self.tools.dial else None
        return {
            "clock": {
                "now": _written(clock.now()),
                "turns": self.tools.dial is not None,
                "turning": turning
                and {
                    "begin": _written(turning.begin),
                    "to": _written(turning.to),
                    "said": turning.said,
                },
            }
        }

    def reads(self) -> dict[str, Callable[[Person], Json]]:
        """What the page reads, by the last part of its address."""
        return {"calls": self._calls, "tour": self._tour}

    def gestures(self) -> dict[str, Callable[[Person, Json], Json]]:
        """What the page's tools do, by the last part of its address."""
        return {"turn": self._turn, "halt": self._halt}

    def _turn(self, me: Person, body: Json) -> Json:
        """Turns the clock `to` an instant, in seconds since the epoch."""
        if self.tools.dial is None:
            raise ValueError("This clock can't be turned.")
        self.tools.dial.turn(datetime.fromtimestamp(float(body["to"]), UTC))
        return {}

    def _halt(self, me: Person, body: Json) -> Json:
        if self.tools.dial is not None:
            self.tools.dial.stop()
        return {}

    def _tour(self, me: Person) -> Json:
        language = me.locale.partition("-")[0]
        steps = self.tools.tour
        return {"steps": steps.get(language, steps.get("en", ()))}

    def _calls(self, me: Person) -> Json:
        """The latest Web API calls and deliveries, newest last, for the inspector."""
        with self.workspace.lock:
            calls = [
                {
                    "method": call.method,
                    "arguments": call.arguments,
                    "outcome": call.outcome,
                    "answer": call.answer,
                    "at": call.at,
                }
                for call in list(self.workspace.calls)[-SHOWN_CALLS:]
            ]
            delivered = [
                {
                    "kind": one.parcel.kind,
                    "payload": one.parcel.payload,
                    "attempt": one.parcel.attempt,
                    "status": one.outcome.status,
                    "answer": one.outcome.body,
                }
                for one in list(self.delivery.delivered)[-SHOWN_CALLS:]
            ]
            return {"calls": calls, "deliveries": delivered}


def _written(moment: datetime) -> float:
    return round(moment.timestamp(), 3)
