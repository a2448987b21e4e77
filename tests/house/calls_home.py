"""How the functions behind App Home, settings, set-up, audit and health are called on the walk."""

from bot.store.audit import Asked, Change
from tests.house.sides import CHANNEL, LATER, LONG_AGO, THEIR_CHANNEL, THEIR_PERSON, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.settings.own import Settings
from workflows.setup.answers import Answer, Question
from workflows.setup.choosing import Place
from workflows.setup.naming import Naming


def whose(side: Side) -> int:
    """Her id."""
    return side.person.id


def before(side: Side) -> int:
    """An id just below hers."""
    return side.person.id - 1


def someone(side: Side) -> tuple[int, ...]:
    """Her id, among others."""
    return (side.person.id,)


_EVERYTHING, _THEIRS = Asked(), Asked((("globex", frozenset({"team.edited"})),))
_ANSWER = Answer(
    Change("language.changed", "", {"language": "en"}, {"language": "fr"}),
    {"chosen_language": "fr"},
    Question.LANGUAGE,
)

CALLS: dict[str, tuple[Call, ...]] = {
    "bot.store.audit.search": tuple(
        Call({"asked": asked, "limit": 100}) for asked in (_EVERYTHING, _THEIRS)
    ),
    "bot.store.homes.opened": (Call({}),),
    "bot.store.homes.touch": (Call({"people": someone}),),
    "bot.store.homes.touch_all": (Call({}),),
    "bot.store.homes.take": (Call({"whose": whose}),),
    "bot.store.refusals.count": (Call({"command": "/insight", "sentence": "No"}),),
    "bot.store.refusals.since": (Call({"start": NOW, "limit": 100}),),
    "bot.store.refusals.next_forgotten": (Call({"after": LONG_AGO}),),
    "bot.store.refusals.forget": (Call({"now": LATER, "limit": 100}),),
    "bot.store.ticks.ran": (Call({"name": "people.relearn"}),),
    "bot.store.ticks.last": (Call({}),),
    "bot.store.workspaces.note_change": (Call({}),),
    "workflows.audit.trail.page": (Call({"asked": _EVERYTHING}),),
    "workflows.audit.trail.whole": (Call({"asked": _EVERYTHING}),),
    "workflows.audit.trail.export": (Call({"words": ""}),),
    "workflows.health.look.look": (Call({"every": {}}),),
    "workflows.health.resend.resend": (Call({"reason": "not_in_channel"}),),
    "workflows.insights.search.latest": (Call({"limit": 3}),),
    "workflows.settings.own.read": (Call({}),),
    "workflows.settings.own.change": (Call({"wanted": Settings(language="fr", country="FR")}),),
    "workflows.setup.answers.read": (Call({}),),
    "workflows.setup.answers.hold": (Call({}),),
    "workflows.setup.answers.write": (Call({"answer": _ANSWER}),),
    "workflows.setup.choosing.announce": tuple(
        Call({"channel": channel}) for channel in (CHANNEL, THEIR_CHANNEL)
    ),
    "workflows.setup.choosing.locate": (Call({"place": Place("FR")}),),
    "workflows.setup.choosing.reckon": (Call({"after": before}),),
    "workflows.setup.choosing.speak": (Call({"language": "fr"}),),
    "workflows.setup.choosing.limit": (Call({"number": 3}),),
    "workflows.setup.first.claim": (Call({}),),
    "workflows.setup.naming.name": (
        Call({"naming": Naming(("U0MARC",), ("U0LEA",))}),
        Call({"naming": Naming((THEIR_PERSON,))}),
    ),
}
