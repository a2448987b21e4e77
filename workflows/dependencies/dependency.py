"""A dependency as features and readers know it, its history, and how both are read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session, aliased

from bot.errors import Refusal
from bot.i18n import Words, say
from bot.store import people
from bot.store.people import Person
from bot.store.team import Team, TeamRow, team_of
from bot.store.workspaces import Workspace
from workflows.dependencies.rules import OPEN, PROMISED, Move, Risk, Side, State
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow, DependencyTieRow

_PROVIDER = aliased(TeamRow)
# What waits for a dependency, in its row.
_SERVES = func.array(
    select(DependencyTieRow.promise_id)
    .where(DependencyTieRow.need_id == DependencyRow.id)
    .order_by(DependencyTieRow.promise_id)
    .correlate(DependencyRow)
    .scalar_subquery(),
    type_=ARRAY(BigInteger),
)


@dataclass(frozen=True)
class Dependency:
    """What a team needs from another one.

    Attributes:
        number: people call it `DEP-12`.
        requester, provider: who needs it, and from whom.
        asked_by: who asked for it.
        owner: who sees to it at the provider's; None before it is agreed.
        key_result: the id of what it is for, if it is for one.
        serves: the ids of the dependencies that its requester provides and that wait for it.
        lag: working days which those take from when this one is there.
        needed_by: the date that was asked for.
        promised: the one that was agreed.
        proposed, proposed_by: the date that stands against it before that, and whose it is.
        sure_at: when the owner confirmed the date last.
        taken_at: when the requester went along with the date that stands.
        moves: how many were made.
        forecast: the later date that teams heard of, because of what it waits for.
    """

    id: int
    number: int
    needs: str
    why: str
    requester: Team
    provider: Team
    asked_by: Person
    owner: Person | None
    key_result: int | None
    serves: tuple[int, ...]
    lag: int
    state: State
    risk: Risk
    risk_why: str
    needed_by: date
    promised: date | None
    proposed: date | None
    proposed_by: Side | None
    asked_at: datetime
    agreed_at: datetime | None
    sure_at: datetime | None
    taken_at: datetime | None
    delivered_at: datetime | None
    ended_at: datetime | None
    moves: int
    forecast: date | None = None

    @property
    def reference(self) -> str:
        """What people call it."""
        return f"DEP-{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it."""
        return self.state in OPEN

    @property
    def is_promised(self) -> bool:
        """Whether there is a date that was agreed and not kept yet."""
        return self.state in PROMISED

    @property
    def expected(self) -> date:
        """When it is to be there, as far as anybody said."""
        return self.promised or self.proposed or self.needed_by

    def team(self, side: Side) -> Team:
        """The team of a side."""
        return self.requester if side is Side.REQUESTER else self.provider


@dataclass(frozen=True)
class Made:
    """A move that was made.

    Attributes:
        before, after: the dates that stood, where it changed one.
        team: the name of the team that it asked, or asked instead; empty for none.
        channel: of that team.
    """

    place: int
    move: Move
    side: Side
    state: State
    person: Person | None
    team: str
    before: date | None
    after: date | None
    words: str
    at: datetime
    channel: str = ""


def find(session: Session, workspace: Workspace, which: int) -> Dependency:
    """A dependency by its id.

    Raises:
        Refusal: there is none.
    """
    found = dependencies(session, workspace, DependencyRow.id == which)
    if not found:
        raise Refusal(gone())
    return found[0]


def hold(session: Session, workspace: Workspace, which: int) -> None:
    """Nobody else moves a dependency until the transaction ends.

    Args:
        which: its id.
    """
    session.execute(
        select(DependencyRow.id)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == which)
        # What only names it, such as what is tied to it, need not wait.
        .with_for_update(key_share=True)
    )


def numbered(session: Session, workspace: Workspace, number: int) -> Dependency:
    """A dependency by its number.

    Raises:
        Refusal: there is none.
    """
    found = dependencies(session, workspace, DependencyRow.number == number)
    if not found:
        raise Refusal(unknown(number))
    return found[0]


def gone() -> Words:
    """That there is no dependency with an id."""
    return say("This dependency is not there any more. `/dependency list` shows those there are.")


def unknown(number: int) -> Words:
    """That there is no dependency with a number."""
    return say(
        "There is no DEP-{number}. `/dependency list` shows those there are.", number=str(number)
    )


