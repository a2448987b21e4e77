"""What the documents show as code is true: it runs."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import Playground, small
from tests.house.sources import ROOT
from tests.office import Office
from tests.playground.tools import MANIFEST

_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)\)")


def examples(page: str) -> list[Callable[..., Any]]:
    """The tests that a document shows."""
    found: dict[str, Any] = {}
    for block in _BLOCK.findall((ROOT / page).read_text("utf-8")):
        exec(block, found)
    return [each for name, each in found.items() if name.startswith("test_")]


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A workspace without a bot."""
    with Playground(MANIFEST, seed=small()) as running:
        yield running


def test_the_examples_of_the_playground_hold(office: Office, playground: Playground) -> None:
    office.introduce("lea", "hugo")
    slack = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
    given = {"office": office, "playground": playground, "slack": slack}
    run = examples("docs/playground.md")
    assert len(run) == 2
    for example in run:
        example(**{name: given[name] for name in example.__code__.co_varnames if name in given})


def test_what_documents_link_to_is_there_and_pictures_say_what_they_show() -> None:
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        text = page.read_text("utf-8")
        for target in _LINK.findall(text):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
        assert not re.search(r"!\[\s*\]\(", text), f"a picture in {page.name} has no words"
    sizes = {each.name: each.stat().st_size for each in ROOT.glob("docs/pictures/*.png")}
    assert not {name for name, size in sizes.items() if size > 150_000}
