"""Tables of dependencies from elsewhere: which column is what."""

from collections.abc import Iterable

from bot.columns import Names
from bot.folding import letters

# What a column may be called, in any case, with or without accents; the first name is explained.
# Those of our own export are among them.
_ENGLISH: Names = {
    "needs": ("needs", "need", "dependency", "what", "title", "deliverable"),
    "provider": ("from team", "from", "provider", "providing team", "depends on", "on team"),
    "requester": ("for team", "for", "requester", "requesting team", "team"),
    "needed_by": ("needed by", "due", "due date", "deadline", "needed on"),
    "agreed_date": ("agreed date", "promised", "promised for", "committed date"),
    "owner": ("owner",),
    "state": ("state", "status"),
    "why": ("why", "reason"),
    "key_result": ("key result", "kr"),
    "asked_on": ("asked on", "created", "created on"),
    "agreed_on": ("agreed on",),
    "delivered_on": ("delivered on", "done on"),
    "source": ("source", "id", "external id", "key", "reference"),
}
FRENCH: Names = {
    "needs": ("besoin", "dépendance", "quoi", "titre", "livrable"),
    "provider": ("de l’équipe", "de", "équipe sollicitée", "fournisseur", "dépend de"),
    "requester": ("pour l’équipe", "pour", "équipe qui demande", "demandeur", "équipe"),
    "needed_by": ("souhaité pour", "pour le", "échéance", "attendu le", "date souhaitée"),
    "agreed_date": ("date convenue", "promis pour le", "date promise"),
    "owner": ("responsable", "qui s’en charge"),
    "state": ("état", "statut"),
    "why": ("pourquoi", "raison"),
    "key_result": ("résultat clé",),
    "asked_on": ("demandé le", "demandée le", "créé le"),
    "agreed_on": ("convenu le", "convenue le"),
    "delivered_on": ("livré le", "livrée le"),
    "source": ("identifiant", "clé", "référence"),
}
COLUMNS: Names = {field: (*names, *FRENCH[field]) for field, names in _ENGLISH.items()}
# Without them, no row says anything.
NEEDED = ("needs", "provider", "requester", "needed_by")


def language(head: Iterable[str]) -> str:
    """In which language a table's days are written: that of most names of its columns."""
    typed = [letters(name) for name in head]
    french, english = (
        sum(letters(name) in typed for names in each.values() for name in names)
        for each in (FRENCH, _ENGLISH)
    )
    return "fr" if french > english else "en"
