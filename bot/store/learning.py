"""What Slack says of people is written once, in time, and tells who left, came back or moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from bot.store import erasures
from bot.store.person import (
    PEOPLE,
    Person,
    PersonRow,
    Profile,
    are_here,
    note,
    record,
)
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Learnt:
    """What was news.

    Attributes:
        untold: Slack's ids of those of whom something was written and whose language it never told.
        left: who has just left the workspace.
        returned: who was gone and is here again.
        moved: who is in another time zone than before.
        changed: who is a guest by now, or a member.
    """

    untold: tuple[str, ...] = ()
    left: tuple[Person, ...] = ()
    returned: tuple[Person, ...] = ()
    moved: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()


def complete(
    session: Session, workspace: Workspace, slack_id: str, profile: Profile, now: datetime
) -> Learnt:
    """Write what Slack says of one user whom the bot has met or who is a person.

    Args:
        profile: what Slack says; a language it did not tell leaves the one known.
        now: when Slack was asked, or told by itself.
    """
    return learn(session, workspace, {slack_id: profile}, now)


def learn(
    session: Session, workspace: Workspace, profiles: Mapping[str, Profile], now: datetime
) -> Learnt:
    """Write what Slack says of users, unless it said something newer before.

    A bot or an app gets no row of its own: one is written where the bot has met it. Nor does who
    has left and was erased.

    Args:
        profiles: what Slack says, by its ids.
        now: when Slack was asked, or told by itself.
    """
    before = _known(session, workspace, profiles)
    gone = {each for each, told in profiles.items() if not told.active} - before.keys()
    erased = erasures.among(session, workspace, gone)
    # In one order, so that two pages that name the same people wait for each other once.
    values = [
        {"workspace_id": workspace.id, "slack_id": slack_id, "completed_at": now, **vars(profile)}
        for slack_id, profile in sorted(profiles.items(), key=itemgetter(0))
        if slack_id not in erased and (profile.kind in PEOPLE or slack_id in before)
    ]
    if not values:
        return Learnt()
    rows = session.scalars(
        _unless_newer(insert(PersonRow).values(values)),
        execution_options={"populate_existing": True},
    ).all()
    note(session, workspace, *(row.slack_id for row in rows))
    written = [record(row, workspace) for row in rows]
    met = [one for one in written if one.slack_id in before and one.kind in PEOPLE]
    return Learnt(
        untold=tuple(row.slack_id for row in rows if row.language is None),
        left=tuple(one for one in met if before[one.slack_id].active and not one.active),
        returned=tuple(one for one in met if one.active and not before[one.slack_id].active),
        moved=tuple(one for one in met if before[one.slack_id].timezone != one.timezone),
        changed=tuple(one for one in met if before[one.slack_id].kind != one.kind),
    )


def listed(
    session: Session, workspace: Workspace, slack_ids: Collection[str], now: datetime
) -> None:
    """Slack named these users among all its people.

    Args:
        now: when it was asked.
    """
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id.in_(slack_ids))
        .values(listed_at=func.greatest(PersonRow.listed_at, now))
    )


def unlisted(session: Session, workspace: Workspace, began: datetime, now: datetime) -> Learnt:
    """Who was listed before, and is missing from a listing that has come to its end, has left.

    Who never was listed may be someone Slack does not list: nothing follows for them.

    Args:
        began: when the first page of the listing was asked for; what Slack said since then of
            someone it did not list holds.
        now: when the last page was.
    """
    missing = (
        select(PersonRow.id)
        .where(
            PersonRow.workspace_id == workspace.id,
            are_here(),
            PersonRow.listed_at < began,
            PersonRow.completed_at < began,
        )
        .order_by(PersonRow.slack_id)
        .with_for_update(key_share=True)
        .cte("missing")
    )
    rows = session.scalars(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(select(missing)))
        .values(active=False, completed_at=now)
        .returning(PersonRow),
        execution_options={"populate_existing": True},
    ).all()
    note(session, workspace, *(row.slack_id for row in rows))
    return Learnt(left=tuple(record(row, workspace) for row in rows))


def _known(
    session: Session, workspace: Workspace, profiles: Mapping[str, Profile]
) -> Mapping[str, Any]:
    """What was known of these users, who stay so until it is written."""
    if not profiles:
        return {}
    rows = session.execute(
        select(PersonRow.slack_id, PersonRow.active, PersonRow.timezone, PersonRow.kind)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id.in_(profiles))
        .order_by(PersonRow.slack_id)
        # Nobody's insight waits for it.
        .with_for_update(key_share=True)
    )
    return {row.slack_id: row for row in rows}


def _unless_newer(told: Insert) -> ReturningInsert[PersonRow]:
    """The rows that are written, over those that are there but for what is newer there."""
    new = told.excluded
    later = new.completed_at >= func.coalesce(PersonRow.completed_at, new.completed_at)
    written = ("name", "timezone", "active", "kind", "admin", "updated", "completed_at")
    return told.on_conflict_do_update(
        index_elements=["workspace_id", "slack_id"],
        set_={
            **{column: getattr(new, column) for column in written},
            "language": func.coalesce(new.language, PersonRow.language),
        },
        where=or_(new.updated > PersonRow.updated, and_(new.updated == PersonRow.updated, later)),
    ).returning(PersonRow)
