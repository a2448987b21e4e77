"""A table of insights from elsewhere: which column is what, and what separates them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Refusal
from bot.i18n import say
from workflows.insights.filter_names import plain
from workflows.insights.incoming import Sent
from workflows.insights.nearness import nearest

# What a column may be called, in any case, with or without accents; the first name is explained.
# Those of our own export are among them, in both languages.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "words": (
        *("insight", "text", "words", "note", "description", "content", "feedback"),
        *("body", "texte", "verbatim", "remarque", "contenu", "retour"),
    ),
    "customer": (
        *("customer", "company", "account", "organization", "organisation"),
        *("client", "entreprise", "société", "compte"),
    ),
    "segment": ("segment", "plan"),
    "said_by": ("said by", "contact", "dit par", "interlocuteur"),
    "kind": ("kind", "type"),
    "source": ("source",),
    "severity": ("severity", "priority", "gravité", "sévérité", "priorité"),
    "area": ("product area", "area", "component", "domaine", "domaine produit"),
    "tags": ("tags", "tag", "labels", "étiquettes", "étiquette", "libellés"),
    "link": ("link", "url", "lien", "adresse"),
    "at": (
        *("date", "when", "when (UTC)", "created", "created at", "kept at"),
        *("quand", "quand (UTC)", "créé le", "date de création"),
    ),
    "reference": ("reference", "id", "external id", "key", "référence", "identifiant", "clé"),
    "private": ("private", "privé"),
    "by": ("kept by", "reporter", "enregistré par", "noté par", "gardé par"),
}
_FIELDS = {plain(name): field for field, names in _NAMES.items() for name in names}
DELIMITERS = (",", ";", "\t", "|")
# A spreadsheet writes a quote before what it is not to take for a formula.
_FORMULAS = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True)
class Columns:
    """The columns of a table.

    Attributes:
        fields: of `Sent`, by the place of its column.
        others: what the other columns are called; they are left out.
        count: of all columns.
    """

    fields: Mapping[int, str]
    others: tuple[str, ...]
    count: int

    def sent(self, cells: Sequence[str]) -> Sent:
        """What a row tells."""
        told = {
            field: _unquoted(cells[place])
            for place, field in self.fields.items()
            if place < len(cells)
        }
        return Sent(**told)


def delimiter(line: str) -> str:
    """What separates the columns of a table: what makes most sense of its first line."""

    def sense(each: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=each), [])
        return sum(plain(cell) in _FIELDS for cell in cells), len(cells)

    return max(DELIMITERS, key=sense)


def columns(head: Sequence[str]) -> Columns:
    """The columns of a table.

    Args:
        head: what they are called, the cells of the first line.

    Raises:
        Refusal: none has the words, or two are the same.
    """
    fields: dict[int, str] = {}
    for place, name in enumerate(head):
        field = _FIELDS.get(plain(name))
        if field and field in fields.values():
            first = head[next(at for at, other in fields.items() if other == field)]
            raise Refusal(
                say(
                    "Two columns are the same: “{first}” and “{second}”. Rename one of them, for"
                    " example to “{second} (2)”, to have it left out.",
                    first=first.strip(),
                    second=name.strip(),
                )
            )
        if field:
            fields[place] = field
    if "words" not in fields.values():
        raise _wordless(head)
    others = tuple(
        name.strip() for place, name in enumerate(head) if place not in fields and name.strip()
    )
    return Columns(fields, others, len(head))


def _wordless(head: Sequence[str]) -> Refusal:
    named = [name.strip() for name in head if name.strip()]
    words = [name for name in named if nearest(name, _NAMES["words"], 1)]
    found = ", ".join(f"“{name}”" for name in named[:20])
    if not found:
        return Refusal(say("This file is empty: its first line names the columns."))
    if words:
        return Refusal(
            say(
                "No column is called “insight” or “text”, which every row needs. Did you mean"
                " “{near}”? There are {found}.",
                near=words[0],
                found=found,
            )
        )
    return Refusal(
        say(
            "No column is called “insight” or “text”, which every row needs. There are {found}.",
            found=found,
        )
    )


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith(_FORMULAS) else cell
