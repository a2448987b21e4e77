"""How dependencies stand on a day: late, not sure any more, waiting for somebody's answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.calendar import Calendar
from bot.store.workspaces import Workspace
from workflows.dependencies import asking, team_days, trust
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import PROMISED, Side, State

# What is late is looked for in these states; what is delivered is there.
WAITING = frozenset({State.ASKED, *PROMISED})


@dataclass(frozen=True)
class Standing:
    """A dependency as it stands.

    Attributes:
        late: the working days since its date, as the providing team counts them; None where it is
            not late.
        unsure: its date is agreed, and was not confirmed for too long: see `trust`.
        turn: the side that it waits for; None where nobody has to answer.
        today: the day on which this holds.
    """

    found: Dependency
    late: int | None
    unsure: bool
    turn: Side | None
    today: date


def of(
    session: Session, workspace: Workspace, found: Iterable[Dependency], now: datetime
) -> tuple[Standing, ...]:
    """How some dependencies stand, in their order."""
    every = tuple(found)
    today = asking.today(session, workspace, now)
    dated = [one.provider for one in every if _is_late(one, today) or one.is_promised]
    calendars = team_days.of(session, workspace, dated) if dated else {}
    return tuple(_standing(one, calendars, today, now) for one in every)


def turn(found: Dependency) -> Side | None:
    """The side whose answer a dependency waits for."""
    if found.state is State.ASKED:
        return (found.proposed_by or Side.REQUESTER).other
    if found.state is State.DELIVERED or (found.is_promised and found.taken_at is None):
        return Side.REQUESTER
    return None


def _standing(
    found: Dependency, calendars: Mapping[int, Calendar], today: date, now: datetime
) -> Standing:
    when = calendars.get(found.provider.id, Calendar())
    late = team_days.between(when, found.expected, today) if _is_late(found, today) else None
    unsure = found.is_promised and late is None and trust.standing(found, when, now).unconfirmed
    return Standing(found, late, unsure, turn(found), today)


def _is_late(found: Dependency, today: date) -> bool:
    return found.state in WAITING and found.expected < today
