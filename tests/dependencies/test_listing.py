"""What teams need from each other, listed and found: filters, order, words, who sees what."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.errors import Refusal
from bot.store import teams
from bot.store.people import Kind, Person
from bot.store.person import PersonRow
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from workflows.dependencies import exporting, listing, searching, seeing
from workflows.dependencies.exporting import Table
from workflows.dependencies.filters import Why, parse
from workflows.dependencies.listing import Page
from workflows.dependencies.narrowing import Puzzled
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER


@pytest.fixture
def three(company: Teams) -> Teams:
    """Billing needs two things from Payments and one from Platform, Platform one from Payments."""
    company.promised(company.asks("Refund webhook", why="Month end"))
    company.asks("Sandbox keys", needed_by=NEEDED_BY - 7 * DAY)
    late = company.asks("Clés d’accès", to=company.platform, needed_by=TODAY)
    company.promised(late, by=company.sam)
    company.asks("Ledger export", by=company.sam, of=company.platform)
    company.now += 3 * DAY
    return company


def listed(company: Teams, text: str = "", by: Person | None = None, number: int = 1) -> Page:
    """A page of a list."""
    who = by or company.lea
    found = listing.page(*company.given, who, parse(text, TODAY), company.now, number)
    assert isinstance(found, Page), found
    return found


def numbers(page: Page | Table) -> list[int]:
    """The numbers of those on a page."""
    return [each.found.number for each in page.standings]


def test_a_list_is_of_ones_own_teams_and_what_needs_attention_comes_first(three: Teams) -> None:
    page = listed(three)
    assert (numbers(page), page.own, page.total) == ([3, 2, 1], True, 3)
    assert numbers(listed(three, by=three.sam)) == [3, 4]
    assert (numbers(listed(three, by=three.nora)), listed(three, by=three.nora).teamless) == (
        [3, 2, 4, 1],
        True,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all", [3, 2, 4, 1]),
        ("ours", [3, 2, 1]),
        ("on us", []),
        ("late", [3]),
        ("en retard all", [3]),
        ("asked", [2]),
        ("state:asked state:agreed", [3, 2, 1]),
        ("from:Payments", [2, 4, 1]),
        ("from:pay for:Platform", [4]),
        ("team:Platform", [3, 4]),
        ("team:Platform team:Billing", [3]),
        ("Platform", [3, 4]),
        ("owner:Marc", [1]),
        ("owner:<@U0MARC|marc>", [1]),
        ("mine", [3, 2, 1]),
        ("by:2026-03-17", [3, 2]),
        ("all over", []),
    ],
)
def test_filters_leave_what_they_say(three: Teams, text: str, found: list[int]) -> None:
    assert numbers(listed(three, text)) == found


def test_what_is_mine_is_what_i_see_to_or_asked_for(three: Teams) -> None:
    assert numbers(listed(three, "mine", by=three.marc)) == [1]
    assert numbers(listed(three, "on us", by=three.marc)) == [2, 4, 1]


def test_how_late_counts_the_working_days_of_the_providing_team(three: Teams) -> None:
    late, asked, agreed = listed(three).standings
    # A Tuesday, looked at on the Friday.
    assert (late.late, late.turn, late.unsure) == (3, None, False)
    assert (asked.late, asked.turn) == (None, P)
    assert (agreed.late, agreed.turn, agreed.unsure) == (None, None, False)
    three.now += 15 * DAY
    assert [each.unsure for each in listed(three, "agreed by:2026-04-30").standings] == [
        False,
        True,
    ]


def test_what_is_over_is_listed_when_it_is_asked_for(three: Teams) -> None:
    found = seeing.numbered(*three.given, three.lea, 2)
    three.makes(three.lea, found, Move.WITHDRAW, R)
    assert numbers(listed(three)) == [3, 1]
    assert numbers(listed(three, "over")) == [2]
    assert numbers(listed(three, "withdrawn")) == [2]


def test_a_list_has_pages(company: Teams) -> None:
    for number in range(12):
        company.asks(f"Thing {number}")
    first, second = listed(company), listed(company, number=2)
    assert (len(first.standings), first.more, first.total) == (10, True, 12)
    assert (numbers(second), second.more, second.total) == ([11, 12], False, 12)


@pytest.mark.parametrize(
    ("text", "why", "instead"),
    [
        ("team:Paymnets", Why.NAME, "team:Payments"),
        ("laet", Why.WORDS, "late"),
        ("Plattform", Why.WORDS, "Platform"),
        ("owner:Mark", Why.NAME, "owner:Marc"),
        ("of something else", Why.WORDS, None),
    ],
)
def test_words_that_are_no_filter_are_told_with_the_nearest(
    three: Teams, text: str, why: Why, instead: str | None
) -> None:
    found = listing.page(*three.given, three.lea, parse(text, TODAY), three.now)
    assert isinstance(found, Puzzled)
    (wrong,) = found.wrongs
    assert (wrong.why, next(iter(wrong.instead), None)) == (why, instead)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("webhook", [1]),
        ("WEBHOOKS refunds", [1]),
        ("refu", [1]),
        ("month end", [1]),
        ("cle acces", [3]),
        ("the keys", [2]),
        ("payments", [4, 2, 1]),
        ("platform ledger", [4]),
        ("DEP-3", [3]),
        ("dep-3 platform", [3]),
        ("nothing like it", []),
    ],
)
def test_words_are_found_in_needs_reasons_and_teams(
    three: Teams, query: str, found: Sequence[int]
) -> None:
    page = searching.search(*three.given, three.lea, query, three.now)
    assert [each.found.number for each in page.standings] == found
    assert page.total == len(found)


def test_a_word_that_nothing_has_is_offered_as_it_was_meant(three: Teams) -> None:
    page = searching.search(*three.given, three.lea, "webhok paymnts", three.now)
    assert (page.standings, page.meant) == ((), "webhook payments")
    assert not searching.search(*three.given, three.lea, "zzz", three.now).meant


def test_a_table_has_all_that_filters_leave_whatever_became_of_it(three: Teams) -> None:
    found = seeing.numbered(*three.given, three.lea, 2)
    three.makes(three.lea, found, Move.WITHDRAW, R)
    asked = parse("team:Billing", TODAY)
    assert exporting.count(*three.given, three.marc, asked, three.now) == 3
    table = exporting.table(*three.given, three.marc, asked, three.now)
    assert isinstance(table, Table)
    assert sorted(numbers(table)) == [1, 2, 3]


def test_a_guest_sees_those_of_their_teams(three: Teams) -> None:
    guest = as_guest(three, three.nora)
    assert numbers(listed(three, by=guest)) == []
    teams.set_members(*three.given, three.platform.id, (three.nora.id,))
    assert numbers(listed(three, "all", by=guest)) == [3, 4]
    assert seeing.numbered(*three.given, guest, 3).needs == "Clés d’accès"
    with pytest.raises(Refusal, match="There is no DEP-1"):
        seeing.numbered(*three.given, guest, 1)
    with pytest.raises(Refusal):
        seeing.find(*three.given, guest, seeing.numbered(*three.given, three.lea, 1).id)
    found = searching.search(*three.given, guest, "payments", three.now)
    assert [each.found.number for each in found.standings] == [4]


def test_what_needs_the_attention_of_ones_own_teams(three: Teams) -> None:
    few, total = listing.attention(*three.given, three.lea, three.now, 1)
    assert ([each.found.number for each in few], total) == ([3], 2)
    assert listing.attention(*three.given, three.nora, three.now, 6) == ((), 0)


def as_guest(company: Teams, who: Person) -> Person:
    """Somebody as a guest of the workspace."""
    guest = update(PersonRow).where(PersonRow.id == who.id).values(kind=Kind.GUEST)
    company.session.execute(guest)
    return replace(who, kind=Kind.GUEST)
