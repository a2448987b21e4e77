"""Whose data it is, and all that they are called."""

from dataclasses import dataclass

from bot.store.person import Person

# What stands where a person was taken out, in every language, and what they are called from then
# on: whoever reads it sees that something is missing.
ERASED = "[…]"


@dataclass(frozen=True)
class Whose:
    """A person, and what else they are called in what was written.

    Attributes:
        also: an e-mail address, a surname: what the bot does not know them by.
    """

    person: Person
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that stands for them in a text, beside their Slack id, the longest first."""
        known = {name.strip() for name in (self.person.name, *self.also)}
        return tuple(sorted(known - {"", ERASED}, key=len, reverse=True))
