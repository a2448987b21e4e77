"""How what journeys are made of, and what people do on them, is called on the walk."""

from dataclasses import replace

from bot.store.people import Person
from tests.house import journeys
from tests.house.calls_okrs import gone, marc, owner
from tests.house.journeys import STARTS
from tests.house.sides import LATER, LONG_AGO, THEIR_PERSON, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.onboarding import arriving, asked, writing
from workflows.onboarding.changing import Reach
from workflows.onboarding.cohort import Cohort, Line
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import DoneWhen, Text
from workflows.onboarding.pacing import Pace
from workflows.onboarding.past import Walk
from workflows.onboarding.shelf import Kept
from workflows.onboarding.writing import Details, Edit


def journey(side: Side) -> int:
    """The id of a journey."""
    return side.journey


def enrolled(side: Side) -> int:
    """The id of Lea's, who is on it."""
    return side.enrolment


def step(side: Side) -> int:
    """The id of a step of hers."""
    return side.step


def questions(side: Side) -> int:
    """The id of her questions."""
    return side.questions


def claimed(side: Side) -> int:
    """The id of a step that Marc says is done."""
    return side.claimed


def taken(side: Side) -> Taken:
    """A step of Lea's."""
    return _taken(side, side.step, "read", side.person)


def found(side: Side) -> Enrolment:
    """The journey that she is on."""
    steps = (taken(side), _taken(side, side.questions, "say", side.person))
    return Enrolment(
        side.enrolment,
        side.journey,
        Text("First weeks"),
        person=side.person,
        manager=marc(side),
        buddy=None,
        made_by=side.person,
        starts=STARTS,
        pace=Pace.NORMAL,
        paused_at=None,
        ended_at=None,
        ended_why="",
        steps=steps,
    )


def _taken(side: Side, which: int, key: str, person: Person) -> Taken:
    written = next(one for one in journeys.written().steps if one.key == key)
    return Taken(which, side.enrolment, written, person, State.OPEN, asked.STEP, NOW, None)


def kept(side: Side) -> Kept:
    """That journey, with a step of other words."""
    first, *others = journeys.written().steps
    steps = (replace(first, title=Text("Read all of it")), *others)
    return Kept(side.journey, replace(journeys.written(), steps=steps), side.person)


def walked(side: Side) -> Walk:
    """A journey that Marc walked before."""
    read = {"read": (LONG_AGO, NOW), "help": (LONG_AGO, None)}
    return Walk(marc(side), side.person, None, STARTS, read)


