"""What somebody reads who has checked in: what was kept, and what the bot knows beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Json, Message, form, message
from handlers.okrs import ids, report_views, sayings, waits
from workflows.dependencies.holding import Held
from workflows.okrs.doubts import Doubt
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi

# So many key results stand in a receipt, and so many doubts.
_LISTED, _DOUBTED = 20, 5


@dataclass(frozen=True)
class Told:
    """What was told.

    Attributes:
        unchanged: by a click on *No change*.
        doubts: what speaks against what was told to be on track.
        held: what those wait for from other teams, where something is the matter with it.
        far: key results whose figure is far from the one before, with both.
        stuck: key results of which *No change* was said again and again.
        untold: those of which nothing was ever told.
    """

    key_results: Sequence[KeyResult]
    kpis: Sequence[Kpi] = ()
    unchanged: bool = False
    doubts: Sequence[Doubt] = ()
    held: Sequence[tuple[KeyResult, Held]] = ()
    far: Sequence[tuple[KeyResult, Decimal]] = ()
    stuck: Sequence[KeyResult] = ()
    untold: Sequence[KeyResult] = ()


@dataclass(frozen=True)
class _Doors:
    """What the buttons of a receipt are called where it stands."""

    show: str
    alive: str
    drop: str


_IN_MESSAGE = _Doors(ids.SHOW, ids.ALIVE, ids.DROP)
_IN_FORM = _Doors(ids.SHOW_IN_FORM, ids.ALIVE_IN_FORM, ids.DROP_IN_FORM)


def in_message(t: Translator, told: Told) -> Message:
    """As a message."""
    texts = [head(t, told), *_lines(t, told)]
    return message("\n".join(texts), *_blocks(t, told, _IN_MESSAGE))


def in_form(t: Translator, told: Told) -> Json:
    """As what a form becomes."""
    blocks = _blocks(t, told, _IN_FORM)
    return form(View(type="modal", title=t("Check-in"), close=t("Close"), blocks=blocks))


def answered(view: Json, which: int, said: str) -> Json:
    """That form, where the question whether a key result still matters was answered.

    Args:
        view: as Slack sends it.
        which: the id of the key result.
        said: what stands in the question's place.
    """
    question, row = ids.of(ids.STUCK, which), ids.of(ids.ALIVE, which)
    note = ContextBlock(elements=[mrkdwn(said)]).to_dict()
    blocks = [
        note if block.get("block_id") == question else block
        for block in view["blocks"]
        if block.get("block_id") != row
    ]
    return {name: view[name] for name in ("type", "title", "close")} | {"blocks": blocks}


def head(t: Translator, told: Told) -> str:
    """What was kept, in a sentence."""
    count = len(told.key_results) + len(told.kpis)
    if not count and told.untold:
        return t.n(
            "{n} key result has no figure yet: *Update* takes the first one.",
            "{n} key results have no figure yet: *Update* takes the first ones.",
            len(told.untold),
        )
    if not count:
        return t("Nothing left to say: everything is up to date.")
    if told.unchanged:
        return t.n(
            "✅ *No change*: noted for {n} key result.",
            "✅ *No change*: noted for {n} key results.",
            count,
        )
    return t.n(
        "✅ *Thank you*: {n} figure is up to date.",
        "✅ *Thank you*: {n} figures are up to date.",
        count,
    )


def doubt(t: Translator, found: Doubt) -> str:
    """What speaks against a key result's being on track: one line, and one question."""
    title = sayings.titled(found.key_result.title)
    if found.expected is not None and found.progress is not None:
        fact = t(
            "*{title}* is at {progress} of the way; its pace would have it at {expected}.",
            title=title,
            progress=sayings.percent(t, found.progress),
            expected=sayings.percent(t, found.expected),
        )
        return f"{fact} " + t("What will make up the difference?")
    if found.stuck:
        fact = t.n(
            "*{title}* has not moved for {n} check-in.",
            "*{title}* has not moved for {n} check-ins.",
            found.stuck,
            title=title,
        )
        return f"{fact} " + t("What would move it?")
    assert found.kpi, "a doubt has a fact"
    fact = t(
        "*{title}* is on track, and *{kpi}* is at {value} ({bounds}).",
        title=title,
        kpi=sayings.titled(found.kpi.title),
        value=sayings.kpi_value(t, found.kpi, found.kpi.value),
        bounds=sayings.bounds(t, found.kpi),
    )
    return f"{fact} " + t("Does one cost the other?")


