"""What is wrong with a form that was filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.i18n import Words


@dataclass(frozen=True)
class Errors:
    """What is wrong: a sentence for each wrong field, by its name where it was checked."""

    fields: Mapping[str, Words]
