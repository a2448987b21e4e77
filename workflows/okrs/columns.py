"""Tables of what is aimed at, and of KPIs' values: which column is what."""

from collections.abc import Collection

from bot.columns import Names
from bot.folding import near
from bot.i18n import Words, say

# What a column may be called, in any case, with or without accents; the first name is explained.
PLAN: Names = {
    "cycle": ("cycle", "quarter", "trimestre"),
    "team": ("team", "squad", "équipe"),
    "objective": ("objective", "objectif"),
    "aligned_to": (
        *("aligned to", "parent", "parent objective"),
        *("aligné sur", "aligné à", "objectif parent"),
    ),
    "key_result": ("key result", "kr", "résultat clé"),
    "unit": ("unit", "unité"),
    "start": ("start", "from", "baseline", "départ", "début", "valeur de départ"),
    "target": ("target", "to", "goal", "cible", "valeur cible"),
    "direction": ("direction", "sens"),
    "steps": ("steps", "milestones", "étapes", "jalons"),
    "owner": ("owner", "responsable", "qui en répond"),
    "source": ("source", "where the figure comes from", "d’où vient le chiffre"),
}
VALUES: Names = {
    "kpi": ("kpi", "metric", "indicateur"),
    "team": PLAN["team"],
    "date": ("date", "day", "jour"),
    "value": ("value", "figure", "valeur", "chiffre"),
}


def no_team(typed: str, names: Collection[str]) -> Words:
    """That there is no such team, with those that may be meant."""
    meant = near(typed, names)
    if meant:
        return say("There is no team “{name}”. Did you mean {near}?", name=typed, near=meant)
    return say("There is no team “{name}”. `/team` lists them.", name=typed)
