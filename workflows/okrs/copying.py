"""Carries a team's aims over into the next cycle: each key result kept, changed or dropped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import say
from bot.mrkdwn import escape
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, key_result, objective, objectives, shaping
from workflows.okrs.cycles import Cycle
from workflows.okrs.figures import Direction, zoned
from workflows.okrs.key_result import KeyResult, key_results
from workflows.okrs.key_result_form import FEWEST_ZONES, Fields
from workflows.okrs.tables import CycleRow, KeyResultRow


class Fate(StrEnum):
    """What becomes of a key result in the next cycle."""

    KEEP = "keep"
    MODIFY = "modify"
    DROP = "drop"


def sources(session: Session, workspace: Workspace, team: int | None, cycle: Cycle) -> Cycle | None:
    """The last cycle before another one in which a team aimed at something, if any.

    Args:
        team: its id; None for the company.
    """
    before = [each for each in cycles.every(session, workspace) if each.ends < cycle.starts]
    found = (each for each in reversed(before) if objective.of(session, workspace, each.id, team))
    return next(found, None)


def offered(
    session: Session, workspace: Workspace, person: Person, team: int | None, cycle: Cycle
) -> tuple[KeyResult, ...]:
    """The key results that a team may carry over into a cycle.

    Args:
        team: its id; None for the company.

    Raises:
        Refusal: it is somebody else's to say, or there are none.
    """
    objective.require_shape(session, workspace, person, team)
    before = sources(session, workspace, team, cycle)
    if before is None:
        raise Refusal(
            say("There is nothing to carry over: no earlier cycle has objectives of this team.")
        )
    found = key_result.of(session, workspace, before.id, team)
    if not found:
        raise Refusal(
            say(
                "There is nothing to carry over: this team has no key results in *{cycle}*.",
                cycle=escape(before.name),
            )
        )
    return found


def suggested(found: KeyResult) -> Fate:
    """What most would do: what was reached is done, the rest goes on."""
    return Fate.DROP if found.progress >= 1 and not found.aim.holds else Fate.KEEP


def carry(
    session: Session,
    workspace: Workspace,
    person: Person,
    target: tuple[int | None, Cycle],
    fates: Mapping[int, Fate],
    now: datetime,
) -> tuple[KeyResult, ...]:
    """Carry key results over, with their objectives; done twice, nothing is there twice.

    A key result begins where it stands. One whose target it reached holds; a milestone that went
    through all of its steps begins anew.

    Args:
        target: the team's id, None for the company, and the cycle.
        fates: what becomes of each, by the key results' ids; those left out are dropped.

    Returns:
        What is there now, those to be changed first.

    Raises:
        Refusal: as `offered`.
    """
    team, cycle = target
    kept: list[tuple[Fate, KeyResult]] = []
    for each in offered(session, workspace, person, team, cycle):
        fate = fates.get(each.id, Fate.DROP)
        if fate is Fate.DROP:
            continue
        there = _copied(session, workspace, each, cycle)
        if there is not None:
            kept.append((fate, there))
            continue
        kept.append((fate, _made(session, workspace, person, (each, cycle), now)))
    kept.sort(key=lambda pair: pair[0] is not Fate.MODIFY)
    return tuple(found for _, found in kept)


def _made(
    session: Session,
    workspace: Workspace,
    person: Person,
    source: tuple[KeyResult, Cycle],
    now: datetime,
) -> KeyResult:
    """A key result as it goes on in the next cycle; nobody's where its owner can't be asked."""
    above = _objective(session, workspace, person, source, now)
    fields = _fields(source[0])
    made = shaping.make(session, workspace, person, above, fields, now)
    if isinstance(made, Errors):
        nobodys = replace(fields, owner="")
        made = shaping.make(session, workspace, person, above, nobodys, now)
    assert not isinstance(made, Errors), "nobody is asked for it"
    shaping.set_(session, workspace, made.id, copied_from_id=source[0].id)
    return key_result.find(session, workspace, made.id)


def _copied(
    session: Session, workspace: Workspace, found: KeyResult, cycle: Cycle
) -> KeyResult | None:
    same = key_results(
        session, workspace, KeyResultRow.copied_from_id == found.id, CycleRow.id == cycle.id
    )
    return same[0] if same else None


def _objective(
    session: Session,
    workspace: Workspace,
    person: Person,
    source: tuple[KeyResult, Cycle],
    now: datetime,
) -> int:
    """The id of a key result's objective in the next cycle, made if it is not there."""
    found, cycle = source
    before = objective.find(session, workspace, found.objective)
    parent = 0
    if before.parent_title:
        folded = sameness(before.parent_title)
        known = objective.in_cycle(session, workspace, cycle.id)
        parent = next((each.id for each in known if sameness(each.title) == folded), 0)
    wanted = objectives.Typed(before.title, found.team or 0, parent)
    made = objectives.make(session, workspace, person, cycle.id, wanted, now)
    assert not isinstance(made, Errors), "its parent is of this cycle"
    return made.id


def _fields(found: KeyResult) -> Fields:
    aim, zones = found.aim, _left(found)
    if zones:
        aim = zoned(len(zones))
    start = aim.start if found.zones or found.value is None else found.value
    if found.progress >= 1 and not found.zones:
        start = aim.target
    owner = found.kept_by.slack_id if found.kept_by else ""
    direction = aim.direction
    if not found.zones and start != aim.target:
        direction = Direction.UP if aim.target > start else Direction.DOWN
    return Fields(found.title, found.unit, start, aim.target, direction, zones, owner, found.source)


def _left(found: KeyResult) -> tuple[str, ...]:
    """The steps of a milestone from where it stands."""
    left = found.zones[int(found.value or 0) :]
    return left if len(left) >= FEWEST_ZONES else found.zones
