"""The page as people use it together: threads, unread marks, reactions, completions, the app."""

import re

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import OpenScreen
from tests.playground.tools import SocketBot, plain

pytestmark = pytest.mark.browser

FRESH = re.compile(r"\bfresh\b")


def said(page: Page, text: str) -> None:
    """Types into the box of the channel and sends it."""
    page.locator("#box").fill(text)
    page.locator("#box").press("Enter")


def test_a_thread_is_read_and_answered_beside_the_channel(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    for words in ("First question", "Second question"):
        playground.as_("hugo").types(words, channel="product")
    lea, hugo = screen(playground, "lea", "product"), screen(playground, "hugo", "general")
    first = lea.locator("#messages .message", has_text="First question")
    first.hover()
    first.get_by_role("button", name="Reply in thread").click()
    expect(lea.locator("#thread-box")).to_be_focused()
    lea.keyboard.type("An answer")
    lea.keyboard.press("Enter")
    beside = lea.get_by_role("complementary", name="Thread")
    expect(beside.locator(".message")).to_have_text([re.compile("First"), re.compile("An answer")])
    expect(lea.locator("#messages .text")).to_have_text(["First question", "Second question"])
    expect(first.get_by_role("button", name="1 reply Last reply today")).to_be_visible()
    threads = hugo.get_by_role("button", name="Fils")
    expect(threads).to_have_class(FRESH)
    threads.click()
    expect(hugo.locator("#threads")).to_contain_text("An answer")
    expect(threads).not_to_have_class(FRESH)
    hugo.locator("#threads").get_by_role("button", name="Répondre dans le fil").click()
    expect(hugo.locator("#thread-box")).to_be_focused()
    hugo.keyboard.type("Thanks")
    hugo.get_by_label("Envoyer aussi dans #product").check()
    hugo.locator("#thread-box").press("Enter")
    expect(beside.locator(".message").last).to_contain_text("Thanks")
    expect(lea.locator("#messages .text").last).to_have_text("Thanks")
    lea.locator("#thread-box").press("Escape")
    expect(beside).to_be_hidden()
    expect(first).to_be_focused()
    reply = playground.as_("lea").sees("An answer")
    link = slack.chat_getPermalink(channel=reply.channel, message_ts=reply.ts)["permalink"]
    slack.chat_postMessage(channel="general", text=f"See <{link}|this answer>")
    lea.get_by_role("button", name="#general").click()
    lea.get_by_role("link", name="this answer").click()
    expect(beside.locator(".message", has_text="An answer")).to_be_focused()


def test_two_people_see_each_others_messages_at_once_and_what_is_new(
    playground: Playground, screen: OpenScreen
) -> None:
    lea, hugo = screen(playground, "lea", "general"), screen(playground, "hugo", "product")
    said(lea, "Is the export live?\nI need it.")
    general = hugo.get_by_role("button", name="#general")
    expect(general).to_have_class(FRESH)
    expect(general.locator(".badge")).to_have_count(0)
    said(lea, "@hugo?")
    expect(general.locator(".badge")).to_have_text("1 non lu")
    expect(hugo).to_have_title("(1) #product · Small")
    general.click()
    expect(hugo.locator("#messages > *")).to_have_text(
        ["Aujourd’hui", "Nouveau", re.compile("Is the export"), re.compile("@Hugo Bernard")]
    )
    expect(general).not_to_have_class(FRESH)
    said(hugo, "Since this morning")
    expect(lea.get_by_role("log").first).to_contain_text("Since this morning")
    person = playground.as_("lea")
    person.waits_until(lambda: person.unread("general") == (0, 0), "Léa's window read nothing")
    playground.as_("hugo").types("Psst", channel="@lea")
    direct = lea.locator("#places").get_by_role("button", name="Hugo Bernard")
    expect(direct.locator(".badge")).to_have_text("1 unread")


def test_what_comes_while_nobody_looks_is_new_until_somebody_does(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.evaluate("document.hasFocus = () => false")
    playground.as_("hugo").types("While you were away", channel="general")
    expect(page.locator("#messages .new")).to_have_text("New")
    expect(page.get_by_role("button", name="#general")).to_have_class(FRESH)
    page.evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("button", name="#general")).not_to_have_class(FRESH)
    expect(page.locator("#messages .new")).to_be_visible()


def test_a_reaction_is_chosen_with_the_keyboard_and_taken_back_with_a_click(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    message = playground.as_("hugo").types("It is live", channel="general")
    assert message is not None
    playground.as_("hugo").reacts("wave::skin-tone-4", message)
    page = screen(playground)
    page.locator("#messages").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article", name="Hugo Bernard")).to_be_focused()
    pills = page.locator("#messages .pill")
    expect(pills.first).to_have_text("👋🏽 1")
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search emoji")).to_be_focused()
    page.keyboard.type("roc")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(pills).to_have_text(["👋🏽 1", "🚀 1", "☺+"])
    mine = page.get_by_role("button", name="you reacted with :rocket:")
    expect(mine).to_have_attribute("aria-pressed", "true")
    assert bot.hears_event("reaction_added")["item"]["ts"] == message.ts
    pills.first.click()
    expect(pills.first).to_have_text("👋🏽 2")
    mine.click()
    expect(pills).to_have_text(["👋🏽 2", "☺+"])


def test_names_channels_and_emoji_are_completed_with_the_keyboard(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    box, options = page.locator("#box"), page.locator("#suggestions").get_by_role("option")
    box.press_sequentially("@mar")
    expect(options).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    box.fill("")
    box.press_sequentially("(@hu")
    expect(options).to_contain_text("Hugo Bernard")
    page.keyboard.press("Enter")
    page.keyboard.type("and @product")
    expect(options).to_contain_text("@product-ops")
    page.keyboard.press("Tab")
    page.keyboard.type("in #sal")
    page.keyboard.press("Enter")
    page.keyboard.type(":party_p")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    expect(box).to_have_value("(@hugo and @product-ops in #sales-calls :partying_face: ")
    page.keyboard.press("Enter")
    message = page.locator("#messages .text").last
    expect(message).to_have_text("(@Hugo Bernard and @product-ops in #sales-calls 🥳")
    expect(message.locator(".mention")).to_have_count(3)


def test_ones_own_message_is_edited_and_deleted(playground: Playground, screen: OpenScreen) -> None:
    page = screen(playground)
    said(page, "Helo @hugo & all")
    expect(page.locator("#messages .text")).to_have_text("Helo @Hugo Bernard & all")
    page.locator("#box").press("ArrowUp")
    editor = page.get_by_role("textbox", name="Edit message")
    expect(editor).to_have_value("Helo @hugo & all")
    editor.fill("Hello @hugo & all")
    editor.press("Enter")
    expect(page.locator("#messages .text")).to_have_text("Hello @Hugo Bernard & all (edited)")
    message = page.get_by_role("article", name="Léa Martin")
    message.hover()
    message.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Delete message").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete message").click()
    expect(message).to_have_count(0)
    said(page, "/nothing")
    page.get_by_role("button", name="Dismiss").first.click()
    expect(page.locator("#messages .only")).to_have_count(0)


def test_the_app_has_one_entry_with_tabs(
    playground: Playground, bot: SocketBot, slack: WebClient, screen: OpenScreen
) -> None:
    page = screen(playground)
    entry = page.locator("#places").get_by_role("button", name="echo")
    entry.click()
    expect(page.locator("#home")).to_contain_text("published no home")
    assert bot.hears_event("app_home_opened")["tab"] == "home"
    view = {"type": "home", "blocks": [{"type": "header", "text": plain("Your week")}]}
    slack.views_publish(user_id=playground.as_("lea").id, view=view)
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    # Who acts as somebody else there opens that person's.
    page.locator("#acting").get_by_role("button", name="Hugo Bernard").click()
    hugo = playground.as_("hugo").id
    assert bot.hears(lambda one: one.get("event", {}).get("user") == hugo)["event"]["tab"] == "home"
    page.locator("#acting").get_by_role("button", name="Léa").first.click()
    page.get_by_role("tab", name="Home").press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Messages")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#box")).to_be_visible()
    opened = bot.hears(lambda one: one.get("event", {}).get("tab") == "messages")
    assert opened["event"]["channel"] == playground.as_("lea").dm
    page.get_by_role("tab", name="About").click()
    expect(page.locator("#about")).to_contain_text("/echo")
    slack.chat_postMessage(channel=playground.as_("lea").id, text="Two things wait for you")
    expect(entry.locator(".badge")).to_have_text("1 unread")
    entry.click()
    expect(page.get_by_role("log")).to_contain_text("Two things wait for you")
    expect(entry.locator(".badge")).to_have_count(0)