def dependencies(
    session: Session, workspace: Workspace, *where: ColumnElement[bool]
) -> tuple[Dependency, ...]:
    """Dependencies, the oldest first."""
    rows = session.execute(
        reading()
        .where(DependencyRow.workspace_id == workspace.id, *where)
        .order_by(DependencyRow.id),
        execution_options={"populate_existing": True},
    ).all()
    return records(session, workspace, rows)


def of_ids(session: Session, workspace: Workspace, ids: Collection[int]) -> tuple[Dependency, ...]:
    """Some dependencies by their ids, the oldest first; those there are not are left out."""
    if not ids:
        return ()
    return dependencies(session, workspace, DependencyRow.id.in_(sorted(ids)))


def reading() -> Select[*tuple[Any, ...]]:
    """The rows of which `records` makes dependencies, of every workspace: say of which one."""
    return (
        select(DependencyRow, TeamRow, _PROVIDER, _SERVES.label("serves"))
        .join(TeamRow, TeamRow.id == DependencyRow.requester_id)
        .join(_PROVIDER, _PROVIDER.id == DependencyRow.provider_id)
    )


def provided(session: Session, workspace: Workspace, team: int) -> tuple[Dependency, ...]:
    """What somebody waits for from a team, by its id, and is not there yet."""
    theirs = DependencyRow.provider_id == team, DependencyRow.state.in_(OPEN - {State.DELIVERED})
    return dependencies(session, workspace, *theirs)


def records(session: Session, workspace: Workspace, rows: Sequence[Any]) -> tuple[Dependency, ...]:
    """Rows of a dependency, its requester, its provider and what waits for it, as records.

    Args:
        rows: what else stands in them is left out.
    """
    named = {
        one
        for row in rows
        for one in (row[0].asked_by_id, row[0].owner_id, row[1].lead_id, row[2].lead_id)
        if one
    }
    known = people.by_ids(session, workspace, named)
    return tuple(_record(workspace, known, row) for row in rows)


def history(session: Session, workspace: Workspace, which: int) -> tuple[Made, ...]:
    """The moves of a dependency, the first one first.

    Args:
        which: its id.
    """
    rows = session.execute(
        select(DependencyMoveRow, TeamRow.name, TeamRow.channel)
        .outerjoin(TeamRow, TeamRow.id == DependencyMoveRow.team_id)
        .where(
            DependencyMoveRow.workspace_id == workspace.id,
            DependencyMoveRow.dependency_id == which,
        )
        .order_by(DependencyMoveRow.place)
    ).all()
    known = people.by_ids(session, workspace, _ids(row[0].person_id for row in rows))
    return tuple(
        _made(row, known.get(row.person_id or 0), (name or "", channel or ""))
        for row, name, channel in rows
    )


def _made(row: DependencyMoveRow, person: Person | None, team: tuple[str, str]) -> Made:
    what = (row.place, Move(row.move), Side(row.side), State(row.state))
    name, channel = team
    return Made(*what, person, name, row.before, row.after, row.words, row.at, channel)


def _ids(found: Iterable[int | None]) -> set[int]:
    return {one for one in found if one}


def _record(
    workspace: Workspace,
    known: Mapping[int, Person],
    found: Sequence[Any],
) -> Dependency:
    row, requester, provider, serves = found[:4]
    return Dependency(
        **{name: getattr(row, name) for name in _SAME},
        requester=_team(workspace, known, requester),
        provider=_team(workspace, known, provider),
        asked_by=known[row.asked_by_id],
        owner=known.get(row.owner_id or 0),
        key_result=row.key_result_id,
        serves=tuple(serves),
        state=State(row.state),
        risk=Risk(row.risk),
        proposed_by=Side(row.proposed_by) if row.proposed_by else None,
    )


_SAME = (
    *("id", "number", "needs", "why", "lag", "risk_why", "needed_by", "promised", "proposed"),
    *("asked_at", "agreed_at", "sure_at", "taken_at", "delivered_at", "ended_at", "moves"),
    "forecast",
)


def _team(workspace: Workspace, known: Mapping[int, Person], row: TeamRow) -> Team:
    found = team_of(row, None, workspace)
    return Team(**{**vars(found), "named": known.get(row.lead_id or 0)})
