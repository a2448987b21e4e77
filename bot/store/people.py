"""The people of a workspace: all learnt from Slack, a stranger from the payload and by a job."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.store import jobs, workspaces
from bot.store.learning import Learnt as Learnt
from bot.store.learning import complete as complete
from bot.store.learning import learn as learn
from bot.store.learning import listed as listed
from bot.store.learning import unlisted as unlisted
from bot.store.person import CHANGED as CHANGED
from bot.store.person import SLACKBOT as SLACKBOT
from bot.store.person import Kind as Kind
from bot.store.person import Person as Person
from bot.store.person import PersonRow as PersonRow
from bot.store.person import Profile as Profile
from bot.store.person import are_own, ceiling_of, note, record
from bot.store.workspaces import Workspace

# The job that asks Slack who everyone is, and the one for what a payload does not tell of someone.
LEARN = "people.learn"
COMPLETE = "people.complete"
# Events tell of changes, but not while the bot is away: so everyone is learnt again in time, and
# soon after a start, however often it starts.
AGAIN = timedelta(days=1)
SOONEST = timedelta(minutes=10)


def itself(workspace: Workspace) -> Person:
    """The bot, for what it does on its own or nobody knows who did."""
    return Person(0, workspace.bot_user, "Product Ops", workspace.language, kind=Kind.APP)


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


def relearn(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Have everyone learnt again if it is time; returns 1 if so, else 0."""
    if not workspaces.claim(session, workspace, "people", now, AGAIN):
        return 0
    jobs.defer(session, workspace, LEARN)
    return 1


def make_due(session: Session, workspace: Workspace, now: datetime) -> None:
    """The bot was away: everyone is learnt again, no sooner than `SOONEST` after the last time."""
    workspaces.hasten(session, workspace, "people", now, SOONEST)


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
    note(session, workspace, *slack_ids)


def product_ops(session: Session, workspace: Workspace) -> tuple[Person, ...]:
    """The people of Product Ops who are still there; a guest is none of them."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.product_ops, are_own())
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


def ceiling(session: Session, workspace: Workspace, person: Person) -> int:
    """How many messages a week may ask something of a person."""
    own = session.scalar(
        select(PersonRow.weekly_ceiling).where(
            PersonRow.workspace_id == workspace.id, PersonRow.id == person.id
        )
    )
    return ceiling_of(own, workspace)


def by_ids(session: Session, workspace: Workspace, ids: Iterable[int]) -> dict[int, Person]:
    """People by their ids of ours; who is not in this workspace is left out."""
    rows = session.scalars(
        select(PersonRow).where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(set(ids)))
    )
    return {row.id: record(row, workspace) for row in rows}
