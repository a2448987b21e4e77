"""A journey changes while people are on it: for who comes later, its wording, or all of it."""

from dataclasses import replace

import pytest

from bot.asks import finding
from bot.errors import Refusal
from bot.forms import Errors
from tests.onboarding.conftest import DAY, Arrival, step
from workflows.onboarding import changing, doing, hearing, shelf, writing
from workflows.onboarding.changing import Reach, Reached
from workflows.onboarding.enrolment import State
from workflows.onboarding.journey import Audience, Kind, Link, Question, Step, Text
from workflows.onboarding.writing import Details, Edit, Written


def becomes(arrival: Arrival, *steps: Step, reach: Reach = Reach.MAJOR) -> Reached:
    """The journey that Sam is on has these steps from now on."""
    journey = replace(arrival.journey, steps=steps)
    kept = shelf.keep(*arrival.given, arrival.priya, journey, arrival.now)
    return changing.apply(*arrival.given, kept, reach, arrival.now)


def with_(arrival: Arrival, key: str, **changed: object) -> tuple[Step, ...]:
    """The journey's steps, one of them otherwise."""
    return tuple(
        replace(one, **changed) if one.key == key else one  # type: ignore[arg-type]
        for one in arrival.journey.steps
    )


def titles(arrival: Arrival, name: str = "sam") -> list[str]:
    """What somebody owes, as it is called."""
    person = getattr(arrival, name)
    return [line.ask.title for line in finding.owed(*arrival.given, person, arrival.now)]


@pytest.fixture
def on(arrival: Arrival) -> Arrival:
    """Sam has three steps open, and has read what there is to read."""
    arrival.begins()
    arrival.ticks()
    doing.do(*arrival.given, arrival.sam, arrival.step("read").id, arrival.now)
    return arrival


NEW = Text("Read it twice", "Lis-le deux fois")


def test_for_who_begins_later_nothing_changes_for_who_is_on_it(on: Arrival) -> None:
    reached = becomes(on, *with_(on, "tools", title=NEW), reach=Reach.LATER)
    assert reached == Reached()
    assert on.step("tools").step.title == Text("Tools", "Tools (fr)")


def test_wording_is_new_for_all_and_what_is_asked_is_called_so(on: Arrival) -> None:
    reached = becomes(on, *with_(on, "tools", title=NEW, day=9), reach=Reach.MINOR)
    assert reached == Reached(1)
    assert (on.step("tools").step.title, on.step("tools").step.day) == (NEW, 0)
    assert "Read it twice" in titles(on)
    assert "Tools" not in titles(on)


def test_wording_neither_adds_nor_takes_a_step(on: Arrival) -> None:
    steps = (*on.journey.steps[:-1], step("more"))
    assert becomes(on, *steps, reach=Reach.MINOR) == Reached()
    assert "more" not in on.keys(*State)
    assert on.step("survey").state is State.WAITING


def test_who_has_done_a_step_is_told_once_and_has_nothing_to_redo(on: Arrival) -> None:
    text = Text("Do *it*.\nThen tell your buddy.", "Fais-le.")
    reached = becomes(on, *with_(on, "read", text=text))
    assert reached.journeys == 1
    ((who, (reread,)),) = reached.told
    assert (who.id, reread.taken.step.text, reread.before.text.en) == (on.sam.id, text, "Do *it*.")
    assert on.step("read").state is State.DONE
    assert becomes(on, *with_(on, "read", text=text)) == Reached()


def test_who_reads_french_is_not_told_of_what_changed_in_english(on: Arrival) -> None:
    doing.do(*on.given, on.lea, on.step("hello").id, on.now)
    text = Text("Do it.", "Fais-le.")
    assert becomes(on, *with_(on, "hello", text=text)).told == ()


def test_another_day_is_no_news_for_who_is_done(on: Arrival) -> None:
    assert becomes(on, *with_(on, "read", day=1)).told == ()


def test_answers_that_were_given_are_not_asked_for_again(on: Arrival) -> None:
    on.passes(7)
    for key in ("tools", "people", "desk"):
        if on.step(key).state is State.OPEN:
            doing.do(*on.given, on.sam, on.step(key).id, on.now)
    on.passes(5)
    answers = {"well": 4, "what": ""}
    hearing.answer(*on.given, on.sam, on.step("survey").id, answers, on.now)
    questions = (Question("new", Text("And now?", "Et maintenant ?"), scale=True),)
    reached = becomes(on, *with_(on, "survey", questions=questions, title=NEW))
    assert reached.told == ()
    assert on.step("survey").state is State.DONE


def test_a_step_more_comes_on_its_day_and_one_less_is_asked_no_more(on: Arrival) -> None:
    assert on.step("tools").state is State.OPEN
    left = [one for one in on.journey.steps if one.key != "tools"]
    becomes(on, *left, step("more", 3, Audience.BUDDY))
    assert on.step("tools").state is State.LEFT
    assert "Tools" not in titles(on)
    assert on.step("more").person.id == on.lea.id
    on.passes(7)
    assert on.step("more").state is State.OPEN


def test_a_step_that_is_somebody_elses_now_is_asked_of_them_alone(on: Arrival) -> None:
    becomes(on, *with_(on, "tools", audience=Audience.BUDDY))
    on.ticks()
    assert on.step("tools").person.id == on.lea.id
    assert "Tools" not in titles(on)
    assert any("Tools" in each for each in titles(on, "lea"))


