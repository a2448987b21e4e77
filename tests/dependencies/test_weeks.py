"""Weeks of promises: a holiday, an owner who is away, an outage, a lead who leaves."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from bot import clock
from bot.overtaking import Edit
from tests.dependencies.weeks import NAMES, Weeks, weeks
from workflows.dependencies import settings
from workflows.dependencies.settings import Chosen

# As long as a month: it is told apart from the suite.
pytestmark = pytest.mark.chaos


@pytest.fixture
def spring(empty_database: str) -> Iterator[Weeks]:
    """The Monday before Easter week."""
    with weeks(empty_database) as found:
        yield found


def test_dates_are_confirmed_in_time_and_nobody_is_nagged(spring: Weeks) -> None:
    agrees(spring)
    keeps_easter(spring)
    waits_for_who_is_away(spring)
    is_over(spring)
    is_down_for_two_days(spring)
    leaves(spring)
    reads_the_digest(spring)
    assert not spring.asked_at_once()
    for name in NAMES:
        assert not spring.outside_hours(name), name
        said = [words for _, words in spring.office.said_to(name) if "📅" in words or "⏳" in words]
        assert len(said) == len(set(said)), said


def agrees(spring: Weeks) -> None:
    """Payments promises three things to Billing, and Product Ops have a digest on Thursdays."""
    spring.promised("A webhook", date(2026, 4, 24), "dan")
    spring.promised("A test account", date(2026, 4, 17), "marc")
    spring.promised("An export", date(2026, 4, 30), "marc")
    workspace = spring.office.bot.workspace
    channels = spring.office.playground.workspace.channels.values()
    product = next(one.id for one in channels if one.name == "product")
    with spring.office.acting("priya") as (session, priya):
        edit = Edit(Chosen(product, 4, time(10)), Chosen())
        settings.choose(session, workspace, priya, edit, clock.now())


def keeps_easter(spring: Weeks) -> None:
    """The question of Easter Monday comes on Tuesday morning, and is answered with a click."""
    spring.turns_to(6, 4)
    assert not spring.asked()
    spring.turns_to(7, 4, 9)
    asked = "*DEP-2* pour *Billing*, promis pour le *vendredi 17 avril*\u00a0: la date tient-elle"
    assert [one[:12] for one in spring.told("marc") if asked in one] == ["07 Apr 07:00"]
    spring.as_("marc").clicks("La date tient")
    spring.as_("marc").does_not_see("la date tient-elle", "general")
    spring.turns_to(10, 4)
    assert spring.asked() == [("DEP-2", "07 Apr")]


def waits_for_who_is_away(spring: Weeks) -> None:
    """Dan is away for a week and hears when he is back; until then the cards say so."""
    spring.goes_away("dan", date(2026, 4, 11), date(2026, 4, 17))
    spring.turns_to(13, 4)
    assert ("DEP-1", "13 Apr") in spring.asked()
    assert not spring.told("dan")
    spring.turns_to(14, 4)
    spring.is_sure("marc", 3)
    spring.turns_to(16, 4)
    assert not spring.told("dan")
    billing = next(
        one for one in spring.office.playground.workspace.channels.values() if one.name == "billing"
    )
    cards = [one.text for one in billing.messages.values() if "DEP-1" in one.text]
    assert any("not confirmed since Monday 30 March" in one for one in cards), cards
    spring.turns_to(20, 4, 7)
    spring.turns_to(20, 4, 9)
    assert any("*DEP-1* for *Billing* is promised for" in one for one in spring.office_said("dan"))
    spring.is_sure("dan", 1)


def is_over(spring: Weeks) -> None:
    """Nobody said anything of the test account: both sides hear once, on the next working day."""
    told = spring.office_said("marc"), spring.office_said("lea")
    assert len([one for one in told[0] if "📅 *DEP-2*" in one]) == 1
    assert len([one for one in told[1] if "📅 *DEP-2* from *Payments*" in one]) == 1


def is_down_for_two_days(spring: Weeks) -> None:
    """What was due meanwhile comes once, and no more than that."""
    before = len(spring.asked())
    spring.is_down_until(23, 4)
    spring.turns_to(23, 4)
    assert len(spring.told("marc")) <= 1
    assert len(spring.told("dan")) <= 1
    assert spring.asked()[before:] == [("DEP-3", "23 Apr")]


def leaves(spring: Weeks) -> None:
    """Marc leaves while he is asked; who leads Payments then is asked, and sees to it."""
    spring.turns_to(24, 4)
    assert any("⏳ *DEP-1* for *Billing* is due today" in one for one in spring.told("dan"))
    spring.as_("marc").changes_profile(deleted=True)
    spring.office.jobs_done()
    spring.turns_to(27, 4, 8)
    spring.leads("Payments", "dan")
    spring.turns_to(27, 4)
    assert any("*DEP-3* for *Billing* is promised for" in one for one in spring.told("dan"))
    spring.is_sure("dan", 3)
    assert spring.owner(3) == "Dan Whitfield"


def reads_the_digest(spring: Weeks) -> None:
    """On Thursday at ten, where most people are."""
    spring.turns_to(30, 4, 12)
    told = [one for one in spring.posted("product") if "What teams need from each other" in one]
    assert len(told) == 1
    assert told[0].startswith("30 Apr 08:00")
    assert "DEP-2 · A test account · late, promised for 17 Apr" in told[0]
