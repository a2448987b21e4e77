"""A change in plain words, whichever feature it comes from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot import places
from bot.feature import CHANGES
from bot.folding import folded
from bot.i18n import Translator, Words, language_name
from bot.mrkdwn import escape, excerpt
from bot.store.audit import Asked, Entry
from bot.store.engine import Session
from workflows.audit.trail import LONGEST

# How much of a value, of a subject and of a name an entry shows.
VALUE, NAME = 100, 60
_CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")
# What stands for nothing.
NOTHING = "—"

Known = Mapping[str, Words]


def known(session: Session) -> Known:
    """What the features call their changes and the fields of these."""
    found: Known = session.info.get(CHANGES, {})
    return found


@dataclass(frozen=True)
class Wording:
    """Says changes in one language.

    Args:
        known: what the features call them; what they don't name is told by its own name.
    """

    t: Translator
    known: Known

    def action(self, action: str) -> str:
        """What was done."""
        return self._named(action)

    def by(self, entry: Entry) -> str:
        """Who did it."""
        return entry.by or self.t("The bot itself")

    def sides(self, entry: Entry) -> Iterator[tuple[str, str, str]]:
        """Each field that differs: what it is called, what it was and what it is."""
        before, after = entry.change.before or {}, entry.change.after or {}
        for name in sorted({*before, *after}):
            was, became = self._value(name, before.get(name)), self._value(name, after.get(name))
            if was != became:
                yield self._named(name), was, became

    def entry(self, entry: Entry) -> str:
        """A change in a few lines of Slack's mrkdwn."""
        head = f"*{escape(self.action(entry.change.action))}*"
        if entry.change.subject:
            head += f" · {escape(excerpt(entry.change.subject, NAME))}"
        when = self.t.moment(entry.at)
        lines = [f"{head}\n{escape(excerpt(self.by(entry), NAME))}, {when}"]
        for name, was, became in self.sides(entry):
            sides = {"before": _shown(was), "after": _shown(became)}
            lines.append(self.t("{field}: {before} → {after}", field=escape(name), **sides))
        return "\n".join(lines)

    def asked(self, typed: str) -> Asked:
        """What someone looks for, who types what they read."""
        words = folded(typed[:LONGEST]).split()
        return Asked(tuple((word, self._actions(word)) for word in words))

    def _actions(self, word: str) -> frozenset[str]:
        """The actions whose words hold a word, or one of whose fields is called so."""
        return frozenset(name for name in self.known if word in folded(self._named(name)))

    def _named(self, name: str) -> str:
        words = self.known.get(name)
        if words is not None:
            return self.t.words(words)
        return name.replace(".", ": ").replace("_", " ").capitalize()

    def _value(self, name: str, value: Any) -> str:
        if value is None or value in ("", []):
            return NOTHING
        if isinstance(value, bool):
            return self.t("yes") if value else self.t("no")
        if isinstance(value, int):
            return self.t.number(value)
        if isinstance(value, list | tuple):
            return ", ".join(self._value(name, each) for each in value)
        if name == "country":
            return places.country_name(self.t, value)
        return language_name(value) if name == "language" else str(value)


def _shown(value: str) -> str:
    """A value that is safe to show, cut; a channel by its name."""
    if _CHANNEL.fullmatch(value):
        return f"<#{value}>"
    return escape(excerpt(value, VALUE))
