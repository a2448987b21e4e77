"""Finds dependencies by words: of what is needed, of why, of the teams' names, or by number."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from bot.mrkdwn import clean
from bot.store.people import Person
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, seeing, standing
from workflows.dependencies.rules import OPEN
from workflows.dependencies.standing import Standing
from workflows.dependencies.tables import DependencyRow
from workflows.dependencies.words import words

PER_PAGE = 10
LONGEST = 200
# Digits of a number that PostgreSQL still takes for one.
_DIGITS = 18
# So many words count; the words of so many dependencies, the newest, are known to be right.
_WORDS, _KNOWN = 12, 2_000
_REFERENCE = re.compile(r"\bdep[- ]?([0-9]{1,18})\b", re.ASCII | re.IGNORECASE)
_LANGUAGES: tuple[ColumnElement[Any], ...] = (
    literal_column("'english'::regconfig"),
    literal_column("'french'::regconfig"),
)
_OPEN_FIRST = case((DependencyRow.state.in_(OPEN), 0), else_=1)
_SIMPLE: ColumnElement[Any] = literal_column("'simple'::regconfig")


@dataclass(frozen=True)
class Found:
    """Up to ten dependencies that have all the words.

    Attributes:
        query: what was looked for.
        number: which page, from 1.
        more: whether another one follows.
        total: how many there are on all pages.
        meant: what may have been meant, where nothing was found; empty for nothing.
    """

    query: str
    number: int
    standings: tuple[Standing, ...]
    more: bool
    total: int
    meant: str = ""


def search(
    session: Session,
    workspace: Workspace,
    person: Person,
    query: str,
    now: datetime,
    number: int = 1,
) -> Found:
    """The dependencies that a person may see and that have all of the words, open ones first.

    Raises:
        Refusal: they may see none.
    """
    seen = seeing.within(seeing.limits(session, workspace, person))
    query, number = clean(query)[:LONGEST], max(1, number)
    wanted, named = _words(query), _names(session, workspace)
    rows = _rows(session, workspace, seen, [_has(word, named) for word in wanted], wanted, number)
    found = dependency.records(session, workspace, rows[:PER_PAGE])
    shown = standing.of(session, workspace, found, now)
    meant = ""
    if not rows and number == 1:
        meant = _meant(session, workspace, seen, wanted, named)
    total = rows[0].total if rows else 0
    return Found(query, number, shown, len(rows) > PER_PAGE, total, meant)


def _words(query: str) -> list[str]:
    return list(dict.fromkeys(words(_REFERENCE.sub(r"\1", query))))[:_WORDS]


def _names(session: Session, workspace: Workspace) -> Mapping[int, Sequence[str]]:
    """The words of the names of all teams that ever were, folded."""
    rows = session.execute(
        select(TeamRow.id, TeamRow.name).where(TeamRow.workspace_id == workspace.id)
    )
    return {row.id: words(row.name) for row in rows}


def _rows(
    session: Session,
    workspace: Workspace,
    seen: ColumnElement[bool],
    has: Sequence[ColumnElement[bool]],
    wanted: Sequence[str],
    number: int,
) -> Sequence[Any]:
    if not has:
        return ()
    said = " ".join(wanted)
    ranked = (func.plainto_tsquery(language, said) for language in _LANGUAGES)
    rank = func.ts_rank(DependencyRow.search, _either(*ranked))
    few = (
        select(DependencyRow.id, rank.label("rank"), func.count().over().label("total"))
        .where(DependencyRow.workspace_id == workspace.id, seen, *has)
        .order_by(_OPEN_FIRST, rank.desc(), DependencyRow.id.desc())
        .offset((number - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
        .subquery()
    )
    return session.execute(
        dependency.reading()
        .join(few, few.c.id == DependencyRow.id)
        .add_columns(few.c.total)
        .order_by(_OPEN_FIRST, few.c.rank.desc(), DependencyRow.id.desc())
    ).all()


def _has(word: str, named: Mapping[int, Sequence[str]]) -> ColumnElement[bool]:
    """Whether a dependency has a word, or its beginning; what says nothing is in all of them."""
    asked = [func.plainto_tsquery(language, word) for language in _LANGUAGES]
    begins = func.to_tsquery(_SIMPLE, f"{word}:*")
    found: list[ColumnElement[bool]] = [
        DependencyRow.search.op("@@")(_either(*asked, begins)),
        *(func.numnode(each) == 0 for each in asked),
    ]
    ids = [which for which, parts in named.items() if any(one.startswith(word) for one in parts)]
    if ids:
        found.append(seeing.between(ids))
    if word.isdecimal() and word.isascii() and len(word) <= _DIGITS:
        found.append(DependencyRow.number == int(word))
    return or_(*found)


def _either(first: ColumnElement[Any], *others: ColumnElement[Any]) -> ColumnElement[Any]:
    for each in others:
        first = first.op("||")(each)
    return first


def _meant(
    session: Session,
    workspace: Workspace,
    seen: ColumnElement[bool],
    wanted: Sequence[str],
    named: Mapping[int, Sequence[str]],
) -> str:
    """The words with those that nothing has as they were most likely meant; empty for no idea."""
    newest = session.scalars(
        select(DependencyRow.needs)
        .where(DependencyRow.workspace_id == workspace.id, seen)
        .order_by(DependencyRow.id.desc())
        .limit(_KNOWN)
    )
    known = {word for needs in newest for word in words(needs)}
    known |= {word for parts in named.values() for word in parts}
    right = [_right(word, known) for word in wanted]
    said = " ".join(each for each in right if each)
    return said if said and right != list(wanted) else ""


def _right(word: str, known: Collection[str]) -> str:
    if any(one.startswith(word) for one in known):
        return word
    return next(iter(get_close_matches(word, known, 1, 0.7)), "")
