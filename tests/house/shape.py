"""Rules on length, on what a module opens with and on names."""

import ast
import re
from collections.abc import Iterator

from tests.house.rule import CODE, MIGRATIONS, TESTS, Offence, Rule, arguments, length
from tests.house.sources import Module

MODULE_LINES = 300
FUNCTION_LINES = 40
LISTENER_LINES = 15
ARGUMENTS = 6
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "misc"}


def long_modules(module: Module) -> Iterator[Offence]:
    """The module itself, when it is too long."""
    lines = len(module.text.splitlines())
    if lines > MODULE_LINES:
        yield lines, f"{lines} lines"


def long_functions(module: Module) -> Iterator[Offence]:
    """Functions that are too long."""
    for function in module.functions():
        if length(function) > FUNCTION_LINES:
            yield function.lineno, f"{function.name} has {length(function)} lines"


def long_listeners(module: Module) -> Iterator[Offence]:
    """Listeners that are too long."""
    for function in module.functions():
        if length(function) > LISTENER_LINES:
            yield function.lineno, f"{function.name} has {length(function)} lines"


def many_arguments(module: Module) -> Iterator[Offence]:
    """Functions with too many arguments."""
    for function in module.functions():
        if len(arguments(function)) > ARGUMENTS:
            yield function.lineno, f"{function.name} has {len(arguments(function))} arguments"


def no_opening_line(module: Module) -> Iterator[Offence]:
    """The module itself, when its first line does not say what it is."""
    words = ast.get_docstring(module.tree)
    if words is None:
        if module.text.strip() or not module.path.startswith("tests/"):
            yield 1, "no docstring"
    elif not words.splitlines()[0].strip() or "".join(words.splitlines()[1:2]).strip():
        yield 1, "the docstring does not open with one line of its own"


def vague_names(module: Module) -> Iterator[Offence]:
    """Files, folders, classes and functions whose name says nothing."""
    if VAGUE & set(re.split(r"[/_.]", module.path)):
        yield 1, module.path
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower()
            if VAGUE & set(words.split("_")) or words == "process_data":
                yield node.lineno, node.name


RULES = (
    Rule(
        f"A module has at most {MODULE_LINES} lines: give a verb a module of its own.",
        (*CODE, *TESTS),
        long_modules,
        bad="x = 1\n" * (MODULE_LINES + 1),
    ),
    Rule(
        f"A function has at most {FUNCTION_LINES} lines: give a step a name of its own.",
        (*CODE, *TESTS),
        long_functions,
        bad="def f():\n" + "    x = 1\n" * FUNCTION_LINES,
        but=MIGRATIONS,
    ),
    Rule(
        f"A listener has at most {LISTENER_LINES} lines: move what it does to a workflow.",
        ("handlers/*/listeners.py",),
        long_listeners,
        bad="def f():\n" + "    x = 1\n" * LISTENER_LINES,
        sample="handlers/sample/listeners.py",
    ),
    Rule(
        f"A function has at most {ARGUMENTS} arguments: pass one frozen dataclass.",
        (*CODE, *TESTS),
        many_arguments,
        bad="class C:\n    def f(self, a, b, c, /, d, *e, f, g): ...\n",
        but=(*MIGRATIONS, "bot/cli.py", "bot/cli/*"),
    ),
    Rule(
        "A module opens with a docstring whose first line says what it is.",
        (*CODE, *TESTS),
        no_opening_line,
        bad='"""A module\nthat goes on."""\n',
    ),
    Rule(
        f"Names are the product's words, not {', '.join(sorted(VAGUE))} or process_data.",
        (*CODE, *TESTS),
        vague_names,
        bad="class TokenManager: ...\n",
    ),
)
