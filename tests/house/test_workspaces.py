"""Every row belongs to a workspace, and no function finds or changes another workspace's."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.store.answers import AnswerRow
from bot.store.base import Base
from bot.store.engine import Session
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from tests.house.calls import CALLS, insight
from tests.house.sides import Neighbours, neighbours
from tests.house.walk import Call, ids, parameters, public, walk
from workflows.insights.tables import InsightRow

ALL = dict(public())
TAKING = {name: function for name, function in ALL.items() if "workspace" in parameters(function)}
# They find the workspace itself.
FINDING = {f"bot.store.workspaces.{name}" for name in ("join", "find", "every")}


def gaps(functions: dict[str, Callable[..., Any]], calls: dict[str, tuple[Call, ...]]) -> list[str]:
    """What the table of calls does not say."""
    found = [f"{name} is nowhere: say how to call it" for name in functions.keys() - calls.keys()]
    found += [f"{name} is no function any more: leave it out" for name in calls.keys() - functions]
    for name in functions.keys() & calls.keys():
        called = {each for call in calls[name] for each, one in call.given.items() if callable(one)}
        found += [
            f"{name} takes the id of a row as `{each}`: pass a function of a Side, so that it is"
            " called with another workspace's too"
            for each in ids(functions[name]) - called
        ]
    return sorted(found)


def test_the_walk_knows_how_to_call_every_function_that_takes_a_workspace() -> None:
    found = gaps(TAKING, CALLS)
    assert not found, "\n".join(["In tests/house/calls.py:", *found])


def test_every_function_on_rows_takes_the_workspace() -> None:
    on_rows = {name for name, function in ALL.items() if "session" in parameters(function)}
    missing = on_rows - TAKING.keys() - FINDING
    assert not missing, f"Take (session, workspace, …): {sorted(missing)}"


def test_every_row_names_its_workspace() -> None:
    tables = [table for table in Base.metadata.tables.values() if table.name != "workspaces"]
    missing = [table.name for table in tables if "workspace_id" not in table.c]
    assert tables
    assert not missing, f"Give these tables a workspace_id: {missing}"


@pytest.fixture(scope="module")
def among(postgres: str, template_database: str) -> Iterator[Neighbours]:
    """Two workspaces in a database of their own, settled once."""
    with neighbours(postgres, template_database, "walk") as settled:
        yield settled


@pytest.mark.parametrize("name", sorted(TAKING.keys() & CALLS.keys()))
def test_no_function_finds_or_changes_what_another_workspace_has(
    among: Neighbours, name: str
) -> None:
    walk(among, TAKING[name], CALLS[name])


def finds_theirs(session: Session, workspace: Workspace, person: Person) -> object:
    """Reads every workspace's people."""
    return list(session.scalars(select(PersonRow.name)))


def finds_by_id(session: Session, workspace: Workspace, person: Person, insight: int) -> object:
    """Trusts an id."""
    return session.scalar(select(InsightRow.id).where(InsightRow.id == insight))


def finds_by_author(session: Session, workspace: Workspace, person: Person, insight: int) -> object:
    """Trusts an id and whose it is."""
    query = select(InsightRow.id).where(InsightRow.id == insight, InsightRow.author_id == person.id)
    return session.scalar(query)


def counts_all(session: Session, workspace: Workspace) -> object:
    """Counts every workspace's rows."""
    return len(session.scalars(select(AnswerRow.key)).all())


def erases_all(session: Session, workspace: Workspace) -> None:
    """Erases every workspace's rows."""
    session.execute(delete(AnswerRow))


def changes_by_slack_id(session: Session, workspace: Workspace, person: Person) -> None:
    """Changes whoever bears the same Slack id."""
    same = PersonRow.slack_id == person.slack_id
    session.execute(update(PersonRow).where(same).values(timezone="UTC+1"))


@pytest.mark.parametrize(
    ("leak", "given", "says"),
    [
        (finds_theirs, {}, "finds what another workspace has"),
        (finds_by_id, {"insight": insight}, "another workspace's rows change what it finds"),
        (finds_by_author, {"insight": insight}, "another workspace's rows change what it finds"),
        (counts_all, {}, "another workspace's rows change what it finds"),
        (erases_all, {}, "changes another workspace"),
        (changes_by_slack_id, {}, "changes another workspace"),
    ],
)
def test_the_walk_finds_a_leak(
    among: Neighbours, leak: Callable[..., Any], given: dict[str, Any], says: str
) -> None:
    with pytest.raises(AssertionError, match=says):
        walk(among, leak, (Call(given),))


def test_the_table_says_what_it_lacks() -> None:
    assert gaps({"a.finds": finds_by_id}, {}) == ["a.finds is nowhere: say how to call it"]
    (told,) = gaps({"a.finds": finds_by_id}, {"a.finds": (Call({"insight": 7}),)})
    assert "takes the id of a row as `insight`" in told
    assert gaps({}, {"a.gone": ()}) == ["a.gone is no function any more: leave it out"]
