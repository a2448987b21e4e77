"""What a tick of asks costs while few and while many are open."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import text

from bot import clock
from bot.asks import finding
from bot.asks.settling import settle
from bot.assembly import told_to_sessions
from bot.schedule import LIMIT
from bot.store import migrate, people, workspaces
from bot.store.engine import Session, Store, open_store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.asks import telling
from tests.asks.trial import CHECK_IN, FEATURE
from tests.benchmarks.page import Row, Sheet, spread
from tests.database import create_database

# A Wednesday morning at which everybody works.
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
OPEN, DUE = (1_000, 100_000), 500
# A person's open asks: five hundred are told of one, or a hundred of five.
EACH = (2, 10)
FLAT = 1.5
# Each thing is done so often in a round, of which the median counts.
TIMES = 3

_PEOPLE = text("""
    INSERT INTO people (workspace_id, slack_id, name, language, completed_at)
    SELECT :workspace, 'U' || n, 'Colleague ' || n, 'en', :now FROM generate_series(1, :count) n
""")
_ASKS = text("""
    INSERT INTO asks (workspace_id, kind, subject, title, opened_for_id, person_id, opened_at, due)
    SELECT :workspace, :kind, n, 'Goal ' || n, p.id, p.id, :now - interval '2 days',
        :now + n * interval '1 day'
    FROM people p, generate_series(1, :each) n WHERE p.workspace_id = :workspace
""")
# Everybody was told of all that they owe two days ago; of some, today is the day to say it again.
_TURNS = text("""
    INSERT INTO ask_turns (ask_id, person_id, part, workspace_id, step, since, after, next_at)
    SELECT a.id, a.person_id, 'owed', :workspace, 1, :now - interval '2 days',
        CASE WHEN n <= :due THEN 2 ELSE 9 END,
        :now + CASE WHEN n <= :due THEN interval '-1 hour' ELSE interval '10 days' END
    FROM (SELECT *, row_number() OVER (ORDER BY subject > :some, person_id, subject) n FROM asks) a
""")
_MESSAGES = text("""
    INSERT INTO ask_messages (workspace_id, person_id, day, week, reminder, at)
    SELECT :workspace, id, '2026-03-02', '2026-03-02', false, :now - interval '2 days' FROM people
""")
_LINES = text("""
    INSERT INTO ask_lines (message_id, place, workspace_id, ask_id, part)
    SELECT m.id, a.subject, :workspace, a.id, 'owed'
    FROM ask_messages m JOIN asks a ON a.person_id = m.person_id WHERE a.subject <= 6
""")
_POSTS = text("""
    INSERT INTO deliveries (workspace_id, key, kind, target, priority, due, body, state, channel,
        ts, done_at)
    SELECT :workspace, 'asks.message:' || m.id, 'post', p.slack_id, 1, m.at, '{}', 'sent',
        'D' || m.id, m.id || '.0', m.at
    FROM ask_messages m JOIN people p ON p.id = m.person_id
""")


@dataclass
class Office:
    """A workspace in which so many asks are open.

    Attributes:
        each: a person's open asks.
        taken: seconds that each thing took, by round.
        messages: that a tick writes.
    """

    store: Store
    workspace: Workspace
    each: int
    taken: dict[str, list[float]] = field(default_factory=dict)
    messages: int = 0

    def measure(self) -> None:
        """Do each thing some times, one round."""
        with self.store.begin() as session:
            person = people.find(session, self.workspace, "U7")
        assert person
        for what, doing in self._things(person):
            times = []
            for _ in range(TIMES):
                session = self.store.session()
                began = clock.elapsed()
                doing(session)
                times.append(clock.elapsed() - began)
                # So that the next time finds the same.
                session.rollback()
                session.close()
            self.taken.setdefault(what, []).append(median(times))

    def _things(self, person: Person) -> Iterator[tuple[str, Callable[[Session], object]]]:
        here = self.workspace
        yield TICK, self._tick
        yield IDLE, lambda session: telling.tell(session, here, NOW.replace(day=3), LIMIT)
        yield HOME, lambda session: finding.owed(session, here, person, NOW)
        yield SETTLE, lambda session: settle(session, here, CHECK_IN, 1, person, NOW)

    def _tick(self, session: Session) -> None:
        while telling.tell(session, self.workspace, NOW, LIMIT) == LIMIT:
            pass
        count = text("SELECT count(*) FROM ask_messages WHERE at = :now")
        self.messages = int(session.scalar(count, {"now": NOW}) or 0)


TICK, IDLE = f"a tick with {DUE} due", "a tick with nothing due"
HOME, SETTLE = "what one person owes", "settling one"


@contextmanager
def offices(server: str, each: int) -> Iterator[Sequence[Office]]:
    """Two workspaces, each in a database of its own: few asks are open, and many.

    Args:
        server: PostgreSQL's `postgresql://…`.
        each: a person's open asks.
    """
    opened = []
    try:
        for number in OPEN:
            url = create_database(server, f"asks_{number}_{each}")
            migrate.upgrade(url)
            store = open_store(url, info=told_to_sessions((*FEATURES, FEATURE)))
            opened.append(Office(store, _fill(store, number, each), each))
        yield opened
    finally:
        for one in opened:
            one.store.close()


def measure(server: str, each: int, rounds: int) -> tuple[Office, Office]:
    """Both, in turns."""
    with offices(server, each) as (few, many):
        for number in range(rounds):
            for office in (few, many) if number % 2 else (many, few):
                office.measure()
        return few, many


def sheet(few: Office, many: Office) -> Sheet:
    """What was measured, as a table; the ratio of each round, its median first."""
    names = [f"{number:,} open" for number in OPEN]
    rows: list[Row] = []
    for what in few.taken:
        pairs = list(zip(many.taken[what], few.taken[what], strict=True))
        cells = (f"{median(one.taken[what]) * 1000:.1f}" for one in (few, many))
        rows.append((f"{what}, ms", spread([a / b for a, b in pairs]), f"≤ {FLAT}", *cells))
    each = (f"{median(one.taken[TICK]) * 1000 / one.messages:.2f}" for one in (few, many))
    rows.append(("the tick with all that it writes, ms a message", "", "", *each))
    counts = (str(one.messages) for one in (few, many))
    rows.append(("messages that it writes", "", "the same", *counts))
    title = f"Asks, {few.each} open a person, median of {len(few.taken[TICK])} rounds"
    return Sheet(title, ("", f"{names[1]} : {names[0]}", "aim", *names), tuple(rows))


def _fill(store: Store, number: int, each: int) -> Workspace:
    found = Workspace(0, "T0BENCH", "Bench", "https://bench.slack.com/", "U0BOT", "en")
    # So many due of as few people as owe them, half of what each owes.
    some = max(1, each // 2)
    with store.begin() as session:
        workspace = workspaces.join(session, found)
        given = {"workspace": workspace.id, "now": NOW, "kind": CHECK_IN, "each": each}
        given |= {"count": number // each, "due": DUE, "some": some}
        for statement in (_PEOPLE, _ASKS, _TURNS, _MESSAGES, _LINES, _POSTS):
            names = statement._bindparams
            session.execute(statement, {name: given[name] for name in names})
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return workspace
