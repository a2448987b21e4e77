"""What the two workspaces of the walk aim at, and what they told of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select, update

from bot.forms import Errors
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.okrs import (
    check_ins,
    closing,
    cycles,
    ending,
    kpis,
    objectives,
    rounds,
    shaping,
)
from workflows.okrs.check_ins import Told
from workflows.okrs.cycles import Span
from workflows.okrs.figures import Direction
from workflows.okrs.key_result_form import Fields
from workflows.okrs.round_tables import CadenceRow, RetrospectiveRow, RoundPersonRow
from workflows.okrs.tables import CheckInRow

BEFORE = NOW - timedelta(days=20)
LAST = Span("2025 Q4", date(2025, 10, 1), date(2025, 12, 31))
UNDER_WAY = Span("2026 Q1", date(2026, 1, 1), date(2026, 3, 31))
FIELDS = Fields(
    "Invoices paid", "%", Decimal(60), Decimal(80), Direction.UP, (), "U0LEA", "A dashboard"
)
KPI = kpis.Fields("On time", "%", Decimal(95), None, "U0LEA", "")


@dataclass(frozen=True)
class Aims:
    """By their ids: a cycle that is under way and one that is being closed, and what is in them.

    `old` is the one that is being closed, `looking` what Lea is asked of it.
    """

    cycle: int
    old: int
    objective: int
    company_aim: int
    key_result: int
    check_in: int
    kpi: int
    round: int
    looking: int


def settle(session: Session, workspace: Workspace, lea: Person, team: int, mark: str) -> Aims:
    """Two cycles, an objective of the team and one of the company, a key result and a KPI."""
    old = _cycle(session, workspace, lea, LAST)
    cycle = _cycle(session, workspace, lea, UNDER_WAY)
    company = _objective(session, workspace, lea, cycle, f"Quiet {mark}", 0)
    mine = _objective(session, workspace, lea, cycle, f"Nobody asks {mark}", team)
    before = _objective(session, workspace, lea, old, f"Nobody asks {mark}", team)
    key_result = _key_result(session, workspace, lea, mine, mark)
    _key_result(session, workspace, lea, before, mark)
    told = Told(key_result, Decimal(65), "on_track", f"A fix {mark}")
    check_ins.tell(session, workspace, lea, [told], NOW - timedelta(days=2))
    made = kpis.make(session, workspace, lea, team, KPI, BEFORE)
    assert not isinstance(made, Errors)
    kpis.tell(session, workspace, lea, made.id, (Decimal(90), BEFORE), BEFORE)
    session.execute(
        update(CadenceRow)
        .where(CadenceRow.workspace_id == workspace.id)
        .values(due_at=NOW - timedelta(hours=1), next_on=NOW.date(), fresh_days=0)
    )
    found = cycles.find(session, workspace, cycle)
    over = ending.keep_past(session, workspace, team, found, NOW - timedelta(days=7))
    ending.comment(session, workspace, lea, over, f"All well {mark}", NOW)
    rounds.open_due(session, workspace, NOW, 10)
    session.execute(
        update(RoundPersonRow)
        .where(RoundPersonRow.workspace_id == workspace.id, RoundPersonRow.state == "waiting")
        .values(ask_at=NOW - timedelta(minutes=1))
    )
    closing.ask_scores(session, workspace, lea, old, NOW)
    return Aims(
        *(cycle, old, mine, company, key_result),
        check_in=session.scalars(
            select(CheckInRow.id).where(CheckInRow.key_result_id == key_result)
        ).one(),
        kpi=made.id,
        round=over,
        looking=session.scalars(
            select(RetrospectiveRow.id).where(RetrospectiveRow.cycle_id == old)
        ).one(),
    )


def _cycle(session: Session, workspace: Workspace, lea: Person, span: Span) -> int:
    made = cycles.make(session, workspace, lea, span, BEFORE)
    assert not isinstance(made, Errors)
    return made.id


def _objective(
    session: Session, workspace: Workspace, lea: Person, cycle: int, title: str, team: int
) -> int:
    wanted = objectives.Typed(title, team)
    made = objectives.make(session, workspace, lea, cycle, wanted, BEFORE)
    assert not isinstance(made, Errors)
    return made.id


def _key_result(session: Session, workspace: Workspace, lea: Person, below: int, mark: str) -> int:
    wanted = Fields(**{**vars(FIELDS), "title": f"{FIELDS.title} {mark}"})
    made = shaping.make(session, workspace, lea, below, wanted, BEFORE)
    assert not isinstance(made, Errors)
    return made.id
