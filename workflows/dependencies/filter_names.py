"""What the filters of a list are called, in both languages, whoever types."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from bot.folding import letters

TEAM, FROM, FOR, OWNER, STATE, BY, SCOPE = "team", "from", "for", "owner", "state", "by", "scope"
OURS, ON_US, MINE, ALL = "ours", "on_us", "mine", "all"
# Of dependencies in several states at once.
OPEN, OVER, LATE = "open", "over", "late"
# So many are offered for what is mistyped.
OFFERED = 3

# The first name of each is the one that is explained, the second its French one.
_KEYS: Mapping[str, tuple[str, ...]] = {
    TEAM: ("team", "équipe", "squad"),
    FROM: ("from", "de"),
    FOR: ("for", "pour"),
    OWNER: ("owner", "responsable"),
    STATE: ("state", "état", "status", "statut"),
    BY: ("by", "avant", "before", "d’ici"),
}
_SCOPES: Mapping[str, tuple[str, ...]] = {
    OURS: ("ours", "nos demandes", "our asks", "nos"),
    ON_US: ("on us", "demandes reçues", "reçues"),
    MINE: ("mine", "les miennes", "miennes", "à moi"),
    ALL: ("all", "toutes", "all teams", "toutes les équipes"),
}
_STATES: Mapping[str, tuple[str, ...]] = {
    OPEN: ("open", "ouvertes", "pending"),
    OVER: ("over", "terminées", "finished", "closed", "done"),
    LATE: ("late", "en retard", "overdue", "retard"),
    "at_risk": ("at risk", "à risque"),
    "blocked": ("blocked", "bloquées"),
    "asked": ("asked", "demandées", "unanswered", "sans réponse"),
    "agreed": ("agreed", "convenues", "accepted", "acceptées"),
    "under_way": ("under way", "en cours", "started", "in progress"),
    "delivered": ("delivered", "livrées"),
    "confirmed": ("confirmed", "confirmées"),
    "declined": ("declined", "déclinées", "refusées"),
    "withdrawn": ("withdrawn", "retirées"),
}
ME = frozenset({"me", "moi"})
# Between filters, they say nothing.
SILENT = frozenset({"and", "et", "the", "les"})


def _folded(named: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What names are compared by; French ones in the feminine hold in each gender and number."""
    found = {letters(name): key for key, names in named.items() for name in names}
    for key, names in named.items():
        stems = [letters(name[:-2]) for name in names if name.endswith(("ées", "ues", "tes"))]
        found |= {f"{stem}{end}": key for stem in stems for end in ("", "s", "e", "es")}
    return found


KEYS, STATES = _folded(_KEYS), _folded(_STATES)
# What is typed without a key: a filter and its value.
PHRASES: Mapping[str, tuple[str, str]] = {
    **{name: (SCOPE, value) for name, value in _folded(_SCOPES).items()},
    **{name: (STATE, value) for name, value in STATES.items()},
}
# The words of the longest of them.
LONGEST = 3


def nearest_key(typed: str) -> tuple[str, ...]:
    """What a filter may have been meant to be called."""
    return _each_once(nearest(typed, (name for names in _KEYS.values() for name in names)), KEYS)


def nearest_state(typed: str) -> tuple[str, ...]:
    """What a state may have been meant to be called."""
    known = (name for names in _STATES.values() for name in names)
    return _each_once(nearest(typed, known), STATES)


def nearest_phrase(typed: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """What may have been meant by words that are no filter.

    Args:
        names: of teams, which are filters too.
    """
    known = [name for each in (_SCOPES, _STATES) for called in each.values() for name in called]
    return _each_once(nearest(typed, [*known, *names]), PHRASES)


def nearest(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are most like what was typed, the likest first."""
    known = {letters(name): name for name in names}
    wanted = letters(typed)
    # Names are typed by their beginning.
    begun = [name for same, name in known.items() if len(wanted) > 1 and same.startswith(wanted)]
    like = [known[same] for same in get_close_matches(wanted, known, OFFERED)]
    return tuple(dict.fromkeys([*like, *sorted(begun)]))[:OFFERED]


def _each_once(found: Iterable[str], means: Mapping[str, object]) -> tuple[str, ...]:
    """The names but for those that mean the same as one before them."""
    once = {means.get(letters(name), name): name for name in reversed(list(found))}
    return tuple(name for name in found if name in once.values())
