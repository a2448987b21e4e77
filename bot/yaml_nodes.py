"""A YAML file read node by node, with the line of whatever is not as it should be."""

from collections.abc import Mapping

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from bot.columns import Names
from bot.errors import Refusal
from bot.folding import letters, near
from bot.i18n import Words, say

_NULL = "tag:yaml.org,2002:null"


class Misread(Exception):
    """A file that is not written as it should be; `wrong` says what, line by line."""

    def __init__(self, wrong: list[tuple[int, Words]]) -> None:
        super().__init__(str(wrong))
        self.wrong = sorted(wrong, key=lambda each: each[0])


def compose(text: str) -> Node:
    """The outermost node of a YAML text.

    Raises:
        Refusal: nothing stands in it.
        Misread: it is no YAML.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Misread([(mark.line + 1 if mark else 1, _no_yaml(str(error.problem)))]) from None
    except yaml.reader.ReaderError as error:
        at = text.count("\n", 0, error.position) + 1
        raise Misread([(at, _no_yaml(error.reason))]) from None
    except RecursionError:
        raise Misread([(1, _no_yaml("too many brackets in each other"))]) from None
    if root is None:
        raise Refusal(say("This file is empty."))
    return root


class Nodes:
    """Reads nodes, and notes in `wrong` what is not as it should be: the line, and a sentence."""

    def __init__(self) -> None:
        self.wrong: list[tuple[int, Words]] = []

    def require_right(self) -> None:
        """Let pass what was read without a note.

        Raises:
            Misread: something was noted.
        """
        if self.wrong:
            raise Misread(self.wrong)

    def parts(self, node: Node, names: Names) -> dict[str, Node]:
        """What stands under each name, by what it holds."""
        known = {letters(name): field for field, called in names.items() for name in called}
        found: dict[str, Node] = {}
        for key, value in self.pairs(node):
            written = self.text(key)
            field = known.get(letters(written))
            if field is None:
                self.note(key, _unknown(written, names))
            elif field in found:
                self.note(key, say("“{name}” is there twice.", name=written))
            else:
                found[field] = value
        return found

    def pairs(self, node: Node) -> list[tuple[Node, Node]]:
        """Names, each with what belongs to it."""
        if isinstance(node, MappingNode):
            pairs: list[tuple[Node, Node]] = node.value
            return pairs
        self.note(node, say("Here should be names, each with a colon and what belongs to it."))
        return []

    def items(self, node: Node | None) -> list[Node]:
        """What stands in a list; nothing where there is none."""
        if node is None or is_null(node):
            return []
        if isinstance(node, SequenceNode):
            items: list[Node] = node.value
            return items
        self.note(node, say("Here should be a list: each thing in it begins with a dash."))
        return []

    def text(self, node: Node | None) -> str:
        """A text or a figure, as it is written; empty for nothing."""
        if node is None or is_null(node):
            return ""
        if isinstance(node, ScalarNode):
            return str(node.value)
        self.note(node, say("Here should be a text or a figure: put quotes around it."))
        return ""

    def texts(self, node: Node | None) -> list[str]:
        """One text, or a list of them."""
        if isinstance(node, SequenceNode):
            return [self.text(each) for each in node.value]
        written = self.text(node)
        return [written] if written else []

    def note(self, node: Node, words: Words) -> None:
        """Keep in mind what is wrong with a node."""
        self.wrong.append((line_of(node), words))


def line_of(node: Node) -> int:
    """The line of the file where a node begins, from 1 on."""
    return int(node.start_mark.line) + 1


def lines_of(parts: Mapping[str, Node]) -> dict[str, int]:
    """The same of several, by their names."""
    return {name: line_of(node) for name, node in parts.items()}


def is_null(node: Node) -> bool:
    """Whether nothing stands there."""
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
