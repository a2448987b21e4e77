"""Five arrive in three countries: sixty days with holidays, leave, a late buddy, an outage."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from bot import clock
from tests.onboarding.cohort import BEGINS, COUNTRIES, STARTS, Cohort, cohort
from workflows.onboarding import enrolling
from workflows.onboarding.enrolment import State

WEEK = timedelta(weeks=1)


# As long as a month: it is told apart from the suite.
pytestmark = pytest.mark.chaos


@pytest.fixture
def arrivals(database_url: str) -> Iterator[Cohort]:
    """The Thursday before."""
    with cohort(database_url) as found:
        yield found


def test_five_arrive_and_nobody_is_hurried_forgotten_or_asked_twice(arrivals: Cohort) -> None:
    prepares(arrivals)
    begins(arrivals)
    moves_a_start(arrivals)
    goes_on_leave(arrivals)
    is_down_for_two_days(arrivals)
    arrives(arrivals)
    assert not arrivals.asked_twice()
    for name in COUNTRIES:
        assert not arrivals.outside_hours(name), name
        assert max(arrivals.opened(name).values()) <= 3, name


def prepares(arrivals: Cohort) -> None:
    """Managers and the buddy hear before anybody arrives; who arrives hears nothing yet."""
    arrivals.begins()
    turns_to(arrivals, 3, 4, 16)
    said = [words for _, words in arrivals.office.said_to("hugo")]
    assert any("Prépare la première semaine" in words for words in said)
    assert not arrivals.office.said_to("sam")
    for manager in ("hugo", "marc", "kenji"):
        arrivals.does(manager)


def begins(arrivals: Cohort) -> None:
    """On Tuesday at nine, each where they are and in their language; Camille is late."""
    turns_to(arrivals, 7, 4, 15)
    first = {name: arrivals.office.said_to(name)[0] for name in ("sam", "ines", "yuki")}
    assert [f"{when:%d %b %H:%M}" for when, _ in first.values()] == [
        "07 Apr 08:00",
        "07 Apr 07:00",
        "07 Apr 00:00",
    ]
    assert "Welcome, Sam Okafor" in first["sam"][1]
    assert "Bienvenue" in first["ines"][1]
    for name in COUNTRIES:
        assert arrivals.opened(name)[STARTS] == 3
        arrivals.does(name)
    turns_to(arrivals, 17, 4, 15)
    late = [words for _, words in arrivals.office.said_to("camille") if "binôme" in words]
    assert late
    # Nobody who arrives is reminded of what Camille owes; Product Ops hear of it, once each.
    for name in COUNTRIES:
        assert not any("Prépare-toi à accueillir" in each for each in told(arrivals, name))
    assert any("Prépare-toi à accueillir" in words for words in told(arrivals, "priya"))


def moves_a_start(arrivals: Cohort) -> None:
    """Awa begins two weeks later than was said: what she did stays done."""
    done = [one.step.key for one in arrivals.journey("awa").own if one.state is State.DONE]
    workspace = arrivals.office.bot.workspace
    with arrivals.office.acting("hugo") as (session, hugo):
        later = STARTS + 2 * WEEK
        enrolling.move(session, workspace, hugo, arrivals.on["awa"], later, clock.now())
    turns_to(arrivals, 20, 4, 15)
    assert done
    after = {one.step.key: one.state for one in arrivals.journey("awa").own}
    assert all(after[key] is State.DONE for key in done)


def goes_on_leave(arrivals: Cohort) -> None:
    """Inès is away for a week, and Japan for its golden one: silence, and then no burst."""
    arrivals.goes_away("ines", date(2026, 4, 21), date(2026, 4, 27))
    for name in COUNTRIES:
        arrivals.does(name)
    turns_to(arrivals, 28, 4, 6)
    assert not any(date(2026, 4, 21) <= day <= date(2026, 4, 27) for day in arrivals.opened("ines"))
    turns_to(arrivals, 8, 5, 15)
    golden = [date(2026, 4, 29), *(date(2026, 5, day) for day in (4, 5, 6))]
    assert not any(day in golden for day in arrivals.opened("yuki"))
    for name in (*COUNTRIES, "camille", "hugo", "marc", "kenji"):
        arrivals.does(name)


def is_down_for_two_days(arrivals: Cohort) -> None:
    """Nothing runs for two working days: what was due comes afterwards, a few things a day."""
    turns_to(arrivals, 11, 5, 20)
    clock.set_to(datetime(2026, 5, 13, 20, 0, tzinfo=UTC))
    turns_to(arrivals, 15, 5, 16)
    for name in ("sam", "dan"):
        assert max(arrivals.opened(name).values()) <= 3


def arrives(arrivals: Cohort) -> None:
    """Week by week they do what is theirs, and managers confirm; after sixty days all is done."""
    for week in range(1, 14):
        arrivals.office.turns_to(datetime(2026, 5, 15, 16, 0, tzinfo=UTC) + week * WEEK)
        for name in (*COUNTRIES, "camille", "hugo", "marc", "kenji"):
            arrivals.does(name)
        for manager in ("hugo", "marc", "kenji", "camille", "priya"):
            arrivals.confirms(manager)
    for name in COUNTRIES:
        found = arrivals.journey(name)
        left = [(one.step.key, str(one.state)) for one in found.steps if not one.is_over]
        assert (found.ended_why, left) == ("done", []), name
    assert any("You have arrived" in words for words in told(arrivals, "sam"))
    assert any("Ça y est" in words or "arrivé" in words for words in told(arrivals, "ines"))


def told(arrivals: Cohort, name: str) -> list[str]:
    """What the bot ever said to somebody."""
    return [words for _, words in arrivals.office.said_to(name)]


def turns_to(arrivals: Cohort, day: int, month: int, hour: int) -> None:
    """It becomes later, in UTC."""
    moment = datetime(BEGINS.year, month, day, hour, 0, tzinfo=UTC)
    arrivals.office.turns_to(moment)
