"""The form in which a step of a journey is written, for all who will be on it: pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    RadioButtonsElement,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from bot import carried
from bot.blockkit import note
from bot.fields import MOST_CHOICES, choice, line, option
from bot.i18n import LANGUAGES, Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from handlers.onboarding import ids, step_lines, wording
from workflows.onboarding import limits, writing
from workflows.onboarding.changing import Reach
from workflows.onboarding.journey import CONFIRMING, Audience, DoneWhen, Journey, Kind, Role, Step

# What stands for somebody by name, and for a button.
SOMEBODY, BUTTON = "somebody", "button"
# Kinds that ask for the same: whoever it is for says that it is done.
PLAIN = (Kind.READ, Kind.DO, Kind.ACKNOWLEDGE)


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What the form carries unseen.

    Attributes:
        journey: its key.
        step: the key of the step; empty for a new one.
        kind: of the step.
    """

    journey: str = ""
    step: str = ""
    kind: str = str(Kind.DO)


@dataclass(frozen=True)
class Drawn:
    """What the form is drawn from; `step` is empty but for its kind where it is a new one.

    Attributes:
        walked: how many are on the journey.
    """

    journey: Journey
    step: Step
    carried: Carried
    walked: int


def draw(t: Translator, drawn: Drawn) -> Json:
    """The form."""
    suffix = f".{writing.mark(drawn.step)}"
    fields = (*_fields(t, drawn), *_reach(t, drawn))
    head = note(f"*{escape(drawn.journey.name.in_(t.language)[0])}*")
    return form(
        View(
            type="modal",
            callback_id=ids.STEP_FORM,
            title=t("A step"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=drawn.carried.dumps(),
            blocks=[head, *(_named(each, suffix) for each in fields)],
        )
    )


def _named(block: InputBlock, suffix: str) -> Block:
    # Slack keeps what stands in a field of the same name; and it tells how the step stood.
    assert isinstance(block.element, InputInteractiveElement), "it is a field"
    block.block_id = f"{block.element.action_id}{suffix}"
    return block


def _fields(t: Translator, drawn: Drawn) -> Iterator[InputBlock]:
    step = drawn.step
    mine, other = sorted(LANGUAGES, key=lambda each: each != t.language)
    # What has a title in the other language alone has one.
    yield from _words(t, step, mine, bool(getattr(step.title, other)), t("Markdown works here."))
    hint = t("0 is the first day, 5 a week later, -2 two working days before. Working days only.")
    day = str(step.day) if drawn.carried.step else ""
    yield _field(t("Day"), line(ids.STEP_DAY, day), hint)
    yield _field(
        t("For whom"),
        choice(
            ids.STEP_FOR, [(each, wording.audience(t, each)) for each in Audience], step.audience
        ),
    )
    yield from _of_kind(t, step)
    yield from _done(t, step)
    yield from _around(t, drawn)
    yield from _words(t, step, other, True, t("Who reads it gets the other language until then."))


def _words(
    t: Translator, step: Step, language: str, optional: bool, hint: str
) -> Iterator[InputBlock]:
    title, text = (
        (t("Title, in English"), t("Text, in English"))
        if language == "en"
        else (t("Title, in French"), t("Text, in French"))
    )
    written = getattr(step.title, language), getattr(step.text, language)
    element = line(ids.in_(ids.STEP_TITLE, language), written[0], limits.TITLE)
    yield _field(title, element, optional=optional)
    element = line(ids.in_(ids.STEP_TEXT, language), written[1], limits.TEXT, lines=True)
    yield _field(text, element, hint, optional=True)


def _of_kind(t: Translator, step: Step) -> Iterator[InputBlock]:
    """What belongs to its kind."""
    if step.kind in PLAIN:
        kinds = [(each, wording.kinds(t)[each]) for each in PLAIN]
        yield _field(t("What it asks for"), choice(ids.STEP_KIND, kinds, step.kind))
    elif step.kind is Kind.MEET:
        whom = [(str(each), wording.met(t, each)) for each in Role]
        whom.append((SOMEBODY, t("somebody in particular")))
        by_name = bool(step.meets) and step.meets not in tuple(Role)
        chosen = SOMEBODY if by_name else step.meets or Role.BUDDY
        yield _field(t("Whom to meet"), choice(ids.STEP_MEETS, whom, chosen))
        element = line(ids.STEP_MEETS_NAME, step.meets if by_name else "")
        hint = t("Their e-mail address or @handle, for somebody in particular.")
        yield _field(t("Who"), element, hint, optional=True)
    else:
        asked = step_lines.of_questions(step.questions)
        hint = t("A line each. For a scale, begin with 1-5; both languages: English | français.")
        yield _field(t("Questions"), line(ids.STEP_QUESTIONS, asked, lines=True), hint)


def _done(t: Translator, step: Step) -> Iterator[InputBlock]:
    if step.kind is Kind.ANSWER:
        return
    ways = [(BUTTON, t("Whoever has it says so, with a button"))]
    ways += [(each, t("Confirmed by: {who}", who=wording.audience(t, each))) for each in CONFIRMING]
    ways += [(each, wording.happening(t, each)) for each in DoneWhen]
    chosen = step.done_when or step.confirmed_by or BUTTON
    yield _field(t("How it is done"), choice(ids.STEP_DONE, ways, chosen))
    hint = t("Only where joining a channel ticks it: its name, such as #product.")
    yield _field(t("Channel"), line(ids.STEP_CHANNEL, step.channel), hint, optional=True)


def _around(t: Translator, drawn: Drawn) -> Iterator[InputBlock]:
    step = drawn.step
    others = [each for each in drawn.journey.by_day() if each.key != step.key][:MOST_CHOICES]
    if others:
        options = {each.key: option(each.key, each.title.in_(t.language)[0]) for each in others}
        chosen = [options[key] for key in step.needs if key in options]
        menu = StaticMultiSelectElement(
            action_id=ids.STEP_NEEDS,
            options=list(options.values()),
            initial_options=chosen or None,
        )
        yield _field(t("What has to be done before"), menu, optional=True)
    hint = t("A line each: https://… and a title. Both languages: English | français.")
    links = line(ids.STEP_LINKS, step_lines.of_links(step.links), lines=True)
    yield _field(t("Links"), links, hint, optional=True)


def _reach(t: Translator, drawn: Drawn) -> Iterator[InputBlock]:
    if drawn.carried.step:
        box = Option(text=t("Take this step out"), value=ids.STEP_DROP)
        boxes = CheckboxesElement(action_id=ids.STEP_DROP, options=[box])
        yield _field(t("Not needed any more?"), boxes, optional=True)
    if not drawn.walked:
        return
    options = [
        Option(text=t("Nothing: it is for who begins later"), value=Reach.LATER),
        Option(
            text=t("The words alone"),
            value=Reach.MINOR,
            description=t("Nobody is told; what was done stays done."),
        ),
        Option(
            text=t("Words and steps: all of it"),
            value=Reach.MAJOR,
            description=t("Who has not done it gets the new one; who has hears what changed."),
        ),
    ]
    radio = RadioButtonsElement(action_id=ids.STEP_REACH, options=options)
    label = t.n(
        "What changes for the one who is on it now?",
        "What changes for the {n} who are on it now?",
        drawn.walked,
    )
    yield _field(label, radio)


def _field(
    label: str, element: InputInteractiveElement, hint: str = "", optional: bool = False
) -> InputBlock:
    return InputBlock(label=label, element=element, hint=hint or None, optional=optional)
