"""What it costs to know whom a slip hits among 10,000 dependencies of 500 teams."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import median

import networkx as nx
from sqlalchemy import text

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

_FILL = (
    "INSERT INTO people (workspace_id, slack_id, name, language, timezone, completed_at)"
    " SELECT :workspace, 'U' || n, 'Colleague ' || n, 'en', 'Europe/Paris', :now"
    " FROM generate_series(1, :teams) n",
    "INSERT INTO teams (workspace_id, name, folded, channel, lead_id, made_at)"
    " SELECT :workspace, 'Team ' || p.id, 'team' || p.id, 'C' || p.id, p.id, :now"
    " FROM people p ORDER BY p.id",
    # Team n needs something from team n + 1, n + 8 …; in chains of twelve each serves the one
    # before it.
    "INSERT INTO dependencies (workspace_id, number, needs, requester_id, provider_id,"
    " asked_by_id, lag, state, needed_by, promised, asked_at, agreed_at, sure_at)"
    " SELECT :workspace, n, 'Thing ' || n, a.id, b.id, a.lead_id, 2, 'agreed', '2026-04-01',"
    " '2026-04-01', :now, :now, :now FROM generate_series(1, :many) n"
    " JOIN (SELECT t.*, row_number() OVER (ORDER BY id) AS place FROM teams t) a"
    " ON a.place = 1 + n % :teams"
    " JOIN (SELECT t.*, row_number() OVER (ORDER BY id) AS place FROM teams t) b"
    " ON b.place = 1 + (n + 1 + 7 * (n / :teams)) % :teams",
    "UPDATE dependencies d SET serves_id = before.id FROM dependencies before"
    " WHERE before.number = d.number - 1 AND d.number % :chain <> 1",
    "ANALYZE",
)
_EDGES = text("SELECT id, serves_id FROM dependencies WHERE serves_id IS NOT NULL")
_TEAMS = text("SELECT requester_id, provider_id FROM dependencies")


@dataclass
class Company:
    """A workspace whose teams wait for each other.

    Attributes:
        taken: seconds that each thing took, by round; beside it, the bare call of the library on
            the same graph, which is in memory already.
        hits: how many a slip hits, by round, as the bot says it and as the library does.
    """

    store: Store
    workspace: Workspace
    taken: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    hits: set[tuple[int, int]] = field(default_factory=set)

    def measure(self) -> None:
        """Everything some times over, and the bare calls as often."""
        with self.store.begin() as session:
            chains: nx.DiGraph[int] = nx.DiGraph((a, b) for a, b in session.execute(_EDGES))
            among: nx.DiGraph[int] = nx.DiGraph((a, b) for a, b in session.execute(_TEAMS))
            firsts = [node for node in chains if not chains.in_degree(node)][:TIMES]
            teams = sorted(among)[: TIMES + 1]
            self._hits(session, chains, firsts)
            self._circles(session, among, teams)
            self._map(session, among)

    def _hits(self, session: Session, chains: "nx.DiGraph[int]", firsts: list[int]) -> None:
        told = [blast.radius(session, self.workspace, which) for which in firsts]
        bare = [len(nx.descendants(chains, which)) + 1 for which in firsts]
        self.hits |= {(len(one.hits), other) for one, other in zip(told, bare, strict=True)}
        self._time(
            HIT,
            lambda n: blast.radius(session, self.workspace, firsts[n % len(firsts)]),
            lambda n: nx.descendants(chains, firsts[n % len(firsts)]),
        )

    def _circles(self, session: Session, among: "nx.DiGraph[int]", teams: list[int]) -> None:
        self._time(
            CIRCLE,
            lambda n: loops.closed_by(session, self.workspace, teams[n], teams[n + 1]),
            lambda n: nx.shortest_path(among, teams[n + 1], teams[n]),
        )

    def _map(self, session: Session, among: "nx.DiGraph[int]") -> None:
        self._time(
            MAP,
            lambda n: maps.shown(mapping.pairs(session, self.workspace, TODAY)),
            lambda n: nx.to_dict_of_lists(among),
        )

    def _time(
        self, what: str, ours: Callable[[int], object], bare: Callable[[int], object]
    ) -> None:
        seconds = []
        for call in (ours, bare):
            began = clock.elapsed()
            for n in range(TIMES):
                call(n)
            seconds.append((clock.elapsed() - began) / TIMES)
        self.taken.setdefault(what, []).append((seconds[0], seconds[1]))


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
    heads = ("", "the bot : networkx", "the bot, ms", "networkx, ms")
    return Sheet(f"{MANY:,} dependencies of {TEAMS} teams", heads, tuple(rows))


def _row(what: str, pairs: list[tuple[float, float]]) -> Row:
    ratios = [ours / bare for ours, bare in pairs]
    ours, bare = (median(each[place] for each in pairs) * 1_000 for place in (0, 1))
    return (what, spread(ratios), f"{ours:.1f}", f"{bare:.3f}")
