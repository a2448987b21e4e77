"""The journeys that come with the bot can be used as they are, in both languages."""

import re
from collections.abc import Iterator

import pytest

from bot.errors import Refusal
from handlers.onboarding.journey_yaml import parse
from workflows.onboarding import shipped
from workflows.onboarding.checking import check
from workflows.onboarding.journey import Audience, DoneWhen, Journey, Kind, Text

NAMES = ("product-designer", "product-manager", "team-lead")
# As for the catalogue; a colon before // is an address.
UNSPACED = re.compile(r"(?<![\xa0\u202f]):(?=\s|$)|(?<!\u202f)[;!?](?=\s|$)|«(?!\xa0)|(?<!\xa0)»")
of_each = pytest.mark.parametrize("name", NAMES)


def journey(name: str) -> Journey:
    """One of them."""
    return parse(shipped.text(name)).journey


def texts(walk: Journey) -> Iterator[Text]:
    """All that is read of one."""
    yield from (walk.name, walk.about)
    for step in walk.steps:
        yield from (step.title, step.text)
        yield from (link.title for link in step.links)
        yield from (question.text for question in step.questions)


def test_three_of_them_are_there() -> None:
    assert shipped.names() == NAMES
    with pytest.raises(Refusal, match="No journey here") as refused:
        shipped.text("product manger")
    assert "product-manager" in refused.value.words.values["near"]


@of_each
def test_nothing_is_found_in_it_not_even_a_note(name: str) -> None:
    assert check(journey(name)) == ()
    assert journey(name).key == name
    assert 16 <= len(journey(name).steps) <= 24


@of_each
def test_it_is_written_in_both_languages_as_each_of_them_is_written(name: str) -> None:
    for text in texts(journey(name)):
        assert text.en
        assert text.fr
        assert not UNSPACED.search(text.fr), text.fr
        assert "'" not in text.fr, text.fr
        assert not re.search(r"[’\xa0\u202f]", text.en), text.en


@of_each
def test_its_texts_are_short_and_say_the_same_in_both_languages(name: str) -> None:
    for step in journey(name).steps:
        lines = [text.splitlines() for text in (step.text.en, step.text.fr)]
        assert len(lines[0]) == len(lines[1]), step.key
        assert 2 <= len(lines[0]) <= 5, step.key
        assert max(len(line) for each in lines for line in each) <= 105, step.key
        commands = [re.findall(r"`(/\w+)", text) for text in (step.text.en, step.text.fr)]
        assert commands[0] == commands[1], step.key


@of_each
def test_it_leads_from_before_the_first_day_to_day_sixty(name: str) -> None:
    walk = journey(name)
    before = {step.audience for step in walk.steps if step.day < 0}
    assert {Audience.MANAGER, Audience.BUDDY} <= before
    asked = [step.day for step in walk.steps if step.kind is Kind.ANSWER]
    assert asked == [5, 20, 60]
    confirmed = {step.day for step in walk.steps if step.confirmed_by == Audience.MANAGER}
    assert confirmed == {30, 60}
    ticked = {step.done_when for step in walk.steps} - {""}
    assert ticked == set(DoneWhen) - {DoneWhen.CHANNEL_JOINED}
