"""The teams of the demo, made by its Product Ops as they are made in Slack."""

from dataclasses import dataclass
from datetime import datetime

from bot.cast import CAST, Cast
from bot.delivery import outbox
from bot.forms import Errors
from bot.store import groups, people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from handlers.teams import telling
from workflows.teams import confirming, form, make
from workflows.teams.form import Typed
from workflows.teams.known import look_up


@dataclass(frozen=True)
class Seed:
    """A team to begin with: its people by handle, or the handle of their user group.

    Its lead found the right people in it on the working day after it was made, unless it is not
    over yet.

    Args:
        days: how many working days before the beginning it was made.
    """

    name: str
    channel: str
    lead: str
    days: int
    members: tuple[str, ...] = ()
    group: str = ""


TEAMS = (
    Seed("Payments", "payments", "marc", 61, ("sam", "dan", "ines")),
    Seed("Platform", "platform", "kenji", 61, group="platform"),
    # Hugo is asked about his this morning.
    Seed("Billing", "billing", "hugo", 1, ("lea", "awa", "ines")),
)
_MADE, _CONFIRMED = "14:05", "11:15"


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Make the demo's teams, unless it ever had one."""
    cast: Cast = session.info[CAST]
    product_ops = people.product_ops(session, workspace)
    if not product_ops or teams.any_ever(session, workspace):
        return
    for each in TEAMS:
        at = cast.moment(now, each.lead, each.days, _MADE)
        typed = _typed(session, workspace, each, cast)
        made = _make(session, workspace, product_ops[0], typed, at)
        if made and each.days > 1:
            lead = cast.known(session, workspace, each.lead)
            later = cast.moment(now, each.lead, each.days - 1, _CONFIRMED)
            assert lead, "they lead it"
            confirming.confirm(session, workspace, lead, made.id, later)


def _make(
    session: Session, workspace: Workspace, person: Person, typed: Typed, now: datetime
) -> Team | None:
    """The team; None where whom or what it needs is in the demo's workspace no more."""
    fields = form.check(typed, look_up(session, workspace, typed))
    if isinstance(fields, Errors):
        return None
    made = make.make(session, workspace, person, fields, now)
    outbox.put(session, workspace, telling.made(session, workspace, person, made), now)
    return made


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
