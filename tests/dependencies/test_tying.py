"""What waits for what: one need behind several promises, tied later too, never in a circle."""

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import FormErrors, PushForm, UpdateForm
from bot.store.engine import Session, Store
from handlers.dependencies import tie_doors
from tests.dependencies import told
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.dependencies.doors import Visitor, said
from tests.dependencies.test_at_once import at_once
from workflows.dependencies import blast, tying
from workflows.dependencies.dependency import Dependency, find
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.tying import Tied

P, R = Side.PROVIDER, Side.REQUESTER
SOONER, LATE = NEEDED_BY - timedelta(weeks=1), NEEDED_BY + 2 * DAY


def needs(company: Teams, *promises: Dependency, lag: int = 0) -> Dependency:
    """Payments needs a queue of Platform, for promises of its own."""
    found = company.asks(
        "A queue",
        by=company.marc,
        of=company.payments,
        to=company.platform,
        serves=tuple(each.id for each in promises),
        lag=lag,
        needed_by=SOONER,
    )
    return company.promised(found, by=company.sam)


def ties(company: Teams, found: Dependency, *promises: Dependency, lag: int = 0) -> Tied | Errors:
    """Marc says what waits for what Payments needs."""
    ids = [each.id for each in promises]
    return tying.tie(*company.given, company.marc, found.id, ids, lag)


def two(company: Teams) -> tuple[Dependency, Dependency]:
    """What Payments promised to Billing, and to Platform."""
    first = company.promised(company.asks("A webhook"))
    other = company.asks("A report", by=company.sam, of=company.platform)
    return first, company.promised(other)


def test_a_need_behind_two_promises_reaches_both(company: Teams) -> None:
    first, other = two(company)
    need = needs(company, first, other, lag=2)
    slipped = company.makes(company.sam, need, Move.SLIP, P, day=LATE, words="Late")
    found = blast.radius(*company.given, slipped.id, need.promised)
    assert [hit.found.id for hit in found.hits] == [need.id, first.id, other.id]
    assert {hit.day for hit in found.hits[1:]} == {NEEDED_BY + 6 * DAY}
    where = [where for where, _ in told.alerts(company.session)]
    assert sorted(where) == ["C1", "C2", "C3"], "each team once"
    (mine,) = [text for where, text in told.alerts(company.session) if where == "C2"]
    assert "Your promise *DEP-1*" in mine
    assert "Your promise *DEP-2*" in mine


def test_who_waits_for_two_things_waits_for_the_last_of_them(company: Teams) -> None:
    first = company.promised(company.asks("A webhook"))
    needs(company, first)
    second = needs(company, first, lag=1)
    late = company.makes(company.sam, second, Move.SLIP, P, day=LATE, words="Late")
    (_, hit) = blast.radius(*company.given, late.id, second.promised).hits
    assert (hit.found.id, hit.day, hit.through) == (first.id, LATE + DAY, late)


def test_a_promise_that_waits_along_two_ways_is_hit_once(company: Teams) -> None:
    last = company.promised(company.asks("An app", by=company.sam, of=company.platform))
    given = {"by": company.marc, "of": company.payments, "to": company.billing}
    ways = [
        company.promised(company.asks(name, serves=(last.id,), **given), by=company.lea)
        for name in ("A form", "A page")
    ]
    first = company.asks("A key", to=company.platform, serves=tuple(each.id for each in ways))
    first = company.promised(first, by=company.sam)
    slipped = company.makes(company.sam, first, Move.SLIP, P, day=LATE, words="Late")
    hits = blast.radius(*company.given, slipped.id, first.promised).hits
    assert [hit.found.id for hit in hits] == [first.id, *(each.id for each in ways), last.id]
    assert {hit.day for hit in hits} == {LATE}


def test_promises_are_tied_later_and_both_cards_say_so(company: Teams, t: Translator) -> None:
    first, other = two(company)
    need = needs(company)
    marc = Visitor(company, company.marc, t)
    opened = marc.does(tie_doors.open_form, action={"value": str(need.id)})
    assert isinstance(opened, PushForm)
    saved = marc.submits(opened.view, tie_doors.save, serves=str(first.id), lag="8")
    assert isinstance(saved, UpdateForm)
    assert (
        "Done.\n⚠️ *DEP-1* is to be there on Tuesday 24 March, and with *DEP-3* that can be Friday"
        " 27 March at the earliest: *New date* on its page tells the other team."
    ) in said(saved)
    assert "Waits for it: DEP-1: A webhook" in told.cards(company.session)["C3"]
    assert find(*company.given, need.id).serves == (first.id,)
    assert isinstance(ties(company, need, other), Tied)
    assert find(*company.given, need.id).serves == (other.id,)


def test_what_is_delivered_waits_for_nothing_any_more(company: Teams) -> None:
    first, other = two(company)
    need = needs(company)
    company.makes(company.marc, other, Move.DELIVER, P)
    assert [one.id for one in tying.promises(*company.given, need)] == [first.id]


