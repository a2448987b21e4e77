"""Someone who goes away and comes back, by the workflow's functions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot.calendar import Calendar
from bot.facts import REACTIONS, Fact
from bot.store import calendars
from bot.store.absences import Away
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.absence import back, leave, status
from workflows.absence.back import Ended
from workflows.absence.leave import Left, Wrong
from workflows.absence.merging import Wish
from workflows.absence.show import show
from workflows.absence.state import State
from workflows.absence.status import Status

# Tests happen on a Tuesday, the third of March.
TODAY = NOW.date()


def march(day: int) -> date:
    """A day of this month."""
    return date(2026, 3, day)


def at(day: int, hour: int = 12) -> datetime:
    """An hour of this month, UTC."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def days(absences: Sequence[Away]) -> list[tuple[int, int | None]]:
    """The first and last days of absences in March."""
    return [(away.first.day, away.last.day if away.last else None) for away in absences]


@dataclass
class Absent:
    """Someone; `now` is when they act."""

    session: Session
    workspace: Workspace
    person: Person
    now: datetime = NOW
    changes: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hear when their calendar changes."""

        def heard(session: Session, workspace: Workspace, fact: Fact) -> None:
            if fact.subject == self.person.id:
                self.changes.append(fact.now.day)

        reactions = dict(self.session.info.get(REACTIONS, {}))
        reactions["calendar.changed"] = (*reactions.get("calendar.changed", ()), heard)
        self.session.info[REACTIONS] = reactions

    def says(self, first: int, last: int | None, delegate: str | None = None) -> Left | Wrong:
        """They will be away on days of March."""
        wish = Wish(march(first), None if last is None else march(last), delegate)
        return leave.leave(self.session, self.workspace, self.person, wish, self.now)

    def leaves(self, first: int, last: int | None, delegate: str | None = None) -> Left:
        """The same, where nothing is wrong with it."""
        left = self.says(first, last, delegate)
        assert isinstance(left, Left), left
        return left

    def refused(self, first: int, last: int | None, delegate: str | None = None) -> set[str]:
        """The fields that something is wrong with."""
        wrong = self.says(first, last, delegate)
        assert isinstance(wrong, Wrong)
        return set(wrong.fields)

    def corrects(self, absence: int, first: int, last: int | None, delegate: str = "") -> Left:
        """Other days for an absence, as the form gives them."""
        wish = Wish(march(first), None if last is None else march(last), delegate, absence)
        left = leave.leave(self.session, self.workspace, self.person, wish, self.now)
        assert isinstance(left, Left), left
        return left

    def ends(self, absence: int = 0) -> Ended:
        """They are back."""
        return back.end(self.session, self.workspace, self.person, absence, self.now)

    def allows(self, allowed: bool = True) -> bool:
        """Their Slack status says when they are away."""
        return status.allow(self.session, self.workspace, self.person, allowed, self.now)

    def shows(self, emoji: str, until: datetime | None = None) -> None:
        """Their Slack status changes."""
        told = Status(emoji, int(until.timestamp()) if until else 0, int(self.now.timestamp()))
        told_by = {self.person.slack_id: told}
        status.follow(self.session, self.workspace, told_by, self.now)

    @property
    def state(self) -> State:
        """What they see."""
        return show(self.session, self.workspace, self.person, self.now)

    @property
    def away(self) -> tuple[Away, ...]:
        """All their absences."""
        return calendars.own(self.session, self.workspace, self.person, self.now).absences

    @property
    def absences(self) -> list[tuple[int, int | None]]:
        """The same, as days of March."""
        return days(self.away)

    @property
    def calendar(self) -> Calendar:
        """When they work."""
        return calendars.of(self.session, self.workspace, [self.person.id])[self.person.id]

    def waits(self, days: int) -> None:
        """Some days pass."""
        self.now += timedelta(days=days)
