"""The first Product Ops of a workspace that has none."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Kind, Person, PersonRow
from bot.store.person import note
from bot.store.workspaces import Workspace


def claim(session: Session, workspace: Workspace, person: Person, now: datetime) -> Person:
    """Make someone who opened App Home Product Ops, where nobody is: an admin of Slack's alone.

    Two who do so at once both become it, and either may change that.

    Returns:
        The person, Product Ops or not.
    """
    may = person.admin and person.kind is Kind.MEMBER and person.active
    if not may or people.product_ops(session, workspace):
        return person
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id == person.id)
        .values(product_ops=True)
    )
    note(session, workspace, person.slack_id)
    change = Change("product_ops.first", person.name, after={"product_ops": [person.name]})
    audit.record(session, workspace, None, change, now)
    return replace(person, product_ops=True)
