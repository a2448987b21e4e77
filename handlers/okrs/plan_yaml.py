"""What is aimed at, read from YAML: team by team, objective by objective."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from bot.columns import Names
from bot.errors import Refusal
from bot.folding import letters
from bot.i18n import Words, say
from bot.sheets import require_decodable
from workflows.okrs.columns import PLAN, near
from workflows.okrs.cycles import Span
from workflows.okrs.incoming import Plan, Sent, Told

_FILE: Names = {
    "cycle": PLAN["cycle"],
    "starts": ("starts", "start", "first day", "début", "premier jour"),
    "ends": ("ends", "end", "last day", "fin", "dernier jour"),
    "company": ("company", "société", "entreprise"),
    "teams": ("teams", "équipes"),
}
_OBJECTIVE: Names = {
    "objective": PLAN["objective"],
    "aligned_to": PLAN["aligned_to"],
    "key_results": ("key results", "krs", "résultats clés"),
}
_KEY_RESULT: Names = {
    name: PLAN[name]
    for name in ("key_result", "unit", "start", "target", "direction", "steps", "owner", "source")
}
_NULL = "tag:yaml.org,2002:null"


class Misread(Exception):
    """A file that is not written as it should be; `wrong` says what, line by line."""

    def __init__(self, wrong: list[tuple[int, Words]]) -> None:
        super().__init__(str(wrong))
        self.wrong = wrong


def plan(path: Path, encoding: str, language: str) -> Plan:
    """What a file says is aimed at.

    Args:
        encoding: as Python calls it; empty where the file says it itself.
        language: in which its figures are read.

    Raises:
        Refusal: it can't be read.
        Misread: it is no YAML, or says what there is no place for.
    """
    text = path.read_text(require_decodable(path, encoding))
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Misread([(mark.line + 1 if mark else 1, _no_yaml(str(error.problem)))]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Misread([(line, _no_yaml(error.reason))]) from None
    except RecursionError:
        raise Misread([(1, _no_yaml("too many brackets in each other"))]) from None
    if root is None:
        raise Refusal(say("This file is empty."))
    reading = _Reading()
    found = reading.file(root, path.name, language)
    if reading.wrong:
        raise Misread(sorted(reading.wrong, key=lambda each: each[0]))
    return found


class _Reading:
    """Walks through a file's nodes, and notes what is wrong with them."""

    def __init__(self) -> None:
        self.wrong: list[tuple[int, Words]] = []

    def file(self, root: Node, name: str, language: str) -> Plan:
        """All of it."""
        parts = self._parts(root, _FILE)
        lines = {field: _line(node) for field, node in parts.items()}
        cycle = self._text(parts.get("cycle"))
        told = [*self._objectives(parts.get("company"), Sent(cycle), {})]
        teams = parts.get("teams")
        for key, node in self._pairs(teams) if teams and not _is_null(teams) else ():
            whose = Sent(cycle, self._text(key))
            told += self._objectives(node, whose, {"team": _line(key)})
        named = Told(lines.get("cycle", 1), Sent(cycle), lines)
        return Plan(name, tuple(told), language, named, self._days(parts, cycle))

    def _days(self, parts: Mapping[str, Node], cycle: str) -> Span | None:
        given = {name: parts[name] for name in ("starts", "ends") if name in parts}
        days = {name: self._day(node) for name, node in given.items()}
        if not given:
            return None
        if len(given) < 2 or not cycle:
            self._note(
                next(iter(given.values())),
                say("Give the cycle's name, its first and its last day, or only its name."),
            )
        starts, ends = days.get("starts"), days.get("ends")
        return Span(cycle, starts, ends) if starts and ends else None

    def _day(self, node: Node) -> date | None:
        written = self._text(node)
        try:
            return date.fromisoformat(written)
        except ValueError:
            self._note(
                node, say("“{date}” is no date: write it as 2026-11-30.", date=written or "…")
            )
            return None

    def _objectives(
        self, node: Node | None, whose: Sent, lines: Mapping[str, int]
    ) -> Iterator[Told]:
        """What somebody aims at: each objective, followed by its key results."""
        for item in self._items(node):
            parts = self._parts(item, _OBJECTIVE)
            own = {name: self._text(parts.get(name)) for name in ("objective", "aligned_to")}
            given = {"cycle": whose.cycle, "team": whose.team}
            yield Told(_line(item), Sent(**given, **own), {**lines, **_lines(parts)})
            given["objective"] = own["objective"]
            for each in self._items(parts.get("key_results")):
                fields = self._parts(each, _KEY_RESULT)
                texts = {name: self._text(field) for name, field in fields.items()}
                if not any(texts.values()):
                    self._note(each, say("Say in a few words what you want to reach."))
                yield Told(_line(each), Sent(**given, **texts), {**lines, **_lines(fields)})

    def _parts(self, node: Node, names: Names) -> dict[str, Node]:
        """What stands under each name, by what it holds."""
        known = {letters(name): field for field, called in names.items() for name in called}
        found: dict[str, Node] = {}
        for key, value in self._pairs(node):
            written = self._text(key)
            field = known.get(letters(written))
            if field is None:
                self._note(key, _unknown(written, names))
            elif field in found:
                self._note(key, say("“{name}” is there twice.", name=written))
            else:
                found[field] = value
        return found

    def _pairs(self, node: Node) -> list[tuple[Node, Node]]:
        if isinstance(node, MappingNode):
            pairs: list[tuple[Node, Node]] = node.value
            return pairs
        self._note(node, say("Here should be names, each with a colon and what belongs to it."))
        return []

    def _items(self, node: Node | None) -> list[Node]:
        if node is None or _is_null(node):
            return []
        if isinstance(node, SequenceNode):
            items: list[Node] = node.value
            return items
        self._note(node, say("Here should be a list: each thing in it begins with a dash."))
        return []

    def _text(self, node: Node | None) -> str:
        if node is None or _is_null(node):
            return ""
        parts = node.value if isinstance(node, SequenceNode) else [node]
        if all(isinstance(part, ScalarNode) for part in parts):
            return "\n".join(str(part.value) for part in parts)
        self._note(node, say("Here should be a text or a figure: put quotes around it."))
        return ""

    def _note(self, node: Node, words: Words) -> None:
        self.wrong.append((_line(node), words))


def _line(node: Node) -> int:
    mark: Any = node.start_mark
    return int(mark.line) + 1


def _lines(parts: Mapping[str, Node]) -> dict[str, int]:
    return {name: _line(node) for name, node in parts.items()}


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.tag == _NULL


def _unknown(written: str, names: Names) -> Words:
    meant = near(written, [called[0] for called in names.values()])
    if meant:
        return say("“{name}” has no place here. Did you mean {near}?", name=written, near=meant)
    return say(
        "“{name}” has no place here: there are {names}.",
        name=written,
        names=", ".join(called[0] for called in names.values()),
    )


def _no_yaml(why: str) -> Words:
    return say(
        "This can't be read as YAML: {why}. Put quotes around a text that has a colon in it, or"
        " that begins with a sign such as % or @.",
        why=why,
    )
