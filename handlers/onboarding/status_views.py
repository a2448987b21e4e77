"""Where people are on their journeys: in a list, on a page, on App Home; pure functions."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    Option,
    OverflowMenuElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, Message, form, message
from bot.store.people import Person
from handlers.onboarding import enrol_views, ids, step_views
from handlers.onboarding.around import Around
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.overview import Standing, Why
from workflows.onboarding.pacing import Pace

# So many journeys stand in a message, steps on a page, and on App Home.
_LISTED, _STEPS, _AT_HOME = 20, 60, 6
# So many steps stand in one section of a page.
_PAGE = 8
_BAR = 10


def listed(
    t: Translator, found: Sequence[Standing], begins: bool, oversees: bool = False
) -> Message:
    """`/onboard status`.

    Args:
        begins: whether the reader may begin a journey.
        oversees: whether they may look at all journeys at once.
    """
    head = t("*First weeks*") if found else t("No first weeks to show you at the moment.")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    lines = [line(t, each) for each in found[:_LISTED]]
    for text, each in zip(lines, found, strict=False):
        button = ButtonElement(
            text=t("Look at it"), action_id=ids.SHOW, value=str(each.enrolment.id)
        )
        blocks.append(SectionBlock(text=mrkdwn(text), accessory=button))
    more = len(found) - len(lines)
    if more > 0:
        lines.append(t.n("and {n} more", "and {n} more", more))
        blocks.append(note(lines[-1]))
    row = []
    if begins:
        row.append(ButtonElement(text=t("Somebody arrives"), action_id=ids.ENROL, value="new"))
    if oversees:
        row.append(ButtonElement(text=t("Overview"), action_id=ids.OVERVIEW, value="all"))
    if row:
        blocks.append(ActionsBlock(elements=row))
    return message("\n".join([head, *lines]), *blocks)


def line(t: Translator, found: Standing) -> str:
    """Somebody's journey in a line or two: where they are, and what needs attention."""
    on = found.enrolment
    name = escape(on.name.in_(t.language)[0])
    parts = [name, day(t, found), t("{done} of {total} steps", done=found.done, total=found.total)]
    said = f"*{enrol_views.who(on.person)}* · " + " · ".join(parts)
    if on.ended_at:
        return f"{said}\n" + t("This journey is over.")
    if not found.why:
        return f"{said}\n🟢 " + t("on track")
    reasons = " · ".join(why(t, reason, taken) for reason, taken in found.why[:3])
    return f"{said}\n🟠 {reasons}"


def day(t: Translator, found: Standing) -> str:
    """Which day it is for somebody."""
    if found.day < 0:
        return t("first day: {day}", day=t.weekday(found.enrolment.starts))
    return t("day {day} of {last}", day=found.day + 1, last=found.last + 1)


def why(t: Translator, reason: Why, taken: Taken | None) -> str:
    """What needs attention."""
    step = step_views.title(t, taken) if taken else ""
    who = enrol_views.who(taken.person) if taken else ""
    return {
        Why.BLOCKED: t("“{step}” is with {who}, and others wait for it", step=step, who=who),
        Why.STUCK: t("“{step}” has been open for a while", step=step),
        Why.PAUSED: t("paused"),
        Why.ALONE: t("no manager is named"),
    }[reason]


def journey(t: Translator, found: Standing, reader: Person) -> Json:
    """Somebody's journey, step by step; its buttons, for who may press them."""
    on = found.enrolment
    steers = reader.product_ops or reader in (on.manager, on.made_by)
    menu = _menu(t, on, ids.STEER) if steers or reader.id == on.person.id else None
    blocks: list[Block] = [SectionBlock(text=mrkdwn(line(t, found)), accessory=menu)]
    blocks.append(note(" · ".join(enrol_views.whos_who(t, on))))
    lines = [_step(t, each, on) for each in on.steps[:_STEPS]]
    pages = (lines[first : first + _PAGE] for first in range(0, len(lines), _PAGE))
    blocks += [SectionBlock(text=mrkdwn("\n".join(page))) for page in pages]
    if steers and not on.ended_at:
        blocks.append(ActionsBlock(elements=_steering(t, on)))
    return form(View(type="modal", title=t("First weeks"), close=t("Close"), blocks=blocks))


