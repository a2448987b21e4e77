"""What Product Ops choose for OKRs: the channel that hears of all teams at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.overtaking import Edit, Outdated, differing, merged
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import permissions
from workflows.okrs.round_tables import OkrSettingsRow

# The job that asks Slack whether the bot can write in that channel.
LOOK = "okrs.look"


@dataclass(frozen=True)
class Chosen:
    """What was chosen; `channel` is Slack's id, empty for messages to leads and Product Ops."""

    channel: str = ""


def chosen(session: Session, workspace: Workspace) -> Chosen:
    """What was chosen for a workspace, or what holds until it is."""
    channel = session.scalar(
        select(OkrSettingsRow.channel).where(OkrSettingsRow.workspace_id == workspace.id)
    )
    return Chosen(channel or "")


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
    made = insert(OkrSettingsRow).values(workspace_id=workspace.id)
    session.execute(made.on_conflict_do_nothing())
    held = select(OkrSettingsRow.channel).where(OkrSettingsRow.workspace_id == workspace.id)
    before = Chosen(session.execute(held.with_for_update()).scalar_one())
    after = merged(edit, before)
    if isinstance(after, Outdated) or after == before:
        return after
    session.execute(
        made.on_conflict_do_update(index_elements=["workspace_id"], set_={"channel": after.channel})
    )
    change = Change("okrs.settings", "", *differing(before, after))
    audit.record(session, workspace, person, change, now)
    if after.channel:
        jobs.defer(session, workspace, LOOK, channel=after.channel)
    return after
