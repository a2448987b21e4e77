"""What the menu beside an ask offers, as its entries carry it."""

from enum import StrEnum

from bot import decoding


class Choice(StrEnum):
    """An entry of the menu."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    DAY = "day"
    NOT_MINE = "not_mine"
    WHY = "why"

    def of(self, ask: int) -> str:
        """The entry's value for an ask, by its id."""
        return f"{self.value}:{ask}"


def chosen(value: str) -> tuple[Choice, int]:
    """The entry and the ask's id, from a value.

    Raises:
        Refusal: the value is none of a menu's.
    """
    choice, _, ask = value.partition(":")
    return decoding.read(Choice, choice), decoding.number(ask)
