"""What a run is: how much is said, how fast, what goes wrong, all of it from one seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.delivery import rules
from bot.delivery.rules import PER_MINUTE, Rules

COMPANIES = ("One", "Two", "Three")
PEOPLE = ("lea", "hugo", "priya")
# Everything that Slack's clock and ours measure goes so many times faster.
TIMES = 10.0
# What the postman waits for a call, in seconds: a doubt lasts the sum.
TIMEOUT, LEASE, MARGIN = 1.5, 0.7, 0.8
# However few messages, they are put in over so many seconds.
LEAST = 3.0
SAYING = (rules.POST, rules.EDIT, rules.COMPLETE, "upload_url")
READING = (rules.HISTORY, rules.REPLIES, rules.FILE, rules.OPEN, rules.UPLOAD)

Mishap = Mapping[str, Any]

# What a share of the calls that say something has, and of those that only read.
_WHEN_SAYING: tuple[Mishap, ...] = (
    {"kind": "lose_answer", "share": 0.02},
    {"kind": "status", "status": 500, "share": 0.01},
    {"kind": "status", "status": 503, "after": True, "share": 0.01},
    {"kind": "error", "code": "internal_error", "share": 0.01},
    {"kind": "error", "code": "internal_error", "after": True, "share": 0.01},
    {"kind": "slow", "seconds": 0.1, "up_to": 2.5, "share": 0.02},
    {"kind": "rate_limit", "seconds": 1, "share": 0.003},
)
_WHEN_READING: tuple[Mishap, ...] = (
    {"kind": "lose_answer", "share": 0.02},
    {"kind": "status", "status": 500, "share": 0.02},
    {"kind": "slow", "seconds": 0.1, "up_to": 2.5, "share": 0.02},
    {"kind": "rate_limit", "seconds": 1, "share": 0.003},
)


@dataclass(frozen=True)
class Plan:
    """One run; the same plan says the same and orders the same mishaps.

    Attributes:
        messages: how many are put in the outbox, edits not counted.
        channels: in all workspaces together.
        workers: processes that deliver.
        times: how many times faster than Slack's rates everything goes.
        trouble: how many times as often as usual Slack's mishaps come; 0 for never.
        every: seconds between two blows to processes and PostgreSQL, on average.
        blows: how many there are at the most.
        most: seconds after which the run is ended, finished or not.
        patience: how many times as long as usual a doubt lasts: too short, and a machine that is
            busy finds doubles that are its own.
        looking: False switches off the look for what may have arrived: then doubles must be found.
    """

    seed: int
    messages: int = 10_000
    channels: int = 20
    workers: int = 3
    companies: tuple[str, ...] = COMPANIES
    times: float = TIMES
    trouble: float = 1.0
    every: float = 4.0
    blows: int = 1_000
    most: float = 1_200.0
    patience: float = 1.0
    looking: bool = True

    @property
    def rules(self) -> Rules:
        """What the postmen keep to: Slack's rates and their own waits, faster."""
        return Rules(
            per_minute={method: rate * self.times for method, rate in PER_MINUTE.items()},
            per_channel=1.0 / self.times,
            timeout=TIMEOUT * self.patience,
            lease=LEASE * self.patience,
            margin=MARGIN * self.patience,
            drain=20.0 / self.times,
            first_wait=0.5 / self.times,
            longest_wait=2.0,
            looks=self.looking,
        )

    @property
    def permitted(self) -> float:
        """Messages a second that Slack would take from all workspaces together."""
        return len(self.companies) * PER_MINUTE[rules.POST] * self.times / 60

    @property
    def seconds(self) -> float:
        """How long messages are put in: longer than Slack needs, but in bursts that wait."""
        return max(LEAST, 1.2 * self.messages / self.permitted)

    def share(self, whole: int, place: int) -> int:
        """How many of `whole` are the workspace's in this place."""
        count = len(self.companies)
        return whole // count + (place < whole % count)

    def mishaps(self, place: int) -> list[tuple[str, Mishap]]:
        """What is to go wrong in the workspace in this place, as (method, mishap) pairs."""
        ordered = [(method, one) for method in SAYING for one in _WHEN_SAYING]
        ordered += [(method, one) for method in READING for one in _WHEN_READING]
        return [
            (method, {**one, "share": one["share"] * self.trouble, "seed": self.seed + number})
            for number, (method, one) in enumerate(ordered, start=place * len(ordered))
            if self.trouble
        ]
