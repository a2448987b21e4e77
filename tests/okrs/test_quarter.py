"""A quarter as people live it: planned, told of for thirteen weeks, closed; in two languages."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot import calendar
from bot.calendar import Calendar
from bot.playground import Actor
from tests.okrs.quarter import Quarter, quarter

# As long as a quarter: it is told apart from the suite.
pytestmark = pytest.mark.chaos

FRANCE = Calendar("Europe/Paris", "FR")
ASKED = (
    "*Check-in*: where are “Factures payées sans relance” and 1 more? Ten seconds if nothing moved."
)
DEMANDE = (
    "*Check-in*\u00a0: où en est «\u00a0Avoirs dans l’appli\u00a0»\u202f? Dix secondes si rien n’a"
    " bougé."
)


@pytest.fixture
def spring(database_url: str) -> Iterator[Quarter]:
    """The company, two days before the quarter begins."""
    with quarter(database_url) as found:
        yield found


def test_a_quarter_goes_from_its_plan_to_its_scores(spring: Quarter) -> None:
    plans(spring)
    checks_in_for_the_first_time(spring)
    changes_nothing(spring)
    goes_away(spring)
    says_that_all_is_well(spring)
    keeps_holidays(spring)
    closes(spring)
    said = [when for name in ("lea", "hugo") for when, _ in spring.office.said_to(name)]
    assert len(said) > 30
    assert all(calendar.is_working(FRANCE, when) for when in said)


def plans(spring: Quarter) -> None:
    """Priya makes the cycle and says what the company aims at; Hugo says what his team does."""
    priya, hugo = spring.priya, spring.hugo
    priya.types("/okr plan")
    priya.sees_in_modal("There is no cycle yet: which days do the objectives hold for?")
    priya.clicks("New cycle")
    priya.sees_in_modal("First day")
    assert priya.submits() is None
    priya.sees_in_modal("*2026 Q2* is kept.")
    priya.clicks("Add an objective")
    priya.fills("okrs.objective_title", "Month end is quiet")
    assert priya.submits() is None
    priya.closes()
    hugo.types("/okr plan")
    hugo.clicks("Ajouter un objectif")
    hugo.fills("okrs.objective_title", "Personne ne cherche sa facture")
    hugo.chooses("okrs.objective_parent", "Toute la société · Month end is quiet")
    assert hugo.submits() is None
    adds(hugo, "Factures payées sans relance", ("62,5 %", "80 %", "%"))
    adds(hugo, "Encaissé en ligne", ("1 200 k€", "2.400,0", "k€"))
    hugo.clicks("Ajouter un résultat clé")
    hugo.fills("okrs.title", "Avoirs dans l’appli")
    hugo.fills("okrs.zones", "Conçus\nEn bêta\nEn ligne")
    hugo.chooses("okrs.owner", "hugo")
    assert hugo.submits() is None
    hugo.sees_in_modal("Conçus → En bêta → En ligne")
    hugo.closes()


def adds(hugo: Actor, title: str, figures: tuple[str, str, str]) -> None:
    """A key result of Léa's, with figures as they are typed in French."""
    start, target, unit = figures
    hugo.clicks("Ajouter un résultat clé")
    hugo.fills("okrs.title", title)
    hugo.fills("okrs.unit", unit)
    hugo.fills("okrs.start", start)
    hugo.fills("okrs.target", target)
    hugo.chooses("okrs.owner", "lea")
    assert hugo.submits() is None
    hugo.sees_in_modal(title)


def checks_in_for_the_first_time(spring: Quarter) -> None:
    """On Thursday at ten, each in their language; once both have told, the team reads it."""
    lea, hugo = spring.lea, spring.hugo
    spring.turns_to(2, 4, 8, 30)
    assert spring.told("lea") == [f"02 Apr 08:00 {ASKED}\n_Wanted by 3 April 2026_"]
    assert spring.told("hugo") == [f"02 Apr 08:00 {DEMANDE}\n_Attendu pour le 3 avril 2026_"]
    lea.clicks("Update")
    lea.sees_in_modal("from 62.5% to 80% · 2% of the way expected by now")
    lea.fills(spring.field("value", 1), "64 %")
    lea.fills(spring.field("value", 2), "soon")
    example = "12.5\u00a0k€"
    assert lea.submits() == {
        spring.field(
            "value", 2
        ): f"This is no figure I can read. Write it with digits, such as {example}."
    }
    lea.fills(spring.field("value", 2), "1,250")
    lea.fills(spring.field("because", 2), "The first bank is live")
    assert lea.submits() is None
    lea.sees_in_modal("✅ *Thank you*: 2 figures are up to date.")
    lea.closes()
    hugo.clicks("Mettre à jour")
    hugo.chooses(spring.field("value", 3), "Conçus")
    assert hugo.submits() is None
    hugo.sees_in_modal("✅ *Merci*\u00a0: 1 mise à jour.")
    hugo.closes()
    spring.turns_to(2, 4, 8, 45)
    assert spring.posted() == [
        "02 Apr 08:30 *Check-in · Billing*\n4% of the way, 2% expected by now: on pace.\n"
        "• Factures payées sans relance: 62.5% → 64% · 🟢 on track\n"
        "• Encaissé en ligne: 1,200\u00a0k€ → 1,250\u00a0k€ · 🟢 on track\n"
        "   The first bank is live\n"
        "No change: Avoirs dans l’appli.",
        "02 Apr 08:30 Anything to celebrate, or to get out of the way? Say it here.",
    ]


