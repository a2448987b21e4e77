"""All journeys at once, for Product Ops: how people are doing, and where they get stuck; pure."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import fields
from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import cut, escape, excerpt
from bot.replies import SECTION, Json, form
from bot.store.people import Person
from handlers.onboarding import enrol_views, ids, wording
from workflows.onboarding.attention import Attention, Point
from workflows.onboarding.figures import FEWEST, Mean, StepFigures, Used
from workflows.onboarding.hearing import MOST
from workflows.onboarding.journey import Audience, Step, Text
from workflows.onboarding.overseeing import Overview

# So many things that need attention stand there, names beside each, steps, and answers.
_POINTS, _NAMES, _STEPS, _MEANS = 6, 4, 8, 10
# Letters of a title, and of a question.
_TITLE, _QUESTION = 80, 120
# So many steps stand in one section.
_PAGE = 4


def page(t: Translator, found: Overview) -> Json:
    """How people are doing, then where one journey gets them stuck."""
    blocks: list[Block] = [_section(part) for part in _doing(t, found.attention)]
    if found.journey:
        blocks += [DividerBlock(), *_stuck(t, found, found.journey)]
        blocks.append(ActionsBlock(elements=_buttons(t, found, found.journey)))
    return form(View(type="modal", title=t("Overview"), close=t("Close"), blocks=blocks))


def signs(t: Translator, found: StepFigures) -> list[str]:
    """What a step costs people, in words."""
    said = [days(t, found.days)] if found.days is not None else []
    if found.open:
        said.append(
            t.n("{n} has it open for long", "{n} have it open for long", found.open),
        )
    if found.unclear:
        said.append(t("unclear to {share}%", share=percent(found.unclear)))
    return said


def days(t: Translator, took: int) -> str:
    """How long a step takes."""
    return t.n("{n} day", "{n} days", took) if took else t("the same day")


def percent(share: float) -> int:
    """A share from 0 to 1, of a hundred."""
    return round(share * 100)


def title(t: Translator, step: Step) -> str:
    """What a step is called, and whose part it is, where it isn't that of who arrives."""
    said = excerpt(_in(t, step.title), _TITLE)
    if step.audience is Audience.NEW_HIRE:
        return said
    return t("{step} ({who})", step=said, who=wording.audience(t, step.audience))


def costly(found: Iterable[StepFigures]) -> list[StepFigures]:
    """The steps that cost people something, the heaviest first."""
    return sorted((each for each in found if any(each.costs)), key=_weight, reverse=True)


def _weight(found: StepFigures) -> tuple[int, int, float]:
    return found.costs


def _doing(t: Translator, found: Attention) -> list[str]:
    if not found.on_track and not found.look:
        return [t("Nobody is on a journey at the moment. `/onboard @name` begins one.")]
    numbers = [t.n("🟢 {n} on track", "🟢 {n} on track", found.on_track)] if found.on_track else []
    if found.look:
        numbers.append(t.n("🟠 {n} to look at", "🟠 {n} to look at", found.look))
    parts = ["\n".join([t("*Where everybody is*"), " · ".join(numbers)])]
    if found.blocked:
        parts.append(_points(t, t("*Waiting for somebody else's part*"), found.blocked))
    if found.stuck:
        parts.append(_points(t, t("*Open for a while: a hand may help*"), found.stuck))
    rest = []
    if found.paused:
        rest.append(t("*Paused:* {people}", people=_names(t, found.paused)))
    if found.alone:
        rest.append(t("*Without a manager:* {people}", people=_names(t, found.alone)))
    return [*parts, "\n".join(rest)] if rest else parts


def _points(t: Translator, head: str, found: Sequence[Point]) -> str:
    lines = [_point(t, each) for each in found[:_POINTS]]
    return "\n".join([head, *lines, *_more(t, found, _POINTS)])


def _point(t: Translator, found: Point) -> str:
    step = escape(excerpt(_in(t, found.step.title), _TITLE))
    people = _names(t, found.people)
    if found.owner is None:
        return t("• “{step}”: {people}", step=step, people=people)
    who = _name(found.owner)
    return t("• “{step}” is with {who}, for {people}", step=step, who=who, people=people)


