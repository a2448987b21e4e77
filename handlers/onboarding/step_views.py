"""The page of a step, its questions, and the form that says what is unclear: pure functions."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.markdown import mrkdwn as rendered
from bot.mrkdwn import cut, escape
from bot.replies import SECTION, Json, form
from bot.store.people import Person
from handlers.onboarding import ids, wording
from handlers.onboarding.enrol_views import who
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.hearing import LONGEST, MOST
from workflows.onboarding.journey import Audience, Kind, Role, Text


def page(
    t: Translator,
    found: Enrolment,
    taken: Taken,
    reader: Person,
    head: str = "",
    met: Person | None = None,
) -> Json:
    """A step, for somebody who may see it; its questions, where they are theirs to answer.

    Args:
        head: a line above it, which says how it stands, such as what was just done.
        met: whom the step names to be met, where that is known.
    """
    theirs = taken.person.id == reader.id
    if taken.step.kind is Kind.ANSWER and theirs and taken.state is State.OPEN:
        return survey(t, taken)
    blocks: list[Block] = [note(head)] if head else []
    blocks += _words(t, taken, _about(t, found, taken, theirs, met))
    blocks += _gone(t, found, taken, met)
    blocks += [] if head else _state(t, found, taken)
    row = _buttons(t, taken, theirs)
    blocks += [ActionsBlock(elements=row)] if row else []
    return form(View(type="modal", title=t("A step"), close=t("Close"), blocks=blocks))


def survey(t: Translator, taken: Taken) -> Json:
    """A step's questions."""
    blocks: list[Block] = _words(t, taken)
    for question in taken.step.questions:
        action = ids.of(ids.ANSWER, question.key)
        label = _text(t, question.text)
        if question.scale:
            options = [Option(text=str(one), value=str(one)) for one in range(1, MOST + 1)]
            hint = t("1 is not at all, {most} is completely.", most=MOST)
            scale = RadioButtonsElement(action_id=action, options=options)
            blocks.append(InputBlock(block_id=action, label=label, element=scale, hint=hint))
        else:
            words = PlainTextInputElement(action_id=action, multiline=True, max_length=LONGEST)
            blocks.append(InputBlock(block_id=action, label=label, element=words, optional=True))
    blocks.append(note(t("Product Ops reads your answers.")))
    return form(
        View(
            type="modal",
            callback_id=ids.SURVEY_FORM,
            title=t("How is it going?"),
            submit=t("Send"),
            close=t("Later"),
            private_metadata=str(taken.id),
            blocks=blocks,
        )
    )


def unclear_form(t: Translator, taken: Taken) -> Json:
    """What is unclear of a step, in one's own words."""
    title = _text(t, taken.step.title)
    field = InputBlock(
        block_id=ids.UNCLEAR_WORDS,
        label=t("What is unclear?"),
        hint=t("It goes to whoever looks after this journey: your question makes it better."),
        element=PlainTextInputElement(
            action_id=ids.UNCLEAR_WORDS, multiline=True, max_length=LONGEST
        ),
    )
    return form(
        View(
            type="modal",
            callback_id=ids.UNCLEAR_FORM,
            title=t("Unclear?"),
            submit=t("Send"),
            close=t("Cancel"),
            private_metadata=str(taken.id),
            blocks=[SectionBlock(text=mrkdwn(f"*{escape(title)}*")), field],
        )
    )


def mark(taken: Taken) -> str:
    """A step's state, as a sign."""
    return {
        State.DONE: "✅",
        State.CLAIMED: "🕓",
        State.OPEN: "▫️",
        State.LEFT: "➖",
    }.get(taken.state, "·")


def title(t: Translator, taken: Taken) -> str:
    """What a step is called, for its reader. Safe to show."""
    return escape(_text(t, taken.step.title))


