"""Slack's rate limits, as token buckets on real time."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from bot.playground import realtime

# https://docs.slack.dev/apis/web-api/rate-limits: the rates are sustained ones, "short bursts"
# are allowed, no figure is published for them.
SMALLEST_BURST = 10
CHANNEL_POSTS_PER_MINUTE = 60
CHANNEL_BURST = 5
# Slack publishes one post a second and channel, and "several hundred" a minute and workspace.
POSTS_PER_MINUTE = 300


@dataclass(frozen=True)
class Rates:
    """How often the app may call.

    Args:
        posts: chat.postMessage, a minute, in the workspace.
        posts_burst: how many of them may come at once after a pause.
        channel_posts: chat.postMessage, a minute, in one channel.
        channel_burst: how many of them may come at once after a pause.
        others: how many times its published rate every other method has; its burst stays.
    """

    posts: float = POSTS_PER_MINUTE
    posts_burst: int = POSTS_PER_MINUTE
    channel_posts: float = CHANNEL_POSTS_PER_MINUTE
    channel_burst: int = CHANNEL_BURST
    others: float = 1.0

    @classmethod
    def faster(cls, times: float) -> Self:
        """Slack's rates so many times over, with Slack's bursts."""
        posts, channel = POSTS_PER_MINUTE * times, CHANNEL_POSTS_PER_MINUTE * times
        return cls(posts=posts, channel_posts=channel, others=times)


class Bucket:
    """Fills at a rate per minute up to a burst; a call takes one drop."""

    def __init__(self, per_minute: float, burst: int, elapsed: Callable[[], float]) -> None:
        self.per_second = per_minute / 60
        self.burst = burst
        self.level = float(burst)
        self.elapsed = elapsed
        self.at = elapsed()

    def wait(self) -> float:
        """Seconds until there is a drop to take; 0 when there is one."""
        now = self.elapsed()
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.per_second


class Limiter:
    """The buckets of one workspace: one per method, and one per channel for posting.

    Args:
        elapsed: the time they fill by, in seconds.
    """

    def __init__(
        self, rates: Rates | None = None, elapsed: Callable[[], float] = realtime.elapsed
    ) -> None:
        self.rates = rates or Rates()
        self.elapsed = elapsed
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
            buckets = self._of(method, per_minute, channel)
            longest = max(bucket.wait() for bucket in buckets)
            if longest > 0:
                return math.ceil(longest)
            for bucket in buckets:
                bucket.level -= 1
            return 0

    def _of(self, method: str, per_minute: int, channel: str) -> list[Bucket]:
        rates = self.rates
        if method != "chat.postMessage":
            burst = max(SMALLEST_BURST, per_minute)
            return [self._bucket(method, per_minute * rates.others, burst)]
        key = f"{method} {channel}"
        return [
            self._bucket(method, rates.posts, rates.posts_burst),
            self._bucket(key, rates.channel_posts, rates.channel_burst),
        ]

    def _bucket(self, key: str, per_minute: float, burst: int) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(per_minute, burst, self.elapsed)
        return self._buckets[key]
