"""What people read at the end of a cycle: scores, results and rhythm apart; pure functions."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.fields import choice
from bot.i18n import Translator
from bot.mrkdwn import escape, quote
from bot.replies import (
    Message,
    form,
    message,
    notice,
)
from bot.store.team import Team
from handlers.okrs import ids, report_views, sayings
from workflows.okrs import scoring
from workflows.okrs.closing import QUESTIONS, Looking
from workflows.okrs.cycles import Cycle
from workflows.okrs.diagnosis import Diagnosis, Question
from workflows.okrs.scoring import LONGEST_ANSWER

# A form holds 100 blocks: so many key results are scored in it, the others as proposed.
_SCORED = 30
TENTHS = tuple(Decimal(tenth) / 10 for tenth in range(11))
# So many answers of each question stand in a message.
_ANSWERS = 6


def verdict(t: Translator, found: Diagnosis) -> str:
    """The question that a team's cycle asks it: results and rhythm apart."""
    return {
        Question.KEEP: t("Reached, and updated regularly: what is worth keeping?"),
        Question.STRATEGY: t(
            "Updated regularly, and not reached: the rhythm was there, so the question is one of"
            " strategy. Was it the right bet?"
        ),
        Question.CADENCE: t(
            "Neither reached nor updated regularly: before the strategy, the question is one of"
            " cadence. What would make a check-in worth its minute?"
        ),
        Question.UNASKED: t(
            "No check-in was asked for, so only the results speak. `/okr plan` sets a day for them:"
            " what would you have liked to see sooner?"
        ),
        Question.AMBITION: t(
            "Reached almost without updates: was it ambitious enough to need the team's attention?"
        ),
    }[found.question]


def scores_form(t: Translator, found: Looking) -> dict[str, Any]:
    """The form in which scores are confirmed, with three questions."""
    head = t(
        "*{cycle}* is over. The scores say how far your key results came: change one where the"
        " figures don't tell it all.",
        cycle=escape(found.cycle.name),
    )
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for each in found.key_results[:_SCORED]:
        score = tenth(scoring.proposed(each))
        options = [(tenth(one), t.number(float(one))) for one in TENTHS]
        action, note = ids.of(ids.SCORE, each.id), ids.of(ids.SCORE_NOTE, each.id)
        where = f"{sayings.value(t, each, each.value)} · {sayings.aim(t, each)}"
        blocks += [
            SectionBlock(text=mrkdwn(f"*{sayings.titled(each.title)}*\n{where}")),
            InputBlock(block_id=action, label=t("Score"), element=choice(action, options, score)),
            _text_field(note, t("Why, if it is another one"), each.score_note),
        ]
    blocks.append(DividerBlock())
    labels = {
        "worked": t("What worked, and should stay?"),
        "hindered": t("What got in the way?"),
        "next": t("What would you do otherwise next time?"),
    }
    blocks += [
        _text_field(ids.of(ids.ANSWER, place), labels[name], found.answers[name])
        for place, name in enumerate(QUESTIONS)
    ]
    return form(
        View(
            type="modal",
            callback_id=ids.SCORES_FORM,
            title=t("Scores"),
            submit=t("Confirm"),
            close=t("Cancel"),
            private_metadata=str(found.id),
            blocks=blocks,
        )
    )


def _text_field(action: str, label: str, said: str) -> InputBlock:
    element = PlainTextInputElement(
        action_id=action, multiline=True, max_length=LONGEST_ANSWER, initial_value=said or None
    )
    return InputBlock(block_id=action, label=label, element=element, optional=True)


def told(t: Translator, kept: Looking) -> dict[str, Any]:
    """What that form becomes."""
    return notice(t, t("Scores"), "\n".join(lines(t, kept)))


def lines(t: Translator, kept: Looking) -> list[str]:
    """What was confirmed."""
    head = t("✅ The scores of *{cycle}* are confirmed.", cycle=escape(kept.cycle.name))
    return [
        head,
        *(_score_line(t, each.title, scoring.proposed(each)) for each in kept.key_results),
    ]


def _score_line(t: Translator, title: str, score: Decimal) -> str:
    return sayings.entry(t, title, _said(t, score))


def for_team(t: Translator, cycle: Cycle, team: Team | None, found: Diagnosis) -> Message:
    """What a team reads of its cycle: scores, results and rhythm apart, and what people said."""
    head = f"*{escape(cycle.name)} · {_name(t, team)}*"
    parts = [
        head + "\n" + measures(t, found),
        "\n".join(_score_line(t, each.title, scoring.proposed(each)) for each in found.key_results),
        verdict(t, found),
    ]
    labels = {
        "worked": t("What worked"),
        "hindered": t("What got in the way"),
        "next": t("Otherwise next time"),
    }
    for question in QUESTIONS:
        said = found.answers[question][:_ANSWERS]
        if said:
            parts.append("\n".join([f"*{labels[question]}*", *(quote(one) for one in said)]))
    return message("\n".join(parts), *report_views.sections(parts))


def for_all(t: Translator, cycle: Cycle, found: Sequence[tuple[Team | None, Diagnosis]]) -> Message:
    """What those read of it who look at all teams; a team that is None is the whole company."""
    head = f"*{escape(cycle.name)}* · " + t("all teams")
    lines = [
        t("• {title}: {said}", title=f"*{_name(t, team)}*", said=measures(t, each))
        + f"\n   {verdict(t, each)}"
        for team, each in found
    ]
    return message("\n".join([head, *lines]), *report_views.sections([head, *lines]))


def measures(t: Translator, found: Diagnosis) -> str:
    """A team's results, and its rhythm, in a sentence."""
    score = _said(t, Decimal(str(round(found.score, 1))))
    if found.rhythm is None:
        return t("Score {score}.", score=score)
    rhythm = sayings.percent(t, found.rhythm)
    return t("Score {score}; {rhythm} of the check-ins answered.", score=score, rhythm=rhythm)


def tenth(score: Decimal) -> str:
    """A score as forms carry it."""
    return f"{score:.1f}"


def _said(t: Translator, score: Decimal) -> str:
    return t.number(float(score))


def _name(t: Translator, team: Team | None) -> str:
    return escape(team.name) if team else t("The whole company")
