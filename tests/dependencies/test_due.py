"""What is due of dependencies, day after day: who is asked, who hears, and who no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text, update

from bot import facts
from bot.asks import finding
from bot.store import absences, people, teams
from bot.store.absences import Away
from bot.store.engine import Session
from bot.store.people import PersonRow, Profile
from bot.store.teams import Content
from tests.dependencies.conftest import DAY, TODAY, Teams
from workflows.dependencies import awaiting, dependency, due, team_days, trust
from workflows.dependencies.confirming import KIND
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER
EIGHT_WEEKS = TODAY + 56 * DAY


@dataclass
class Watch:
    """The company from day to day; `heard` is what was said, with the day."""

    company: Teams
    heard: list[tuple[date, str]]

    def passes(self, until: date, hour: int = 15) -> None:
        """Each day the clock ticks once, at an hour in UTC at which Marc in New York works."""
        company = self.company
        while company.now.date() < until:
            following = company.now.date() + DAY
            company.now = datetime(
                following.year, following.month, following.day, hour, 0, tzinfo=UTC
            )
            self.ticks()

    def ticks(self) -> int:
        """The clock ticks."""
        return due.due(*self.company.given, self.company.now, 500)

    def asks(self, kind: str = KIND) -> list[str]:
        """Who is asked, of all that is open."""
        return [one.person.name for one in finding.standing(*self.company.given, kind)]

    def opened(self) -> list[date]:
        """The days on which somebody was asked whether a date stands."""
        rows = self.company.session.execute(
            text(f"SELECT opened_at FROM asks WHERE kind = '{KIND}' ORDER BY id")
        )
        return [row.opened_at.date() for row in rows]


@pytest.fixture
def watch(company: Teams, session: Session) -> Iterator[Watch]:
    """Everything is heard that is said."""
    heard: list[tuple[date, str]] = []

    def hears(_: object, __: object, fact: facts.Fact) -> None:
        heard.append(
            (fact.now.date(), f"{fact.kind.removeprefix('dependency.')} {fact.person.name}")
        )

    before = session.info.get(facts.REACTIONS, {})
    kinds = [*due.FACTS.values(), "dependency.unanswered"]
    session.info[facts.REACTIONS] = {**before, **dict.fromkeys(kinds, (hears,))}
    yield Watch(company, heard)
    session.info[facts.REACTIONS] = before


def promised(company: Teams, day: date = EIGHT_WEEKS) -> Dependency:
    """Marc's team promised something to Léa's."""
    return company.promised(company.asks(needed_by=day))


def test_an_owner_is_asked_in_the_rhythm_of_the_date_and_answers_with_one_move(
    company: Teams, watch: Watch
) -> None:
    found = promised(company)
    watch.passes(TODAY + 13 * DAY)
    assert not watch.asks()
    watch.passes(TODAY + 14 * DAY)
    assert watch.asks() == ["Marc"]
    watch.passes(TODAY + 16 * DAY)
    assert watch.opened() == [TODAY + 14 * DAY]
    company.makes(company.marc, found, Move.SURE, P)
    assert not watch.asks()
    watch.passes(TODAY + 30 * DAY)
    assert watch.opened() == [TODAY + 14 * DAY, TODAY + 30 * DAY]


def test_a_tick_twice_says_nothing_twice(company: Teams, watch: Watch) -> None:
    promised(company)
    watch.passes(TODAY + 14 * DAY)
    due.wake(*company.given, company.marc.id, company.now)
    watch.ticks()
    watch.ticks()
    assert watch.opened() == [TODAY + 14 * DAY]
    assert watch.heard == []


def test_a_date_nobody_confirms_is_shown_as_such_and_then_as_over_once(
    company: Teams, watch: Watch
) -> None:
    found = promised(company, TODAY + 20 * DAY)
    when = team_days.of(*company.given, [found.provider])[found.provider.id]
    assert trust.standing(found, when, company.now).confirmed
    watch.passes(TODAY + 60 * DAY)
    assert watch.heard == [
        (date(2026, 3, 12), "aged Marc"),
        (date(2026, 3, 19), "due_soon Marc"),
        (date(2026, 3, 23), "due_soon Marc"),
        (date(2026, 3, 24), "overdue Marc"),
    ]
    standing = trust.standing(dependency.find(*company.given, found.id), when, company.now)
    assert (standing.unconfirmed, standing.since) == (True, TODAY)
    assert not watch.asks()


def test_nothing_is_asked_once_it_is_delivered(company: Teams, watch: Watch) -> None:
    found = promised(company)
    watch.passes(TODAY + 14 * DAY)
    company.makes(company.marc, found, Move.DELIVER, P)
    assert not watch.asks()
    watch.passes(TODAY + 80 * DAY)
    assert watch.opened() == [TODAY + 14 * DAY]
    assert watch.heard == []


def test_a_new_date_begins_anew(company: Teams, watch: Watch) -> None:
    found = promised(company, TODAY + 6 * DAY)
    watch.passes(TODAY + 8 * DAY)
    assert [said for _, said in watch.heard] == ["due_soon Marc", "overdue Marc"]
    company.makes(company.marc, found, Move.SLIP, P, day=TODAY + 15 * DAY, words="The bank")
    watch.passes(TODAY + 20 * DAY)
    assert [said for _, said in watch.heard][2:].count("overdue Marc") == 1


def test_whose_owner_left_is_asked_of_who_leads_and_theirs_once_they_answer(
    company: Teams, watch: Watch
) -> None:
    found = promised(company)
    found = company.makes(company.marc, found, Move.START, P)
    company.session.execute(
        update(PersonRow).where(PersonRow.id == company.sam.id).values(active=False)
    )
    company.session.execute(
        text("UPDATE dependencies SET owner_id = :sam"), {"sam": company.sam.id}
    )
    watch.passes(TODAY + 14 * DAY)
    assert watch.asks() == ["Marc"]
    found = company.makes(company.marc, found, Move.SURE, P)
    assert found.owner
    assert found.owner.id == company.marc.id


def test_an_owner_who_leaves_while_asked_hands_the_question_to_the_lead(
    company: Teams, watch: Watch
) -> None:
    found = company.promised(company.asks(needed_by=EIGHT_WEEKS), owner="U0NORA")
    watch.passes(TODAY + 14 * DAY)
    assert watch.asks() == ["Nora"]
    gone = {"U0NORA": Profile("Nora", "UTC", False, "en")}
    people.learn(*company.given, gone, company.now)
    due.wake(*company.given, company.nora.id, company.now)
    watch.passes(TODAY + 15 * DAY)
    assert watch.asks() == ["Marc"]
    assert found.state is dependency.find(*company.given, found.id).state


def test_where_nobody_sees_to_it_the_question_waits_for_who_leads_next(
    company: Teams, watch: Watch
) -> None:
    promised(company)
    nobody = Content("Payments", "C2", None, None, "", ())
    teams.write(*company.given, company.payments.id, nobody)
    company.session.execute(text("UPDATE dependencies SET owner_id = NULL"))
    watch.passes(TODAY + 20 * DAY)
    assert not watch.asks()
    sam = company.sam.id
    teams.write(*company.given, company.payments.id, Content("Payments", "C2", sam, sam, "", ()))
    due.wake_team(*company.given, company.payments.id, company.now)
    watch.ticks()
    assert watch.asks() == ["Sam"]


def test_an_owner_who_is_away_beyond_the_date_is_stood_in_for_by_the_lead(
    company: Teams, watch: Watch
) -> None:
    company.promised(company.asks(needed_by=TODAY + 20 * DAY), owner="U0NORA")
    away = Away(TODAY, TODAY + 30 * DAY, said_at=company.now)
    absences.add(*company.given, company.nora, away, company.now)
    watch.passes(TODAY + 10 * DAY)
    assert watch.asks() == ["Marc"]


def test_an_outage_of_two_weeks_ends_in_one_question(company: Teams, watch: Watch) -> None:
    promised(company, TODAY + 24 * DAY)
    company.now += 16 * DAY + timedelta(hours=5)
    watch.ticks()
    watch.ticks()
    assert watch.asks() == ["Marc"]
    assert watch.heard == []


def test_what_nobody_answered_is_asked_of_who_leads_now(company: Teams, watch: Watch) -> None:
    company.asks()
    assert watch.asks(awaiting.ANSWER) == ["Marc"]
    sam = company.sam.id
    content = Content("Payments", "C2", sam, sam, "", (sam,))
    teams.write(*company.given, company.payments.id, content)
    watch.passes(TODAY + DAY)
    assert watch.asks(awaiting.ANSWER) == ["Sam"]


def test_a_team_that_nobody_leads_is_told_once_that_something_waits(
    company: Teams, watch: Watch
) -> None:
    company.asks()
    content = Content("Payments", "C2", None, None, "", ())
    teams.write(*company.given, company.payments.id, content)
    watch.passes(TODAY + 20 * DAY)
    assert [day for day, _ in watch.heard] == [TODAY + 2 * DAY]
    assert watch.heard[0][1].startswith("unanswered")


def test_days_are_those_of_the_providing_lead(company: Teams, watch: Watch) -> None:
    """Saint Patrick's Day keeps nobody but Ireland at home."""
    company.session.execute(
        update(PersonRow).where(PersonRow.id == company.marc.id).values(country="IE")
    )
    promised(company)
    watch.passes(TODAY + 20 * DAY)
    assert watch.opened() == [date(2026, 3, 18)]
