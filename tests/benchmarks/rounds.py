"""What it costs to open, ask and end the check-ins of 2,000 teams that are due in the same hour."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median

from sqlalchemy import text

from bot import clock
from bot.assembly import told_to_sessions
from bot.delivery.rules import PER_MINUTE, POST
from bot.schedule import LIMIT
from bot.store import migrate, workspaces
from bot.store.engine import Session, Store, open_store
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.asks import telling
from tests.benchmarks.page import Row, Sheet, spread
from tests.database import create_database
from workflows.okrs import asking, ending, rounds

# A Thursday at which everybody works; in Paris it is ten.
NOW = datetime(2026, 3, 5, 9, tzinfo=UTC)
OVER = NOW + timedelta(days=3)
TEAMS, EACH = 2_000, 10

_FILL = (
    "INSERT INTO people (workspace_id, slack_id, name, language, timezone, completed_at)"
    " SELECT :workspace, 'U' || n, 'Colleague ' || n, 'en', 'Europe/Paris', :now"
    " FROM generate_series(1, :teams) n",
    "INSERT INTO teams (workspace_id, name, folded, channel, lead_id, made_at)"
    " SELECT :workspace, 'Team ' || p.id, 'team' || p.id, 'C' || p.id, p.id, :now FROM people p",
    "INSERT INTO okr_cycles (workspace_id, name, folded, starts, ends, made_at)"
    " VALUES (:workspace, '2026 Q1', '2026 q1', '2026-01-01', '2026-03-31', :now)",
    "INSERT INTO objectives (workspace_id, cycle_id, team_id, title, folded, made_at)"
    " SELECT :workspace, c.id, t.id, 'Aim', 'aim', :before FROM teams t, okr_cycles c",
    "INSERT INTO key_results (workspace_id, objective_id, title, folded, start, target, owner_id,"
    " value, confidence, checked_at, made_at)"
    " SELECT :workspace, o.id, 'Goal ' || n, 'goal' || n, 0, 100, t.lead_id, n, 'on_track',"
    " :before, :before"
    " FROM objectives o JOIN teams t ON t.id = o.team_id, generate_series(1, :each) n",
    "INSERT INTO check_ins (workspace_id, key_result_id, person_id, value, confidence, at, made_at)"
    " SELECT :workspace, k.id, k.owner_id, n, 'on_track', :before - n * interval '7 days',"
    " :before FROM key_results k, generate_series(0, 7) n",
    "INSERT INTO okr_cadences (workspace_id, team_id, next_on, due_at)"
    " SELECT :workspace, t.id, '2026-03-05', :now - interval '1 hour' FROM teams t",
)
_OPENED = text(
    "INSERT INTO okr_rounds (workspace_id, team_id, cycle_id, day, opens_at, closes_at)"
    " VALUES (:workspace, :team, :cycle, '2026-03-05', :now, :over) RETURNING id"
)
_OF_ROUND = text(
    "INSERT INTO okr_round_people (round_id, person_id, workspace_id, ask_at)"
    " VALUES (:round, :person, :workspace, :now)"
)
_MOVED = text("UPDATE okr_cadences SET next_on = :day, due_at = :over WHERE id = :id")
_STATE = text(
    "UPDATE okr_round_people SET state = :state WHERE round_id = :round AND person_id = :person"
)
_ASK = text(
    "INSERT INTO asks (workspace_id, kind, subject, title, opened_for_id, person_id, opened_at,"
    " due) VALUES (:workspace, 'okrs.check_in', :person, 'Goal 1 + 9', :person, :person, :now,"
    " :over) RETURNING id"
)
_TURN = text(
    "INSERT INTO ask_turns (ask_id, person_id, part, workspace_id, step, since, after, next_at)"
    " VALUES (:ask, :person, 'owed', :workspace, 0, :now, 0, :now)"
)
_TOLD = text("UPDATE okr_rounds SET told_at = :now, figures = '{}' WHERE id = :round")
_SETTLED = text("UPDATE asks SET state = 'withdrawn', settled_at = :now WHERE id = :ask")
OPEN, ASK, TELL, END = (
    *("opening the rounds", "asking their owners"),
    *("writing the messages", "ending the rounds"),
)


@dataclass
class Morning:
    """A workspace of many teams, of which every one is due.

    Attributes:
        taken: seconds that each step took, by round; beside it, what its bare SQL did.
        messages: that were written.
    """

    store: Store
    workspace: Workspace
    taken: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    messages: int = 0

    def measure(self) -> None:
        """Everything once, and its bare SQL once; rolled back, so that the next finds the same."""
        ours, bare = self._run(self._ours()), self._run(self._bare())
        for what, seconds in ours.items():
            self.taken.setdefault(what, []).append((seconds, bare.get(what, 0.0)))

    def _run(self, steps: dict[str, Callable[[Session], None]]) -> dict[str, float]:
        session = self.store.session()
        taken = {}
        try:
            for what, step in steps.items():
                began = clock.elapsed()
                step(session)
                session.flush()
                taken[what] = clock.elapsed() - began
        finally:
            session.rollback()
            session.close()
        return taken

    def _ours(self) -> dict[str, Callable[[Session], None]]:
        def all_of(tick: Callable[..., int], now: datetime) -> Callable[[Session], None]:
            def run(session: Session) -> None:
                while tick(session, self.workspace, now, LIMIT) >= LIMIT:
                    pass

            return run

        def tell(session: Session) -> None:
            all_of(telling.tell, NOW)(session)
            count = session.scalar(text("SELECT count(*) FROM ask_messages"))
            self.messages = int(count or 0)

        return {
            OPEN: all_of(rounds.open_due, NOW),
            ASK: all_of(asking.due, NOW),
            TELL: tell,
            END: all_of(ending.close_due, OVER),
        }

    def _bare(self) -> dict[str, Callable[[Session], None]]:
        given = {"workspace": self.workspace.id, "now": NOW, "over": OVER}
        found: list[tuple[int, int, int]] = []

        def opens(session: Session) -> None:
            cycle = session.scalar(text("SELECT id FROM okr_cycles"))
            due = session.execute(
                text(
                    "SELECT c.id, c.team_id, t.lead_id FROM okr_cadences c JOIN teams t"
                    " ON t.id = c.team_id FOR UPDATE OF c"
                )
            ).all()
            for row in due:
                made = session.scalar(_OPENED, {**given, "team": row.team_id, "cycle": cycle})
                found.append((int(made or 0), row.lead_id, 0))
            people = [{**given, "round": one[0], "person": one[1]} for one in found]
            session.execute(_OF_ROUND, people)
            day = date(2026, 3, 12)
            session.execute(_MOVED, [{"id": row.id, "day": day, "over": OVER} for row in due])

        def asks(session: Session) -> None:
            for place, (made, person, _) in enumerate(found):
                ask = session.scalar(_ASK, {**given, "person": person})
                found[place] = (made, person, int(ask or 0))
            rows = [
                {**given, "round": one[0], "person": one[1], "ask": one[2], "state": "asked"}
                for one in found
            ]
            session.execute(_TURN, rows)
            session.execute(_STATE, rows)

        def ends(session: Session) -> None:
            rows = [
                {**given, "round": one[0], "person": one[1], "ask": one[2], "state": "missed"}
                for one in found
            ]
            for statement in (_STATE, _TOLD, _SETTLED):
                session.execute(statement, rows)

        return {OPEN: opens, ASK: asks, END: ends}


def measure(server: str, repeats: int) -> Morning:
    """The morning, some times."""
    url = create_database(server, "rounds")
    migrate.upgrade(url)
    store = open_store(url, info=told_to_sessions(FEATURES))
    try:
        with store.begin() as session:
            found = Workspace(0, "T0BENCH", "Bench", "https://bench.slack.com/", "U0BOT", "en")
            workspace = workspaces.join(session, found)
            given = {"workspace": workspace.id, "now": NOW, "teams": TEAMS, "each": EACH}
            given["before"] = NOW - timedelta(days=7)
            for statement in map(text, _FILL):
                session.execute(statement, {name: given[name] for name in statement._bindparams})
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
            line.execute(text("VACUUM ANALYZE"))
        morning = Morning(store, workspace)
        for _ in range(repeats):
            morning.measure()
        return morning
    finally:
        store.close()


def sheet(morning: Morning) -> Sheet:
    """What was measured, as a table; the ratio of each round, its median first."""
    rows: list[Row] = []
    for what, pairs in morning.taken.items():
        ours, bare = (median(side) for side in zip(*pairs, strict=True))
        ratio = spread([one / other for one, other in pairs]) if bare else ""
        rows.append((f"{what}, s", ratio, f"{ours:.2f}", f"{bare:.2f}" if bare else ""))
    told = sum(median(one for one, _ in morning.taken[what]) for what in (OPEN, ASK, TELL))
    rate = morning.messages / told * 60
    rows.append(
        ("messages a minute that are written", f"{rate / PER_MINUTE[POST]:.1f}", f"{rate:,.0f}", "")
    )
    title = f"{TEAMS:,} teams with {EACH} key results each, due in the same hour"
    return Sheet(title, ("", "the bot : bare SQL", "the bot", "bare SQL"), tuple(rows))
