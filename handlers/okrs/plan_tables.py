"""Tables of what is aimed at, and of KPIs' values, read from files."""

from collections.abc import Mapping

from bot.bringing import Table
from bot.folding import sameness
from workflows.okrs.import_values import Value
from workflows.okrs.incoming import Sent, Told

# What a row without an objective has from the row above.
_REPEATED = ("cycle", "team", "objective")


def plan(table: Table) -> tuple[Told, ...]:
    """What a table says is aimed at; an empty objective is that of the row above."""
    above: dict[str, str] = {}
    found = []
    for line, told in table.told().items():
        if _goes_on(told, above):
            told |= {name: above[name] for name in _REPEATED if name in above}
            table.fill(line, told, _REPEATED)
        above = told
        if line not in table.misread:
            found.append(Told(line, Sent(**told)))
    return tuple(found)


def values(table: Table) -> tuple[Value, ...]:
    """The values that a table tells."""
    told = table.told().items()
    return tuple(Value(line, **each) for line, each in told if line not in table.misread)


def _goes_on(told: Mapping[str, str], above: Mapping[str, str]) -> bool:
    """Whether a row tells more of the objective above: it names none, and nobody else's."""
    if told.get("objective", "").strip():
        return False
    places = [(sameness(told.get(name, "")), above.get(name, "")) for name in ("cycle", "team")]
    return all(one in ("", sameness(other)) for one, other in places)
