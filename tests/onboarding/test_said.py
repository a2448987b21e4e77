"""What the bot says of somebody's first weeks, word for word, in both languages.

The words stand in `said/en.txt` and `said/fr.txt`, to be read aloud.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from slack_sdk.models.blocks import Block

from bot import blockkit
from bot.forms import Errors
from bot.i18n import LANGUAGES, Languages, Translator
from bot.message import Message
from bot.replies import notice
from bot.store.people import Person
from handlers.onboarding import (
    change_messages,
    enrol_views,
    journey_views,
    kinds,
    status_views,
    step_form,
    step_messages,
    step_views,
    wording,
)
from handlers.onboarding.around import Around
from handlers.onboarding.journeys import Shelved
from handlers.onboarding.step_form import Carried, Drawn
from tests.moment import NOW
from tests.onboarding import overseen
from tests.onboarding.arrived import (
    AROUND,
    CHANNEL,
    ENGLISH,
    FRENCH,
    HUGO,
    INSIGHT,
    JOURNEY,
    MEET,
    NAME,
    NORA,
    NOTES,
    OWN_TEAM,
    PRIYA,
    READ,
    READY,
    SAM,
    WEEK,
    enrolled,
    standing,
    taken,
)
from tests.transcript import Said, asked, form, shown, transcript, words
from workflows.onboarding import asked as asks
from workflows.onboarding import enrolling, hearing
from workflows.onboarding.asked import About
from workflows.onboarding.changing import Reached, Reread
from workflows.onboarding.enrolling import Typed
from workflows.onboarding.enrolment import State, Taken
from workflows.onboarding.hearing import Unclear
from workflows.onboarding.journey import DoneWhen, Journey, Step, Text
from workflows.onboarding.overview import Standing, Why
from workflows.onboarding.pacing import Pace
from workflows.onboarding.shelf import Kept

TODAY = date(2026, 3, 3)
JOURNEYS = (Journey("product-manager", NAME, NAME, "", (MEET,)),)
WRITTEN = Journey("product-manager", NAME, NAME, "", (READY, MEET, NOTES, WEEK, ENGLISH, CHANNEL))
SHELVES = (
    Shelved(WRITTEN, Kept(1, WRITTEN, PRIYA), 2),
    Shelved(JOURNEYS[0], None),
    Shelved(replace(WRITTEN, key="new", steps=()), Kept(2, WRITTEN, None, offered=False)),
)
LATER = enrolled(person=replace(NORA, name="Awa <!channel>"), starts=date(2026, 3, 9))
BOTH = (LATER, JOURNEY)
ZOE, LEFT = replace(MEET, meets="@zoe <b>"), replace(NORA, name="Zoé <b>", active=False)
LESS = replace(READ, title=Text("Read", "Lis"), text=Text("Ask.", "Demande."))
MORE = replace(READ, text=Text("Ask anything.\nAsk more.", "Demande tout.\nDemande encore."))
OWN, OF_SAM = About("Meet your buddy").title, About("Get ready", "Sam Okafor").title
UNCLEAR = Unclear(taken(READ), "Which decisions?\nAnd whose <!channel>?", PRIYA)


def page(
    one: Taken, reader: Person = SAM, head: str = "", met: Person | None = None
) -> Callable[[Translator], str]:
    """The page of a step, for somebody."""
    return lambda t: form(step_views.page(t, JOURNEY, one, reader, head, met))


def blocks(found: Sequence[Block]) -> str:
    """What stands in blocks."""
    return "\n".join(line for block in found for line in words(blockkit.written(block)))


def home(found: Standing, around: Around = AROUND) -> Callable[[Translator], str]:
    """One's own first weeks on App Home."""
    return lambda t: blocks(status_views.at_home(t, found, around))


def status(
    *found: Standing, begins: bool = False, oversees: bool = False
) -> Callable[[Translator], str]:
    """`/onboard status`."""
    return lambda t: shown(status_views.listed(t, found, begins, oversees))


def steered(pace: Pace, paused: bool = False) -> Callable[[Translator], str]:
    """What somebody reads who goes on otherwise."""
    at = NOW if paused else None
    return lambda t: status_views.steered(t, enrolled(pace=pace, paused_at=at))


def refused(found: object) -> Callable[[Translator], str]:
    """What stands beside the fields of a form."""
    assert isinstance(found, Errors)
    return lambda t: "\n".join(f"{field}: {t.words(said)}" for field, said in found.fields.items())


def ticks(t: Translator) -> str:
    """What ticks a step, of all kinds."""
    steps = [replace(CHANNEL, done_when=str(each)) for each in DoneWhen]
    return "\n".join(wording.ticks(t, each) for each in steps)


