"""A clock that is turned by hand: what is said on which day, read from the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.asks.opening import Wanted, open_ask
from bot.facts import record
from bot.store.calendars import AbsenceRow
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.asks import telling

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """A message: to whom (Slack's id), where the clock stood, and its text as it is now."""

    to: str
    at: datetime
    text: str


@dataclass
class Days:
    """Product time of one workspace."""

    store: Store
    workspace: Workspace
    now: datetime = MONDAY
    said: list[Said] = field(default_factory=list)

    @contextmanager
    def acting(self) -> Iterator[Session]:
        """A transaction now."""
        with self.store.begin() as session:
            yield session

    def asks(
        self, person: Person, title: str = "Q1", kind: str = "trial.check_in", **more: object
    ) -> int:
        """Ask something; its subject is a number of its title's."""
        subject = sum(map(ord, title))
        with self.store.begin() as session:
            wanted = Wanted(kind, subject, person, title, **more)  # type: ignore[arg-type]
            return open_ask(session, self.workspace, wanted, self.now)

    def away(
        self, person: Person, first: date, last: date | None, delegate: Person | None = None
    ) -> None:
        """Someone is away."""
        with self.store.begin() as session:
            session.add(
                AbsenceRow(
                    workspace_id=self.workspace.id,
                    person_id=person.id,
                    first=first,
                    last=last,
                    delegate_id=delegate.id if delegate else None,
                    said_at=self.now,
                )
            )
            session.flush()
            record(session, self.workspace, "calendar.changed", person.id, person, self.now)

    def tick(self) -> list[Said]:
        """The tick at this moment; returns what it says."""
        known = self.posts()
        with self.store.begin() as session:
            telling.tell(session, self.workspace, self.now, 500)
        new = [post for key, post in self.posts().items() if key not in known]
        self.said += new
        return new

    def until(self, day: date, hour: int = 23) -> list[Said]:
        """Let the clock run, from one moment at which something is due to the next.

        Args:
            day: until then, and that hour of it (UTC).
        """
        end = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        new = []
        while self.now < end:
            new += self.tick()
            self.now = min(end, max(self._next(), self.now + timedelta(minutes=1)))
        return new

    def text(self, which: int = -1) -> str:
        """What a message says by now: the latest edit of it that is on its way."""
        with self.store.begin() as session:
            latest = session.execute(
                text(
                    "SELECT coalesce((SELECT body ->> 'text' FROM deliveries edit"
                    " WHERE edit.parent_id = post.id AND edit.state <> 'overtaken'"
                    " ORDER BY edit.id DESC LIMIT 1), post.body ->> 'text') FROM deliveries post"
                    " WHERE post.kind = 'post' AND post.key LIKE 'asks.message:%' ORDER BY post.id"
                )
            )
            return [str(row[0]) for row in latest][which]

    def _next(self) -> datetime:
        with self.store.begin() as session:
            found = session.scalar(text("SELECT min(next_at) FROM ask_turns"))
        return found or datetime.max.replace(tzinfo=UTC)

    def posts(self) -> dict[str, Said]:
        with self.store.begin() as session:
            rows = session.execute(
                text(
                    "SELECT key, target, body ->> 'text' AS text, due FROM deliveries"
                    " WHERE kind = 'post' ORDER BY id"
                )
            )
            return {row.key: Said(row.target, self.now, row.text) for row in rows}


def local(said: Said, timezone: str) -> datetime:
    """When it was said, where its reader is."""
    return said.at.astimezone(ZoneInfo(timezone))
