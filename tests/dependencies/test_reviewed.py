"""What a second pair of eyes found: long titles, late clicks, teams that were closed."""

from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.store import teams
from bot.store.teams import Content
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.dependencies.test_blast import chained
from workflows.dependencies import awaiting, searching, speaking
from workflows.dependencies.awaiting import Titled
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER
LATER = NEEDED_BY + 7 * DAY


def test_an_ask_is_read_again_however_long_a_teams_name_is(company: Teams) -> None:
    name = "A team that has a very long name and then a longer one still"
    content = Content(name, "C8", company.nora.id, company.nora.id, "", (company.nora.id,))
    long = teams.find(*company.given, teams.add(*company.given, content, company.now))
    found = company.asks("https://lumen.example/" + "x" * 120, by=company.nora, of=long)
    title = Titled(found.reference, NEEDED_BY, 1, name, found.needs).title[:150]
    read = awaiting.titled(title)
    assert (read.reference, read.day, read.moves) == (found.reference, NEEDED_BY, 1)


def test_a_date_is_taken_after_other_moves_as_long_as_it_stands(company: Teams) -> None:
    found = company.promised(company.asks())
    found = company.makes(company.marc, found, Move.SLIP, P, day=LATER, words="Late")
    seen = found.moves
    company.makes(company.lea, found, Move.OPTIONS, R)
    company.makes(company.marc, found, Move.START, P)
    assert company.makes(company.lea, found, Move.TAKE, R, seen=seen).taken_at
    company.makes(company.marc, found, Move.SLIP, P, day=LATER + DAY, words="Later")
    with pytest.raises(Refusal):
        company.makes(company.lea, found, Move.TAKE, R, seen=seen)


def test_a_promise_moves_though_who_waits_went_along_beforehand(company: Teams) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.SLIP, P, day=LATER, words="Late")
    seen = first.moves
    day = LATER + 3 * DAY
    company.makes(company.lea, first, Move.TAKE, R, day=day)
    moved = company.makes(company.marc, first, Move.SLIP, P, day=day, words="Late", seen=seen)
    assert moved.promised == day
    assert moved.taken_at


def test_a_sooner_date_needs_nobodys_word(company: Teams) -> None:
    found = company.promised(company.asks())
    found = company.makes(company.marc, found, Move.SLIP, P, day=NEEDED_BY - DAY, words="Sooner")
    assert found.taken_at
    found = company.makes(company.marc, found, Move.SLIP, P, day=LATER, words="Later")
    found = company.makes(company.marc, found, Move.SLIP, P, day=LATER - DAY, words="Less late")
    assert found.taken_at is None


def test_product_ops_speak_for_a_team_that_was_closed(company: Teams) -> None:
    found = company.promised(company.asks())
    teams.close(*company.given, company.billing.id, company.now)
    assert speaking.sides(*company.given, company.priya, found) == tuple(Side)
    company.makes(company.priya, found, Move.WITHDRAW, R)


def test_what_is_opened_again_can_be_late_once_more(company: Teams) -> None:
    found = company.promised(company.asks())
    found = company.makes(company.marc, found, Move.DELIVER, P)
    company.now += timedelta(days=30)
    found = company.makes(company.lea, found, Move.REOPEN, R, words="It is empty")
    assert found.delivered_at is None


def test_a_long_number_is_looked_for_like_any_word(company: Teams) -> None:
    company.asks("Order 12345678901234567890")
    found = searching.search(*company.given, company.lea, "12345678901234567890", company.now)
    assert found.total == 1
