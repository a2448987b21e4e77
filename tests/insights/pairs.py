"""The pairs of texts that likeness is tuned on and measured with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflows.insights.comparing import ALIKE, Share, compare
from workflows.insights.terms import terms

LANGUAGES = ("en", "fr", "mixed")
_PAIRS = Path(__file__).with_name("pairs.json")


@dataclass(frozen=True)
class Pair:
    """Two texts.

    Attributes:
        held_out: whether nothing was chosen by it.
        language: of both; `mixed` where one is English and the other French.
        kind: `same` need, `near` (one topic, another need) or `far`.
    """

    held_out: bool
    language: str
    kind: str
    one: str
    other: str


@dataclass(frozen=True)
class Outcome:
    """What `ALIKE` makes of some pairs."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of those said to be alike that say the same."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of those that say the same that are said to be alike."""
        return self.right / max(1, self.right + self.missed)


def pairs() -> tuple[Pair, ...]:
    """All pairs."""
    return tuple(Pair(**each) for each in json.loads(_PAIRS.read_text(encoding="utf-8")))


def tuned_on() -> tuple[Pair, ...]:
    """Those that words, weights and the threshold were chosen on."""
    return tuple(pair for pair in pairs() if not pair.held_out)


def held_out() -> tuple[Pair, ...]:
    """Those that are measured, whose errors nobody looked at one by one."""
    return tuple(pair for pair in pairs() if pair.held_out)


def shares(found: Sequence[Pair]) -> Share:
    """The share of the pairs' texts that have a term, as PostgreSQL would know it of insights."""
    texts = {text for pair in found for text in (pair.one, pair.other)}
    counts: dict[str, int] = {}
    for text in texts:
        for name in terms(text):
            counts[name] = counts.get(name, 0) + 1
    return lambda name: counts.get(name, 0) / len(texts)


def outcome(
    found: Sequence[Pair],
    share: Share | None = None,
    alike: Callable[[float], bool] = lambda score: score >= ALIKE,
) -> Outcome:
    """What is said of the pairs."""
    said = [(alike(compare(p.one, p.other, share).score), p.kind == "same") for p in found]
    return Outcome(
        right=said.count((True, True)),
        wrong=said.count((True, False)),
        missed=said.count((False, True)),
    )
