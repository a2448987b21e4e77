"""When people of real places work: their holidays, their clocks, their part of the week."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot import calendar
from bot.calendar import Absence, Calendar
from bot.i18n import Translator
from bot.zones import zone

PARIS = Calendar("Europe/Paris", "FR")


@pytest.mark.parametrize(
    ("country", "region", "day", "works"),
    [
        ("FR", "", date(2026, 7, 14), False),
        ("FR", "", date(2026, 4, 3), True),
        ("FR", "6AE", date(2026, 4, 3), False),
        ("DE", "", date(2026, 1, 6), True),
        ("DE", "BY", date(2026, 1, 6), False),
        ("DE", "BE", date(2026, 1, 6), True),
        ("GB", "ENG", date(2026, 1, 2), True),
        ("GB", "SCT", date(2026, 1, 2), False),
        ("GB", "ENG", date(2026, 4, 6), False),
        ("GB", "SCT", date(2026, 4, 6), True),
        ("CA", "QC", date(2026, 6, 24), False),
        ("CA", "ON", date(2026, 6, 24), True),
        # Independence Day falls on a Saturday: the Friday before is off.
        ("US", "", date(2026, 7, 3), False),
        # The first of January 2028 too: its day off lies in the year before.
        ("US", "", date(2027, 12, 31), False),
        ("", "", date(2026, 12, 25), True),
        ("XX", "", date(2026, 12, 25), True),
        ("FR", "ZZ", date(2026, 12, 25), False),
        ("fr", "", date(2026, 12, 25), True),
    ],
)
def test_public_holidays_are_those_of_the_place(
    country: str, region: str, day: date, works: bool
) -> None:
    when = Calendar(country=country, region=region)
    assert calendar.is_working_day(when, day) is works
    assert bool(calendar.holiday(when, day)) is not works


def utc(*moment: int) -> datetime:
    """An instant."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        # The Friday before a clock change and the Monday after it, at 9:00 there.
        ("Europe/Paris", utc(2026, 3, 27, 8), utc(2026, 3, 30, 7)),
        ("Europe/Paris", utc(2026, 10, 23, 7), utc(2026, 10, 26, 8)),
        ("America/New_York", utc(2026, 3, 6, 14), utc(2026, 3, 9, 13)),
        ("America/New_York", utc(2026, 10, 30, 13), utc(2026, 11, 2, 14)),
        ("Australia/Sydney", utc(2026, 4, 2, 22), utc(2026, 4, 5, 23)),
        # Half an hour on Lord Howe.
        ("Australia/Lord_Howe", utc(2026, 4, 2, 22), utc(2026, 4, 5, 22, 30)),
        ("Australia/Lord_Howe", utc(2026, 10, 1, 22, 30), utc(2026, 10, 4, 22)),
    ],
)
def test_the_day_begins_at_nine_there_on_both_sides_of_a_clock_change(
    name: str, before: datetime, after: datetime
) -> None:
    when = Calendar(name)
    assert calendar.next_moment(when, before - timedelta(hours=1)) == before
    assert calendar.add_days(when, before, 1) == after


def test_an_hour_that_a_clock_change_skips_begins_later_and_one_that_comes_twice_at_once() -> None:
    night = Calendar("Europe/Paris", weekdays=frozenset({7}), start=time(2, 30), end=time(11))
    assert calendar.opening(night, date(2026, 3, 29)) == utc(2026, 3, 29, 1, 30)
    assert calendar.opening(night, date(2026, 10, 25)) == utc(2026, 10, 25, 0, 30)


def test_a_working_day_that_a_clock_change_swallows_is_none() -> None:
    night = Calendar("Europe/Paris", weekdays=frozenset({7}), start=time(2, 30), end=time(3))
    assert not calendar.is_working_day(night, date(2026, 3, 29))
    assert calendar.next_moment(night, utc(2026, 3, 28)) == utc(2026, 4, 5, 0, 30)


def test_the_year_ends_between_two_working_days() -> None:
    assert calendar.add_days(PARIS, utc(2026, 12, 31, 12), 1) == utc(2027, 1, 4, 8)
    assert calendar.days_between(PARIS, utc(2026, 12, 24, 12), utc(2027, 1, 4, 12)) == 5


