"""What the bot says of OKRs in a quarter, word for word, in both languages.

The words stand in `said/en.txt` and `said/fr.txt`, to be read aloud.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.i18n import LANGUAGES, Languages, Translator
from handlers.okrs import alerts, check_form, checking, handing, kinds, mine, receipts, score_views
from handlers.okrs import report_views as views
from handlers.okrs.check_form import Shown
from handlers.okrs.check_reading import Carried
from handlers.okrs.receipts import Told
from tests.moment import NOW
from tests.okrs.test_views import (
    CYCLE,
    FIGURES,
    KEY_RESULT,
    KPI,
    LEA,
    MOVED,
    ROUND,
    SILENT,
    STILL,
    TEAM,
)
from tests.transcript import Said, asked, form, in_words, shown, transcript
from workflows.okrs.asking import Mine
from workflows.okrs.closing import Looking
from workflows.okrs.diagnosis import Diagnosis
from workflows.okrs.doubts import Doubt
from workflows.okrs.handing import Passing
from workflows.okrs.report import Gap, Overview, Sheet

DAY = date(2026, 3, 3)
STEPS = replace(
    KEY_RESULT, id=2, title="Avoirs", unit="", zones=("Conçus", "En ligne"), value=Decimal(0)
)
SCORED = replace(KEY_RESULT, score=Decimal("0.3"))
ANSWERS = {"worked": ("Un seul formulaire",), "hindered": ("La banque",), "next": ("Plus tôt",)}
LOOKING = Looking(3, CYCLE, LEA, (SCORED,), dict.fromkeys(ANSWERS, ""), None)
SHEET = Sheet(TEAM, CYCLE, FIGURES, own=True, told_at=NOW, comment="La banque est lente", round=4)
GAP = (Gap("Avoirs", "Billing"),)
OVERVIEW = Overview(CYCLE, (SHEET,), ((MOVED, "Billing"),), GAP, GAP, GAP, GAP)
TELLER = replace(LEA, id=8, slack_id="U0HUGO", name="Hugo Bernard")


def receipt(**told: Any) -> Callable[[Translator], str]:
    """What somebody reads who checked in."""
    return lambda t: shown(receipts.in_message(t, Told(**{"key_results": (KEY_RESULT,), **told})))


def diagnosed(score: float, rhythm: float | None) -> Callable[[Translator], str]:
    """What a team reads of its cycle."""
    found = Diagnosis(1, (SCORED,), score, rhythm, ANSWERS)
    return lambda t: shown(score_views.for_team(t, CYCLE, TEAM, found))


SAID: Said = {
    "asked of one key result": asked(kinds.CHECK_IN, Mine(1, "Avoirs").title, LEA),
    "asked of two": asked(kinds.CHECK_IN, Mine(2, "Avoirs").title, LEA),
    "asked of three": asked(kinds.CHECK_IN, Mine(3, "Avoirs").title, LEA),
    "the form": lambda t: form(
        check_form.check_in_form(
            t, Shown((KEY_RESULT, STEPS), (KPI,), DAY, "Europe/Paris", Carried(7))
        )
    ),
    "no change": receipt(unchanged=True),
    "no change for the third time": receipt(unchanged=True, stuck=(KEY_RESULT,)),
    "no change, one without a figure": receipt(unchanged=True, untold=(STEPS,)),
    "it still matters": lambda t: checking.stays(t, KEY_RESULT),
    "it is dropped": lambda t: checking.dropped(t, KEY_RESULT),
    "updated, on track and behind its pace": receipt(
        doubts=(Doubt(KEY_RESULT, progress=0.1, expected=0.5),)
    ),
    "updated, on track and still": receipt(doubts=(Doubt(KEY_RESULT, stuck=3),)),
    "updated, on track beside a KPI that is not": receipt(
        key_results=(KEY_RESULT, STEPS), kpis=(KPI,), doubts=(Doubt(KEY_RESULT, kpi=KPI),)
    ),
    "updated, far from where it was": receipt(far=((KEY_RESULT, Decimal(640)),)),
    "nothing left to say": receipt(key_results=()),
    "no change, without any figure": receipt(key_results=(), untold=(STEPS, STEPS)),
    "nothing is theirs": lambda t: shown(checking.nothing(t)),
    "/okr": lambda t: shown(
        mine.shown(t, mine.Mine(LEA, CYCLE, DAY, (KEY_RESULT, STEPS), (KPI,), plans=True))
    ),
    "/okr, nothing yet": lambda t: shown(
        mine.shown(t, mine.Mine(LEA, None, DAY, (), (), plans=False))
    ),
    "/okr help": lambda t: shown(mine.explained(t)),
    "the team's summary": lambda t: shown(views.summary(t, TEAM, ROUND, {7: LEA})),
    "its thread": lambda t: shown(views.discussion(t, FIGURES)),
    "its thread, all well": lambda t: shown(views.discussion(t, replace(FIGURES, lines=(STILL,)))),
    "its thread, no news": lambda t: shown(views.discussion(t, replace(FIGURES, lines=(SILENT,)))),
    "/okr report Billing": lambda t: shown(views.sheet(t, SHEET, "Europe/Paris")),
    "/okr report Billing, too soon": lambda t: shown(
        views.sheet(t, replace(SHEET, figures=None), "Europe/Paris")
    ),
    "all teams": lambda t: shown(views.overview(t, OVERVIEW, (TEAM,))),
    "all teams, too soon": lambda t: shown(
        views.overview(t, replace(OVERVIEW, sheets=(), risky=()), ())
    ),
    "a KPI leaves its bounds": lambda t: shown(alerts.said(t, KPI, "breached")),
    "a KPI is back": lambda t: shown(alerts.said(t, replace(KPI, value=Decimal(97)), "recovered")),
    "who takes over, they are away": asked(kinds.HAND_OVER, Passing("Léa Martin", DAY).title, LEA),
    "who takes over, no end is known": asked(kinds.HAND_OVER, Passing("Léa Martin").title, LEA),
    "who takes over, they have left": asked(kinds.HAND_OVER, Passing("Léa", left=True).title, LEA),
    "taken over from": lambda t: shown(
        in_words(handing.taken("U0LEA", "U0HUGO", (KEY_RESULT, STEPS), NOW), t)
    ),
    "given two key results": lambda t: shown(
        in_words(handing.news(TELLER, "U0LEA", (KEY_RESULT, STEPS), NOW), t)
    ),
    "the scores": asked(kinds.CLOSE, CYCLE.name, LEA),
    "the scores' form": lambda t: form(score_views.scores_form(t, LOOKING)),
    "the scores are confirmed": lambda t: form(score_views.told(t, LOOKING)),
    "reached, regularly": diagnosed(0.8, 0.9),
    "not reached, regularly": diagnosed(0.3, 0.9),
    "not reached, rarely": diagnosed(0.3, 0.4),
    "reached, rarely": diagnosed(0.8, 0.4),
    "never asked": diagnosed(0.3, None),
    "all teams' scores": lambda t: shown(
        score_views.for_all(
            t,
            CYCLE,
            [(None, Diagnosis(None, (), 0.8, None, {})), (TEAM, Diagnosis(1, (), 0.3, 0.9, {}))],
        )
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_a_quarter_is_said_word_for_word(
    languages: Languages, language: str
) -> None:
    expected = Path(__file__).with_name("said") / f"{language}.txt"
    assert transcript(languages(language), SAID) == expected.read_text(encoding="utf-8")


def test_nothing_is_said_twice_in_the_same_words_in_both_languages(languages: Languages) -> None:
    en, fr = (languages(language) for language in LANGUAGES)
    assert not [name for name, said in SAID.items() if said(en) == said(fr)]
