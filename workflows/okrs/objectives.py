"""Objectives: made, changed, dropped, and aligned to another one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text, update
from sqlalchemy.orm import Session

from bot import facts
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cycles
from workflows.okrs.objective import Objective, below, find, of, read, require_shape
from workflows.okrs.tables import ObjectiveRow

LONGEST_TITLE = 200
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('objectives'), :workspace)")


@dataclass(frozen=True)
class Typed:
    """What was typed of an objective; `team` and `parent` are ids, 0 for the company and none."""

    title: str = ""
    team: int = 0
    parent: int = 0


def check(typed: Typed) -> Typed | Errors:
    """What was typed, cleaned, or what is wrong with it."""
    title = " ".join(clean(typed.title).split())
    wrong = wrong_title(title)
    return Errors({"title": wrong}) if wrong else Typed(title, typed.team, typed.parent)


def wrong_title(title: str) -> Words | None:
    """What is wrong with the title of an objective or a key result, if anything."""
    if not sameness(title):
        return say("Say in a few words what you want to reach.")
    if len(title) > LONGEST_TITLE:
        return say(
            "This is {length} characters long; {longest} fit here.",
            length=len(title),
            longest=LONGEST_TITLE,
        )
    return None


def make(
    session: Session,
    workspace: Workspace,
    person: Person,
    cycle: int,
    wanted: Typed,
    now: datetime,
) -> Objective | Errors:
    """Make an objective in a cycle; records `objective.made`, and the audit trail tells it.

    Args:
        cycle: its id.

    Returns:
        The objective; the one with this title where the team has it in this cycle already; what
        is wrong where its parent is none it can be aligned to.

    Raises:
        Refusal: it is somebody else's to say.
    """
    require_shape(session, workspace, person, wanted.team or None)
    cycles.require_open(session, workspace, cycle)
    session.execute(_LOCK, {"workspace": workspace.id})
    same = _titled(session, workspace, cycle, wanted)
    if same is not None:
        return same
    wrong = _wrong_parent(session, workspace, cycle, 0, wanted.parent)
    if wrong:
        return wrong
    by = {"made_by_id": person.id or None, "made_at": now}
    made = session.execute(
        insert(ObjectiveRow)
        .values(workspace_id=workspace.id, cycle_id=cycle, **_columns(wanted), **by)
        .returning(ObjectiveRow.id)
    ).scalar_one()
    audit.record(session, workspace, person, Change("objective.made", wanted.title), now)
    facts.record(session, workspace, "objective.made", made, person, now)
    return find(session, workspace, made)


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    objective: int,
    wanted: Typed,
    now: datetime,
) -> Objective | Errors:
    """Give an objective another title or parent; its team stays. Records `objective.changed`.

    Args:
        objective: its id.

    Returns:
        The objective; what is wrong with the parent: another cycle's, or aligned to this one.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    session.execute(_LOCK, {"workspace": workspace.id})
    before = find(session, workspace, objective)
    require_shape(session, workspace, person, before.team)
    cycles.require_open(session, workspace, before.cycle)
    wrong = _wrong_parent(session, workspace, before.cycle, objective, wanted.parent)
    if wrong:
        return wrong
    parent = wanted.parent or None
    if (before.title, before.parent) == (wanted.title, parent):
        return before
    _set(
        *(session, workspace, objective),
        title=wanted.title,
        folded=sameness(wanted.title),
        parent_id=parent,
    )
    after = find(session, workspace, objective)
    sides = _told(before), _told(after)
    audit.record(session, workspace, person, Change("objective.changed", before.title, *sides), now)
    facts.record(session, workspace, "objective.changed", objective, person, now)
    return after


def drop(
    session: Session, workspace: Workspace, person: Person, objective: int, now: datetime
) -> Objective:
    """Stop aiming at an objective: it and its key results are asked about no more.

    Its history stays. Records `objective.dropped`.

    Args:
        objective: its id.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    before = find(session, workspace, objective)
    require_shape(session, workspace, person, before.team)
    cycles.require_open(session, workspace, before.cycle)
    _set(session, workspace, objective, dropped_at=now)
    audit.record(
        session, workspace, person, Change("objective.dropped", before.title, _told(before)), now
    )
    facts.record(session, workspace, "objective.dropped", objective, person, now)
    return before


def _titled(session: Session, workspace: Workspace, cycle: int, wanted: Typed) -> Objective | None:
    folded = sameness(wanted.title)
    theirs = of(session, workspace, cycle, wanted.team or None)
    return next((each for each in theirs if sameness(each.title) == folded), None)


def _wrong_parent(
    session: Session, workspace: Workspace, cycle: int, objective: int, parent: int
) -> Errors | None:
    if not parent:
        return None
    above = read(session, workspace, ObjectiveRow.id == parent)
    if not above or above[0].cycle != cycle:
        return Errors({"parent": say("Choose an objective of the same cycle.")})
    if objective and parent in below(session, workspace, objective):
        return Errors(
            {
                "parent": say(
                    "“{parent}” is aligned to this objective already: the two would hold each"
                    " other up. Choose another one.",
                    parent=above[0].title,
                )
            }
        )
    return None


def _columns(wanted: Typed) -> dict[str, Any]:
    return {
        "team_id": wanted.team or None,
        "parent_id": wanted.parent or None,
        "title": wanted.title,
        "folded": sameness(wanted.title),
    }


def _told(objective: Objective) -> dict[str, Any]:
    return {"title": objective.title, "parent": objective.parent_title}


def _set(session: Session, workspace: Workspace, objective: int, **columns: object) -> None:
    session.execute(
        update(ObjectiveRow)
        .where(ObjectiveRow.workspace_id == workspace.id, ObjectiveRow.id == objective)
        .values(**columns)
    )
