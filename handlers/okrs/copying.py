"""The form that carries a team's aims over into another cycle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ContextBlock, InputBlock, SectionBlock
from slack_sdk.models.views import View

from bot import decoding, filled, resuming
from bot.blockkit import mrkdwn
from bot.errors import Refusal
from bot.fields import choice
from bot.i18n import Translator, say
from bot.mrkdwn import escape
from bot.replies import OpenForm, UpdateForm, form
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import ids, sayings
from handlers.okrs.fields import Carried
from handlers.okrs.planner import Planner
from workflows.okrs import copying, cycles, ending
from workflows.okrs.copying import Fate
from workflows.okrs.key_result import KeyResult

Json = Mapping[str, Any]

# A form holds 100 blocks.
_LISTED = 45


def of_team(
    session: Session,
    workspace: Workspace,
    person: Person,
    name: str,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """`/okr copy Billing`: into the next cycle, or the one under way where it has just begun."""
    planner = Planner(session, workspace, person, now, t)
    cycle = cycles.ahead(session, workspace, now) or cycles.current(session, workspace, now)
    if cycle is None:
        raise Refusal(say("There is no cycle yet: Product Ops make one with `/okr plan`."))
    team = planner.team(name) if name else planner.first()
    opened = _opened(planner, Carried(team, cycle.id))
    return OpenForm(resuming.resumed(session, workspace, person, opened, t))


def open_form(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button on the plan that does so."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    opened = _opened(Planner(session, workspace, person, now, t), carried)
    return UpdateForm(resuming.resumed(session, workspace, person, opened, t))


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """That form, submitted: the plan of the cycle follows, with what is there by now."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    planner = Planner(session, workspace, person, now, t)
    cycle = cycles.find(session, workspace, carried.cycle)
    team = carried.team or None
    offered = copying.offered(session, workspace, person, team, cycle)
    kept = copying.carry(*planner.given, (team, cycle), _fates(view, offered), now)
    resuming.settle(*planner.given, view)
    head = t.n(
        "{n} key result is in *{cycle}*.",
        "{n} key results are in *{cycle}*.",
        len(kept),
        cycle=escape(cycle.name),
    )
    return UpdateForm(planner.page(carried.team, head, cycle.id))


def _opened(planner: Planner, carried: Carried) -> dict[str, Any]:
    cycle = cycles.find(planner.session, planner.workspace, carried.cycle)
    team = carried.team or None
    offered = copying.offered(*planner.given, team, cycle)
    if not ending.in_team(*planner.given, team):
        # What a team told is its own to see first.
        offered = tuple(replace(each, value=None) for each in offered)
    named = teams.find(planner.session, planner.workspace, team) if team else None
    name = escape(named.name) if named else planner.t("The whole company")
    head = planner.t(
        "What becomes of each in *{cycle}*? It begins where it stands; those to be changed come"
        " first in the plan.",
        cycle=escape(cycle.name),
    )
    return _form(planner.t, f"*{name}*\n{head}", carried, offered)


def _form(
    t: Translator, head: str, carried: Carried, offered: Sequence[KeyResult]
) -> dict[str, Any]:
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    if len(offered) > _LISTED:
        blocks.append(_rest(t, len(offered) - _LISTED))
    options = [
        (str(Fate.KEEP), t("Keep it")),
        (str(Fate.MODIFY), t("Keep, and change it")),
        (str(Fate.DROP), t("Drop it")),
    ]
    for each in offered[:_LISTED]:
        action = ids.of(ids.FATE, each.id)
        where = f"{sayings.value(t, each, each.value)} · {sayings.aim(t, each)}"
        said = f"*{sayings.titled(each.title)}*\n{where}"
        element = choice(action, options, str(copying.suggested(each)))
        blocks += [
            SectionBlock(text=mrkdwn(said)),
            InputBlock(block_id=action, label=t("In the next cycle"), element=element),
        ]
    return form(
        View(
            type="modal",
            callback_id=ids.COPY_FORM,
            title=t("Carry over"),
            submit=t("Carry over"),
            close=t("Cancel"),
            private_metadata=Carried(carried.team, carried.cycle).dumps(),
            blocks=blocks,
        )
    )


def _rest(t: Translator, more: int) -> ContextBlock:
    said = t.n(
        "The form has no room for {n} more: it is carried over unless it was reached.",
        "The form has no room for {n} more: they are carried over unless they were reached.",
        more,
    )
    return ContextBlock(elements=[mrkdwn(said)])


def _fates(view: Json, offered: Sequence[KeyResult]) -> dict[int, Fate]:
    named = {str(each.id): ids.of(ids.FATE, each.id) for each in offered}
    said = filled.fields(view, named)
    chosen = {int(which): Fate(fate) for which, fate in said.items() if fate in set(Fate)}
    return {each.id: copying.suggested(each) for each in offered[_LISTED:]} | chosen
