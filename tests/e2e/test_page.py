"""The page for reading and writing: channels, messages, the box."""

import re

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import OpenScreen
from tests.office import Office
from tests.playground.tools import SILENCE, SocketBot

pytestmark = pytest.mark.browser


def test_the_page_lists_channels_and_shows_messages(
    playground: Playground, screen: OpenScreen
) -> None:
    playground.as_("hugo").types("Hello *everyone*, see `export`", channel="general")
    page = screen(playground)
    assert page.locator("#places .title-of").all_text_contents() == [
        *("#general", "#product", "#sales-calls"),
        *("🔒 pricing-private", "🔒 product-leads", "echo"),
    ]
    message = page.get_by_role("article", name="Hugo Bernard")
    expect(message.locator("strong", has_text="everyone")).to_be_visible()
    expect(message.locator("code")).to_have_text("export")


def test_the_page_opens_for_somebody_without_being_told_whom(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.goto(playground.url)
    expect(page.get_by_role("button", name="Acting as Léa Martin")).to_be_visible()


def test_an_insight_typed_into_the_box_shows_its_receipt(
    office: Office, screen: OpenScreen
) -> None:
    page = screen(office.playground, place="product")
    page.locator("#box").fill("/insight Acme cannot export invoices #billing")
    page.locator("#box").press("Enter")
    receipt = page.locator(".message.only")
    expect(receipt).to_contain_text("INS-1 is kept.")
    expect(receipt).to_contain_text("Only visible to you")
    expect(page.locator("#box")).to_have_value("")
    receipt.get_by_role("button", name="Undo").click()
    expect(receipt).to_contain_text("INS-1 is undone.")
    expect(receipt.get_by_role("button", name="Put it back")).to_be_visible()


def test_nasty_text_is_shown_letter_by_letter(playground: Playground, screen: OpenScreen) -> None:
    nasty = '<img src=x onerror="document.title=1"> <!channel> &amp; *<b>*'
    page = screen(playground)
    page.locator("#box").fill(nasty)
    page.locator("#box").press("Enter")
    written = page.locator(".message .text").last
    expect(written).to_have_text('<img src=x onerror="document.title=1"> <!channel> &amp; <b>')
    assert page.locator("#messages img, #messages b").count() == 0


def test_typing_a_slash_lists_the_commands_with_their_hints(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.locator("#box").press_sequentially("/")
    options = page.locator("#suggestions").get_by_role("option")
    expect(options).to_have_text([re.compile("/echo.*<words>"), re.compile("/whois")])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.locator("#box")).to_have_value("/whois ")


def test_what_was_typed_comes_back_where_the_bot_does_not_answer(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    bot.answers["slash_commands"] = lambda payload: SILENCE
    playground.delivery.timing.deadline = 0.2
    page = screen(playground)
    page.locator("#box").fill("/echo a long and careful text")
    page.locator("#box").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("the app did not respond")
    expect(page.locator("#box")).to_have_value("/echo a long and careful text")


def test_what_was_typed_stays_where_the_playground_is_gone(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.context.set_offline(True)
    page.locator("#box").fill("Is anybody there?")
    page.locator("#box").press("Enter")
    expect(page.locator("#notice")).to_contain_text("does not answer")
    expect(page.locator("#box")).to_have_value("Is anybody there?")


def test_what_is_being_typed_outlives_a_new_message_and_a_look_elsewhere(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.locator("#box").fill("Half a sent")
    playground.as_("hugo").types("Something else", channel="general")
    expect(page.get_by_role("log")).to_contain_text("Something else")
    page.keyboard.type("ence")
    page.get_by_role("button", name="#product").click()
    expect(page.locator("#box")).to_have_value("")
    expect(page.get_by_role("button", name="#general Draft")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="#general").click()
    expect(page.locator("#box")).to_have_value("Half a sentence")


def test_slacks_text_format_is_read_as_slack_reads_it(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    hugo, product = playground.as_("hugo").id, playground.workspace.channel("product").id
    said = [
        f"<@{hugo}> wrote in <#{product}|product> :tada:",
        "<https://example.com/a?b=1&amp;c=2|the page>, ~old~ _new_ *bold*",
        # 09:30 UTC on a winter's day, read in Paris by a browser in Tokyo.
        "<!date^1772530200^{date_num} {time}|a date>",
        "&gt; quoted",
    ]
    slack.chat_postMessage(channel=product, text="\n".join(said))
    page = screen(playground, place="product")
    text = page.get_by_role("article", name="echo").locator(".text")
    expect(text).to_contain_text("@Hugo Bernard wrote in #product 🎉")
    link = text.get_by_role("link", name="the page")
    expect(link).to_have_attribute("href", "https://example.com/a?b=1&c=2")
    expect(text.locator("s, em, strong")).to_have_text(["old", "new", "bold"])
    expect(text.locator("time")).to_have_text("03/03/2026 10:30 AM")
    expect(text.locator("blockquote")).to_have_text("quoted")


def test_people_are_called_by_their_display_names(
    playground: Playground, screen: OpenScreen
) -> None:
    hugo = playground.as_("hugo")
    hugo.changes_profile(display_name="Hug")
    hugo.types("Hello", channel="general")
    hugo.types("Psst", channel="@lea")
    page = screen(playground)
    expect(page.get_by_role("article", name="Hug", exact=True)).to_contain_text("Hello")
    expect(page.locator("#places").get_by_role("button", name="Hug 1 unread")).to_be_visible()
    expect(page.locator("#acting").get_by_role("button", name="Hug, Team lead")).to_be_visible()
