"""A team asks for what it needs from another one: how that is checked, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean, escape
from bot.store import calendars, teams
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, permissions, speaking, tying, words
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side, State
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow

LONGEST_NEEDS, LONGEST_WHY = 150, 1_000
# How far ahead a date may be, in days.
AHEAD = 731
# Of the greatest id that the database holds.
_DIGITS = 18
# Of two who ask at once, the second gets the next number.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('dependencies'), :workspace)")


@dataclass(frozen=True)
class Typed:
    """What the form says.

    Attributes:
        needs: in one line.
        needed_by: as `2026-11-30`.
        requester, provider: the ids of teams.
        key_result: an id, empty for none.
        serves: the ids of the requester's own promises that wait for it.
        lag: working days which those take from when this is there.
    """

    needs: str
    needed_by: str
    requester: str
    provider: str
    why: str = ""
    key_result: str = ""
    serves: tuple[str, ...] = ()
    lag: str = ""


@dataclass(frozen=True)
class Wanted:
    """The same, checked."""

    needs: str
    needed_by: date
    requester: int
    provider: int
    why: str = ""
    key_result: int | None = None
    serves: tuple[int, ...] = ()
    lag: int = 0
    source: str = ""


def check(typed: Typed, today: date) -> Wanted | Errors:
    """What was asked for, or what is wrong with it.

    Args:
        today: where the workspace is.
    """
    wrong: dict[str, Words] = {}
    needs, why = clean(typed.needs).strip(), clean(typed.why).strip()
    if not needs:
        wrong["needs"] = say("Say what you need, in a few words.")
    elif len(needs) > LONGEST_NEEDS or "\n" in needs:
        wrong["needs"] = say(
            "One line of at most {most} characters: what helps to understand it goes below.",
            most=LONGEST_NEEDS,
        )
    if len(why) > LONGEST_WHY:
        wrong["why"] = say("At most {most} characters fit here.", most=LONGEST_WHY)
    requester, provider = _id(typed.requester), _id(typed.provider)
    if provider is None:
        wrong["provider"] = say("Choose from which team.")
    elif provider == requester:
        wrong["provider"] = say("A team does not depend on itself: choose another one.")
    if requester is None:
        wrong["requester"] = say("Choose for which team.")
    needed_by = read_day(typed.needed_by)
    wrong |= _day_wrong("needed_by", needed_by, today)
    lag = tying.read_lag(typed.lag)
    if not isinstance(lag, int):
        wrong["lag"] = lag
    elif not wrong and needed_by and requester and provider:
        serves = tuple(filter(None, map(_id, typed.serves)))
        about = _id(typed.key_result), serves, lag
        return Wanted(needs, needed_by, requester, provider, why, *about)
    return Errors(wrong)


def read_day(typed: str) -> date | None:
    """A date as forms give it; None for none."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def day_wrong(day: date | None, today: date) -> Words | None:
    """What is wrong with a date by which something is to be there, if anything is."""
    if day is None:
        return say("Choose a day.")
    if day < today:
        return say("That day is past: choose one that is to come.")
    if day > today + timedelta(days=AHEAD):
        return say("That is more than two years ahead: choose an earlier day.")
    return None


def ask(
    session: Session, workspace: Workspace, person: Person, wanted: Wanted, now: datetime
) -> Dependency | Errors:
    """Ask a team for something; records `dependency.moved`.

    Returns:
        The dependency; what is wrong with the teams that were chosen, or with what it is for.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ASK)
    wrong = {**_teams_wrong(session, workspace, person, wanted)}
    foreign = tying.wrong(session, workspace, wanted.requester, wanted.serves)
    if foreign:
        wrong["serves"] = foreign
    if wrong:
        return Errors(wrong)
    which = _keep(session, workspace, person, wanted, now)
    tying.write(session, workspace, which, set(wanted.serves))
    facts.record(session, workspace, "dependency.moved", which, person, now)
    return dependency.find(session, workspace, which)


def today(session: Session, workspace: Workspace, now: datetime) -> date:
    """The date where most people of a workspace are."""
    return calendar.local_day(calendars.common(session, workspace), now)


def number(session: Session, workspace: Workspace) -> int:
    """The number of the next dependency; nobody else gets one until the transaction ends."""
    session.execute(_LOCK, {"workspace": workspace.id % 2**31})
    highest = session.scalar(
        select(func.max(DependencyRow.number)).where(DependencyRow.workspace_id == workspace.id)
    )
    return (highest or 0) + 1


def _keep(
    session: Session, workspace: Workspace, person: Person, wanted: Wanted, now: datetime
) -> int:
    """The id of the dependency, with its first move."""
    own = {"workspace_id": workspace.id, "asked_by_id": person.id}
    own["number"] = number(session, workspace)
    made = session.execute(
        insert(DependencyRow)
        .values(
            **own,
            **_columns(wanted),
            asked_at=now,
            next_at=now,
            moves=1,
        )
        .returning(DependencyRow.id)
    )
    which = int(made.scalar_one())
    session.execute(
        insert(DependencyMoveRow).values(
            workspace_id=workspace.id,
            dependency_id=which,
            place=1,
            move=Move.ASK,
            side=Side.REQUESTER,
            state=State.ASKED,
            person_id=person.id,
            team_id=wanted.provider,
            after=wanted.needed_by,
            at=now,
        )
    )
    return which


def _columns(wanted: Wanted) -> dict[str, object]:
    return {
        "needs": wanted.needs,
        "why": wanted.why,
        "requester_id": wanted.requester,
        "provider_id": wanted.provider,
        "key_result_id": wanted.key_result,
        "lag": wanted.lag,
        "needed_by": wanted.needed_by,
        "source": wanted.source,
        "search": words.index(wanted.needs, wanted.why),
    }


def _day_wrong(field: str, day: date | None, today: date) -> dict[str, Words]:
    wrong = day_wrong(day, today)
    return {field: wrong} if wrong else {}


def _id(typed: str) -> int | None:
    """An id as menus give it; None for none, and for what is none."""
    whole = typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS
    return int(typed) or None if whole else None


def _teams_wrong(
    session: Session, workspace: Workspace, person: Person, wanted: Wanted
) -> Mapping[str, Words]:
    wrong: dict[str, Words] = {}
    mine = {one.id for one in speaking.teams_of(session, workspace, person)}
    if wanted.requester not in mine:
        wrong["requester"] = say("Choose a team that you are in: you ask on its behalf.")
    provider = teams.find(session, workspace, wanted.provider)
    if provider is None or provider.closed_at:
        wrong["provider"] = say("This team was closed: choose another one.")
    elif not provider.channel and provider.lead is None:
        wrong["provider"] = unreachable(provider)
    return wrong


def unreachable(team: Team) -> Words:
    """That nobody of a team would read what is asked of it."""
    return say(
        "*{team}* has neither a channel nor a lead, so nobody would read it: name one with"
        " `/team`.",
        team=escape(team.name),
    )
