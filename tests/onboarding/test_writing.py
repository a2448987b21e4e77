"""Journeys are written in Slack, step by step."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.store import drafts
from bot.store.drafts import Draft
from handlers.onboarding import (
    ids,
    journey_yaml,
    journeys,
    listeners,
    step_lines,
    stepping,
    writing,
)
from handlers.onboarding.change_messages import reread
from tests.forms import shown, submitted
from tests.okrs.test_doors import Visitor
from tests.onboarding.conftest import Arrival
from workflows.onboarding import doing, shipped
from workflows.onboarding.changing import Reread
from workflows.onboarding.enrolment import State
from workflows.onboarding.journey import Kind, Link, Question, Text


@pytest.fixture
def priya(arrival: Arrival, t: Translator) -> Visitor:
    """Product Ops."""
    return Visitor(*arrival.given, arrival.priya, t)


@pytest.fixture
def page(arrival: Arrival, priya: Visitor) -> Callable[[], Any]:
    """The page of the journey that Sam is on, with three steps open and one done."""
    arrival.begins()
    arrival.ticks()
    doing.do(*arrival.given, arrival.sam, arrival.step("read").id, arrival.now)
    return lambda: priya.clicks(writing.show, "short").view


def texts(view: Any) -> str:
    """What stands in the sections of a page."""
    return "\n".join(
        block["text"]["text"] for block in view["blocks"] if block["type"] == "section"
    )


def test_all_journeys_are_listed_with_who_is_on_them(page: Any, priya: Visitor) -> None:
    listed = texts(priya.does(listeners.onboard, command={"text": "journeys"}).view)
    assert "*A short one*\n9 steps · 1 person is on it · looked after by <@U0PRIYA>" in listed
    assert "*Product manager*\n24 steps · comes with the bot" in listed


def test_a_step_is_changed_for_who_is_on_it_and_who_has_done_it_hears(
    arrival: Arrival, page: Any, priya: Visitor, t: Translator
) -> None:
    form = priya.clicks(writing.change_step, "read", page()).view
    assert shown(form)["step_title_en"] == "Read"
    assert shown(form)["step_reach"] is None
    typed = submitted(form, step_text_en="Do *it*.\nThen <!channel> ask.", step_reach="major")
    saved = priya.does(writing.save_step, view=typed)
    assert "1 person who is on it has it now. 1 has done it already" in texts(saved.view)
    (post,) = saved.tell
    assert post.to == "U0SAM"
    assert "> Then &lt;!channel&gt; ask." in post.message(t).text
    assert "> Do" not in post.message(t).text
    with pytest.raises(Refusal, match="changed this step meanwhile"):
        priya.does(writing.save_step, view=typed)


def test_what_was_typed_into_a_step_that_changed_meanwhile_is_there_when_it_is_opened_again(
    arrival: Arrival, page: Any, priya: Visitor
) -> None:
    form = priya.clicks(writing.change_step, "read", page()).view
    other = submitted(form, step_text_fr="Fais-le vite.", step_reach="later")
    priya.does(writing.save_step, view=other)
    typed = submitted(form, step_text_en="Mine.", step_reach="minor")
    with pytest.raises(Refusal, match="changed this step meanwhile"):
        priya.does(writing.save_step, view=typed)
    kept = {"values": typed["state"]["values"], "metadata": typed["private_metadata"]}
    draft = Draft(ids.STEP_FORM, "V1", kept)
    drafts.save(*arrival.given, arrival.priya, draft, arrival.now)
    again = priya.clicks(writing.change_step, "read", page()).view
    assert shown(again)["step_text_en"] == "Mine."
    priya.does(writing.save_step, view=submitted(again))
    assert "You typed this" not in str(priya.clicks(writing.change_step, "read", page()).view)


def test_a_step_is_added_and_taken_out(arrival: Arrival, page: Any, priya: Visitor) -> None:
    action = {"selected_option": {"value": "do"}}
    form = priya.does(writing.add_step, action=action, view=page()).view
    typed = submitted(
        form,
        step_title_en="Écoute un appel",
        step_day="4",
        step_done="channel_joined",
        step_channel="#calls",
        step_needs=["read", "tools"],
        step_links="https://example.com/calls How | Comment",
        step_reach="major",
    )
    priya.does(writing.save_step, view=typed)
    made = arrival.step("ecoute-un-appel").step
    assert (made.day, made.needs, made.channel) == (4, ("read", "tools"), "#calls")
    assert made.links == (Link(Text("How", "Comment"), "https://example.com/calls"),)
    form = priya.clicks(writing.change_step, made.key, page()).view
    assert shown(form)["step_needs"] == ["read", "tools"]
    gone = submitted(form, step_drop=[ids.STEP_DROP], step_reach="major")
    priya.does(writing.save_step, view=gone)
    assert arrival.step(made.key).state is State.LEFT
    assert made.key not in str(page())


@pytest.mark.parametrize(
    ("typed", "beside", "said"),
    [
        ({"step_day": "Monday"}, "step_day", "“Monday” is no day"),
        ({"step_day": "-1"}, "step_day", "Nobody can ask a new hire before"),
        ({"step_links": "ftp://x.y Z"}, "step_links", "“ftp://x.y” is no link"),
        ({"step_done": "channel_joined"}, "step_done", "Say which channel"),
        ({"step_needs": ["survey"]}, "step_needs", "It is due on day 0 and needs"),
        ({"step_title_en": " "}, "step_title_en", "The `title` is missing"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    page: Any, priya: Visitor, typed: dict[str, Any], beside: str, said: str
) -> None:
    form = priya.clicks(writing.change_step, "read", page()).view
    if "step_title_en" in typed:
        typed = {**typed, "step_title_fr": ""}
    wrong = priya.does(writing.save_step, view=submitted(form, **typed)).errors
    ((block, words),) = wrong.items()
    assert block.startswith(f"onboarding.{beside}.")
    assert words.startswith(said)


def test_a_step_that_others_need_is_not_taken_out(page: Any, priya: Visitor) -> None:
    form = priya.clicks(writing.change_step, "laptop", page()).view
    gone = submitted(form, step_drop=[ids.STEP_DROP])
    wrong = priya.does(writing.save_step, view=gone).errors
    assert "“Desk” needs this one" in next(iter(wrong.values()))


def test_every_step_that_comes_with_the_bot_can_be_opened_and_saved_as_it_is(
    arrival: Arrival, priya: Visitor
) -> None:
    for name in shipped.names():
        journey = journey_yaml.parse(shipped.text(name)).journey
        for step in journey.steps:
            page = priya.clicks(writing.show, journey.key).view
            form = priya.clicks(writing.change_step, step.key, page).view
            saved = priya.does(writing.save_step, view=submitted(form))
            assert not hasattr(saved, "errors"), (step.key, saved)
        after = journeys.named(*arrival.given, journey.key)
        assert after.kept is not None
        assert after.journey == journey


@pytest.mark.parametrize("kind", Kind)
def test_a_step_of_every_kind_can_be_begun(page: Any, priya: Visitor, kind: Kind) -> None:
    action = {"selected_option": {"value": str(kind)}}
    form = priya.does(writing.add_step, action=action, view=page()).view
    questions = {"step_questions": "1-5 Is it clear? | Est-ce clair ?\nWhat else?"}
    typed = {**questions, "step_title_en": f"A new {kind}", "step_day": "2", "step_reach": "later"}
    saved = priya.does(writing.save_step, view=submitted(form, **typed))
    assert f"A new {kind}" in texts(saved.view)


def test_a_new_journey_begins_like_another_and_is_offered_when_it_has_steps(
    arrival: Arrival, page: Any, priya: Visitor
) -> None:
    form = priya.does(writing.begin).view
    typed = submitted(form, journey_name_en="Data analyst", journey_like="short")
    priya.does(writing.save_details, view=typed)
    typed = submitted(form, journey_name_en="Later", journey_like="-")
    priya.does(writing.save_details, view=typed)
    offered = [each.key for each in journeys.choices(*arrival.given)]
    assert "data-analyst" in offered
    assert "later" not in offered
    details = priya.clicks(writing.open_details, "data-analyst").view
    priya.does(writing.save_details, view=submitted(details, journey_offered=[]))
    assert "data-analyst" not in [each.key for each in journeys.choices(*arrival.given)]


def test_a_journey_needs_a_name_and_somebody_who_is_here(page: Any, priya: Visitor) -> None:
    form = priya.clicks(writing.open_details, "short").view
    typed = submitted(form, journey_name_en="", journey_name_fr="")
    wrong = priya.does(writing.save_details, view=typed).errors
    assert wrong == {"onboarding.journey_name_en": "The `name` is missing: say it in a few words."}


def test_nobody_but_product_ops_sees_how_journeys_are_written(
    arrival: Arrival, t: Translator
) -> None:
    with pytest.raises(Refusal):
        Visitor(*arrival.given, arrival.marc, t).does(
            listeners.onboard, command={"text": "journeys"}
        )


def test_questions_stay_the_same_where_they_are_worded_anew() -> None:
    before = (
        Question("clear", Text("Is it clear?", "Est-ce clair ?"), scale=True),
        Question("more", Text("What else?"), scale=False),
    )
    said = step_lines.of_questions(before)
    assert said == "1-5 Is it clear? | Est-ce clair ?\nWhat else?"
    assert step_lines.questions(said, before, "en") == before
    lines = "1-5 Is all of it clear?\nWhat else?\nWho helped?"
    after = step_lines.questions(lines, before, "en")
    assert [each.key for each in after] == ["clear", "more", "who-helped"]
    lines = "What else?\n1-5 Is it clear? | Est-ce clair ?"
    assert [each.key for each in step_lines.questions(lines, before, "en")] == ["more", "clear"]


def test_a_long_list_of_changes_fits_into_a_message(
    arrival: Arrival, page: Any, t: Translator
) -> None:
    done = arrival.step("read")
    before = done.step
    text = Text("\n".join(f"A line *{n}*" for n in range(400)))
    after = type(done)(**{**vars(done), "step": type(before)(**{**vars(before), "text": text})})
    said = reread(t, arrival.journey, (Reread(after, before),) * 30)
    assert len(said.blocks) < 50
    assert "and 22 more" in said.text


def test_what_has_changed_opens_from_its_message(
    arrival: Arrival, page: Any, t: Translator
) -> None:
    sam = Visitor(*arrival.given, arrival.sam, t)
    view = sam.clicks(stepping.open_step, arrival.step("read").id).view
    assert "Read" in texts(view)
