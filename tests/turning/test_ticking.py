"""Which moment comes next, while ticks bring about what other ticks have to do."""

from datetime import datetime, timedelta

from bot import clock
from bot.feature import Feature, Tick
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace
from bot.turning.ticking import Ticking
from tests.house.sides import settle
from tests.moment import NOW

SOON = NOW + timedelta(minutes=5)


def nothing(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """A tick that has nothing to do."""
    return 0


def test_what_came_to_be_while_the_clock_stood_still_is_not_passed_over(store: Store) -> None:
    due: list[datetime] = []

    def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
        return min((at for at in due if at > after), default=None)

    tick = Tick("trial.tell", timedelta(seconds=15), nothing, upcoming=upcoming)
    clock.hold(NOW)
    try:
        ticking = Ticking(
            (Feature("trial", ticks=(tick,)),), store, settle(store, "T0LUMEN").workspace, NOW
        )
        assert ticking.next(NOW) is None
        due.append(SOON)
        assert ticking.next(NOW) == SOON
    finally:
        clock.let_go()
