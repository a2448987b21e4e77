"""Asks the owner of product areas to look at insights that waited for a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from bot import roles
from bot.asks import finding
from bot.asks.ask import Ask
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle
from bot.store import moments, people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import areas, permissions
from workflows.insights.sorting_tables import AreaRow, InsightKeyRow
from workflows.insights.tables import InsightRow
from workflows.insights.triage import COUNTED, untriaged

# Its subject is the owner's id: whoever answers for several areas is asked once.
KIND = "insights.waiting"
LONG = timedelta(weeks=1)
_MORE = " + "


@dataclass(frozen=True)
class Waiting:
    """Insights that wait: how many, up to `COUNTED`, and what people call the oldest of them."""

    count: int
    oldest: str

    @property
    def title(self) -> str:
        """What the ask is called: in every language, and no other than before if nothing is."""
        return self.oldest + (f"{_MORE}{self.count - 1}" if self.count > 1 else "")


def titled(title: str) -> Waiting:
    """What the title of an ask stands for."""
    oldest, _, more = title.partition(_MORE)
    return Waiting(1 + int(more) if more.isdecimal() else 1, oldest)


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Ask each owner, or have what they are asked say what is so by now; returns how many."""
    asked = _asked(session, workspace)
    changed = 0
    for owner in _owners(session, workspace):
        changed += _settle(session, workspace, owner, asked.get(owner.id), now)
    return changed


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which one more insight has waited for a week."""
    asked = _asked(session, workspace)
    found = (
        moments.first(
            session,
            workspace,
            InsightRow.kept_at,
            after,
            *_theirs(workspace, owner, _reader(owner, asked.get(owner.id))),
            later=LONG,
        )
        for owner in _owners(session, workspace)
    )
    return min(filter(None, found), default=None)


def follow(session: Session, workspace: Workspace, now: datetime) -> None:
    """Something became of insights, or of areas: those who are asked already owe less, or nothing.

    Nobody is asked anew: that is for their working time.
    """
    for ask in finding.standing(session, workspace, KIND):
        owner = people.by_ids(session, workspace, [ask.subject]).get(ask.subject)
        if owner is not None:
            _settle(session, workspace, owner, ask, now)


def heir(session: Session, workspace: Workspace, ask: Ask) -> Person | None:
    """Who is told that nobody looks: someone of Product Ops, who names the owners."""
    others = people.product_ops(session, workspace)
    return next((one for one in others if one.id not in (ask.person.id, ask.subject)), None)


def _settle(
    session: Session, workspace: Workspace, owner: Person, ask: Ask | None, now: datetime
) -> int:
    """Bring what an owner is asked up to date; returns 1 where that was another thing."""
    found = _waiting(session, workspace, owner, _reader(owner, ask), now)
    if found is None:
        return 1 if ask and settle(session, workspace, KIND, owner.id, None, now) else 0
    if ask and ask.title == found.title:
        return 0
    open_ask(session, workspace, Wanted(KIND, owner.id, owner, found.title), now)
    return 1


def _waiting(
    session: Session, workspace: Workspace, owner: Person, reader: Person, now: datetime
) -> Waiting | None:
    came = exists().where(
        InsightKeyRow.workspace_id == workspace.id,
        InsightKeyRow.insight_id == InsightRow.id,
        InsightKeyRow.at > now - LONG,
    )
    rows = session.scalars(
        select(InsightRow.number)
        .where(
            InsightRow.workspace_id == workspace.id,
            *_theirs(workspace, owner, reader),
            InsightRow.kept_at <= now - LONG,
            # What a file or a feed brought was said before it came.
            ~came,
        )
        .order_by(InsightRow.kept_at, InsightRow.id)
        .limit(COUNTED)
    ).all()
    return Waiting(len(rows), f"INS-{rows[0]}") if rows else None


def _theirs(workspace: Workspace, owner: Person, reader: Person) -> tuple[ColumnElement[bool], ...]:
    """Nobody said what becomes of an insight of an owner's areas, and this person may see it."""
    return (InsightRow.area_id.in_(areas.of(workspace, owner.id)), *untriaged(reader))


def _owners(session: Session, workspace: Workspace) -> tuple[Person, ...]:
    """Those who answer for an area and may be asked."""
    ids = session.scalars(
        select(AreaRow.owner_id)
        .where(
            AreaRow.workspace_id == workspace.id,
            AreaRow.owner_id.is_not(None),
            AreaRow.closed_at.is_(None),
        )
        .distinct()
    ).all()
    found = people.by_ids(session, workspace, [one for one in ids if one is not None])
    may = (person for person in found.values() if roles.may(person, permissions.TRIAGE))
    return tuple(sorted(may, key=lambda person: person.id))


def _asked(session: Session, workspace: Workspace) -> Mapping[int, Ask]:
    """What is asked of owners, by their ids."""
    return {ask.subject: ask for ask in finding.standing(session, workspace, KIND)}


def _reader(owner: Person, ask: Ask | None) -> Person:
    """Who would look at them: who took it over may see others than the owner does."""
    return ask.person if ask else owner
