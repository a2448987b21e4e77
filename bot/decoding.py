"""What buttons and forms carry unseen, read back: whoever forges it is refused in words."""

from collections.abc import Callable
from typing import TypeVar

from bot.errors import Refusal
from bot.i18n import say

T = TypeVar("T")

# Every number that the database and JSON hold alike.
MOST = 2**53


def read(reader: Callable[[str], T], text: str) -> T:
    """What a reader makes of what is carried.

    Raises:
        Refusal: nothing: it is not what was written there.
    """
    try:
        return reader(text)
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        raise Refusal(
            say("I can't read what this stands for. Ask for it anew, and try once more.")
        ) from None


def number(text: str) -> int:
    """A number that is carried, from 0 on.

    Raises:
        Refusal: it is none.
    """
    return read(_number, text)


def _number(text: str) -> int:
    found = int(text)
    if not 0 <= found < MOST:
        raise ValueError(text)
    return found
