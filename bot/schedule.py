"""Features' ticks on APScheduler: each asks the store what is due, workspace by workspace."""

from collections.abc import Sequence
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot import clock
from bot.feature import Feature, Tick
from bot.store import ticks, workspaces
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace

# Rows handled in one transaction.
LIMIT = 500

log = structlog.get_logger()


class Ran:
    """What one process has written down of when its ticks ran."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, int], datetime] = {}

    def note(self, session: Session, workspace: Workspace, tick: Tick, now: datetime) -> None:
        """Write down that a tick runs in this transaction, unless that was done just before."""
        place = (tick.name, workspace.id)
        before = self._at.get(place)
        # The time of a demo may be turned back.
        if before is None or not before <= now < before + ticks.SELDOM:
            ticks.ran(session, workspace, tick.name, now)
            self._at[place] = now


def run(tick: Tick, store: Store, ran: Ran | None = None) -> None:
    """Run a tick for every workspace; one workspace's failure does not stop the others.

    Args:
        ran: this process's; without it each run is written down.
    """
    with store.begin() as session:
        served = workspaces.every(session)
    for workspace in served:
        try:
            _run_for(tick, store, workspace, ran or Ran())
        except Exception:
            log.exception("tick failed", tick=tick.name, workspace=workspace.slack_id)


def _run_for(tick: Tick, store: Store, workspace: Workspace, ran: Ran) -> None:
    handled = LIMIT
    while handled >= LIMIT:
        with store.begin() as session:
            now = clock.now()
            handled = tick.due(session, workspace, now, LIMIT)
            # Last, so that nobody waits long for the row.
            ran.note(session, workspace, tick, now)


def scheduler(features: Sequence[Feature], store: Store) -> BackgroundScheduler:
    """The scheduler of the features' ticks, not started yet.

    A late tick still runs, late ticks of one kind run once, and never two of them at a time.
    """
    background = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    ran = Ran()
    for feature in features:
        for tick in feature.ticks:
            background.add_job(
                _safely,
                IntervalTrigger(seconds=int(tick.every.total_seconds()), timezone=UTC),
                args=(tick, store, ran),
                id=tick.name,
                # The scheduler goes by the wall clock, whatever product time is.
                next_run_time=datetime.fromtimestamp(clock.wall(), UTC),
            )
    return background


def _safely(tick: Tick, store: Store, ran: Ran) -> None:
    try:
        run(tick, store, ran)
    except Exception:
        log.exception("tick failed", tick=tick.name)
