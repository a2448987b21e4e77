"""Check-ins: what owners tell of their key results, and how it is corrected; nothing is lost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.asks import finding
from bot.errors import Refusal
from bot.i18n import Words, say
from bot.mrkdwn import escape
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import answering, cycles, key_result, objective, permissions
from workflows.okrs.check_in import measure
from workflows.okrs.key_result import KeyResult
from workflows.okrs.tables import CheckInRow, KeyResultRow


@dataclass(frozen=True)
class Told:
    """What is told of a key result, checked.

    Attributes:
        key_result: its id.
        value: in its unit; of a milestone, the number of its zone, 0 for the first.
        confidence: one of `key_result.CONFIDENCES`.
    """

    key_result: int
    value: Decimal
    confidence: str
    because: str = ""
    unchanged: bool = False


def mine(
    session: Session, workspace: Workspace, person: Person, owner: int, now: datetime
) -> tuple[KeyResult, ...]:
    """The key results of a person in the cycle under way, or the next, for who answers for them.

    Args:
        owner: the id of whose they are.

    Raises:
        Refusal: the person may not tell anything of them.
    """
    roles.require(person, permissions.CHECK_IN)
    cycle = cycles.current(session, workspace, now)
    found = key_result.owned_in(session, workspace, [owner], cycle.id) if cycle else ()
    require_all(session, workspace, person, found)
    return found


def tell(
    session: Session,
    workspace: Workspace,
    person: Person,
    told: Sequence[Told],
    now: datetime,
    answers: int = 0,
) -> tuple[KeyResult, ...]:
    """Keep what a person tells of key results; records `key_result.checked` for each.

    Args:
        answers: the id of whose check-in that is; 0 where it is about single key results.

    Returns:
        The key results as they are now, in the order told.

    Raises:
        Refusal: one is not there any more, or they may not tell anything of it.
    """
    roles.require(person, permissions.CHECK_IN)
    wanted = {each.key_result: each for each in told}
    _hold(session, workspace, KeyResultRow.id.in_(list(wanted)))
    found = _standing(session, workspace, wanted)
    if len(found) < len(wanted):
        raise Refusal(
            say("One of these key results was dropped meanwhile. `/okr` shows those that stand.")
        )
    require_all(session, workspace, person, found)
    for cycle in sorted({each.cycle for each in found}):
        cycles.require_open(session, workspace, cycle)
    _keep(session, workspace, person, told, found, now)
    for each in told:
        facts.record(session, workspace, "key_result.checked", each.key_result, person, now)
    if answers:
        answering.answered(session, workspace, answers, now)
    after = {each.id: each for each in _standing(session, workspace, wanted)}
    return tuple(after[each] for each in wanted)


def no_change(
    session: Session, workspace: Workspace, person: Person, owner: int, now: datetime
) -> tuple[KeyResult, ...]:
    """All key results of a person are as they were: said once more, with one click.

    What was never told of, or was told of today, is left out.

    Args:
        owner: the id of whose they are.

    Returns:
        Those of which it was said; none where nothing was left to say.

    Raises:
        Refusal: the person may not tell anything of them.
    """
    day = cycles.today(session, workspace, now)
    # Of two clicks at once, the second finds all of it told.
    _hold(session, workspace, KeyResultRow.owner_id == owner)
    every = mine(session, workspace, person, owner, now)
    # What has no figure yet waits for one: it is not answered.
    answers = 0 if any(each.value is None for each in every) else owner
    told = [
        Told(each.id, each.value, each.confidence, each.because, unchanged=True)
        for each in every
        if each.value is not None
        and each.checked_at
        and cycles.today(session, workspace, each.checked_at) < day
    ]
    if not told:
        if answers:
            answering.answered(session, workspace, owner, now)
        return ()
    return tell(session, workspace, person, told, now, answers)


def may_tell(session: Session, workspace: Workspace, person: Person, found: KeyResult) -> bool:
    """Whether a person may tell something of a key result: its owner, who stands in, its lead."""
    owner = found.owner
    if owner is not None and (
        owner.id == person.id
        or finding.is_owed(session, workspace, person, answering.KIND, owner.id)
    ):
        return True
    return objective.may_shape(session, workspace, person, found.team)


def require_all(
    session: Session, workspace: Workspace, person: Person, found: Iterable[KeyResult]
) -> None:
    """Let pass who may tell something of all these key results.

    Raises:
        Refusal: one is somebody else's.
    """
    for each in found:
        if not may_tell(session, workspace, person, each):
            raise Refusal(_not_theirs(each))


def _not_theirs(found: KeyResult) -> Words:
    title = escape(found.title)
    if found.owner is None:
        return say("Nobody answers for “{title}” yet: ask Product Ops.", title=title)
    who = escape(found.owner.name) or f"<@{found.owner.slack_id}>"
    return say("{owner} answers for “{title}” and updates it: ask them.", title=title, owner=who)


def _hold(session: Session, workspace: Workspace, which: ColumnElement[bool]) -> None:
    """Nobody else tells of these key results until the transaction ends."""
    held = select(KeyResultRow.id).where(KeyResultRow.workspace_id == workspace.id, which)
    session.execute(held.order_by(KeyResultRow.id).with_for_update())


def _standing(session: Session, workspace: Workspace, ids: Iterable[int]) -> tuple[KeyResult, ...]:
    return key_result.key_results(session, workspace, KeyResultRow.id.in_(list(ids)))


def _keep(
    session: Session,
    workspace: Workspace,
    person: Person,
    told: Sequence[Told],
    standing: Iterable[KeyResult],
    now: datetime,
) -> None:
    if not told:
        return
    measured = {each.id: measure(each) for each in standing}
    session.execute(
        insert(CheckInRow),
        [
            {
                "workspace_id": workspace.id,
                "key_result_id": each.key_result,
                "person_id": person.id,
                "value": each.value,
                "confidence": each.confidence,
                "because": each.because,
                "unchanged": each.unchanged,
                "at": now,
                "made_at": now,
                **measured[each.key_result],
            }
            for each in told
        ],
    )
    # One statement each, few as a person's key results are: no read comes between.
    for each in told:
        session.execute(
            update(KeyResultRow)
            .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == each.key_result)
            .values(
                value=each.value, confidence=each.confidence, because=each.because, checked_at=now
            )
        )
