"""`productops outbox`: the outbox on a terminal."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot import clock, i18n
from bot.delivery import desk, reasons
from bot.delivery.desk import Standing
from bot.errors import CannotStart
from bot.store import workspaces
from bot.store.engine import Store
from bot.store.workspaces import Workspace

# The latest failures that are shown one by one.
LATEST = 20
# How often, in seconds, a bar moves.
LOOK = 0.5


class OutboxError(CannotStart):
    """What was asked of the outbox can't be done; the sentence says why."""


@dataclass(frozen=True)
class Window:
    """Shows one database's outbox, of all its workspaces or of one."""

    store: Store
    console: Console
    workspace: str = ""

    def act(self, key: str = "", reason: str = "", follow: bool = False) -> None:
        """Send once more what is named, and follow; or show, where neither is asked for.

        Args:
            key: of one that failed.
            reason: of all that failed for it.

        Raises:
            OutboxError: nothing that failed bears this key or reason.
        """
        if key or reason:
            self.resend(key, reason)
        if follow:
            self.follow()
        elif not (key or reason):
            self.show()

    def show(self) -> None:
        """Print what waits and what failed, workspace by workspace."""
        standings = self._standings()
        self.console.print(_summary(standings))
        for each in standings:
            self._pause(each)
            if each.failed:
                self._failures(each)
        self._idle(standings)

    def resend(self, key: str, reason: str) -> None:
        """Send one that failed, or all that failed for a reason, once more.

        Raises:
            OutboxError: nothing that failed bears this key or reason.
        """
        with self.store.begin() as session:
            count = sum(
                desk.resend(session, each, key=key, reason=reason) for each in self._chosen()
            )
        if not count:
            what = f"the key {key}" if key else f"the reason {reason}"
            raise OutboxError(
                f"Nothing that failed has {what}: productops outbox lists what failed. An edit that"
                " a newer one overtook is no longer sent."
            )
        are = "delivery is" if count == 1 else "deliveries are"
        self.console.print(f"{count} {are} on the way again.")

    def follow(self) -> None:
        """Draw a bar until nothing that is due waits, but for what a refused token holds back."""
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
        )
        nap = threading.Event()
        alive = self._idle(self._standings())
        with bar:
            task = bar.add_task("Delivered", total=None)
            done, before = 0, sum(each.to_go for each in self._standings())
            while True:
                standings = self._standings()
                to_go = sum(each.to_go for each in standings)
                done += max(0, before - to_go)
                before = to_go
                bar.update(task, completed=done, total=done + to_go)
                if not any(each.to_go for each in standings if each.paused_since is None):
                    break
                alive = self._idle(standings, alive)
                nap.wait(LOOK)
        self._end(standings)

    def _end(self, standings: Sequence[Standing]) -> None:
        failed = sum(sum(each.failed.values()) for each in standings)
        to_go = sum(each.to_go for each in standings)
        for each in standings:
            self._pause(each)
        wait = "1 waits" if to_go == 1 else f"{to_go} wait"
        says = f"{wait} till Slack takes the token again." if to_go else "Nothing waits any more."
        self.console.print(says + (f" {failed} failed." if failed else ""))

    def _chosen(self) -> Sequence[Workspace]:
        with self.store.begin() as session:
            served = workspaces.every(session)
        chosen = [each for each in served if self.workspace in ("", each.slack_id)]
        if self.workspace and not chosen:
            known = ", ".join(each.slack_id for each in served) or "none"
            raise OutboxError(f"No workspace has the id {self.workspace}; there are: {known}.")
        return chosen

    def _standings(self) -> Sequence[Standing]:
        chosen = self._chosen()
        with self.store.begin() as session:
            return [desk.standing(session, each, clock.now()) for each in chosen]

    def _failures(self, standing: Standing) -> None:
        t = i18n.load()("en")
        why = Table("failed", "reason", "what to do", title=escape(standing.workspace.name))
        for code, count in standing.failed.items():
            why.add_row(str(count), escape(code), escape(t.words(reasons.words(code))))
        with self.store.begin() as session:
            latest = desk.failures(session, standing.workspace, LATEST)
        which = Table("key", "to", "reason", "when (UTC)")
        for each in latest:
            at = f"{each.at:%Y-%m-%d %H:%M}"
            which.add_row(escape(each.key), escape(each.to), escape(each.reason), at)
        self.console.print(why, which)

    def _pause(self, standing: Standing) -> None:
        if standing.paused_since is None:
            return
        self.console.print(
            f"{escape(standing.workspace.name)}: Slack refuses the token"
            f" ({escape(standing.refused)}) since {standing.paused_since:%Y-%m-%d %H:%M} UTC."
            " Nothing is lost; it is tried again every minute, next after"
            f" {standing.paused_until:%H:%M:%S} UTC."
        )

    def _idle(self, standings: Sequence[Standing], before: bool | None = None) -> bool:
        """Say that nobody delivers, unless that was so before; returns whether somebody does."""
        with self.store.begin() as session:
            alive = desk.works(session)
        if any(each.to_go for each in standings) and not alive and before is not False:
            more = " any more" if before else ""
            self.console.print(
                f"No worker is alive{more}: start productops worker, or productops run."
            )
        return alive


def _summary(standings: Sequence[Standing]) -> Table:
    table = Table("workspace", "waiting", "under way", "due later", "failed", "oldest waits")
    for each in standings:
        table.add_row(
            f"{escape(each.workspace.name)} ({each.workspace.slack_id})",
            str(each.waiting),
            str(each.under_way),
            str(each.later),
            str(sum(each.failed.values())),
            _length(each.oldest) if each.oldest is not None else "–",
        )
    return table


def _length(time: timedelta) -> str:
    """A length of time as one reads it at a glance."""
    seconds = max(0, int(time.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
