"""When Slack may be called again: a workspace's pace by method and by channel, in machine time."""

from collections.abc import Callable

from bot.delivery.rules import POST, Rules

# A refused call slows its method down by this factor, and so many calls that went well bring it
# back to its usual pace.
SLOWER, SLOWEST = 1.5, 10.0
RECOVERY = 0.98
# Channels remembered before those whose turn has come are forgotten.
MANY = 1_000


class Pace:
    """The pace of one workspace.

    Args:
        rules: calls a minute, seconds between two posts in a channel.
        elapsed: machine time in seconds.
    """

    def __init__(self, rules: Rules, elapsed: Callable[[], float]) -> None:
        self._rules = rules
        self._elapsed = elapsed
        self._next: dict[str, float] = {}
        self._slower: dict[str, float] = {}
        self._limited: dict[str, float] = {}
        self._channels: dict[str, float] = {}

    def wait(self, method: str) -> float:
        """Seconds until a method may be called; 0 when it may."""
        return max(0.0, self._next.get(method, 0.0) - self._elapsed())

    def waits(self) -> dict[str, float]:
        """The methods that may not be called now, with the seconds until they may."""
        now = self._elapsed()
        return {method: at - now for method, at in self._next.items() if at > now}

    def resting(self) -> list[str]:
        """The channels and people that were posted to just now."""
        now = self._elapsed()
        if len(self._channels) > MANY:
            self._channels = {name: at for name, at in self._channels.items() if at > now}
        return [name for name, at in self._channels.items() if at > now]

    def calls(self, method: str, target: str = "") -> None:
        """A method is called now; a post rests its channel."""
        now = self._elapsed()
        interval = 60.0 / self._rules.per_minute[method] * self._slower.get(method, 1.0)
        # What an earlier call came too late is made up for, by one call at the most.
        self._next[method] = max(now - interval, self._next.get(method, 0.0)) + interval
        if method == POST:
            self._channels[target] = now + self._rules.per_channel

    def rest(self, method: str, seconds: float) -> None:
        """Leave a method alone for so many seconds."""
        self._next[method] = max(self._next.get(method, 0.0), self._elapsed() + seconds)

    def limited(self, method: str, seconds: float) -> None:
        """Slack wants a method left alone for so many seconds, and called less often."""
        # Calls under way at once are refused at once: that is one refusal.
        if self._elapsed() >= self._limited.get(method, 0.0):
            self._slower[method] = min(SLOWEST, self._slower.get(method, 1.0) * SLOWER)
        self.rest(method, seconds)
        self._limited[method] = self._next[method]

    def went_well(self, method: str) -> None:
        """Slack took a call: back towards the usual pace."""
        slower = self._slower.get(method, 1.0)
        if slower > 1.0:
            self._slower[method] = max(1.0, slower * RECOVERY)

    def next_change(self) -> float | None:
        """Seconds until something that rests may go on; None when nothing rests."""
        now = self._elapsed()
        later = [at - now for at in (*self._next.values(), *self._channels.values()) if at > now]
        return min(later, default=None)
