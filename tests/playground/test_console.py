"""The page's tools without a browser: the clock, the traffic and its faults, the tour."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot import clock
from bot.playground import Playground, small
from bot.playground.tools import Tools
from tests.dial import HandDial, turned_to
from tests.page import Page
from tests.playground.tools import (
    MANIFEST,
    Json,
    code,
)

MORNING = datetime(2026, 3, 5, 8, 41, tzinfo=UTC)
NO_JSON = "Received a response in a non-JSON format: Slack is not well."
STEP: Json = {"title": "Keep", "text": "Type it.", "person": "lea", "place": "general"}


@pytest.fixture
def dial() -> HandDial:
    return HandDial()


@pytest.fixture
def playground(dial: HandDial) -> Iterator[Playground]:
    tour = {"en": [STEP], "fr": [STEP | {"title": "Garder"}]}
    tools = Tools(dial, tour=tour)
    with turned_to(MORNING), Playground(MANIFEST, seed=small(), tools=tools) as running:
        yield running


@pytest.fixture
def lea(playground: Playground) -> Page:
    return Page(playground.url, playground.as_("lea").id)


@pytest.fixture
def hugo(playground: Playground) -> Page:
    return Page(playground.url, playground.as_("hugo").id)


def test_the_clock_shows_product_time_and_how_far_it_is_turned(
    playground: Playground, lea: Page, dial: HandDial
) -> None:
    shown = lea.state()["clock"]
    assert shown["turns"] is True
    assert shown["turning"] is None
    assert 0 <= shown["now"] - MORNING.timestamp() < 60
    monday = MORNING + timedelta(days=4)
    version = playground.workspace.version
    lea.does("turn", to=monday.timestamp())
    assert dial.asked == [monday]
    assert playground.workspace.version > version
    dial.reaches(MORNING + timedelta(days=1), said=7)
    shown = lea.reads("clock")["clock"]
    assert shown["now"] == (MORNING + timedelta(days=1)).timestamp()
    assert (shown["turning"]["to"], shown["turning"]["said"]) == (monday.timestamp(), 7)
    lea.does("halt")
    assert lea.state()["clock"]["turning"] is None
    assert clock.now() - (MORNING + timedelta(days=1)) < timedelta(minutes=1)


def test_what_the_clock_does_not_do_is_said_in_the_persons_language(
    lea: Page, hugo: Page, dial: HandDial
) -> None:
    soon, past = MORNING + timedelta(hours=2), MORNING - timedelta(days=1)
    for nonsense in (None, "tomorrow", 1e300, float("inf")):
        assert lea.refused("turn", to=nonsense) == "This is no date: choose a day and a time."
    assert lea.refused("turn", to=past.timestamp()).startswith("The clock only goes forward")
    assert hugo.refused("turn", to=past.timestamp()).startswith("L’horloge ne fait qu’avancer")
    assert "a year at a time" in lea.refused("turn", to=soon.timestamp() + 4e7)
    assert dial.asked == []
    lea.does("turn", to=soon.timestamp())
    assert lea.refused("turn", to=soon.timestamp()).startswith("The clock is turning already.")
    assert hugo.refused("turn", to=soon.timestamp()).startswith("L’horloge avance déjà.")
    dial.stop()

    dial.closed = True
    assert hugo.refused("turn", to=soon.timestamp()).startswith("L’horloge ne se règle pas encore")


def test_a_clock_that_nobody_turns_just_shows_the_time() -> None:
    with Playground(MANIFEST, seed=small()) as playground:
        hugo = Page(playground.url, playground.as_("hugo").id)
        assert hugo.state()["clock"]["turns"] is False
        assert hugo.refused("turn", to=9e9).startswith("Ici, l’horloge ne se règle pas")
        hugo.does("halt")


def test_faults_are_ordered_listed_and_marked(
    playground: Playground, slack: WebClient, lea: Page, general: str
) -> None:
    assert lea.state()["faults"] == 0
    lea.does("fault", method="posting", kind="status", times=2)
    lea.does("fault", method="users.info", kind="rate_limit", seconds=7)
    assert lea.state()["faults"] == 2
    listed = {one["method"]: one for one in lea.reads("calls")["faults"]}
    assert (listed["posting"]["times"], listed["posting"]["kind"]) == (2, "status")
    assert (listed["users.info"]["times"], listed["users.info"]["seconds"]) == (None, 7)
    posted = slack.chat_postMessage
    assert code(slack.chat_postEphemeral, channel=general, user=lea.who, text="1") == NO_JSON
    assert lea.reads("calls")["faults"][0]["times"] == 1
    assert code(posted, channel=general, text="2") == NO_JSON
    assert posted(channel=general, text="3")["ok"]
    for _ in range(2):
        assert code(slack.users_info, user=lea.who) == "ratelimited"
    marks = {(one["method"], one["fault"]) for one in lea.reads("calls")["calls"]}
    assert {("chat.postEphemeral", "status"), ("chat.postMessage", "")} <= marks
    assert ("users.info", "rate_limit") in marks
    lea.does("fault", method="chat.update", kind="lose_answer", times=3)
    lea.does("mend", method="users.info")
    assert [one["method"] for one in lea.reads("calls")["faults"]] == ["chat.update"]
    lea.does("mend")
    assert lea.reads("calls")["faults"] == []


def test_a_fault_that_makes_no_sense_is_refused_in_words(lea: Page, hugo: Page) -> None:
    for times in (0, 1.5, "many", 10_000):
        words = lea.refused("fault", method="posting", kind="lose_answer", times=times)
        assert words == "Give the number of calls as a whole number from 1 to 1,000."
    words = hugo.refused("fault", method="posting", kind="slow", seconds=-1, times=1)
    assert words == "Indique les secondes par un nombre de 0 à 600."


def test_the_tour_comes_in_the_persons_language_or_in_the_one_it_is_read_in(
    lea: Page, hugo: Page
) -> None:
    assert lea.reads("tour")["steps"][0]["title"] == "Keep"
    assert hugo.reads("tour")["steps"][0]["title"] == "Garder"
    assert hugo.reads("tour", language="en")["steps"][0]["title"] == "Keep"
