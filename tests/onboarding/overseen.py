"""What Product Ops look at, built by hand for what is said of it."""

from dataclasses import replace

from tests.onboarding.arrived import HUGO, INSIGHT, MEET, NAME, NORA, NOTES, READ, READY, SAM, WEEK
from workflows.onboarding.attention import Attention, Point
from workflows.onboarding.figures import Mean, StepFigures, Used
from workflows.onboarding.journey import Text
from workflows.onboarding.overseeing import Overview

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
LONG = replace(
    WHOLE,
    steps=tuple(
        StepFigures(replace(READ, key=f"step-{place}"), 9, days=place, open=0, unclear=0.0)
        for place in range(1, 12)
    ),
)
NOBODY = Overview(Attention(0, 0), (), None, ())
