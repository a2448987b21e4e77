"""What a key result waits for from other teams speaks against “on track”, and is on its page."""

from datetime import date, timedelta
from decimal import Decimal

from bot.i18n import Translator
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from handlers.okrs import checking, showing, waits
from tests.moment import NOW
from tests.okrs.conftest import Aims
from tests.okrs.test_doors import Visitor
from tests.transcript import form, shown
from workflows.dependencies import asking, moving
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side
from workflows.okrs import check_ins
from workflows.okrs.check_ins import Told

AGREED, LATER = date(2026, 2, 20), date(2026, 3, 6)
BEFORE = NOW - timedelta(days=30)


def slipped(session: Session, workspace: Workspace, aims: Aims, lea: Person) -> Dependency:
    """Payments promised something for the key result, and then for later."""
    content = Content("Payments", "C2", aims.priya.id, aims.priya.id, "", ())
    payments = teams.add(session, workspace, content, BEFORE)
    wanted = Wanted("A webhook", AGREED, aims.team, payments, key_result=aims.key_result.id)
    made = asking.ask(session, workspace, lea, wanted, BEFORE)
    assert isinstance(made, Dependency)
    slip = Wish(Move.SLIP, Side.PROVIDER, LATER, words="The bank")
    for wish in (Wish(Move.ACCEPT, Side.PROVIDER), slip):
        done = moving.make(session, workspace, aims.priya, made.id, wish, BEFORE)
        assert isinstance(done, Dependency)
    return made


def told(session: Session, workspace: Workspace, lea: Person, aims: Aims, sure: str) -> None:
    """Léa checked in a week ago."""
    said = [Told(aims.key_result.id, Decimal(70), sure, "")]
    check_ins.tell(session, workspace, lea, said, NOW - timedelta(days=7))


def test_who_says_on_track_hears_what_is_late_and_their_answer_stands(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    slipped(session, workspace, aims, lea)
    told(session, workspace, lea, aims, "on_track")
    visitor = Visitor(session, workspace, lea, t)
    said = shown(visitor.clicks(checking.no_change, lea.id).message)
    assert (
        "🔎 *Invoices paid* is on track. DEP-1 from *Payments* is late: Friday 6 March instead of"
        " Friday 20 February. Can you hold without it?" in said
    )
    assert "Your answer stands" in said
    page = form(visitor.clicks(showing.open_page, aims.key_result.id).view)
    assert "DEP-1 from *Payments* is late" in page


def test_who_says_at_risk_is_not_asked_why(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    slipped(session, workspace, aims, lea)
    told(session, workspace, lea, aims, "at_risk")
    visitor = Visitor(session, workspace, lea, t)
    assert "DEP-1" not in shown(visitor.clicks(checking.no_change, lea.id).message)


def test_guests_see_nothing_of_what_teams_promise_each_other(
    session: Session, workspace: Workspace, aims: Aims, lea: Person
) -> None:
    slipped(session, workspace, aims, lea)
    given = (session, workspace)
    assert waits.of(*given, lea, aims.key_result.id, NOW)
    assert not waits.of(*given, aims.guest, aims.key_result.id, NOW)
