"""What the page offers beside Slack's own: the traffic with the bot, its faults, time, a tour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request

from bot import clock, i18n
from bot.i18n import Translator, say
from bot.playground.delivery import Delivery
from bot.playground.faults import Fault
from bot.playground.records import Json, Person
from bot.playground.state import Workspace
from bot.playground.tools import Tools
from bot.playground.traffic import Traffic

# A year typed wrong would keep the bot busy for days.
LONGEST_TURN = timedelta(days=366)
REFUSALS = {
    "closed": say("The clock can't be turned yet: the bot is just starting."),
    "turning": say("The clock is turning already. Stop it first, or wait."),
    "early": say("The clock only goes forward: choose a later day or time."),
    "far": say("The clock goes a year at a time at the most: choose an earlier day."),
}
MOST_TIMES = 1_000
LONGEST_WAIT = 600
NO_SECONDS = say("Give the seconds as a number from 0 to {most}.", most=LONGEST_WAIT)
NO_COUNT = say("Give the number of calls as a whole number from 1 to {most}.", most=MOST_TIMES)


@dataclass(frozen=True)
class Console:
    """The page's tools: its routes, and what it shows of them at every draw."""

    workspace: Workspace
    delivery: Delivery
    tools: Tools

    def shown(self, me: Person) -> Json:
        """What stands on everybody's screen: the time, in seconds since the epoch, and mishaps."""
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
            },
            "faults": len(self.workspace.faults.ordered()),
        }

    def reads(self) -> dict[str, Callable[[Person], Json]]:
        """What the page reads, by the last part of its address."""
        return {
            "calls": self._calls,
            "clock": self.shown,
            "curl": self._curl,
            "tour": self._tour,
        }

    def gestures(self) -> dict[str, Callable[[Person, Json], Json]]:
        """What the page's tools do, by the last part of its address."""
        return {
            "turn": self._turn,
            "halt": self._halt,
            "fault": self._fault,
            "mend": self._mend,
        }

    def _turn(self, me: Person, body: Json) -> Json:
        """Turns the clock `to` an instant, in seconds since the epoch."""
        t, dial = _language(me), self.tools.dial
        if dial is None:
            raise ValueError(t("The clock can't be turned here: it just shows the time."))
        if dial.turning is not None:
            raise ValueError(t.words(REFUSALS["turning"]))
        to = _moment(t, body.get("to"))
        try:
            dial.turn(to)
        except ValueError as error:
            known = REFUSALS.get(getattr(error, "code", ""))
            raise ValueError(t.words(known) if known else str(error)) from error
        self._redraw()
        return {}

    def _halt(self, me: Person, body: Json) -> Json:
        if self.tools.dial is not None:
            self.tools.dial.stop()
            self._redraw()
        return {}

    def _redraw(self) -> None:
        """Every page shows that the clock turns, or that it stands."""
        with self.workspace.change():
            pass

    def _tour(self, me: Person) -> Json:
        """The steps in the person's language, or in `?language=`."""
        language = request.args.get("language") or me.locale.partition("-")[0]
        steps = self.tools.tour
        return {"steps": steps.get(language, steps.get("en", ()))}

    def _calls(self, me: Person) -> Json:
        """The Web API calls and deliveries after the number `?since=`, newest last."""
        since = request.args.get("since", "")
        return Traffic(self.workspace, self.delivery).since(int(since) if since.isdecimal() else 0)

    def _curl(self, me: Person) -> Json:
        """The call or delivery of a `?number=` as a command for a shell."""
        t, number = _language(me), request.args.get("number", "")
        traffic = Traffic(self.workspace, self.delivery)
        found = traffic.command(int(number)) if number.isdecimal() else None
        if found is None:
            raise KeyError(t("This is too long ago: I don't remember it any more."))
        return {"command": found}

    def _fault(self, me: Person, body: Json) -> Json:
        """Orders a mishap for a method's next calls, or for all of them without `times`."""
        t = _language(me)
        method, times = str(body["method"]), body.get("times")
        seconds = _number(body.get("seconds", 0), LONGEST_WAIT)
        if seconds is None:
            raise ValueError(t.words(NO_SECONDS))
        fault = Fault(body["kind"], status=int(body.get("status", 500)), seconds=seconds)
        if times is None:
            self.workspace.faults.sometimes(method, fault, share=1.0)
            return {}
        count = _number(times, MOST_TIMES)
        if not count or count != int(count):
            raise ValueError(t.words(NO_COUNT))
        self.workspace.faults.add(method, fault, int(count))
        return {}

    def _mend(self, me: Person, body: Json) -> Json:
        """Nothing goes wrong any more with a `method`, or with any."""
        self.workspace.faults.clear(str(body.get("method", "")))
        return {}


def _moment(t: Translator, seconds: Any) -> datetime:
    """The moment to turn to.

    Raises:
        ValueError: it is none, or one that the clock does not go to; in words for a person.
    """
    now = clock.now()
    try:
        moment = datetime.fromtimestamp(float(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise ValueError(t("This is no date: choose a day and a time.")) from None
    if moment <= now:
        raise ValueError(t.words(REFUSALS["early"]))
    if moment - now > LONGEST_TURN:
        raise ValueError(t.words(REFUSALS["far"]))
    return moment


def _number(value: Any, most: int) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 <= number <= most else None


def _language(person: Person) -> Translator:
    return i18n.load()(person.locale.partition("-")[0])


def _written(moment: datetime) -> float:
    return round(moment.timestamp(), 3)
