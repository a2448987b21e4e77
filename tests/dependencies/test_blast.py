"""Whom a slip hits, circles of teams, and promises beyond what was ever delivered."""

from datetime import timedelta

from bot.store import teams
from bot.store.teams import Content
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from workflows.dependencies import blast, load, loops
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER
WEEK = timedelta(weeks=1)


def chained(company: Teams) -> tuple[Dependency, Dependency]:
    """Billing waits for Payments, which waits for Platform: what Payments needs comes first."""
    first = company.promised(company.asks("A webhook"))
    second = company.asks(
        "A queue",
        by=company.marc,
        of=company.payments,
        to=company.platform,
        serves=(first.id,),
        lag=2,
        needed_by=NEEDED_BY - WEEK,
    )
    return first, company.promised(second, by=company.sam)


def test_a_slip_hits_those_that_wait_each_team_once(company: Teams) -> None:
    first, second = chained(company)
    late = NEEDED_BY + 2 * DAY
    slipped = company.makes(company.sam, second, Move.SLIP, P, day=late, words="Late")
    found = blast.radius(*company.given, slipped.id, second.promised)
    assert [(hit.found.id, hit.before) for hit in found.hits] == [
        (second.id, second.promised),
        (first.id, first.promised),
    ]
    assert found.hits[0].day == late
    assert found.hits[1].day > late
    assert found.hits[1].through == slipped
    assert [team.name for team, _ in found.teams] == ["Payments", "Billing"]
    assert all(hit.is_late for hit in found.hits)


def test_a_slip_that_slack_takes_up_hits_its_own_team_alone(company: Teams) -> None:
    _, second = chained(company)
    assert second.promised
    day = second.promised + DAY
    company.makes(company.sam, second, Move.SLIP, P, day=day, words="A day")
    found = blast.radius(*company.given, second.id, second.promised)
    assert [team.name for team, _ in found.teams] == ["Payments"]


def test_a_risk_reaches_all_that_wait_and_what_is_over_waits_no_more(company: Teams) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.RISK, P, words="A strike")
    assert len(blast.radius(*company.given, second.id).hits) == 2
    company.makes(company.lea, first, Move.WITHDRAW, R)
    assert len(blast.radius(*company.given, second.id).hits) == 1


def test_a_circle_of_teams_is_named_where_it_closes(company: Teams) -> None:
    chained(company)
    ids = company.platform.id, company.billing.id
    assert [team.name for team in loops.closed_by(*company.given, *ids)] == [
        "Platform",
        "Billing",
        "Payments",
        "Platform",
    ]
    assert loops.closed_by(*company.given, company.billing.id, company.platform.id) == ()


def test_who_promises_more_than_was_ever_delivered_is_told(company: Teams) -> None:
    for _ in range(3):
        found = company.promised(company.asks())
        company.makes(company.marc, found, Move.DELIVER, P)
        company.now += 2 * WEEK
    day = company.now.date() + 3 * WEEK
    for _ in range(2):
        company.promised(company.asks(needed_by=day))
    found_ = load.of(*company.given, company.payments, day)
    assert found_ == load.Load(promised=3, most=2)
    assert load.of(*company.given, company.payments, day + 5 * WEEK) is None
    assert load.of(*company.given, company.platform, day) is None


def test_the_circle_is_the_shortest_and_only_what_is_open_counts(company: Teams) -> None:
    named = {"Billing": company.billing, "Payments": company.payments, "Platform": company.platform}
    for name in ("Search", "Mobile"):
        content = Content(name, f"C0{name}", None, None, "", ())
        which = teams.add(*company.given, content, company.now)
        found = teams.find(*company.given, which)
        assert found
        named[name] = found
    waits = [
        ("Billing", "Payments"),
        ("Payments", "Platform"),
        ("Platform", "Search"),
        ("Search", "Mobile"),
        ("Billing", "Search"),
    ]
    made = {
        pair: company.asks(by=company.priya, of=named[pair[0]], to=named[pair[1]]) for pair in waits
    }

    def circle(one: str, other: str) -> list[str]:
        ids = named[one].id, named[other].id
        return [team.name for team in loops.closed_by(*company.given, *ids)]

    assert circle("Mobile", "Billing") == ["Mobile", "Billing", "Search", "Mobile"]
    assert circle("Payments", "Billing") == ["Payments", "Billing", "Payments"]
    company.makes(company.priya, made["Billing", "Search"], Move.WITHDRAW, R)
    assert circle("Mobile", "Billing") == [
        *("Mobile", "Billing", "Payments", "Platform", "Search", "Mobile")
    ]
    company.makes(company.priya, made["Platform", "Search"], Move.DECLINE, P, words="No")
    assert circle("Mobile", "Billing") == []
