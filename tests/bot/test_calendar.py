"""Working days, hours and absences hold for any calendar, at any instant, wherever people are."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot import calendar
from bot.calendar import Absence, Calendar

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ZONES = (
    *("UTC", "Europe/Paris", "America/New_York", "Australia/Sydney", "Australia/Lord_Howe"),
    *("Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Santiago"),
    *("Africa/Casablanca", "Asia/Beirut", "Antarctica/Troll", "Nowhere/At_All", ""),
)
PLACES = (
    *(("", ""), ("FR", ""), ("FR", "6AE"), ("DE", "BY"), ("GB", "SCT"), ("CA", "QC")),
    *(("US", ""), ("JP", ""), ("AU", "NSW"), ("XX", ""), ("FR", "ZZ"), ("", "BY")),
)
# Around clock changes and year ends, beside any other.
TURNS = (
    *(datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    *(datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC)),
    *(datetime(2026, 4, 4, 15, tzinfo=UTC), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    *(datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2024, 2, 29, tzinfo=UTC)),
)
START = datetime(2024, 1, 1, tzinfo=UTC)
instants = st.one_of(
    st.integers(0, 9 * 366 * 24 * 60).map(lambda minutes: START + minutes * MINUTE),
    st.builds(
        lambda turn, minutes: turn + minutes * MINUTE,
        st.sampled_from(TURNS),
        st.integers(-2_880, 2_880),
    ),
)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


def _absence(first: date, length: int | None) -> Absence:
    return Absence(first, None if length is None else first + length * DAY)


ended = st.builds(_absence, days, st.integers(0, 40))
hours = st.lists(st.times(), min_size=2, max_size=2, unique=True).map(sorted)


def _calendar(
    zone: str, place: tuple[str, str], week: frozenset[int], day: list[time], away: list[Absence]
) -> Calendar:
    return Calendar(zone, *place, week, *day, tuple(away))


calendars = st.builds(
    _calendar,
    st.sampled_from(ZONES),
    st.sampled_from(PLACES),
    st.frozensets(st.integers(1, 7), min_size=1),
    st.one_of(st.just([time(9), time(18)]), hours),
    st.lists(ended, max_size=4),
)


@given(calendars, instants)
@example(
    Calendar("Europe/Paris", start=time(2, 30), end=time(3), weekdays=frozenset({7})), TURNS[0]
)
@example(Calendar("Australia/Lord_Howe", start=time(0), end=time(2, 10)), TURNS[5])
def test_the_next_moment_is_working_and_nothing_before_it_is(
    when: Calendar, instant: datetime
) -> None:
    found = calendar.next_moment(when, instant)
    assert found is not None
    assert found >= instant
    assert calendar.is_working(when, found)
    if found > instant:
        assert not calendar.is_working(when, instant)
        assert not calendar.is_working(when, found - timedelta(microseconds=1))
        between = calendar.local_day(when, instant)
        while between < calendar.local_day(when, found):
            late = calendar.closing(when, between) <= instant
            assert late or not calendar.is_working_day(when, between)
            between += DAY


@given(calendars, instants, st.integers(0, 12))
def test_adding_working_days_counts_each_of_them_once(
    when: Calendar, instant: datetime, count: int
) -> None:
    found = calendar.add_days(when, instant, count)
    assert found is not None
    assert calendar.days_between(when, instant, found) == count
    if count:
        assert found > instant
        assert calendar.is_working(when, found)


@given(calendars, instants)
def test_a_moment_that_works_is_its_own_next_moment(when: Calendar, instant: datetime) -> None:
    if calendar.is_working(when, instant):
        assert calendar.next_moment(when, instant) == instant
        assert calendar.fair_due(when, instant) == instant


@given(calendars, instants)
def test_what_is_due_on_a_day_off_is_due_at_the_end_of_the_next_working_day(
    when: Calendar, due: datetime
) -> None:
    fair = calendar.fair_due(when, due)
    assert fair is not None
    if calendar.is_working_day(when, calendar.local_day(when, due)):
        assert fair == due
    else:
        assert fair > due
        assert calendar.is_working(when, fair - timedelta(microseconds=1))
        assert not calendar.is_working(when, fair)
        assert calendar.days_between(when, due, fair) == 1


@given(calendars, instants, st.sampled_from(ZONES), st.integers(1, 5))
def test_who_moves_between_two_reminders_gets_the_second_one_later_on_another_day(
    when: Calendar, instant: datetime, zone: str, count: int
) -> None:
    first = calendar.next_moment(when, instant)
    assert first is not None
    moved = replace(when, timezone=zone)
    second = calendar.add_days(moved, first, count)
    assert second is not None
    assert second > first
    assert calendar.is_working(moved, second)
    assert calendar.local_day(moved, second) > calendar.local_day(moved, first)
    assert calendar.days_between(moved, first, second) == count


@given(calendars, days, instants)
def test_an_open_absence_has_no_next_working_day(
    when: Calendar, first: date, instant: datetime
) -> None:
    away = replace(when, absences=(*when.absences, Absence(first)))
    found = calendar.next_moment(away, instant)
    if calendar.local_day(when, instant) >= first:
        assert found is None
        assert calendar.add_days(away, instant, 1) is None
        assert calendar.fair_due(away, instant) is None
    elif found is not None:
        assert calendar.local_day(away, found) < first


@given(calendars, ended, instants)
def test_an_absence_only_ever_takes_working_moments_away(
    when: Calendar, absence: Absence, instant: datetime
) -> None:
    away = replace(when, absences=(*when.absences, absence))
    before, after = calendar.next_moment(when, instant), calendar.next_moment(away, instant)
    assert before is not None
    assert after is not None
    assert after >= before
    assert not absence.covers(calendar.local_day(away, after))
    twice = replace(away, absences=(*away.absences, absence))
    assert calendar.next_moment(twice, instant) == after


@given(ended, ended)
def test_two_absences_meet_when_a_day_belongs_to_both(one: Absence, other: Absence) -> None:
    assert one.last
    both = any(other.covers(one.first + n * DAY) for n in range((one.last - one.first).days + 1))
    assert one.meets(other) == other.meets(one) == both


@given(st.text(max_size=40), st.text(max_size=4), st.text(max_size=4), instants)
def test_no_words_in_a_row_make_a_calendar_fail(
    zone: str, country: str, region: str, instant: datetime
) -> None:
    when = Calendar(zone, country, region)
    assert calendar.next_moment(when, instant) is not None
    calendar.wrong(when)
