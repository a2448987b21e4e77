"""The tour of the demo, followed in a browser from an insight to the week's digest."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from sqlalchemy import NullPool, create_engine

from bot import clock
from bot.cli import demonstration
from bot.cli.starting import Wish
from bot.playground import Playground, beginning
from tests.database import delete_rows
from tests.e2e.conftest import OpenScreen
from tests.e2e.visitor import LATER_MS, Visitor

# What takes long on the clock is told apart from the suite.
pytestmark = pytest.mark.chaos

# A Thursday.
BEGINS = beginning(datetime(2026, 11, 26, 12, 0, tzinfo=UTC))


@pytest.fixture
def demo(database_url: str) -> Iterator[Playground]:
    """The demo as it begins."""
    delete_rows(database_url)
    with ExitStack() as stack:
        stack.callback(clock.let_go)
        playing = demonstration.play(database_url, Wish(0, begins=BEGINS), stack)
        # What PostgreSQL has counted of another test's words says nothing of these.
        engine = create_engine(database_url, poolclass=NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE insights")
        yield playing


def test_the_tour_leads_from_an_insight_to_its_author_and_the_weeks_digest(
    demo: Playground, screen: OpenScreen
) -> None:
    visitor = Visitor(screen(demo))
    keeps_in_three_ways(demo, visitor)
    sorts(visitor)
    hears(visitor)
    page = visitor.page
    visitor.step("Read what the week brought")
    visitor.is_there("30 Nov.* at 9:0")
    picture = page.locator("#messages img").last
    expect(picture).to_have_attribute("alt", re.compile("insights"), timeout=LATER_MS)
    checks_in(visitor)
    visitor.step("A week goes by")
    visitor.is_there("7 déc")
    expect(page.locator("#messages")).to_contain_text("Billing")
    visitor.goes_past("Who waits for whom")
    visitor.step("Find it again")
    visitor.enters("/insight search export since:3m")
    expect(page.locator(".message.only").last).to_contain_text("Insights about “export since:3m”")
    expect(visitor.panel.get_by_role("button", name="Next")).to_be_visible()


def test_the_tour_shows_somebodys_first_weeks(demo: Playground, screen: OpenScreen) -> None:
    visitor = Visitor(screen(demo))
    visitor.goes_past("A week goes by")
    visitor.page.get_by_role("button", name="Next Monday").click()
    visitor.is_there("November 30|30 nov")
    arrives(visitor)


def test_the_tour_shows_how_teams_agree_and_whom_a_slip_hits(
    demo: Playground, screen: OpenScreen
) -> None:
    visitor = Visitor(screen(demo))
    page, form = visitor.page, visitor.form
    visitor.goes_past("Where people get stuck")
    agree(visitor)
    visitor.step("A date slips")
    visitor.enters("/dependency DEP-3")
    form.get_by_role("button", name="New date").click()
    form.get_by_label("The new date").fill("2026-12-22")
    form.get_by_label("What has changed").fill("The new cluster is late.")
    form.get_by_role("button", name="New date").click()
    expect(form).to_contain_text("Hugo Bernard")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    visitor.step("Whom it hits, once")
    told = visitor.message("Platform says")
    expect(told).to_contain_text("which Billing promised you, waits for it", timeout=LATER_MS)
    told.get_by_role("button", name="Accept the new date").click()
    visitor.step("Who waits for whom")
    visitor.enters("/dependency map")
    picture = page.locator("#messages img").last
    expect(picture).to_have_attribute("alt", re.compile("Billing"), timeout=LATER_MS)


def test_the_tour_ends_with_the_quarter_its_scores_and_what_is_carried_over(
    demo: Playground, screen: OpenScreen
) -> None:
    visitor = Visitor(screen(demo))
    page = visitor.page
    visitor.goes_past("Find it again")
    for day in ("December 3", "December 10"):
        page.get_by_role("button", name="+1 week").click()
        visitor.is_there(day)
    visitor.step("The quarter ends")
    visitor.is_there("January 11.* at 9:0", 4 * LATER_MS)
    asked = visitor.message("is over: the scores of your key results are proposed")
    asked.get_by_role("button", name="As proposed").click(timeout=LATER_MS)
    expect(page.locator("#messages")).to_contain_text("The scores of 2026 Q4 are confirmed.")
    visitor.step("What it taught")
    visitor.is_there("18 janv")
    learnt = visitor.message("of the check-ins answered.")
    expect(learnt).to_contain_text("Invoices paid without a reminder", timeout=LATER_MS)
    visitor.step("On to the next quarter")
    visitor.enters("/okr copy")
    form = visitor.form
    expect(form).to_contain_text("2027 Q1")
    form.get_by_role("button", name=re.compile("Reporter|Carry over")).click()
    expect(form).to_contain_text("2027 Q1")
    expect(form).to_contain_text("Invoices paid without a reminder")
    page.keyboard.press("Escape")
    expect(visitor.panel.get_by_role("button", name="Finish")).to_be_visible()


def agree(visitor: Visitor) -> None:
    """Léa asks Payments, Marc proposes another date, and she accepts it."""
    page, form = visitor.page, visitor.form
    visitor.step("Ask another team")
    visitor.enters("/dependency A test card for refused payments")
    form.get_by_label("From which team").fill("pay")
    page.get_by_role("option", name="Payments").click()
    form.get_by_label("Needed by").fill("2026-12-17")
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(form).to_contain_text("is asked of Payments: A test card for refused payments")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("The other team answers")
    asked = visitor.message("A test card for refused payments")
    asked.get_by_role("button", name="Autre date").click(timeout=LATER_MS)
    form.get_by_label("La date que tu proposes").fill("2026-12-21")
    form.get_by_role("button", name="Autre date").click()
    expect(form).to_contain_text("Billing le voit dans")
    page.keyboard.press("Escape")
    visitor.step("Both agree")
    proposed = visitor.message("Payments proposes")
    proposed.get_by_role("button", name="Accept this date").click(timeout=LATER_MS)


def checks_in(visitor: Visitor) -> None:
    """The plan, Léa's key results on Monday, what her team reads of them, and all teams at once."""
    page, form = visitor.page, visitor.form
    visitor.step("What a team aims at")
    visitor.enters("/okr plan Billing")
    expect(form).to_contain_text("Invoices paid without a reminder")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("Check in, in ten seconds")
    visitor.message("Check-in").get_by_role("button", name="Update").click(timeout=LATER_MS)
    expect(form).to_contain_text("from 62% to 80% · 69% on")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("Thank you: 2 figures are up to date")
    expect(form).to_contain_text("its pace would have it at")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("The team reads it first")
    visitor.is_there("11:0")
    expect(page.locator("#messages")).to_contain_text("Check-in · Billing", timeout=LATER_MS)
    visitor.step("All teams at once")
    visitor.enters("/okr report")
    expect(page.locator(".message.only").last).to_contain_text("Days until a SEPA mandate")


