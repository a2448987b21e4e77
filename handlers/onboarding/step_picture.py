"""The picture of where people get stuck on a journey, and its words: pure functions."""

from collections.abc import Sequence
from itertools import accumulate

from bot.delivery.limits import ALT
from bot.i18n import Translator
from bot.pictures import LengthRow, Lengths
from handlers.onboarding import overview_views
from workflows.onboarding.figures import FEWEST, StepFigures
from workflows.onboarding.journey import Text

# Rows of a chart: what is more makes it too small to read.
_ROWS = 30
# Of what Slack takes as a picture's description, with room for how many more there are.
_LONGEST_ALT, _BETWEEN = ALT - 60, "; "


def chart(t: Translator, name: Text, steps: Sequence[StepFigures]) -> Lengths:
    """How long each step of a journey takes, in the order of their days.

    Of more than a picture has room for, those are there that cost people most.
    """
    shown = _shown(steps)
    if len(shown) < len(_told(steps)):
        subtitle = t(
            "the {count} steps that cost most, in the order of the days", count=t.number(len(shown))
        )
    else:
        subtitle = t("median working days of its steps, in the order of the days")
    return Lengths(
        title=t("Where people get stuck: {journey}", journey=name.in_(t.language)[0]),
        subtitle=subtitle,
        usual=t("working days"),
        marked=t("open for long, or unclear"),
        rows=[_row(t, each) for each in shown],
    )


def alt(t: Translator, steps: Sequence[StepFigures]) -> str:
    """What it shows, in words, the heaviest first."""
    rows = _heaviest(_shown(steps))
    said = [_said(t, each) for each in rows]
    lengths = accumulate(len(each) + len(_BETWEEN) for each in said)
    fitting = said[: sum(1 for length in lengths if length <= _LONGEST_ALT)]
    more = len(rows) - len(fitting)
    return _BETWEEN.join([*fitting, *([t.n("and {n} more", "and {n} more", more)] if more else [])])


def _said(t: Translator, found: StepFigures) -> str:
    signs = " · ".join(overview_views.signs(t, found)) or t("nothing yet")
    return t("{step}: {said}", step=overview_views.title(t, found.step), said=signs)


def _row(t: Translator, found: StepFigures) -> LengthRow:
    said = [overview_views.days(t, found.days)] if found.days is not None else []
    if found.open:
        said.append(t.n("{n} open", "{n} open", found.open))
    if found.unclear:
        said.append(t("{share}% unclear", share=overview_views.percent(found.unclear)))
    marked = bool(found.open or found.unclear)
    return LengthRow(
        overview_views.title(t, found.step), found.days, " · ".join(said) or "–", marked
    )


def _told(steps: Sequence[StepFigures]) -> list[StepFigures]:
    return [each for each in steps if each.had >= FEWEST]


def _heaviest(steps: Sequence[StepFigures]) -> list[StepFigures]:
    return sorted(steps, key=lambda each: each.costs, reverse=True)


def _shown(steps: Sequence[StepFigures]) -> list[StepFigures]:
    told = _told(steps)
    heavy = {each.step.key for each in _heaviest(told)[:_ROWS]}
    return [each for each in told if each.step.key in heavy]
