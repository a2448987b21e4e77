"""What a run says on the terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from statistics import median

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tests.chaos.run import Result, Told
from tests.chaos.storm import Blow
from tests.chaos.story import read

# What the dead process had sent has arrived after so many seconds: later arrivals are others'.
IN_FLIGHT = 0.05
# So many examples of each kind of wrong are printed.
EXAMPLES = 5
MISHAPS = ("lost", "500", "503", "internal_error", "ratelimited")


def carried_on(result: Result, kinds: Sequence[str]) -> list[float]:
    """Seconds from each blow of these kinds to the next message of a workspace that it hit.

    Left out are workspaces where nothing waited, and blows before which the next one came.
    """
    found = []
    for blow, following in zip_longest(result.blows, result.blows[1:]):
        if blow.kind in kinds:
            for one in result.told:
                seconds = _after(blow, one)
                if seconds is None or (following and following.began < blow.at + seconds):
                    continue
                found.append(seconds)
    return found


def _after(blow: Blow, told: Told) -> float | None:
    if told.id not in blow.workspaces:
        return None
    promises = told.feeder.promises
    later = [one for one in told.arrived if one.at > blow.at + IN_FLIGHT]
    named = [saying.name for one in later if (saying := read(one.text))]
    if not any(name in promises and promises[name].at < blow.at for name in named):
        return None
    return min(one.at for one in later) - blow.at


def lines(result: Result) -> Group:
    """The whole report for rich."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for what, says in _lines(result):
        table.add_row(what, says)
    return Group(table, *_wrongs(result))


def _lines(result: Result) -> Iterator[tuple[str, str]]:
    plan = result.plan
    promised = sum(one.verdict.promised for one in result.told)
    arrived = sum(one.verdict.arrived for one in result.told)
    yield "seed", str(plan.seed)
    where = f"{plan.channels} channels, {len(plan.companies)} workspaces, {plan.workers} workers"
    yield "promised", f"{promised} messages, {where}"
    yield "arrived", f"{arrived} messages in Slack"
    for kind in result.told[0].verdict.wrongs:
        yield kind, str(len(result.wrongs(kind)))
    edits = result.calls.get("chat.update", {})
    undone = sum(one.feeder.undone for one in result.told)
    again = sum(one.feeder.again for one in result.told)
    yield "edited", f"{edits.get('ok', 0)} times"
    yield "rolled back", f"{undone} transactions; {again} met no database and were made again"
    passed = sum(one.verdict.passed for one in result.told)
    waited = sum(one.verdict.waited for one in result.told)
    yield "alerts first", f"{passed} of {waited} broadcasts that waited in their channel"
    blows = Counter(blow.kind for blow in result.blows)
    yield "blows", _counts(blows)
    yield "Slack's mishaps", _mishaps(result)
    yield "on after a kill", _times(carried_on(result, ("kill", "kill while paused")))
    yield "after a pause", _times(carried_on(result, ("pause",)))
    stops = ("database stopped", "database broken off", "database broken off while paused")
    yield "after PostgreSQL", _times(carried_on(result, stops))
    yield "workers told to end", _ends(result)
    rate = promised / result.seconds
    share = rate / plan.permitted
    yield "throughput", f"{rate:.0f}/s in {result.seconds:.0f} s, {share:.0%} of the permitted rate"
    if not result.finished:
        yield "not finished", f"within {plan.most:.0f} s"


def _times(seconds: Sequence[float]) -> str:
    if not seconds:
        return "not measured"
    return f"median {median(seconds):.2f} s, worst {max(seconds):.2f} s, {len(seconds)} times"


def _ends(result: Result) -> str:
    orderly = [end.seconds for end in result.ends if end.orderly]
    worst = f", worst {max(orderly):.1f} s" if orderly else ""
    died = f"; {len(result.died)} died by themselves" if result.died else ""
    return f"{len(orderly)} of {len(result.ends)} did{worst}; {result.workers} started{died}"


def _mishaps(result: Result) -> str:
    counted: Counter[str] = Counter()
    for outcomes in result.calls.values():
        for outcome in MISHAPS:
            counted[outcome] += outcomes.get(outcome, 0)
    return _counts(counted)


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in counted.items() if count) or "none"


def _wrongs(result: Result) -> Iterator[Text]:
    for kind in result.told[0].verdict.wrongs:
        for wrong in result.wrongs(kind)[:EXAMPLES]:
            yield Text(f"{kind}: {wrong}", style="red")
    for end in result.ends:
        if not end.orderly:
            yield Text(f"did not end in order: {end}", style="red")
    for gave_up in result.failed[:EXAMPLES]:
        yield Text(f"the bot gave up {gave_up}", style="red")
