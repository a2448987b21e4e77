"""Who of the demo's people will be away."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cast import CAST, Cast
from bot.delivery import outbox
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import telling
from workflows.absence.leave import Left, leave
from workflows.absence.merging import Wish
from workflows.absence.show import show

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seed:
    """An absence, said some working days before the beginning.

    Args:
        weeks: from the Monday of how many weeks later.
        begins: so many days after that Monday; it lasts `length` days.
        delegate: the handle of who stands in.
    """

    who: str
    days: int
    at: str
    weeks: int
    begins: int
    length: int
    delegate: str = ""


AWAY = (
    Seed("ines", 6, "15:40", weeks=2, begins=0, length=5, delegate="lea"),
    Seed("kenji", 9, "16:30", weeks=3, begins=3, length=2, delegate="yuki"),
    Seed("camille", 3, "09:30", weeks=1, begins=4, length=1),
    Seed("nora", 4, "10:00", weeks=5, begins=0, length=12),
)


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Say who will be away, unless they said so of other days."""
    cast: Cast = session.info[CAST]
    for each in AWAY:
        person = cast.known(session, workspace, each.who)
        if person and not show(session, workspace, person, now).absences:
            at = cast.moment(now, each.who, each.days, each.at)
            _leave(session, workspace, person, _wish(each, cast, now), at)


def _leave(
    session: Session, workspace: Workspace, person: Person, wish: Wish, now: datetime
) -> None:
    left = leave(session, workspace, person, wish, now)
    if isinstance(left, Left):
        told = telling.told(session, workspace, person, left.news, now)
        outbox.put(session, workspace, told, now)


def _wish(seed: Seed, cast: Cast, now: datetime) -> Wish:
    first = now.date() - now.weekday() * _DAY + (7 * seed.weeks + seed.begins) * _DAY
    delegate = cast.people.get(seed.delegate, "")
    return Wish(first, first + (seed.length - 1) * _DAY, delegate)