def _stuck(t: Translator, found: Overview, journey: Used) -> list[Block]:
    name = escape(_in(t, journey.name))
    count = t(
        "{journey}: {on} on it now, {ever} in all",
        journey=name,
        on=t.number(journey.on),
        ever=t.number(journey.ever),
    )
    head = "\n".join([t("*Where people get stuck*"), count])
    menu = _menu(t, found.journeys, journey) if len(found.journeys) > 1 else None
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head), accessory=menu)]
    heavy = costly(found.steps)
    lines = [_step(t, each) for each in heavy[:_STEPS]]
    pages = (lines[first : first + _PAGE] for first in range(0, len(lines), _PAGE))
    blocks += [_section("\n".join(page)) for page in pages]
    rest = " ".join(_rest(t, found.steps, heavy))
    blocks += [note(rest)] if rest else []
    return [*blocks, *_answers(t, found.steps)]


def _step(t: Translator, found: StepFigures) -> str:
    return f"• *{escape(title(t, found.step))}*\n   " + " · ".join(signs(t, found))


def _rest(
    t: Translator, steps: Sequence[StepFigures], heavy: Sequence[StepFigures]
) -> Iterable[str]:
    """What the steps are that don't stand there, and what the figures are."""
    if len(heavy) > _STEPS:
        more = len(heavy) - _STEPS
        yield t.n("{n} more step costs less.", "{n} more steps cost less.", more)
    few = sum(each.had < FEWEST for each in steps)
    smooth = len(steps) - len(heavy) - few
    if smooth:
        yield t.n("{n} step goes smoothly.", "{n} steps go smoothly.", smooth)
    if few:
        yield t.n(
            "Of {n} step nothing is told yet: fewer than {fewest} people have had it.",
            "Of {n} steps nothing is told yet: fewer than {fewest} people have had each.",
            few,
            fewest=FEWEST,
        )
    if any(each.days is not None for each in heavy):
        yield t("Days are working days, and the median: half of the people took no longer.")


def _answers(t: Translator, steps: Iterable[StepFigures]) -> list[Block]:
    means = [mean for each in steps for mean in each.means]
    if not means:
        return []
    head = t("*What people answer, from 1 to {most}*", most=MOST)
    lines = [_mean(t, each) for each in means[:_MEANS]]
    return [_section("\n".join([head, *lines, *_more(t, means, _MEANS)]))]


def _mean(t: Translator, found: Mean) -> str:
    answers = t.n("{n} answer", "{n} answers", found.answers)
    question = escape(excerpt(_in(t, found.question.text), _QUESTION))
    return f"• {question} *{mean(t, found)}* · {answers}"


def mean(t: Translator, found: Mean) -> str:
    """The mean of what was answered."""
    return t.number(round(found.mean, 1))


def _buttons(t: Translator, found: Overview, journey: Used) -> list[ButtonElement]:
    row = [ButtonElement(text=t("As a table"), action_id=ids.TABLE, value="all")]
    if any(each.had >= FEWEST for each in found.steps):
        send = t("Send me its picture")
        row.insert(0, ButtonElement(text=send, action_id=ids.PICTURE, value=str(journey.id)))
    return row


def _menu(t: Translator, journeys: Sequence[Used], chosen: Used) -> StaticSelectElement:
    options = [(str(each.id), _in(t, each.name)) for each in journeys]
    return fields.choice(ids.OVERVIEW_JOURNEY, options, str(chosen.id))


def _section(text: str) -> SectionBlock:
    whole = text if len(text) <= SECTION else f"{text[: cut(text, SECTION)]}…"
    return SectionBlock(text=mrkdwn(whole))


def _names(t: Translator, people: Sequence[Person]) -> str:
    shown = ", ".join(_name(each) for each in people[:_NAMES])
    return " ".join([shown, *_more(t, people, _NAMES)])


def _name(person: Person) -> str:
    return excerpt(enrol_views.who(person), _TITLE)


def _more(t: Translator, some: Sequence[object], shown: int) -> list[str]:
    more = len(some) - shown
    return [t.n("and {n} more", "and {n} more", more)] if more > 0 else []


def _in(t: Translator, text: Text) -> str:
    return text.in_(t.language)[0]
