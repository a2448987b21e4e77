"""Journeys: who is enrolled, what is opened when, what ticks it, and what becomes of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot import facts
from bot.asks import finding
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.store import absences
from bot.store.absences import Away
from bot.store.people import Person
from tests.moment import NOW
from tests.onboarding.conftest import DAY, Arrival
from workflows.onboarding import (
    asked,
    doing,
    enrolling,
    figures,
    hearing,
    leaving,
    overview,
    shelf,
    steering,
)
from workflows.onboarding.enrolling import Typed, Wanted
from workflows.onboarding.enrolment import State
from workflows.onboarding.overview import Why
from workflows.onboarding.pacing import Pace

ASKS = text("SELECT kind, title, state FROM asks ORDER BY id")
OPEN = text("SELECT title FROM asks WHERE state = 'open' ORDER BY id")


def done(arrival: Arrival, who: Person, *keys: str) -> None:
    """Somebody does steps."""
    for key in keys:
        doing.do(*arrival.given, who, arrival.step(key).id, arrival.now)


def test_on_the_first_day_three_things_come_and_no_more(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    own = [one.step.key for one in arrival.on.own if one.state is State.OPEN]
    # The desk waits for the laptop, which is the manager's.
    assert own == ["read", "tools", "people"]
    assert "laptop" in arrival.keys(State.OPEN)
    arrival.ticks()
    assert [one.step.key for one in arrival.on.own if one.state is State.OPEN] == own


def test_what_somebody_else_holds_up_says_so_and_opens_what_waits(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    kinds = {kind: title for kind, title, _ in arrival.session.execute(ASKS)}
    assert kinds[asked.HOLDING] == "Laptop ← Sam Okafor"
    assert kinds[asked.HELP] == "Hello (fr) ← Sam Okafor"
    done(arrival, arrival.marc, "laptop")
    arrival.passes(1)
    assert arrival.step("desk").state is State.OPEN


def test_a_step_ticks_itself_when_the_thing_happens_also_before_its_day(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    facts.record(*arrival.given, "insight.kept", 1, arrival.sam, arrival.now)
    assert arrival.step("insight").state is State.DONE
    arrival.passes(3)
    titles = arrival.session.scalars(text("SELECT title FROM asks")).all()
    assert "Insight" not in titles


def test_somebody_else_confirms_and_may_give_it_back(arrival: Arrival) -> None:
    arrival.begins(NOW.date() - 6 * DAY)
    arrival.passes(4)
    which = arrival.step("talk").id
    done(arrival, arrival.sam, "talk")
    assert arrival.step("talk").state is State.CLAIMED
    assert finding.is_owed(*arrival.given, arrival.marc, asked.CONFIRM, which)
    with pytest.raises(Refusal):
        doing.confirm(*arrival.given, arrival.lea, which, True, arrival.now)
    doing.confirm(*arrival.given, arrival.marc, which, False, arrival.now)
    assert arrival.step("talk").state is State.OPEN
    assert finding.is_owed(*arrival.given, arrival.sam, asked.STEP, which)
    done(arrival, arrival.sam, "talk")
    doing.confirm(*arrival.given, arrival.marc, which, True, arrival.now)
    assert arrival.step("talk").state is State.DONE


def test_nobody_is_enrolled_twice(arrival: Arrival, t: Translator) -> None:
    made = arrival.begins()
    wanted = Wanted("U0SAM", NOW.date())
    again = enrolling.enrol(*arrival.given, arrival.priya, made.journey, wanted, NOW)
    assert isinstance(again, Errors)
    said = t.words(again.fields["person"])
    assert said == (
        "Sam Okafor is on “A short one” already, first day Tuesday 3 March 2026: one journey at a"
        " time. `/onboard status` shows it."
    )


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (Typed("", "2026-03-03"), "person", "Choose who arrives."),
        (Typed("U1", ""), "starts", "Choose their first day."),
        (Typed("U1", "2025-03-03"), "starts", "That is more than 120 days ago"),
        (Typed("U1", "2028-03-03"), "starts", "more than a year ahead"),
        (Typed("U1", "2026-03-03", manager="U1"), "manager", "somebody other than who arrives"),
    ],
)
def test_what_is_wrong_with_who_arrives_is_said_beside_it(
    typed: Typed, field: str, said: str, t: Translator
) -> None:
    wrong = enrolling.check(typed, NOW.date())
    assert isinstance(wrong, Errors)
    assert said in t.words(wrong.fields[field])


def test_a_late_start_comes_a_few_things_a_day(arrival: Arrival) -> None:
    arrival.begins(NOW.date() - 28 * DAY)
    arrival.ticks()
    assert len([one for one in arrival.on.own if one.state is State.OPEN]) == 3
    arrival.passes(1)
    assert len([one for one in arrival.on.own if one.state is State.OPEN]) == 6


def test_leave_and_a_pause_bring_no_burst(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    away = Away(NOW.date() + DAY, NOW.date() + 7 * DAY, said_at=NOW)
    absences.add(*arrival.given, arrival.sam, away, NOW)
    arrival.passes(7)
    assert len([one for one in arrival.on.own if one.state is State.OPEN]) == 3
    arrival.passes(1)
    found = steering.pause(*arrival.given, arrival.sam, arrival.which, arrival.now)
    before = arrival.keys(State.OPEN)
    arrival.passes(5)
    assert arrival.keys(State.OPEN) == before
    assert found.paused_at
    steering.resume(*arrival.given, arrival.sam, arrival.which, arrival.now)
    arrival.ticks()
    assert len(arrival.keys(State.OPEN)) <= len(before) + 3


def test_slower_is_one_thing_a_day(arrival: Arrival) -> None:
    arrival.begins()
    steering.go(*arrival.given, arrival.sam, arrival.which, Pace.SLOWER, NOW)
    arrival.ticks()
    assert len([one for one in arrival.on.own if one.state is State.OPEN]) == 1
    with pytest.raises(Refusal):
        steering.go(*arrival.given, arrival.lea, arrival.which, Pace.FASTER, NOW)


def test_a_moved_start_keeps_what_was_done(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    done(arrival, arrival.sam, "read")
    enrolling.move(*arrival.given, arrival.marc, arrival.which, date(2026, 3, 16), arrival.now)
    arrival.passes(2)
    assert arrival.step("read").state is State.DONE
    assert arrival.step("insight").state is State.WAITING
    assert arrival.step("tools").state is State.OPEN


def test_who_leaves_in_the_first_week_is_asked_nothing_more_and_neither_is_anybody(
    arrival: Arrival,
) -> None:
    arrival.begins()
    arrival.ticks()
    leaving.left(*arrival.given, arrival.sam, arrival.now)
    assert arrival.on.ended_why == "left"
    assert not arrival.session.scalars(OPEN).all()
    arrival.passes(3)
    assert not arrival.session.scalars(OPEN).all()


def test_what_was_the_buddys_who_left_goes_on(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    gone = text("UPDATE people SET active = false WHERE id = :id")
    arrival.session.execute(gone, {"id": arrival.lea.id})
    leaving.left(*arrival.given, replace(arrival.lea, active=False), arrival.now)
    assert arrival.step("hello").person.id == arrival.marc.id
    arrival.passes(1)
    assert arrival.step("hello").state is State.OPEN


def test_what_is_unclear_goes_to_who_wrote_it_and_counts(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    which = arrival.step("tools").id
    assert isinstance(hearing.unclear(*arrival.given, arrival.sam, which, "  ", NOW), Errors)
    kept = hearing.unclear(*arrival.given, arrival.sam, which, "Which ones?", NOW)
    assert not isinstance(kept, Errors)
    assert kept.hears.id == arrival.priya.id


def test_a_survey_is_done_with_its_answers(arrival: Arrival, t: Translator) -> None:
    arrival.begins(NOW.date() - 10 * DAY)
    arrival.passes(6)
    taken = arrival.step("survey")
    wrong = hearing.check(taken, {"well": "9"})
    assert isinstance(wrong, Errors)
    assert t.words(wrong.fields["well"]) == "Choose from 1 to 5."
    answers = hearing.check(taken, {"well": "4", "what": "A plant"})
    assert answers == {"well": 4, "what": "A plant"}
    with pytest.raises(Refusal):
        done(arrival, arrival.sam, "survey")
    with pytest.raises(Refusal):
        hearing.answer(*arrival.given, arrival.marc, taken.id, answers, arrival.now)
    hearing.answer(*arrival.given, arrival.sam, taken.id, answers, arrival.now)
    assert arrival.step("survey").state is State.DONE
    # Of one alone, nobody reads what they answered.
    assert not any(each.means for each in figures.of(*arrival.given, arrival.on.journey, NOW))


def test_a_journey_ends_with_its_last_step(arrival: Arrival) -> None:
    arrival.begins(NOW.date() - 20 * DAY)
    arrival.passes(6)
    done(arrival, arrival.marc, "laptop")
    done(arrival, arrival.lea, "hello")
    arrival.passes(3)
    done(arrival, arrival.sam, "desk", "read", "tools", "people", "talk")
    facts.record(*arrival.given, "insight.kept", 1, arrival.sam, arrival.now)
    doing.confirm(*arrival.given, arrival.marc, arrival.step("talk").id, True, arrival.now)
    assert arrival.on.ended_at is None
    hearing.answer(*arrival.given, arrival.sam, arrival.step("survey").id, {"well": 5}, arrival.now)
    assert arrival.on.ended_why == "done"
    assert not arrival.session.scalars(OPEN).all()


def test_who_sees_what(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    which = arrival.step("tools").id
    for person in (arrival.sam, arrival.marc, arrival.lea, arrival.priya):
        doing.look(*arrival.given, person, which)
    stranger = replace(arrival.priya, id=arrival.priya.id + 1_000, product_ops=False)
    with pytest.raises(Refusal):
        doing.look(*arrival.given, stranger, which)
    with pytest.raises(Refusal):
        done(arrival, arrival.lea, "tools")
    assert len(overview.standings(*arrival.given, arrival.priya, NOW)) == 1
    assert len(overview.standings(*arrival.given, arrival.marc, NOW)) == 1
    (own,) = overview.standings(*arrival.given, arrival.sam, NOW + 20 * DAY)
    # What others are late with is no concern of who arrives.
    assert own.why == ()
    assert not overview.standings(*arrival.given, stranger, NOW)


def test_what_needs_attention_says_why(arrival: Arrival) -> None:
    arrival.begins()
    arrival.ticks()
    (found,) = overview.standings(*arrival.given, arrival.priya, arrival.now)
    assert (found.why, found.day, found.done, found.total) == ((), 0, 0, 7)
    arrival.passes(9)
    (found,) = overview.standings(*arrival.given, arrival.priya, arrival.now)
    assert {why for why, _ in found.why} == {Why.BLOCKED, Why.STUCK}
    whole = overview.of(*arrival.given, arrival.on, arrival.now)
    assert (whole.day, whole.last, whole.done, whole.total, whole.why) == (
        *(found.day, found.last, found.done, found.total),
        found.why,
    )
    steering.pause(*arrival.given, arrival.sam, arrival.which, arrival.now)
    (found,) = overview.standings(*arrival.given, arrival.priya, arrival.now)
    # Who paused leaves it open on purpose; what others hold up waits all the same.
    assert {why for why, _ in found.why} == {Why.BLOCKED, Why.PAUSED}


def test_a_journey_is_kept_once_and_changed_in_its_place(arrival: Arrival) -> None:
    made = arrival.begins()
    (kept,) = shelf.every(*arrival.given)
    assert kept.id == made.journey
    assert kept.owner == arrival.priya
    with pytest.raises(Refusal):
        shelf.keep(*arrival.given, arrival.sam, kept.journey, NOW + timedelta(hours=1))
