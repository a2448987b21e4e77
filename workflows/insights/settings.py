"""What Product Ops choose for insights: the emoji, the digest's channel, how long they are kept."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say
from bot.overtaking import Edit, Outdated, differing, merged
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.sorting_tables import InsightSettingsRow

# The job that asks Slack whether the bot can write in the digest's channel.
LOOK = "insights.look"
SHORTEST, LONGEST = 1, 120  # months
# Slack's names of emoji, the workspace's own too; one tone of skin is not another emoji.
_EMOJI = re.compile(r"[\w+'-]{1,100}")

_COLUMNS: tuple[Any, ...] = (
    InsightSettingsRow.emoji,
    InsightSettingsRow.digest_channel,
    InsightSettingsRow.retention_months,
)


@dataclass(frozen=True)
class Chosen:
    """What was chosen.

    Attributes:
        emoji: the name of the emoji that keeps a message, without colons; empty for none.
        digest_channel: Slack's id of the channel that gets everyone's digest; empty for none.
        retention_months: after how many months insights are erased; None for never.
    """

    emoji: str = "bulb"
    digest_channel: str = ""
    retention_months: int | None = None


@dataclass(frozen=True)
class Typed:
    """The form's fields as they were filled."""

    emoji: str = ""
    digest_channel: str = ""
    retention_months: str = ""


def check(typed: Typed) -> Chosen | Errors:
    """What was filled in, or what is wrong with it."""
    emoji = typed.emoji.strip().removeprefix(":").removesuffix(":").lower()
    months: int | None = None
    wrong: dict[str, Words] = {}
    if emoji and not _EMOJI.fullmatch(emoji):
        wrong["emoji"] = say(
            "Give one emoji by its name, such as :bulb:, which Slack shows when you point at it."
        )
    try:
        months = months_in(typed.retention_months)
    except Refusal as refused:
        wrong["retention_months"] = refused.words
    return Errors(wrong) if wrong else Chosen(emoji, typed.digest_channel, months)


def months_in(typed: str) -> int | None:
    """The months that somebody typed, None for `off` or nothing: insights are kept for good.

    Raises:
        Refusal: it is neither, or too few or too many.
    """
    said = typed.strip().casefold()
    if said in ("", "off", "non"):
        return None
    # Longer figures are no months, and may be more than Python reads.
    months = int(said) if said.isascii() and said.isdigit() and len(said) <= 6 else 0
    if not SHORTEST <= months <= LONGEST:
        raise Refusal(
            say(
                "Give a number of months from {shortest} to {longest}, or off to keep insights for"
                " good.",
                shortest=str(SHORTEST),
                longest=str(LONGEST),
            )
        )
    return months


def chosen(session: Session, workspace: Workspace) -> Chosen:
    """What was chosen for a workspace, or what holds until it is."""
    row = session.execute(_row(workspace)).one_or_none()
    return Chosen(**row._mapping) if row else Chosen()


def choose(
    session: Session, workspace: Workspace, person: Person, edit: Edit[Chosen], now: datetime
) -> Chosen | Outdated[Chosen]:
    """Choose for everyone; the audit trail tells what was different.

    A job then looks whether the bot can write in another channel.

    Returns:
        What is chosen now; what stands where someone else changed the same meanwhile.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    before = _held(session, workspace)
    after = merged(edit, before)
    if not isinstance(after, Outdated):
        _write(session, workspace, person, (before, after), now)
    return after


def erased_at(kept_at: datetime, months: int) -> datetime:
    """When an insight is erased: months later, on the last day of a month that has no such day.

    As PostgreSQL adds an interval of months, which `retention` does.
    """
    local = kept_at.astimezone(UTC)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def keep_for(session: Session, workspace: Workspace, months: int | None, now: datetime) -> None:
    """Keep insights for so many months, None for good, as the command line says; as `choose`."""
    before = _held(session, workspace)
    _write(session, workspace, None, (before, replace(before, retention_months=months)), now)


def _held(session: Session, workspace: Workspace) -> Chosen:
    made = insert(InsightSettingsRow).values(workspace_id=workspace.id)
    session.execute(made.on_conflict_do_nothing())
    return Chosen(**session.execute(_row(workspace).with_for_update()).one()._mapping)


def _write(
    session: Session,
    workspace: Workspace,
    person: Person | None,
    sides: tuple[Chosen, Chosen],
    now: datetime,
) -> None:
    before, after = sides
    if before == after:
        return
    session.execute(
        update(InsightSettingsRow)
        .where(InsightSettingsRow.workspace_id == workspace.id)
        .values(**vars(after))
    )
    change = Change("insights.settings", "", *differing(before, after))
    audit.record(session, workspace, person, change, now)
    if after.digest_channel and after.digest_channel != before.digest_channel:
        jobs.defer(session, workspace, LOOK, channel=after.digest_channel)


def _row(workspace: Workspace) -> Select[Any]:
    return select(*_COLUMNS).where(InsightSettingsRow.workspace_id == workspace.id)
