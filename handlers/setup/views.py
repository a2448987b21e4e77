"""What is said of the set-up in messages: pure functions of what they show."""

from collections.abc import Callable

from bot.i18n import Translator
from bot.message import Message
from bot.mrkdwn import escape
from bot.store.people import Person


def named(by: Person) -> Callable[[Translator], Message]:
    """Someone was made Product Ops by someone else."""

    def words(t: Translator) -> Message:
        who = escape(by.name) or f"<@{by.slack_id}>"
        return Message(
            t(
                "*You are Product Ops now*: {name} added you. On my *Home* tab you find the set-up,"
                " what was changed, and what needs attention.",
                name=who,
            )
        )

    return words
