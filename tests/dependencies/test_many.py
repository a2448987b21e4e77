"""Many dependencies: a list, a search, a table take as many statements as for few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.i18n import Translator
from bot.store import teams
from bot.store.teams import Content
from handlers.dependencies import home, lists
from handlers.dependencies.lists import Turn
from tests.dependencies.conftest import TODAY, Teams
from workflows.dependencies import exporting, filing
from workflows.dependencies.exporting import Table
from workflows.dependencies.filing import Filed
from workflows.dependencies.filters import parse
from workflows.dependencies.incoming import Incoming
from workflows.dependencies.rules import Risk, State

# Some of each.
_STATES = (State.ASKED, State.AGREED, State.UNDER_WAY, State.DELIVERED, State.DECLINED)


def many(company: Teams, name: str, count: int, among: int) -> None:
    """So many dependencies between so many more teams, a few of them Billing's."""
    leads = (company.lea, company.marc, company.sam)
    made = [
        teams.add(
            *company.given,
            Content(f"{name} {number}", f"C{number}", leads[number % 3].id, None, "", ()),
            company.now,
        )
        for number in range(among)
    ]
    made[0] = company.billing.id
    filing.file(
        *company.given,
        company.priya,
        [_filed(company, made, name, number) for number in range(count)],
        company.now,
    )


def _filed(company: Teams, made: list[int], name: str, number: int) -> Filed:
    state, day = _STATES[number % len(_STATES)], TODAY + timedelta(days=number % 90 - 20)
    promised = None if state in (State.ASKED, State.DECLINED) else day
    needs = f"Part {number} of the refund webhook"
    told = Incoming(needs, "Month end", day, promised, state, Risk.NONE, None, None, None)
    ids = made[number % len(made)], made[(number * 7 + 1) % len(made)]
    delivered = company.now if state is State.DELIVERED else None
    times = (company.now - timedelta(days=30), company.now - timedelta(days=28), delivered)
    return Filed(told, *ids, company.marc.id, None, f"line:{name}{number}", times)


@contextmanager
def statements(company: Teams) -> Iterator[list[str]]:
    """The statements that are made meanwhile."""
    made: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        made.append(statement)

    engine = company.session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(engine, "before_cursor_execute", note)


def table(company: Teams) -> None:
    """A table of all there are."""
    found = exporting.table(*company.given, company.lea, parse("", TODAY), company.now)
    assert isinstance(found, Table)
    assert len(found.standings) > 10


def answered(company: Teams, t: Translator, typed: str) -> None:
    """What is answered to something that is typed."""
    lists.answer(*company.given, company.lea, Turn(typed), company.now, t)


@pytest.mark.parametrize("typed", ["list", "list all late", "list team:Squad", "search webhook 7"])
def test_a_list_takes_as_many_statements_for_many_as_for_few(
    company: Teams, t: Translator, typed: str
) -> None:
    assert _cost(company, lambda: answered(company, t, typed)) <= 11


def test_a_table_and_home_take_as_many_statements_for_many_as_for_few(
    company: Teams, t: Translator
) -> None:
    assert _cost(company, lambda: table(company)) <= 10
    with statements(company) as made:
        home.draw(*company.given, company.lea, company.now, t)
    assert len(made) <= 9


def _cost(company: Teams, does: Callable[[], None]) -> int:
    """How many statements something takes, which are no more once there is ten times as much."""
    many(company, "Squad", 30, 6)
    with statements(company) as few:
        does()
    many(company, "Crew", 300, 40)
    with statements(company) as more:
        does()
    assert len(more) == len(few)
    return len(few)
