"""What tests of OKRs share: a team with an objective and a key result in a cycle under way."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.store import people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.okrs import cycles, objectives, shaping
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.figures import Direction
from workflows.okrs.key_result import KeyResult
from workflows.okrs.key_result_form import Fields
from workflows.okrs.objective import Objective

MADE = NOW - timedelta(days=60)
FIELDS = Fields(
    "Invoices paid", "%", Decimal(60), Decimal(80), Direction.UP, (), "U0LEA", "Dashboard"
)


@dataclass(frozen=True)
class Aims:
    """A team that Marc leads and Léa is in, and what it aims at.

    Attributes:
        priya: Product Ops.
        lead: Marc, as he is once he leads it.
        guest: who is in no team.
    """

    priya: Person
    lead: Person
    guest: Person
    team: int
    cycle: Cycle
    company: Objective
    objective: Objective
    key_result: KeyResult


@pytest.fixture
def aims(session: Session, workspace: Workspace, lea: Person, marc: Person) -> Aims:
    """The first quarter of 2026 under way, in the test's own transaction."""
    people.meet_all(session, workspace, ("U0PRIYA", "U0GUEST"))
    people.name_product_ops(session, workspace, ("U0PRIYA",))
    known = people.known(session, workspace, {"U0PRIYA", "U0GUEST"})
    priya = known["U0PRIYA"]
    guest = replace(known["U0GUEST"], kind=people.Kind.GUEST)
    content = Content("Billing", "C1", marc.id, priya.id, "", (lea.id,))
    team = teams.add(session, workspace, content, MADE)
    span = Span("2026 Q1", date(2026, 1, 1), date(2026, 3, 31))
    cycle = cycles.make(session, workspace, priya, span, MADE)
    assert isinstance(cycle, Cycle)
    company = aim(session, workspace, priya, cycle, objectives.Typed("Month end is quiet"))
    wanted = objectives.Typed("Nobody asks about an invoice", team, company.id)
    mine = aim(session, workspace, priya, cycle, wanted)
    made = shaping.make(session, workspace, priya, mine.id, FIELDS, MADE)
    assert isinstance(made, KeyResult)
    return Aims(priya, replace(marc, leads=True), guest, team, cycle, company, mine, made)


def aim(
    session: Session,
    workspace: Workspace,
    person: Person,
    cycle: Cycle,
    wanted: objectives.Typed,
) -> Objective:
    """An objective, made."""
    made = objectives.make(session, workspace, person, cycle.id, wanted, MADE)
    assert isinstance(made, Objective)
    return made
