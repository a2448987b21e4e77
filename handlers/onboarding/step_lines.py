"""A step's links and questions as lines in a field, and what such lines say: pure functions."""

import re
from collections.abc import Collection, Iterator, Sequence

from workflows.onboarding import writing
from workflows.onboarding.journey import Link, Question, Text

_BETWEEN = " | "
_SCALE = re.compile(r"1\s?[-–]\s?5\b[\s:]*")
_MARK = "1-5 "


def of_links(links: Sequence[Link]) -> str:
    """A line for each: its address, then its title, `English | French` where it has both."""
    return "\n".join(f"{each.url} {_both(each.title)}" for each in links)


def links(said: str, before: Sequence[Link], language: str) -> tuple[Link, ...]:
    """The links that lines stand for.

    Args:
        before: those that stood there, whose titles stay what they are where nobody changed them.
        language: of a title that is written in one alone.
    """
    known = [each.title for each in before]
    found = (line.partition(" ") for line in _lines(said))
    return tuple(Link(_text(title.strip(), known, language), url) for url, _, title in found)


def of_questions(questions: Sequence[Question]) -> str:
    """A line for each; `1-5` stands before those that are answered on a scale."""
    return "\n".join(f"{_MARK if each.scale else ''}{_both(each.text)}" for each in questions)


def questions(said: str, before: Sequence[Question], language: str) -> tuple[Question, ...]:
    """The questions that lines stand for: one that is worded anew is the one it was.

    Args:
        before: those that stood there.
        language: of a question that is written in one alone.
    """
    lines = list(_lines(said))
    stands = {_both(each.text): each.key for each in before}
    known = [each.text for each in before]
    read: list[Question] = []
    kept = {stands[words] for words in map(_words, lines) if words in stands}
    for place, line in enumerate(lines):
        words = _words(line)
        text = _text(words, known, language)
        taken = [*kept, *(each.key for each in read)]
        key = stands.get(words) or _as_before(before, place, taken)
        key = key or writing.key_of(text.en or text.fr, taken)
        read.append(Question(key, text, words != line))
    return tuple(read)


def _as_before(before: Sequence[Question], place: int, taken: Collection[str]) -> str:
    """The key of the question that stood in a place, unless it stands elsewhere now."""
    key = before[place].key if place < len(before) else ""
    return key if key not in taken else ""


def _words(line: str) -> str:
    return _SCALE.sub("", line, count=1) if _SCALE.match(line) else line


def _lines(said: str) -> Iterator[str]:
    return (line.strip() for line in said.splitlines() if line.strip())


def _both(text: Text) -> str:
    return f"{text.en}{_BETWEEN}{text.fr}" if text.en and text.fr else text.en or text.fr


def _text(said: str, known: Sequence[Text], language: str) -> Text:
    """A text that stands there as it was, or in both languages, or in the writer's."""
    as_before = next((each for each in known if _both(each) == said), None)
    if as_before is not None:
        return as_before
    english, between, french = said.partition(_BETWEEN)
    if between:
        return Text(english.strip(), french.strip())
    return Text(**{language: said})
