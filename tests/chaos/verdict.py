"""The verdict on one workspace: what was promised against what stands in Slack, nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.chaos.feeding import Promise
from tests.chaos.story import Name, Saying, read
from tests.playground.apart import Apart, Json


@dataclass(frozen=True)
class Arrival:
    """A message as Slack shows it.

    Attributes:
        place: the name of its channel, or of the person for direct messages.
        thread: the `ts` in whose thread it stands, empty for none.
    """

    place: str
    ts: str
    text: str
    thread: str = ""

    @property
    def at(self) -> float:
        """When it arrived, in seconds since the epoch."""
        return float(self.ts)


@dataclass
class Verdict:
    """What is wrong, each a list of sentences' parts; all empty is what was promised.

    Attributes:
        promised, arrived: how many messages.
        lost: committed, and not in Slack.
        twice: in Slack more than once.
        undone: rolled back, and said all the same.
        strange: in Slack, and never promised.
        disordered: before one of its like that was put in the outbox earlier.
        misplaced: in another place or thread than promised.
        stale: with other words than its last edit's.
        passed, waited: alerts and the broadcasts that waited in their channel: who went first.
    """

    promised: int = 0
    arrived: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    passed: int = 0
    waited: int = 0

    @property
    def wrongs(self) -> Mapping[str, list[str]]:
        """What is wrong, by kind."""
        return {
            "lost": self.lost,
            "seen twice": self.twice,
            "rolled back and said": self.undone,
            "said by nobody": self.strange,
            "out of order": self.disordered,
            "in the wrong place": self.misplaced,
            "not as last edited": self.stale,
        }

    @property
    def holds(self) -> bool:
        """Whether everything promised is so."""
        return not any(self.wrongs.values())


def arrivals(apart: Apart) -> list[Arrival]:
    """Everything the bot said in a workspace, conversation by conversation, in order."""
    people = {id: name for name, id in apart.people.items()}
    found = []
    for conversation in apart.conversations():
        others = [member for member in conversation["members"] if member != apart.bot_user]
        direct = conversation["kind"] == "im"
        place = people.get(others[0], others[0]) if direct and others else conversation["name"]
        messages = apart.messages(conversation["id"])
        said = (message for message in messages if message.get("user") == apart.bot_user)
        found += [_arrival(place, message) for message in said]
    return found


def _arrival(place: str, message: Json) -> Arrival:
    thread = message.get("thread_ts", "")
    return Arrival(place, message["ts"], message["text"], "" if thread == message["ts"] else thread)


def judge(promises: Mapping[Name, Promise], arrived: Sequence[Arrival]) -> Verdict:
    """Compare what was promised with what stands in Slack.

    Args:
        arrived: conversation by conversation, each in order.
    """
    verdict = Verdict(len(promises), len(arrived))
    seen: dict[Name, list[Arrival]] = defaultdict(list)
    for arrival in arrived:
        saying = read(arrival.text)
        if saying is None:
            verdict.strange.append(arrival.text)
        elif saying.undone:
            verdict.undone.append(arrival.text)
        elif saying.name not in promises:
            verdict.strange.append(arrival.text)
        else:
            seen[saying.name].append(arrival)
    for name, promise in promises.items():
        found = seen[name]
        if not found:
            verdict.lost.append(promise.saying.text)
            continue
        if len(found) > 1:
            verdict.twice.append(f"{promise.saying.text}: {[one.ts for one in found]}")
        _compare(verdict, promise, found[0], seen)
    firsts = {name: found[0] for name, found in seen.items() if found}
    verdict.disordered.extend(_disordered(firsts))
    verdict.passed, verdict.waited = _passing(promises, firsts)
    return verdict


def _compare(
    verdict: Verdict, promise: Promise, found: Arrival, seen: Mapping[Name, list[Arrival]]
) -> None:
    if found.text != promise.saying.text:
        verdict.stale.append(f"{promise.saying.text}: Slack shows {found.text}")
    tops = [one.ts for one in seen[promise.under]] if promise.under else [""]
    if found.place != promise.saying.name.place or found.thread not in tops:
        verdict.misplaced.append(f"{promise.saying.text}: {found.place}, thread {found.thread!r}")


def _disordered(firsts: Mapping[Name, Arrival]) -> Iterable[str]:
    for earlier, later in pairwise(sorted(firsts)):
        alike = (earlier.place, earlier.priority) == (later.place, later.priority)
        if alike and firsts[earlier].at > firsts[later].at:
            yield f"{Saying(later).text} came before number {earlier.number}"


def _passing(promises: Mapping[Name, Promise], firsts: Mapping[Name, Arrival]) -> tuple[int, int]:
    """How many broadcasts that waited when an alert was committed it passed, of how many."""
    counted: Counter[bool] = Counter()
    broadcasts = defaultdict(list)
    for name, arrival in firsts.items():
        if name.priority == "broadcast":
            broadcasts[name.place].append((promises[name].at, arrival.at))
    for name, arrival in firsts.items():
        if name.priority == "alert":
            since = promises[name].at
            for put, came in broadcasts[name.place]:
                if put < since < came:
                    counted[arrival.at < came] += 1
    return counted[True], counted.total()
