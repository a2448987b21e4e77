"""What is aimed at and told: cycles, alignment, check-ins, KPIs, and who sees what when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.forms import Errors
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from tests.okrs.conftest import FIELDS, Aims
from workflows.okrs import (
    cadences,
    check_in,
    check_ins,
    copying,
    correcting,
    cycles,
    doubts,
    ending,
    handing,
    key_result_form,
    kpis,
    living,
    objective,
    objectives,
    report,
    shaping,
)
from workflows.okrs.check_ins import Told
from workflows.okrs.copying import Fate
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.kpi import Kpi

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def told(aims: Aims, value: str, confidence: str = "on_track") -> list[Told]:
    """What is told of the key result."""
    return [Told(aims.key_result.id, Decimal(value), confidence)]


def test_no_two_cycles_share_a_day_or_a_name(
    session: Session, workspace: Workspace, aims: Aims
) -> None:
    given = (session, workspace, aims.priya)
    overlaps = Span("Spring", date(2026, 3, 31), date(2026, 6, 30))
    wrong = cycles.make(*given, overlaps, NOW)
    assert isinstance(wrong, Errors)
    assert wrong.fields["starts"].values == {
        "cycle": "2026 Q1",
        "ends": date(2026, 3, 31),
        "following": date(2026, 4, 1),
    }
    same = cycles.make(*given, Span("2026 q1", date(2026, 4, 1), date(2026, 6, 30)), NOW)
    assert isinstance(same, Errors)
    assert "name" in same.fields
    assert cycles.proposed(session, workspace, NOW).name == "2026 Q2"
    made = cycles.make(*given, Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30)), NOW)
    assert isinstance(made, Cycle)


def test_a_cycle_lasts_a_week_at_least_and_about_a_year_at_most() -> None:
    for days in (5, 401):
        span = Span("Odd", date(2026, 1, 1), date(2026, 1, 1) + days * DAY)
        assert isinstance(cycles.check(span), Errors)
    assert cycles.quarter(date(2026, 12, 31)) == Span(
        "2026 Q4", date(2026, 10, 1), date(2026, 12, 31)
    )


def test_a_parent_makes_no_loop(session: Session, workspace: Workspace, aims: Aims) -> None:
    looped = objectives.Typed(aims.company.title, 0, aims.objective.id)
    wrong = objectives.change(session, workspace, aims.priya, aims.company.id, looped, NOW)
    assert isinstance(wrong, Errors)
    assert wrong.fields["parent"].values == {"parent": aims.objective.title}


def test_a_team_is_shaped_by_its_lead_and_product_ops_alone(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, marc: Person
) -> None:
    with pytest.raises(Refusal):
        shaping.make(session, workspace, lea, aims.objective.id, FIELDS, NOW)
    with pytest.raises(Refusal):
        objectives.drop(session, workspace, aims.lead, aims.company.id, NOW)


def test_a_double_click_makes_one(session: Session, workspace: Workspace, aims: Aims) -> None:
    again = shaping.make(session, workspace, aims.priya, aims.objective.id, FIELDS, NOW)
    assert again == aims.key_result
    wanted = objectives.Typed("nobody asks about an INVOICE", aims.team)
    same = objectives.make(session, workspace, aims.priya, aims.cycle.id, wanted, NOW)
    assert same == objective.find(session, workspace, aims.objective.id)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"start": "10", "target": "bald"}, {"target"}),
        ({"start": "10", "target": "20", "direction": "down"}, {"direction"}),
        ({"start": "10", "target": "20", "zones": "a\nb"}, {"zones"}),
        ({"zones": "only one"}, {"zones"}),
        ({"zones": "a\nA"}, {"zones"}),
        ({"title": " ", "start": "1", "target": "2"}, {"title"}),
    ],
)
def test_what_is_wrong_with_a_key_result_is_said_beside_it(
    typed: dict[str, str], wrong: set[str]
) -> None:
    given = {"title": "Invoices paid", **typed}
    found = key_result_form.check(key_result_form.Typed(**given), "fr")
    assert isinstance(found, Errors)
    assert set(found.fields) == wrong


def test_what_was_told_is_corrected_by_its_author_and_stays(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, marc: Person
) -> None:
    given = (session, workspace)
    check_ins.tell(*given, lea, told(aims, "65"), NOW - WEEK)
    (first,) = check_in.history(*given, aims.key_result.id)
    with pytest.raises(Refusal):
        correcting.correct(*given, marc, first.id, told(aims, "64")[0], NOW)
    correcting.correct(*given, lea, first.id, told(aims, "63", "at_risk")[0], NOW)
    old, new = check_in.history(*given, aims.key_result.id)
    assert (old.value, old.corrected, new.value, new.corrects) == (65, True, 63, old.id)
    assert new.at == old.at
    found = report.require_key_result(*given, lea, aims.key_result.id)
    assert (found.value, found.confidence, found.checked_at) == (63, "at_risk", NOW - WEEK)
    with pytest.raises(Refusal):
        correcting.correct(*given, lea, first.id, told(aims, "62")[0], NOW)


def test_nobody_tells_of_what_is_somebody_elses(
    session: Session, workspace: Workspace, aims: Aims, marc: Person
) -> None:
    with pytest.raises(Refusal):
        check_ins.tell(session, workspace, aims.guest, told(aims, "70"), NOW)
    # Who leads the team may, where its owner can't.
    check_ins.tell(session, workspace, aims.lead, told(aims, "70"), NOW)


def test_no_change_said_three_times_asks_whether_it_still_matters(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    given = (session, workspace)
    check_ins.tell(*given, lea, told(aims, "65"), NOW - 4 * WEEK)
    for week in (3, 2, 1):
        same = check_ins.no_change(*given, lea, lea.id, NOW - week * WEEK)
        assert bool(living.unchanged(*given, same)) is (week == 1)
    assert check_ins.no_change(*given, lea, lea.id, NOW - WEEK) == ()
    alive = living.keep_alive(*given, lea, aims.key_result.id, NOW)
    assert living.unchanged(*given, [alive]) == ()


def test_facts_speak_against_on_track_and_nothing_is_overridden(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    given = (session, workspace)
    for week in (3, 2, 1):
        found = check_ins.tell(*given, lea, told(aims, "61"), NOW - week * WEEK)
    (doubt,) = doubts.doubts(*given, found, NOW)
    assert doubt.stuck == 3
    assert doubt.expected is not None
    assert found[0].confidence == "on_track"
    risky = check_ins.tell(*given, lea, told(aims, "61", "at_risk"), NOW)
    assert doubts.doubts(*given, risky, NOW) == ()


def test_a_kpi_tells_of_its_breach_and_its_recovery_once_each(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    given = (session, workspace)
    fields = kpis.Fields("On time", "%", Decimal(95), None, "U0LEA", "")
    made = kpis.make(*given, aims.priya, aims.team, fields, NOW)
    assert isinstance(made, Kpi)
    posts = text("SELECT key FROM deliveries WHERE key LIKE 'okrs.kpi:%' ORDER BY id")
    for day, value in enumerate((96, 94, 93, 97)):
        at = NOW + day * DAY
        kpis.tell(*given, lea, made.id, (Decimal(value), at), at)
    keys = session.scalars(posts).all()
    assert [key.split(":")[2] for key in keys] == ["breached", "recovered"]
    with pytest.raises(Refusal):
        kpis.tell(*given, aims.guest, made.id, (Decimal(1), NOW), NOW)


def test_others_see_a_teams_figures_48_hours_after_it(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, marc: Person
) -> None:
    given = (session, workspace)
    check_ins.tell(*given, lea, told(aims, "65"), NOW)
    which = ending.keep_past(*given, aims.team, aims.cycle, NOW)
    ending.comment(*given, lea, which, "The bank is slow", NOW)
    team = next(one for one in report.readable(*given, aims.priya) if one.id == aims.team)
    for person in (aims.priya, marc):
        found = report.sheet(*given, person, team, aims.cycle, NOW + 47 * timedelta(hours=1))
        assert (found.figures is not None) is (person.id == marc.id)
    later = report.sheet(*given, aims.priya, team, aims.cycle, NOW + 2 * DAY)
    assert later.figures
    assert later.comment == "The bank is slow"
    with pytest.raises(Refusal):
        ending.comment(*given, aims.priya, which, "Hurry", NOW)
    assert report.overview(*given, aims.cycle, NOW).sheets == ()
    with pytest.raises(Refusal):
        report.require_key_result(*given, aims.guest, aims.key_result.id)


def test_what_is_missing_is_told_at_once(
    session: Session, workspace: Workspace, aims: Aims, marc: Person
) -> None:
    given = (session, workspace)
    loose = objectives.Typed("Loose", aims.team)
    objectives.make(*given, aims.priya, aims.cycle.id, loose, NOW)
    nobody = key_result_form.Fields(**{**vars(FIELDS), "title": "Nobody's", "owner": ""})
    shaping.make(*given, aims.priya, aims.objective.id, nobody, NOW)
    found = report.overview(*given, aims.cycle, NOW)
    assert [gap.title for gap in found.stale] == ["Invoices paid"]
    assert [gap.title for gap in found.ownerless] == ["Nobody's"]
    assert [gap.title for gap in found.empty] == ["Month end is quiet", "Loose"]
    assert [gap.title for gap in found.loose] == ["Loose"]


def test_a_key_result_is_carried_over_once_and_begins_where_it_stands(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, marc: Person
) -> None:
    given = (session, workspace)
    check_ins.tell(*given, lea, told(aims, "72"), NOW)
    span = Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30))
    following = cycles.make(*given, aims.priya, span, NOW)
    assert isinstance(following, Cycle)
    target = (aims.team, following)
    fates = {aims.key_result.id: Fate.KEEP}
    (first,), (again,) = (copying.carry(*given, aims.lead, target, fates, NOW) for _ in range(2))
    assert first.id == again.id
    assert (first.aim.start, first.aim.target, first.value) == (72, 80, None)
    assert first.objective_title == aims.objective.title
    assert copying.carry(*given, aims.lead, target, {}, NOW) == ()


def test_a_lead_hands_over_what_somebody_left(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, marc: Person
) -> None:
    given = (session, workspace)
    handing.ask(*given, lea, NOW)
    owed = text("SELECT person_id FROM asks WHERE kind = 'okrs.hand_over' AND state = 'open'")
    assert session.scalars(owed).all() == [marc.id]
    (given_away,) = handing.give(*given, aims.lead, lea.id, "U0MARC", NOW)
    assert given_away.owner
    assert given_away.owner.id == marc.id
    assert session.scalars(owed).all() == []
    with pytest.raises(Refusal):
        handing.give(*given, aims.lead, lea.id, "U0MARC", NOW)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("weekly", [5, 12, 19, 26]),
        ("two_weeks", [5, 19]),
        ("monthly", [5]),
    ],
)
def test_a_cadence_comes_again(every: str, days: list[int]) -> None:
    wanted = cadences.Wanted(every=every)
    found = [cadences.first(wanted, NOW.date())]
    while (following := cadences.step(wanted, found[-1])).month == 3:
        found.append(following)
    assert [day.day for day in found] == days
