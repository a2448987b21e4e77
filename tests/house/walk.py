"""Runs a function for one workspace while another one holds look-alikes of all it has."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Select, text

import bot.asks
import bot.store
import workflows
from bot.errors import Refusal
from bot.store.base import Base
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace
from tests.house.sides import MARK, Neighbours, Side
from tests.moment import NOW

PACKAGES = (workflows, bot.asks, bot.store)
_WRITTEN = text(
    "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
)


@dataclass(frozen=True)
class Call:
    """A way to call a function.

    Args:
        given: what it takes beside what every function takes; a function of a Side for an id.
        fresh: whether it returns the id of a row it makes, which differs each time.
    """

    given: Mapping[str, Any]
    fresh: bool = False


@dataclass(frozen=True)
class Visit:
    """A call of a function for our workspace.

    Args:
        named: whose person and ids are passed.
        theirs: who must not be found, nor changed.
    """

    function: Callable[..., Any]
    call: Call
    ours: Side
    named: Side
    theirs: Side

    def given(self, session: Session) -> dict[str, Any]:
        """The arguments."""
        common = {
            "session": session,
            "workspace": self.ours.workspace,
            "person": self.named.person,
            "now": NOW,
        }
        taken = {name: one for name, one in common.items() if name in parameters(self.function)}
        return taken | {
            name: one(self.named) if callable(one) else one for name, one in self.call.given.items()
        }


def public(packages: tuple[Any, ...] = PACKAGES) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function and method of some packages, by its full name."""
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                yield from _functions(importlib.import_module(module.name), module.name)


def parameters(function: Callable[..., Any]) -> Mapping[str, inspect.Parameter]:
    """What a function takes, by name."""
    return inspect.signature(function).parameters


def ids(function: Callable[..., Any]) -> set[str]:
    """The parameters by which a function takes the id of a row."""
    whole = {name for name, each in parameters(function).items() if each.annotation in (int, "int")}
    return whole - {"limit", "number"}


def walk(among: Neighbours, function: Callable[..., Any], calls: tuple[Call, ...]) -> None:
    """Assert that a function keeps to the workspace it is called for.

    Raises:
        AssertionError: it finds or changes what another workspace has.
    """
    ours, theirs = among.ours, among.theirs
    # Who is passed in bears no mark: what bears one was read.
    stranger = replace(theirs, person=replace(theirs.person, name=""))
    theirs_before = _before(among)
    for call in calls:
        for named in (ours, replace(theirs, person=ours.person), stranger):
            visit = Visit(function, call, ours, named, theirs)
            told = _outcome(among.store, visit, theirs_before)
            alone = _outcome(among.deserted, visit)
            assert told == alone, f"another workspace's rows change what it finds: {told}"


@cache
def _before(among: Neighbours) -> dict[str, str]:
    """What the other workspace has: every call is rolled back, so it is read once."""
    with among.store.begin() as session:
        return belongings(session, among.theirs.workspace)


@cache
def _belonging() -> dict[str, str]:
    """The statement that tells what a workspace has in a table, by the table's name."""
    of = {
        table.name: "t.id = :id" if table.name == "workspaces" else "t.workspace_id = :id"
        for table in Base.metadata.sorted_tables
    }
    of |= {
        "procrastinate_jobs": "t.args ->> 'workspace' = :slack_id",
        "pg_sequences": "t.sequencename LIKE '%\\_' || :id",
    }
    return {
        name: f"SELECT '{name}' AS name, string_agg(t::text, E'\\n' ORDER BY t::text) AS rows"
        f' FROM "{name}" t WHERE {which}'
        for name, which in of.items()
    }


def belongings(
    session: Session, workspace: Workspace, tables: set[str] | None = None
) -> dict[str, str]:
    """What a workspace has, by table.

    Args:
        tables: only these, where they are named.
    """
    told = [one for name, one in _belonging().items() if tables is None or name in tables]
    named = {"slack_id": workspace.slack_id, "id": workspace.id}
    return {row.name: row.rows for row in session.execute(text(" UNION ALL ".join(told)), named)}


def _written(session: Session) -> set[str]:
    """The tables that this transaction has written in, and what no transaction takes back."""
    return {"pg_sequences", *session.scalars(_WRITTEN)}


def _outcome(store: Store, visit: Visit, before: Mapping[str, str] | None = None) -> Any:
    """What comes of a call, rolled back at its end; what they had `before` they have after it."""
    session = store.session()
    try:
        told = _told(session, visit)
        assert MARK not in repr(told), f"it finds what another workspace has: {told!r}"
        if before is not None:
            after = belongings(session, visit.theirs.workspace, _written(session))
            same = {name: before[name] for name in after}
            assert after == same, "it changes another workspace"
        return None if visit.call.fresh else _essence(told)
    finally:
        session.close()


def _told(session: Session, visit: Visit) -> Any:
    try:
        told = visit.function(**visit.given(session))
        told = session.execute(told).all() if isinstance(told, Select) else told
        session.flush()
    except Refusal:
        return "refused"
    return told


def _essence(value: Any) -> Any:
    """What two runs of a call have in common: all but the ids and numbers of rows they make."""
    if is_dataclass(value) and not isinstance(value, type):
        each = {field.name: getattr(value, field.name) for field in fields(value)}
        return {name: _essence(one) for name, one in each.items() if name not in ("id", "number")}
    return [_essence(one) for one in value] if isinstance(value, list | tuple) else value


def _functions(holder: Any, name: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for each, found in vars(holder).items():
        if each.startswith("_") or getattr(found, "__module__", None) != _module(holder):
            continue
        if inspect.isfunction(found):
            yield f"{name}.{each}", found
        elif inspect.isclass(found):
            yield from _functions(found, f"{name}.{each}")


def _module(holder: Any) -> str:
    return str(holder.__module__ if inspect.isclass(holder) else holder.__name__)
