"""Trigger ids and response URLs: what a click entitles the app to do, and for how long."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.playground import realtime
from bot.playground.refusals import Refused

# https://docs.slack.dev/interactivity/handling-user-interaction
TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
REMEMBERED = 20_000


@dataclass
class Trigger:
    """What a trigger id stands for.

    `view` is the modal it came from, `channel` the conversation before the person, if any.
    """

    user: str
    view: str | None
    channel: str | None
    at: float
    used: bool = False


class Triggers:
    """The trigger ids given out lately. `seconds` is how long one lives, in real time."""

    def __init__(self) -> None:
        self.seconds = TRIGGER_SECONDS
        self._lock = threading.Lock()
        self._given: OrderedDict[str, Trigger] = OrderedDict()

    def give(self, user: str, view: str | None = None, channel: str | None = None) -> str:
        """A new trigger id for what this person did."""
        numbers = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}"
        trigger_id = f"{numbers}.{secrets.token_hex(16)}"
        with self._lock:
            self._given[trigger_id] = Trigger(user, view, channel, realtime.elapsed())
            while len(self._given) > REMEMBERED:
                self._given.popitem(last=False)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Uses a trigger up.

        Raises:
            Refused: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        with self._lock:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise Refused("invalid_trigger_id")
            if trigger.used:
                raise Refused("exchanged_trigger_id")
            if realtime.elapsed() - trigger.at > self.seconds:
                raise Refused("expired_trigger_id")
            trigger.used = True
            return trigger


@dataclass
class ResponseUrl:
    """Where a response_url leads: a person in a channel, and the message clicked in, if any."""

    user: str
    channel: str
    message_ts: str | None
    at: float
    uses: int = 0


class ResponseUrls:
    """The response_urls given out lately. `seconds` is how long one lives, in real time."""

    def __init__(self) -> None:
        self.seconds = RESPONSE_SECONDS
        self._lock = threading.Lock()
        self._given: OrderedDict[str, ResponseUrl] = OrderedDict()

    def give(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """The secret of a new response_url."""
        secret = secrets.token_urlsafe(18)
        with self._lock:
            self._given[secret] = ResponseUrl(user, channel, message_ts, realtime.elapsed())
            while len(self._given) > REMEMBERED:
                self._given.popitem(last=False)
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """Counts one use.

        Raises:
            Refused: `expired_url` after 30 minutes (and for an unknown one), `used_url` after 5.
        """
        with self._lock:
            found = self._given.get(secret)
            if found is None or realtime.elapsed() - found.at > self.seconds:
                raise Refused("expired_url")
            if found.uses >= RESPONSE_USES:
                raise Refused("used_url")
            found.uses += 1
            return found
