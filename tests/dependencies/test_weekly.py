"""What all teams read once a week, what holds up key results, and how promises went."""

from datetime import date, time, timedelta

import pytest

from bot.calendar import Calendar
from bot.errors import Refusal
from bot.overtaking import Edit, Outdated
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from workflows.dependencies import dependency, digest, holding, settings, team_days, trends, weekly
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.digest import Note
from workflows.dependencies.holding import Why
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.settings import Chosen, Typed

P, R = Side.PROVIDER, Side.REQUESTER
FRANCE = Calendar("Europe/Paris", "FR")


def notes(company: Teams) -> list[tuple[str, str, str]]:
    """What the digest says: the pair, what it is, why it stands there."""
    return [
        (f"{pair.provider.name} for {pair.requester.name}", line.dependency.needs, str(line.note))
        for pair in digest.digest(*company.given, company.now).pairs
        for line in pair.lines
    ]


def chooses(company: Teams, **wanted: object) -> Chosen | Outdated[Chosen]:
    """Priya chooses where and when the digest comes."""
    seen = settings.chosen(*company.given)
    edit = Edit(Chosen(**{**vars(seen), **wanted}), seen)  # type: ignore[arg-type]
    return settings.choose(*company.given, company.priya, edit, company.now)


def test_a_digest_says_what_is_new_near_late_open_and_there_by_pairs(company: Teams) -> None:
    company.promised(company.asks("Late", needed_by=TODAY + DAY))
    far = company.promised(company.asks("Far", needed_by=TODAY + 100 * DAY))
    company.asks("Open", to=company.platform)
    there = company.promised(company.asks("There", of=company.platform, by=company.sam))
    company.makes(company.marc, there, Move.DELIVER, P)
    company.now += 6 * DAY
    company.promised(company.asks("Near", needed_by=company.now.date() + 12 * DAY))
    company.asks("New", of=company.payments, to=company.billing, by=company.marc)
    assert notes(company) == [
        ("Billing for Payments", "New", "new"),
        ("Payments for Billing", "Late", "held"),
        ("Payments for Billing", "Near", "soon"),
        ("Payments for Billing", "Far", "new"),
        ("Payments for Platform", "There", "to_confirm"),
        ("Platform for Billing", "Open", "unanswered"),
    ]
    company.now += 3 * DAY
    company.makes(company.sam, there, Move.CONFIRM, R)
    assert far.needs not in {needs for _, needs, _ in notes(company)}
    assert ("Payments for Platform", "There", "done") in notes(company)


def test_a_later_date_stands_in_it_until_the_other_team_took_it(company: Teams) -> None:
    found = company.promised(company.asks(needed_by=TODAY + 60 * DAY))
    company.now += 8 * DAY
    assert notes(company) == []
    later = TODAY + 70 * DAY
    found = company.makes(company.marc, found, Move.SLIP, P, day=later, words="The bank")
    (line,) = digest.digest(*company.given, company.now).lines
    assert line.note is Note.HELD
    assert line.held
    assert (line.held.why, line.held.agreed) == (Why.MOVED, TODAY + 60 * DAY)
    company.makes(company.lea, found, Move.TAKE, R)
    assert notes(company) == []


def test_nobody_but_product_ops_chooses_and_not_over_somebody_else(company: Teams) -> None:
    assert settings.chosen(*company.given) == Chosen()
    with pytest.raises(Refusal):
        settings.choose(*company.given, company.lea, Edit(Chosen("C9"), Chosen()), company.now)
    assert chooses(company, channel="C9", weekday=4) == Chosen("C9", 4)
    stale = Edit(Chosen("C8"), Chosen())
    made = settings.choose(*company.given, company.priya, stale, company.now)
    assert isinstance(made, Outdated)


@pytest.mark.parametrize(
    ("typed", "field"), [(Typed("C1", "6"), "weekday"), (Typed("C1", "1", "noon"), "hour")]
)
def test_a_day_and_an_hour_are_checked(typed: Typed, field: str) -> None:
    wrong = settings.check(typed)
    assert not isinstance(wrong, Chosen)
    assert list(wrong.fields) == [field]


def test_it_is_made_once_a_week_and_not_when_the_meeting_is_over(company: Teams) -> None:
    due = lambda: weekly.due(*company.given, company.now, 500)  # noqa: E731
    assert due() == 0
    assert weekly.upcoming(*company.given, company.now) is None
    chooses(company, channel="C9", weekday=4, hour=time(10))
    at = weekly.upcoming(*company.given, company.now)
    assert at
    assert due() == 0
    company.now = at
    assert (due(), due()) == (1, 0)
    company.now = at + timedelta(weeks=1, hours=4)
    assert due() == 0
    following = weekly.upcoming(*company.given, company.now)
    assert following == at + timedelta(weeks=2)


