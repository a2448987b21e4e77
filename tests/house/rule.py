"""What a rule is, and small questions about syntax that several rules ask."""

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from tests.house.sources import Module

Offence = tuple[int, str]

CODE = ("bot/*", "handlers/*", "workflows/*")
TESTS = ("tests/*",)
MIGRATIONS = ("bot/store/migrations/*",)


@dataclass(frozen=True)
class Rule:
    """A rule about modules.

    Args:
        says: the rule, as a sentence that tells what to do.
        where: patterns of the paths it holds for (`*` crosses folders).
        finds: yields the line and a description of each offence.
        bad: a module that breaks it, to show that the check bites.
        sample: the path of that module.
        but: patterns of the paths that are exempt.
    """

    says: str
    where: tuple[str, ...]
    finds: Callable[[Module], Iterable[Offence]]
    bad: str
    sample: str = "bot/sample.py"
    but: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether the rule holds for this path."""
        return _matches(path, self.where) and not _matches(path, self.but)

    def offences(self, modules: Iterable[Module]) -> list[str]:
        """Every offence in these modules, as `path:line: description`."""
        return [
            f"{module.path}:{line}: {what}"
            for module in modules
            if self.covers(module.path)
            for line, what in self.finds(module)
        ]


def dotted(node: ast.AST) -> str:
    """`a.b.c` for such an expression, otherwise what of its end can be written so."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last name of what is called."""
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield node, dotted(node.func).rpartition(".")[2]


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """The names of a function's arguments but `self` and `cls`."""
    given = function.args
    every = [*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg]
    return [each.arg for each in every if each is not None and each.arg not in {"self", "cls"}]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A function's lines, from `def` to its end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)
