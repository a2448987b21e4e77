"""Tables of what is aimed at, and of KPIs' values: which column is what."""

from collections.abc import Collection, Sequence

from bot import columns as tables
from bot.columns import Columns, Names
from bot.errors import Refusal
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


def columns(head: Sequence[str], names: Names, needed: Collection[str]) -> Columns:
    """The columns of a table.

    Args:
        head: what they are called, the cells of the first line.
        names: what they may be called.
        needed: those without which no row says anything.

    Raises:
        Refusal: one of those is missing, or two are the same.
    """
    found = tables.columns(head, names)
    missing = next((each for each in needed if each not in found.fields.values()), None)
    if missing is None:
        return found
    named = [name.strip() for name in head if name.strip()]
    if not named:
        raise Refusal(say("This file is empty: its first line names the columns."))
    raise Refusal(
        say(
            "No column is called “{name}”, which every row needs. There are {found}.",
            name=names[missing][0],
            found=", ".join(f"“{name}”" for name in named[:20]),
        )
    )


def no_team(typed: str, names: Collection[str]) -> Words:
    """That there is no such team, with those that may be meant."""
    meant = near(typed, names)
    if meant:
        return say("There is no team “{name}”. Did you mean {near}?", name=typed, near=meant)
    return say("There is no team “{name}”. `/team` lists them.", name=typed)
