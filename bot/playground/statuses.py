"""What people say of themselves beside their name, and until when."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from bot import clock
from bot.playground import happenings
from bot.playground.records import Person
from bot.playground.refusing import refusal
from bot.playground.state import Workspace

# Seconds of real time between two looks at what has ended by now.
APART = 1.0
# https://docs.slack.dev/apis/web-api/user-presence-and-status
LONGEST = 100
_SPANS = {
    "30m": timedelta(minutes=30),
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
}
_USUAL = ":speech_balloon:"
_SUNDAY = 6


def put(workspace: Workspace, person: Person, said: tuple[str, str], until: str = "") -> None:
    """A person says how they are: an emoji and a text, both empty to clear it.

    Args:
        workspace: where.
        person: who.
        said: the emoji, such as ":palm_tree:" or without its colons, and the text.
        until: "30m", "1h", "4h", "today", "week", the last day such as "2026-03-13", or "" for
            as long as they like.

    Raises:
        ValueError: the text is too long, or its end is not ahead; in words for a person.
    """
    name, text = said[0].strip().strip(":"), said[1].strip()
    if len(text) > LONGEST:
        raise refusal(person, "status_long", most=LONGEST)
    emoji = f":{name}:" if name else _USUAL if text else ""
    ends = _end(person, until, clock.now()) if emoji else 0
    changes = {"status_text": text, "status_emoji": emoji, "status_expiration": ends}
    happenings.alter(workspace, person, changes)


def _end(person: Person, until: str, now: datetime) -> int:
    """When a status ends, in seconds since the epoch; 0 for never."""
    if not until:
        return 0
    if until in _SPANS:
        return int((now + _SPANS[until]).timestamp())
    today = now.astimezone(ZoneInfo(person.tz)).date()
    last = {"today": today, "week": today + timedelta(days=_SUNDAY - today.weekday())}.get(until)
    if last is None:
        try:
            last = date.fromisoformat(until)
        except ValueError:
            raise refusal(person, "status_day") from None
    if last < today:
        raise refusal(person, "status_over")
    after = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(person.tz))
    return int(after.timestamp()) - 1


def next_moment(workspace: Workspace) -> datetime | None:
    """When the next status ends; None where none will."""
    with workspace.lock:
        ends = [one.status_expiration for one in workspace.people.values()]
    ahead = [end for end in ends if end]
    return datetime.fromtimestamp(min(ahead), UTC) if ahead else None


def pass_time(workspace: Workspace, now: datetime) -> None:
    """Clears the statuses that have ended by now, which the app hears of as of any change."""
    with workspace.lock:
        over = [
            one for one in workspace.people.values() if 0 < one.status_expiration <= now.timestamp()
        ]
        for person in over:
            cleared = {"status_text": "", "status_emoji": "", "status_expiration": 0}
            happenings.alter(workspace, person, cleared)


class Hours:
    """Ends statuses while product time just passes."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.thread = threading.Thread(target=self._pass, name="playground-hours")

    def start(self) -> Self:
        """Starts the thread that looks."""
        self.thread.start()
        return self

    def join(self) -> None:
        """Waits for its end, after the workspace was closed."""
        self.thread.join()

    def _pass(self) -> None:
        while not self.workspace.closing.wait(APART):
            pass_time(self.workspace, clock.now())