def test_what_a_promise_waits_for_stands_on_its_card_until_it_is_there(company: Teams) -> None:
    first = company.promised(company.asks("A webhook"))
    need = needs(company, first)
    assert "It waits for: DEP-2: A queue" in told.cards(company.session)["C1"]
    company.makes(company.sam, need, Move.DELIVER, P)
    assert "It waits for" not in told.cards(company.session)["C1"]


def test_those_that_would_wait_for_each_other_are_refused_and_named(
    company: Teams, t: Translator
) -> None:
    first = company.promised(company.asks("A webhook"))
    need = needs(company, first)
    back = company.asks(
        "A form", by=company.sam, of=company.platform, to=company.billing, serves=(need.id,)
    )
    wrong = tying.tie(*company.given, company.lea, first.id, [back.id], 0)
    assert isinstance(wrong, Errors)
    assert t.words(wrong.fields["serves"]) == (
        "They would wait for each other: DEP-1 → DEP-3 → DEP-2 → DEP-1. Take one of them out, and"
        " ask who begins."
    )
    company.makes(company.sam, back, Move.WITHDRAW, R)
    back = company.asks("A form", by=company.sam, of=company.platform, to=company.billing)
    assert isinstance(tying.tie(*company.given, company.lea, first.id, [back.id], 0), Tied)


def test_of_two_who_close_a_circle_at_once_one_is_refused(store: Store, company: Teams) -> None:
    first = company.promised(company.asks("A webhook"))
    back = company.asks("A form", by=company.marc, of=company.payments, to=company.billing)
    back = company.promised(back, company.lea)
    company.session.commit()

    def tie(found: Dependency, other: Dependency, who: str) -> object:
        def one(session: Session) -> str:
            person = getattr(company, who)
            given = session, company.workspace, person, found.id
            return type(tying.tie(*given, [other.id], 0)).__name__

        return one

    clicks = tie(first, back, "lea"), tie(back, first, "marc")
    assert sorted(at_once(store, *clicks)) == ["Errors", "Tied"]  # type: ignore[arg-type]


@pytest.mark.parametrize("lag", ["-1", "61", "two", "٣", "9" * 30])
def test_a_number_of_days_that_is_none_is_said_beside_its_field(
    company: Teams, t: Translator, lag: str
) -> None:
    first = company.promised(company.asks("A webhook"))
    need = needs(company)
    marc = Visitor(company, company.marc, t)
    opened = marc.does(tie_doors.open_form, action={"value": str(need.id)})
    wrong = marc.submits(opened.view, tie_doors.save, serves=str(first.id), lag=lag)
    assert isinstance(wrong, FormErrors)
    assert said(wrong) == "lag: Give a number of working days from 0 to 60."


def test_only_ones_own_promises_wait_and_only_who_needs_it_says_so(
    company: Teams, t: Translator
) -> None:
    foreign = company.promised(company.asks("A view", to=company.platform), by=company.sam)
    need = needs(company)
    wrong = ties(company, need, foreign)
    assert isinstance(wrong, Errors)
    assert t.words(wrong.fields["serves"]) == (
        "Choose something that your team has promised to somebody."
    )
    with pytest.raises(Refusal, match="for the team"):
        tying.tie(*company.given, company.lea, need.id, [], 0)
    marc = Visitor(company, company.marc, t)
    with pytest.raises(Refusal, match="promised nothing"):
        marc.does(tie_doors.open_form, action={"value": str(need.id)})
    company.makes(company.marc, need, Move.WITHDRAW, R)
    with pytest.raises(Refusal):
        ties(company, need)


@pytest.mark.parametrize("move", [Move.WITHDRAW, Move.OTHER_WAY])
def test_what_is_needed_no_more_moves_nobody_and_who_was_told_hears_it(
    company: Teams, move: Move
) -> None:
    first = company.promised(company.asks("A webhook"))
    need = needs(company, first, lag=2)
    company.makes(company.sam, need, Move.SLIP, P, day=LATE, words="Late")
    assert find(*company.given, first.id).forecast
    company.makes(company.marc, need, move, R)
    assert find(*company.given, first.id).forecast is None
    assert told.threads(company.session)["C1"][-1] == (
        "👍 *DEP-2*: Payments does not need it any more.\n"
        "*DEP-1* can be there on Tuesday 24 March, as was promised."
    )


def test_what_was_delivered_late_still_counts_for_what_waits_for_it(company: Teams) -> None:
    first = company.promised(company.asks("A webhook"))
    slow, other = needs(company, first), needs(company, first)
    company.makes(company.sam, slow, Move.SLIP, P, day=LATE, words="Late")
    company.now += timedelta(days=23)
    company.makes(company.sam, slow, Move.DELIVER, P)
    company.makes(company.marc, slow, Move.CONFIRM, R)
    found = blast.radius(*company.given, other.id, other.promised)
    assert [hit.day for hit in found.waiting] == [company.now.date()]