def test_part_time_counts_only_the_days_that_are_worked() -> None:
    part = Calendar("Europe/Paris", "FR", weekdays=frozenset({1, 2, 4}))
    tuesday = utc(2026, 3, 3, 9, 41)
    assert calendar.add_days(part, tuesday, 1) == utc(2026, 3, 5, 8)
    assert calendar.add_days(part, tuesday, 2) == utc(2026, 3, 9, 8)
    assert calendar.fair_due(part, utc(2026, 3, 4, 12)) == utc(2026, 3, 5, 17)


def test_absences_that_overlap_end_with_the_last_of_them() -> None:
    away = Calendar(
        "Europe/Paris",
        absences=(
            Absence(date(2026, 3, 2), date(2026, 3, 11)),
            Absence(date(2026, 3, 4), date(2026, 3, 5)),
            Absence(date(2026, 3, 11), date(2026, 3, 16)),
        ),
    )
    assert calendar.next_moment(away, utc(2026, 3, 3, 9, 41)) == utc(2026, 3, 17, 8)
    assert calendar.fair_due(away, utc(2026, 3, 3, 9, 41)) == utc(2026, 3, 17, 17)


def test_quiet_hours_are_those_of_the_place() -> None:
    for name, opens in (("Asia/Tokyo", 0), ("Europe/Paris", 8), ("America/New_York", 14)):
        when = Calendar(name)
        assert calendar.next_moment(when, utc(2026, 3, 3)) == utc(2026, 3, 3, opens)
        assert not calendar.is_working(when, utc(2026, 3, 3, opens) + timedelta(hours=9))


@pytest.mark.parametrize(
    "name", ["", "America", "Nowhere/At_All", "/etc/localtime", "../UTC", "é\0"]
)
def test_a_zone_that_nobody_knows_is_utc(name: str, t: Translator) -> None:
    assert zone(name).utcoffset(utc(2026, 7, 1)) == timedelta(0)
    assert calendar.next_moment(Calendar(name), utc(2026, 3, 3)) == utc(2026, 3, 3, 9)
    assert "9:41" in t.hour(utc(2026, 3, 3, 9, 41), name)


@pytest.mark.parametrize(
    ("when", "fields"),
    [
        (Calendar(), set()),
        (Calendar(country="DE", region="BY"), set()),
        (Calendar(country="XX"), {"country"}),
        (Calendar(country="FR", region="BY"), {"region"}),
        (Calendar(region="BY"), {"region"}),
        (Calendar(weekdays=frozenset()), {"weekdays"}),
        (Calendar(weekdays=frozenset({0, 8})), {"weekdays"}),
        (Calendar(start=time(18), end=time(9)), {"end"}),
        (Calendar(start=time(9), end=time(9)), {"end"}),
    ],
)
def test_a_calendar_that_can_not_be_set_says_which_field_is_wrong(
    when: Calendar, fields: set[str]
) -> None:
    assert set(calendar.wrong(when)) == fields


def test_nobody_works_in_a_calendar_without_days_or_hours() -> None:
    for when in (Calendar(weekdays=frozenset()), Calendar(start=time(18), end=time(9))):
        assert calendar.next_moment(when, utc(2026, 3, 3)) is None
        assert calendar.add_days(when, utc(2026, 3, 3), 1) is None
        assert not calendar.is_working(when, utc(2026, 3, 3, 12))


def test_countries_and_regions_have_codes_and_names() -> None:
    assert {"FR", "GB", "US", "JP"} <= set(calendar.supported())
    assert "BY" in calendar.regions("DE")
    assert calendar.regions("XX") == ()
    assert calendar.region_name("DE", "BY") == "Bayern"
    assert calendar.region_name("DE", "ZZ") == "ZZ"


@pytest.mark.parametrize(
    ("day", "year", "english", "french"),
    [
        (date(2026, 3, 6), False, "Friday 6 March", "vendredi 6 mars"),
        (date(2026, 3, 1), False, "Sunday 1 March", "dimanche 1er mars"),
        (date(2027, 1, 11), True, "Monday 11 January 2027", "lundi 11 janvier 2027"),
    ],
)
def test_a_date_is_written_with_its_day_of_the_week(
    day: date, year: bool, english: str, french: str, t: Translator, fr: Translator
) -> None:
    assert (t.weekday(day, year), fr.weekday(day, year)) == (english, french)
