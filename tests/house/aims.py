"""What the two workspaces of the walk aim at, and what they told of it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select, update

from bot.forms import Errors
from bot.overtaking import Edit
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.okrs import (
    asking,
    cadences,
    check_ins,
    closing,
    cycles,
    ending,
    handing,
    kpis,
    objectives,
    rollup,
    rounds,
    settings,
    shaping,
)
from workflows.okrs.check_ins import Told
from workflows.okrs.cycles import Span
from workflows.okrs.figures import Direction
from workflows.okrs.key_result_form import Fields
from workflows.okrs.round_tables import CadenceRow, RetrospectiveRow, RoundPersonRow, RoundRow
from workflows.okrs.settings import Chosen
from workflows.okrs.tables import CheckInRow

BEFORE = NOW - timedelta(days=20)
# Nobody has scores to confirm in it.
EMPTY = Span("2025 Q3", date(2025, 7, 1), date(2025, 9, 30))
LAST = Span("2025 Q4", date(2025, 10, 1), date(2025, 12, 31))
UNDER_WAY = Span("2026 Q1", date(2026, 1, 1), date(2026, 3, 31))
NEXT = Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30))
FIELDS = Fields(
    "Invoices paid", "%", Decimal(60), Decimal(80), Direction.UP, (), "U0LEA", "A dashboard"
)
KPI = kpis.Fields("On time", "%", Decimal(95), None, "U0LEA", "")


@dataclass(frozen=True)
class Aims:
    """By their ids: a cycle that is under way and one that is being closed, and what is in them.

    `old` is the one that is being closed, `looking` what Lea is asked of it, `past` her key result
    there. `stuck` is Marc's, of which nothing changes and which Lea is to hand over; who has left
    has one too.
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
    past: int
    stuck: int


def settle(
    session: Session, workspace: Workspace, both: tuple[Person, Person], team: int, mark: str
) -> Aims:
    """Two cycles, an objective of the team and one of the company, key results and a KPI.

    Args:
        both: Lea and Marc.
        mark: a marked workspace has more: what ours must not find where it has none.
    """
    lea, marc = both
    if mark:
        _more(session, workspace, lea)
    old = _cycle(session, workspace, lea, LAST)
    cycle = _cycle(session, workspace, lea, UNDER_WAY)
    company = _objective(session, workspace, lea, cycle, f"Quiet {mark}", 0)
    mine = _objective(session, workspace, lea, cycle, f"Nobody asks {mark}", team)
    before = _objective(session, workspace, lea, old, f"Nobody asks {mark}", team)
    key_result = _key_result(session, workspace, lea, mine, f"Invoices paid {mark}")
    past = _key_result(session, workspace, lea, before, f"Invoices paid {mark}")
    told = Told(key_result, Decimal(65), "on_track", f"A fix {mark}")
    check_ins.tell(session, workspace, lea, [told], NOW - timedelta(days=2))
    stuck = _stuck(session, workspace, both, mine, mark)
    _key_result(session, workspace, lea, company, f"Calls answered {mark}", "U0MARC")
    kpi = _kpi(session, workspace, lea, team)
    over = _rounds(session, workspace, lea, (team, cycle), mark)
    handing.ask(session, workspace, marc, NOW)
    closing.ask_scores(session, workspace, lea, old, NOW)
    return Aims(
        *(cycle, old, mine, company, key_result),
        check_in=session.scalars(
            select(CheckInRow.id).where(CheckInRow.key_result_id == key_result)
        ).one(),
        kpi=kpi,
        round=over,
        looking=session.scalars(
            select(RetrospectiveRow.id).where(RetrospectiveRow.cycle_id == old)
        ).one(),
        past=past,
        stuck=stuck,
    )


def _more(session: Session, workspace: Workspace, lea: Person) -> None:
    """A cycle ahead, one whose scores are all in, and what the company has of its own."""
    closing.ask_scores(session, workspace, lea, _cycle(session, workspace, lea, EMPTY), NOW)
    ahead = _cycle(session, workspace, lea, NEXT)
    cadences.choose(session, workspace, lea, None, cadences.Wanted(weekday=3), NOW)
    when = {"opens_at": NOW, "closes_at": NOW + timedelta(days=2)}
    # Nobody is waited for in it.
    session.add(RoundRow(workspace_id=workspace.id, cycle_id=ahead, day=NEXT.starts, **when))
    kpis.make(session, workspace, lea, None, KPI, BEFORE)
    settings.choose(session, workspace, lea, Edit(Chosen(), Chosen("C2")), NOW)
    rollup.due(session, workspace, NOW, 10)


def _stuck(
    session: Session, workspace: Workspace, both: tuple[Person, Person], below: int, mark: str
) -> int:
    """The id of a key result of Marc's of which nothing changes; who has left has one too."""
    lea, marc = both
    stuck = _key_result(session, workspace, lea, below, f"Reminders sent {mark}", "U0MARC")
    told = Told(stuck, Decimal(70), "on_track", f"It runs {mark}")
    check_ins.tell(session, workspace, lea, [told], NOW - timedelta(days=10))
    for days in (6, 5, 4):
        check_ins.no_change(session, workspace, lea, marc.id, NOW - timedelta(days=days))
    people.meet(session, workspace, "U0GONE", mark)
    _key_result(session, workspace, lea, below, f"Letters sent {mark}", "U0GONE")
    return stuck


def _rounds(
    session: Session, workspace: Workspace, lea: Person, where: tuple[int, int], mark: str
) -> int:
    """The id of a round of a team's in a cycle that is over; in one that is open Lea is asked."""
    team, cycle = where
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
    # Whose id is the lowest is asked first; the others still wait.
    asking.due(session, workspace, NOW, 1)
    return over


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


def _kpi(session: Session, workspace: Workspace, lea: Person, team: int) -> int:
    made = kpis.make(session, workspace, lea, team, KPI, BEFORE)
    assert not isinstance(made, Errors)
    kpis.tell(session, workspace, lea, made.id, (Decimal(90), BEFORE), BEFORE)
    return made.id


def _key_result(
    session: Session,
    workspace: Workspace,
    lea: Person,
    below: int,
    title: str,
    owner: str = "U0LEA",
) -> int:
    wanted = replace(FIELDS, title=title, owner=owner)
    made = shaping.make(session, workspace, lea, below, wanted, BEFORE)
    assert not isinstance(made, Errors)
    return made.id
