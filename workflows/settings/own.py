"""Reads what a person chose, and changes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.calendar import END, START, WEEK
from bot.store import homes
from bot.store.people import Person, PersonRow
from bot.store.person import note
from bot.store.workspaces import Workspace
from workflows.settings import permissions


@dataclass(frozen=True)
class Settings:
    """What a person chose.

    Attributes:
        language: `en` or `fr`; empty for Slack's.
        country: ISO 3166-1; empty for none, None for the workspace's.
        region: of that country; empty for all of it.
        weekdays: the days they work, as ISO numbers.
        start, end: of their working day.
        ceiling: messages a week that may ask something of them; None for the workspace's.
        follows_status: whether their Slack status says when they are away.
    """

    language: str = ""
    country: str | None = None
    region: str = ""
    weekdays: frozenset[int] = WEEK
    start: time = START
    end: time = END
    ceiling: int | None = None
    follows_status: bool = False

    @property
    def hours(self) -> tuple[object, ...]:
        """All that says when they work."""
        return self.country, self.region, self.weekdays, self.start, self.end


def read(session: Session, workspace: Workspace, person: Person) -> Settings:
    """What this person chose."""
    return _read(session, workspace, person)


def change(
    session: Session, workspace: Workspace, person: Person, wanted: Settings, now: datetime
) -> Settings:
    """Change what this person chose; records the fact `settings.changed`.

    Where it concerns when they work, it records `calendar.changed` too; where it concerns whether
    their Slack status counts, `settings.status_changed`.

    Args:
        wanted: checked.

    Returns:
        What they had chosen before.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.CHANGE)
    before = _read(session, workspace, person, lock=True)
    if wanted == before:
        return before
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id == person.id)
        .values(
            chosen_language=wanted.language or None,
            country=wanted.country,
            region=wanted.region or None,
            weekdays=None if wanted.weekdays == WEEK else sorted(wanted.weekdays),
            day_start=None if wanted.start == START else wanted.start,
            day_end=None if wanted.end == END else wanted.end,
            weekly_ceiling=wanted.ceiling,
            follows_status=wanted.follows_status,
        )
    )
    note(session, workspace, person.slack_id)
    homes.touch(session, workspace, [person], wait=0)
    for kind in _news(before, wanted):
        facts.record(session, workspace, kind, person.id, person, now)
    return before


def _news(before: Settings, wanted: Settings) -> Iterator[str]:
    """The kinds of facts that a change is."""
    yield "settings.changed"
    if wanted.follows_status != before.follows_status:
        yield "settings.status_changed"
    if wanted.hours != before.hours:
        yield "calendar.changed"


def _read(
    session: Session, workspace: Workspace, person: Person, *, lock: bool = False
) -> Settings:
    query = select(
        PersonRow.chosen_language,
        PersonRow.country,
        PersonRow.region,
        PersonRow.weekdays,
        PersonRow.day_start,
        PersonRow.day_end,
        PersonRow.weekly_ceiling,
        PersonRow.follows_status,
    ).where(PersonRow.workspace_id == workspace.id, PersonRow.id == person.id)
    row = session.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
    if row is None:
        return Settings()
    return Settings(
        language=row.chosen_language or "",
        country=row.country,
        region=row.region or "",
        weekdays=frozenset(row.weekdays) if row.weekdays else WEEK,
        start=START if row.day_start is None else row.day_start,
        end=END if row.day_end is None else row.day_end,
        ceiling=row.weekly_ceiling,
        follows_status=row.follows_status,
    )
