"""What filters and their values are called in a search, in both languages, whoever searches."""

from collections.abc import Mapping

from bot.folding import letters
from workflows.insights.insight import CLOSED, NEW, TRIAGED

TAG, AREA, CUSTOMER, THEME, FROM = "tag", "area", "customer", "theme", "from"
SINCE, KIND, STATE, SOURCE, SEVERITY = "since", "kind", "state", "source", "severity"

# The first name of each is the one that is explained, the second its French one.
_KEYS: Mapping[str, tuple[str, ...]] = {
    TAG: ("tag", "étiquette", "tags", "étiquettes"),
    AREA: ("area", "domaine"),
    CUSTOMER: ("customer", "client", "cliente"),
    THEME: ("theme", "thème"),
    FROM: ("from", "de", "by"),
    SINCE: ("since", "depuis"),
    KIND: ("kind", "type"),
    STATE: ("state", "état", "status", "statut"),
    SOURCE: ("source",),
    SEVERITY: ("severity", "gravité", "sévérité"),
}
_VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    KIND: {
        "user": ("user", "utilisateur", "user insight", "insight utilisateur"),
        "market": ("market", "marché", "market insight", "insight marché"),
    },
    SOURCE: {
        "interview": ("interview", "entretien"),
        "support": ("support",),
        "sales": ("sales", "ventes"),
        "survey": ("survey", "enquête", "sondage"),
        "analytics": ("analytics", "usage", "données d’usage"),
        "market": ("market", "marché", "veille", "veille marché", "market watch"),
    },
    SEVERITY: {
        "low": ("low", "basse", "faible"),
        "medium": ("medium", "moyenne"),
        "high": ("high", "haute", "élevée"),
    },
    STATE: {
        NEW: ("new", "nouveau", "nouvelle"),
        TRIAGED: ("triaged", "trié", "triée"),
        "listening": ("listening", "écoute", "à l’écoute"),
        "exploring": ("exploring", "étude", "à l’étude"),
        "planned": ("planned", "prévu", "prévue"),
        "shipped": ("shipped", "livré", "livrée"),
        "not_now": ("not-now", "pas-maintenant", "not now", "pas maintenant"),
        CLOSED: ("closed", "clos", "close", "fermé"),
    },
}
ME = frozenset({"me", "moi"})


KEYS: Mapping[str, str] = {letters(name): key for key, names in _KEYS.items() for name in names}
VALUES: Mapping[str, Mapping[str, str]] = {
    key: {letters(name): value for value, names in values.items() for name in names}
    for key, values in _VALUES.items()
}
# As people write them, by what is compared of them.
WRITTEN: Mapping[str, str] = {
    letters(name): name
    for names in (*_KEYS.values(), *(each for one in _VALUES.values() for each in one.values()))
    for name in names
}


def values(key: str, french: bool) -> tuple[str, ...]:
    """What a filter's values are called in one language; none where any name is one."""
    named = _VALUES.get(key, {}).values()
    return tuple(names[1] if french and len(names) > 1 else names[0] for names in named)


def is_french(key: str) -> bool:
    """Whether a filter was written by its French name."""
    folded = letters(key)
    return folded not in {letters(names[0]) for names in _KEYS.values()} and folded in KEYS
