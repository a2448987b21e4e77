"""The past of the demo's company: moments of somebody's day, so many working days ago."""

from datetime import date, datetime, time, timedelta

from bot.zones import zone

HEADQUARTERS = "Europe/Paris"
_DAY = timedelta(days=1)
_FRIDAY = 5


def moment(begins: datetime, days: int, at: str, timezone: str) -> datetime:
    """A time of day on one of the last working days; weekends are none, holidays are.

    Args:
        begins: when the demo begins; its day is the one at headquarters.
        days: working days before that one, 0 for the same.
        at: such as `15:20`, where the person is.
        timezone: where that is, an IANA name.

    Returns:
        In that time zone.
    """
    day = _weekday(begins.astimezone(zone(HEADQUARTERS)).date())
    for _ in range(days):
        day = _weekday(day - _DAY)
    return datetime.combine(day, time.fromisoformat(at), zone(timezone))


def _weekday(day: date) -> date:
    """This day, or the Friday before a weekend's."""
    return day - max(0, day.isoweekday() - _FRIDAY) * _DAY
