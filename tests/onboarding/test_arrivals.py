"""Who joins: asked about once, begun with one click; a channel that is joined ticks its step."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.i18n import Translator
from handlers.onboarding import arrivals, listeners, reading, settings
from handlers.onboarding.arrivals import Joined
from tests.okrs.test_doors import Visitor
from tests.onboarding.conftest import JOURNEY, Arrival, step
from workflows.onboarding import arriving, doing, enrolment
from workflows.onboarding.enrolment import State

ASKED = text("SELECT title, state FROM asks WHERE kind = 'onboarding.arrive'")


def asks(arrival: Arrival) -> list[tuple[str, str]]:
    """What Product Ops are asked."""
    return [tuple(row) for row in arrival.session.execute(ASKED)]  # type: ignore[misc]


def test_nobody_is_asked_about_until_product_ops_choose(arrival: Arrival) -> None:
    given = arrival.given
    assert not arriving.joined(*given, arrival.sam, arriving.EVERYBODY, arrival.now)
    with pytest.raises(Refusal):
        arriving.choose(*given, arrival.sam, arriving.EVERYBODY, arrival.now)
    arriving.choose(*given, arrival.priya, arriving.EVERYBODY, arrival.now)
    assert arriving.joined(*given, arrival.sam, arriving.EVERYBODY, arrival.now)
    arriving.joined(*given, arrival.sam, arriving.EVERYBODY, arrival.now)
    assert asks(arrival) == [("Sam Okafor", "open")]
    guest = replace(arrival.sam, kind="guest")
    assert not arriving.joined(*given, guest, arriving.EVERYBODY, arrival.now)


def test_one_click_begins_the_journey_and_settles_it(arrival: Arrival, t: Translator) -> None:
    arriving.choose(*arrival.given, arrival.priya, arriving.EVERYBODY, arrival.now)
    arriving.joined(*arrival.given, arrival.sam, arriving.EVERYBODY, arrival.now)
    priya = Visitor(*arrival.given, arrival.priya, t)
    answer = priya.clicks(arrivals.begin, arrival.sam.id)
    assert "Sam Okafor is on" in answer.message.text
    assert asks(arrival) == [("Sam Okafor", "done")]
    with pytest.raises(Refusal):
        priya.clicks(arrivals.begin, arrival.sam.id)
    assert not arriving.joined(*arrival.given, arrival.sam, arriving.EVERYBODY, arrival.now)


def test_no_journey_is_an_answer_too(arrival: Arrival, t: Translator) -> None:
    arriving.choose(*arrival.given, arrival.priya, "C7", arrival.now)
    arriving.joined(*arrival.given, arrival.sam, "C7", arrival.now)
    Visitor(*arrival.given, arrival.priya, t).clicks(arrivals.no_journey, arrival.sam.id)
    assert asks(arrival) == [("Sam Okafor", "withdrawn")]


def test_a_channel_that_is_joined_ticks_its_step(arrival: Arrival) -> None:
    steps = (step("channel", 3, done_when="channel_joined", channel="#product"), step("other"))
    arrival.journey = replace(JOURNEY, steps=steps)
    arrival.begins()
    assert doing.waits_for_channels(*arrival.given, arrival.sam)
    arrivals.write(*arrival.given, Joined("U0SAM", "C2", "general"), arrival.now)
    assert not arrival.keys(State.DONE)
    arrivals.write(*arrival.given, Joined("U0SAM", "C1", "product"), arrival.now)
    assert arrival.keys(State.DONE) == ["channel"]
    assert not doing.waits_for_channels(*arrival.given, arrival.sam)


def test_product_ops_choose_a_channel(arrival: Arrival, t: Translator) -> None:
    priya = Visitor(*arrival.given, arrival.priya, t)
    opened = priya.does(settings.open_form)
    values = {
        "onboarding.joins": {"onboarding.joins": {"selected_option": {"value": "channel"}}},
        "onboarding.joins_channel": {"onboarding.joins_channel": {"selected_conversation": None}},
    }
    wrong = priya.does(settings.save, view={**opened.view, "state": {"values": values}})
    assert wrong.errors == {"onboarding.joins_channel": "Choose the channel that people join."}
    values["onboarding.joins_channel"]["onboarding.joins_channel"] = {
        "selected_conversation": "C7"  # type: ignore[dict-item]
    }
    priya.does(settings.save, view={**opened.view, "state": {"values": values}})
    assert arriving.chosen(*arrival.given) == "C7"


@pytest.mark.parametrize(
    ("typed", "verb", "person"),
    [
        ("", "", ""),
        ("<@U0SAM|sam>", "enrol", "U0SAM"),
        ("status", "status", ""),
        ("statut", "status", ""),
        ("réglages", "settings", ""),
        ("Aide", "help", ""),
    ],
)
def test_the_command_is_read_in_both_languages(typed: str, verb: str, person: str) -> None:
    assert reading.asked(typed) == reading.Asked(verb, person)


def test_what_is_no_verb_is_refused_with_what_is(t: Translator) -> None:
    with pytest.raises(Refusal) as refused:
        reading.asked("<!channel>")
    said = t.words(refused.value.words)
    assert said.startswith("I don't know “&lt;!channel&gt;”. `/onboard @name` begins")


def test_the_form_begins_a_journey_and_those_around_hear_of_it(
    arrival: Arrival, t: Translator
) -> None:
    priya = Visitor(*arrival.given, arrival.priya, t)
    opened = priya.does(listeners.onboard, command={"text": "<@U0SAM>"})
    values = {
        f"onboarding.{name}": {f"onboarding.{name}": said}
        for name, said in {
            "person": {"selected_user": "U0SAM"},
            "journey": {"selected_option": {"value": "product-manager"}},
            "starts": {"selected_date": "2026-03-09"},
            "manager": {"selected_user": "U0MARC"},
            "buddy": {"selected_user": "U0LEA"},
        }.items()
    }
    done = priya.does(listeners.save_form, view={**opened.view, "state": {"values": values}})
    assert [post.to for post in done.tell] == ["U0MARC", "U0LEA"]
    found = enrolment.current(*arrival.given, arrival.sam.id)
    assert found
    assert len(found.steps) == 24
    again = priya.does(listeners.save_form, view={**opened.view, "state": {"values": values}})
    assert "one journey at a time" in again.errors["onboarding.person"]
