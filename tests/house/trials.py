"""Rules on the tests themselves."""

import ast
from collections.abc import Iterator

from tests.house.rule import CODE, TESTS, Offence, Rule, arguments, calls, dotted
from tests.house.sources import Module

FAKES = ("mock", "unittest.mock", "pytest_mock")
EXCUSES = ("skip", "skipif", "xfail", "importorskip")
WORDS = 3
# What of pytest's monkeypatch changes the process's surroundings, and no code.
SURROUNDINGS = {"chdir", "delenv", "setenv"}
PROJECT = ("bot", "handlers", "workflows")
# What tests and checks need and the bot does not.
TOOLS = {"freezegun", "hypothesis", "playwright", "psutil", "pytest", "tests", "unittest", "xdist"}


def fakes(module: Module) -> Iterator[Offence]:
    """Mocks and patches."""
    for node in module.nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                name = f"{origin}{alias.name}"
                if name in FAKES or name.startswith(tuple(f"{fake}." for fake in FAKES)):
                    yield node.lineno, name
        patched = isinstance(node, ast.Attribute) and dotted(node.value) == "monkeypatch"
        if patched and node.attr not in SURROUNDINGS:
            yield node.lineno, f"monkeypatch.{node.attr}"
    for function in module.functions():
        if "mocker" in arguments(function):
            yield function.lineno, "mocker"


def patches(module: Module) -> Iterator[Offence]:
    """Code of the project's that a test changes by assigning to it."""
    ours = {
        (alias.asname or alias.name).partition(".")[0]
        for node in module.nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).partition(".")[0] in PROJECT
    }
    for node in module.nodes:
        held = isinstance(node, ast.Attribute | ast.Subscript) and _root(node) in ours
        if held and not isinstance(node.ctx, ast.Load):
            yield node.lineno, ast.unparse(node)
    for call, name in calls(module):
        if name in {"setattr", "delattr"} and call.args and _root(call.args[0]) in ours:
            yield call.lineno, ast.unparse(call)


def tools(module: Module) -> Iterator[Offence]:
    """Imports of what only tests have."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if name.partition(".")[0] in TOOLS:
                yield node.lineno, name


def sleeps(module: Module) -> Iterator[Offence]:
    """Pauses of a guessed length."""
    for call, name in calls(module):
        if name == "sleep":
            yield call.lineno, ast.unparse(call)


def excuses(module: Module) -> Iterator[Offence]:
    """Tests that are left out, but for those that find no browser."""
    excused = {id(call.func) for call, _ in calls(module) if "Chromium" in ast.unparse(call)}
    for node in module.nodes:
        if isinstance(node, ast.Attribute) and id(node) not in excused:
            head, _, name = dotted(node).rpartition(".")
            if name in EXCUSES and head in {"pytest", "pytest.mark"}:
                yield node.lineno, dotted(node)


def short_names(module: Module) -> Iterator[Offence]:
    """Tests whose name is no sentence."""
    for function in module.functions():
        words = [word for word in function.name.split("_") if word]
        if words[0] == "test" and len(words) - 1 < WORDS:
            yield function.lineno, function.name


def _root(node: ast.expr) -> str:
    """The name at the beginning of `a.b[c].d`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


RULES = (
    Rule(
        "Tests fake the clock and nothing else: use the playground and a real database.",
        TESTS,
        fakes,
        bad="from unittest import mock\n",
        sample="tests/bot/test_sample.py",
    ),
    Rule(
        "Tests change nothing of the code they test: use the playground and a real database.",
        TESTS,
        patches,
        bad="from bot import clock\nclock.now = lambda: None\n",
        sample="tests/bot/test_sample.py",
    ),
    Rule(
        "The bot needs nothing that only tests have.",
        CODE,
        tools,
        bad="from freezegun import freeze_time\n",
    ),
    Rule(
        "Tests wait for what they need, not for a time: wait on an event or a condition.",
        TESTS,
        sleeps,
        bad="time.sleep(1)\n",
        sample="tests/bot/test_sample.py",
    ),
    Rule(
        "No test is skipped or expected to fail, but where there is no Chromium.",
        TESTS,
        excuses,
        bad="@pytest.mark.skip\ndef test_that_it_works(): ...\n",
        sample="tests/bot/test_sample.py",
    ),
    Rule(
        f"A test's name is a sentence of at least {WORDS} words.",
        ("tests/*test_*.py",),
        short_names,
        bad="def test_capture(): ...\n",
        sample="tests/bot/test_sample.py",
    ),
)
