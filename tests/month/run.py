"""One run: a month from its first moment to its last, seen by the witness at each."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.rules import EDIT
from tests.month import verdict
from tests.month.arrivals import Arrival, Arrivals
from tests.month.cast import cast, handle
from tests.month.company import Company
from tests.month.hands import Hands
from tests.month.hours import Hours
from tests.month.life import lives
from tests.month.plan import BEGINS, Plan
from tests.month.script import Script
from tests.month.stage import Stage, opened
from tests.month.witness import Witness

# So many wrongs, and the rest of the month would only follow from them.
ENOUGH = 20


@dataclass(frozen=True)
class Said:
    """A message, in words that are the same in every run of a seed.

    Attributes:
        day: where its reader was, and the Monday of its week.
        lines: the asks that it shows, each with its kind and what it was to its reader.
        parts: only the latter.
        reminds: whether it names something that they had heard of.
    """

    who: str
    at: str
    day: str
    week: str
    lines: str
    parts: tuple[str, ...]
    reminds: bool


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes:
        people: where each began the month, by name.
        moments: at how many moments everything ticked.
        asked: how many asks were opened, by kind.
        done: how often each kind of thing was done.
        clicks: how many buttons were pressed in Slack itself.
        edits: how often a message was brought up to date.
        came_back: how many mornings after a leave began with one message.
        wrongs: what is not as promised, by kind.
    """

    plan: Plan
    people: dict[str, str]
    said: tuple[Said, ...]
    moments: int
    asked: dict[str, int]
    done: dict[str, int]
    clicks: int
    edits: int
    came_back: int
    wrongs: dict[str, list[str]]

    @property
    def holds(self) -> bool:
        """Whether everything promised is so."""
        return not any(self.wrongs.values())

    @property
    def says(self) -> set[tuple[str, str, str]]:
        """To whom what was said, and when."""
        return {(one.who, one.at, one.lines) for one in self.said}


def run(plan: Plan, database_url: str, say: Callable[[str], None]) -> Result:
    """A month, played and seen.

    Args:
        database_url: of an empty migrated database.
        say: told how far it is, day by day.
    """
    with opened(plan, database_url) as stage:
        people = cast(plan, [stage.playground.as_(handle(n)).id for n in range(plan.people)])
        company = Company({one.id: one for one in people})
        hands = Hands(stage.bot.store, stage.workspace, stage.playground)
        hands.settle_in(people)
        witness, posted = Witness(company), Arrivals(stage.playground, company)
        script = Script(plan, company, hands, witness)
        script.begin(people)
        lives(script, people)
        places = {one.name: one.hours.zone for one in people}
        moments = _play(stage, script, posted, say)
        return _judged(stage, script, moments, places)


def _play(stage: Stage, script: Script, posted: Arrivals, say: Callable[[str], None]) -> int:
    company, witness, moments = script.company, script.witness, 0
    today = BEGINS.date()
    for now in _moments(script):
        moments += 1
        stage.turn(now)
        script.play(now)
        company.follow(now)
        expected = company.messages(now)
        script.react()
        stage.tick(busy=bool(expected))
        witness.look(posted.new(), expected, now)
        if sum(map(len, (*witness.wrongs.values(), script.refused))) >= ENOUGH:
            break
        if now.date() != today:
            today = now.date()
            say(f"{today:%a %d %b}: {len(company.things)} asked, {len(witness.arrivals)} messages")
    return moments


def _moments(script: Script) -> Iterator[datetime]:
    """Each moment at which something may happen: a deed, a working day's beginning, the grid."""
    plan, now = script.plan, BEGINS
    grid = timedelta(minutes=plan.grid)
    while now < plan.ends:
        yield now
        hours = {(one.hours.zone, one.hours.start) for one in script.company.people.values()}
        opens = (Hours(zone, "", start=start).next_opening(now) for zone, start in hours)
        on_grid = BEGINS + ((now - BEGINS) // grid + 1) * grid
        now = min(filter(None, (on_grid, script.next(), *opens)))


def _judged(stage: Stage, script: Script, moments: int, places: dict[str, str]) -> Result:
    company, hands, witness = script.company, script.hands, script.witness
    wrongs = dict(witness.wrongs)
    if script.refused:
        wrongs["refused"] = script.refused
    found = (
        *verdict.rows_and_messages(stage, witness.arrivals),
        *verdict.asks(stage, company, hands.ids),
        *verdict.words(witness.arrivals, company.things, script.gone),
    )
    for kind, what in found:
        wrongs.setdefault(kind, []).append(what)
    tally = stage.playground.workspace.calls.tally
    return Result(
        plan=script.plan,
        people=places,
        said=tuple(map(_said, witness.arrivals)),
        moments=moments,
        asked=dict(Counter(thing.kind for thing in company.things.values())),
        done=script.done,
        clicks=hands.clicks,
        edits=sum(count for (method, _), count in tally.items() if method == EDIT),
        came_back=witness.came_back,
        wrongs=wrongs,
    )


def _said(arrival: Arrival) -> Said:
    who, at, lines = arrival.says
    return Said(
        who,
        at,
        f"{arrival.day}",
        f"{arrival.day - timedelta(days=arrival.day.weekday())}",
        lines,
        tuple(part.value for _, part in arrival.lines),
        arrival.reminds,
    )
