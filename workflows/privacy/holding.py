"""Where a person stands in the tables: conditions on their rows, by the plan of the features."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    Select,
    Table,
    Text,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Session

from bot.personal import PERSONAL, Held, Plan
from bot.store.base import Base
from bot.store.workspaces import Workspace
from workflows.privacy.spelling import Patterns, patterns
from workflows.privacy.whose import Whose

NAMING = frozenset({Held.STAYS, Held.CLEARED, Held.GOES})


@dataclass(frozen=True)
class Search:
    """Whose rows are sought, and where, in a transaction.

    Attributes:
        plan: what the tables hold.
        patterns: what finds the person in texts.
    """

    session: Session
    workspace: Workspace
    whose: Whose
    plan: Plan
    patterns: Patterns

    def tables(self) -> Iterator[Table]:
        """The tables that may hold the person, those that others hang on first."""
        for table in Base.metadata.sorted_tables:
            if table.name != "workspaces":
                yield table

    def columns(self, table: Table, *held: Held) -> list[Column[Any]]:
        """The columns of a table that hold one of these."""
        said = self.plan.get(table.name, {})
        return [column for column in table.columns if said.get(column.name) in held]

    def here(self, table: Table) -> ColumnElement[bool]:
        """Whether a row is of the workspace."""
        return table.c.workspace_id == self.workspace.id

    def names(self, column: Column[Any]) -> ColumnElement[bool]:
        """Whether a column that names a person names this one."""
        person = self.whose.person
        named: ColumnElement[bool] = (
            column.overlap([person.slack_id])
            if isinstance(column.type, ARRAY)
            else column == (person.id if column.foreign_keys else person.slack_id)
        )
        return named

    def going(self, table: Table) -> ColumnElement[bool] | None:
        """Whether a row goes with the person, by itself or because it hangs on one that goes."""
        own = [self.names(column) for column in self.columns(table, Held.GOES)]
        hung = [
            key.parent.in_(self._gone(key.column.table, key.column, going))
            for key in table.foreign_keys
            if key.column.table is not table
            and not (key.ondelete or "").startswith("SET")
            and (going := self.going(key.column.table)) is not None
        ]
        return or_(*own, *hung) if own or hung else None

    def mentions(self, column: Column[Any], held: Held) -> ColumnElement[bool]:
        """Whether what a column holds names the person in words."""
        if isinstance(column.type, ARRAY):
            tagged: ColumnElement[bool] = column.overlap(list(self.patterns.tags))
            return tagged
        return as_text(column).regexp_match(self.pattern(column, held))

    def mentioning(self, table: Table) -> list[ColumnElement[bool]]:
        """The same of all columns of a table."""
        return [
            self.mentions(column, held)
            for held in (Held.WORDS, Held.FOLDED, Held.TITLE)
            for column in self.columns(table, held)
        ]

    def pattern(self, column: Column[Any], held: Held) -> str:
        """What finds the person in a column."""
        if held is Held.FOLDED:
            return self.patterns.folded
        if held is Held.TITLE:
            return self.patterns.id
        return self.patterns.json if isinstance(column.type, JSONB) else self.patterns.text

    def _gone(self, table: Table, key: Column[Any], going: ColumnElement[bool]) -> Select[Any]:
        return select(key).where(self.here(table), going)


def search(session: Session, workspace: Workspace, whose: Whose) -> Search:
    """Look for a person in what the features' tables hold."""
    return Search(session, workspace, whose, session.info[PERSONAL], patterns(whose))


def as_text(column: Column[Any]) -> ColumnElement[str]:
    """What a column holds, as text; a file's content if it is a table."""
    if isinstance(column.type, LargeBinary):
        return case((column.table.c.name.like("%.csv"), func.convert_from(column, "UTF8")))
    return column if isinstance(column.type, Text) else cast(column, Text)
