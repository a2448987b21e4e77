"""The people of a workspace: all learnt from Slack, a stranger from the payload and by a job."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from operator import itemgetter

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from bot.store import jobs
from bot.store.person import Kind as Kind
from bot.store.person import Person as Person
from bot.store.person import PersonRow as PersonRow
from bot.store.person import Profile as Profile
from bot.store.person import record
from bot.store.workspaces import Workspace, WorkspaceRow

# The job that asks Slack who everyone is, and the one for what a payload does not tell of someone.
LEARN = "people.learn"
COMPLETE = "people.complete"
# In a session's `info`: Slack's ids of the workspace and of each person it has changed.
CHANGED = "people_changed"
# Events tell of changes, but not while the bot is away: so everyone is learnt again in time, and
# soon after a start, however often it starts.
AGAIN = timedelta(days=1)
SOONEST = timedelta(minutes=10)


def find(session: Session, workspace: Workspace, slack_id: str) -> Person | None:
    """The person with Slack's id `U…`, if the bot has met them."""
    row = session.scalar(
        select(PersonRow).where(
            PersonRow.workspace_id == workspace.id, PersonRow.slack_id == slack_id
        )
    )
    return record(row, workspace) if row else None


def meet(session: Session, workspace: Workspace, slack_id: str, name: str = "") -> Person:
    """The person with Slack's id `U…`; a row is made at the first meeting.

    Args:
        name: what the payload calls them, kept until Slack is asked.
    """
    known = find(session, workspace, slack_id)
    if known:
        return known
    session.execute(
        insert(PersonRow)
        .values(workspace_id=workspace.id, slack_id=slack_id, name=name)
        .on_conflict_do_nothing()
    )
    met = find(session, workspace, slack_id)
    assert met, "a row just made or found by another transaction that committed"
    return met


def meet_all(
    session: Session, workspace: Workspace, slack_ids: tuple[str, ...]
) -> tuple[Person, ...]:
    """The people with these Slack ids, by id; a row is made for whom the bot has not met."""
    if not slack_ids:
        return ()
    # In one order, so that two who meet the same people do not wait for each other in a circle.
    rows = [{"workspace_id": workspace.id, "slack_id": each} for each in sorted({*slack_ids})]
    session.execute(insert(PersonRow).on_conflict_do_nothing(), rows)
    met = session.scalars(
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id.in_(slack_ids))
        .order_by(PersonRow.slack_id)
    )
    return tuple(record(row, workspace) for row in met)


def complete(
    session: Session, workspace: Workspace, slack_id: str, profile: Profile, now: datetime
) -> None:
    """Write what Slack says of one person.

    Args:
        profile: what Slack says; a language it did not tell leaves the one known.
        now: when Slack was asked, or told by itself.
    """
    learn(session, workspace, {slack_id: profile}, now)


def learn(
    session: Session, workspace: Workspace, profiles: Mapping[str, Profile], now: datetime
) -> tuple[str, ...]:
    """Write what Slack says of people, unless it said something newer before.

    Args:
        profiles: what Slack says, by its ids.
        now: when Slack was asked, or told by itself.

    Returns:
        Those of whom something was written and whose language Slack never told.
    """
    if not profiles:
        return ()
    # In one order, so that two pages that name the same people wait for each other once.
    values = [
        {"workspace_id": workspace.id, "slack_id": slack_id, "completed_at": now, **vars(profile)}
        for slack_id, profile in sorted(profiles.items(), key=itemgetter(0))
    ]
    written = session.execute(_unless_newer(insert(PersonRow).values(values))).all()
    _note(session, workspace, *(row.slack_id for row in written))
    return tuple(row.slack_id for row in written if row.language is None)


