"""How long, how many and how far: what fits into Slack, and into a newcomer's days."""

import re
from collections.abc import Iterator

from bot.i18n import Words, say
from workflows.onboarding.journey import Audience, Journey, Question, Step, Text

# Letters; what one reads at a glance, and what Slack has room for.
TITLE, TEXT, LINK, QUESTION, NAME, ABOUT, KEY = 150, 2_500, 75, 150, 75, 500, 40
STEPS, LINKS, QUESTIONS = 60, 5, 5
# Working days, a year of them.
DAYS = 250
# New things a day for one person.
A_DAY = 3

# What is wrong, after the field it is wrong with.
Wrong = tuple[str, Words]

_SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
# Of an address: five of them and their titles fit into a field.
URL = 400
_ADDRESS = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")


def of_journey(journey: Journey) -> Iterator[Wrong]:
    """What is wrong with a journey, apart from its steps."""
    yield from _key(journey.key)
    yield from _line("name", journey.name, NAME)
    yield from _length("about", journey.about, ABOUT)
    if len(journey.role) > NAME or "\n" in journey.role:
        yield "role", _one_line("role", NAME)
    if not journey.steps:
        yield "steps", say("A journey has steps: write the first one below `steps`.")
    elif len(journey.steps) > STEPS:
        yield "steps", say("A journey has at most {most} steps: make two of it.", most=STEPS)


def of_step(step: Step) -> Iterator[Wrong]:
    """What is wrong with a step for itself, apart from how it is completed."""
    yield from _key(step.key)
    yield from _line("title", step.title, TITLE)
    yield from _length("text", step.text, TEXT)
    yield from _day(step)
    yield from _links(step)
    if len(step.questions) > QUESTIONS:
        yield (
            "questions",
            say("At most {most} questions at once: nobody likes a long form.", most=QUESTIONS),
        )
    for question in step.questions:
        for _, words in _question(question):
            yield "questions", words


def _day(step: Step) -> Iterator[Wrong]:
    if abs(step.day) > DAYS:
        yield (
            "day",
            say("Day {day} is too far: at most {most} working days.", day=step.day, most=DAYS),
        )
    elif step.day < 0 and step.audience is Audience.NEW_HIRE:
        yield (
            "day",
            say(
                "Nobody can ask a new hire before they are there: their first day is `{example}`.",
                example="day: 0",
            ),
        )


def _links(step: Step) -> Iterator[Wrong]:
    if len(step.links) > LINKS:
        yield "links", say("At most {most} links: keep those that matter.", most=LINKS)
    for link in step.links:
        if len(link.url) > URL or not _ADDRESS.fullmatch(link.url):
            yield (
                "links",
                say("“{url}” is no link: it begins with https://.", url=link.url or "…"),
            )
        for _, words in _line("title", link.title, LINK):
            yield "links", words


def _question(question: Question) -> Iterator[Wrong]:
    yield from _key(question.key)
    yield from _line("text", question.text, QUESTION)


def _key(key: str) -> Iterator[Wrong]:
    if not key:
        yield "key", say("Give it a `key`: a short name such as first-insight.")
    elif len(key) > KEY or not _SLUG.fullmatch(key):
        yield (
            "key",
            say(
                "“{key}” is no key: at most {most} small letters without accents, digits and"
                " hyphens, such as first-insight.",
                key=key,
                most=KEY,
            ),
        )


def _line(field: str, text: Text, most: int) -> Iterator[Wrong]:
    """What is wrong with a line that has to be there."""
    written = [each for each in (text.en, text.fr) if each]
    if not written:
        yield field, say("The `{field}` is missing: say it in a few words.", field=field)
    elif any(len(each) > most or "\n" in each for each in written):
        yield field, _one_line(field, most)


def _one_line(field: str, most: int) -> Words:
    return say("The `{field}` is one line of at most {most} letters.", field=field, most=most)


def _length(field: str, text: Text, most: int) -> Iterator[Wrong]:
    longest = max(len(text.en), len(text.fr))
    if longest > most:
        yield (
            field,
            say(
                "The `{field}` has {count} letters, and {most} have room: shorten it.",
                field=field,
                count=longest,
                most=most,
            ),
        )