_WANTED = Wanted("U0NEW", STARTS, "U0LEA", "U0MARC")
_ON_IT, _HER = Wanted("U0LEA", STARTS), {"person": owner}
_WHICH, _STEP = {"which": enrolled}, {"which": step}
_JOURNEY, _FOUND = {"journey": journey}, {"found": found}
_JOURNEY_ID = {"which": journey}
_READ = journeys.written().steps[0]
_EDITS = (
    Edit(replace(_READ, key="anew", title=Text("Anew")), reach=Reach.MAJOR),
    Edit(None, "say", writing.mark(journeys.written().steps[2])),
)
_MEETING = replace(
    journeys.written(),
    steps=tuple(replace(_READ, meets=f"@{each}") for each in ("U0LEA", "U0GONE", THEIR_PERSON)),
)
_COHORT = Cohort(
    (
        Line(2, THEIR_PERSON, "first", STARTS.isoformat(), "U0LEA"),
        Line(3, "U0LEA", "first", STARTS.isoformat()),
        Line(4, "Nobody", "rivals", STARTS.isoformat(), "U0GONE"),
    ),
    (journeys.written(), journeys.written(key="second")),
)
_ANSWERS = {"clear": 3, "why": "It is long"}

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.onboarding.{name}": calls
    for name, calls in {
        "changing.apply": tuple(Call({"kept": kept, "reach": each}) for each in Reach),
        "cohort.bring": (Call({"cohort": _COHORT}, fresh=True),),
        "closing.end": (Call({**_FOUND, "why": "stopped"}),),
        "doing.look": (Call(_STEP), Call({**_STEP, "person": marc})),
        "doing.do": (Call(_STEP), Call({"which": claimed, "person": marc})),
        "doing.confirm": tuple(Call({"which": claimed, "yes": yes}) for yes in (True, False)),
        "doing.happened": (
            Call({"done_when": DoneWhen.INSIGHT_KEPT}),
            Call({"done_when": DoneWhen.INSIGHT_KEPT, "person": marc}),
        ),
        "doing.skip": (Call(_STEP),),
        "doing.waits_for_channels": (Call({}),),
        "doing.joined": (Call({"channel": "product"}),),
        "doing.finish": (Call({"taken": taken}),),
        "enrolling.enrol": (
            Call({"which": journey, "wanted": _WANTED}, fresh=True),
            Call({"which": journey, "wanted": Wanted(THEIR_PERSON, STARTS)}, fresh=True),
            Call({"which": journey, "wanted": _ON_IT}),
        ),
        "enrolling.stop": (Call(_WHICH),),
        "enrolling.move": (Call({**_WHICH, "starts": NOW.date()}),),
        "enrolling.require_steer": (Call(_FOUND), Call({**_FOUND, "person": gone})),
        "enrolling.today": (Call({}),),
        "enrolling.begun": (Call(_HER),),
        "enrolment.find": (Call(_WHICH),),
        "enrolment.current": (Call(_HER),),
        "enrolment.of_step": (Call({"step": step}),),
        "enrolment.under_way": (Call({}),),
        "enrolment.walked": (Call({}),),
        "enrolment.accompanied": (Call(_HER), Call({"person": lambda side: side.marc})),
        "enrolment.enrolments": (Call({}),),
        "hearing.unclear": (Call({**_STEP, "words": "Which one?"}),),
        "hearing.answer": (Call({"which": questions, "answers": _ANSWERS}),),
        "leaving.left": (Call({}), Call({"person": marc}), Call({"person": gone})),
        "leaving.erased": (Call({}), Call({"person": gone})),
        "meeting.absent": (Call({"journey": _MEETING}),),
        "meeting.met": tuple(Call({"step": each}) for each in _MEETING.steps),
        "opening.due": (Call({"limit": 1}), Call({"limit": 100}), Call({"limit": 9, "now": LATER})),
        "opening.upcoming": (Call({"after": LONG_AGO}), Call({"after": NOW})),
        "opening.wake": (Call(_WHICH),),
        "opening.ask": (Call({**_FOUND, "taken": taken, "kind": asked.STEP}),),
        "arriving.chosen": (Call({}),),
        "arriving.choose": (Call({"joins": arriving.EVERYBODY}),),
        "arriving.joined": (
            Call({"where": arriving.EVERYBODY}),
            Call({"where": arriving.EVERYBODY, "person": marc}),
        ),
        "arriving.answered": (Call({"person": owner}),),
        "arriving.refuse": (Call({"who": owner}),),
        "arriving.usual": (Call({}),),
        "overview.standings": (Call({}), Call({"person": marc})),
        "overview.of_all": (Call({"found": lambda side: [found(side)]}),),
        "overview.of": (Call(_FOUND),),
        "overview.read": (Call({}),),
        "figures.used": (Call({}),),
        "figures.read": (Call(_JOURNEY),),
        "figures.of": (Call(_JOURNEY),),
        "overseeing.look": (Call({"which": journey}),),
        "overseeing.export": (Call({}),),
        "overseeing.under_way": (Call({}),),
        "overseeing.measured": (Call({}),),
        "past.keep": (Call({"kept": kept, "walk": walked}),),
        "opening.open_step": (Call({**_FOUND, "taken": taken}),),
        "shelf.every": (Call({}),),
        "shelf.find": (Call({"which": journey}),),
        "shelf.hold": (Call({**_JOURNEY_ID, "to_change": True}),),
        "shelf.write": (Call({"kept": kept}),),
        "shelf.keep": tuple(
            Call({"journey": journeys.written(key=key)}) for key in ("first", "rivals", "new")
        ),
        "steering.go": (Call({**_WHICH, "pace": Pace.SLOWER}),),
        "steering.pause": (Call(_WHICH),),
        "steering.resume": (Call(_WHICH),),
        "writing.describe": tuple(
            Call({**_JOURNEY_ID, "details": Details(Text("New"), Text(), owner=who)})
            for who in ("U0LEA", THEIR_PERSON)
        ),
        "writing.make": (Call({"details": Details(Text("New"), Text()), "like": None}),),
        "writing.save": tuple(Call({**_JOURNEY_ID, "edit": each}) for each in _EDITS),
    }.items()
}
