"""A journey is checked for what would stop somebody on the way, and for what is worth knowing."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from tests.onboarding.walks import both, journey, step
from workflows.onboarding import needs
from workflows.onboarding.checking import check
from workflows.onboarding.journey import Audience, Journey, Kind, Link, Question, Step, Text

URL = "https://example.com"
KEYS = st.sampled_from(["a", "b", "c", "d", "e"])


def said(walk: Journey, *, notes: bool = False) -> list[str]:
    """What is found, each after the step it is found at; either what is wrong, or the notes."""
    t = i18n.load()("en")
    return [f"{one.step}: {t.words(one.words)}" for one in check(walk) if one.is_note is notes]


def fields(walk: Journey) -> list[tuple[int, str]]:
    """Where something is found: the place of the step, and what the file calls it."""
    return [(one.place, one.field) for one in check(walk)]


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    first = step("a", links=(Link(both("More"), URL),))
    asked = step("c", kind=Kind.ANSWER, questions=(Question("clear", both("Clear?"), True),))
    second = step("b", day=250, needs=("a",), confirmed_by="manager")
    before = step("d", day=-250, audience=Audience.BUDDY)
    assert check(journey(first, second, asked, before)) == ()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": Text()}, "The `title` is missing: say it in a few words."),
        ({"title": Text("a" * 151, "b")}, "The `title` is one line of at most 150 letters."),
        ({"title": Text("a", "b\nc")}, "The `title` is one line of at most 150 letters."),
        (
            {"text": Text("a" * 2_501, "b")},
            "The `text` has 2,501 letters, and 2,500 have room: shorten it.",
        ),
        ({"day": -1}, "Nobody can ask a new hire before they are there"),
        ({"day": 251}, "Day 251 is too far: at most 250 working days."),
        ({"day": -251, "audience": Audience.MANAGER}, "Day -251 is too far"),
        ({"links": (Link(both("a"), URL),) * 6}, "At most 5 links: keep those that matter."),
        ({"links": (Link(both("a"), "http://example.com"),)}, "is no link: it begins with https"),
        ({"links": (Link(both("a"), "https://"),)}, "is no link: it begins with https"),
        ({"links": (Link(Text(), URL),)}, "The `title` is missing"),
        ({"needs": ("b",)}, "No step is called “b”: `needs` are keys of this journey's steps."),
        ({"kind": Kind.MEET}, "Say whom to meet: `meets: buddy`"),
        ({"kind": Kind.MEET, "meets": "mangr"}, "“mangr” is nobody to meet: write manager"),
        ({"meets": "buddy"}, "`meets` goes with `kind: meet` alone."),
        ({"kind": Kind.ANSWER}, "Write what to ask below `questions`."),
        ({"questions": (Question("a", both("a"), True),)}, "`questions` goes with `kind: answer`"),
        ({"done_when": "insight_kpt"}, "can't stand here. Did you mean insight_kept?"),
        ({"done_when": "rain"}, "“rain” can't stand here: there are insight_kept, check_in_done"),
        ({"confirmed_by": "new_hire"}, "“new_hire” can't stand here"),
        ({"confirmed_by": "buddy", "audience": Audience.BUDDY}, "Nobody confirms what they did"),
        ({"done_when": "insight_kept", "confirmed_by": "buddy"}, "not both"),
        ({"done_when": "channel_joined"}, 'Say which channel: `channel: "#product"`, in quotes.'),
        ({"done_when": "channel_joined", "channel": "product"}, "“product” is no channel"),
        ({"channel": "#product"}, "`channel` goes with `done_when: channel_joined` alone."),
        ({"process": "a"}, "`process` goes with `done_when: process_acknowledged` alone."),
    ],
)
def test_what_is_wrong_with_a_step_is_one_sentence(wrong: dict[str, Any], words: str) -> None:
    found = said(journey(step("a", **wrong)))
    assert len(found) == 1
    assert found[0].startswith("a: ")
    assert words in found[0]


@pytest.mark.parametrize("key", ["First", "é", "a b", "-a", "a" * 41, "a--b"])
def test_a_key_is_a_short_slug(key: str) -> None:
    assert "is no key" in said(journey(step(key)))[0]
    assert "is no key" in said(journey(step("a"), key=key))[0]
    assert said(journey(step("")))[0] == ": Give it a `key`: a short name such as first-insight."


def test_questions_have_keys_of_their_own_and_words() -> None:
    asked = (Question("a", both("a"), True), Question("a", Text(), False))
    found = said(journey(step("a", kind=Kind.ANSWER, questions=asked)))
    assert found == [
        "a: The `text` is missing: say it in a few words.",
        "a: Two questions are called “a”: rename one.",
    ]
    many = tuple(Question(f"q{n}", both("a"), True) for n in range(6))
    found = said(journey(step("a", kind=Kind.ANSWER, questions=many)))
    assert found == ["a: At most 5 questions at once: nobody likes a long form."]


def test_what_is_answered_is_completed_in_no_other_way() -> None:
    asked = {"kind": Kind.ANSWER, "questions": (Question("a", both("a"), True),)}
    for done in ({"done_when": "insight_kept"}, {"confirmed_by": "manager"}):
        assert "It is done when it is answered" in said(journey(step("a", **asked, **done)))[0]


@pytest.mark.parametrize("who", ["team_lead", "product_ops", "lea@example.com", "@lea"])
def test_one_meets_a_role_or_a_person(who: str) -> None:
    assert not check(journey(step("a", kind=Kind.MEET, meets=who)))


def test_a_journey_has_a_name_and_some_steps_but_not_too_many() -> None:
    assert said(journey()) == [": A journey has steps: write the first one below `steps`."]
    many = [step(f"s{n}", day=n) for n in range(61)]
    assert said(journey(*many)) == [": A journey has at most 60 steps: make two of it."]
    assert ": The `name` is missing" in said(journey(step("a"), name=Text()))[0]
    assert "The `about` has 501 letters" in said(journey(step("a"), about=Text("a" * 501, "b")))[0]
    assert "The `role` is one line" in said(journey(step("a"), role="a" * 76))[0]


def test_a_need_that_is_most_like_another_key_is_asked_back() -> None:
    found = said(journey(step("first-insight"), step("b", needs=("first-insigth",))))
    assert found == ["b: No step is called “first-insigth”. Did you mean first-insight?"]


def test_no_step_needs_one_that_is_due_later() -> None:
    found = said(journey(step("a", day=3, needs=("b",)), step("b", day=5)))
    assert found == [
        "a: It is due on day 3 and needs “b”, due on day 5: put it later, or “b” earlier."
    ]


def test_steps_that_wait_for_each_other_are_named_in_a_chain() -> None:
    walk = journey(
        step("d", needs=("a",)),
        step("a", needs=("b",)),
        step("b", needs=("c",)),
        step("c", needs=("a",)),
    )
    words = "These wait for each other for ever: a → b → c → a. Take one of the needs away."
    assert said(walk) == [f"a: {words}"]
    assert said(journey(step("a", needs=("a",)))) == ["a: It needs itself: leave that out."]


def test_two_steps_of_one_key_are_told_where_the_second_stands() -> None:
    walk = journey(step("a"), step("b"), step("a"))
    assert said(walk) == ["a: Another step is called “a” too: rename one."]
    assert fields(walk) == [(2, "key")]


def test_a_missing_translation_is_a_note() -> None:
    half = step("a", title=Text("Read"), text=Text(fr="Lis"))
    walk = journey(half, step("b"))
    assert said(walk) == []
    assert said(walk, notes=True) == [
        "a: Not in English: text. Who reads English gets the French.",
        "a: Not in French: title. Who reads French gets the English.",
    ]
    named = journey(step("b"), name=Text("Days"))
    assert said(named, notes=True) == [": Not in French: name. Who reads French gets the English."]


@pytest.mark.parametrize(("language", "words"), [("en", "in English alone"), ("fr", "in French")])
def test_one_language_alone_is_a_single_note(language: str, words: str) -> None:
    only = Text(**{language: "a"})
    steps = [step(key, title=only, text=only) for key in "ab"]
    found = said(journey(*steps, name=only, about=only), notes=True)
    assert len(found) == 1
    assert words in found[0]


def test_more_than_three_things_a_day_for_one_person_are_a_note() -> None:
    steps = [step(key, day=2) for key in "abcd"]
    helping = [step(f"m{n}", day=2, audience=Audience.MANAGER) for n in range(3)]
    walk = journey(*steps, *helping)
    assert said(walk) == []
    assert said(walk, notes=True) == [
        "d: Day 2 has 4 steps for `new_hire`: 3 are told on that day, the others on the days"
        " after it."
    ]


def test_what_is_found_can_be_said_in_french() -> None:
    t = i18n.load()("fr")
    walk = journey(step("a", day=-1), key="A", role="a" * 99)
    assert all(t.words(one.words) != i18n.load()("en").words(one.words) for one in check(walk))


@given(st.lists(st.tuples(KEYS, st.lists(KEYS, max_size=3)), max_size=6))
def test_steps_are_in_a_circle_where_they_can_be_put_in_no_order(
    drawn: list[tuple[str, list[str]]],
) -> None:
    steps = {key: step(key, needs=tuple(wanted)) for key, wanted in drawn}
    circles = list(needs.circles(journey(*steps.values())))
    assert bool(circles) != can_be_walked(steps)
    for circle in circles:
        assert circle[0] == circle[-1]
        for one, other in pairwise(circle):
            assert other in steps[one].needs


def can_be_walked(steps: dict[str, Step]) -> bool:
    """Whether all steps get done, if each is done as soon as those it needs are."""
    left = dict(steps)
    while ready := [key for key, one in left.items() if not set(one.needs) & left.keys()]:
        for key in ready:
            del left[key]
    return not left


def texts() -> Iterator[Text]:
    """A text with each language written or not."""
    for en in ("", "a"):
        for fr in ("", "b"):
            yield Text(en, fr)


def test_a_reader_gets_their_language_or_the_other_and_knows() -> None:
    for text in texts():
        for language, own in (("en", text.en), ("fr", text.fr)):
            told, fell_back = text.in_(language)
            assert told == (own or text.en or text.fr)
            assert fell_back == bool(told and not own)
            assert (language in text.missing()) == fell_back
    assert Text("a", "b").in_("de") == ("a", True)
