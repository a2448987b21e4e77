"""What insights cost where a workspace has kept few and where it has kept a million."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import islice
from statistics import median, quantiles

import psycopg

from bot import clock
from bot.calendar import Calendar
from bot.store.engine import Session
from tests.benchmarks.crowd import NOW, Crowd, crowd, texts
from tests.benchmarks.page import Row, Sheet
from workflows.insights.candidates import TERMS
from workflows.insights.capture import capture
from workflows.insights.digest import digest
from workflows.insights.filters import parse
from workflows.insights.insight import Origin
from workflows.insights.likeness import similar_to_words
from workflows.insights.search import search
from workflows.insights.terms import PLACE, spellings, terms
from workflows.insights.weeks import Week

FEW = 10_000
# So often each thing is done in a round, with other words each time.
TIMES = 60
SEARCH, DUPLICATES, CAPTURE = "search for a word", "likely duplicates", "keeping one"
FILTERS, DIGEST = "search with filters", "a week's digest"
# The last whole week, and the four before.
WEEK = Week(date(2026, 2, 23), Calendar())

_FOUND = """
    SELECT id, words FROM insights
    WHERE workspace_id = %(workspace)s AND undone_at IS NULL AND NOT private
        AND search @@ (websearch_to_tsquery('english', %(asked)s)
            || websearch_to_tsquery('french', %(asked)s))
    ORDER BY ts_rank(search, websearch_to_tsquery('english', %(asked)s)
        || websearch_to_tsquery('french', %(asked)s)) DESC LIMIT 11
"""
_FILTERED = """
    SELECT id, words FROM insights
    WHERE workspace_id = %(workspace)s AND undone_at IS NULL AND NOT private
        AND tags @> ARRAY[%(tag)s] AND kept_at >= %(since)s AND kind = 'user'
    ORDER BY kept_at DESC LIMIT 11
"""
_COUNTED = """
    SELECT tag, count(*) FILTER (WHERE kept_at >= %(begins)s) AS now,
        count(*) FILTER (WHERE kept_at < %(begins)s) AS before
    FROM insights, unnest(tags) AS tag
    WHERE workspace_id = %(workspace)s AND undone_at IS NULL AND NOT private
        AND kept_at >= %(history)s AND kept_at < %(ends)s
    GROUP BY tag ORDER BY now DESC LIMIT 20
"""
# Two words of what is said, the rarest and any other one, however they are written.
_ALIKE = """
    WITH met AS MATERIALIZED (
        SELECT id, words, search FROM insights
        WHERE workspace_id = %(workspace)s AND undone_at IS NULL AND NOT private
            AND search @@ %(rarest)s::tsquery AND search @@ %(others)s::tsquery
    )
    SELECT id, words FROM met ORDER BY ts_rank(search, %(others)s::tsquery) DESC LIMIT 8
"""
_KEPT = """
    INSERT INTO insights (
        workspace_id, number, author_id, words, kind, said_by, link, tags, private,
        channel, source_author, permalink, kept_at, digest, search
    ) SELECT %(workspace)s, nextval(%(numbers)s), %(author)s, %(words)s, '', '', '', '{}',
        false, 'C0CROWD', '', '', %(now)s, hashtext(%(words)s),
        to_tsvector('english', %(words)s) || to_tsvector('french', %(words)s)