def _far(t: Translator, found: KeyResult, before: Decimal) -> str:
    return t(
        "🔎 *{title}* went from {before} to {after}. If that is a slip, *Correct* is on its page.",
        title=sayings.titled(found.title),
        before=sayings.value(t, found, before),
        after=sayings.value(t, found, found.value),
    )


def _lines(t: Translator, told: Told) -> list[str]:
    lines = [
        sayings.entry(t, each.title, f"{sayings.value(t, each, each.value)} · {_sure_of(t, each)}")
        for each in told.key_results[:_LISTED]
    ]
    lines += [
        sayings.entry(t, each.title, sayings.kpi_value(t, each, each.value))
        for each in told.kpis[:_LISTED]
    ]
    more = len(told.key_results) + len(told.kpis) - len(lines)
    if more > 0:
        lines.append(t.n("and {n} more", "and {n} more", more))
    return lines


def _blocks(t: Translator, told: Told, doors: _Doors) -> list[Block]:
    text = "\n".join([head(t, told), *_lines(t, told)])
    blocks: list[Block] = [*report_views.sections([text])]
    for found, before in told.far[:_DOUBTED]:
        button = ButtonElement(text=t("Look at it"), action_id=doors.show, value=str(found.id))
        blocks.append(SectionBlock(text=mrkdwn(_far(t, found, before)), accessory=button))
    said = [(each.key_result, doubt(t, each)) for each in told.doubts[:_DOUBTED]]
    said += [(found, waits.doubt(t, found, held)) for found, held in told.held[:_DOUBTED]]
    for found, words in said:
        button = ButtonElement(text=t("Look at it"), action_id=doors.show, value=str(found.id))
        blocks.append(SectionBlock(text=mrkdwn(f"🔎 {words}"), accessory=button))
    if said:
        blocks.append(
            ContextBlock(elements=[mrkdwn(t("Your answer stands: this is only what I know."))])
        )
    blocks += [block for each in told.stuck[:_DOUBTED] for block in _stuck(t, each, doors)]
    if told.untold and told.key_results:
        names = ", ".join(sayings.titled(each.title) for each in told.untold[:_DOUBTED])
        blocks.append(
            ContextBlock(
                elements=[mrkdwn(t("No figure yet: {titles}. *Update* takes one.", titles=names))]
            )
        )
    return blocks


def _sure_of(t: Translator, found: KeyResult) -> str:
    return sayings.confidence(t, found.confidence)


def _sure(t: Translator) -> ConfirmObject:
    return ConfirmObject(
        title=t("Drop it?"),
        text=t("It is asked about no more; its history stays."),
        confirm=t("Drop it"),
        deny=t("Cancel"),
    )


def _stuck(t: Translator, found: KeyResult, doors: _Doors) -> list[Block]:
    question = t(
        "*{title}*: no change for three check-ins. Does it still matter?",
        title=sayings.titled(found.title),
    )
    which = str(found.id)
    row = [
        ButtonElement(text=t("It does"), action_id=doors.alive, value=which),
        ButtonElement(text=t("Drop it"), action_id=doors.drop, value=which, confirm=_sure(t)),
    ]
    return [
        SectionBlock(text=mrkdwn(question), block_id=ids.of(ids.STUCK, found.id)),
        ActionsBlock(elements=row, block_id=ids.of(ids.ALIVE, found.id)),
    ]
