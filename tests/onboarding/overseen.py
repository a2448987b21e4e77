"""What Product Ops look at, built by hand, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.pictures import Lengths
from bot.spreadsheet import MARK
from bot.store.people import Person
from handlers.onboarding import overview_views, step_picture, tables
from tests.onboarding.arrived import (
    HUGO,
    INSIGHT,
    MEET,
    NAME,
    NORA,
    NOTES,
    READ,
    READY,
    SAM,
    WEEK,
    standing,
    taken,
)
from tests.transcript import Said, form
from workflows.onboarding import overseeing
from workflows.onboarding.attention import Attention, Point
from workflows.onboarding.figures import Mean, StepFigures, Used
from workflows.onboarding.journey import Text
from workflows.onboarding.overseeing import Measured, Overview
from workflows.onboarding.overview import Why

_YUKI, _DAN = replace(SAM, id=8, name="Yuki Tanaka"), replace(SAM, id=9, name="Dan <Whitfield>")
_MANY = (SAM, _YUKI, _DAN, SAM, SAM, SAM)
STEPS = (
    StepFigures(READY, 4, days=2, open=0, unclear=1 / 3),
    StepFigures(MEET, 12, days=1, open=0, unclear=0.0),
    StepFigures(READ, 12, days=0, open=0, unclear=0.0),
    StepFigures(NOTES, 9, days=0, open=1, unclear=0.0),
    StepFigures(WEEK, 8, days=3, open=0, unclear=0.0, means=(Mean(WEEK.questions[0], 4.25, 8),)),
    StepFigures(INSIGHT, 7, days=8, open=3, unclear=0.25),
    StepFigures(replace(READ, key="later"), 2),
)
_FEW = STEPS[6], replace(STEPS[6], had=1)
JOURNEY = Used(5, NAME, 12, 31)
OTHER = Used(6, Text("Product designer", "Product designer"), 2, 4)
WHOLE = Overview(
    Attention(
        9,
        4,
        blocked=(Point(READY, HUGO, (SAM, _YUKI)), Point(READY, NORA, (_DAN,))),
        stuck=(Point(INSIGHT, None, _MANY), *(Point(MEET, None, (SAM,)),) * 7),
        paused=(_DAN,),
        alone=(SAM, _YUKI),
    ),
    (JOURNEY, OTHER),
    JOURNEY,
    STEPS,
)
# One journey, all goes well, and of most steps nothing is told yet.
CALM = Overview(Attention(3, 0), (JOURNEY,), JOURNEY, (STEPS[2], *_FEW))
LONGER = tuple(
    StepFigures(replace(READ, key=f"step-{place}"), 9, days=place, open=0, unclear=0.0)
    for place in range(1, 33)
)
LONG = replace(WHOLE, steps=LONGER[:11])
NOBODY = Overview(Attention(0, 0), (), None, ())


def overview(found: Overview) -> Callable[[Translator], str]:
    """`/onboard overview`."""
    return lambda t: form(overview_views.page(t, found))


def drawn(chart: Lengths) -> str:
    """What is written on a picture."""
    rows = (f"{row.name} | {row.said}{' !' if row.marked else ''}" for row in chart.rows)
    return "\n".join([chart.title, chart.subtitle, *rows, chart.usual, chart.marked])


def not_for(person: Person) -> Callable[[Translator], str]:
    """What somebody reads who may not look at all journeys."""
    with pytest.raises(Refusal) as refused:
        overseeing.require(person)
    return lambda t: t.words(refused.value.words)


def sheets_of(*sheets: str) -> str:
    """What stands in tables."""
    return "\n".join(sheet.lstrip(MARK).replace("\r\n", "\n") for sheet in sheets)


SAID: Said = {
    "/onboard overview": overview(WHOLE),
    "/onboard overview, all goes well": overview(CALM),
    "/onboard overview, a long journey": overview(LONG),
    "/onboard overview, nobody": overview(NOBODY),
    "/onboard overview, for somebody else": not_for(NORA),
    "its picture": lambda t: drawn(step_picture.chart(t, NAME, STEPS)),
    "its picture, of a long journey": lambda t: drawn(step_picture.chart(t, NAME, LONGER)),
    "its picture, in words": lambda t: step_picture.alt(t, STEPS),
    "as tables": lambda t: sheets_of(
        tables.people(
            t, [standing(), standing((Why.BLOCKED, taken(READY)), (Why.PAUSED, None), day=-3)]
        ),
        tables.steps(t, [Measured(NAME, STEPS)]),
    ),
}
