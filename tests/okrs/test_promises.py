"""What people leave other tools for: words lost, figures seen too soon, asks that never end."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from bot.asks import handover
from bot.asks.opening import Wanted, open_ask
from bot.errors import Refusal
from bot.i18n import Translator
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import checking, reporting, showing
from tests.moment import NOW
from tests.okrs.conftest import FIELDS, Aims
from tests.okrs.test_doors import Visitor
from workflows.okrs import (
    asking,
    cadences,
    check_in,
    check_ins,
    closing,
    cycles,
    ending,
    following,
    handing,
    key_result,
    kpis,
    objectives,
    rounds,
    shaping,
)
from workflows.okrs.answering import KIND
from workflows.okrs.check_ins import Told
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.key_result_form import Fields
from workflows.okrs.kpi import Kpi

DAY = timedelta(days=1)
DUE = text("UPDATE okr_cadences SET due_at = :now, next_on = '2026-03-03'")
STATES = text("SELECT state FROM asks ORDER BY id")


def told(aims: Aims, value: str, because: str = "") -> list[Told]:
    """What is told of the key result."""
    return [Told(aims.key_result.id, Decimal(value), "at_risk", because)]


def asked(session: Session, workspace: Workspace, whom: Person) -> int:
    """The id of an ask for somebody's check-in."""
    return open_ask(session, workspace, Wanted(KIND, whom.id, whom, "Invoices paid"), NOW)


def test_who_brings_only_a_kpi_checks_in_too(
    session: Session, workspace: Workspace, aims: Aims, t: Translator
) -> None:
    fields = kpis.Fields("On time", "%", Decimal(95), None, aims.lead.slack_id, "")
    made = kpis.make(session, workspace, aims.priya, aims.team, fields, NOW)
    assert isinstance(made, Kpi)
    marc = Visitor(session, workspace, aims.lead, t)
    opened = marc.types("update")
    done = marc.submits(checking.save, opened.view, **{f"kpi_value.{made.id}": "97"})
    assert "1 figure is up to date" in json.dumps(done.view)


