"""Journeys as tables that a spreadsheet opens: who is on one, and how their steps do."""

import csv
import io
from collections.abc import Iterable, Sequence

from bot.i18n import Translator
from bot.mrkdwn import unescape
from bot.spreadsheet import MARK, safe
from handlers.onboarding import overview_views, status_views, wording
from workflows.onboarding.figures import StepFigures
from workflows.onboarding.hearing import MOST
from workflows.onboarding.journey import Text
from workflows.onboarding.overseeing import Measured
from workflows.onboarding.overview import Standing

# Words, a figure, or nothing known.
_Cell = str | int | None


def people(t: Translator, found: Iterable[Standing]) -> str:
    """Journeys under way as CSV, one a line."""
    head = (
        t("Person"),
        t("Journey"),
        t("First day"),
        t("Day"),
        t("Last day"),
        t("Steps done"),
        t("Steps"),
        t("State"),
        t("Why"),
    )
    return _written(head, (_person(t, each) for each in found))


def steps(t: Translator, found: Iterable[Measured]) -> str:
    """The steps of journeys as CSV, one a line; no answer of anybody's."""
    head = (
        t("Journey"),
        t("Step"),
        t("Title"),
        t("For"),
        t("Due on day"),
        t("People who had it"),
        t("Median working days"),
        t("Open for long"),
        t("Unclear to (%)"),
        t("Answers, mean from 1 to {most}", most=MOST),
    )
    rows = (_step(t, each.name, step) for each in found for step in each.steps)
    return _written(head, rows)


def _person(t: Translator, found: Standing) -> Sequence[_Cell]:
    on = found.enrolment
    reasons = (status_views.why(t, reason, taken) for reason, taken in found.why)
    return (
        on.person.name or on.person.slack_id,
        _in(t, on.name),
        on.starts.isoformat(),
        # Before the first day there is none yet.
        found.day + 1 if found.day >= 0 else None,
        found.last + 1,
        found.done,
        found.total,
        t("to look at") if found.why else t("on track"),
        unescape("; ".join(reasons)),
    )


def _step(t: Translator, journey: Text, found: StepFigures) -> Sequence[_Cell]:
    step = found.step
    unclear = None if found.unclear is None else overview_views.percent(found.unclear)
    means = (
        t(
            "{question} {mean} ({answers})",
            question=_in(t, each.question.text),
            mean=overview_views.mean(t, each),
            answers=t.n("{n} answer", "{n} answers", each.answers),
        )
        for each in found.means
    )
    return (
        _in(t, journey),
        step.key,
        _in(t, step.title),
        wording.audience(t, step.audience),
        step.day,
        found.had,
        found.days,
        found.open,
        unclear,
        "; ".join(means),
    )


def _written(head: Sequence[str], rows: Iterable[Sequence[_Cell]]) -> str:
    written = io.StringIO()
    out = csv.writer(written, quoting=csv.QUOTE_ALL)
    out.writerow(head)
    for row in rows:
        out.writerow(safe(cell) if isinstance(cell, str) else cell for cell in row)
    return MARK + written.getvalue()


def _in(t: Translator, text: Text) -> str:
    return text.in_(t.language)[0]
