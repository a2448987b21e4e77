"""What it costs to know whom a slip hits among 10,000 dependencies of 500 teams."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import median
from typing import TypeAlias

import networkx as nx
from sqlalchemy import TextClause, text

from bot import clock
from bot.assembly import told_to_sessions
from bot.store import migrate, workspaces
from bot.store.engine import Session, Store, open_store
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.dependencies import maps
from tests.benchmarks.page import Row, Sheet, spread
from tests.database import create_database
from workflows.dependencies import blast, loops, mapping

NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)
TODAY = date(2026, 3, 5)
TEAMS, MANY, CHAIN = 500, 10_000, 12
# How often each is done in one run.
TIMES = 20
HIT, CIRCLE, MAP = "whom a slip hits", "the circle that a new one closes", "the data of the map"

Graph: TypeAlias = "nx.DiGraph[int]"

_FILL = (
    "INSERT INTO people (workspace_id, slack_id, name, language, timezone, completed_at)"
    " SELECT :workspace, 'U' || n, 'Colleague ' || n, 'en', 'Europe/Paris', :now"
    " FROM generate_series(1, :teams) n",
    "INSERT INTO teams (workspace_id, name, folded, channel, lead_id, made_at)"
    " SELECT :workspace, 'Team ' || p.id, 'team' || p.id, 'C' || p.id, p.id, :now"
    " FROM people p ORDER BY p.id",
    # Each team needs something from twenty others, the first one from the next, so that each is in
    # a circle; in chains of twelve each serves the one before it.
    "INSERT INTO dependencies (workspace_id, number, needs, requester_id, provider_id,"
    " asked_by_id, lag, state, needed_by, promised, asked_at, agreed_at, sure_at)"
    " SELECT :workspace, n, 'Thing ' || n, a.id, b.id, a.lead_id, 2, 'agreed', '2026-04-01',"
    " '2026-04-01', :now, :now, :now FROM generate_series(1, :many) n"
    " JOIN (SELECT t.*, row_number() OVER (ORDER BY id) AS place FROM teams t) a"
    " ON a.place = 1 + n % :teams"
    " JOIN (SELECT t.*, row_number() OVER (ORDER BY id) AS place FROM teams t) b"
    " ON b.place = 1 + (n + CASE WHEN n < :teams THEN 1"
    " ELSE 1 + abs(hashint4(n)) % (:teams - 1) END) % :teams",
    "INSERT INTO dependency_ties (workspace_id, need_id, promise_id)"
    " SELECT :workspace, d.id, before.id FROM dependencies d JOIN dependencies before"
    " ON before.number = d.number - 1 WHERE d.number % :chain <> 1",
    "ANALYZE",
)
_EDGES = text("SELECT need_id, promise_id FROM dependency_ties")
_TEAMS = text("SELECT requester_id, provider_id FROM dependencies")


@dataclass
class Company:
    """A workspace whose teams wait for each other.

    Attributes:
        taken: seconds that each thing took, by round; beside it, the bare call of the library on
            the same graph, which is in memory already, and the same where it is read first.
        hits: how many a slip hits, by round, as the bot says it and as the library does.
    """

    store: Store
    workspace: Workspace
    taken: dict[str, list[tuple[float, ...]]] = field(default_factory=dict)
    hits: set[tuple[int, int]] = field(default_factory=set)

    def measure(self) -> None:
        """Everything some times over, and the bare calls as often."""
        with self.store.begin() as session:
            chains, among = _read(session, _EDGES), _read(session, _TEAMS)
            firsts = [node for node in chains if not chains.in_degree(node)][:TIMES]
            teams = sorted(among)
            some = zip(teams, teams[2:], strict=False)
            pairs = [each for each in some if not among.has_edge(*each)][:TIMES]
            self._hits(session, chains, firsts)
            self._circles(session, among, pairs)
            self._map(session, among)

    def _hits(self, session: Session, chains: Graph, firsts: list[int]) -> None:
        told = [blast.radius(session, self.workspace, which) for which in firsts]
        bare = [len(nx.descendants(chains, which)) + 1 for which in firsts]
        self.hits |= {(len(one.hits), other) for one, other in zip(told, bare, strict=True)}
        self._time(
            HIT,
            lambda n: blast.radius(session, self.workspace, firsts[n]),
            lambda n: nx.descendants(chains, firsts[n]),
            lambda n: nx.descendants(_read(session, _EDGES), firsts[n]),
        )

    def _circles(self, session: Session, among: Graph, pairs: list[tuple[int, int]]) -> None:
        ways = [nx.shortest_path(among, other, one) for one, other in pairs]
        found = [loops.closed_by(session, self.workspace, *pair) for pair in pairs]
        self.hits |= {(len(one), len(way) + 1) for one, way in zip(found, ways, strict=True)}
        self._time(
            CIRCLE,
            lambda n: loops.closed_by(session, self.workspace, *pairs[n]),
            lambda n: nx.shortest_path(among, *pairs[n][::-1]),
            lambda n: nx.shortest_path(_read(session, _TEAMS), *pairs[n][::-1]),
        )

    def _map(self, session: Session, among: Graph) -> None:
        self._time(
            MAP,
            lambda n: maps.shown(mapping.pairs(session, self.workspace, TODAY)),
            lambda n: nx.to_dict_of_lists(among),
            lambda n: nx.to_dict_of_lists(_read(session, _TEAMS)),
        )

    def _time(self, what: str, *calls: Callable[[int], object]) -> None:
        """Note how long the bot takes, then the library in both ways."""
        seconds = []
        for call in calls:
            began = clock.elapsed()
            for n in range(TIMES):
                call(n)
            seconds.append((clock.elapsed() - began) / TIMES)
        self.taken.setdefault(what, []).append(tuple(seconds))


def _read(session: Session, edges: TextClause) -> Graph:
    return nx.DiGraph((one, other) for one, other in session.execute(edges))


def measure(server: str, often: int) -> Company:
    """What it costs among many teams.

    Args:
        server: the server's `postgresql://…`.
        often: how many rounds.
    """
    url = create_database(server, "waits")
    migrate.upgrade(url)
    store = open_store(url, info=told_to_sessions(FEATURES), pool=2)
    try:
        with store.begin() as session:
            made = Workspace(0, "T0BENCH", "Bench", "https://bench.slack.com/", "U0BOT", "en")
            workspace = workspaces.join(session, made)
            given = {"workspace": workspace.id, "now": NOW, "teams": TEAMS, "many": MANY}
            for statement in map(text, _FILL):
                named = {**given, "chain": CHAIN}
                session.execute(statement, {name: named[name] for name in statement._bindparams})
        company = Company(store, workspace)
        for _ in range(often):
            company.measure()
        return company
    finally:
        store.close()


def sheet(company: Company) -> Sheet:
    """What it took, as a table."""
    rows = [_row(what, pairs) for what, pairs in company.taken.items()]
    heads = (
        *("", "the bot : networkx that reads the graph", "the bot : networkx in memory"),
        *("the bot, ms", "networkx that reads, ms", "networkx in memory, ms"),
    )
    return Sheet(f"{MANY:,} dependencies of {TEAMS} teams", heads, tuple(rows))


def _row(what: str, rounds: list[tuple[float, ...]]) -> Row:
    beside = [[each[0] / each[place] for each in rounds] for place in (2, 1)]
    ours, bare, read = (median(each[place] for each in rounds) * 1_000 for place in range(3))
    ratios = (spread(each) for each in beside)
    return (what, *ratios, f"{ours:.1f}", f"{read:.1f}", f"{bare:.3f}")
