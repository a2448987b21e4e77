"""Tables of dependencies from elsewhere: which column is what."""

from bot.columns import Names

# What a column may be called, in any case, with or without accents; the first name is explained.
# Those of our own export are among them, in both languages.
COLUMNS: Names = {
    "needs": (
        *("needs", "need", "dependency", "what", "title", "deliverable"),
        *("besoin", "dépendance", "quoi", "titre", "livrable"),
    ),
    "provider": (
        *("from team", "from", "provider", "providing team", "depends on", "on team"),
        *("de l’équipe", "de", "équipe sollicitée", "fournisseur", "dépend de"),
    ),
    "requester": (
        *("for team", "for", "requester", "requesting team", "team"),
        *("pour l’équipe", "pour", "équipe qui demande", "demandeur", "équipe"),
    ),
    "needed_by": (
        *("needed by", "due", "due date", "deadline", "needed on"),
        *("pour le", "échéance", "attendu le", "attendu pour le", "date souhaitée"),
    ),
    "agreed_date": (
        *("agreed date", "promised", "promised for", "committed date"),
        *("date convenue", "promis pour le", "date promise"),
    ),
    "owner": ("owner", "responsable", "qui s’en charge"),
    "state": ("state", "status", "état", "statut"),
    "why": ("why", "reason", "pourquoi", "raison"),
    "key_result": ("key result", "kr", "résultat clé"),
    "asked_on": ("asked on", "created", "created on", "demandé le", "demandée le", "créé le"),
    "agreed_on": ("agreed on", "convenu le", "convenue le"),
    "delivered_on": ("delivered on", "done on", "livré le", "livrée le"),
    "source": (
        *("source", "id", "external id", "key", "reference"),
        *("identifiant", "clé", "référence"),
    ),
}
# Without them, no row says anything.
NEEDED = ("needs", "provider", "requester", "needed_by")
