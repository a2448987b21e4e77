"""Slack's rate limits, as token buckets on real time."""

import math
import threading

from bot.playground import realtime

# https://docs.slack.dev/apis/web-api/rate-limits: the rates are sustained ones, "short bursts"
# are allowed, no figure is published for them.
SMALLEST_BURST = 10
CHANNEL_POSTS_PER_MINUTE = 60
CHANNEL_BURST = 5


class Bucket:
    """Fills at a rate per minute up to a burst; a call takes one drop."""

    def __init__(self, per_minute: int, burst: int) -> None:
        self.per_second = per_minute / 60
        self.burst = burst
        self.level = float(burst)
        self.at = realtime.elapsed()

    def wait(self) -> float:
        """Seconds until there is a drop to take; 0 when there is one."""
        now = realtime.elapsed()
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.per_second


class Limiter:
    """The buckets of one workspace: one per method, and one per channel for posting."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: dict[str, Bucket] = {}

    def seconds_to_wait(self, method: str, per_minute: int, channel: str) -> int:
        """Takes a drop for a call.

        Args:
            method: the Web API method.
            per_minute: its published rate.
            channel: where chat.postMessage posts to; empty for other methods.

        Returns:
            0 when the call may pass, else the whole seconds of `Retry-After`.
        """
        with self._lock:
            buckets = [self._bucket(method, per_minute, max(SMALLEST_BURST, per_minute))]
            if method == "chat.postMessage":
                key = f"{method} {channel}"
                buckets.append(self._bucket(key, CHANNEL_POSTS_PER_MINUTE, CHANNEL_BURST))
            longest = max(bucket.wait() for bucket in buckets)
            if longest > 0:
                return math.ceil(longest)
            for bucket in buckets:
                bucket.level -= 1
            return 0

    def _bucket(self, key: str, per_minute: int, burst: int) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(per_minute, burst)
        return self._buckets[key]
