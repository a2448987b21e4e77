"""What teams and leads read, in both languages: pure functions of figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Languages, Translator
from bot.store.people import Person
from bot.store.team import Team
from handlers.okrs import alerts, receipts, report_views, score_views
from tests.moment import NOW
from workflows.okrs.answering import State
from workflows.okrs.cycles import Cycle
from workflows.okrs.diagnosis import Diagnosis, Question
from workflows.okrs.doubts import Doubt
from workflows.okrs.ending import Round
from workflows.okrs.figures import Aim
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi
from workflows.okrs.report import Gap, Overview, Sheet
from workflows.okrs.standing import Figures, Line

LEA = Person(7, "U0LEA", "Léa Martin", "fr")
TEAM = Team(1, "Billing", "C1", LEA, None, "", 0)
CYCLE = Cycle(1, "2026 Q1", date(2026, 1, 1), date(2026, 3, 31))
MOVED = Line(
    1, "Factures payées", 1, "%", (), "64.5", "62", "at_risk", "La banque", 0.14, 0.5, True, 7
)
STILL = Line(2, "Tickets", 1, "", (), "200", "200", "on_track", "", 0.3, 0.5, True, 7)
SILENT = Line(3, "Avoirs", 1, "", ("Conçus", "En ligne"), "", "0", "", "", 0.0, 0.5, False, 8)
FIGURES = Figures(
    "2026-03-03",
    *(0.15, 0.5, (0.05, 0.1)),
    (MOVED, STILL, SILENT),
    {"1": "Personne ne cherche"},
    {"away": (7,), "answered": (8,)},
)
ROUND = Round(4, 1, 1, date(2026, 3, 3), NOW, NOW, FIGURES, "La banque est lente")
KEY_RESULT = KeyResult(
    1,
    "Factures payées",
    *(1, "Personne ne cherche", 1, "Billing", 1, CYCLE.starts, CYCLE.ends, "%"),
    Aim(Decimal(62), Decimal(80)),
    (),
    LEA,
    "",
    NOW,
    value=Decimal("64.5"),
    confidence="on_track",
)
KPI = Kpi(1, "À l’heure", 1, "Billing", "C1", "%", Decimal(95), None, LEA, "", Decimal(93), NOW)


def both(languages: Languages) -> tuple[Translator, Translator]:
    """English and French."""
    return languages("en"), languages("fr")


def test_a_summary_in_both_languages(languages: Languages) -> None:
    en, fr = (report_views.summary(t, TEAM, ROUND, {7: LEA}).text for t in both(languages))
    assert en == (
        "*Check-in · Billing*\n"
        "15% of the way, 50% expected by now: far behind its pace, as fast as it usually moves.\n"
        "• Factures payées: 62% → 64.5% · 🟠 at risk\n   La banque\n"
        "No change: Tickets.\nWithout news: Avoirs.\n"
        "Away this time: Léa Martin.\n> La banque est lente"
    )
    assert fr == (
        "*Check-in · Billing*\n"
        "15\u00a0% du chemin, 50\u00a0% attendus à ce jour\u00a0: loin derrière le rythme,"
        " à son allure habituelle.\n"
        "• Factures payées\u00a0: 62\u00a0% → 64,5\u00a0% · 🟠 à risque\n   La banque\n"
        "Sans changement\u00a0: Tickets.\nSans nouvelles\u00a0: Avoirs.\n"
        "Absent·e cette fois\u00a0: Léa Martin.\n> La banque est lente"
    )


def test_what_is_said_in_its_thread(languages: Languages) -> None:
    en, fr = (report_views.discussion(t, FIGURES).text for t in both(languages))
    assert en == "What would help *Factures payées* most this week?"
    assert fr == "Qu’est-ce qui aiderait le plus *Factures payées* cette semaine\u202f?"
    silent = replace(FIGURES, lines=(SILENT,))
    assert "Personne n’avait de nouvelles." in report_views.discussion(languages("fr"), silent).text


def test_all_teams_in_both_languages(languages: Languages) -> None:
    sheet = Sheet(TEAM, CYCLE, FIGURES, own=False, told_at=NOW, comment="La banque", round=4)
    gap = (Gap("Avoirs", "Billing"),)
    found = Overview(CYCLE, (sheet,), ((MOVED, "Billing"),), gap, gap, gap, gap)
    en, fr = (report_views.overview(t, found, ()).text for t in both(languages))
    heads = ("At risk or off track", "Without an update for long", "Nobody answers for them")
    assert all(f"*{head}*" in en for head in heads)
    assert "*À risque ou compromis*\n• Factures payées · 🟠 à risque · Billing" in fr
    assert "*Sans nouvelles depuis longtemps*\n• Avoirs · Billing" in fr
    assert "*Sans responsable*\n• Avoirs · Billing" in fr
    assert "*Objectifs sans résultat clé*\n• Avoirs · Billing" in fr
    assert "*Sans alignement*\n• Avoirs · Billing" in fr


@pytest.mark.parametrize(
    ("score", "rhythm", "question", "said"),
    [
        (0.7, 0.9, Question.KEEP, "Atteint, et suivi régulièrement"),
        (0.3, 0.9, Question.STRATEGY, "une question de stratégie"),
        (0.3, 0.4, Question.CADENCE, "une question de cadence"),
        (0.7, 0.4, Question.AMBITION, "Atteint presque sans suivi"),
        (0.3, None, Question.UNASKED, "seuls les résultats parlent"),
    ],
)
def test_results_and_rhythm_each_ask_their_question(
    fr: Translator, score: float, rhythm: float | None, question: Question, said: str
) -> None:
    found = Diagnosis(1, (), score, rhythm, {})
    assert found.question is question
    assert said in score_views.verdict(fr, found)


@pytest.mark.parametrize(
    ("doubt", "en", "fr"),
    [
        (
            {"stuck": 3},
            "*Factures payées* has not moved for 3 check-ins. What would move it?",
            "*Factures payées* n’a pas bougé depuis 3 check-ins."
            " Qu’est-ce qui le ferait bouger\u202f?",
        ),
        (
            {"progress": 0.1, "expected": 0.5},
            "*Factures payées* is at 10% of the way; its pace would have it at 50%."
            " What will make up the difference?",
            "*Factures payées* en est à 10\u00a0% du chemin\u202f; à ce rythme, on attendrait"
            " 50\u00a0%. Qu’est-ce qui comblera l’écart\u202f?",
        ),
        (
            {"kpi": KPI},
            "*Factures payées* is on track, and *À l’heure* is at 93% (floor 95%)."
            " Does one cost the other?",
            "*Factures payées* est en bonne voie, et *À l’heure* est à 93\u00a0% (plancher"
            " 95\u00a0%). Est-ce que l’un se fait aux dépens de l’autre\u202f?",
        ),
    ],
)
def test_a_fact_is_one_line_and_one_question(
    languages: Languages, doubt: dict[str, Any], en: str, fr: str
) -> None:
    found = Doubt(KEY_RESULT, **doubt)
    assert tuple(receipts.doubt(t, found) for t in both(languages)) == (en, fr)


def test_a_kpi_alerts_in_both_languages(languages: Languages) -> None:
    en, fr = both(languages)
    assert alerts.said(en, KPI, "breached").text == "⚠️ *À l’heure* is at 93% (floor 95%). · Billing"
    well = alerts.said(fr, replace(KPI, value=Decimal(97)), "recovered").text
    assert (
        well
        == "✅ *À l’heure* est de nouveau sain\u00a0: 97\u00a0% (plancher 95\u00a0%). · Billing"
    )


def test_figures_come_back_from_what_is_kept() -> None:
    assert Figures.loads(FIGURES.dumps()) == FIGURES
    assert FIGURES.who(State.AWAY, State.ANSWERED) == (7, 8)
