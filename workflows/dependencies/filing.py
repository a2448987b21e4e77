"""Writes dependencies that began elsewhere, and the moves that brought each where it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from bot.folding import indexed
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import asking
from workflows.dependencies.incoming import Incoming
from workflows.dependencies.rules import OVER, PROMISED, Move, Risk, Side, State
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow
from workflows.dependencies.words import words

_MOVED = {Risk.AT_RISK: Move.RISK, Risk.BLOCKED: Move.BLOCK}
_ENDED = {
    State.DECLINED: (Move.DECLINE, Side.PROVIDER),
    State.WITHDRAWN: (Move.WITHDRAW, Side.REQUESTER),
}


@dataclass(frozen=True)
class Filed:
    """A dependency that began elsewhere.

    Attributes:
        requester, provider, owner, key_result: ids.
        source: what it is known by.
        times: when it was asked for, agreed and delivered, the last one if it was.
    """

    told: Incoming
    requester: int
    provider: int
    owner: int | None
    key_result: int | None
    source: str
    times: tuple[datetime, datetime, datetime | None]


def known(session: Session, workspace: Workspace, sources: Collection[str]) -> frozenset[str]:
    """Those of some sources that are there already."""
    rows = session.scalars(
        select(DependencyRow.source).where(
            DependencyRow.workspace_id == workspace.id, DependencyRow.source.in_(list(sources))
        )
    )
    return frozenset(rows)


def span(session: Session, workspace: Workspace, ids: Sequence[int]) -> tuple[int, int]:
    """The lowest and the highest number of some dependencies."""
    row = session.execute(
        select(func.min(DependencyRow.number), func.max(DependencyRow.number)).where(
            DependencyRow.workspace_id == workspace.id, DependencyRow.id.in_(list(ids))
        )
    ).one()
    return row[0] or 0, row[1] or 0


def file(
    session: Session, workspace: Workspace, person: Person, filed: Sequence[Filed], now: datetime
) -> tuple[int, ...]:
    """Write some dependencies; returns their ids, in their order."""
    if not filed:
        return ()
    first = asking.number(session, workspace)
    rows = [
        {
            **_row(each, now),
            "workspace_id": workspace.id,
            "asked_by_id": person.id,
            "number": first + place,
        }
        for place, each in enumerate(filed)
    ]
    # Folded here: the vector is made of it in the same statement.
    kept = insert(DependencyRow).values(search=indexed(bindparam("said")))
    made = session.scalars(kept.returning(DependencyRow.id, sort_by_parameter_order=True), rows)
    ids = tuple(made)
    moves = [
        {
            **move,
            "workspace_id": workspace.id,
            "dependency_id": which,
            "place": place,
            "person_id": person.id,
        }
        for which, each in zip(ids, filed, strict=True)
        for place, move in enumerate(_moves(each, now), 1)
    ]
    session.execute(insert(DependencyMoveRow), moves)
    return ids


def _row(each: Filed, now: datetime) -> dict[str, Any]:
    told, (asked, agreed, delivered) = each.told, each.times
    promised = told.promised is not None
    ahead = told.state in PROMISED and told.promised is not None and told.promised >= now.date()
    return {
        "needs": told.needs,
        "why": told.why,
        "said": " ".join(words(f"{told.needs}\n{told.why}")),
        "requester_id": each.requester,
        "provider_id": each.provider,
        "owner_id": each.owner,
        "key_result_id": each.key_result,
        "state": told.state,
        "risk": told.risk,
        "needed_by": told.needed_by,
        "promised": told.promised,
        "source": each.source,
        "asked_at": asked,
        "agreed_at": agreed if promised else None,
        "sure_at": agreed if promised else None,
        "taken_at": agreed if promised else None,
        "delivered_at": delivered,
        "ended_at": (delivered or now) if told.state in OVER else None,
        # What was late before it came here is told of once somebody moves it.
        "next_at": now if ahead else None,
        "moves": sum(1 for _ in _moves(each, now)),
    }


def _moves(each: Filed, now: datetime) -> Iterator[dict[str, Any]]:
    """The moves that bring it where it is."""
    told, (asked, agreed, delivered) = each.told, each.times
    begun = _move(Move.ASK, Side.REQUESTER, State.ASKED, asked, told.needed_by)
    yield {**begun, "team_id": each.provider}
    if told.promised:
        yield _move(Move.ACCEPT, Side.PROVIDER, State.AGREED, agreed, told.promised)
    if told.state is State.UNDER_WAY:
        yield _move(Move.START, Side.PROVIDER, State.UNDER_WAY, agreed)
    if told.risk:
        yield _move(_MOVED[told.risk], Side.PROVIDER, told.state, now)
    if delivered:
        yield _move(Move.DELIVER, Side.PROVIDER, State.DELIVERED, delivered)
    if told.state is State.CONFIRMED:
        yield _move(Move.CONFIRM, Side.REQUESTER, State.CONFIRMED, delivered or now)
    if told.state in _ENDED:
        yield _move(*_ENDED[told.state], told.state, now)


def _move(
    move: Move, side: Side, state: State, at: datetime, after: date | None = None
) -> dict[str, Any]:
    named = {"move": move, "side": side, "state": state}
    return {**named, "at": at, "after": after, "team_id": None}
