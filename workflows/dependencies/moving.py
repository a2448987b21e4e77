"""Makes a move: one of the two sides says what becomes of a dependency, and the other sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store import people, teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import (
    asking,
    beforehand,
    dependency,
    looking,
    permissions,
    speaking,
    tying,
)
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import OVER, RULES, Move, Risk, Side, may
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow

LONGEST = 1_000

_DATED = (Move.PROPOSE, Move.SLIP)
# What makes a date stand, if it is the one that stood.
_STANDING = (Move.ACCEPT, Move.ASK_AGAIN)
# A date that is confirmed twice within this time is confirmed once.
_AT_ONCE = timedelta(hours=1)
_SAID = (Move.DECLINE, Move.RISK, Move.BLOCK, Move.REOPEN, Move.SLIP)


@dataclass(frozen=True)
class Wish:
    """What a side wants to do.

    Attributes:
        side: for whom it speaks.
        day: the date it names: of `PROPOSE` and `SLIP`, of `ASK_AGAIN` if it is another one, and of
            `TAKE` where it is to come: a team goes along with it beforehand.
        owner: Slack's id of who sees to it, for `ACCEPT`; empty for whoever accepts, on the
            provider's side.
        team: the id of the team it is for, of `REDIRECT`.
        words: why, or what else there is to say.
        seen: how many moves there were when it was looked at; 0 for any.
    """

    move: Move
    side: Side
    day: date | None = None
    owner: str = ""
    team: int | None = None
    words: str = ""
    seen: int = 0


def check(found: Dependency, wish: Wish, today: date) -> Wish | Errors:
    """A wish with its words cleaned, or what is wrong with it, by its fields.

    Args:
        today: where the workspace is.
    """
    wrong: dict[str, Words] = {}
    words = clean(wish.words).strip()
    if len(words) > LONGEST:
        wrong["words"] = say("At most {most} characters fit here.", most=LONGEST)
    elif not words and wish.move in _SAID:
        wrong["words"] = say("Say why, in a few words: it helps them to plan.")
    day = _day_wrong(found, wish, today)
    if day:
        wrong["day"] = day
    if wish.move is Move.REDIRECT:
        if not wish.team:
            wrong["team"] = say("Choose which team it is for.")
        elif wish.team == found.requester.id:
            wrong["team"] = say("A team does not depend on itself: choose another one.")
        elif wish.team == found.provider.id:
            wrong["team"] = say("It is asked of this team now: choose another one.")
    if wrong:
        return Errors(wrong)
    return Wish(**{**vars(wish), "words": words})


def _day_wrong(found: Dependency, wish: Wish, today: date) -> Words | None:
    """What is wrong with the date that a move names, or that it agrees to."""
    if wish.move in _DATED:
        if wish.day == found.expected:
            return say("That is the date that stands: choose another one.")
        return asking.day_wrong(wish.day, today)
    if wish.move is Move.ASK_AGAIN:
        return asking.day_wrong(wish.day or found.needed_by, today)
    standing = wish.day or found.proposed or found.needed_by
    if wish.move is Move.ACCEPT and standing < today:
        return say("That day is past by now: propose another one.")
    return None


def make(
    session: Session, workspace: Workspace, person: Person, which: int, wish: Wish, now: datetime
) -> Dependency | Errors:
    """Make a move; records `dependency.moved`. Made twice, it is made once.

    Of two who move at once, one is first; the other is told what stands now.

    Args:
        which: the dependency's id.
        wish: as `check` gives it.

    Returns:
        The dependency as it is now; what is wrong with the owner or the team that was chosen.

    Raises:
        Refusal: there is none, it is somebody else's to say, or it can't be done by now.
    """
    roles.require(person, permissions.ASK)
    dependency.hold(session, workspace, which)
    found = dependency.find(session, workspace, which)
    speaking.require(session, workspace, person, found, wish.side)
    history = dependency.history(session, workspace, which)
    if _is_done(history[-1], person, found, wish, now):
        return found
    allowed = may(wish.move, wish.side, found.state, found.proposed_by)
    if not allowed or _is_stale(history, wish.seen):
        raise Refusal(looking.too_late(session, workspace, person, found))
    changed = _changed(session, workspace, person, found, wish, now)
    if isinstance(changed, Errors):
        return changed
    owner = {"owner_id": person.id} if speaking.takes_over(found, wish.side) else {}
    _write(session, workspace, found, wish, {**owner, **changed}, now)
    _note(session, workspace, person, found, wish, now)
    facts.record(session, workspace, "dependency.moved", which, person, now)
    return dependency.find(session, workspace, which)


def _is_stale(history: Sequence[Made], seen: int) -> bool:
    """Whether another date stands than when there were so many moves; 0 for any."""
    return seen > 0 and any(one.before is not None for one in history[seen:])


def _is_done(last: Made, person: Person, found: Dependency, wish: Wish, now: datetime) -> bool:
    """Whether the last move is this one, made by the same person."""
    mine = last.person is not None and last.person.id == person.id
    same = (last.move, last.side, last.words) == (wish.move, wish.side, wish.words)
    dated = wish.day is None or wish.day in (last.after, found.promised)
    # Weeks later, the same word is a new one.
    fresh = wish.move is not Move.SURE or now - last.at < _AT_ONCE
    return mine and same and dated and fresh and wish.move not in (Move.RISK, Move.OPTIONS)


def _changed(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: Dependency,
    wish: Wish,
    now: datetime,
) -> Mapping[str, Any] | Errors:
    """The columns that a move changes, apart from the state; what is wrong with what was chosen."""
    match wish.move:
        case Move.ACCEPT | Move.PROPOSE:
            return _dated(session, workspace, person, found, wish, now)
        case Move.REDIRECT:
            return _redirected(session, workspace, found, wish)
        case Move.ASK_AGAIN:
            day = wish.day or found.needed_by
            return {"needed_by": day, **_NO_PROPOSAL, "ended_at": None}
        case Move.SLIP:
            risk = Risk.NONE if found.risk is Risk.AT_RISK else found.risk
            history = dependency.history(session, workspace, found.id)
            taken = beforehand.taken(found, history, wish.day, now)
            return {"promised": wish.day, "sure_at": now, "taken_at": taken, "risk": risk}
        case Move.RISK | Move.BLOCK | Move.CLEAR:
            return {"risk": _RISKS[wish.move], "risk_why": wish.words}
        case Move.SURE:
            return {"sure_at": now}
        case Move.TAKE:
            return {"taken_at": now}
        case Move.DELIVER:
            return {"delivered_at": now, "risk": Risk.NONE, "risk_why": ""}
        case Move.REOPEN:
            return {"delivered_at": None, "ended_at": None, "late_on": None}
    return {}


_NO_PROPOSAL = {"proposed": None, "proposed_by": ""}
_RISKS = {Move.RISK: Risk.AT_RISK, Move.BLOCK: Risk.BLOCKED, Move.CLEAR: Risk.NONE}


def _dated(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: Dependency,
    wish: Wish,
    now: datetime,
) -> Mapping[str, Any] | Errors:
    owner = _owner(session, workspace, person, found, wish)
    if isinstance(owner, Errors):
        return owner
    if wish.move is Move.PROPOSE:
        return {"proposed": wish.day, "proposed_by": wish.side, "owner_id": owner}
    standing = found.proposed or found.needed_by
    day = wish.day or standing
    if day > standing:
        return Errors({"day": say("That is later than they need it: propose it instead.")})
    agreed = {"agreed_at": now, "sure_at": now, "taken_at": now}
    return {"promised": day, **_NO_PROPOSAL, **agreed, "owner_id": owner}


def _owner(
    session: Session, workspace: Workspace, person: Person, found: Dependency, wish: Wish
) -> int | Errors | None:
    """The id of who sees to it: who was chosen, else who speaks for the provider, else its lead."""
    if wish.owner:
        who = people.meet(session, workspace, wish.owner)
        if not who.own:
            return Errors({"owner": say("That is a guest, an app, or somebody who left.")})
        return who.id
    if wish.side is Side.PROVIDER:
        return person.id
    lead = found.provider.lead
    standing = found.owner if found.owner and found.owner.here else lead
    return standing.id if standing else None


def _redirected(
    session: Session, workspace: Workspace, found: Dependency, wish: Wish
) -> Mapping[str, Any] | Errors:
    other = teams.find(session, workspace, wish.team or 0)
    if other is None or other.closed_at:
        return Errors({"team": say("This team was closed: choose another one.")})
    if not other.channel and other.lead is None:
        return Errors({"team": asking.unreachable(other)})
    # What the first team asked for because of it, it asked for in vain.
    tying.untie(session, workspace, found.id)
    return {"provider_id": other.id, "owner_id": None, **_NO_PROPOSAL}


def _write(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    wish: Wish,
    changed: Mapping[str, Any],
    now: datetime,
) -> None:
    state = RULES[wish.move].to or found.state
    over = {"ended_at": now} if state in OVER and found.state not in OVER else {}
    session.execute(
        update(DependencyRow)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == found.id)
        .values(state=state, moves=found.moves + 1, next_at=now, **over, **changed)
    )


def _note(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: Dependency,
    wish: Wish,
    now: datetime,
) -> None:
    """Write it into the history; the row says by now what it made of the dependency."""
    after = dependency.find(session, workspace, found.id)
    dated = after.expected != found.expected or wish.move in _STANDING
    session.execute(
        insert(DependencyMoveRow).values(
            workspace_id=workspace.id,
            dependency_id=found.id,
            place=after.moves,
            move=wish.move,
            side=wish.side,
            state=after.state,
            person_id=person.id,
            team_id=wish.team,
            before=found.expected if dated else None,
            after=after.expected if dated else wish.day if wish.move is Move.TAKE else None,
            words=wish.words,
            at=now,
        )
    )
