"""Says what customers are called, which segment they are in and what they are worth."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, text, update
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import indexed, sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.overtaking import Edit, Outdated, differing, merged
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.customers import is_open, known_to
from workflows.insights.folding import searched
from workflows.insights.form import LONGEST_CHOICE, Fields
from workflows.insights.tables import CustomerRow, InsightRow

# The job that has searches find a customer's insights by another name, some at a time.
REINDEX = "insights.reindex"
AT_ONCE = 500
MOST = 10**12
# Between three figures and the next, as people and spreadsheets write a number.
_APART = re.compile(r"(?<=\d)[\s.,'’](?=\d{3}(?!\d))")
# One at a time in a workspace: of two who take one name, the second hears of the first.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('customers'), :workspace)")


@dataclass(frozen=True)
class Content:
    """What is known of a customer; `value` is what they are worth a year, None if nobody said."""

    name: str = ""
    segment: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Customer:
    """A customer that a person may know of."""

    id: int
    content: Content


@dataclass(frozen=True)
class Typed:
    """The form's fields as they were typed."""

    name: str = ""
    segment: str = ""
    value: str = ""


def named(session: Session, workspace: Workspace, person: Person, name: str) -> Customer:
    """The customer with this name, case, accents and blanks apart.

    Raises:
        Refusal: there is none of whom this person may know, or they may not change any.
    """
    return _find(session, workspace, person, CustomerRow.folded == sameness(name))


def find(session: Session, workspace: Workspace, person: Person, customer: int) -> Customer:
    """A customer.

    Args:
        customer: its id.

    Raises:
        Refusal: as for `named`.
    """
    return _find(session, workspace, person, CustomerRow.id == customer)


def check(typed: Typed) -> Content | Errors:
    """What was typed of a customer, or what is wrong with it."""
    name, segment, value = clean(typed.name), clean(typed.segment), _number(typed.value)
    wrong: dict[str, Words] = {}
    if not sameness(name):
        wrong["name"] = say("Give the customer a name.")
    for field, one in (("name", name), ("segment", segment)):
        if len(one) > LONGEST_CHOICE:
            wrong[field] = say("This is at most {most} characters long.", most=LONGEST_CHOICE)
    if typed.value.strip() and value is None:
        wrong["value"] = say(
            "Give what they are worth a year as a whole number, such as 12000, or nothing if you"
            " don't know."
        )
    return Errors(wrong) if wrong else Content(name, segment, value)


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    customer: int,
    edit: Edit[Content],
    now: datetime,
) -> Customer | Errors | Outdated[Content]:
    """Change what is known of a customer, by its id; the audit trail tells it.

    Returns:
        The customer; what is wrong where the name is another's; what stands by now.

    Raises:
        Refusal: as for `named`.
    """
    session.execute(_LOCK, {"workspace": workspace.id})
    before = find(session, workspace, person, customer).content
    after = merged(edit, before)
    if isinstance(after, Outdated):
        return after
    if _taken(session, workspace, customer, after.name):
        return Errors({"name": say("There is another customer with this name already.")})
    if after == before:
        return Customer(customer, before)
    session.execute(
        update(CustomerRow)
        .where(CustomerRow.workspace_id == workspace.id, CustomerRow.id == customer)
        .values(**vars(after), folded=sameness(after.name))
    )
    # The trail is read by others, too, than those who may know of a customer.
    told = Change("customer.changed", "")
    if is_open(session, workspace, customer):
        told = Change("customer.changed", before.name, *differing(before, after))
    audit.record(session, workspace, person, told, now)
    if after.name != before.name:
        jobs.defer(session, workspace, REINDEX, customer=str(customer), after="0")
    return Customer(customer, after)


def reindex(session: Session, workspace: Workspace, customer: int, after: int) -> None:
    """Have searches find some of a customer's insights by its name, and ask for those that follow.

    Args:
        customer: its id.
        after: those with higher ids, in their order.
    """
    rows = session.execute(
        select(
            InsightRow.id,
            InsightRow.words,
            InsightRow.tags,
            InsightRow.said_by,
            InsightRow.conversation,
            CustomerRow.name,
        )
        .join(CustomerRow, CustomerRow.id == InsightRow.customer_id)
        .where(
            InsightRow.workspace_id == workspace.id,
            CustomerRow.workspace_id == workspace.id,
            InsightRow.customer_id == customer,
            InsightRow.id > after,
        )
        .order_by(InsightRow.id)
        .limit(AT_ONCE)
        .with_for_update(of=InsightRow)
    ).all()
    for row in rows:
        fields = Fields(row.words, row.said_by, customer=row.name, tags=tuple(row.tags))
        said = searched(fields, row.conversation)
        vector = indexed(said)
        session.execute(
            update(InsightRow)
            .where(InsightRow.workspace_id == workspace.id, InsightRow.id == row.id)
            .values(search=vector)
        )
    if len(rows) == AT_ONCE:
        jobs.defer(session, workspace, REINDEX, customer=str(customer), after=str(rows[-1].id))


def _find(
    session: Session, workspace: Workspace, person: Person, which: ColumnElement[bool]
) -> Customer:
    roles.require(person, permissions.ARRANGE)
    row = session.execute(
        select(CustomerRow.id, CustomerRow.name, CustomerRow.segment, CustomerRow.value).where(
            CustomerRow.workspace_id == workspace.id, which, known_to(person)
        )
    ).one_or_none()
    if row is None:
        raise Refusal(say("I know no such customer any more: look for it anew."))
    return Customer(row.id, Content(row.name, row.segment, row.value))


def _taken(session: Session, workspace: Workspace, customer: int, name: str) -> bool:
    other = select(CustomerRow.id).where(
        CustomerRow.workspace_id == workspace.id,
        CustomerRow.folded == sameness(name),
        CustomerRow.id != customer,
    )
    return session.scalar(other) is not None


def _number(typed: str) -> int | None:
    """The whole number that was typed; None where it is none."""
    figures = _APART.sub("", typed.strip())
    number = int(figures) if figures.isascii() and figures.isdigit() and len(figures) < 14 else -1
    return number if 0 <= number <= MOST else None
