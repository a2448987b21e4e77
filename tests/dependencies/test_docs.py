"""docs/cross-team.md says what the code does: states, moves, filters, verbs, columns."""

import re
from pathlib import Path

import pytest

from bot import i18n
from bot.columns import columns
from bot.i18n import Translator
from handlers.dependencies import importing, table, wording
from handlers.dependencies.reading import Verb, asked
from tests.dependencies.conftest import TODAY
from tests.house.sources import ROOT
from workflows.dependencies import filter_names, rules
from workflows.dependencies.columns import COLUMNS, FRENCH
from workflows.dependencies.filters import Asked, parse
from workflows.dependencies.incoming import Incoming, read
from workflows.dependencies.rules import RULES, Move, Side, State

PAGE = (ROOT / "docs/cross-team.md").read_text("utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of the table whose head begins so, cell by cell."""
    table = PAGE.partition(f"| {head} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" |")] for row in table]


def quoted(cell: str) -> list[str]:
    """What stands as code in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def test_every_state_is_explained(t: Translator) -> None:
    told = [row[0] for row in rows("state")]
    named = [wording.state(t, state) for state in State]
    assert told == [name.rpartition(" and ")[2] for name in named]


def test_every_move_stands_under_the_side_that_may_make_it(t: Translator) -> None:
    requester, provider, both = (
        set(re.findall(r"\*([^*]+)\*", cell)) for cell in rows("by the requesting team")[0]
    )
    sides = {Side.REQUESTER: requester, Side.PROVIDER: provider, None: both}
    for move, rule in RULES.items():
        assert wording.move(t, move) in sides[rule.side], move
    assert sum(map(len, sides.values())) == len(RULES)
    assert Move.ASK not in RULES


def meant(found: Asked) -> list[tuple[str, str]]:
    """What filters are, whatever the names in them."""
    coded = (filter_names.SCOPE, filter_names.STATE)
    return [(each.key, each.value if each.key in coded else "") for each in found.filters]


def test_every_filter_is_read_in_both_languages() -> None:
    told = rows("filter")
    for english, french, _ in told:
        for one, other in zip(quoted(english), quoted(french), strict=True):
            found, same = parse(one, TODAY), parse(other, TODAY)
            assert meant(found) == meant(same), one
            assert found.by == same.by
            assert not found.wrongs + same.wrongs
            assert all(each.key for each in found.filters)
    values = {each.value for one, _, _ in told for each in parse(quoted(one)[0], TODAY).filters}
    assert values >= {*filter_names.STATES.values()}
    assert set(rules.State) <= values


def test_every_verb_is_told_and_understood() -> None:
    told = rows("command")
    english = {
        asked(one.removeprefix("/dependency")).verb for row in told for one in quoted(row[0])
    }
    french = {asked(one).verb for row in told for one in quoted(row[1])}
    assert english == set(Verb)
    # Its French verb alone shows nothing yet: it is followed by a number.
    assert french == set(Verb) - {Verb.SHOW}


def test_every_column_is_explained_in_both_languages() -> None:
    told = {quoted(row[0])[0]: row[1].replace("'", "’") for row in rows("column")}
    assert list(told) == [names[0] for names in COLUMNS.values()]
    for field, names in FRENCH.items():
        assert told[COLUMNS[field][0]] in names, field


def test_the_example_of_the_page_can_be_brought_in(tmp_path: Path) -> None:
    example = PAGE.partition("```csv\n")[2].partition("```")[0]
    (tmp_path / "plan.csv").write_text(example, "utf-8")
    read_, told = importing.look(tmp_path / "plan.csv", "")
    assert not read_.columns.others
    found = [read(each.sent, "en", TODAY) for each in told]
    states = [each.state for each in found if isinstance(each, Incoming)]
    assert states == [State.AGREED, State.CONFIRMED, State.ASKED]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_head_of_an_export_is_one_that_can_be_brought_in(language: str) -> None:
    found = columns(table.head(i18n.load()(language)), COLUMNS)
    assert {*COLUMNS} == {*found.fields.values()}
