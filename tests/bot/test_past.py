"""A moment of the past, as the demo's company tells it."""

from datetime import UTC, datetime

import pytest

from bot.past import moment

# A Thursday at 9:41 in Paris.
BEGINS = datetime(2026, 11, 26, 8, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "at", "timezone", "expected"),
    [
        (0, "09:12", "Europe/Paris", "2026-11-26T08:12+00:00"),
        (1, "15:20", "Europe/Paris", "2026-11-25T14:20+00:00"),
        (3, "10:00", "America/New_York", "2026-11-23T15:00+00:00"),
        (4, "10:00", "Asia/Tokyo", "2026-11-20T01:00+00:00"),
        # Before the clocks went back.
        (30, "10:00", "Europe/London", "2026-10-15T09:00+00:00"),
    ],
)
def test_it_is_on_a_working_day_and_on_the_clock_of_who_is_there(
    days: int, at: str, timezone: str, expected: str
) -> None:
    assert moment(BEGINS, days, at, timezone) == datetime.fromisoformat(expected)


def test_a_weekend_belongs_to_its_friday() -> None:
    sunday = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
    assert moment(sunday, 0, "09:00", "Europe/Paris").date().isoformat() == "2026-11-27"
    assert moment(sunday, 1, "09:00", "Europe/Paris").date().isoformat() == "2026-11-26"
