"""The page: every section has its share, none takes the page from the others."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from slack_sdk.models.blocks import Block, SectionBlock
from sqlalchemy import text

from bot import home
from bot.delivery.limits import HOME_BLOCKS, HOME_BYTES
from bot.feature import Feature, HomePlace, HomeSection
from bot.i18n import Translator, say
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.moment import NOW

Draw = Callable[[Session, Workspace, Person, datetime, Translator], Sequence[Block]]


def lines(number: int, words: str = "line") -> Draw:
    """A section of so many blocks."""
    return lambda session, workspace, person, now, t: [SectionBlock(text=words)] * number


def nothing(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """A section with nothing to show."""
    return []


def breaks(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """A section that leaves even the transaction broken."""
    session.execute(text("SELECT 1 / 0"))
    return []


def too_long(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """A section that Slack would not take."""
    return [SectionBlock(text="x" * 3_001)]


@pytest.fixture
def drawn(
    session: Session, workspace: Workspace, lea: Person, t: Translator
) -> Callable[..., list[dict[str, Any]]]:
    """Draws a page of some sections, and gives its blocks."""

    def draw(*sections: HomeSection) -> list[dict[str, Any]]:
        session.info[home.SECTIONS] = home.in_order([Feature("trial", home=sections)])
        view = home.page(session, workspace, lea, NOW, t)
        assert view["type"] == "home"
        blocks: list[dict[str, Any]] = view["blocks"]
        assert len(blocks) <= HOME_BLOCKS
        assert len(json.dumps(view).encode()) <= HOME_BYTES
        return blocks

    return draw


def words(blocks: list[dict[str, Any]]) -> list[str]:
    """What the blocks say."""
    said = (block.get("text") or block["elements"][0] for block in blocks)
    return [one["text"] for one in said]


def test_sections_stand_in_their_places_under_one_heading_each(
    drawn: Callable[..., list[dict[str, Any]]],
) -> None:
    said = words(
        drawn(
            HomeSection(HomePlace.SETTINGS, lines(1, "settings")),
            HomeSection(HomePlace.YOURS, lines(1, "insights")),
            HomeSection(HomePlace.YOURS, lines(1, "okrs")),
            HomeSection(HomePlace.OWED, nothing),
        )
    )
    assert said == [
        *("*Hello Léa!*", "What is yours", "insights", "okrs"),
        *("Your settings", "settings"),
    ]


def test_a_page_that_is_too_long_gives_each_section_a_fair_share_and_says_where_the_rest_is(
    drawn: Callable[..., list[dict[str, Any]]],
) -> None:
    rest = say("`/insight list` shows all of yours.")
    blocks = drawn(
        HomeSection(HomePlace.OWED, lines(500, "owed"), rest),
        HomeSection(HomePlace.YOURS, lines(500, "yours")),
        HomeSection(HomePlace.SETTINGS, lines(3, "settings")),
    )
    said = words(blocks)
    # A greeting and three headings; what the short section leaves is for the long ones.
    assert said.count("settings") == 3
    assert said.count("owed") == said.count("yours") == 45
    assert said[47] == rest.one
    assert "There is more of this than the page has room for." in said


def test_a_page_that_is_too_big_is_cut_as_well(
    drawn: Callable[..., list[dict[str, Any]]],
) -> None:
    blocks = drawn(HomeSection(HomePlace.OWED, lines(95, "é" * 3_000)))
    assert len(blocks) < 50


@pytest.mark.parametrize("broken", [breaks, too_long])
def test_a_section_that_breaks_says_so_and_leaves_the_page_to_the_others(
    drawn: Callable[..., list[dict[str, Any]]],
    session: Session,
    broken: Draw,
    caplog: pytest.LogCaptureFixture,
) -> None:
    said = words(
        drawn(
            HomeSection(HomePlace.OWED, broken),
            HomeSection(HomePlace.SETTINGS, lines(1, "settings")),
        )
    )
    assert said[-1] == "settings"
    assert "can't be shown just now (reference " in said[2]
    assert session.scalar(text("SELECT 1")) == 1
    (line,) = [one.msg for one in caplog.records if "not drawn" in str(one.msg)]
    assert isinstance(line, dict)
    assert line["reference"] in said[2]


@pytest.mark.parametrize("product_ops", [False, True])
def test_the_page_of_all_features_is_one_that_slack_takes(
    session: Session,
    workspace: Workspace,
    lea: Person,
    fr: Translator,
    *,
    product_ops: bool,
) -> None:
    whole = Person(**{**vars(lea), "product_ops": product_ops})
    said = words(home.page(session, workspace, whole, NOW, fr)["blocks"])
    assert said[0].startswith("*Bonjour Léa")
    assert "Tes réglages" in said
    assert ("État du bot" in said) is product_ops
    assert {section.place for feature in FEATURES for section in feature.home} == set(HomePlace)
