"""Journeys as Product Ops write them: the list, one step by step, what it is called."""

from collections.abc import Mapping, Sequence
from itertools import islice

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn, note
from bot.fields import choice, line, person
from bot.i18n import LANGUAGES, Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Json, form
from handlers.onboarding import ids, wording
from handlers.onboarding.journeys import Shelved
from workflows.onboarding import checking, limits
from workflows.onboarding.finding import Finding
from workflows.onboarding.journey import Journey, Kind, Step

# A form holds 100 blocks.
_LISTED = 90
# No journey to begin like.
NONE = "-"


def listed(t: Translator, found: Sequence[Shelved]) -> Json:
    """All journeys."""
    blocks: list[Block] = [_row(t, each) for each in found[:_LISTED]]
    more = len(found) - len(blocks)
    if more > 0:
        blocks.append(note(t.n("and {n} more", "and {n} more", more)))
    new = ButtonElement(
        text=t("New journey"), action_id=ids.JOURNEY_NEW, value="new", style="primary"
    )
    blocks.append(ActionsBlock(elements=[new]))
    return form(View(type="modal", title=t("Journeys"), close=t("Close"), blocks=blocks))


def page(t: Translator, found: Shelved, head: str = "") -> Json:
    """A journey, step by step.

    Args:
        head: a line above it, such as what was just saved.
    """
    journey = found.journey
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))] if head else []
    change = ButtonElement(text=t("Details…"), action_id=ids.JOURNEY_DETAILS, value=journey.key)
    name = f"*{escape(journey.name.in_(t.language)[0])}*"
    about, _ = journey.about.in_(t.language)
    said = f"{name}\n{escape(excerpt(about, 500))}" if about else name
    blocks.append(SectionBlock(text=mrkdwn(said), accessory=change))
    blocks.append(note(" · ".join(_facts(t, found))))
    notes = _notes(t, journey)
    blocks += [note(f"⚠️ {notes['']}")] if "" in notes else []
    blocks += [_step(t, each, notes) for each in islice(journey.by_day(), limits.STEPS)]
    if not journey.steps:
        blocks.append(SectionBlock(text=mrkdwn(t("Nothing yet: what comes first?"))))
    return form(
        View(
            type="modal",
            title=t("A journey"),
            close=t("Close"),
            private_metadata=journey.key,
            blocks=[*blocks, *_adding(t, journey)],
        )
    )


