"""What a month says on the terminal: who was told how often, and whether it was as promised."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import mean

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tests.month.cast import CEILING, PLACES
from tests.month.plan import Plan
from tests.month.run import Result

# So many examples of each kind of wrong are printed.
EXAMPLES = 5
DAYS, MANY = (1, 2, 3), 4


def lines(results: Sequence[Result], seconds: Sequence[float]) -> Group:
    """The whole report for rich: the first run's tables, and whether the others say the same.

    Args:
        seconds: that each took.
    """
    first = results[0]
    facts = Table(show_header=False, box=None, pad_edge=False)
    facts.add_column(justify="right")
    facts.add_column()
    for what, says in _facts(first):
        facts.add_row(what, says)
    for result, took in zip(results, seconds, strict=True):
        facts.add_row(_setup(result.plan), f"{_compared(first, result)}, in {took:.0f} s")
    return Group(_per_day(first), Text(), _per_week(first), Text(), facts, *_wrongs(results))


def differences(first: Result, second: Result) -> list[str]:
    """What only one of two runs said."""
    only = [("only", first.says - second.says), ("not", second.says - first.says)]
    return [
        f"{which} with {_setup(first.plan)}: {' '.join(each)}"
        for which, some in only
        for each in sorted(some)
    ]


def _per_day(result: Result) -> Table:
    """Messages a person and day, zone by zone."""
    table = Table(title="Messages a person and day, by time zone", title_justify="left")
    for number, heading in enumerate(
        ("", "people", "messages", "a person and week", "days with 0", *map(str, DAYS), "4 or more",
         "most in a day", "most in a week")
    ):  # fmt: skip
        table.add_column(heading, justify="right" if number else "left")
    weeks = result.plan.days / 7
    for zone in (*(zone for zone, _ in PLACES), ""):
        people = [name for name, where in result.people.items() if zone in ("", where)]
        said = [one for one in result.said if one.who in people]
        days = _counted((one.who, one.day) for one in said)
        spread = Counter(min(count, MANY) for count in days.values())
        silent = len(people) * result.plan.days - len(days)
        each = len(said) / weeks / len(people) if people else 0.0
        table.add_row(
            zone or "everywhere",
            *(str(len(people)), str(len(said)), f"{each:.1f}", str(silent)),
            *(str(spread[number]) for number in (*DAYS, MANY)),
            str(max(days.values(), default=0)),
            str(max(_counted((one.who, one.week) for one in said).values(), default=0)),
            end_section=zone == PLACES[-1][0],
        )
    return table


def _per_week(result: Result) -> Table:
    """How many people got how many messages in a week."""
    table = Table(title="People by the messages they got in a week", title_justify="left")
    table.add_column("week of")
    for number in range(CEILING + 1):
        table.add_column(str(number), justify="right")
    table.add_column("mean", justify="right")
    weeks: dict[str, Counter[str]] = defaultdict(Counter)
    for one in result.said:
        weeks[one.week][one.who] += 1
    for week, counted in sorted(weeks.items()):
        whole = [counted[who] for who in result.people]
        spread = Counter(whole)
        cells = (str(spread[number]) for number in range(CEILING + 1))
        table.add_row(week, *cells, f"{mean(whole):.1f}")
    return table


def _facts(result: Result) -> Iterator[tuple[str, str]]:
    plan, said = result.plan, result.said
    yield "seed", str(plan.seed)
    yield "a month", f"{plan.people} people, {plan.days} days, {result.moments} moments"
    yield "asked", _counts(result.asked)
    yield "done", _counts(result.done)
    yield "pressed in Slack itself", f"{result.clicks} buttons"
    reminders = sum(one.reminds for one in said)
    lines = Counter(line for one in said for line in one.parts)
    yield "messages", f"{len(said)}, of which {reminders} remind; {result.edits} edits"
    yield "lines", _counts(lines)
    yield "back from leave", f"{result.came_back} mornings began with a message, one each"
    for kind in KINDS:
        yield kind, str(len(result.wrongs.get(kind, ())))


def _compared(first: Result, result: Result) -> str:
    count = len(result.said)
    if result is first:
        return f"{count} messages"
    different = len(differences(first, result))
    return f"the same {count} messages" if not different else f"{different} messages differ"


def _setup(plan: Plan) -> str:
    return f"{plan.clocks} × clock, {plan.workers} × worker"


def _wrongs(results: Sequence[Result]) -> Iterator[Text]:
    for result in results:
        for kind, found in result.wrongs.items():
            for wrong in found[:EXAMPLES]:
                yield Text(f"{_setup(result.plan)}: {kind}: {wrong}", style="red")
        if result is not results[0]:
            for wrong in differences(results[0], result)[:EXAMPLES]:
                yield Text(wrong, style="red")


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(counted.items()))


def _counted(pairs: Iterator[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter(pairs)


KINDS = (
    *("outside working time", "above the ceiling", "a second reminder that day", "lost"),
    *("twice at once", "said although it was over", "said although it was put off"),
    *("said to somebody else", "escalated twice", "to be said and not said"),
    *("said and not to be said", "other than what was to be said", "at another moment"),
    *("rows not posted once", "messages without a row", "not delivered"),
    *("says otherwise by now", "asks not as they were left", "refused"),
)
