"""What waits behind the scenes at a moment: jobs and deliveries, done one after the other."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, text

from bot import clock
from bot.assembly import Bot
from bot.delivery import claims, engine
from bot.delivery.postmen import Postmen
from bot.store import homes, jobs
from bot.store.workspaces import Workspace

# App Home shows how things stand: it is drawn when the clock has come to rest.
LEFT = (homes.DRAW,)
# What Slack did not take for a moment is waited for: so long, in seconds of machine time.
PATIENCE = 8.0
# Slack's pace is skipped in steps of so many seconds, and so many times at one moment.
STEP, STEPS = 1.0, 600

_WAITING = text("""
    SELECT id, extract(epoch FROM scheduled_at - now()) AS seconds FROM procrastinate_jobs
    WHERE queue_name = :queue AND status = 'todo' AND args ->> 'workspace' = :team
        AND task_name NOT IN :left
    ORDER BY id
""").bindparams(bindparam("left", expanding=True))
_READ = text("SELECT task_name, args FROM procrastinate_jobs WHERE id = :id AND status = 'todo'")
_DONE = text("DELETE FROM procrastinate_jobs WHERE id = :id")

log = structlog.get_logger()


class Errands:
    """The jobs and deliveries of one workspace, while nobody else does them.

    Args:
        postmen: whose time is the one that is turned.
        stopping: set when the turning is to end: nothing is waited for.
    """

    def __init__(
        self, bot: Bot, workspace: Workspace, postmen: Postmen, stopping: threading.Event
    ) -> None:
        self._jobs = {job.name: job for feature in bot.features for job in feature.jobs}
        self._store = bot.store
        self._clients = bot.clients
        self._rules = bot.rules
        self._workspace = workspace
        self._postmen = postmen
        self._stopping = stopping
        # When jobs that wait are due in product time, by their ids.
        self._due: dict[int, datetime] = {}
        # How often jobs failed, by their ids.
        self._failed: Counter[int] = Counter()

    def next(self) -> datetime | None:
        """When the next job that waits is due."""
        return min(self._due.values(), default=None)

    def drain(self, skip: Callable[[float], None]) -> None:
        """Do all that is due now.

        Args:
            skip: has so many seconds pass, in which Slack's pace is kept.
        """
        for _ in range(STEPS):
            worked, waits = self._do_jobs(), self._deliver()
            if waits is None:
                if not worked:
                    return
            elif self._stopping.is_set() or waits > PATIENCE:
                return
            elif waits <= 0:
                skip(STEP)
            else:
                self._stopping.wait(waits)

    def _do_jobs(self) -> bool:
        """Do the jobs that are due; whether there was one."""
        now = clock.now()
        with self._store.begin() as session:
            given = {"queue": jobs.QUEUE, "team": self._workspace.slack_id, "left": list(LEFT)}
            waiting = session.execute(_WAITING, given).all()
        due = {}
        for row in waiting:
            ahead = timedelta(seconds=max(0.0, float(row.seconds or 0.0)))
            due[row.id] = self._due.get(row.id, now + ahead)
        mine = [job for job, at in due.items() if at <= now]
        self._due = {job: at for job, at in due.items() if at > now}
        for job in mine:
            self._do(job)
        return bool(mine)

    def _do(self, job: int) -> None:
        with self._store.begin() as session:
            found = session.execute(_READ, {"id": job}).first()
        if found is None:
            return
        if found.task_name in self._jobs and not self._tried(job, found.task_name, found.args):
            return
        with self._store.begin() as session:
            session.execute(_DONE, {"id": job})

    def _tried(self, job: int, name: str, given: dict[str, Any]) -> bool:
        """Whether a job is through: it is done, or has failed as often as it may."""
        wanted, team = self._jobs[name], self._workspace.slack_id
        try:
            engine.run(wanted, self._store, self._clients, team, given["args"])
        except Exception:
            self._failed[job] += 1
            log.exception("job failed", job=name, times=self._failed[job])
            if self._failed[job] > engine.TRIES:
                return True
            waits = engine.WAIT ** self._failed[job]
            self._due[job] = clock.now() + timedelta(seconds=waits)
            return False
        return True

    def _deliver(self) -> float | None:
        """Deliver what may go; in how many seconds what is due yet may, None where nothing is."""
        if self._waits() is None:
            return None
        self._postmen.deliver(self._workspace.slack_id)
        return self._waits()

    def _waits(self) -> float | None:
        """Seconds until something that is due may go; 0 where only Slack's pace holds it."""
        with self._store.begin() as session:
            return claims.moment(session, self._workspace, self._rules, clock.now())
