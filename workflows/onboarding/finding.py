"""What is found in a journey that is not as it should be."""

from dataclasses import dataclass

from bot.i18n import Words


@dataclass(frozen=True)
class Finding:
    """Something wrong, or worth knowing.

    Attributes:
        step: its key; empty for the journey itself.
        words: one sentence, with what to do.
        is_note: whether the journey can be used nevertheless.
        place: of the step among the steps, from 0 on; -1 for the journey itself.
        field: of the step or journey, as the file calls it; empty for all of it.
    """

    step: str
    words: Words
    is_note: bool = False
    place: int = -1
    field: str = ""
