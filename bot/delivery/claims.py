"""What goes next: claimed on the postman's own line and committed before it is carried."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from bot.delivery import reasons
from bot.delivery.load import HOME, Content, Load
from bot.delivery.rules import Rules
from bot.store.workspaces import Workspace

# A place is busy, not the person: what stands on App Home and what is said are apart.
_PLACE = f"CASE d.kind WHEN 'home' THEN '{HOME}' || d.target ELSE d.target END"
# A delivery waits behind the first of its line (its target and priority) while that is under way,
# in doubt or waiting for another try; what nobody may call now (`resting`) holds its line as well.
# What it follows goes before it.
_FREE = f"""
    SELECT d.id, d.parent_id FROM deliveries d
    WHERE d.workspace_id = :workspace AND d.state = 'waiting' AND d.due <= :now
        AND {_PLACE} <> ALL(:busy)
        AND (d.retry_at IS NULL OR d.retry_at <= clock_timestamp())
        AND (d.target, d.priority) NOT IN (
            SELECT t.target, t.priority FROM deliveries t
            WHERE t.workspace_id = :workspace AND t.state IN ('waiting', 'sending')
                AND t.tried_at IS NOT NULL
                AND (t.state = 'sending' OR t.retry_at > clock_timestamp())
        )
        AND coalesce((SELECT p.state FROM deliveries p WHERE p.id = d.parent_id), 'sent')
            NOT IN ('waiting', 'sending')
        {{resting}}
    ORDER BY d.priority, d.due, d.id LIMIT 1
"""  # noqa: S608 - no value stands in it
_RESTING = """
        AND {others} AND d.kind <> ALL(:resting)
        AND NOT EXISTS (
            SELECT FROM deliveries e
            WHERE e.workspace_id = :workspace AND e.state = 'waiting' AND e.target = d.target
                AND e.priority = d.priority AND e.kind = ANY(:resting)
                AND (e.due, e.id) < (d.due, d.id)
        )
"""
# In doubt long enough that whatever was sent has arrived.
_DOUBTFUL = f"""
    SELECT d.id, d.parent_id FROM deliveries d
    WHERE d.workspace_id = :workspace AND d.state = 'sending' AND d.tried_at IS NOT NULL
        AND d.id <> ALL(:flying) AND {_PLACE} <> ALL(:busy)
        AND d.tried_at <= clock_timestamp() - :doubt
        AND (d.retry_at IS NULL OR d.retry_at <= clock_timestamp())
    ORDER BY d.priority, d.due, d.id LIMIT 1
"""  # noqa: S608 - no value stands in it
_CLAIM = """
    WITH next AS ({next} FOR UPDATE OF d), here AS (
        SELECT next.id, p.channel, p.ts, p.state, s.conversation, s.problem, n.active, f.name,
            f.alt, f.content, f.slack_id
        FROM next JOIN deliveries d ON d.id = next.id
            LEFT JOIN deliveries p ON p.id = next.parent_id
            LEFT JOIN destinations s ON s.workspace_id = :workspace AND s.target = d.target
            LEFT JOIN people n ON n.workspace_id = :workspace AND n.slack_id = d.target
            LEFT JOIN delivery_files f ON f.delivery_id = d.id
    )
    UPDATE deliveries d SET {change} FROM here WHERE d.id = here.id
    RETURNING d.*, here.channel AS parent_channel, here.ts AS parent_ts,
        here.state AS parent_state, here.conversation, here.problem, here.active,
        here.name AS file_name, here.alt AS file_alt, here.content AS file_content,
        here.slack_id AS file_id,
        extract(epoch FROM clock_timestamp() - d.first_tried_at) AS age
