"""What the form of an absence opens with: what stands, or what was chosen before and not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import ids, reading
from handlers.absence.reading import Carried
from workflows.absence.filling import Filled
from workflows.absence.show import show
from workflows.absence.state import Shown, State

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Opened:
    """A form about to be shown.

    Attributes:
        shown: the absence it corrects; None for a new one.
        since: when what it holds was chosen and not kept; None where it was not.
    """

    filled: Filled
    carried: Carried
    shown: Shown | None = None
    since: datetime | None = None


def opened(
    session: Session, workspace: Workspace, person: Person, now: datetime, absence: int = 0
) -> Opened:
    """The form of an absence.

    Args:
        absence: its id; 0 for what was chosen before and not kept, or else the absence under way
            or the one that comes next, or else a new one.
    """
    state = show(session, workspace, person, now)
    draft = None if absence else drafts.newest(session, workspace, person, ids.FORM)
    if draft and (resumed := _resumed(state, draft)):
        return resumed
    return _fresh(state, state.find(absence) or _said(state))


def afresh(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime
) -> Opened:
    """The form without what was chosen before, which is let go."""
    settle(session, workspace, person, Carried.loads(view["private_metadata"]))
    state = show(session, workspace, person, now)
    return _fresh(state, _said(state))


def naming(opened: Opened, delegate: str) -> Opened:
    """A form in which someone is named already, by Slack's id; empty leaves who is."""
    filled = opened.filled
    return replace(opened, filled=replace(filled, delegate=delegate or filled.delegate))


def settle(session: Session, workspace: Workspace, person: Person, carried: Carried) -> None:
    """Let go of the draft that a form was filled from."""
    if carried.draft:
        drafts.settle(session, workspace, person, draft=carried.draft)


def _fresh(state: State, shown: Shown | None) -> Opened:
    if shown is None:
        return Opened(Filled(follows=state.follows), Carried())
    away = shown.away
    filled = Filled(away.first, away.last, away.delegate, state.follows, away.id)
    return Opened(filled, Carried(away.id), shown)


def _resumed(state: State, draft: Draft) -> Opened | None:
    """What was chosen, unless its days are over."""
    before = Carried.loads(draft.typed["metadata"])
    shown = state.find(before.absence)
    carried = Carried(before.absence if shown else 0, draft.id)
    filled = reading.filled(draft.typed["values"], carried)
    if filled.last and filled.last < state.today:
        return None
    return Opened(filled, carried, shown, draft.at)


def _said(state: State) -> Shown | None:
    """The absence under way or the next one, of those that the person said."""
    said = [shown for shown in state.absences if not shown.from_status]
    return said[0] if said else None
