"""Follows the Slack status of who allows it: a palm tree means away, until it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from bot import roles
from bot.calendar import Calendar, closing, local_day
from bot.store import absences, calendars, jobs, people
from bot.store.absences import STATUS, Away
from bot.store.calendars import Own
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.absence import permissions
from workflows.absence.leave import changed

# As Slack names them. The first three are those of Slack's own suggestions and of the wish.
AWAY = frozenset(
    {
        *("palm_tree", "no_entry", "face_with_thermometer"),
        *("airplane", "airplane_departure", "small_airplane", "luggage", "passport_control"),
        *("beach_with_umbrella", "umbrella_on_ground", "desert_island", "island", "camping"),
        *("tent", "skier", "ski", "no_entry_sign", "octagonal_sign", "mask", "sneezing_face"),
        *("face_with_head_bandage", "nauseated_face", "hospital", "baby_bottle", "ooo", "ooo2"),
    }
)
_DAY = timedelta(days=1)
# A status that is set to go later than this has no end that anyone means.
_LATEST = timedelta(days=366)


@dataclass(frozen=True)
class Status:
    """A Slack status.

    Attributes:
        emoji: as Slack writes it, `:palm_tree:`; empty for none.
        expires: when it goes by itself, in seconds; 0 for never.
        updated: Slack's time of the person's last change, in seconds.
    """

    emoji: str = ""
    expires: int = 0
    updated: int = 0

    def is_away(self, now: datetime) -> bool:
        """Whether it says that the person is away."""
        name = self.emoji.strip(":").partition("::")[0]
        return name in AWAY and not 0 < self.expires <= now.timestamp()

    @property
    def mark(self) -> str:
        """What tells it from another one."""
        return f"{self.emoji} {self.expires}"

    def last(self, calendar: Calendar, now: datetime) -> date | None:
        """The last day it stands for where the person is; None when it never goes by itself."""
        if not 0 < self.expires <= (now + _LATEST).timestamp():
            return None
        # What goes at midnight ends with the day before.
        return local_day(calendar, datetime.fromtimestamp(self.expires - 1, UTC))


def follow(
    session: Session, workspace: Workspace, statuses: Mapping[str, Status], now: datetime
) -> None:
    """Keep what people's Slack status says, of those who allow it.

    Args:
        statuses: by Slack's ids; older ones than what is known of a person say nothing.
    """
    updated = {slack_id: status.updated for slack_id, status in statuses.items()}
    for person in absences.following(session, workspace, updated):
        own = calendars.own(session, workspace, person, now, lock=True)
        if _kept(session, workspace, person, own, statuses[person.slack_id], now):
            changed(session, workspace, person, now)


def allow(
    session: Session, workspace: Workspace, person: Person, allowed: bool, now: datetime
) -> bool:
    """Let a person's Slack status say when they are away, or no longer.

    Returns:
        Whether it was otherwise before.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.SAY)
    own = calendars.own(session, workspace, person, now, lock=True)
    if own.follows == allowed:
        return False
    absences.follow_status(session, workspace, person, allowed)
    heed(session, workspace, person, now)
    return True


def heed(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Whether a person's status counts is another by now: it is looked at, or forgotten."""
    own = calendars.own(session, workspace, person, now, lock=True)
    if own.follows:
        # What it says by now was not looked at before.
        jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
        return
    gone = _gone(session, workspace, person, own, now)
    absences.forget_status(session, workspace, person)
    if gone:
        changed(session, workspace, person, now)


def _kept(
    session: Session,
    workspace: Workspace,
    person: Person,
    own: Own,
    status: Status,
    now: datetime,
) -> bool:
    """Whether the person works on other days from now on."""
    if not status.is_away(now):
        return _gone(session, workspace, person, own, now)
    today = local_day(own.calendar, now)
    newest = max(_told(own), key=lambda away: away.id, default=None)
    if newest and newest.status == status.mark:
        return False
    told = Away(today, status.last(own.calendar, now), source=STATUS, status=status.mark)
    if newest and newest.days.covers(today):
        told = replace(told, id=newest.id, first=newest.first)
        absences.change(session, workspace, person, told, now)
        return told.days != newest.days
    absences.add(session, workspace, person, told, now)
    return True


def _gone(session: Session, workspace: Workspace, person: Person, own: Own, now: datetime) -> bool:
    """End what a status told; whether the person works on other days from now on."""
    today = local_day(own.calendar, now)
    # Who puts their status away in the evening was away that day.
    last = today if now >= closing(own.calendar, today) else today - _DAY
    standing = [away for away in _told(own) if away.status]
    ended = [replace(away, last=min(away.end, last), status="") for away in standing]
    empty = [away for away in ended if away.end < away.first]
    absences.clear(session, workspace, person, empty)
    for away in ended:
        if away not in empty:
            absences.change(session, workspace, person, away, now)
    return any(before.days != after.days for before, after in zip(standing, ended, strict=True))


def _told(own: Own) -> list[Away]:
    return [away for away in own.absences if away.source == STATUS]