def test_a_step_that_ticks_itself_now_has_no_button_any_more(on: Arrival) -> None:
    becomes(on, *with_(on, "tools", done_when="insight_kept"))
    assert (on.step("tools").state, on.step("tools").asked_as) == (
        State.OPEN,
        "onboarding.watched",
    )
    assert titles(on).count("Tools") == 1


def test_what_waits_for_a_confirmation_that_is_none_any_more_is_open_again(on: Arrival) -> None:
    on.passes(7)
    for key in ("tools", "people", "desk"):
        if on.step(key).state is State.OPEN:
            doing.do(*on.given, on.sam, on.step(key).id, on.now)
    on.passes(7)
    doing.do(*on.given, on.sam, on.step("talk").id, on.now)
    assert any("Talk" in each for each in titles(on, "marc"))
    becomes(on, *with_(on, "talk", confirmed_by=""))
    assert on.step("talk").state is State.OPEN
    assert not any("Talk" in each for each in titles(on, "marc"))
    assert "Talk" in titles(on)


def test_a_journey_whose_last_steps_are_taken_out_is_over(on: Arrival) -> None:
    becomes(on, on.journey.steps[3])
    assert on.on.ended_why == "done"
    assert not titles(on)


def test_a_step_that_is_put_back_comes_to_those_it_was_taken_from(on: Arrival) -> None:
    becomes(on, *(one for one in on.journey.steps if one.key != "tools"))
    assert on.step("tools").state is State.LEFT
    assert becomes(on, *on.journey.steps).journeys == 1
    assert on.step("tools").state is State.WAITING
    on.passes(1)
    assert on.step("tools").state is State.OPEN


def test_one_step_reaches_those_on_it_without_what_was_for_later(on: Arrival) -> None:
    which = on.on.journey
    tools, people = on.step("tools").step, on.step("people").step
    later = Edit(replace(tools, title=NEW), "tools", writing.mark(tools), Reach.LATER)
    now = Edit(replace(people, title=NEW), "people", writing.mark(people), Reach.MAJOR)
    gone = Edit(None, "survey", writing.mark(on.step("survey").step), Reach.LATER)
    for edit in (later, gone, now):
        writing.save(*on.given, on.priya, which, edit, on.now)
    assert on.step("people").step.title == NEW
    assert on.step("tools").step.title != NEW
    assert on.step("survey").state is State.WAITING


def test_a_journey_that_comes_with_the_bot_is_not_replaced_by_one_of_its_name(on: Arrival) -> None:
    details = Details(Text("Product manager"), Text())
    made = writing.make(*on.given, on.priya, details, None, on.now)
    assert isinstance(made, shelf.Kept)
    assert made.journey.key == "product-manager-2"


def test_who_stopped_or_is_done_hears_nothing(on: Arrival) -> None:
    becomes(on, on.journey.steps[3])
    assert becomes(on, *with_(on, "read", title=NEW)) == Reached()


def test_a_step_is_written_once_though_two_write_it(on: Arrival) -> None:
    which = on.on.journey
    seen = writing.mark(on.step("tools").step)
    edit = Edit(replace(on.step("tools").step, title=NEW), "tools", seen, Reach.MINOR)
    written = writing.save(*on.given, on.priya, which, edit, on.now)
    assert isinstance(written, Written)
    assert written.reached.journeys == 1
    with pytest.raises(Refusal, match="changed this step meanwhile"):
        writing.save(*on.given, on.priya, which, edit, on.now + DAY)


def test_what_others_need_is_neither_taken_out_nor_put_behind_them(on: Arrival) -> None:
    which, laptop = on.on.journey, on.step("laptop").step
    seen = writing.mark(laptop)
    gone = writing.save(*on.given, on.priya, which, Edit(None, "laptop", seen), on.now)
    late = writing.save(
        *on.given, on.priya, which, Edit(replace(laptop, day=4), "laptop", seen), on.now
    )
    assert isinstance(gone, Errors)
    assert isinstance(late, Errors)
    assert (list(gone.fields), list(late.fields)) == (["drop"], ["day"])
    assert "Desk" in gone.fields["drop"].values["step"]  # type: ignore[operator]


def test_what_is_wrong_with_a_step_stands_beside_its_field(on: Arrival) -> None:
    link = Link(Text("Wiki"), "javascript:alert(1)")
    bad = Step("x", Text(), Text("x" * 2501), 999, Audience.BUDDY, Kind.MEET, links=(link,))
    wrong = writing.save(*on.given, on.priya, on.on.journey, Edit(bad), on.now)
    assert isinstance(wrong, Errors)
    assert set(wrong.fields) == {"title", "text", "day", "links", "kind"}


def test_a_journey_begins_like_another_and_is_called_otherwise(on: Arrival) -> None:
    details = Details(Text("Équipe data", "Équipe data"), Text(), "data", on.lea.slack_id, False)
    first = writing.make(*on.given, on.priya, details, on.journey, on.now)
    again = writing.make(*on.given, on.priya, details, None, on.now)
    assert isinstance(first, shelf.Kept)
    assert isinstance(again, shelf.Kept)
    assert [first.journey.key, again.journey.key] == ["equipe-data", "equipe-data-2"]
    assert (first.journey.steps, again.journey.steps) == (on.journey.steps, ())
    assert first.owner is not None
    assert (first.owner.id, first.offered) == (on.lea.id, False)


def test_nobody_but_product_ops_writes_journeys(on: Arrival) -> None:
    edit = Edit(step("more"))
    with pytest.raises(Refusal):
        writing.save(*on.given, on.marc, on.on.journey, edit, on.now)
