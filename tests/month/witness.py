"""Holds what people are told in Slack against what they were promised."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.playground import Message as Posted
from tests.month.arrivals import Arrival
from tests.month.cast import Somebody
from tests.month.company import Company
from tests.month.rules import SHOWN, Line, Message, Part, Thing, urgency


@dataclass
class Witness:
    """Looks at everybody's messages after each moment.

    Attributes:
        wrongs: what is not as promised, by kind.
        came_back: how many mornings after a leave began with a message.
    """

    company: Company
    arrivals: list[Arrival] = field(default_factory=list)
    wrongs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    came_back: int = 0
    _days: dict[str, list[tuple[date, bool]]] = field(default_factory=lambda: defaultdict(list))
    _named: set[tuple[int, str, Part, int]] = field(default_factory=set)
    _unheard: dict[int, Thing] = field(default_factory=dict)
    _known: int = 0
    _helped: set[int] = field(default_factory=set)

    def shown(self, thing: Thing) -> Posted | None:
        """The latest message that shows its owner something."""
        for arrival in reversed(self.arrivals):
            if arrival.who.id == thing.owner and thing in arrival.things:
                return arrival.posted
        return None

    def look(
        self, arrived: Iterable[Arrival], expected: Mapping[str, Message], now: datetime
    ) -> None:
        """See that what arrived now is what was to be said, by Slack's id of to whom."""
        came: dict[str, list[Arrival]] = defaultdict(list)
        for arrival in arrived:
            came[arrival.who.id].append(arrival)
        self._all_heard(came, now)
        for who in sorted({*came, *expected}):
            somebody = self.company.people[who]
            for arrival in came[who]:
                self._permitted(arrival, now)
            self._as_promised(somebody, came[who], expected.get(who), now)
            self.came_back += len(came[who]) == 1 and _is_back(somebody, now)

    def wrong(self, kind: str, what: str, now: datetime) -> None:
        """Keep that something is not as promised."""
        self.wrongs[kind].append(f"{now:%a %d %b %H:%M} {what}")

    def _permitted(self, arrival: Arrival, now: datetime) -> None:
        """Whatever is said: not now, not so often, not to them?"""
        who, today = arrival.who, arrival.who.hours.day(now)
        told = {thing.told_as(part, who.id) for thing, part in arrival.lines}
        reminds = bool(told & self._named)
        if not who.active or not who.hours.works(now):
            self.wrong("outside working time", arrival.words, now)
        if self._this_week(who, today) >= who.most:
            self.wrong("above the ceiling", arrival.words, now)
        if reminds and (today, True) in self._days[who.id]:
            self.wrong("a second reminder that day", arrival.words, now)
        for thing, part in arrival.lines:
            self._line(who, thing, part, now)
        self._days[who.id].append((today, reminds))
        self._named |= told
        self.arrivals.append(replace(arrival, reminds=reminds))

    def _line(self, who: Somebody, thing: Thing, part: Part, now: datetime) -> None:
        what = f"#{thing.number} to {who.name}"
        if not thing.is_open:
            self.wrong("said although it was over", what, now)
        if part is Part.OWED and thing.until and thing.until > who.hours.day(now):
            self.wrong("said although it was put off", what, now)
        if part is Part.ESCALATED:
            if thing.number in self._helped:
                self.wrong("escalated twice", what, now)
            if self.company.people[thing.owner].lead != who.id:
                self.wrong("said to somebody else", what, now)
            self._helped.add(thing.number)

    def _as_promised(
        self, who: Somebody, came: list[Arrival], expected: Message | None, now: datetime
    ) -> None:
        """Just this message, at just this moment."""
        if len(came) > 1:
            self.wrong("twice at once", "; ".join(one.words for one in came), now)
        if came and expected is None:
            self.wrong("said and not to be said", came[0].words, now)
        elif expected and not came:
            self.wrong("to be said and not said", f"{who.name}: {_words(expected.lines)}", now)
        elif expected and not _is_same(came[0], expected, who):
            both = f"{came[0].words} instead of {_words(expected.lines)}"
            self.wrong("other than what was to be said", both, now)
        if any(one.at != now for one in came):
            self.wrong("at another moment", came[0].words, now)

    def _all_heard(self, came: Mapping[str, list[Arrival]], now: datetime) -> None:
        """Whoever could be told by now has heard of all that they owe."""
        things = self.company.things
        for thing in list(things.values())[self._known :]:
            self._unheard[thing.number] = thing
        self._known = len(things)
        for some in came.values():
            for arrival in some:
                # What a message does not show, it counts.
                for thing in arrival.things if not arrival.more else list(self._unheard.values()):
                    if thing.owner == arrival.who.id:
                        self._unheard.pop(thing.number, None)
        for thing in list(self._unheard.values()):
            who = self.company.people[thing.owner]
            if not thing.is_open or thing.owner == thing.knows:
                del self._unheard[thing.number]
            elif self._could_hear(who, thing, now):
                self.wrong("lost", f"#{thing.number} of {who.name}", now)
                del self._unheard[thing.number]

    def _could_hear(self, who: Somebody, thing: Thing, now: datetime) -> bool:
        today = who.hours.day(now)
        waits = thing.until is not None and thing.until > today
        elsewhere = thing.taker and not thing.standing
        if waits or elsewhere or not who.active or not who.hours.works(now):
            return False
        return self._this_week(who, today) < who.most

    def _this_week(self, who: Somebody, today: date) -> int:
        week = today.isocalendar()[:2]
        return sum(day.isocalendar()[:2] == week for day, _ in self._days[who.id])


def _is_same(came: Arrival, expected: Message, who: Somebody) -> bool:
    """Whether a message shows what it is to show, most urgent first, and counts the rest."""
    known = {(line.thing, line.part): line for line in expected.lines}
    shown = [known.get(line) for line in came.lines]
    lines = [line for line in shown if line is not None]
    if len(lines) < len(shown) or len(lines) != min(SHOWN, len(known)):
        return False
    rest = [line for line in expected.lines if line not in lines]
    order = [urgency(line.thing, who) for line in lines]
    later = [urgency(line.thing, who) for line in rest]
    return (
        order == sorted(order)
        and order[-1] <= min(later, default=order[-1])
        and (came.more == len(rest))
    )


def _is_back(who: Somebody, now: datetime) -> bool:
    """Whether this is the first moment at work after a leave."""
    today = who.hours.day(now)
    ends = (leave.last for leave in who.hours.leaves if leave.last)
    return who.hours.opens(today) == now and any(
        who.hours.first_day(last + timedelta(days=1)) == today for last in ends
    )


def _words(lines: tuple[Line, ...]) -> str:
    return ", ".join(f"#{line.thing.number} {line.part}" for line in lines)
