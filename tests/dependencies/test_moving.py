"""A handshake between two teams: who may make which move, and what comes of it."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.store import teams
from bot.store.teams import Content
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from workflows.dependencies import asking, dependency, moving, rules, speaking
from workflows.dependencies.asking import Typed, Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import OVER, PROMISED, RULES, Move, Risk, Side, State

LATER = NEEDED_BY + 7 * DAY
P, R = Side.PROVIDER, Side.REQUESTER


def test_what_is_asked_for_has_a_number_and_waits_for_the_other_team(company: Teams) -> None:
    first, second = company.asks(), company.asks("A key")
    assert (first.reference, second.reference) == ("DEP-1", "DEP-2")
    assert (first.state, first.expected, first.promised) == (State.ASKED, NEEDED_BY, None)
    assert company.moves(first) == [("ask", NEEDED_BY)]


def test_the_providing_team_accepts_with_a_date_and_an_owner(company: Teams) -> None:
    found = company.promised(company.asks(), owner=company.sam.slack_id)
    assert (found.state, found.promised) == (State.AGREED, NEEDED_BY)
    assert found.owner is not None
    assert found.owner.id == company.sam.id
    assert company.promised(found, owner=company.sam.slack_id) == found
    assert len(company.moves(found)) == 2


def test_a_later_date_is_proposed_and_not_accepted(company: Teams) -> None:
    found = company.asks()
    wish = Wish(Move.ACCEPT, P, LATER)
    wrong = moving.make(*company.given, company.marc, found.id, wish, company.now)
    assert isinstance(wrong, Errors)
    assert list(wrong.fields) == ["day"]
    sooner = company.promised(found, day=NEEDED_BY - DAY)
    assert sooner.promised == NEEDED_BY - DAY


def test_a_counter_proposal_is_answered_with_another_one_and_then_accepted(company: Teams) -> None:
    found = company.makes(company.marc, company.asks(), Move.PROPOSE, P, day=LATER)
    assert (found.state, found.proposed, found.proposed_by) == (State.ASKED, LATER, P)
    with pytest.raises(Refusal):
        company.makes(company.marc, found, Move.ACCEPT, P)
    between = LATER - 3 * DAY
    found = company.makes(company.lea, found, Move.PROPOSE, R, day=between)
    assert (found.proposed, found.proposed_by) == (between, R)
    found = company.promised(found)
    assert (found.state, found.promised, found.proposed) == (State.AGREED, between, None)
    assert company.moves(found) == [
        ("ask", NEEDED_BY),
        ("propose", LATER),
        ("propose", between),
        ("accept", between),
    ]


def test_the_requesting_team_accepts_what_was_proposed(company: Teams) -> None:
    found = company.makes(company.marc, company.asks(), Move.PROPOSE, P, day=LATER)
    found = company.makes(company.lea, found, Move.ACCEPT, R)
    assert (found.state, found.promised) == (State.AGREED, LATER)
    assert found.owner is not None
    assert found.owner.id == company.marc.id


def test_not_us_asks_the_other_team(company: Teams) -> None:
    found = company.makes(company.marc, company.asks(), Move.REDIRECT, P, team=company.platform.id)
    assert (found.provider.id, found.state) == (company.platform.id, State.ASKED)
    with pytest.raises(Refusal, match="ask Sam, who leads it"):
        company.promised(found)
    assert company.promised(found, by=company.sam).state is State.AGREED


def test_it_is_declined_with_a_reason_and_asked_again(company: Teams) -> None:
    found = company.makes(company.marc, company.asks(), Move.DECLINE, P, words="Not this quarter")
    assert (found.state, found.ended_at) == (State.DECLINED, company.now)
    found = company.makes(company.lea, found, Move.ASK_AGAIN, R, day=LATER)
    assert (found.state, found.needed_by, found.ended_at) == (State.ASKED, LATER, None)


def test_it_is_delivered_confirmed_and_opened_again(company: Teams) -> None:
    found = company.makes(company.marc, company.promised(company.asks()), Move.START, P)
    found = company.makes(company.marc, found, Move.BLOCK, P, words="No access")
    assert (found.risk, found.risk_why) == (Risk.BLOCKED, "No access")
    found = company.makes(company.marc, found, Move.DELIVER, P)
    assert (found.state, found.risk) == (State.DELIVERED, Risk.NONE)
    found = company.makes(company.lea, found, Move.CONFIRM, R)
    assert (found.state, found.is_open) == (State.CONFIRMED, False)
    found = company.makes(company.lea, found, Move.REOPEN, R, words="It is empty")
    assert (found.state, found.ended_at) == (State.UNDER_WAY, None)


def test_a_date_that_slips_is_not_taken_until_the_other_side_says_so(company: Teams) -> None:
    found = company.promised(company.asks())
    assert found.taken_at
    found = company.makes(company.marc, found, Move.SLIP, P, day=LATER, words="The bank is late")
    assert (found.promised, found.taken_at) == (LATER, None)
    found = company.makes(company.lea, found, Move.TAKE, R)
    assert found.taken_at


def test_a_date_that_is_confirmed_again_weeks_later_is_confirmed_anew(company: Teams) -> None:
    found = company.promised(company.asks())
    found = company.makes(company.marc, found, Move.SURE, P)
    assert company.makes(company.marc, found, Move.SURE, P) == found
    company.now += 7 * DAY
    found = company.makes(company.marc, found, Move.SURE, P)
    assert found.sure_at == company.now


def test_of_two_at_once_one_is_first_and_the_other_is_told(company: Teams, t: Translator) -> None:
    found = company.asks()
    company.makes(company.lea, found, Move.WITHDRAW, R)
    with pytest.raises(Refusal) as refused:
        company.promised(found)
    said = t.words(refused.value.words)
    assert said == "Léa was first: it is not needed any more."


def test_what_was_looked_at_before_another_move_is_not_moved(company: Teams) -> None:
    found = company.promised(company.asks())
    company.makes(company.marc, found, Move.SLIP, P, day=LATER, words="Late")
    with pytest.raises(Refusal):
        company.makes(company.marc, found, Move.DELIVER, P, seen=found.moves)


def test_nobody_moves_what_is_not_theirs(company: Teams) -> None:
    found = company.asks()
    with pytest.raises(Refusal):
        company.promised(found, by=company.lea)
    with pytest.raises(Refusal):
        company.makes(company.nora, found, Move.WITHDRAW, R)
    assert speaking.sides(*company.given, company.nora, found) == ()
    assert set(speaking.sides(*company.given, company.priya, found)) == set(Side)
    found = company.promised(found, owner=company.nora.slack_id)
    assert speaking.sides(*company.given, company.nora, found) == (P,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"needs": " "}, "needs"),
        ({"needs": "x" * 151}, "needs"),
        ({"needed_by": "2020-01-01"}, "needed_by"),
        ({"needed_by": "2036-01-01"}, "needed_by"),
        ({"needed_by": ""}, "needed_by"),
        ({"provider": "1"}, "provider"),
        ({"provider": ""}, "provider"),
        ({"requester": ""}, "requester"),
        ({"lag": "many"}, "lag"),
        ({"why": "x" * 1001}, "why"),
    ],
)
def test_what_is_wrong_with_what_is_asked_stands_beside_its_field(
    changed: dict[str, str], field: str
) -> None:
    right = {"needs": "A key", "needed_by": NEEDED_BY.isoformat(), "requester": "1"}
    wrong = asking.check(Typed(**{**right, "provider": "2", **changed}), TODAY)
    assert isinstance(wrong, Errors)
    assert list(wrong.fields) == [field]


def test_a_team_that_nobody_would_read_for_is_not_asked(company: Teams) -> None:
    alone = teams.add(*company.given, Content("Alone", "", None, None, "", ()), company.now)
    wanted = Wanted("A key", NEEDED_BY, company.billing.id, alone)
    wrong = asking.ask(*company.given, company.lea, wanted, company.now)
    assert isinstance(wrong, Errors)
    assert "neither a channel nor a lead" in wrong.fields["provider"].one


def test_nobody_asks_for_a_team_they_are_not_in(company: Teams) -> None:
    wanted = Wanted("A key", NEEDED_BY, company.payments.id, company.platform.id)
    wrong = asking.ask(*company.given, company.lea, wanted, company.now)
    assert isinstance(wrong, Errors)
    assert list(wrong.fields) == ["requester"]


WISHES = st.tuples(
    st.sampled_from(sorted(RULES)),
    st.sampled_from(sorted(Side)),
    st.integers(min_value=-3, max_value=10),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wishes=st.lists(WISHES, max_size=12))
def test_only_listed_moves_are_made_and_each_once(
    company: Teams, wishes: list[tuple[Move, Side, int]]
) -> None:
    found = company.asks()
    for move, side, days in wishes:
        before = found
        wish = Wish(
            move, side, NEEDED_BY + days * DAY, team=company.platform.id, words=f"Of {days}"
        )
        allowed = rules.may(move, side, before.state, before.proposed_by)
        try:
            made = moving.make(*company.given, company.priya, before.id, wish, company.now)
        except Refusal:
            made = None
        found = dependency.find(*company.given, before.id)
        if isinstance(made, Dependency) and found.moves > before.moves:
            assert allowed
            assert found.state is (RULES[move].to or before.state)
        else:
            assert found == before
        assert (found.promised is None) or found.state is not State.ASKED or found.ended_at is None
        assert (found.ended_at is not None) == (found.state in OVER)
        assert not (found.state in PROMISED and found.promised is None)


@pytest.mark.parametrize("which", [rules.OPEN, rules.OVER])
def test_every_state_leads_on_or_is_over(which: frozenset[State]) -> None:
    on: Callable[[State], bool] = lambda state: any(  # noqa: E731
        rules.offered(side, state, None) for side in Side
    )
    assert all(on(state) for state in which if state is not State.WITHDRAWN)
