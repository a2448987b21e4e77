"""Customers: who insights are from, by names that people complete rather than type anew."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import sameness
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.tables import CustomerRow, InsightRow
from workflows.insights.visibility import visible_to

# Of names in a menu: Slack's end is 100, one of which is the name as it was typed.
OFFERED = 99


def named(session: Session, workspace: Workspace, name: str, now: datetime) -> int | None:
    """The id of the customer with this name, new unless they are known; None for no name.

    Case, accents and blanks make no difference.
    """
    folded = sameness(name)
    if not folded:
        return None
    known = select(CustomerRow.id).where(
        CustomerRow.workspace_id == workspace.id, CustomerRow.folded == folded
    )
    found = session.scalar(known)
    if found is not None:
        return found
    session.execute(
        insert(CustomerRow)
        .values(workspace_id=workspace.id, name=name, folded=folded, made_at=now)
        .on_conflict_do_nothing()
    )
    return session.scalar(known)


def all_named(
    session: Session, workspace: Workspace, told: Iterable[tuple[str, str]], now: datetime
) -> Mapping[str, int]:
    """The ids of many customers by their folded names, new unless they are known.

    Args:
        told: names and segments, empty for none; a customer keeps the first of each.
    """
    wanted: dict[str, tuple[str, str]] = {}
    for name, segment in told:
        folded = sameness(name)
        if folded:
            first, known = wanted.get(folded, (name, ""))
            wanted[folded] = (first, known or segment)
    if not wanted:
        return {}
    new = [
        {"workspace_id": workspace.id, "name": name, "folded": folded, "made_at": now}
        # In one order, so that two who name the same wait for each other and not in a circle.
        for folded, (name, _) in sorted(wanted.items())
    ]
    session.execute(insert(CustomerRow).on_conflict_do_nothing(), new)
    rows = session.execute(
        select(CustomerRow.folded, CustomerRow.id, CustomerRow.segment).where(
            CustomerRow.workspace_id == workspace.id, CustomerRow.folded.in_(wanted)
        )
    ).all()
    learnt = [
        {"id": row.id, "segment": wanted[row.folded][1]}
        for row in rows
        if not row.segment and wanted[row.folded][1]
    ]
    if learnt:
        session.execute(update(CustomerRow), learnt)
    return {row.folded: row.id for row in rows}


def offered(
    session: Session, workspace: Workspace, person: Person, typed: str, limit: int = OFFERED
) -> Sequence[str]:
    """The names of customers that complete what was typed, those that begin so first.

    A customer whom only private insights name is offered to those alone who may see one of them.

    Args:
        typed: so far; empty for all.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    folded = sameness(typed)
    return session.scalars(
        select(CustomerRow.name)
        .where(
            CustomerRow.workspace_id == workspace.id,
            CustomerRow.folded.contains(folded, autoescape=True),
            known_to(person),
        )
        .order_by(~CustomerRow.folded.startswith(folded, autoescape=True), CustomerRow.name)
        .limit(limit)
    ).all()


def known_to(person: Person) -> ColumnElement[bool]:
    """Whether a person may know of a customer: named where they may see it, or nowhere at all."""
    named = exists().where(
        InsightRow.workspace_id == CustomerRow.workspace_id,
        InsightRow.customer_id == CustomerRow.id,
        InsightRow.undone_at.is_(None),
    )
    described = or_(CustomerRow.segment != "", CustomerRow.value.is_not(None))
    return or_(named.where(visible_to(person)), and_(described, ~named))


def is_open(session: Session, workspace: Workspace, customer: int) -> bool:
    """Whether everyone may know of a customer.

    Args:
        customer: its id.
    """
    private = exists().where(
        InsightRow.workspace_id == workspace.id,
        InsightRow.customer_id == CustomerRow.id,
        InsightRow.undone_at.is_(None),
    )
    found = select(or_(private.where(~InsightRow.private), ~private)).where(
        CustomerRow.workspace_id == workspace.id, CustomerRow.id == customer
    )
    return bool(session.scalar(found))
