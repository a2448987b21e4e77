"""How much two texts say the same, and the words that show it."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from workflows.insights.terms import PLACE, Term, terms

# From here on two insights are said to be alike: a wrong hint costs more trust than a missing one.
# docs/insights.md has what it does to pairs that words and weights were not chosen by.
ALIKE = 0.32
# Short texts agree by chance; and one thing in common is a topic, not yet a need.
_CHANCE, _ONE = 1.0, 0.5
# The share of texts at which a term counts whole, and what the commonest still counts.
_RARE, _LEAST = 0.004, 0.2
# What is supposed of every term while nothing is known of any.
_UNKNOWN = 0.04

Share = Callable[[str], float]


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are.

    Attributes:
        score: from 0 to 1; `ALIKE` and more is a likely duplicate.
        words: what both say, as the first one writes it, where the other has other words too,
            those behind a slash.
    """

    score: float
    words: tuple[str, ...]


def compare(one: str, other: str, share: Share | None = None) -> Likeness:
    """How alike two texts are.

    Args:
        share: the share of all texts that have a term, by its name; the same of each without.
    """
    return likeness(terms(one), terms(other), share)


def likeness(
    one: Mapping[str, Term], other: Mapping[str, Term], share: Share | None = None
) -> Likeness:
    """The same of two texts whose terms are known."""
    both = [name for name in one if name in other]
    common = sum(min(weighed(one[name], share), weighed(other[name], share)) for name in both)
    if not common:
        return Likeness(0, ())
    score = common / (
        math.sqrt(_size(one.values(), share) * _size(other.values(), share)) + _CHANCE
    )
    telling = [name for name in both if one[name].weight >= PLACE]
    if len(telling) < 2:
        score *= _ONE
    telling.sort(key=lambda name: -weighed(one[name], share))
    return Likeness(score, tuple(_said(one[name], other[name]) for name in telling))


def weighed(term: Term, share: Share | None) -> float:
    """What a term counts."""
    part = max(share(term.name) if share else _UNKNOWN, _RARE)
    return term.weight * max(_LEAST, math.log(part) / math.log(_RARE))


def _size(found: Iterable[Term], share: Share | None) -> float:
    return sum(weighed(term, share) for term in found)


def _said(one: Term, other: Term) -> str:
    """A word that both texts have; both words, where they differ by more than their endings."""
    first, second = one.written.lower(), other.written.lower()
    same = first[:4] == second[:4] or first == second
    return first if same else f"{first}/{second}"
