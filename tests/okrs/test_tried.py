"""What a new user found: a cycle closed by mistake, old drafts, figures that say too little."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.pictures import PaceRow
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import (
    checking,
    closing,
    handing,
    ids,
    pictures,
)
from tests.moment import NOW
from tests.okrs.conftest import FIELDS, Aims
from tests.okrs.offices import Office
from tests.okrs.test_doors import values
from tests.okrs.test_kept import scores
from workflows.okrs import (
    check_ins,
    cycles,
    key_result_form,
    reopening,
    shaping,
    standing,
)
from workflows.okrs import copying as carrying
from workflows.okrs.check_ins import Told
from workflows.okrs.copying import Fate
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.key_result import KeyResult

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE = text("UPDATE okr_cadences SET due_at = :now, next_on = '2026-03-03'")
ASKED = text("SELECT person_id FROM asks WHERE kind = 'okrs.check_in' AND state = 'open'")
STEPS = replace(FIELDS, unit="", zones=("Designed", "Live"), start=Decimal(0), target=Decimal(1))


@pytest.fixture
def office(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> Office:
    """Before anything was told."""
    return Office((session, workspace), aims, lea, t)


def test_a_cycle_that_was_closed_by_mistake_goes_on(office: Office) -> None:
    session, workspace = office.given
    aims = office.aims
    office.tells("65", days=1)
    scores(office)
    priya = office.visits(aims.priya)
    page = priya.clicks(closing.reopen, aims.cycle.id)
    assert "goes on: nobody is asked for scores" in json.dumps(page.view)
    assert not session.scalars(text("SELECT id FROM asks WHERE state = 'open'")).all()
    office.tells("66")
    with pytest.raises(Refusal):
        reopening.reopen(session, workspace, aims.priya, aims.cycle.id, NOW)
    scores(office)
    over = "SELECT count(*) FROM asks WHERE kind = 'okrs.close' AND state = 'open'"
    assert session.scalar(text(over)) == 1
    late = NOW + timedelta(days=60)
    assert not reopening.may_reopen(
        session, workspace, cycles.find(*office.given, aims.cycle.id), late
    )


def test_the_plan_says_that_its_cycle_is_being_closed_and_offers_to_open_it_again(
    office: Office,
) -> None:
    scores(office)
    page = json.dumps(office.visits(office.aims.priya).types("plan").view)
    assert "being closed: it stays as it is" in page
    assert "Open it again" in page
    assert "Add an objective" not in page
    shown_ = json.dumps(office.visits(office.lea).types("").message.blocks)
    assert '"Update"' not in shown_


def test_the_button_that_closes_says_which_cycle_and_when_it_would_end(office: Office) -> None:
    page = json.dumps(office.visits(office.aims.priya).types("plan").view)
    assert "The last day of 2026 Q1 is Tuesday 31 March 2026." in page


def test_what_was_refused_twice_is_not_offered_after_it_was_kept(office: Office) -> None:
    lea = office.visits(office.lea)
    opened = lea.types("update")
    for number in (1, 2):
        kept = {
            "values": values(opened.view, {}),
            "metadata": opened.view["private_metadata"],
        }
        drafts.save(
            *office.given, office.lea, Draft(ids.CHECK_IN_FORM, f"view:{number}", kept), NOW
        )
    lea.submits(checking.save, opened.view, **{f"value.{office.aims.key_result.id}": "66"})
    assert drafts.newest(*office.given, office.lea, ids.CHECK_IN_FORM) is None


def test_what_has_no_figure_yet_does_not_count_as_nothing_done(office: Office) -> None:
    session, workspace = office.given
    office.tells("70")
    before = standing.figures_of(
        session, workspace, office.aims.team, office.aims.cycle, date(2026, 3, 3), NOW - DAY
    )
    fields = replace(FIELDS, title="Refunds")
    shaping.make(session, workspace, office.aims.priya, office.aims.objective.id, fields, NOW)
    after = standing.figures_of(
        session, workspace, office.aims.team, office.aims.cycle, date(2026, 3, 3), NOW - DAY
    )
    assert (after.progress, after.expected) == (before.progress, before.expected)
    assert len(after.lines) == 2


def test_a_cycle_is_proposed_for_what_another_leaves_of_a_quarter(office: Office) -> None:
    session, workspace = office.given
    span = Span("Spring", date(2026, 4, 1), date(2026, 5, 3))
    cycles.make(session, workspace, office.aims.priya, span, NOW)
    rest = cycles.proposed(session, workspace, NOW)
    assert (rest.starts, rest.ends) == (date(2026, 5, 4), date(2026, 6, 30))
    wrong = cycles.make(
        session, workspace, office.aims.priya, replace(span, name="May", ends=date(2026, 6, 1)), NOW
    )
    assert "begin on Monday 4 May 2026" in office.t.words(wrong.fields["starts"])  # type: ignore[union-attr]


def test_a_milestone_goes_on_from_the_step_where_it_stands(office: Office) -> None:
    session, workspace = office.given
    steps = replace(
        STEPS, title="Exports", zones=("Designed", "In beta", "Live"), target=Decimal(2)
    )
    made = shaping.make(
        session, workspace, office.aims.priya, office.aims.objective.id, steps, NOW - DAY
    )
    assert isinstance(made, KeyResult)
    check_ins.tell(session, workspace, office.lea, [Told(made.id, Decimal(1), "on_track")], NOW)
    span = Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30))
    following = cycles.make(session, workspace, office.aims.priya, span, NOW)
    assert isinstance(following, Cycle)
    fates = {made.id: Fate.KEEP}
    target = office.aims.team, following
    (copied,) = carrying.carry(session, workspace, office.aims.priya, target, fates, NOW)
    assert copied.zones == ("In beta", "Live")


def test_a_picture_of_many_is_described_as_far_as_slack_takes_it(t: Translator) -> None:
    rows = [PaceRow("T" * 120, 0.1, 0.5, "10%", "behind")] * 20
    said = pictures.paces_alt(t, rows)
    assert len(said) <= 1_000
    assert said.endswith("and 14 more")


@pytest.mark.parametrize(
    ("start", "target", "unit"),
    [("12.5 %", "20 %", "%"), ("12.5", "20", ""), ("12 %", "20 €", ""), ("€12", "€20", "")],
)
def test_a_unit_that_is_written_behind_the_figures_is_theirs(
    start: str, target: str, unit: str
) -> None:
    fields = key_result_form.check(key_result_form.Typed("Paid", "", start, target), "en")
    found = fields.unit if isinstance(fields, key_result_form.Fields) else ""
    assert found == unit


def test_a_key_result_without_figures_is_asked_for_them_or_for_steps(t: Translator) -> None:
    wrong = key_result_form.check(key_result_form.Typed("Paid"), "en")
    assert isinstance(wrong, Errors)
    assert {field: t.words(words) for field, words in wrong.fields.items()} == {
        "start": "Give a start and a target, or the steps of a milestone."
    }


def test_who_was_away_hears_who_answers_for_what_was_theirs(office: Office) -> None:
    marc = office.visits(office.aims.lead)
    opened = marc.clicks(handing.open_form, office.lea.id)
    given = {ids.TAKER: {ids.TAKER: {"selected_user": "U0PRIYA"}}}
    done = marc.does(handing.save, view={**opened.view, "state": {"values": given}})
    taker, owner = done.tell
    assert (taker.to, owner.to, owner.in_hours) == ("U0PRIYA", "U0LEA", True)
    assert "answers from now on for 1 key result of yours" in owner.message(office.t).text
