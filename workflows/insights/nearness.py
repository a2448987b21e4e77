"""What somebody may have meant by a name that nothing has: the nearest ones."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from bot.folding import letters

# So many are offered; so many are looked at closely.
OFFERED, _CLOSE = 3, 60
# The least likeness, from 0 to 1, of two names that may be meant for each other.
_LIKE = 0.6


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or swapped between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


def mistyped(word: str, known: Iterable[str]) -> str:
    """The one of some short words that was most likely meant by another; empty for none."""
    allowed = 1 if len(word) <= 5 else 2
    found = min(((slips(word, each), each) for each in known if len(each) > 2), default=(9, ""))
    return found[1] if len(word) > 2 and found[0] <= allowed else ""


def nearest(typed: str, names: Iterable[str], limit: int = OFFERED) -> tuple[str, ...]:
    """The names that are most like what was typed, the likest first."""
    wanted = letters(typed)
    pairs = _pairs(wanted)
    rough = sorted(names, key=lambda name: -_shared(pairs, letters(name)))[:_CLOSE]
    scored = sorted(((_likeness(wanted, letters(name)), name) for name in rough), reverse=True)
    return tuple(name for score, name in scored if score >= _LIKE)[:limit]


def _likeness(wanted: str, name: str) -> float:
    if wanted and (wanted in name or (len(name) > 2 and name in wanted)):
        return 1.0
    allowed = 1 if len(wanted) <= 5 else 2
    if slips(wanted, name) <= allowed:
        return 0.95
    # Long names are typed by their beginning.
    if len(wanted) > 2 and slips(wanted, name[: len(wanted)]) <= allowed:
        return 0.9
    return SequenceMatcher(None, wanted, name).ratio()


def _shared(pairs: frozenset[str], name: str) -> float:
    theirs = _pairs(name)
    return len(pairs & theirs) / (len(pairs) + len(theirs) or 1)


def _pairs(word: str) -> frozenset[str]:
    marked = f"^{word}$"
    return frozenset(marked[place : place + 2] for place in range(len(marked) - 1))
