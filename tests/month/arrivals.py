"""The messages that arrived in Slack, and which asks their words name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.playground import Message as Posted
from bot.playground import Playground
from tests.month.cast import Somebody
from tests.month.company import LEFT, Company
from tests.month.rules import Part, Thing

_NUMBER, _NAME = re.compile(r"#(\d+)\b"), re.compile(r"\bColleague (\d+)\b")
_MORE = re.compile(r"^(\d+) .*\*(?:Home|Accueil)\*")


@dataclass(frozen=True)
class Arrival:
    """A message in Slack, as it was when it arrived.

    Attributes:
        lines: the asks that it shows, and what each was to its reader.
        more: how many asks it says that it does not show.
        posted: as it is by now.
        day: the date where its reader was.
        reminds: whether it names something that they had heard of.
    """

    who: Somebody
    at: datetime
    lines: tuple[tuple[Thing, Part], ...]
    more: int
    posted: Posted
    day: date
    reminds: bool = False

    @property
    def things(self) -> list[Thing]:
        """The asks that it shows."""
        return [thing for thing, _ in self.lines]

    @property
    def says(self) -> tuple[str, str, str]:
        """To whom, when and what: the same in every run of a seed."""
        return self.who.name, f"{self.at:%Y-%m-%d %H:%M:%S}", self._lines

    @property
    def words(self) -> str:
        """The same, without the moment."""
        return f"{self.who.name}: {self._lines}"

    @property
    def _lines(self) -> str:
        shown = ", ".join(f"#{thing.number} {thing.kind} {part}" for thing, part in self.lines)
        return f"{shown} and {self.more} more" if self.more else shown


@dataclass
class Arrivals:
    """All that the bot said to people."""

    playground: Playground
    company: Company
    _seen: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def new(self) -> Iterator[Arrival]:
        """What arrived since this was asked last."""
        world = self.playground.workspace
        for who in self.company.people.values():
            with world.lock:
                channel = world.channels.get(world.direct_id(world.bot_user, who.id))
                posted = list(channel.messages.values()) if channel else []
            for one in posted[self._seen[who.id] :]:
                yield self._read(who, one)
            self._seen[who.id] = len(posted)

    def _read(self, who: Somebody, posted: Posted) -> Arrival:
        rows = posted.text.splitlines()
        lines = [
            (thing, _part(thing, who)) for row in rows if (thing := named(row, self.company.things))
        ]
        more = next((int(found[1]) for row in rows if (found := _MORE.match(row))), 0)
        at = datetime.fromtimestamp(int(float(posted.ts)), UTC)
        return Arrival(who, at, tuple(lines), more, posted, who.hours.day(at))


def _part(thing: Thing, who: Somebody) -> Part:
    if thing.owner == who.id:
        return Part.OWED
    return Part.OFFERED if thing.taker == who.id else Part.ESCALATED


def named(row: str, things: Mapping[int, Thing]) -> Thing | None:
    """The ask that a line names: by its number, or by who has left."""
    found = _NUMBER.search(row)
    if found:
        return things.get(int(found[1]))
    name = _NAME.search(row)
    who = int(name[1]) if name else None
    left = [one for one in things.values() if one.kind == LEFT and one.subject == who]
    return left[-1] if left else None