"""
_TRY = """state = 'sending', attempts = d.attempts + 1, tried_at = clock_timestamp(),
    first_tried_at = coalesce(d.first_tried_at, clock_timestamp()), retry_at = NULL,
    sought_from = coalesce(d.sought_from, least(clock_timestamp(), :now))"""
_LOOK = "retry_at = NULL"
_MOMENT = text(f"""
    SELECT CASE WHEN EXISTS ({_FREE.format(resting="")}) THEN 0 ELSE (
        SELECT extract(epoch FROM min(
            CASE state WHEN 'sending' THEN greatest(tried_at + :doubt, retry_at) ELSE retry_at END
        ) - clock_timestamp()) FROM deliveries
        WHERE workspace_id = :workspace AND state IN ('waiting', 'sending')
            AND tried_at IS NOT NULL AND due <= :now
            AND (state = 'sending' OR retry_at > clock_timestamp())
    ) END
""")  # noqa: S608 - no value stands in it


def moment(session: Session, workspace: Workspace, rules: Rules, now: datetime) -> float | None:
    """Seconds until something due may go, whatever Slack's pace; 0 or less for now.

    Args:
        session: in a transaction.
        now: product time.

    Returns:
        None when nothing is due.
    """
    given = {"workspace": workspace.id, "now": now, "busy": [], "doubt": _doubt(rules)}
    found = session.scalar(_MOMENT, given)
    return None if found is None else float(found)


class Claims:
    """Claims what goes next in one workspace.

    Args:
        session: on the line that holds the workspace's lock: where that broke, so does the claim.
        rules: for how long a doubt lasts.
    """

    def __init__(self, session: Session, workspace: Workspace, rules: Rules) -> None:
        self._session = session
        self._workspace = workspace
        self._rules = rules

    def next(
        self, now: datetime, busy: Sequence[str], resting: Sequence[str], claimed: float
    ) -> Load | None:
        """Claim what goes next; None when nothing may go now.

        Args:
            now: product time.
            busy: places that are under way or were posted to just now.
            resting: kinds that may not be called now.
            claimed: machine time before this call, in seconds.
        """
        given: dict[str, Any] = {"busy": list(busy), "now": now}
        part = ""
        if resting:
            part = _RESTING.format(others="d.kind <> 'post'" if "post" in resting else "TRUE")
            given["resting"] = list(resting)
        return self._take(_FREE.format(resting=part), _TRY, given, claimed)

    def doubtful(self, busy: Sequence[str], flying: Sequence[int], claimed: float) -> Load | None:
        """What was sent long enough ago to be looked for; None when there is nothing.

        Args:
            busy: places that are under way.
            flying: ids of what is under way.
            claimed: machine time before this call, in seconds.
        """
        given = {"busy": list(busy), "flying": list(flying), "doubt": _doubt(self._rules)}
        return self._take(_DOUBTFUL, _LOOK, given, claimed)

    def _take(
        self, which: str, change: str, given: Mapping[str, Any], claimed: float
    ) -> Load | None:
        statement = text(_CLAIM.format(next=which, change=change))
        values = {"workspace": self._workspace.id, **given}
        with self._session.begin():
            row = self._session.execute(statement, values).mappings().one_or_none()
        return _load(row, claimed) if row else None


def _doubt(rules: Rules) -> timedelta:
    return timedelta(seconds=rules.doubt)


def _load(row: RowMapping, claimed: float) -> Load:
    file = None
    if row["file_name"] is not None:
        about = (row["file_name"], row["file_alt"], row["file_content"], row["file_id"] or "")
        file = Content(*about)
    edit = row["kind"] == "edit"
    return Load(
        id=row["id"],
        kind=row["kind"],
        mark=row["mark"],
        target=row["target"],
        body=row["body"],
        conversation=(row["parent_channel"] if edit else row["conversation"]) or "",
        thread_ts="" if edit else row["thread_ts"] or row["parent_ts"] or "",
        ts=row["parent_ts"] or "",
        sought_from=row["sought_from"],
        attempts=row["attempts"],
        age=float(row["age"]),
        asked_by=row["asked_by"] or "",
        about=row["about"] or "",
        claimed=claimed,
        hopeless=_hopeless(row),
        troubled=row["problem"] is not None,
        file=file,
    )


def _hopeless(row: RowMapping) -> str:
    """Why a delivery can't arrive, known without asking Slack; empty when it can."""
    if row["parent_state"] == "failed":
        return reasons.PARENT
    return reasons.LEFT if row["active"] is False else ""