def relearn(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Have everyone learnt again if it is time; returns 1 if so, else 0."""
    claimed = session.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.id == workspace.id, WorkspaceRow.people_due <= now)
        .values(people_asked=now, people_due=now + AGAIN)
        .returning(WorkspaceRow.id)
    ).one_or_none()
    if claimed is None:
        return 0
    jobs.defer(session, workspace, LEARN)
    return 1


def make_due(session: Session, workspace: Workspace, now: datetime) -> None:
    """The bot was away: everyone is learnt again, no sooner than `SOONEST` after the last time."""
    soon = func.greatest(now, WorkspaceRow.people_asked + SOONEST)
    session.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.id == workspace.id)
        .values(people_due=func.least(WorkspaceRow.people_due, soon))
    )


def name_product_ops(session: Session, workspace: Workspace, slack_ids: tuple[str, ...]) -> None:
    """Make these people Product Ops; the others keep the role they have.

    Args:
        slack_ids: Slack's ids `U…`, met or not.
    """
    for slack_id in slack_ids:
        session.execute(
            insert(PersonRow)
            .values(workspace_id=workspace.id, slack_id=slack_id, product_ops=True)
            .on_conflict_do_update(
                index_elements=["workspace_id", "slack_id"], set_={"product_ops": True}
            )
        )
    _note(session, workspace, *slack_ids)


def product_ops(session: Session, workspace: Workspace) -> tuple[Person, ...]:
    """The people of Product Ops who are still there."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.product_ops, PersonRow.active)
        .order_by(PersonRow.id)
    )
    return tuple(record(row, workspace) for row in rows)


def names(session: Session, workspace: Workspace, slack_ids: tuple[str, ...]) -> dict[str, str]:
    """The display names the bot knows, by Slack id."""
    rows = session.execute(
        select(PersonRow.slack_id, PersonRow.name).where(
            PersonRow.workspace_id == workspace.id,
            PersonRow.slack_id.in_(slack_ids),
            PersonRow.name != "",
        )
    )
    return {row.slack_id: row.name for row in rows}


def known(session: Session, workspace: Workspace, slack_ids: set[str]) -> dict[str, Person]:
    """Those of these people whom the bot has met, by Slack id."""
    rows = session.scalars(
        select(PersonRow).where(
            PersonRow.workspace_id == workspace.id, PersonRow.slack_id.in_(slack_ids)
        )
    )
    return {row.slack_id: record(row, workspace) for row in rows}


def _unless_newer(told: Insert) -> ReturningInsert[str, str | None]:
    """The rows that are written, over those that are there but for what is newer there."""
    new = told.excluded
    later = new.completed_at >= func.coalesce(PersonRow.completed_at, new.completed_at)
    return told.on_conflict_do_update(
        index_elements=["workspace_id", "slack_id"],
        set_={
            "name": new.name,
            "timezone": new.timezone,
            "active": new.active,
            "language": func.coalesce(new.language, PersonRow.language),
            "updated": new.updated,
            "completed_at": new.completed_at,
        },
        where=or_(new.updated > PersonRow.updated, and_(new.updated == PersonRow.updated, later)),
    ).returning(PersonRow.slack_id, PersonRow.language)


def note_change(session: Session, workspace: Workspace, slack_ids: Iterable[str]) -> None:
    """People were changed: after the commit, whoever remembers them looks them up again."""
    _note(session, workspace, *slack_ids)


def _note(session: Session, workspace: Workspace, *slack_ids: str) -> None:
    changed = session.info.setdefault(CHANGED, set())
    changed.update((workspace.slack_id, slack_id) for slack_id in slack_ids)


def ceiling(session: Session, workspace: Workspace, person: Person) -> int:
    """How many messages a week may ask something of a person."""
    own = session.scalar(
        select(PersonRow.weekly_ceiling).where(
            PersonRow.workspace_id == workspace.id, PersonRow.id == person.id
        )
    )
    return workspace.weekly_ceiling if own is None else min(own, workspace.weekly_ceiling)


def by_ids(session: Session, workspace: Workspace, ids: Iterable[int]) -> dict[int, Person]:
    """People by their ids of ours; who is not in this workspace is left out."""
    rows = session.scalars(
        select(PersonRow).where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(set(ids)))
    )
    return {row.id: record(row, workspace) for row in rows}