def changes_nothing(spring: Quarter) -> None:
    """One click says it; said three times running, it is asked whether it still matters."""
    lea, hugo = spring.lea, spring.hugo
    for week in (9, 16):
        spring.turns_to(week, 4, 8, 30)
        hugo.clicks("Rien de neuf")
        hugo.sees("✅ *Rien de neuf*\u00a0: noté pour 1 résultat clé.")
        lea.clicks("No change")
        lea.sees("✅ *No change*: noted for 2 key results.")
    spring.turns_to(23, 4, 8, 30)
    hugo.clicks("Rien de neuf")
    hugo.sees("rien n’a changé depuis trois check-ins. Est-ce que ça compte encore\u202f?")
    hugo.clicks("Oui")
    hugo.sees("*Avoirs dans l’appli* reste.")


def goes_away(spring: Quarter) -> None:
    """Léa is away for two weeks: nobody asks her, and Hugo is asked who takes over."""
    spring.goes_away("lea", date(2026, 4, 24), date(2026, 5, 6))
    spring.turns_to(30, 4, 8, 30)
    asked = "revient le jeudi 7 mai, après le prochain check-in\u00a0: qui reprend"
    assert any(asked in line for line in spring.told("hugo"))
    spring.hugo.clicks("Rien de neuf")
    spring.turns_to(7, 5, 8, 30)
    assert any("Away this time: Léa Martin." in line for line in spring.posted())
    back = f"07 May 08:00 {ASKED}\n_Wanted by 11 May 2026_"
    assert back in spring.told("lea")
    assert not [line for line in spring.told("hugo") if "n’est plus là" in line]


def says_that_all_is_well(spring: Quarter) -> None:
    """She finds it on track where its pace is missed: one fact, one question, and it stands."""
    lea = spring.lea
    lea.clicks("Update")
    lea.fills(spring.field("value", 1), "64.5 %")
    lea.chooses(spring.field("confidence", 2), "🟠 At risk")
    lea.fills(spring.field("because", 2), "The second bank waits for its lawyers")
    assert lea.submits() is None
    lea.sees_in_modal(
        "🔎 *Factures payées sans relance* is at 11% of the way; its pace would have it at 41%."
        " What will make up the difference?"
    )
    lea.sees_in_modal("Your answer stands: this is only what I know.")
    lea.clicks("Look at it")
    lea.sees_in_modal("11% of the way, 41% expected by now")
    lea.clicks("Correct")
    lea.fills(spring.field("value", 1), "65 %")
    assert lea.submits() is None
    lea.sees_in_modal("~64.5%~ corrected")
    lea.closes(True)
    spring.hugo.clicks("Mettre à jour")
    spring.hugo.chooses(spring.field("value", 3), "En bêta")
    assert spring.hugo.submits() is None
    spring.hugo.closes()
    spring.turns_to(7, 5, 8, 45)
    summary, question = spring.posted()
    assert "• Factures payées sans relance: 64% → 65% · 🟢 on track" in summary
    assert "🟠 at risk\n   The second bank waits for its lawyers" in summary
    assert question.endswith("What would help *Encaissé en ligne* most this week?")


def keeps_holidays(spring: Quarter) -> None:
    """Ascension is a Thursday: they are asked on Friday. Hugo is away for a week in June."""
    spring.turns_to(15, 5, 8, 0)
    told = spring.told("lea")
    assert told[-1] == f"15 May 07:00 {ASKED}\n_Wanted by 18 May 2026_"
    assert not any(line.startswith("14 May") for line in told)
    spring.goes_away("hugo", date(2026, 6, 8), date(2026, 6, 14))
    spring.turns_to(12, 6, 8, 0)
    assert any("Without news: Factures payées sans relance" in line for line in spring.posted())
    spring.turns_to(15, 6, 8, 0)
    assert "Away this time: Hugo Bernard." in spring.posted()[0]
    rollup = "*OKR · 2026 Q2*\njusqu’au mardi 30 juin 2026"
    assert len([line for line in spring.told("hugo") if rollup in line]) == 1
    (weekly,) = spring.told("priya")
    assert "• *Billing*: " in weekly
    assert "*At risk or off track*\n• Encaissé en ligne · 🟠 at risk · Billing" in weekly
    assert "*Objectives without a key result*\n• Month end is quiet" in weekly


def closes(spring: Quarter) -> None:
    """The scores are proposed and confirmed; the team reads them, two days later all do."""
    lea, hugo = spring.lea, spring.hugo
    spring.turns_to(1, 7, 8, 0)
    asked = "*2026 Q2 is over*: the scores of your key results are proposed. Do they look right?"
    assert f"01 Jul 07:00 {asked}\n_Wanted by 13 July 2026_" in spring.told("lea")
    demande = "*2026 Q2 est terminé*\u00a0: des notes sont proposées pour tes résultats clés."
    assert any(demande in line for line in spring.told("hugo"))
    lea.clicks("Look at them")
    lea.chooses(spring.field("score", 2), "0.3")
    lea.fills(spring.field("score_note", 2), "Two banks signed on the last day")
    lea.fills("okrs.answer.0", "One form for all")
    assert lea.submits() is None
    lea.sees_in_modal("✅ The scores of *2026 Q2* are confirmed.")
    lea.closes()
    hugo.clicks("Comme proposé")
    hugo.sees("✅ Les notes de *2026 Q2* sont confirmées.")
    spring.turns_to(1, 7, 8, 30)
    (closed,) = spring.posted()
    assert "Score 0.3; 42% of the check-ins answered." in closed
    assert "• Factures payées sans relance: 0.1" in closed
    assert "Neither reached nor updated regularly" in closed
    assert "*What worked*\n> One form for all" in closed
    assert not [line for line in spring.told("priya") if "all teams" in line]
    spring.turns_to(3, 7, 9, 0)
    assert [line for line in spring.told("priya") if "all teams" in line]
