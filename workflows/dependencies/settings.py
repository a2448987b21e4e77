"""What Product Ops choose for dependencies: where and when all teams hear of them."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.forms import Errors
from bot.i18n import say
from bot.overtaking import Edit, Outdated, differing, merged
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import permissions
from workflows.dependencies.tables import DependencySettingsRow

# The job that asks Slack whether the bot can write in that channel.
LOOK = "dependencies.look"


@dataclass(frozen=True)
class Chosen:
    """What was chosen.

    Attributes:
        channel: Slack's id of the channel that reads the digest; empty for no digest.
        weekday: on which it comes, as an ISO number.
        hour: at which it comes, where most people of the workspace are.
    """

    channel: str = ""
    weekday: int = 1
    hour: time = time(9)


@dataclass(frozen=True)
class Typed:
    """The form's fields as they were filled; `hour` as `09:00`."""

    channel: str = ""
    weekday: str = "1"
    hour: str = "09:00"


def check(typed: Typed) -> Chosen | Errors:
    """What was filled in, or what is wrong with it."""
    if typed.weekday not in set("12345"):
        return Errors({"weekday": say("Choose a day.")})
    try:
        hour = time.fromisoformat(typed.hour)
    except ValueError:
        return Errors({"hour": say("Choose a time of day.")})
    return Chosen(typed.channel, int(typed.weekday), hour)


def chosen(session: Session, workspace: Workspace) -> Chosen:
    """What was chosen for a workspace, or what holds until it is."""
    row = session.execute(
        select(
            DependencySettingsRow.channel,
            DependencySettingsRow.weekday,
            DependencySettingsRow.hour,
        ).where(DependencySettingsRow.workspace_id == workspace.id)
    ).one_or_none()
    return Chosen(**row._mapping) if row else Chosen()


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
    made = insert(DependencySettingsRow).values(workspace_id=workspace.id)
    session.execute(made.on_conflict_do_nothing())
    session.execute(
        select(DependencySettingsRow.workspace_id)
        .where(DependencySettingsRow.workspace_id == workspace.id)
        .with_for_update()
    )
    before = chosen(session, workspace)
    after = merged(edit, before)
    if isinstance(after, Outdated) or after == before:
        return after
    session.execute(
        made.on_conflict_do_update(index_elements=["workspace_id"], set_=dict(vars(after)))
    )
    old, new = differing(before, after)
    if "hour" in new:
        old, new = ({**each, "hour": f"{each['hour']:%H:%M}"} for each in (old, new))
    audit.record(session, workspace, person, Change("dependencies.settings", "", old, new), now)
    if after.channel and after.channel != before.channel:
        jobs.defer(session, workspace, LOOK, channel=after.channel)
    return after
