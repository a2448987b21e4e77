"""When the demo begins: on a working morning at the company's headquarters."""

from datetime import UTC, datetime, time, timedelta

from bot.calendar import Calendar, is_working_day, local_day
from bot.past import HEADQUARTERS
from bot.zones import zone

MORNING = time(9, 41)
_OFFICE = Calendar(HEADQUARTERS, "FR")
_DAY = timedelta(days=1)


def beginning(wall: datetime) -> datetime:
    """Today at 9:41 in Paris; the last working day before where today is none.

    Args:
        wall: the time on the wall, aware.

    Returns:
        Aware UTC.
    """
    day = local_day(_OFFICE, wall)
    while not is_working_day(_OFFICE, day):
        day -= _DAY
    return datetime.combine(day, MORNING, zone(HEADQUARTERS)).astimezone(UTC)
