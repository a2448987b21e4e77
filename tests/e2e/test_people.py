"""The page and its people: who one acts as, statuses, who is in a channel, a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bot import clock
from bot.playground import Playground, statuses
from tests.e2e.conftest import OpenScreen
from tests.playground.tools import SocketBot

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 800}
DESK = {"width": 1280, "height": 720}


def test_one_acts_as_another_in_one_click_and_stays_where_both_may_be(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground, place="product")
    expect(page.locator("html")).to_have_attribute("lang", "en-US")
    acting = page.locator("#acting")
    hugo = acting.get_by_role("button", name="Hugo Bernard, Team lead, Billing, French")
    hugo.click()
    expect(page.locator("html")).to_have_attribute("lang", "fr-FR")
    expect(page.locator("#where")).to_have_text("#product")
    expect(acting.get_by_role("toolbar", name="Agir en tant que")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#closed")).to_contain_text("You are not in #product.")
    acting.get_by_role("button", name="Everybody").click()
    link = page.get_by_role("link", name="Open a window as Léa Martin")
    with page.context.expect_page() as opened:
        link.click()
    window = opened.value
    expect(window.get_by_role("button", name="Acting as Léa Martin")).to_be_visible()
    expect(window.locator("#where")).to_have_text("#product")
    window.close()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Join channel").click()
    expect(page.locator("#box")).to_be_focused()


def test_a_status_stands_beside_the_name_until_it_ends(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    playground.as_("lea").types("Hello", channel="general")
    lea, hugo = screen(playground, "lea"), screen(playground, "hugo")
    lea.get_by_role("button", name="Acting as Léa Martin").click()
    lea.get_by_role("button", name="Set a status").click()
    form = lea.get_by_role("dialog", name="Set a status")
    form.get_by_role("button", name="Commuting 30 minutes").click()
    form.get_by_label("What’s your status?").fill("On the train")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    shown = hugo.get_by_role("article", name="Léa Martin").locator(".status")
    expect(shown).to_have_attribute("aria-label", "🚌 On the train")
    hugo.get_by_role("article").get_by_role("button", name="Léa Martin").click()
    expect(hugo.get_by_role("dialog", name="Léa Martin")).to_contain_text("Jusqu’à")
    hugo.keyboard.press("Escape")
    assert bot.hears_event("user_change")["user"]["profile"]["status_emoji"] == ":bus:"
    workspace = playground.workspace
    ends = statuses.next_moment(workspace)
    assert ends is not None
    assert timedelta(minutes=29) < ends - clock.now() <= timedelta(minutes=30)
    statuses.pass_time(workspace, ends)
    expect(shown).to_have_count(0)
    bot.hears(
        lambda one: (
            one["event"]["type"] == "user_change"
            and not one["event"]["user"]["profile"]["status_emoji"]
        )
    )
    assert statuses.next_moment(workspace) is None


def test_a_channel_is_made_and_the_app_brought_in_and_out(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.get_by_role("button", name="Add channels").click()
    page.get_by_role("menuitem", name="Create a channel").click()
    page.get_by_label("Name of the channel").last.fill("general")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is a channel #general already")
    page.get_by_label("Name of the channel").last.fill("Beta testers")
    page.get_by_label("Private").check()
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.locator("#where")).to_have_text("🔒 beta-testers")
    channel = playground.workspace.channel("beta-testers")
    assert (channel.kind, channel.members) == ("private", [playground.as_("lea").id])
    page.locator("#members").click()
    page.get_by_role("button", name="Add echo").click()
    expect(page.get_by_role("button", name="Remove echo")).to_be_visible()
    page.get_by_role("button", name="Remove echo").click()
    assert bot.hears_event("group_left")["channel"] == channel.id
    page.get_by_role("button", name="Leave Léa Martin").click()
    expect(page.locator("#where")).to_have_text("#general")


def test_the_page_is_whole_on_a_phone(playground: Playground, screen: OpenScreen) -> None:
    root = playground.as_("hugo").types("A question", channel="product")
    playground.as_("hugo").types("An answer", channel="product", thread=root)
    page = screen(playground)
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Channels and people").click()
    expect(page.get_by_role("button", name="Acting as Léa Martin")).to_be_focused()
    page.get_by_role("button", name="#product").click()
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="1 reply").click()
    beside = page.get_by_role("complementary", name="Thread")
    spot = beside.bounding_box()
    assert spot
    assert (spot["x"], spot["width"]) == (0, PHONE["width"])
    assert spot["y"] + spot["height"] == PHONE["height"]
    beside.get_by_role("button", name="Close the thread").click()
    expect(page.locator("#box")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.set_viewport_size(DESK)