def _about(
    t: Translator, found: Enrolment, taken: Taken, theirs: bool, named: Person | None
) -> str:
    """Whose step it is, where it is somebody else's, and whom it is about to meet."""
    said = [] if theirs else [f"<@{taken.person.slack_id}>"]
    met = named if named and named.here else None
    if taken.step.meets in (Role.MANAGER, Role.BUDDY):
        # Where nobody is named, whoever takes their part.
        met = found.who(Audience(taken.step.meets))
    if met is not None:
        said.append(t("meet {who}", who=f"<@{met.slack_id}>"))
    elif taken.step.meets:
        said.append(escape(wording.kind(t, taken.step)))
    return " · ".join(said)


def _words(t: Translator, taken: Taken, about: str = "") -> list[Block]:
    step = taken.step
    text, _ = step.text.in_(t.language)
    other = any(each.in_(t.language)[1] for each in (step.title, step.text))
    said = rendered(text)
    if len(said) > SECTION:
        said = f"{said[: cut(said, SECTION)]}…"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"*{title(t, taken)}*"))]
    if about:
        blocks.append(note(about))
    if said:
        blocks.append(SectionBlock(text=mrkdwn(said)))
    if step.links:
        lines = [f"• <{escape(each.url)}|{escape(_text(t, each.title))}>" for each in step.links]
        blocks.append(SectionBlock(text=mrkdwn("\n".join(lines))))
    if other:
        french = t.language == "en"
        alone = t("In French only, for now.") if french else t("In English only, for now.")
        blocks.append(note(alone))
    return blocks


def _gone(t: Translator, found: Enrolment, taken: Taken, met: Person | None) -> list[Block]:
    """Whom to ask, where whoever is to be met has left."""
    if met is None or met.here or taken.is_over:
        return []
    other = found.who(Audience.MANAGER)
    if other.id == taken.person.id:
        return [note(t("{who} is not here any more.", who=who(met)))]
    named = {"who": who(met), "other": f"<@{other.slack_id}>"}
    return [note(t("{who} is not here any more: ask {other} whom to meet instead.", **named))]


def _state(t: Translator, found: Enrolment, taken: Taken) -> list[Block]:
    lines = []
    if taken.state is State.DONE:
        lines.append(t("✅ Done."))
    elif taken.state is State.CLAIMED:
        lines.append(t("🕓 Said to be done, and not confirmed yet."))
    elif taken.state is State.LEFT:
        left = found.ended_at is None
        lines.append(t("Left out.") if left else t("This journey is over."))
    elif taken.step.ticks_itself:
        lines.append(wording.ticks(t, taken.step))
    elif taken.step.confirmed_by:
        by = found.who(Audience(taken.step.confirmed_by))
        if by.id != taken.person.id:
            lines.append(t("{who} confirms it once it is done.", who=f"<@{by.slack_id}>"))
    waits = found.held_up(taken.step.key)
    if taken.step.audience is not Audience.NEW_HIRE and not taken.is_over and waits:
        names = ", ".join(title(t, each) for each in waits[:3])
        lines.append(t("What waits for it: {steps}", steps=names))
    return [note(line) for line in lines]


def _buttons(t: Translator, taken: Taken, theirs: bool) -> Sequence[ButtonElement]:
    which = str(taken.id)
    row = []
    ticks = taken.step.ticks_itself or taken.step.kind is Kind.ANSWER
    if theirs and not ticks and taken.state in (State.OPEN, State.WAITING):
        done = t("Done")
        row.append(
            ButtonElement(text=done, action_id=ids.DONE_IN_FORM, value=which, style="primary")
        )
    if theirs and taken.step.ticks_itself and not taken.is_over:
        row.append(ButtonElement(text=t("Not for me"), action_id=ids.SKIP, value=which))
    if theirs:
        row.append(ButtonElement(text=t("Unclear?"), action_id=ids.UNCLEAR, value=which))
    return row


def _text(t: Translator, text: Text) -> str:
    return text.in_(t.language)[0]
