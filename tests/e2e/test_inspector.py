"""The inspector: what passes between Slack and the bot, and the faults one orders there."""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import OpenScreen
from tests.playground.tools import SILENCE, Json, SocketBot, code, section

pytestmark = pytest.mark.browser


@pytest.fixture
def inspected(playground: Playground, screen: OpenScreen) -> Page:
    """Léa's page with the inspector open."""
    page = screen(playground)
    page.keyboard.press("F2")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    return page


def test_the_inspector_shows_what_passes_and_what_belongs_together(
    playground: Playground, bot: SocketBot, slack: WebClient, inspected: Page
) -> None:
    def answer(payload: Json) -> Json:
        slack.chat_postMessage(channel=payload["channel_id"], text="Meanwhile")
        return {"text": "Kept *it*"}

    page, drawer = inspected, inspected.locator("#inspector")
    lines = drawer.locator("ol > li")
    bot.answers["slash_commands"] = answer
    playground.as_("hugo").types("/echo Acme", channel="general")
    command = lines.filter(has_text="/echo Acme")
    expect(command).to_contain_text("command · Hugo Bernard, #general")
    expect(command.locator(".badge")).to_have_text(re.compile(r"^\d+\sms of 3\ss$"))
    command.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(command.locator(".tree").first).to_contain_text('user_name: "hugo"')
    expect(command.locator(".tree").last).to_contain_text('text: "Kept *it*"')
    command.get_by_role("button", name="chat.postMessage").click()
    call = lines.filter(has=page.locator("summary b", has_text="chat.postMessage"))
    expect(call.locator("summary").first).to_be_focused()
    expect(call).to_contain_text('text: "Meanwhile"')


def test_what_slack_refuses_and_what_came_too_late_are_red_and_found(
    playground: Playground, bot: SocketBot, slack: WebClient, inspected: Page
) -> None:
    page, drawer = inspected, inspected.locator("#inspector")
    lines = drawer.locator("ol > li")
    blocks = [section("x" * 3_001)]
    general = playground.workspace.channel("general").id
    assert (
        code(slack.chat_postMessage, channel=general, text="x", blocks=blocks) == "invalid_blocks"
    )
    refused = lines.filter(has_text="invalid_blocks")
    expect(refused.locator("details").first).to_have_class(re.compile("bad"))
    refused.locator("summary").first.click()
    expect(refused.locator("p.why")).to_have_text("Slack refuses this: invalid_blocks")
    expect(refused.locator("ul.why")).to_contain_text("must be less than 3001 characters")

    playground.delivery.timing.deadline = 0.05
    bot.answers["slash_commands"] = lambda _: SILENCE
    playground.as_("hugo").types("/whois me", channel="general")
    late = lines.filter(has_text="/whois me")
    expect(late.locator(".badge")).to_contain_text("no answer within 50\u00a0ms")
    shown = drawer.locator("ol > li:visible")
    drawer.get_by_label("Show").select_option("Refused")
    expect(shown).to_have_count(2)
    drawer.get_by_label("Show").select_option("To the bot")
    drawer.get_by_label("Find in the traffic").fill("WHOIS me")
    expect(shown).to_have_count(1)
    drawer.get_by_label("Find in the traffic").fill("nothing like it")
    expect(drawer.get_by_text("Nothing here matches.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer.get_by_label("Find in the traffic")).to_have_value("")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator("#box")).to_be_focused()


def test_what_passed_is_copied_as_a_command_that_works(
    playground: Playground, slack: WebClient, inspected: Page
) -> None:
    general = playground.workspace.channel("general").id
    slack.chat_postMessage(channel=general, text="It's *here*")
    line = inspected.locator("#inspector ol > li").filter(has_text="chat.postMessage")
    line.locator("summary").first.click()
    inspected.context.grant_permissions(["clipboard-read", "clipboard-write"])
    line.get_by_role("button", name="Copy as curl").click()
    expect(line.get_by_role("status")).to_contain_text("Copied.")
    command = inspected.evaluate("navigator.clipboard.readText()")
    inspected.context.clear_permissions()
    subprocess.run(["bash"], input=f"{command} -s", text=True, check=True, capture_output=True)
    expect(inspected.get_by_role("article").get_by_text("It's here")).to_have_count(2)


def test_faults_are_ordered_seen_and_cleared_on_the_page(
    playground: Playground, slack: WebClient, inspected: Page
) -> None:
    page, drawer = inspected, inspected.locator("#inspector")
    page.locator("#tools").get_by_role("button", name="Faults").click()
    kind = drawer.get_by_label("What goes wrong")
    expect(kind).to_be_focused()
    kind.select_option("429: too many calls")
    drawer.get_by_label("Seconds").fill("7")
    drawer.get_by_label("Number of calls").fill("0")
    drawer.get_by_role("button", name="Let it happen").click()
    expect(drawer.get_by_role("alert")).to_contain_text("a whole number from 1 to 1,000")
    drawer.get_by_label("Number of calls").fill("2")
    drawer.get_by_role("button", name="Let it happen").click()
    ordered = drawer.locator(".faults li")
    expect(ordered).to_contain_text("All posting 429: too many calls, 7 s · 2 more calls")
    expect(page.locator("#tools").get_by_role("button", name="Faults (1)")).to_be_visible()
    general = playground.workspace.channel("general").id
    assert code(slack.chat_postMessage, channel=general, text="Hi") == "ratelimited"
    expect(ordered).to_contain_text("1 more call")
    line = drawer.locator("ol > li").filter(has_text="chat.postMessage")
    expect(line.locator(".badge")).to_have_text(["ratelimited", "ordered by hand"])
    drawer.get_by_label("With").select_option("views.open")
    drawer.get_by_label("all calls, until cleared").check()
    drawer.get_by_role("button", name="Let it happen").click()
    expect(ordered).to_have_count(2)
    drawer.get_by_role("button", name="Clear the faults of All posting").click()
    expect(ordered).to_have_count(1)
    expect(ordered).to_contain_text("views.open 429: too many calls, 7 s · until cleared")
    drawer.get_by_role("button", name="Clear all").click()
    expect(ordered).to_have_text("Nothing is ordered: all goes well.")
    assert slack.chat_postMessage(channel=general, text="Hi")["ok"]
