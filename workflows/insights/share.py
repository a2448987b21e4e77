"""Shares an insight with a channel, and knows where it was shared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.details import find
from workflows.insights.insight import Insight, reading, record
from workflows.insights.tables import InsightRow, ShareRow

LONGEST_NOTE = 500


@dataclass(frozen=True)
class Place:
    """Where an insight goes: Slack's id of the channel, and what is said with it, if anything."""

    channel: str
    note: str = ""


@dataclass(frozen=True)
class Share:
    """An insight in a channel; `person` is Slack's id of its sharer, whose `name` may be empty."""

    id: int
    place: Place
    person: str
    name: str

    @property
    def key(self) -> str:
        """What its post is called in the outbox."""
        return f"insights.share:{self.id}"


def shareable(session: Session, workspace: Workspace, person: Person, insight: int) -> Insight:
    """An insight that this person may share; it stays as it is until the transaction ends.

    Args:
        insight: its id.

    Raises:
        Refusal: it is private, undone or not theirs to see, or the person may not.
    """
    roles.require(person, permissions.SHARE)
    # Whoever makes it private or changes it meanwhile is waited for, or waits.
    session.execute(
        select(InsightRow.id)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .with_for_update(read=True)
    )
    found = find(session, workspace, person, insight)
    if found.private and found.author == person.slack_id:
        raise Refusal(
            say(
                "{reference} is private. Show it to everyone first, then share it.",
                reference=found.reference,
            )
        )
    if found.private:
        raise Refusal(
            say(
                "{reference} is private: only its author can show it to more people.",
                reference=found.reference,
            )
        )
    return found


def share(
    session: Session,
    workspace: Workspace,
    person: Person,
    insight: int,
    place: Place,
    now: datetime,
) -> tuple[Insight, Share]:
    """Share an insight, which its caller then posts; records the fact `insight.shared`.

    Args:
        insight: its id.
        place: its note as typed; 500 characters of it are kept.

    Returns:
        The insight as it is said there, and the share.

    Raises:
        Refusal: as for `shareable`.
    """
    found = shareable(session, workspace, person, insight)
    note = clean(place.note)[:LONGEST_NOTE]
    values = {"channel": place.channel, "note": note, "at": now}
    made = session.execute(
        insert(ShareRow)
        .values(workspace_id=workspace.id, insight_id=found.id, person_id=person.id, **values)
        .returning(ShareRow.id)
    ).scalar_one()
    facts.record(session, workspace, "insight.shared", found.id, person, now)
    return found, Share(made, Place(place.channel, note), person.slack_id, person.name)


def latest(session: Session, workspace: Workspace, person: Person, insight: int) -> Share | None:
    """The last share of an insight by this person, if there is one.

    Args:
        insight: its id.
    """
    row = session.scalar(
        select(ShareRow)
        .where(
            ShareRow.workspace_id == workspace.id,
            ShareRow.insight_id == insight,
            ShareRow.person_id == person.id,
        )
        .order_by(ShareRow.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    return Share(row.id, Place(row.channel, row.note), person.slack_id, person.name)


def shared(
    session: Session, workspace: Workspace, insight: int
) -> tuple[Insight, tuple[Share, ...]] | None:
    """An insight as it is now, whoever may see it, and where it was shared, oldest first.

    Args:
        insight: its id.

    Returns:
        None where there is none.
    """
    found = session.execute(reading(workspace).where(InsightRow.id == insight)).one_or_none()
    if found is None:
        return None
    rows = session.execute(
        select(ShareRow.id, ShareRow.channel, ShareRow.note, PersonRow.slack_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == ShareRow.person_id)
        .where(ShareRow.workspace_id == workspace.id, ShareRow.insight_id == insight)
        .order_by(ShareRow.id)
    ).all()
    places = (Share(row.id, Place(row.channel, row.note), row.slack_id, row.name) for row in rows)
    return record(found), tuple(places)
