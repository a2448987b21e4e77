"""What a person sees of their own key results, in a message and on App Home: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Message, message
from bot.store.people import Person
from handlers.okrs import ids, report_views, sayings
from workflows.okrs.cycles import Cycle
from workflows.okrs.figures import band
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi

# So many stand in a message, and on App Home.
_LISTED, _AT_HOME = 20, 5


@dataclass(frozen=True)
class Mine:
    """What is a person's in the cycle under way.

    Attributes:
        plans: whether they say what a team aims at.
    """

    person: Person
    cycle: Cycle | None
    day: date
    key_results: Sequence[KeyResult]
    kpis: Sequence[Kpi]
    plans: bool


def shown(t: Translator, found: Mine) -> Message:
    """`/okr`."""
    head = _head(t, found)
    lines = [line(t, each, found.day) for each in found.key_results]
    lines += [kpi_line(t, each) for each in found.kpis]
    fitting = report_views.fitting(lines, _LISTED)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for text, each in zip_longest(fitting, found.key_results[: len(fitting)]):
        look = None
        if each:
            look = ButtonElement(text=t("Look at it"), action_id=ids.SHOW, value=str(each.id))
        blocks.append(SectionBlock(text=mrkdwn(text), accessory=look))
    more = len(lines) - len(fitting)
    rest = [t.n("and {n} more", "and {n} more", more)] if more else []
    blocks += [SectionBlock(text=mrkdwn(text)) for text in rest]
    blocks.append(ActionsBlock(elements=_buttons(t, found)))
    return message("\n".join([head, *fitting, *rest]), *blocks)


def at_home(t: Translator, found: Mine) -> Sequence[Block]:
    """The same on App Home; nothing for who has none."""
    if not found.key_results and not found.kpis:
        return ()
    lines = [line(t, each, found.day) for each in found.key_results[:_AT_HOME]]
    lines += [kpi_line(t, each) for each in found.kpis[: max(0, _AT_HOME - len(lines))]]
    which = str(found.person.id)
    row = [
        ButtonElement(text=t("Update"), action_id=ids.CHECK_IN_AT_HOME, value=which),
        ButtonElement(text=t("No change"), action_id=ids.NO_CHANGE_AT_HOME, value=which),
    ]
    head = t("*Your key results*")
    text = "\n".join([head, *lines])
    return [*report_views.sections([text]), ActionsBlock(elements=row)]


def line(t: Translator, found: KeyResult, day: date) -> str:
    """A key result in a line or two."""
    value = sayings.value(t, found, found.value)
    said = (
        f"*{sayings.titled(found.title)}*\n{value} · {sayings.aim(t, found)}"
        f" · {sayings.confidence(t, found.confidence)}"
    )
    if found.value is None or found.aim.holds:
        return said
    return f"{said} · {sayings.band(t, band(found.progress, found.expected(day)))}"


def kpi_line(t: Translator, found: Kpi) -> str:
    """A KPI in a line."""
    value = sayings.kpi_value(t, found, found.value)
    sign = "⚠️ " if found.breached_at else ""
    return f"{sign}*{sayings.titled(found.title)}* · {value} · {sayings.bounds(t, found)}"


def explained(t: Translator) -> Message:
    """`/okr help`."""
    lines = [
        t("`/okr` shows your key results, and how they stand against their pace."),
        t("`/okr update` opens your check-in: one form for all of them."),
        t("`/okr report` shows all teams, `/okr report Billing` one of them."),
        t("`/okr plan` sets a team's objectives: for team leads and Product Ops."),
        t("`/okr copy` carries its key results over into the next cycle."),
    ]
    return message("\n".join(lines), *[SectionBlock(text=mrkdwn("\n".join(lines)))])


def _head(t: Translator, found: Mine) -> str:
    if found.cycle is None:
        return t("There is no cycle yet: Product Ops make one with `/okr plan`.")
    last = t.weekday(found.cycle.ends, year=True)
    head = t("*Your key results · {cycle}*", cycle=escape(found.cycle.name))
    head += "\n" + t("until {day}", day=last)
    if not found.key_results and not found.kpis:
        head += "\n" + t(
            "You have no key results in this cycle. `/okr report` shows those of the teams."
        )
    return head


def _buttons(t: Translator, found: Mine) -> list[ButtonElement]:
    which = str(found.person.id)
    row = []
    goes_on = found.cycle is not None and not found.cycle.closing_at
    if (found.key_results and goes_on) or found.kpis:
        row.append(
            ButtonElement(text=t("Update"), action_id=ids.CHECK_IN, value=which, style="primary")
        )
    if goes_on and any(each.value is not None for each in found.key_results):
        row.append(ButtonElement(text=t("No change"), action_id=ids.NO_CHANGE, value=which))
    row.append(ButtonElement(text=t("All teams"), action_id=ids.REPORT, value="all"))
    if found.plans:
        row.append(ButtonElement(text=t("Plan"), action_id=ids.PLAN, value="mine"))
    return row
