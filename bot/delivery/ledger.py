"""The postman's book: what became of a delivery, and what Slack wants left alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, extract, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import clock
from bot.delivery import reasons
from bot.delivery.load import Load
from bot.delivery.outcome import Sent
from bot.delivery.tables import AFRESH, CLOCK, DeliveryRow, DestinationRow, FileRow, PauseRow
from bot.store.workspaces import Workspace

# The whole workspace, where a method stands otherwise.
EVERYTHING = ""
# Why a method rests that nobody refused.
PACE = "pace"


@dataclass(frozen=True)
class Pause:
    """What Slack wants left alone: `seconds` from now on, or no longer where that is past."""

    reason: str
    since: datetime
    seconds: float


class Ledger:
    """The book of one workspace; its writers are called in a transaction.

    Args:
        session: on the postman's own line.
    """

    def __init__(self, session: Session, workspace: Workspace) -> None:
        self._session = session
        self._workspace = workspace

    def sent(self, load: Load, sent: Sent) -> None:
        """It arrived: where it is, and that its target can be reached."""
        self._set(load, state="sent", channel=sent.channel, ts=sent.ts, done_at=clock.now())
        if load.file is not None:
            self._session.execute(delete(FileRow).where(FileRow.delivery_id == load.id))
        if load.troubled or (load.kind != "edit" and load.conversation != sent.channel):
            self._found(load, conversation=sent.channel, problem=None, problem_at=None)

    def published(self, load: Load) -> None:
        """An App Home shows it, and nobody needs it here any more; a newer one goes next."""
        published = self._session.execute(
            delete(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self._workspace.id,
                DeliveryRow.id == load.id,
                DeliveryRow.mark == load.mark,
            )
            .returning(DeliveryRow.id)
        )
        if published.first() is None:
            self._change(load, **AFRESH)

    def uploaded(self, load: Load, file_id: str) -> None:
        """Slack has the file's content: it is shared next."""
        self._session.execute(
            update(FileRow).where(FileRow.delivery_id == load.id).values(slack_id=file_id)
        )
        self._set(load, state="waiting")
        self._catch_up(load)

    def failed(self, load: Load, reason: str, unreachable: bool) -> None:
        """It can't be delivered.

        Args:
            reason: a code that `bot.delivery.reasons` has words for.
            unreachable: whether the same holds for whatever goes to its target.
        """
        self._set(load, state="failed", reason=reason, done_at=clock.now())
        if reason != reasons.UNKNOWN:
            self._catch_up(load)
        if unreachable:
            self._found(load, problem=reason, problem_at=CLOCK)

    def again(self, load: Load, seconds: float = 0.0) -> None:
        """It did not arrive: once more, in so many seconds."""
        self._set(load, state="waiting", retry_at=_later(seconds) if seconds else None)
        self._catch_up(load)

    def unknown(self, load: Load, seconds: float = 0.0) -> None:
        """It may have arrived: it is looked for later, not before so many seconds."""
        self._set(load, state="sending", retry_at=_later(seconds) if seconds else None)

    def pause(self, method: str, reason: str, seconds: float) -> bool:
        """Leave a method alone for so many seconds, or with `EVERYTHING` the whole workspace.

        Returns:
            Whether it is new: it did not rest for this reason before.
        """
        values = {"reason": reason, "until": _later(seconds)}
        known = self._session.scalar(
            update(PauseRow)
            .where(*self._pauses(method), PauseRow.reason == reason)
            .values(until=values["until"])
            .returning(PauseRow.since)
        )
        if known is None:
            self._session.execute(
                insert(PauseRow)
                .values(workspace_id=self._workspace.id, method=method, since=CLOCK, **values)
                .on_conflict_do_update(index_elements=["workspace_id", "method"], set_=values)
            )
        return known is None

    def keep_pace(self, waits: Mapping[str, float]) -> None:
        """Let whoever delivers next, in whichever process, keep to the pace of this one.

        Args:
            waits: the methods that may not be called now, with the seconds until they may.
        """
        rows = [
            {"workspace_id": self._workspace.id, "method": method, "reason": PACE}
            | {"since": CLOCK, "until": _later(seconds)}
            for method, seconds in waits.items()
        ]
        added = insert(PauseRow).values(rows)
        changes = {"reason": added.excluded.reason, "until": added.excluded.until}
        self._session.execute(
            added.on_conflict_do_update(index_elements=["workspace_id", "method"], set_=changes)
        )

    def pauses(self) -> Mapping[str, Pause]:
        """What Slack wants left alone, by method, `EVERYTHING` among them."""
        rows = self._session.execute(
            select(
                PauseRow.method,
                PauseRow.reason,
                PauseRow.since,
                extract("epoch", PauseRow.until - CLOCK).label("seconds"),
            ).where(PauseRow.workspace_id == self._workspace.id)
        )
        return {row.method: Pause(row.reason, row.since, float(row.seconds)) for row in rows}

    def resume(self, method: str) -> None:
        """A method, or the whole workspace, rests no more."""
        self._session.execute(delete(PauseRow).where(*self._pauses(method)))

    def _pauses(self, method: str) -> tuple[ColumnElement[bool], ...]:
        return PauseRow.workspace_id == self._workspace.id, PauseRow.method == method

    def _catch_up(self, load: Load) -> None:
        """Let what did not arrive say what its newest edit says: its old words may be private."""
        if load.kind in ("edit", "home"):
            return
        edits = self._session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self._workspace.id,
                DeliveryRow.parent_id == load.id,
                DeliveryRow.kind == "edit",
                DeliveryRow.state == "waiting",
            )
            .values(state="overtaken", done_at=clock.now())
            .returning(DeliveryRow.id, DeliveryRow.body)
        ).all()
        if edits:
            newest = max(edits, key=lambda edit: edit.id)
            self._change(load, body=newest.body)

    def _set(self, load: Load, **values: Any) -> None:
        self._change(load, **{"retry_at": None, **values})

    def _change(self, load: Load, **values: Any) -> None:
        self._session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.workspace_id == self._workspace.id, DeliveryRow.id == load.id)
            .values(values)
        )

    def _found(self, load: Load, **values: Any) -> None:
        self._session.execute(
            insert(DestinationRow)
            .values(workspace_id=self._workspace.id, target=load.target, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "target"], set_=values)
        )


def _later(seconds: float) -> ColumnElement[datetime]:
    return CLOCK + timedelta(seconds=seconds)