def arrives(visitor: Visitor) -> None:
    """Dan begins, is welcomed, and reads a step; Marc hears what he holds up; Priya sees it all."""
    page, form = visitor.page, visitor.form
    visitor.step("Somebody arrives")
    visitor.enters("/onboard @dan")
    expect(form.get_by_label("Journey")).to_have_value("Product manager")
    form.get_by_role("button", name="Begin").click()
    expect(form).to_contain_text("Dan Whitfield is on “Product manager”")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("The first morning")
    visitor.is_there("10:0|at 10:0|at 9:0")
    expect(page.locator("#messages")).to_contain_text("Welcome, Dan", timeout=LATER_MS)
    asked = visitor.message("Sit down with your manager")
    asked.get_by_role("button", name="Open it").first.click(timeout=LATER_MS)
    expect(form).to_contain_text("Unclear?")
    form.get_by_role("button", name="Done").click()
    expect(form).to_contain_text("Sit down with your manager: done.")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("Whoever holds it up hears it")
    held = visitor.message("Pour les premières semaines de Sam Okafor")
    expect(held).to_contain_text("résultat clé", timeout=LATER_MS)
    visitor.step("Where people get stuck")
    visitor.enters("/onboard overview")
    expect(form).to_contain_text("on track")
    expect(form).to_contain_text("Sit in on every ritual once")
    form.get_by_role("button", name="Close").last.click()


def keeps_in_three_ways(demo: Playground, visitor: Visitor) -> None:
    """A command, a message's menu, an emoji; one is the same as another."""
    page = visitor.page
    visitor.step("Keep an insight", first=True)
    visitor.enters("/insight Acme wants all invoices of a month in one file #export")
    receipt = page.locator(".message.only")
    expect(receipt).to_contain_text("is kept")
    same = receipt.get_by_role("button", name=re.compile("^Same as INS-")).first
    same.click()
    expect(receipt).to_contain_text("they count as one need")
    visitor.step("Keep what somebody wrote")
    written = visitor.message("Transports Lemaire vient d’appeler")
    written.hover()
    written.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Keep as insight").click()
    visitor.form.get_by_role("button", name="Keep").click()
    expect(visitor.form).to_contain_text("is kept")
    visitor.form.get_by_role("button", name="Close").last.click()
    visitor.step("Keep it with an emoji")
    written = visitor.message("Les mandats SEPA prennent neuf jours")
    written.hover()
    written.get_by_role("button", name="Add a reaction").click()
    expect(page.get_by_role("combobox", name="Search emoji")).to_be_focused()
    page.keyboard.type("bulb")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="you reacted with :bulb:")).to_be_visible()
    sam = demo.as_("sam")
    sam.sees("is kept, for your", sam.dm)


def sorts(visitor: Visitor) -> None:
    """The newest, which Sam kept, goes into a theme."""
    visitor.step("Sort what came in")
    visitor.enters("/insight triage")
    form = visitor.form
    expect(form).to_contain_text("Les mandats SEPA prennent neuf jours")
    form.get_by_role("button", name="Prélèvement SEPA").click()
    expect(form).to_contain_text("is in Prélèvement SEPA")
    form.get_by_role("button", name="Close").last.click()
    visitor.step("Its author hears")
    visitor.is_there("9:4")
    kept = visitor.message("Les mandats SEPA prennent neuf jours")
    kept.get_by_role("button", name="1 reply").click(timeout=LATER_MS)
    expect(visitor.page.locator("#beside")).to_contain_text("In Prélèvement SEPA: Exploring")


def hears(visitor: Visitor) -> None:
    """A theme ships: those who told it hear so."""
    visitor.step("Ship it")
    visitor.enters("/insight themes")
    form = visitor.form
    named = form.get_by_text("Exports for accountants").first
    named.locator("xpath=ancestor::*[.//button][1]").get_by_role("button", name="Open").click()
    state = form.get_by_label("What becomes of it")
    state.click()
    visitor.page.get_by_role("option", name="Shipped").click()
    expect(state).to_have_value("Shipped")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("is up to date")
    expect(form).to_contain_text("· Shipped")
    visitor.page.keyboard.press("Escape")
    visitor.step("Everyone who told us hears it")
    visitor.is_there("11:4")
    told = visitor.message("Exports for accountants has shipped")
    expect(told).to_contain_text("Whoever said it to you", timeout=LATER_MS)
