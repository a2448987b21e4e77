"""Feeds: forms and support tools that send insights over HTTP, each with a token of its own."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import say
from bot.mrkdwn import clean, is_blank
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.sorting_tables import FeedRow
from workflows.insights.tables import InsightRow

# So many notes a feed may send within a window; a survey's results belong into a file.
MOST, WINDOW = 120, timedelta(minutes=1)
# So that a token is known for one where it should not be: in a log, in a repository.
_BEGINS = "poi"


@dataclass(frozen=True)
class Feed:
    """A feed; `count` is how many insights it sent that stand."""

    id: int
    name: str
    owner: str
    made_at: datetime
    used_at: datetime | None
    count: int


@dataclass(frozen=True)
class Entered:
    """A feed that was let in.

    Attributes:
        wait: seconds until it may send again; 0 if it may now.
    """

    id: int
    owner: Person
    wait: int


def add(session: Session, workspace: Workspace, owner: Person, name: str, now: datetime) -> str:
    """Let something send insights; returns its token, of which only the hash is kept.

    Args:
        owner: in whose name they are kept.

    Raises:
        Refusal: the name is empty, too long or taken, or the owner may not.
    """
    roles.require(owner, permissions.KEEP)
    called, folded = clean(name), sameness(clean(name))
    if is_blank(called) or len(called) > LONGEST_CHOICE:
        raise Refusal(
            say("Call it something of up to {longest} characters.", longest=LONGEST_CHOICE)
        )
    if _row(session, workspace, folded) is not None:
        raise Refusal(
            say(
                "There is a feed “{name}” already: revoke it, or call this one otherwise.",
                name=called,
            )
        )
    token = "_".join((_BEGINS, workspace.slack_id, secrets.token_urlsafe(32)))
    session.execute(
        insert(FeedRow).values(
            workspace_id=workspace.id,
            name=called,
            folded=folded,
            token_hash=_hash(token),
            owner_id=owner.id,
            made_at=now,
        )
    )
    change = Change("insights.feed_added", called, None, {"owner": owner.name or owner.slack_id})
    audit.record(session, workspace, None, change, now)
    return token


def standing(session: Session, workspace: Workspace) -> tuple[Feed, ...]:
    """The feeds that are not revoked, by name."""
    count = (
        select(func.count())
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.feed_id == FeedRow.id,
            InsightRow.undone_at.is_(None),
        )
        .correlate(FeedRow)
        .scalar_subquery()
    )
    owner = func.coalesce(func.nullif(PersonRow.name, ""), PersonRow.slack_id)
    rows = session.execute(
        select(FeedRow.id, FeedRow.name, owner, FeedRow.made_at, FeedRow.used_at, count)
        .join(PersonRow, PersonRow.id == FeedRow.owner_id)
        .where(FeedRow.workspace_id == workspace.id, FeedRow.revoked_at.is_(None))
        .order_by(FeedRow.folded)
    )
    return tuple(Feed(*row) for row in rows)


def revoke(session: Session, workspace: Workspace, name: str, now: datetime) -> None:
    """Let a feed send no more; what it sent stays.

    Raises:
        Refusal: there is none of that name.
    """
    found = _row(session, workspace, sameness(clean(name)))
    if found is None:
        names = ", ".join(feed.name for feed in standing(session, workspace))
        raise Refusal(
            say("There is no feed “{name}”. There are: {names}.", name=clean(name), names=names)
            if names
            else say("There is no feed yet.")
        )
    session.execute(
        update(FeedRow)
        .where(FeedRow.workspace_id == workspace.id, FeedRow.id == found.id)
        .values(revoked_at=now)
    )
    audit.record(session, workspace, None, Change("insights.feed_revoked", found.name), now)


def workspace_of(token: str) -> str:
    """Slack's id of the workspace that a token is for; empty where it is no token."""
    parts = token.split("_", 2)
    return parts[1] if len(parts) == 3 and parts[0] == _BEGINS else ""


def enter(session: Session, workspace: Workspace, token: str, now: datetime) -> Entered | None:
    """The feed that a token is of, held until the transaction ends; None for no feed's.

    It is counted, so that nobody sends more than `MOST` notes within `WINDOW`.
    """
    begins = FeedRow.window_at.is_(None) | (FeedRow.window_at <= now - WINDOW)
    row = session.execute(
        update(FeedRow)
        .where(
            FeedRow.workspace_id == workspace.id,
            FeedRow.token_hash == _hash(token),
            FeedRow.revoked_at.is_(None),
        )
        .values(
            used_at=now,
            window_at=case((begins, now), else_=FeedRow.window_at),
            window_count=case((begins, 1), else_=FeedRow.window_count + 1),
        )
        .returning(
            FeedRow.id,
            FeedRow.owner_id,
            FeedRow.window_at,
            FeedRow.window_count,
        )
    ).one_or_none()
    if row is None:
        return None
    owner = people.by_ids(session, workspace, [row.owner_id])[row.owner_id]
    over = row.window_count > MOST
    left = (row.window_at + WINDOW - now).total_seconds()
    return Entered(row.id, owner, max(1, round(left)) if over else 0)


def _row(session: Session, workspace: Workspace, folded: str) -> FeedRow | None:
    return session.scalar(
        select(FeedRow).where(
            FeedRow.workspace_id == workspace.id,
            FeedRow.folded == folded,
            FeedRow.revoked_at.is_(None),
        )
    )


def _hash(token: str) -> str:
    # A random token of 256 bits needs no salt, and is found by its hash.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
