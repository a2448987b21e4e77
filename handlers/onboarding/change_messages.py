"""What is said of a journey that changed, to who wrote it and to who is on it: pure functions."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.markdown import mrkdwn as rendered
from bot.mrkdwn import cut, escape
from bot.replies import Message, message
from handlers.onboarding import ids, step_views, wording
from workflows.onboarding.changing import Reached, Reread
from workflows.onboarding.journey import Journey, Step

# So many steps are told, with so many letters each of what is new.
_STEPS, _NEW = 8, 600


def saved(t: Translator, reached: Reached) -> str:
    """What who changed a journey in Slack reads."""
    return " ".join((t("✅ Saved."), *_reached(t, reached)))


def kept(t: Translator, journey: Journey, reached: Reached) -> str:
    """What who brought one in reads."""
    return " ".join((t("{journey} is kept.", journey=journey.key), *_reached(t, reached)))


def _reached(t: Translator, reached: Reached) -> list[str]:
    said = []
    if reached.journeys:
        said.append(
            t.n(
                "{n} person who is on it has it now.",
                "{n} people who are on it have it now.",
                reached.journeys,
            )
        )
    if reached.told:
        said.append(
            t.n(
                "{n} has done it already and hears what changed.",
                "{n} have done it already and hear what changed.",
                len(reached.told),
            )
        )
    return said


def reread(t: Translator, journey: Journey, steps: Sequence[Reread]) -> Message:
    """What somebody reads who has done already what reads differently now."""
    name = escape(journey.name.in_(t.language)[0])
    head = t("📝 *{journey}* has changed, in what you have done already:", journey=name)
    foot = t("It stays done: this is for you to know.")
    texts = [_text(t, each) for each in steps[:_STEPS]]
    more = len(steps) - len(texts)
    rest = [t.n("and {n} more", "and {n} more", more)] if more else []
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for text, each in zip(texts, steps, strict=False):
        look = ButtonElement(text=t("Open it"), action_id=ids.OPEN, value=str(each.taken.id))
        blocks.append(SectionBlock(text=mrkdwn(text), accessory=look))
    blocks += [note(line) for line in (*rest, foot)]
    return message("\n".join((head, *texts, *rest, foot)), *blocks)


def _text(t: Translator, changed: Reread) -> str:
    new = "\n".join(f"> {line}" for line in _new(t, changed.before, changed.taken.step))
    if len(new) > _NEW:
        new = f"{new[: cut(new, _NEW)]}…"
    title = f"*{step_views.title(t, changed.taken)}*"
    return f"{title}\n{new}" if new else f"{title}\n" + t("Part of it is no longer there.")


def _new(t: Translator, before: Step, after: Step) -> Iterator[str]:
    """The lines of a step that were not there before."""
    old, _ = before.title.in_(t.language)
    if old != after.title.in_(t.language)[0]:
        yield t("It was called “{title}”.", title=escape(old))
    if after.meets and before.meets != after.meets:
        yield t("Whom to meet: {who}", who=escape(wording.met(t, after.meets)))
    there = set(rendered(before.text.in_(t.language)[0]).splitlines())
    yield from (
        line
        for line in rendered(after.text.in_(t.language)[0]).splitlines()
        if line.strip() and line not in there
    )
    known = {(each.url, each.title.in_(t.language)[0]) for each in before.links}
    for each in after.links:
        title, _ = each.title.in_(t.language)
        if (each.url, title) not in known:
            yield f"<{escape(each.url)}|{escape(title)}>"