@pytest.mark.parametrize(
    ("monday", "weekday", "day"),
    [
        (date(2026, 4, 6), 1, date(2026, 4, 7)),
        (date(2026, 4, 27), 5, date(2026, 4, 30)),
        (date(2026, 5, 4), 5, date(2026, 5, 7)),
        (date(2026, 3, 2), 3, date(2026, 3, 4)),
    ],
)
def test_on_a_holiday_it_comes_on_the_nearest_working_day(
    monday: date, weekday: int, day: date
) -> None:
    at = weekly.moment(FRANCE, monday, Chosen("C9", weekday, time(9)))
    assert at.date() == day


def test_what_holds_up_a_key_result_is_said_with_its_gravest_fact(company: Teams) -> None:
    found = company.promised(company.asks())
    when = team_days.of(*company.given, [found.provider])[found.provider.id]

    def why() -> list[Why]:
        now = dependency.find(*company.given, found.id)
        held = holding.held_up(now, when, NEEDED_BY, company.now)
        return [held.why] if held else []

    assert why() == []
    company.now += 14 * DAY
    assert why() == [Why.UNCONFIRMED]
    company.makes(company.marc, found, Move.RISK, P, words="The bank")
    assert why() == [Why.AT_RISK]
    later = NEEDED_BY + 7 * DAY
    company.makes(company.marc, found, Move.SLIP, P, day=later, words="Late")
    assert why() == [Why.MOVED]
    company.now += 20 * DAY
    assert why() == [Why.LATE]
    company.makes(company.marc, found, Move.BLOCK, P, words="No access")
    assert why() == [Why.BLOCKED]
    company.makes(company.marc, found, Move.DELIVER, P)
    assert why() == []


def delivered(company: Teams, after: int, days: int = 10) -> Dependency:
    """Something that was promised in ten days, there after so many."""
    begins = company.now
    found = company.promised(company.asks(needed_by=begins.date() + days * DAY))
    company.now = begins + after * DAY
    found = company.makes(company.marc, found, Move.DELIVER, P)
    company.now = begins
    return found


def test_how_promises_went_is_told_of_five_or_more(company: Teams) -> None:
    for after in (3, 7, 10, 17):
        delivered(company, after)
    company.asks(to=company.platform)
    company.now += 30 * DAY
    told = trends.trends(*company.given, company.lea, company.now)
    assert (told.pairs, told.few) == ((), 1)
    company.now -= 30 * DAY
    company.promised(company.asks(needed_by=company.now.date() + 10 * DAY))
    company.now += 17 * DAY
    told = trends.trends(*company.given, company.lea, company.now)
    (pair,) = told.pairs
    assert (pair.provider, pair.requester) == ("Payments", "Billing")
    # One came a week late, one has not come yet; nothing is said of four that are there.
    assert (pair.count, pair.late, pair.slip, pair.lead) == (5, 2, 0, None)
    assert told.since == date(2025, 7, 1)
    company.now -= 17 * DAY
    delivered(company, 7)
    company.now += 17 * DAY
    (pair,) = trends.trends(*company.given, company.lea, company.now).pairs
    assert pair.lead == (5, 5, 8)


def test_a_slip_counts_from_the_date_that_was_agreed_first(company: Teams) -> None:
    for _ in range(5):
        found = company.promised(company.asks(needed_by=TODAY + 10 * DAY))
        later = TODAY + 17 * DAY
        found = company.makes(company.marc, found, Move.SLIP, P, day=later, words="Later")
        company.makes(company.lea, found, Move.TAKE, R)
    company.now += 17 * DAY
    for one in range(1, 6):
        found = dependency.numbered(*company.given, one)
        company.makes(company.marc, found, Move.DELIVER, P)
    (pair,) = trends.trends(*company.given, company.lea, company.now).pairs
    assert (pair.late, pair.slip) == (5, 5)


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 3, 3), date(2025, 7, 1)),
        (date(2026, 4, 1), date(2025, 10, 1)),
        (date(2026, 12, 31), date(2026, 4, 1)),
    ],
)
def test_three_quarters_end_with_the_one_under_way(today: date, since: date) -> None:
    assert trends.begins(today) == since
