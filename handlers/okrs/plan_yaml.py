"""What is aimed at, read from YAML: team by team, objective by objective."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from yaml import Node

from bot import yaml_nodes
from bot.columns import Names
from bot.i18n import say
from bot.sheets import require_decodable
from bot.yaml_nodes import Nodes, is_null, line_of, lines_of
from workflows.okrs.columns import PLAN
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


def plan(path: Path, encoding: str, language: str) -> Plan:
    """What a file says is aimed at.

    Args:
        encoding: as Python calls it; empty where the file says it itself.
        language: in which its figures are read.

    Raises:
        Refusal: it can't be read.
        Misread: it is no YAML, or says what there is no place for.
    """
    root = yaml_nodes.compose(path.read_text(require_decodable(path, encoding)))
    reading = _Reading()
    found = reading.file(root, path.name, language)
    reading.require_right()
    return found


class _Reading(Nodes):
    """Walks through a file's nodes, and notes what is wrong with them."""

    def file(self, root: Node, name: str, language: str) -> Plan:
        """All of it."""
        parts = self.parts(root, _FILE)
        lines = lines_of(parts)
        cycle = self._text(parts.get("cycle"))
        told = [*self._objectives(parts.get("company"), Sent(cycle), {})]
        teams = parts.get("teams")
        for key, node in self.pairs(teams) if teams and not is_null(teams) else ():
            whose = Sent(cycle, self._text(key))
            told += self._objectives(node, whose, {"team": line_of(key)})
        named = Told(lines.get("cycle", 1), Sent(cycle), lines)
        return Plan(name, tuple(told), language, named, self._days(parts, cycle))

    def _days(self, parts: Mapping[str, Node], cycle: str) -> Span | None:
        given = {name: parts[name] for name in ("starts", "ends") if name in parts}
        days = {name: self._day(node) for name, node in given.items()}
        if not given:
            return None
        if len(given) < 2 or not cycle:
            self.note(
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
            self.note(
                node, say("“{date}” is no date: write it as 2026-11-30.", date=written or "…")
            )
            return None

    def _objectives(
        self, node: Node | None, whose: Sent, lines: Mapping[str, int]
    ) -> Iterator[Told]:
        """What somebody aims at: each objective, followed by its key results."""
        for item in self.items(node):
            parts = self.parts(item, _OBJECTIVE)
            own = {name: self._text(parts.get(name)) for name in ("objective", "aligned_to")}
            given = {"cycle": whose.cycle, "team": whose.team}
            yield Told(line_of(item), Sent(**given, **own), {**lines, **lines_of(parts)})
            given["objective"] = own["objective"]
            for each in self.items(parts.get("key_results")):
                fields = self.parts(each, _KEY_RESULT)
                texts = {name: self._text(field) for name, field in fields.items()}
                if not any(texts.values()):
                    self.note(each, say("Say in a few words what you want to reach."))
                yield Told(line_of(each), Sent(**given, **texts), {**lines, **lines_of(fields)})

    def _text(self, node: Node | None) -> str:
        return "\n".join(self.texts(node))
