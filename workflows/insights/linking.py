"""Links the insights that say the same, and remembers those that only look like it."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.details import find
from workflows.insights.fate import share_fate, write_fate
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.sorting_tables import DistinctionRow
from workflows.insights.tables import InsightRow
from workflows.insights.visibility import visible_to

# One at a time in a workspace: whoever links the same insights at the same moment finds what the
# other one made of them.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('insight_links'), :workspace)")


def link(
    session: Session,
    workspace: Workspace,
    person: Person,
    insight: int,
    other: int,
    now: datetime,
) -> tuple[Insight, Insight]:
    """Say that two insights are the same; records the fact `insight.linked`.

    What either was linked to before is the same too. All of them name the oldest, their root, and
    what is to become of it is to become of them all; where nobody said so of the root, what was
    said of the other.

    Args:
        insight: the id of the one.
        other: the id of the other.

    Returns:
        Both; nothing changes when they are linked already.

    Raises:
        Refusal: one of them is not there, or not for this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    both = _both(session, workspace, person, insight, other)
    hold(session, workspace)
    roots = _roots(session, workspace, (insight, other))
    if len(roots) < 2:
        return both
    oldest, newer = roots
    write_fate(session, workspace, newer, same_as_id=oldest)
    share_fate(session, workspace, oldest, newer)
    _forget(session, workspace, insight, other)
    facts.record(session, workspace, "insight.linked", insight, person, now)
    return both


def unlink(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> tuple[Insight, bool]:
    """Take an insight out of those it is linked to; records the fact `insight.unlinked`.

    The others stay linked; the oldest of them is their root.

    Args:
        insight: its id.

    Returns:
        The insight, and whether it had been linked.

    Raises:
        Refusal: it is not there, or not for this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    found = find(session, workspace, person, insight)
    hold(session, workspace)
    others = _others(session, workspace, insight)
    if not others:
        return found, False
    _point(session, workspace, InsightRow.id.in_(others[1:]), others[0])
    _point(session, workspace, InsightRow.id.in_((insight, others[0])), None)
    facts.record(session, workspace, "insight.unlinked", insight, person, now)
    return found, True


def distinguish(
    session: Session, workspace: Workspace, person: Person, insight: int, other: int, now: datetime
) -> tuple[Insight, Insight]:
    """Remember that two insights are not the same: neither is said to be like the other again.

    Returns:
        Both.

    Raises:
        Refusal: they are linked, one of them is not there or not for this person to see, or they
            may not.
    """
    roles.require(person, permissions.TRIAGE)
    one, two = _both(session, workspace, person, insight, other)
    hold(session, workspace)
    if len(_roots(session, workspace, (insight, other))) < 2:
        raise Refusal(
            say(
                "{reference} and {other} are linked. Open one of them and unlink it first.",
                reference=one.reference,
                other=two.reference,
            )
        )
    lower, higher = sorted((insight, other))
    made = insert(DistinctionRow).values(
        workspace_id=workspace.id, lower_id=lower, higher_id=higher, person_id=person.id, at=now
    )
    session.execute(made.on_conflict_do_nothing())
    return one, two


def confuse(
    session: Session, workspace: Workspace, person: Person, insight: int, other: int
) -> tuple[Insight, Insight]:
    """Forget that two insights are not the same, whoever said so.

    Returns:
        Both.

    Raises:
        Refusal: one of them is not there, or not for this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    both = _both(session, workspace, person, insight, other)
    _forget(session, workspace, insight, other)
    return both


def linked(
    session: Session, workspace: Workspace, person: Person, insight: int
) -> tuple[Insight, ...]:
    """What an insight is linked to, of all this person may see that stands, oldest first.

    Args:
        insight: its id.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    rows = session.execute(
        reading(workspace)
        .where(
            InsightRow.id.in_(_others(session, workspace, insight)),
            InsightRow.undone_at.is_(None),
            visible_to(person),
        )
        .order_by(InsightRow.kept_at, InsightRow.id)
    )
    return with_names(session, workspace, map(record, rows))


def hold(session: Session, workspace: Workspace) -> None:
    """Nobody else links insights of this workspace until the transaction ends."""
    session.execute(_LOCK, {"workspace": workspace.id})


def let_go(session: Session, workspace: Workspace, gone: tuple[int, ...]) -> None:
    """Those that say the same as insights that are erased name the oldest of those that stay."""
    staying = (
        select(
            InsightRow.id,
            func.first_value(InsightRow.id)
            .over(partition_by=InsightRow.same_as_id, order_by=(InsightRow.kept_at, InsightRow.id))
            .label("root"),
        )
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.same_as_id.in_(gone),
            InsightRow.id.not_in(gone),
        )
        .subquery()
    )
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == staying.c.id)
        .values(same_as_id=func.nullif(staying.c.root, staying.c.id))
    )


def _both(
    session: Session, workspace: Workspace, person: Person, insight: int, other: int
) -> tuple[Insight, Insight]:
    one, two = (find(session, workspace, person, each) for each in (insight, other))
    if insight == other:
        raise Refusal(say("This is one insight, not two: choose another one."))
    return one, two


def _roots(session: Session, workspace: Workspace, insights: tuple[int, ...]) -> list[int]:
    """The roots of some insights, the oldest first; one's own root is itself."""
    member = aliased(InsightRow)
    of = select(func.coalesce(member.same_as_id, member.id)).where(
        member.workspace_id == workspace.id, member.id.in_(insights)
    )
    return list(
        session.scalars(
            select(InsightRow.id)
            .where(InsightRow.workspace_id == workspace.id, InsightRow.id.in_(of))
            .order_by(InsightRow.kept_at, InsightRow.id)
        )
    )


def _others(session: Session, workspace: Workspace, insight: int) -> list[int]:
    """The ids of all that an insight is linked to, the oldest first."""
    member = aliased(InsightRow)
    root = (
        select(func.coalesce(member.same_as_id, member.id))
        .where(member.workspace_id == workspace.id, member.id == insight)
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(InsightRow.id)
            .where(
                InsightRow.workspace_id == workspace.id,
                or_(InsightRow.id == root, InsightRow.same_as_id == root),
                InsightRow.id != insight,
            )
            .order_by(InsightRow.kept_at, InsightRow.id)
        )
    )


def _point(
    session: Session, workspace: Workspace, which: ColumnElement[bool], root: int | None
) -> None:
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, which)
        .values(same_as_id=root)
    )


def _forget(session: Session, workspace: Workspace, insight: int, other: int) -> None:
    lower, higher = sorted((insight, other))
    session.execute(
        delete(DistinctionRow).where(
            DistinctionRow.workspace_id == workspace.id,
            DistinctionRow.lower_id == lower,
            DistinctionRow.higher_id == higher,
        )
    )
