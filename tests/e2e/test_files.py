"""The page with pictures and files: ours are shown, others are only named."""

import base64
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import OpenScreen
from tests.playground.tools import section

pytestmark = pytest.mark.browser

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
ELSEWHERE = "https://pictures.example/chart.png"


def shared(slack: WebClient, channel: str, content: bytes, name: str) -> str:
    """The id of a file in a channel."""
    answer = slack.files_upload_v2(
        channel=channel, content=content, filename=name, title="Visits", alt_txt="Visits by week"
    )
    return str(answer["files"][0]["id"])


def is_drawn(page: Page, picture: str) -> bool:
    """Waits until the picture is here; whether it has a size."""
    image = page.locator(picture)
    image.scroll_into_view_if_needed()
    return bool(image.evaluate("image => image.decode().then(() => image.naturalWidth === 1)"))


def test_a_picture_is_shown_with_its_alt_text(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    page = screen(playground)
    shared(slack, playground.workspace.channel("general").id, DOT, "chart.png")
    message = page.get_by_role("article", name="echo")
    expect(message.get_by_role("img", name="Visits by week")).to_be_visible()
    assert is_drawn(page, ".file img")
    expect(message.get_by_role("link", name="Visits")).to_be_visible()


def test_a_picture_is_shown_where_the_page_is_called_localhost(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    shared(slack, playground.workspace.channel("general").id, DOT, "chart.png")
    page = screen(playground)
    page.goto(f"http://localhost:{playground.port}/")
    assert is_drawn(page, ".file img")
    page.goto("about:blank")


def test_another_file_is_named_and_can_be_kept(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    shared(slack, playground.workspace.channel("general").id, b"a,b\n1,2\n", "export.csv")
    page = screen(playground)
    with page.expect_download() as download:
        page.get_by_role("link", name="Visits").click()
    assert download.value.suggested_filename == "export.csv"
    assert download.value.path().read_bytes() == b"a,b\n1,2\n"


def test_a_block_shows_a_picture_that_slack_has(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    channel = playground.workspace.channel
    file = shared(slack, channel("product").id, DOT, "chart.png")
    url = slack.files_info(file=file)["file"]["url_private"]
    blocks = [
        {"type": "image", "slack_file": {"id": file}, "alt_text": "By id"},
        {"type": "image", "slack_file": {"url": url}, "alt_text": "By address"},
    ]
    slack.chat_postMessage(channel=channel("general").id, text="Charts", blocks=blocks)
    page = screen(playground)
    for alt in ("By id", "By address"):
        assert is_drawn(page, f"img[alt='{alt}']")


def test_a_picture_from_elsewhere_is_named_and_not_fetched(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    page = screen(playground)
    picture = {"type": "image", "image_url": ELSEWHERE, "alt_text": "Their chart"}
    blocks = [picture, section(accessory=picture), {"type": "context", "elements": [picture]}]
    slack.chat_postMessage(channel="general", text="Charts", blocks=blocks)
    message = page.get_by_role("article", name="echo")
    expect(message.get_by_role("img", name="Their chart")).to_have_count(3)
    expect(message.locator(".elsewhere").first).to_have_text("Picture: Their chart")
    assert page.locator("#messages img").count() == 0
    # That nothing went out is checked at the end of every test. Nor could it:
    page.evaluate(
        """address => new Promise((blocked) => {
            document.addEventListener("securitypolicyviolation", blocked);
            document.body.append(Object.assign(new Image(), { src: address }));
        })""",
        f"http://{urlsplit(playground.url).hostname}:9/chart.png",
    )
