"""Takes a person out of what was written: their id and their names, wherever they stand."""

from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, cast, func, or_, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT

from bot.folding import indexed
from bot.personal import Held
from workflows.privacy.holding import Search, as_text
from workflows.privacy.whose import ERASED


def scrub(found: Search, table: Table) -> list[int]:
    """Take a person out of the texts of a table.

    Returns:
        The first part of the key of each row that was changed.
    """
    which = found.mentioning(table)
    if not which:
        return []
    values = {
        column.name: _without(found, column, held)
        for held in (Held.WORDS, Held.FOLDED, Held.TITLE, Held.INDEX)
        for column in found.columns(table, held)
    }
    (key, *_) = table.primary_key
    rows = found.session.execute(
        update(table).where(found.here(table), or_(*which)).values(values).returning(key)
    )
    return list(rows.scalars())


def _without(found: Search, column: Column[Any], held: Held) -> ColumnElement[Any]:
    if held is Held.INDEX:
        words = found.patterns.lexemes
        theirs = indexed(words)
        return func.ts_delete(column, func.tsvector_to_array(theirs))
    if isinstance(column.type, ARRAY):
        rest: ColumnElement[Any] = column
        for tag in found.patterns.tags:
            rest = func.array_remove(rest, cast(tag, TEXT))
        return rest
    said = func.regexp_replace(as_text(column), found.pattern(column, held), ERASED, "g")
    if isinstance(column.type, LargeBinary):
        return func.coalesce(func.convert_to(said, "UTF8"), column)
    return cast(said, JSONB) if isinstance(column.type, JSONB) else said
