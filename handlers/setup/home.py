"""The set-up on App Home: the questions one at a time, then what was answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    SectionBlock,
)

from bot import places
from bot.blockkit import mrkdwn
from bot.delivery import reach
from bot.delivery.reach import Problem
from bot.i18n import Translator, language_name
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.setup import forms, ids, wording
from workflows.setup import answers
from workflows.setup.answers import Answers, Question

# Of Product Ops, so many are named.
NAMED = 20


def draw_questions(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """The questions, for Product Ops while one of them waits for its answer."""
    if not person.product_ops:
        return []
    found = answers.read(session, workspace, person)
    return questions(t, found, _problem(session, workspace, found)) if found.open else []


def draw_answers(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What was answered, for Product Ops once nothing waits for an answer."""
    if not person.product_ops:
        return []
    found = answers.read(session, workspace, person)
    return [] if found.open else answered(t, found, _problem(session, workspace, found))


def questions(t: Translator, found: Answers, problem: Problem | None) -> Sequence[Block]:
    """All questions in a line each, and the first that waits for its answer with its button."""
    blocks: list[Block] = []
    told = _told(t, found, problem)
    for number, asked in enumerate(Question, 1):
        if asked in found.answered:
            blocks.append(_small(f"✓ {told[asked]}"))
        elif asked is found.open[0]:
            place = t("{number} of {count}", number=t.number(number), count=len(Question))
            words = f"*{place} · {wording.question(t, asked)}*\n{wording.why(t, asked)}"
            blocks.append(_row(words, t("Answer"), asked, primary=True))
        else:
            blocks.append(_small(f"{t.number(number)} · {wording.question(t, asked)}"))
    return blocks


def answered(t: Translator, found: Answers, problem: Problem | None) -> Sequence[Block]:
    """Each answer with the button that changes it."""
    told = _told(t, found, problem)
    ceiling = t.n(
        "*Reminders:* at most {n} message a week for each person",
        "*Reminders:* at most {n} messages a week for each person",
        found.weekly_ceiling,
    )
    rows = [_row(told[asked], t("Change"), asked) for asked in Question]
    return [*rows, _row(ceiling, t("Change"), forms.CEILING)]


def _problem(session: Session, workspace: Workspace, found: Answers) -> Problem | None:
    channel = found.announcements
    return reach.problems(session, workspace, [channel]).get(channel) if channel else None


def _told(t: Translator, found: Answers, problem: Problem | None) -> Mapping[Question, str]:
    names = [f"<@{person.slack_id}>" for person in found.product_ops]
    more = len(names) - NAMED
    if more > 0:
        names[NAMED:] = [t.n("and {n} more", "and {n} more", more)]
    channel = f"<#{found.announcements}>" if found.announcements else "—"
    announcements = t("*Announcements:* {channel}", channel=channel)
    if problem:
        announcements += f"\n⚠️ {t.words(problem.words)}"
    return {
        Question.PRODUCT_OPS: t("*Product Ops:* {names}", names=", ".join(names)),
        Question.ANNOUNCEMENTS: announcements,
        Question.COUNTRY: t(
            "*Public holidays:* {where}", where=places.described(t, found.country, found.region)
        ),
        Question.LANGUAGE: t(
            "*Default language:* {language}", language=language_name(found.language)
        ),
    }


def _row(words: str, button: str, value: str, *, primary: bool = False) -> Block:
    return SectionBlock(
        text=mrkdwn(words),
        accessory=ButtonElement(
            text=button,
            action_id=ids.ANSWER,
            value=str(value),
            style="primary" if primary else None,
        ),
    )


def _small(words: str) -> Block:
    return ContextBlock(elements=[mrkdwn(words)])