def written(step: Step, walked: int = 0) -> Callable[[Translator], str]:
    """The form of a step."""
    carried = Carried(WRITTEN.key, step.key, str(step.kind))
    return lambda t: form(step_form.draw(t, Drawn(WRITTEN, step, carried, walked)))


def enrol(starts: str, person: str = "U1") -> Callable[[Translator], str]:
    """What is wrong with who arrives."""
    return refused(enrolling.check(Typed(person, starts, "U1", "U1"), TODAY))


SAID: Said = {
    "asked of a step": asked(kinds.KINDS[asks.STEP], OWN, SAM),
    "asked of a step that ticks itself": asked(kinds.KINDS[asks.WATCHED], OWN, SAM),
    "asked a few questions": asked(kinds.KINDS[asks.SURVEY], OWN, SAM),
    "asked of their part": asked(kinds.KINDS[asks.HELP], OF_SAM, HUGO),
    "asked of what others wait for": asked(kinds.KINDS[asks.HOLDING], OF_SAM, HUGO),
    "asked to confirm": asked(kinds.KINDS[asks.CONFIRM], OF_SAM, NORA),
    "a step, with links": page(taken(MEET)),
    "a meeting with a buddy whom nobody named": lambda t: form(
        step_views.page(t, enrolled(buddy=None), taken(MEET), SAM)
    ),
    "a step, whose day has not come": page(taken(MEET, State.WAITING)),
    "a step to meet somebody by name": page(taken(ZOE), met=replace(HUGO, slack_id="U0ZOE")),
    "a step to meet somebody who has left": page(taken(ZOE), met=LEFT),
    "a step to meet somebody who has left, for who is asked": lambda t: form(
        step_views.page(t, enrolled(manager=SAM), taken(ZOE), SAM, met=LEFT)
    ),
    "a step that ticks itself": page(taken(INSIGHT)),
    "a step that ticks itself in a channel": page(taken(CHANNEL)),
    "what ticks a step": ticks,
    "a step to be confirmed": page(taken(NOTES)),
    "a step to be confirmed, for who does": page(taken(NOTES), NORA),
    "a step, said to be done": page(taken(NOTES, State.CLAIMED)),
    "a step, done": page(taken(MEET, State.DONE)),
    "a step of a journey that is over": page(taken(MEET, State.LEFT)),
    "a step in English alone": page(taken(ENGLISH)),
    "a step in French alone": page(taken(FRENCH)),
    "a step that others wait for": page(taken(READY), HUGO),
    "the same, for who waits": page(taken(READY)),
    "questions": page(taken(WEEK)),
    "questions, for who accompanies": page(taken(WEEK), NORA),
    "questions, answered": step_messages.answered,
    "questions, answered badly": refused(
        hearing.check(taken(WEEK), {"clear": "6", "missing": "a" * 1_001})
    ),
    "what is unclear": lambda t: form(step_views.unclear_form(t, taken(READ))),
    "what is unclear, kept": lambda t: form(
        notice(t, t("Unclear?"), step_messages.heard(t, UNCLEAR))
    ),
    "what is unclear, for who looks after it": lambda t: shown(
        step_messages.question(t, SAM, UNCLEAR)
    ),
    "ticked": lambda t: step_messages.done(t, JOURNEY, taken(MEET, State.DONE)),
    "ticked on its page": lambda t: page(
        taken(MEET, State.DONE), SAM, step_messages.done(t, JOURNEY, taken(MEET, State.DONE))
    )(t),
    "ticked, to be confirmed": lambda t: step_messages.done(
        t, JOURNEY, taken(NOTES, State.CLAIMED)
    ),
    "ticked, the last one": lambda t: step_messages.done(
        t, enrolled(ended_at=NOW, ended_why="done"), taken(MEET, State.DONE)
    ),
    "confirmed": lambda t: step_messages.confirmed(t, taken(NOTES, State.DONE)),
    "not yet": lambda t: step_messages.confirmed(t, taken(NOTES)),
    "not yet, for whose it is": lambda t: shown(step_messages.returned(t, NORA, taken(NOTES))),
    "somebody arrives": lambda t: form(enrol_views.enrol_form(t, JOURNEYS, "", TODAY)),
    "another first day": lambda t: form(enrol_views.move_form(t, JOURNEY)),
    "nobody is chosen": enrol("", person=""),
    "too long ago, and all one person": enrol("2025-03-03"),
    "too far ahead": enrol("2027-12-01"),
    "begun": lambda t: enrol_views.begun(t, JOURNEY),
    "begun, nothing before": lambda t: enrol_views.begun(t, enrolled(taken(MEET))),
    "begun, one thing before": lambda t: enrol_views.begun(t, enrolled(taken(READY))),
    "welcome": lambda t: shown(enrol_views.welcome(t, JOURNEY, AROUND)),
    "welcome, with nobody around": lambda t: shown(
        enrol_views.welcome(t, enrolled(manager=None, buddy=None), Around())
    ),
    "you are their manager": lambda t: shown(enrol_views.accompanies(t, JOURNEY, as_buddy=False)),
    "you are their buddy": lambda t: shown(enrol_views.accompanies(t, JOURNEY, as_buddy=True)),
    "you accompany several": lambda t: shown(enrol_views.accompanies_all(t, BOTH, BOTH[:1])),
    "arrived": lambda t: shown(enrol_views.ended(t, JOURNEY)),
    "/onboard status": status(
        standing(),
        standing(day=-3),
        standing((Why.BLOCKED, taken(READY)), (Why.STUCK, taken(READ))),
        standing((Why.PAUSED, None), (Why.ALONE, None)),
        begins=True,
    ),
    "/onboard status, for Product Ops": status(standing(), begins=True, oversees=True),
    "/onboard status, nobody": status(),
    "/onboard status, nobody yet": status(begins=True),
    "/onboard help": lambda t: shown(status_views.explained(t)),
    "the journey": lambda t: form(status_views.journey(t, standing(), NORA)),
    "the journey, paused": lambda t: form(
        status_views.journey(
            t, standing((Why.PAUSED, None), enrolment=replace(JOURNEY, paused_at=NOW)), NORA
        )
    ),
    "the journey, over": lambda t: form(
        status_views.journey(
            t, standing((Why.ALONE, None), enrolment=replace(JOURNEY, ended_at=NOW)), NORA
        )
    ),
    "at home": home(standing()),
    "at home, before the first day": home(standing(day=-3)),
    "at home, paused": home(standing(enrolment=replace(JOURNEY, paused_at=NOW))),
    "at home, in a team of one's own": home(standing(), OWN_TEAM),
    "at home, in no team": home(standing(), Around()),
    "at home, those one accompanies": lambda t: blocks(
        status_views.accompanied(t, [standing(), standing((Why.STUCK, taken(READ)))])
    ),
    "/onboard journeys": lambda t: form(journey_views.listed(t, SHELVES)),
    "a journey, as it is written": lambda t: form(
        journey_views.page(t, SHELVES[0], change_messages.saved(t, Reached(2)))
    ),
    "a journey without a step": lambda t: form(journey_views.page(t, SHELVES[2])),
    "what a journey is called": lambda t: form(journey_views.details_form(t, SHELVES[0])),
    "a new journey": lambda t: form(journey_views.details_form(t, None, JOURNEYS)),
    "a step, as it is written": written(NOTES, 1),
    "a meeting, as it is written": written(MEET, 3),
    "questions, as they are written": written(WEEK),
    "a new step": written(replace(READ, key="", title=Text(), text=Text())),
    "saved, and who hears": lambda t: change_messages.saved(t, Reached(1, ((SAM, ()), (NORA, ())))),
    "kept from a file": lambda t: change_messages.kept(t, WRITTEN, Reached(3, ((SAM, ()),))),
    "what was done reads differently": lambda t: shown(
        change_messages.reread(t, WRITTEN, (Reread(taken(READ), LESS), Reread(taken(MEET), READ)))
    ),
    "what was done is shorter": lambda t: shown(
        change_messages.reread(t, WRITTEN, (Reread(taken(READ), MORE),))
    ),
    **overseen.SAID,
    "slower": steered(Pace.SLOWER),
    "faster": steered(Pace.FASTER),
    "as usual": steered(Pace.NORMAL),
    "paused": steered(Pace.SLOWER, paused=True),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_somebodys_first_weeks_is_said_word_for_word(
    languages: Languages, language: str
) -> None:
    expected = Path(__file__).with_name("said") / f"{language}.txt"
    assert transcript(languages(language), SAID) == expected.read_text(encoding="utf-8")


def test_nothing_is_said_in_the_same_words_in_both_languages(languages: Languages) -> None:
    en, fr = (languages(language) for language in LANGUAGES)
    assert not [name for name, said in SAID.items() if said(en) == said(fr)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_message_says_what_its_blocks_say(
    languages: Languages, language: str
) -> None:
    t = languages(language)
    found = [standing((Why.STUCK, taken(READ)))] * 22
    said: Message = status_views.listed(t, found, begins=False)
    buttons = t("Look at it")
    lines = [line for block in said.blocks for line in words(block) if line != f"[{buttons}]"]
    assert said.text == "\n".join(lines)
    assert said.text.endswith(t.n("and {n} more", "and {n} more", 2))


def test_a_line_of_what_is_asked_is_never_too_long(languages: Languages) -> None:
    title = About("a" * 500, "b" * 500).title
    for t in (languages(language) for language in LANGUAGES):
        for kind in kinds.KINDS.values():
            line = asked(kind, title, SAM)(t).splitlines()[0]
            assert len(line) < 400
