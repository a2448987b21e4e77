"""Whose turn it is: who is asked to answer, to take a date or leave it, or to confirm.

The ask goes to one person of the side whose turn it is, is settled by whoever makes the move, and
is somebody else's once the person leaves, or leads the team no more.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.asks import finding
from bot.asks.ask import Ask
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.mrkdwn import excerpt
from bot.store import people
from bot.store.people import Person
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.dependencies import confirming, dependency
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import OPEN, Side, State
from workflows.dependencies.tables import DependencyRow

# Their subject is the dependency's id: what the providing team says to what is asked of it, what
# the requesting team says to another date, and to what is said to be there.
ANSWER, COUNTER, CONFIRM = (f"dependencies.{kind}" for kind in ("answer", "counter", "confirm"))
KINDS = {ANSWER: Side.PROVIDER, COUNTER: Side.REQUESTER, CONFIRM: Side.REQUESTER}
# The job that posts cards where the bot was not let in before.
REACHED = "dependencies.reached"
_PART = " · "
# Letters of a team's name.
_TEAM = 40


@dataclass(frozen=True)
class Titled:
    """What the title of such an ask stands for.

    Attributes:
        team: the name of the other side's.
        moves: how many there were, so that the date is meant that stood then.
    """

    reference: str
    day: date
    moves: int
    team: str
    needs: str

    @property
    def title(self) -> str:
        """The same as plain words, in no language."""
        # All of it but the needs has room, so that it can be read again.
        team = excerpt(self.team.replace(_PART, " "), _TEAM)
        return _PART.join((self.reference, self.day.isoformat(), str(self.moves), team, self.needs))


def titled(title: str) -> Titled:
    """What a title stands for."""
    reference, day, moves, team, needs = title.split(_PART, 4)
    return Titled(reference, date.fromisoformat(day), int(moves), team, needs)


def turn(found: Dependency) -> str:
    """The kind of what is asked now, empty where it is nobody's turn."""
    if found.state is State.DELIVERED:
        return CONFIRM
    if found.state is not State.ASKED:
        return ""
    return COUNTER if found.proposed_by is Side.PROVIDER else ANSWER


def follow(
    session: Session, workspace: Workspace, found: Dependency, now: datetime, by: Side | None = None
) -> bool:
    """Ask whose turn it is, and nobody else; returns whether somebody is asked.

    Args:
        by: who made the last move; None where there was none, and other people are there now.
    """
    wanted = turn(found)
    whom = _whom(session, workspace, found, KINDS[wanted]) if wanted else None
    for kind, side in KINDS.items():
        if kind == wanted and whom and _asked(session, workspace, found, kind, whom):
            continue
        close = settle if by is side else withdraw
        close(session, workspace, kind, found.id, None, now)
    if whom is not None:
        other = found.team(KINDS[wanted].other).name
        title = Titled(found.reference, found.expected, found.moves, other, found.needs).title
        open_ask(session, workspace, Wanted(wanted, found.id, whom, title), now)
    return whom is not None


def follow_team(session: Session, workspace: Workspace, team: int, now: datetime) -> None:
    """Another person leads a team, or is here no more: what is asked of it goes to who is."""
    which = or_(DependencyRow.requester_id == team, DependencyRow.provider_id == team)
    _follow_all(session, workspace, which, now)


def of_channel(session: Session, workspace: Workspace, channel: str) -> tuple[Dependency, ...]:
    """The open dependencies of the teams whose channel this is."""
    theirs = select(TeamRow.id).where(TeamRow.workspace_id == workspace.id)
    here = theirs.where(TeamRow.channel == channel)
    which = or_(DependencyRow.requester_id.in_(here), DependencyRow.provider_id.in_(here))
    return dependency.dependencies(session, workspace, _is_open(), which)


def follow_person(session: Session, workspace: Workspace, person: int, now: datetime) -> None:
    """Somebody who asked for something left, or came back.

    Args:
        person: their id.
    """
    _follow_all(session, workspace, DependencyRow.asked_by_id == person, now)


def requesting_lead(session: Session, workspace: Workspace, ask: Ask) -> Person | None:
    """Who hears that something waits for an answer: who leads the team that needs it."""
    found = dependency.find(session, workspace, ask.subject)
    return found.requester.lead or (found.asked_by if found.asked_by.own else None)


def owes(session: Session, workspace: Workspace, person: Person, found: Dependency) -> Side | None:
    """The side which somebody is asked to speak for, also who took that over; None for none."""
    kind = turn(found)
    if found.is_promised and finding.is_owed(session, workspace, person, confirming.KIND, found.id):
        return Side.PROVIDER
    if kind and finding.is_owed(session, workspace, person, kind, found.id):
        return KINDS[kind]
    return None


def _follow_all(
    session: Session, workspace: Workspace, theirs: ColumnElement[bool], now: datetime
) -> None:
    waiting = session.scalars(
        select(DependencyRow.id)
        .where(DependencyRow.workspace_id == workspace.id, _waits_for_a_word(), theirs)
        .order_by(DependencyRow.id)
    ).all()
    for which in waiting:
        # Somebody may answer at this moment: what they made of it counts.
        dependency.hold(session, workspace, which)
        follow(session, workspace, dependency.find(session, workspace, which), now)


def _whom(session: Session, workspace: Workspace, found: Dependency, side: Side) -> Person | None:
    """One person of a side: who asked for it or who leads the team, else someone of Product Ops.

    Where a team has a channel and no lead, its card there is enough.
    """
    team = found.team(side)
    asked = found.asked_by if side is Side.REQUESTER and found.asked_by.own else None
    if asked or team.lead:
        return asked or team.lead
    if team.channel:
        return None
    return next(iter(people.product_ops(session, workspace)), None)


def _asked(
    session: Session, workspace: Workspace, found: Dependency, kind: str, whom: Person
) -> bool:
    """Whether this person is asked already, or somebody who took it over from them."""
    standing = finding.standing(session, workspace, kind, found.id)
    return any(finding.opened_for(session, workspace, one.id).id == whom.id for one in standing)


def _waits_for_a_word() -> ColumnElement[bool]:
    """Of the others, it is nobody's turn."""
    return DependencyRow.state.in_((State.ASKED, State.DELIVERED))


def _is_open() -> ColumnElement[bool]:
    return DependencyRow.state.in_(OPEN)
