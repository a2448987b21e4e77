"""The teams of the demo, made by its Product Ops as they are made in Slack."""

from dataclasses import dataclass
from datetime import datetime

from bot.delivery import outbox
from bot.feature import CAST, Cast
from bot.store import groups, people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.teams import telling
from workflows.teams import form, make
from workflows.teams.form import Errors, Typed
from workflows.teams.known import look_up


@dataclass(frozen=True)
class Seed:
    """A team to begin with: its people by handle, or the handle of their user group."""

    name: str
    channel: str
    lead: str
    members: tuple[str, ...] = ()
    group: str = ""


TEAMS = (
    Seed("Billing", "product", "hugo", ("lea", "kenji", "ines")),
    Seed("Customers", "sales-calls", "nora", ("camille", "lea")),
    Seed("Platform", "product", "kenji", group="platform"),
)


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Make the demo's teams, unless it ever had one."""
    cast: Cast = session.info[CAST]
    product_ops = people.product_ops(session, workspace)
    if not product_ops or teams.any_ever(session, workspace):
        return
    for each in TEAMS:
        _make(session, workspace, product_ops[0], _typed(session, workspace, each, cast), now)


def _make(
    session: Session, workspace: Workspace, person: Person, typed: Typed, now: datetime
) -> None:
    fields = form.check(typed, look_up(session, workspace, typed))
    # Whom or what the demo's workspace has no more is in no team.
    if not isinstance(fields, Errors):
        made = make.make(session, workspace, person, fields, now)
        outbox.put(session, workspace, telling.made(session, workspace, person, made), now)


def _typed(session: Session, workspace: Workspace, seed: Seed, cast: Cast) -> Typed:
    group = next(
        (one for one in groups.search(session, workspace) if one.handle == seed.group), None
    )
    return Typed(
        name=seed.name,
        channel=cast.channels.get(seed.channel, ""),
        lead=cast.people.get(seed.lead, ""),
        members=tuple(cast.people[each] for each in seed.members if each in cast.people),
        group=group.slack_id if group and seed.group else "",
    )
