"""A journey, read from YAML: where each of its steps stands, and every line that can't be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TypeVar

from yaml import MappingNode, Node, ScalarNode

from bot import yaml_nodes
from bot.columns import Names
from bot.errors import Refusal
from bot.i18n import LANGUAGES, say
from bot.mrkdwn import clean
from bot.yaml_nodes import Misread, Nodes, is_null, line_of, lines_of
from workflows.onboarding import limits
from workflows.onboarding.completing import no_such
from workflows.onboarding.finding import Finding
from workflows.onboarding.journey import Audience, Journey, Kind, Link, Question, Step, Text

Choice = TypeVar("Choice", bound=StrEnum)


def _names(*fields: str) -> Names:
    return {name: (name,) for name in fields}


_JOURNEY = _names("key", "language", "name", "about", "role", "steps")
_STEP: Names = {
    **_names("key", "title", "text", "day"),
    "audience": ("for", "audience"),
    **_names("kind", "needs", "links", "meets", "done_when", "channel", "confirmed_by"),
    **_names("process", "questions"),
}
_LINK = _names("title", "url")
_QUESTION = _names("key", "text", "scale")
_TEXT = _names(*LANGUAGES)

_DAY = re.compile(r"[+-]?[0-9]{1,9}")
_TRUTH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
# Whoever writes too many steps, links or questions is told so of the first one too many.
_ONE_MORE = 1


@dataclass(frozen=True)
class Lines:
    """The lines where the fields of a journey or step stand; `begins` is its own."""

    begins: int
    fields: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A journey as a file says it.

    Attributes:
        lines: of the journey itself.
        steps: of its steps, in their order.
    """

    journey: Journey
    lines: Lines
    steps: tuple[Lines, ...]

    def line(self, finding: Finding) -> int:
        """The line of the file that a finding is about."""
        lines = self.lines if finding.place < 0 else self.steps[finding.place]
        return lines.fields.get(finding.field, lines.begins)


def read(path: Path) -> Written:
    """The journey of a file.

    Raises:
        Refusal: the file can't be read, or is empty.
        Misread: it is no YAML, or says what there is no place for.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        why = str(error.strerror)
        raise Refusal(say("{file} can't be read: {why}.", file=str(path), why=why)) from None
    try:
        return parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = content.count(b"\n", 0, error.start) + 1
        words = say("This is not UTF-8: save the file in that encoding.")
        raise Misread([(at, words)]) from None


def parse(text: str) -> Written:
    """The journey of a text.

    Raises:
        Refusal: nothing stands there.
        Misread: it is no YAML, or says what there is no place for.
    """
    reading = _Reading()
    found = reading.journey(yaml_nodes.compose(text))
    reading.require_right()
    return found


class _Reading(Nodes):
    """Walks through a file's nodes, and notes what is wrong with them."""

    language = "en"

    def journey(self, root: Node) -> Written:
        """All of it."""
        parts = self.parts(root, _JOURNEY)
        if written := self.text(parts.get("language")):
            if written in LANGUAGES:
                self.language = written
            else:
                self.note(parts["language"], no_such(written, LANGUAGES))
        nodes = self._few(parts.get("steps"), limits.STEPS)
        steps = [self._step(node) for node in nodes]
        journey = Journey(
            key=self._line(parts.get("key")),
            name=self._text(parts.get("name")),
            about=self._text(parts.get("about")),
            role=self._line(parts.get("role")),
            steps=tuple(step for step, _ in steps),
        )
        own = Lines(line_of(root), lines_of(parts))
        return Written(journey, own, tuple(lines for _, lines in steps))

    def _step(self, node: Node) -> tuple[Step, Lines]:
        parts = self.parts(node, _STEP)
        step = Step(
            key=self._line(parts.get("key")),
            title=self._text(parts.get("title")),
            text=self._text(parts.get("text")),
            day=self._day(node, parts.get("day")),
            audience=self._choice(parts.get("audience"), Audience) or Audience.NEW_HIRE,
            kind=self._kind(node, parts.get("kind")),
            links=tuple(map(self._link, self._few(parts.get("links"), limits.LINKS))),
            needs=tuple(self.texts(parts.get("needs"))),
            meets=self._line(parts.get("meets")),
            done_when=self._line(parts.get("done_when")),
            channel=self._line(parts.get("channel")),
            confirmed_by=self._line(parts.get("confirmed_by")),
            process=self._line(parts.get("process")),
            questions=tuple(
                map(self._question, self._few(parts.get("questions"), limits.QUESTIONS))
            ),
        )
        return step, Lines(line_of(node), lines_of(parts))

    def _link(self, node: Node) -> Link:
        parts = self.parts(node, _LINK)
        return Link(self._text(parts.get("title")), self._line(parts.get("url")))

    def _question(self, node: Node) -> Question:
        parts = self.parts(node, _QUESTION)
        key, text = self._line(parts.get("key")), self._text(parts.get("text"))
        return Question(key, text, self._truth(parts.get("scale")))

    def _few(self, node: Node | None, most: int) -> list[Node]:
        return list(islice(self.items(node), most + _ONE_MORE))

    def _line(self, node: Node | None) -> str:
        return clean(self.text(node))

    def _text(self, node: Node | None) -> Text:
        """A text in the file's language, or in each under its name."""
        if isinstance(node, MappingNode):
            written = {name: self._line(each) for name, each in self.parts(node, _TEXT).items()}
            return Text(**written)
        return Text(**{self.language: self._line(node)})

    def _day(self, step: Node, node: Node | None) -> int:
        written = self._line(node)
        if _DAY.fullmatch(written):
            return int(written)
        if node is None or is_null(node):
            self.note(
                step,
                say(
                    "Say on which day: `{example}` is the first one, and 5 a week later.",
                    example="day: 0",
                ),
            )
        elif written:
            self.note(
                node,
                say("“{day}” is no day: write a number, 0 for the first working day.", day=written),
            )
        return 0

    def _kind(self, step: Node, node: Node | None) -> Kind:
        if node is None or is_null(node):
            kinds = ", ".join(Kind)
            self.note(step, say("Say what is to be done, after `kind`: {kinds}.", kinds=kinds))
        return self._choice(node, Kind) or Kind.DO

    def _choice(self, node: Node | None, choices: type[Choice]) -> Choice | None:
        written = self._line(node)
        if node is None or not written:
            return None
        if written in tuple(choices):
            return choices(written)
        self.note(node, no_such(written, tuple(choices)))
        return None

    def _truth(self, node: Node | None) -> bool:
        if node is None or is_null(node):
            return False
        found = _TRUTH.get(node.value.lower()) if isinstance(node, ScalarNode) else None
        if found is None:
            self.note(node, say("Here should be yes, for a scale from 1 to 5, or no."))
        return bool(found)
