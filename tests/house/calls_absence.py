"""How each function about absences that takes a workspace is called on the walk."""

from dataclasses import replace
from datetime import date, timedelta

from bot.calendar import Absence
from bot.store.absences import SAID, Away
from bot.store.people import Person
from tests.house.sides import LONG_AGO, THEIR_PERSON, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.absence.filling import Filled
from workflows.absence.merging import Wish
from workflows.absence.status import Status

TODAY = NOW.date()
FRIDAY = TODAY + timedelta(days=3)
LATER = NOW + timedelta(days=800)


def absence(side: Side) -> int:
    """The id of Lea's absence."""
    return side.absence


def away(side: Side) -> Away:
    """Her absence, with someone else to stand in."""
    return Away(TODAY, FRIDAY, THEIR_PERSON, id=side.absence)


def aways(side: Side) -> list[Away]:
    """The same, one of several."""
    return [away(side)]


def someone(side: Side) -> tuple[int, ...]:
    """Her id."""
    return (side.person.id,)


def marc(side: Side) -> Person:
    """Who stands in for her: the one met after her."""
    return replace(side.person, id=side.person.id + 1, slack_id="U0MARC")


def correction(side: Side) -> Wish:
    """Other days for her absence."""
    return Wish(TODAY, FRIDAY, replaces=side.absence)


def form(side: Side) -> Filled:
    """The same in a form."""
    return Filled(TODAY, FRIDAY, "U0MARC", follows=True, absence=side.absence)


_STATUSES = {each: Status(":palm_tree:", updated=1) for each in ("U0LEA", THEIR_PERSON)}

CALLS: dict[str, tuple[Call, ...]] = {
    "bot.store.absences.counting": (Call({"now": NOW}), Call({"now": None})),
    "bot.store.absences.add": (
        Call({"away": Away(TODAY, None, "U0MARC")}),
        Call({"away": Away(TODAY, None, THEIR_PERSON, SAID)}),
    ),
    "bot.store.absences.change": (Call({"away": away}),),
    "bot.store.absences.end": (
        Call({"absences": aways, "last": FRIDAY}),
        Call({"absences": aways, "last": date(2026, 1, 1)}),
    ),
    "bot.store.absences.clear": (Call({"absences": aways}),),
    "bot.store.absences.without": (Call({"delegate": marc}),),
    "bot.store.absences.follow_status": (Call({"follows": True}), Call({"follows": False})),
    "bot.store.absences.next_forgotten": (Call({"after": LONG_AGO}),),
    "bot.store.absences.forget_status": (Call({}),),
    "bot.store.absences.following": (Call({"updated": {"U0LEA": 0, THEIR_PERSON: 0}}),),
    "bot.store.absences.forget": (
        Call({"now": LATER, "limit": 1}),
        Call({"now": LATER, "limit": 100}),
    ),
    "bot.store.calendars.of": (Call({"people": someone}),),
    "bot.store.calendars.own": (Call({}), Call({"lock": True})),
    "bot.store.calendars.current": (Call({"people": someone}),),
    "bot.store.calendars.delegates": (Call({"people": someone}),),
    "workflows.absence.back.end": (Call({"absence": absence}),),
    "workflows.absence.filling.save": (Call({"filled": form}), Call({"filled": Filled(TODAY)})),
    "workflows.absence.leave.leave": (
        Call({"wish": correction}),
        Call({"wish": Wish(TODAY, None, THEIR_PERSON)}),
        Call({"wish": Wish(FRIDAY, FRIDAY, "U0MARC")}),
    ),
    "workflows.absence.leave.a_day_earlier": (
        Call({"absence": absence, "last": FRIDAY}),
        Call({"absence": absence, "last": TODAY}),
    ),
    "workflows.absence.leave.changed": (Call({}),),
    "workflows.absence.naming.named": tuple(
        Call({"words": (name,)}) for name in ("u0lea", "u0marc", "nora", "globex")
    ),
    "workflows.absence.release.release": (Call({"left": marc}),),
    "workflows.absence.show.show": (Call({}),),
    "workflows.absence.standing_in.problem": tuple(
        Call({"named": each, "days": Absence(TODAY, FRIDAY)})
        for each in ("U0LEA", "U0MARC", THEIR_PERSON)
    ),
    "workflows.absence.standing_in.news": (
        Call({"before": aways, "after": Away(TODAY, None, "U0MARC")}),
    ),
    "workflows.absence.status.follow": (Call({"statuses": _STATUSES}),),
    "workflows.absence.status.heed": (Call({}),),
    "workflows.absence.status.allow": (Call({"allowed": True}), Call({"allowed": False})),
}
