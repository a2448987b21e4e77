"""The witness finds each kind of wrong, so that its silence says something."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.playground import Message as Posted
from tests.asks.trial import CHECK_IN
from tests.month import verdict
from tests.month.arrivals import Arrival
from tests.month.asking import STEPS
from tests.month.cast import Somebody
from tests.month.company import Company
from tests.month.hours import Hours, Leave
from tests.month.rules import Part, Thing
from tests.month.witness import Witness

MONDAY = datetime(2026, 10, 19, 8, tzinfo=UTC)


@pytest.fixture
def lea() -> Somebody:
    """Léa, in Paris, whose lead is Priya."""
    return Somebody("U1", "lea", "Colleague 1", "en", None, Hours("Europe/Paris", "FR"), 0, "U2")


@pytest.fixture
def company(lea: Somebody) -> Company:
    """She and her lead."""
    priya = Somebody("U2", "priya", "Colleague 2", "en", None, Hours("Europe/London", ""), 0)
    return Company({"U1": lea, "U2": priya})


@pytest.fixture
def witness(company: Company) -> Witness:
    """Who looks at what they are told."""
    return Witness(company)


def asked(company: Company, number: int = 1, at: datetime = MONDAY) -> Thing:
    """Something Léa owes."""
    thing = Thing(number, CHECK_IN, number, "U1", "U1", at, None, STEPS[CHECK_IN])
    company.opened(thing)
    return thing


def told(who: Somebody, at: datetime, *things: Thing, part: Part = Part.OWED) -> Arrival:
    """A message that shows these."""
    text = "\n".join(f"*How is Goal #{thing.number}?*" for thing in things)
    lines = tuple((thing, part) for thing in things)
    return Arrival(who, at, lines, 0, Posted("D1", "1.0", "UBOT", text), who.hours.day(at))


def look(witness: Witness, at: datetime, *came: Arrival) -> list[str]:
    """The kinds of wrong that are found at a moment."""
    before = {kind: len(found) for kind, found in witness.wrongs.items()}
    witness.company.follow(at)
    witness.look(came, witness.company.messages(at), at)
    return [kind for kind, found in witness.wrongs.items() if len(found) > before.get(kind, 0)]


def test_what_is_told_as_promised_is_right(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    thing = asked(company)
    assert look(witness, MONDAY, told(lea, MONDAY, thing)) == []
    assert look(witness, MONDAY + timedelta(hours=1)) == []
    wednesday = MONDAY - timedelta(hours=1) + timedelta(days=2)
    assert look(witness, wednesday, told(lea, wednesday, thing)) == []


def test_what_nobody_was_told_is_lost(witness: Witness, company: Company) -> None:
    asked(company)
    assert look(witness, MONDAY) == ["lost", "to be said and not said"]


def test_what_is_told_out_of_hours_or_on_leave_or_to_who_has_left_is_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    thing = asked(company)
    night = MONDAY + timedelta(hours=12)
    assert look(witness, night, told(lea, night, thing))[0] == "outside working time"
    lea.hours.leaves.append(Leave(date(2026, 10, 20), date(2026, 10, 20)))
    tuesday = MONDAY + timedelta(days=1)
    look(witness, tuesday, told(lea, tuesday, thing))
    lea.active = False
    wednesday = MONDAY + timedelta(days=2)
    look(witness, wednesday, told(lea, wednesday, thing))
    assert len(witness.wrongs["outside working time"]) == 3


def test_more_messages_than_allowed_are_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    lea.ceiling = 1
    first, second = asked(company), asked(company, 2)
    look(witness, MONDAY, told(lea, MONDAY, first, second))
    later = MONDAY + timedelta(days=2)
    found = look(witness, later, told(lea, later, first))
    assert found == ["above the ceiling", "said and not to be said"]


def test_a_second_reminder_and_a_second_copy_are_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    thing = asked(company)
    assert look(witness, MONDAY, told(lea, MONDAY, thing), told(lea, MONDAY, thing)) == [
        "twice at once"
    ]
    later = MONDAY + timedelta(minutes=15)
    assert "a second reminder that day" in look(witness, later, told(lea, later, thing))


def test_what_is_over_or_put_off_and_said_all_the_same_is_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    over, put_off = asked(company), asked(company, 2)
    company.closed(over, "done", MONDAY)
    company.put_off(put_off, date(2026, 10, 22))
    found = look(witness, MONDAY, told(lea, MONDAY, over, put_off))
    assert found[:2] == ["said although it was over", "said although it was put off"]


def test_an_escalation_to_somebody_else_or_once_more_is_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    thing, priya = asked(company), company.people["U2"]
    priya.lead = "U1"
    once = told(priya, MONDAY, thing, part=Part.ESCALATED)
    look(witness, MONDAY, told(lea, MONDAY, thing), once)
    assert "escalated twice" not in witness.wrongs
    again = replace(once, at=MONDAY + timedelta(hours=1))
    assert "escalated twice" in look(witness, again.at, again)
    lea.lead = ""
    assert "said to somebody else" in look(witness, again.at, again)


def test_a_message_that_shows_too_little_or_comes_at_another_moment_is_found(
    witness: Witness, company: Company, lea: Somebody
) -> None:
    first, _second = asked(company), asked(company, 2)
    late = MONDAY + timedelta(seconds=20)
    assert look(witness, MONDAY, told(lea, late, first)) == [
        "lost",
        "other than what was to be said",
        "at another moment",
    ]


def test_a_message_that_does_not_say_how_things_are_by_now_is_found(
    company: Company, lea: Somebody
) -> None:
    thing = asked(company)
    arrival = told(lea, MONDAY, thing)
    assert [*verdict.words([arrival], company.things, set())] == []
    company.closed(thing, "done", MONDAY)
    ((kind, _),) = verdict.words([arrival], company.things, set())
    assert kind == "says otherwise by now"
    arrival.posted.text = "✅ Done: the check-in of Goal #1"
    assert [*verdict.words([arrival], company.things, set())] == []
