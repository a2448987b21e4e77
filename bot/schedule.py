"""Features' ticks on APScheduler: each asks the store what is due, workspace by workspace."""

from collections.abc import Sequence
from datetime import UTC

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot import clock
from bot.feature import Feature, Tick
from bot.store import workspaces
from bot.store.engine import Store
from bot.store.workspaces import Workspace

# Rows handled in one transaction.
LIMIT = 500

log = structlog.get_logger()


def run(tick: Tick, store: Store) -> None:
    """Run a tick for every workspace; one workspace's failure does not stop the others."""
    with store.begin() as session:
        served = workspaces.every(session)
    for workspace in served:
        try:
            _run_for(tick, store, workspace)
        except Exception:
            log.exception("tick failed", tick=tick.name, workspace=workspace.slack_id)


def _run_for(tick: Tick, store: Store, workspace: Workspace) -> None:
    handled = LIMIT
    while handled >= LIMIT:
        with store.begin() as session:
            handled = tick.due(session, workspace, clock.now(), LIMIT)


def scheduler(features: Sequence[Feature], store: Store) -> BackgroundScheduler:
    """The scheduler of the features' ticks, not started yet.

    A late tick still runs, late ticks of one kind run once, and never two of them at a time.
    """
    background = BackgroundScheduler(
        timezone=UTC,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for feature in features:
        for tick in feature.ticks:
            background.add_job(
                _safely,
                IntervalTrigger(seconds=int(tick.every.total_seconds()), timezone=UTC),
                args=(tick, store),
                id=tick.name,
                next_run_time=clock.now(),
            )
    return background


def _safely(tick: Tick, store: Store) -> None:
    try:
        run(tick, store)
    except Exception:
        log.exception("tick failed", tick=tick.name)
