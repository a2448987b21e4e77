"""Privacy: `productops privacy` gives people what is held of them, and erases it."""

from bot.feature import Feature
from bot.i18n import say
from handlers.privacy import verb

FEATURE = Feature(
    name="privacy",
    changes={
        "person.exported": say("Everything about a person exported"),
        "person.erased": say("A person erased"),
        "rows_gone": say("Rows erased"),
        "rows_changed": say("Rows kept without them"),
        "words_erased": say("Their words erased too"),
    },
    cli=verb.cli,
)
