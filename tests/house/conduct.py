"""Rules on who may commit, read the time, swallow an error or name an id."""

import ast
from collections.abc import Iterator

from tests.house.rule import CODE, MIGRATIONS, Offence, Rule, arguments, calls, dotted
from tests.house.sources import Module

TIMES = {
    *(f"time.{name}" for name in ("time", "monotonic", "perf_counter", "process_time")),
    *(f"time.{name}_ns" for name in ("time", "monotonic", "perf_counter", "process_time")),
    *("time.localtime", "time.gmtime", "datetime.now", "datetime.utcnow", "datetime.today"),
    *("date.today", "func.now", "func.current_timestamp", "func.clock_timestamp"),
}
BROAD = {"Exception", "BaseException"}
IDS = {"action_id", "callback_id"}
DOORS = {
    *("Click", "FormClick", "HomeClick", "Submission", "OptionsRequest"),
    *("MessageShortcut", "GlobalShortcut"),
}
BOLT = {"ack", "app", "client", "context", "next", "respond", "say"}


def transactions(module: Module) -> Iterator[Offence]:
    """Commits, roll-backs and sessions that are opened."""
    for call, name in calls(module):
        owns = {"commit", "rollback", "begin"} if isinstance(call.func, ast.Attribute) else set()
        if name in owns | {"Session", "sessionmaker", "scoped_session"}:
            yield call.lineno, f"{name}()"


def time_reads(module: Module) -> Iterator[Offence]:
    """Where the time is read, or the means to read it imported."""
    for node in module.nodes:
        if isinstance(node, ast.Attribute):
            name = ".".join(dotted(node).split(".")[-2:])
            if name in TIMES:
                yield node.lineno, name
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            for alias in node.names:
                if f"time.{alias.name}" in TIMES:
                    yield node.lineno, f"time.{alias.name}"


def time_turns(module: Module) -> Iterator[Offence]:
    """Where product time is set."""
    for call, _ in calls(module):
        name = dotted(call.func)
        if name in ("clock.set_to", "clock.hold", "clock.let_go"):
            yield call.lineno, f"{name}()"


def broad_excepts(module: Module) -> Iterator[Offence]:
    """Handlers that catch whatever happens."""
    for node in module.nodes:
        if isinstance(node, ast.ExceptHandler):
            kinds = ast.walk(node.type) if node.type else [ast.Name("Exception")]
            if any(dotted(kind) in BROAD for kind in kinds):
                yield node.lineno, "except Exception"
    for call, name in calls(module):
        if name == "suppress" and any(dotted(kind) in BROAD for kind in call.args):
            yield call.lineno, "suppress(Exception)"


def ids_in_place(module: Module) -> Iterator[Offence]:
    """Ids written where they are used."""
    for node in module.nodes:
        if isinstance(node, ast.keyword) and node.arg in IDS and _written(node.value):
            yield node.value.lineno, f"{node.arg}={ast.unparse(node.value)}"
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in IDS and _written(value):
                    yield value.lineno, f"{key.value}: {ast.unparse(value)}"
    for call, name in calls(module):
        if name in DOORS and call.args and _written(call.args[0]):
            yield call.lineno, f"{name}({ast.unparse(call.args[0])})"


def ids_of_nobody(module: Module) -> Iterator[Offence]:
    """Ids that do not name the feature they belong to."""
    feature = module.path.split("/")[1]
    for node in module.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            written = str(node.value.value)
            if not written.startswith((f"{feature}.", "/")):
                yield node.lineno, repr(written)


def bolt_arguments(module: Module) -> Iterator[Offence]:
    """Listeners that ask for the means to talk to Slack themselves."""
    for function in module.functions():
        for name in sorted(BOLT.intersection(arguments(function))):
            yield function.lineno, f"{function.name} takes {name}"


def no_workspace(module: Module) -> Iterator[Offence]:
    """Public workflow functions on rows of nobody in particular."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            first, second, *_ = *arguments(node), "", ""
            if first == "session" and second != "workspace":
                yield node.lineno, node.name


def _written(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


RULES = (
    Rule(
        "Only entry points open sessions and commit: take the session you are given.",
        CODE,
        transactions,
        bad="with Session(engine) as session:\n    session.commit()\n",
        but=(
            *("bot/guard.py", "bot/web.py", "bot/schedule.py", "bot/delivery/*", "bot/store/*"),
            # The command line, with the start it makes and the look it takes at a database.
            *("bot/cli.py", "bot/cli/*", "bot/assembly.py", "bot/doctor.py"),
            # Runs what ticks and workers run, while the demo's clock is turned.
            "bot/turning/*",
        ),
    ),
    Rule(
        "Only bot/clock.py reads the time: take `now`, or call clock.now() or clock.elapsed().",
        CODE,
        time_reads,
        bad="import datetime\nnow = datetime.datetime.now\n",
        # Machines that share an outbox share the database's clock.
        but=(*MIGRATIONS, "bot/clock.py", "bot/playground/realtime.py", "bot/delivery/tables.py"),
    ),
    Rule(
        "Only the demo turns product time: a clock that others set is nobody's.",
        CODE,
        time_turns,
        bad="from bot import clock\nclock.set_to(later)\n",
        but=("bot/turning/*", "bot/cli/*"),
    ),
    Rule(
        "Broad excepts stand only in the guard, the runners and the postman: name the error.",
        CODE,
        broad_excepts,
        bad="try:\n    f()\nexcept (ValueError, Exception):\n    pass\n",
        but=(
            *("bot/guard.py", "bot/schedule.py", "bot/delivery/*", "bot/playground/*"),
            *("bot/cli.py", "bot/cli/*"),
            # Runs the features' sections: one that breaks must not take the page from a person.
            "bot/home.py",
            "bot/turning/*",
        ),
    ),
    Rule(
        "Every id is in its feature's ids.py: write it there and name it here.",
        ("handlers/*",),
        ids_in_place,
        bad="Button(action_id='sample.undo')\n",
        sample="handlers/sample/views.py",
        but=("handlers/*/ids.py",),
    ),
    Rule(
        "An id begins with its feature's name, as in `insights.undo`.",
        ("handlers/*/ids.py",),
        ids_of_nobody,
        bad="UNDO = 'undo'\n",
        sample="handlers/sample/ids.py",
    ),
    Rule(
        "A listener returns what is to be said: it takes nothing to talk to Slack with.",
        ("handlers/*/listeners.py",),
        bolt_arguments,
        bad="def undo(session, ack): ...\n",
        sample="handlers/sample/listeners.py",
    ),
    Rule(
        "A workflow function on rows takes (session, workspace, …).",
        ("workflows/*",),
        no_workspace,
        bad="def undo(session, person): ...\n",
        sample="workflows/sample/undo.py",
    ),
)
