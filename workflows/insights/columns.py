"""A table of insights from elsewhere: which column is what."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import columns as tables
from bot.errors import Refusal
from bot.i18n import say
from workflows.insights.incoming import Sent
from workflows.insights.nearness import nearest

# What a column may be called, in any case, with or without accents; the first name is explained.
# Those of our own export are among them, in both languages.
_NAMES: tables.Names = {
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


@dataclass(frozen=True)
class Columns(tables.Columns):
    """The columns of a table of insights."""

    def sent(self, cells: Sequence[str]) -> Sent:
        """What a row tells."""
        return Sent(**self.told(cells))


def delimiter(line: str) -> str:
    """What separates the columns of a table: what makes most sense of its first line."""
    return tables.delimiter(line, _NAMES)


def columns(head: Sequence[str]) -> Columns:
    """The columns of a table.

    Args:
        head: what they are called, the cells of the first line.

    Raises:
        Refusal: none has the words, or two are the same.
    """
    found = Columns(**vars(tables.columns(head, _NAMES)))
    if "words" not in found.fields.values():
        raise _wordless(head)
    return found


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
