"""Every column that can hold a person stands in the plan of `bot.personal`."""

from collections.abc import Iterator

from sqlalchemy import Column, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

import handlers
from bot.personal import OWN, Held, whole
from bot.store.base import Base

PLAN = whole(feature.personal for feature in handlers.FEATURES)
TEXTS = (Text, JSONB, ARRAY, TSVECTOR, LargeBinary)
NAMING = {Held.STAYS, Held.CLEARED, Held.GOES}


def names_people(column: Column[object]) -> bool:
    """Whether it holds our id of a person."""
    return any(key.target_fullname == "people.id" for key in column.foreign_keys)


def columns() -> Iterator[tuple[str, str, Column[object]]]:
    """Those that can hold a person, by the names of their tables and theirs."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if names_people(column) or isinstance(column.type, TEXTS):
                yield table.name, column.name, column


def test_the_plan_says_of_each_column_whether_it_holds_a_person() -> None:
    there = {f"{table}.{column}" for table, column, _ in columns()}
    said = {f"{table}.{column}" for table, held in PLAN.items() for column in held}
    assert not there - said, f"Say in Feature.personal what they hold: {sorted(there - said)}"
    assert not said - there, f"Leave out what is no more: {sorted(said - there)}"


def test_what_the_plan_says_can_be_done() -> None:
    for table, name, column in columns():
        held, where = PLAN[table][name], f"{table}.{name} can't be {PLAN[table][name].name}"
        assert not names_people(column) or held in NAMING, where
        if held is Held.CLEARED and names_people(column):
            assert column.nullable, where
        if held is Held.GOES:
            assert not column.nullable, where
        if held is Held.INDEX:
            assert isinstance(column.type, TSVECTOR), where


def test_a_feature_says_it_of_its_own_tables_alone() -> None:
    said = [table for feature in handlers.FEATURES for table in feature.personal]
    assert len(said) == len(set(said))
    assert not OWN.keys() & set(said)
