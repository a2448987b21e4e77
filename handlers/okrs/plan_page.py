"""What a team aims at, to be looked at and changed: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    HeaderBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn, note
from bot.fields import choice
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from bot.store.teams import Team
from handlers.okrs import ids, sayings
from handlers.okrs.fields import NONE, Carried
from workflows.okrs.cadences import Cadence
from workflows.okrs.cycles import Cycle
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi
from workflows.okrs.objective import Objective

# A form holds 100 blocks.
_ROOM = 88


@dataclass(frozen=True)
class Plan:
    """What a team aims at in a cycle.

    Attributes:
        team: None for the company.
        choices: the teams whose plan the reader may see here.
        arranges: whether they may say what the company aims at, and change cycles.
        cycles: those whose plan can still be changed.
        reopens: whether they may take its closing back.
        before: the last cycle before this one in which they aimed at something.
    """

    team: Team | None
    cycle: Cycle | None
    objectives: Sequence[Objective] = ()
    key_results: Sequence[KeyResult] = ()
    kpis: Sequence[Kpi] = ()
    cadence: Cadence | None = None
    choices: Sequence[Team] = ()
    arranges: bool = False
    cycles: Sequence[Cycle] = ()
    reopens: bool = False
    before: Cycle | None = None


def page(t: Translator, plan: Plan, head: str = "") -> Json:
    """The plan of a team.

    Args:
        head: a line above it, such as what was just saved.
    """
    cycle = plan.cycle
    carried = Carried(plan.team.id if plan.team else 0, cycle.id if cycle else 0)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))] if head else []
    blocks += _choosing(t, plan)
    if cycle is None:
        blocks.append(SectionBlock(text=mrkdwn(_no_cycle(t, plan))))
        blocks += [ActionsBlock(elements=[_cycle_button(t)])] if plan.arranges else []
        return _view(t, carried, blocks)
    days = t(
        "from {first} to {last}",
        first=t.weekday(cycle.starts),
        last=t.weekday(cycle.ends, year=True),
    )
    blocks.append(note(f"*{escape(cycle.name)}* · {days} · {_cadence(t, plan)}"))
    if cycle.closing_at:
        said = t("This cycle is being closed: it stays as it is, and owners confirm their scores.")
        blocks.append(note(f"🔒 {said}"))
    for each in plan.objectives:
        blocks += _objective(t, plan, each)
        if len(blocks) > _ROOM:
            blocks = [*blocks[:_ROOM], note(t("There is more of this than the page has room for."))]
            break
    if not plan.objectives:
        blocks.append(SectionBlock(text=mrkdwn(t("Nothing yet: what do you want to reach first?"))))
    blocks += [_kpi(t, each) for each in plan.kpis[: max(0, 96 - len(blocks))]]
    return _view(t, carried, [*blocks, *_buttons(t, plan)])


def _view(t: Translator, carried: Carried, blocks: Sequence[Block]) -> Json:
    return form(
        View(
            type="modal",
            title=t("Plan"),
            close=t("Close"),
            private_metadata=carried.dumps(),
            blocks=list(blocks),
        )
    )


def _choosing(t: Translator, plan: Plan) -> list[Block]:
    options = [(NONE, t("The whole company"))] if plan.arranges else []
    options += [(str(each.id), each.name) for each in plan.choices]
    if len(options) < 2:
        head = HeaderBlock(text=plan.team.name[:150] if plan.team else t("The whole company"))
        menu = _cycles(plan)
        return [head, ActionsBlock(elements=menu)] if menu else [head]
    chosen = str(plan.team.id) if plan.team else NONE
    return [ActionsBlock(elements=[choice(ids.PLAN_TEAM, options, chosen), *_cycles(plan)])]


def _cycles(plan: Plan) -> list[StaticSelectElement]:
    """The menu of cycles, where there is a choice."""
    if plan.cycle is None or not any(each.id != plan.cycle.id for each in plan.cycles):
        return []
    known = {each.id: each for each in (*plan.cycles, plan.cycle)}
    options = [(str(each.id), each.name) for each in known.values()]
    return [choice(ids.PLAN_CYCLE, options, str(plan.cycle.id))]


def _no_cycle(t: Translator, plan: Plan) -> str:
    if plan.arranges:
        return t("There is no cycle yet: which days do the objectives hold for?")
    return t("There is no cycle yet: Product Ops make one with `/okr plan`.")


def _objective(t: Translator, plan: Plan, found: Objective) -> list[Block]:
    lines = [f"*{sayings.titled(found.title)}*"]
    if found.parent_title:
        lines.append(t("aligned to {title}", title=sayings.titled(found.parent_title)))
    button = ButtonElement(text=t("Change"), action_id=ids.OBJECTIVE_CHANGE, value=str(found.id))
    blocks: list[Block] = [SectionBlock(text=mrkdwn("\n".join(lines)), accessory=button)]
    mine = (each for each in plan.key_results if each.objective == found.id)
    blocks += [_key_result(t, each) for each in mine]
    if plan.cycle and plan.cycle.closing_at:
        return blocks
    add = ButtonElement(
        text=t("Add a key result"), action_id=ids.KEY_RESULT_ADD, value=str(found.id)
    )
    return [*blocks, ActionsBlock(elements=[add])]


def _key_result(t: Translator, found: KeyResult) -> Block:
    owner = found.kept_by
    who = f"<@{owner.slack_id}>" if owner else t("nobody answers for it yet")
    text = f"↳ {sayings.titled(found.title)}\n{sayings.aim(t, found)} · {who}"
    button = ButtonElement(text=t("Change"), action_id=ids.KEY_RESULT_CHANGE, value=str(found.id))
    return SectionBlock(text=mrkdwn(text), accessory=button)


def _kpi(t: Translator, found: Kpi) -> Block:
    name = " · ".join((t("KPI"), sayings.titled(found.title)))
    text = f"{name}\n{sayings.bounds(t, found)}"
    button = ButtonElement(text=t("Change"), action_id=ids.KPI_CHANGE, value=str(found.id))
    return SectionBlock(text=mrkdwn(text), accessory=button)


def _cadence(t: Translator, plan: Plan) -> str:
    if plan.cadence is None:
        return t("check-ins begin with the first key result")
    next_on = t.date(plan.cadence.next_on)
    every = sayings.every(t, plan.cadence.wanted.every).lower()
    return t("check-ins {every}, next on {day}", every=every, day=next_on)


def _buttons(t: Translator, plan: Plan) -> list[Block]:
    closing = plan.cycle is not None and plan.cycle.closing_at is not None
    if closing:
        return [ActionsBlock(elements=_while_closing(t, plan))]
    row = [
        ButtonElement(
            text=t("Add an objective"), action_id=ids.OBJECTIVE_ADD, value="new", style="primary"
        ),
        ButtonElement(text=t("Add a KPI"), action_id=ids.KPI_ADD, value="new"),
        ButtonElement(text=t("Check-ins…"), action_id=ids.CADENCE, value="change"),
    ]
    if plan.before:
        label = t("Carry over from {cycle}", cycle=plan.before.name)[:75]
        row.append(ButtonElement(text=label, action_id=ids.COPY, value="copy"))
    if plan.arranges and plan.cycle:
        row.append(
            ButtonElement(text=t("Cycle…"), action_id=ids.CYCLE_CHANGE, value=str(plan.cycle.id))
        )
        row.append(_cycle_button(t))
        row.append(ButtonElement(text=t("Who hears…"), action_id=ids.SETTINGS_CHANGE, value="all"))
        row.append(_close_button(t, plan.cycle))
    return [ActionsBlock(elements=row)]


def _while_closing(t: Translator, plan: Plan) -> list[ButtonElement]:
    """Of a cycle that is being closed, nothing is changed any more."""
    row = [ButtonElement(text=t("Check-ins…"), action_id=ids.CADENCE, value="change")]
    if plan.arranges:
        row.append(_cycle_button(t))
        row.append(ButtonElement(text=t("Who hears…"), action_id=ids.SETTINGS_CHANGE, value="all"))
    if plan.reopens and plan.cycle:
        which = str(plan.cycle.id)
        text = t("Open it again")
        row.append(ButtonElement(text=text, action_id=ids.REOPEN_CYCLE, value=which))
    return row


def _close_button(t: Translator, cycle: Cycle) -> ButtonElement:
    sure = ConfirmObject(
        title=t("Close it now?"),
        text=t(
            "The last day of {cycle} is {day}. Owners are asked for their scores at once, and for"
            " no check-in any more.",
            cycle=escape(cycle.name),
            day=t.weekday(cycle.ends, year=True),
        ),
        confirm=t("Close it"),
        deny=t("Cancel"),
    )
    return ButtonElement(
        text=t("Close the cycle"), action_id=ids.CLOSE_CYCLE, value=str(cycle.id), confirm=sure
    )


def _cycle_button(t: Translator) -> ButtonElement:
    return ButtonElement(text=t("New cycle"), action_id=ids.CYCLE_ADD, value="new")
