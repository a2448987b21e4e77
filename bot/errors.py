"""What is expected to go wrong, in words for a person."""

from bot.i18n import Words


class Refusal(Exception):
    """What was asked can't be done, and `words` say why and what to do next.

    Args:
        words: the sentence, made by `say` or `say_n`; shown in the person's language.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(words.one.format(n=words.n, **words.values))
        self.words = words


class CannotStart(Exception):
    """The bot, or a part of it, can't start; the sentence says why and what to do."""