"""


@dataclass
class Town:
    """A workspace, and how long each thing took there: the bot, and PostgreSQL by itself."""

    crowd: Crowd
    bare: psycopg.Connection
    bot: dict[str, list[float]] = field(default_factory=dict)
    alone: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, said: Sequence[str]) -> None:
        """Do each thing with each text, the bot and PostgreSQL alone in turns."""
        for number, words in enumerate(said):
            asked = next(iter(terms(words).values())).written
            given = self._given(words, asked)
            acts: dict[str, tuple[Callable[[Session], object], str]] = {
                SEARCH: (partial(self._search, asked=asked), _FOUND),
                DUPLICATES: (partial(self._alike, words=words), _ALIKE),
                FILTERS: (partial(self._filter, tag=given["tag"]), _FILTERED),
                DIGEST: (self._digest, _COUNTED),
                CAPTURE: (partial(self._keep, words=words), _KEPT),
            }
            for what, (act, statement) in acts.items():
                if number % 2:
                    self._bot(what, act)
                    self._alone(what, statement, given)
                else:
                    self._alone(what, statement, given)
                    self._bot(what, act)

    def _given(self, words: str, asked: str) -> dict[str, object]:
        workspace = self.crowd.workspace.id
        return {
            "workspace": workspace,
            "author": self.crowd.person.id,
            "numbers": f"insight_numbers_{workspace}",
            "asked": asked,
            "words": f"{words} alone",
            "now": NOW,
            "tag": words.rpartition("#")[2],
            "since": NOW - timedelta(days=90),
            **{name: getattr(WEEK, name) for name in ("begins", "history", "ends")},
            **_asked(words),
        }

    def _bot(self, what: str, act: Callable[[Session], object]) -> None:
        began = clock.elapsed()
        with self.crowd.store.begin() as session:
            act(session)
        self.bot.setdefault(what, []).append(clock.elapsed() - began)

    def _alone(self, what: str, statement: str, given: dict[str, object]) -> None:
        began = clock.elapsed()
        with self.bare.transaction():
            self.bare.execute(statement, given)
        self.alone.setdefault(what, []).append(clock.elapsed() - began)

    def _search(self, session: Session, asked: str) -> object:
        return search(session, self.crowd.workspace, self.crowd.person, parse(asked, NOW))

    def _filter(self, session: Session, tag: object) -> object:
        asked = parse(f"tag:{tag} since:90d kind:user", NOW)
        return search(session, self.crowd.workspace, self.crowd.person, asked)

    def _digest(self, session: Session) -> object:
        return digest(session, self.crowd.workspace, WEEK, ())

    def _alike(self, session: Session, words: str) -> object:
        return similar_to_words(session, self.crowd.workspace, self.crowd.person, words, 2)

    def _keep(self, session: Session, words: str) -> object:
        given = (session, self.crowd.workspace, self.crowd.person)
        return capture(*given, words, Origin("C0CROWD"), NOW)


@contextmanager
def towns(server: str, many: int) -> Iterator[tuple[Town, Town]]:
    """A workspace with few insights and one with many, each in a database of its own.

    Args:
        server: PostgreSQL's `postgresql://…`.
        many: how many.
    """
    opened = []
    try:
        for number in (FEW, many):
            found = crowd(server, f"crowd_{number}", number)
            url = found.store.engine.url.set(drivername="postgresql")
            bare = psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
            opened.append(Town(found, bare))
        few, full = opened
        yield few, full
    finally:
        for town in opened:
            town.bare.close()
            town.crowd.store.close()


def measure(server: str, many: int, rounds: int) -> tuple[Town, Town]:
    """Both, in turns; the first round warms up."""
    with towns(server, many) as both:
        said = (words for words, _ in texts(seed=23))
        for number in range(rounds + 1):
            some = list(islice(said, TIMES))
            for town in both if number % 2 else reversed(both):
                town.measure(some)
                if not number:
                    town.bot.clear()
                    town.alone.clear()
        return both


def sheet(few: Town, many: Town) -> Sheet:
    """What was measured, as a table; the ratios first."""
    names = [f"{town.crowd.count:,}" for town in (few, many)]
    rows: list[Row] = []
    for what in few.bot:
        for part, figure in (("p50", median), ("p95", _p95)):
            taken = [times[what] for town in (few, many) for times in (town.bot, town.alone)]
            each = [figure(times) for times in taken]
            flat, beside = f"{each[2] / each[0]:.2f}", f"{each[2] / each[3]:.2f}"
            cells = (f"{seconds * 1000:.1f}" for seconds in each)
            rows.append((f"{what}, {part}, ms", flat, beside, *cells))
    headings = ("", f"{names[1]} : {names[0]}", f"bot : bare SQL, {names[1]}")
    each_name = (f"{who}, {name}" for name in names for who in ("bot", "bare SQL"))
    return Sheet(
        f"Insights, {len(few.bot[SEARCH])} times each", (*headings, *each_name), tuple(rows)
    )


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _asked(words: str) -> dict[str, object]:
    """The queries that the least look for likely duplicates needs."""
    telling = [term.name for term in terms(words).values() if term.weight >= PLACE]
    # Words of one product alone, which nothing else spells otherwise, are the rarest.
    telling.sort(key=lambda name: len(spellings(name)))
    spelt = [" | ".join(f"'{parts[0]}'" for parts in spellings(name)) for name in telling[:TERMS]]
    return {"rarest": spelt[0], "others": " | ".join(spelt[1:])}