def test_who_took_a_check_in_over_answers_it(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    check_ins.tell(session, workspace, lea, told(aims, "65"), NOW - 7 * DAY)
    ask = asked(session, workspace, lea)
    handover.give(session, workspace, ask, aims.priya, NOW)
    plain = replace(aims.priya, product_ops=False)
    answer = Visitor(session, workspace, plain, t).clicks(checking.no_change, lea.id)
    assert "noted for 1 key result" in answer.message.text
    assert session.scalars(STATES).all() == ["done"]


def test_no_change_does_not_answer_for_what_has_no_figure_yet(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    asked(session, workspace, lea)
    assert check_ins.no_change(session, workspace, lea, lea.id, NOW) == ()
    assert session.scalars(STATES).all() == ["open"]


def test_the_48_hours_begin_when_the_team_reads_it(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    given = (session, workspace)
    # A Friday evening: the team reads it on Monday morning.
    friday = NOW + timedelta(days=3, hours=16)
    session.execute(DUE, {"now": NOW})
    rounds.open_due(*given, NOW, 10)
    check_ins.tell(*given, lea, told(aims, "65", "The bank"), NOW)
    session.execute(text("UPDATE okr_rounds SET closes_at = :at"), {"at": friday})
    ending.close_due(*given, friday, 10)
    sunday, thursday = friday + 2 * DAY, friday + 5 * DAY
    assert ending.released(*given, aims.cycle.id, sunday) == {}
    assert set(ending.released(*given, aims.cycle.id, thursday)) == {aims.team}


def test_nobody_else_looks_at_a_key_result_of_this_moment(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    check_ins.tell(session, workspace, lea, told(aims, "65"), NOW)
    for person in (aims.priya, aims.guest):
        with pytest.raises(Refusal):
            Visitor(session, workspace, person, t).clicks(showing.open_page, aims.key_result.id)
    with pytest.raises(Refusal):
        Visitor(session, workspace, aims.guest, t).clicks(reporting.show_team, 0)


def test_what_nobody_touched_keeps_its_reason_and_overwrites_nothing(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    given = (session, workspace)
    other = Fields(**{**vars(FIELDS), "title": "Letters sent"})
    shaping.make(*given, aims.priya, aims.objective.id, other, NOW - 9 * DAY)
    first, second = key_result.owned_in(*given, [lea.id], aims.cycle.id)
    both = [Told(each.id, Decimal(65), "at_risk", "The bank") for each in (first, second)]
    check_ins.tell(*given, lea, both, NOW - 7 * DAY)
    visitor = Visitor(session, workspace, lea, t)
    opened = visitor.types("update")
    knows = [Told(first.id, Decimal(75), "on_track", "The lead knows better")]
    check_ins.tell(*given, aims.lead, knows, NOW - DAY)
    visitor.submits(checking.save, opened.view)
    first, second = key_result.owned_in(*given, [lea.id], aims.cycle.id)
    assert (first.value, first.because) == (75, "The lead knows better")
    assert (second.value, second.because) == (65, "The bank")
    assert check_in.history(*given, second.id)[-1].unchanged


def test_what_was_typed_of_something_dropped_meanwhile_is_not_lost_in_silence(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    visitor = Visitor(session, workspace, lea, t)
    opened = visitor.types("update")
    shaping.drop(session, workspace, aims.priya, aims.key_result.id, NOW)
    with pytest.raises(Refusal) as refused:
        visitor.submits(checking.save, opened.view, **{f"value.{aims.key_result.id}": "70"})
    assert "dropped or handed over meanwhile" in refused.value.words.one


@pytest.mark.parametrize("what", ["objective", "team"])
def test_nobody_is_asked_where_nothing_is_left(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, what: str
) -> None:
    given = (session, workspace)
    session.execute(DUE, {"now": NOW})
    rounds.open_due(*given, NOW, 10)
    asked(*given, lea)
    handing.ask(*given, lea, NOW)
    if what == "objective":
        objectives.drop(*given, aims.priya, aims.objective.id, NOW)
    else:
        teams.close(*given, aims.team, NOW)
        following.tidy(*given, NOW)
    assert set(session.scalars(STATES).all()) == {"withdrawn"}


def test_another_unit_begins_anew(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    check_ins.tell(session, workspace, lea, told(aims, "-15"), NOW)
    steps = replace(
        FIELDS, unit="", zones=("Designed", "Live"), start=Decimal(0), target=Decimal(1)
    )
    after = shaping.change(session, workspace, aims.priya, aims.key_result.id, steps, NOW)
    assert isinstance(after, key_result.KeyResult)
    assert (after.value, after.confidence, after.progress) == (None, "", 0.0)


def test_a_cycle_that_is_closed_stays_as_it_is(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    given = (session, workspace)
    span = Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30))
    following_ = cycles.make(*given, aims.priya, span, NOW)
    assert isinstance(following_, Cycle)
    with pytest.raises(Refusal):
        closing.ask_scores(*given, aims.priya, following_.id, NOW)
    closing.ask_scores(*given, aims.priya, aims.cycle.id, NOW)
    with pytest.raises(Refusal):
        check_ins.tell(*given, lea, told(aims, "80"), NOW)
    with pytest.raises(Refusal):
        shaping.change(*given, aims.priya, aims.key_result.id, FIELDS, NOW)


def test_another_hour_leaves_the_days_of_a_cadence(
    session: Session, workspace: Workspace, aims: Aims
) -> None:
    given = (session, workspace, aims.priya, aims.team)
    two = cadences.Wanted(every="two_weeks", weekday=4)
    cadences.choose(*given, two, NOW)
    session.execute(text("UPDATE okr_cadences SET next_on = '2026-03-19'"))
    after = cadences.choose(*given, replace(two, hour=time(11)), NOW)
    assert after.next_on == date(2026, 3, 19)


@pytest.mark.parametrize(("days", "asks"), [(1, []), (4, ["open"])])
def test_who_told_of_it_shortly_before_is_left_in_peace(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, days: int, asks: list[str]
) -> None:
    check_ins.tell(session, workspace, lea, told(aims, "65"), NOW - days * DAY)
    session.execute(DUE, {"now": NOW})
    rounds.open_due(session, workspace, NOW, 10)
    asking.due(session, workspace, NOW + timedelta(hours=2), 10)
    assert session.scalars(STATES).all() == asks