def at_home(t: Translator, found: Standing, around: Around) -> list[Block]:
    """One's own journey on App Home: the week, what is done, who is who."""
    on = found.enrolment
    head = t("*Your first weeks*") + f" · {day(t, found)} · {bar(found)}"
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(head), accessory=_menu(t, on, ids.STEER_AT_HOME))
    ]
    if on.paused_at:
        blocks.append(note(t("Paused: nothing new comes until you go on.")))
    # What is open has its buttons above, among what waits for them.
    begun = [one for one in on.own if one.opened_at or one.state is State.DONE]
    lines = [f"{step_views.mark(each)} {step_views.title(t, each)}" for each in begun[-_AT_HOME:]]
    if lines:
        blocks.append(SectionBlock(text=mrkdwn("\n".join(lines))))
    ahead = [one for one in on.own if one.state is State.WAITING][:3]
    if ahead:
        names = ", ".join(step_views.title(t, each) for each in ahead)
        blocks.append(note(t("Next: {steps}", steps=names)))
    blocks.append(note(" · ".join(enrol_views.surroundings(t, on, around))))
    return blocks


def accompanied(t: Translator, found: Sequence[Standing]) -> list[Block]:
    """Those whom somebody accompanies, on App Home."""
    if not found:
        return []
    head: list[Block] = [SectionBlock(text=mrkdwn(t("*The first weeks of those you accompany*")))]
    return [*head, *(SectionBlock(text=mrkdwn(line(t, each))) for each in found[:_AT_HOME])]


def steered(t: Translator, found: Enrolment) -> str:
    """What somebody reads who goes on otherwise from now on."""
    if found.paused_at:
        return t("Paused: nothing new comes until you go on. What is open stays open.")
    return {
        Pace.SLOWER: t("Slower from now on: one new thing a day at the most."),
        Pace.FASTER: t("Faster from now on: the rest comes sooner, three a day at the most."),
        Pace.NORMAL: t("As usual from now on: three new things a day at the most."),
    }[found.pace]


def bar(found: Standing) -> str:
    """How much is done, as a bar."""
    share = found.done / found.total if found.total else 0
    full = round(share * _BAR)
    return "▰" * full + "▱" * (_BAR - full) + f" {found.done}/{found.total}"


def explained(t: Translator) -> Message:
    """`/onboard help`."""
    lines = [
        t("`/onboard @name` begins somebody's first weeks: a journey, a first day, a buddy."),
        t("`/onboard status` shows where those are whom you accompany."),
        t("`/onboard journeys` is where Product Ops write journeys, step by step."),
        t("`/onboard overview` shows Product Ops all of it at once, and where people get stuck."),
        t("`/onboard settings` says about whom Product Ops are asked when they join."),
        t("Your own first weeks are on *Home*; go slower, faster, or pause there."),
    ]
    return message("\n".join(lines))


def _step(t: Translator, taken: Taken, on: Enrolment) -> str:
    said = f"{step_views.mark(taken)} {step_views.title(t, taken)}"
    if taken.person.id != on.person.id:
        said += f" · {enrol_views.who(taken.person)}"
    return said


def _steering(t: Translator, on: Enrolment) -> list[ButtonElement]:
    sure = ConfirmObject(
        title=t("End it?"),
        text=t("Nothing of it is asked any more; what was done stays."),
        confirm=t("End it"),
        deny=t("Cancel"),
    )
    which = str(on.id)
    return [
        ButtonElement(text=t("Move the first day"), action_id=ids.MOVE, value=which),
        ButtonElement(
            text=t("End it"), action_id=ids.STOP, value=which, style="danger", confirm=sure
        ),
    ]


def _menu(t: Translator, on: Enrolment, action: str) -> OverflowMenuElement | None:
    if on.ended_at:
        return None
    choices = [
        (Pace.SLOWER, t("Slower")),
        (Pace.NORMAL, t("As usual")),
        (Pace.FASTER, t("Faster")),
    ]
    options = [(str(pace), name) for pace, name in choices if pace is not on.pace]
    options.append(("resume", t("Go on")) if on.paused_at else ("pause", t("Pause")))
    return OverflowMenuElement(
        action_id=action,
        options=[Option(text=name, value=f"{on.id}:{how}") for how, name in options],
    )
