"""What calendars and absences are read from rows, for one or for many."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.calendar import next_moment
from bot.store import absences, calendars
from bot.store.absences import AbsenceRow
from bot.store.people import Person, PersonRow
from tests.absence.people import Absent, at, march


def test_who_is_away_and_who_stands_in_is_known_for_many_at_once(
    her: Absent, him: Absent, marc: Person
) -> None:
    her.leaves(3, 6, "U0HUGO")
    her.leaves(10, 12, "U0HUGO")
    ids = [her.person.id, him.person.id, marc.id]
    given = (her.session, her.workspace, ids)
    assert {who: away.last for who, away in calendars.current(*given, her.now).items()} == {
        her.person.id: march(6)
    }
    assert calendars.delegates(*given, her.now)[her.person.id].slack_id == "U0HUGO"
    assert calendars.current(*given, at(8)) == {}
    assert calendars.delegates(*given, at(8)) == {}
    hugo = PersonRow.id == him.person.id
    her.session.execute(update(PersonRow).where(hugo).values(active=False))
    assert calendars.delegates(*given, her.now) == {}


def test_a_day_is_a_day_where_the_person_is(her: Absent, session: object, marc: Person) -> None:
    late = at(4, 2)
    nora = Absent(her.session, her.workspace, marc, late)
    her.now = late
    assert her.leaves(4, 4).shown.under_way
    assert not nora.leaves(4, 4).shown.under_way
    ids = [her.person.id, marc.id]
    assert set(calendars.current(her.session, her.workspace, ids, late)) == {her.person.id}


def test_calendars_leave_out_what_was_over_long_ago(her: Absent) -> None:
    her.leaves(3, 4)
    later = her.now + absences.COUNTS + timedelta(days=3)
    ids = [her.person.id]
    assert calendars.of(her.session, her.workspace, ids, her.now)[ids[0]].absences
    assert not calendars.of(her.session, her.workspace, ids, later)[ids[0]].absences
    assert calendars.of(her.session, her.workspace, ids)[ids[0]].absences


def test_a_year_after_its_end_an_absence_is_forgotten(her: Absent) -> None:
    her.leaves(3, 4)
    her.leaves(10, None)
    given = (her.session, her.workspace)
    assert absences.forget(*given, her.now + timedelta(days=366), 10) == 0
    assert absences.forget(*given, her.now + timedelta(days=369), 10) == 1
    assert her.session.scalars(select(AbsenceRow.last)).all() == [None]


@pytest.mark.parametrize(
    ("changes", "country", "region"),
    [
        ({}, "DE", "BE"),
        ({"country": "FR"}, "FR", ""),
        ({"country": "FR", "region": "6AE"}, "FR", "6AE"),
        ({"region": "BY"}, "DE", "BY"),
        ({"country": ""}, "", ""),
    ],
)
def test_who_sets_no_country_has_their_workspaces(
    her: Absent, changes: dict[str, str], country: str, region: str
) -> None:
    her.workspace = replace(her.workspace, country="DE", region="BE")
    if changes:
        mine = PersonRow.id == her.person.id
        her.session.execute(update(PersonRow).where(mine).values(**changes))
    assert (her.calendar.country, her.calendar.region) == (country, region)


def test_hours_and_days_that_no_form_lets_through_count_as_usual(her: Absent) -> None:
    wrong = text("UPDATE people SET weekdays = '{}', day_start = '18:00', day_end = '09:00'")
    her.session.execute(wrong)
    assert next_moment(her.calendar, her.now) == her.now
