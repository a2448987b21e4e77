"""Hands key results over: their owner left, or is away for longer than a round lasts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import calendar, roles
from bot.asks import finding
from bot.asks.ask import Ask
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.errors import Refusal
from bot.i18n import say
from bot.store import calendars, people, teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import answering, cycles, key_result, objective, permissions, shaping
from workflows.okrs.key_result import KeyResult

# The ask who takes over; its subject is the id of whose key results they are.
KIND = "okrs.hand_over"
_UNTIL = " → "


@dataclass(frozen=True)
class Passing:
    """Whose key results somebody may take over, and when they are back.

    Attributes:
        back: the day; None where they have left, or no end of their absence is known.
        left: whether they are here no more.
    """

    who: str
    back: date | None = None
    left: bool = False

    @property
    def title(self) -> str:
        """What the ask is called: the same in every language."""
        if self.left:
            return self.who
        return f"{self.who}{_UNTIL}{self.back.isoformat() if self.back else ''}"


def titled(title: str) -> Passing:
    """What the title of an ask stands for."""
    who, arrow, day = title.rpartition(_UNTIL)
    if not arrow:
        return Passing(title, left=True)
    return Passing(who, date.fromisoformat(day) if day else None)


def ask(session: Session, workspace: Workspace, owner: Person, now: datetime) -> None:
    """Ask who leads each of an owner's teams, else Product Ops, who answers from now on."""
    heirs = {
        heir.id: heir
        for each in _theirs(session, workspace, owner.id, now)
        if (heir := _heir(session, workspace, each.team, owner))
    }
    passing = _passing(session, workspace, owner, now) if heirs else None
    for heir in heirs.values():
        assert passing, "somebody is asked"
        wanted = Wanted(KIND, owner.id, heir, passing.title)
        open_ask(session, workspace, wanted, now)


def asked(
    session: Session, workspace: Workspace, person: Person, owner: int, now: datetime
) -> tuple[Person, tuple[KeyResult, ...]]:
    """Whose key results this person may hand over, and which those are.

    Args:
        owner: the id of whose they are.

    Raises:
        Refusal: none of them is theirs to hand over, or nothing is left to.
    """
    roles.require(person, permissions.SHAPE)
    found = people.by_ids(session, workspace, [owner]).get(owner)
    theirs = tuple(
        each
        for each in _theirs(session, workspace, owner, now)
        if objective.may_shape(session, workspace, person, each.team)
    )
    if found is None or not theirs:
        raise Refusal(say("Nothing is left to hand over here."))
    return found, theirs


def give(
    session: Session, workspace: Workspace, person: Person, owner: int, to: str, now: datetime
) -> tuple[KeyResult, ...]:
    """Hand an owner's key results over to somebody, as far as it is this person's to do.

    Args:
        owner: the id of whose they are.
        to: Slack's id of who takes them over.

    Returns:
        Those that were handed over.

    Raises:
        Refusal: as `asked`, or the other person can't be asked.
    """
    before, theirs = asked(session, workspace, person, owner, now)
    taker = people.meet(session, workspace, to)
    if taker.id == before.id or not roles.may(taker, permissions.CHECK_IN):
        raise Refusal(say("Choose somebody else, who is still here: they are asked about it."))
    # Before what follows from it finds that nobody needs to be asked any more.
    settle(session, workspace, KIND, owner, person, now)
    given = tuple(
        shaping.hand_over(session, workspace, person, each, taker, now) for each in theirs
    )
    if not _theirs(session, workspace, owner, now):
        answering.gone(session, workspace, owner, now)
    return given


def leave(
    session: Session, workspace: Workspace, person: Person, owner: int, now: datetime
) -> None:
    """Leave an owner's key results with them: they are back soon enough.

    Args:
        owner: their id.
    """
    roles.require(person, permissions.SHAPE)
    settle(session, workspace, KIND, owner, person, now)


def standing(session: Session, workspace: Workspace) -> frozenset[int]:
    """The ids of those whose key results somebody is asked to hand over."""
    return frozenset(ask_.subject for ask_ in finding.standing(session, workspace, KIND))


def back(session: Session, workspace: Workspace, owner: Person, now: datetime) -> None:
    """An owner is back, or tells of what is theirs: nobody is asked who takes over any more."""
    withdraw(session, workspace, KIND, owner.id, None, now)


def successor(session: Session, workspace: Workspace, ask_: Ask) -> Person | None:
    """Who is told that a lead does not say who takes over: someone of Product Ops."""
    others = people.product_ops(session, workspace)
    return next((one for one in others if one.id not in (ask_.person.id, ask_.subject)), None)


def _passing(session: Session, workspace: Workspace, owner: Person, now: datetime) -> Passing:
    name = owner.name or owner.slack_id
    if not owner.here:
        return Passing(name, left=True)
    when = calendars.of_one(session, workspace, owner)
    back = calendar.next_moment(when, now)
    return Passing(name, calendar.local_day(when, back) if back else None)


def _theirs(
    session: Session, workspace: Workspace, owner: int, now: datetime
) -> tuple[KeyResult, ...]:
    cycle = cycles.current(session, workspace, now)
    if cycle is None or cycle.closing_at:
        return ()
    return key_result.owned_in(session, workspace, [owner], cycle.id)


def _heir(session: Session, workspace: Workspace, team: int | None, owner: Person) -> Person | None:
    lead = teams.lead_of(session, workspace, team) if team else None
    if lead is not None and lead.id != owner.id:
        return lead
    others = (one for one in people.product_ops(session, workspace) if one.id != owner.id)
    return next(others, None)