def details_form(t: Translator, found: Shelved | None, others: Sequence[Journey] = ()) -> Json:
    """What a journey is called, for whom it is and who looks after it.

    Args:
        found: None for a new one.
        others: the journeys that a new one can begin like.
    """
    fields = [*_called(t, found.journey if found else None)]
    owner = found.kept.owner if found and found.kept else None
    pick = person(ids.JOURNEY_OWNER, owner.slack_id if owner and owner.here else "")
    hint = t("They hear what is unclear in it, and what is answered in words.")
    fields.append(_field(t("Who looks after it"), pick, hint))
    if found is None:
        fields.append(_like(t, others))
    box = Option(text=t("Offer it for who arrives"), value=ids.JOURNEY_OFFERED)
    on = found is None or found.kept is None or found.kept.offered
    boxes = CheckboxesElement(
        action_id=ids.JOURNEY_OFFERED, options=[box], initial_options=[box] if on else None
    )
    fields.append(_field(t("Offered"), boxes))
    return form(
        View(
            type="modal",
            callback_id=ids.JOURNEY_FORM,
            title=t("A journey") if found else t("New journey"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=found.journey.key if found else "",
            blocks=fields,
        )
    )


def _row(t: Translator, found: Shelved) -> Block:
    name = escape(found.journey.name.in_(t.language)[0])
    look = ButtonElement(text=t("Open it"), action_id=ids.JOURNEY_OPEN, value=found.journey.key)
    facts = " · ".join(_facts(t, found))
    return SectionBlock(text=mrkdwn(f"*{name}*\n{facts}"), accessory=look)


def _facts(t: Translator, found: Shelved) -> list[str]:
    steps = len(found.journey.steps)
    said = [t.n("{n} step", "{n} steps", steps)]
    if found.walked:
        said.append(t.n("{n} person is on it", "{n} people are on it", found.walked))
    if found.kept is None:
        said.append(t("comes with the bot"))
    elif found.kept.owner and found.kept.owner.here:
        said.append(t("looked after by {who}", who=f"<@{found.kept.owner.slack_id}>"))
    if not found.is_offered:
        said.append(t("not offered"))
    return said


def _step(t: Translator, step: Step, notes: Mapping[str, str]) -> Block:
    day = t("day {day}", day=t.number(step.day))
    who = wording.audience(t, step.audience)
    what = escape(wording.kind(t, step))
    said = f"{day} · {who} · {what}\n*{escape(step.title.in_(t.language)[0])}*"
    if how := _how(t, step):
        said += f"\n{escape(how)}"
    if step.key in notes:
        said += f"\n⚠️ {notes[step.key]}"
    change = ButtonElement(text=t("Change"), action_id=ids.STEP_CHANGE, value=step.key)
    return SectionBlock(text=mrkdwn(said), accessory=change)


def _how(t: Translator, step: Step) -> str:
    """How it is completed, where that is not the usual way."""
    return wording.completed(t, step) if step.done_when or step.confirmed_by else ""


def _notes(t: Translator, journey: Journey) -> Mapping[str, str]:
    """What is worth knowing of steps, by their keys, and of the journey itself."""
    found = (each for each in checking.check(journey) if each.is_note)
    return {each.step: _note(t, each) for each in found}


def _note(t: Translator, found: Finding) -> str:
    # A file says which of its fields; a form has them all before one's eyes.
    if found.step and found.field == "title":
        return t("Not in both languages yet.")
    return t.words(found.words)


def _adding(t: Translator, journey: Journey) -> list[Block]:
    back = ButtonElement(text=t("All journeys"), action_id=ids.JOURNEYS, value="all")
    if len(journey.steps) >= limits.STEPS:
        return [ActionsBlock(elements=[back])]
    kinds = wording.kinds(t)
    options = [Option(text=kinds[each], value=str(each)) for each in Kind]
    add = StaticSelectElement(
        action_id=ids.STEP_ADD, placeholder=t("Add a step: what kind?"), options=options
    )
    return [ActionsBlock(elements=[add, back])]


def _called(t: Translator, journey: Journey | None) -> list[InputBlock]:
    fields = []
    mine, other = sorted(LANGUAGES, key=lambda each: each != t.language)
    for language in (mine, other):
        english = language == "en"
        name = getattr(journey.name, language) if journey else ""
        about = getattr(journey.about, language) if journey else ""
        label = t("Name, in English") if english else t("Name, in French")
        # A name in the other language alone is one.
        optional = language == other or bool(journey and getattr(journey.name, other))
        fields.append(
            _field(
                label,
                line(ids.in_(ids.JOURNEY_NAME, language), name, limits.NAME),
                optional=optional,
            )
        )
        label = t("What it is about, in English") if english else t("What it is about, in French")
        fields.append(
            _field(label, line(ids.in_(ids.JOURNEY_ABOUT, language), about, limits.ABOUT, True))
        )
    role = journey.role if journey else ""
    fields.append(_field(t("For which role"), line(ids.JOURNEY_ROLE, role, limits.NAME)))
    return fields


def _like(t: Translator, others: Sequence[Journey]) -> InputBlock:
    options = [(NONE, t("No step yet"))]
    options += [(each.key, each.name.in_(t.language)[0]) for each in others]
    menu = choice(ids.JOURNEY_LIKE, options, NONE)
    return _field(t("It begins with the steps of"), menu, optional=False)


def _field(
    label: str, element: InputInteractiveElement, hint: str = "", optional: bool = True
) -> InputBlock:
    return InputBlock(
        block_id=element.action_id,
        label=label,
        element=element,
        hint=hint or None,
        optional=optional,
    )
