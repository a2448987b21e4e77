"""Reads the project's files for the rules."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot", "handlers", "workflows", "tests")


@dataclass(frozen=True)
class Module:
    """A Python file: where it lies below the project's root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, text: str) -> "Module":
        """Build one from a path and a text; raises SyntaxError as Python does."""
        return cls(path, text, ast.parse(text, path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All that its syntax tree is made of: every rule goes through it."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the project."""
    return tuple(
        Module.parse(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Path and text of every file of the project that is text and that git does not ignore."""
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()]
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name != ".git" and not _any(name, ignored))
        for name in sorted(names):
            if name == ".git" or _any(name, ignored):
                continue
            file = Path(folder, name)
            content = file.read_bytes()
            if b"\0" not in content:
                path = file.relative_to(ROOT).as_posix()
                found.append((path, content.decode("utf-8", "replace")))
    return tuple(found)


def _any(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
