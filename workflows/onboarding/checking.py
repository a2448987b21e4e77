"""Whether a journey can be walked: everything that is wrong with it, and what is worth knowing."""

from collections import Counter
from collections.abc import Iterator

from bot.i18n import LANGUAGES, Words, say
from workflows.onboarding import completing, limits, needs
from workflows.onboarding.finding import Finding
from workflows.onboarding.journey import Audience, Journey, Step, Text


def check(journey: Journey) -> tuple[Finding, ...]:
    """Everything that is found, of the journey itself first, then step by step.

    It can be used where all that is found are notes.
    """
    found = (*_whole(journey), *_each(journey), *_circles(journey), *_full_days(journey))
    return tuple(sorted(found, key=lambda each: each.place))


def _whole(journey: Journey) -> Iterator[Finding]:
    for field, words in limits.of_journey(journey):
        yield Finding("", words, field=field)
    if language := _only_language(journey):
        yield Finding("", _all_missing(language), is_note=True, field="name")
        return
    for words in _missing({"name": journey.name, "about": journey.about}):
        yield Finding("", words, is_note=True, field="name")


def _each(journey: Journey) -> Iterator[Finding]:
    steps = {step.key: step for step in journey.steps}
    whole = not _only_language(journey)
    seen: set[str] = set()
    for place, step in enumerate(journey.steps):
        if step.key in seen and step.key:
            words = say("Another step is called “{key}” too: rename one.", key=step.key)
            yield Finding(step.key, words, place=place, field="key")
        seen.add(step.key)
        wrong = (*limits.of_step(step), *completing.of_step(step), *needs.of_step(step, steps))
        for field, words in wrong:
            yield Finding(step.key, words, place=place, field=field)
        for words in _twice_asked(step):
            yield Finding(step.key, words, place=place, field="questions")
        for words in _missing(_texts(step)) if whole else ():
            yield Finding(step.key, words, is_note=True, place=place, field="title")


def _twice_asked(step: Step) -> Iterator[Words]:
    for key, times in Counter(question.key for question in step.questions).items():
        if key and times > 1:
            yield say("Two questions are called “{key}”: rename one.", key=key)


def _circles(journey: Journey) -> Iterator[Finding]:
    places = {step.key: place for place, step in enumerate(journey.steps)}
    for circle in needs.circles(journey):
        words = needs.told(circle)
        yield Finding(circle[0], words, place=places[circle[0]], field="needs")


def _full_days(journey: Journey) -> Iterator[Finding]:
    days: dict[tuple[Audience, int], list[int]] = {}
    for place, step in enumerate(journey.steps):
        days.setdefault((step.audience, step.day), []).append(place)
    for (audience, day), places in days.items():
        if len(places) > limits.A_DAY:
            words = say(
                "Day {day} has {count} steps for `{who}`: {most} are told on that day, the others"
                " on the days after it.",
                day=day,
                count=len(places),
                who=str(audience),
                most=limits.A_DAY,
            )
            first = places[limits.A_DAY]
            yield Finding(journey.steps[first].key, words, True, first, "day")


def _texts(step: Step) -> dict[str, Text]:
    """What is read of a step, by what the file calls it; links and questions by their number."""
    texts = {"title": step.title, "text": step.text}
    texts |= {f"link {n}": link.title for n, link in enumerate(step.links, 1)}
    texts |= {f"question {n}": each.text for n, each in enumerate(step.questions, 1)}
    return texts


def _only_language(journey: Journey) -> str:
    """The only language that anything is written in; empty where there are several, or none."""
    texts = [journey.name, journey.about]
    texts += [text for step in journey.steps for text in _texts(step).values()]
    used = {name for text in texts for name in LANGUAGES if getattr(text, name)}
    return used.pop() if len(used) == 1 else ""


def _missing(texts: dict[str, Text]) -> Iterator[Words]:
    for language in LANGUAGES:
        lacking = [name for name, text in texts.items() if language in text.missing()]
        if lacking:
            yield _some_missing(language, ", ".join(lacking))


def _some_missing(language: str, fields: str) -> Words:
    if language == "fr":
        return say("Not in French: {fields}. Who reads French gets the English.", fields=fields)
    return say("Not in English: {fields}. Who reads English gets the French.", fields=fields)


def _all_missing(only: str) -> Words:
    if only == "en":
        return say("All of it is in English alone: who reads French gets that, with a note.")
    return say("All of it is in French alone: who reads English gets that, with a note.")
