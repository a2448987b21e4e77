"""Who waits for whom, as a picture and in words."""

import io

from matplotlib.image import imread

from bot import pictures
from bot.delivery.limits import ALT
from bot.i18n import Languages
from bot.pictures.waits import ordered
from handlers.dependencies import maps
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from workflows.dependencies import mapping
from workflows.dependencies.mapping import Pair
from workflows.dependencies.rules import Move, Side

MANY = [Pair(f"Team {one}", f"Team {one % 37 + 3}", 1 + one % 4, one % 3, 0) for one in range(90)]


def test_pairs_are_counted_with_what_is_late_and_at_risk(company: Teams) -> None:
    late = company.promised(company.asks())
    slip = {"day": NEEDED_BY + DAY, "words": "Late"}
    company.makes(company.marc, late, Move.SLIP, Side.PROVIDER, **slip)
    risky = company.promised(company.asks())
    company.makes(company.marc, risky, Move.RISK, Side.PROVIDER, words="A strike")
    company.asks(to=company.platform)
    gone = company.asks(to=company.platform)
    company.makes(company.lea, gone, Move.WITHDRAW, Side.REQUESTER)
    assert mapping.pairs(*company.given, TODAY) == [
        Pair("Billing", "Payments", 2, 1, 1),
        Pair("Billing", "Platform", 1, 0, 0),
    ]
    overdue = mapping.pairs(*company.given, NEEDED_BY + 2 * DAY)
    assert [(each.late, each.risky) for each in overdue] == [(2, 0), (1, 0)]


def test_it_is_sent_to_who_asks_in_words_too(company: Teams, languages: Languages) -> None:
    t = languages("en")
    nothing = maps.ask(*company.given, company.lea, company.now, t)
    assert "nothing to draw" in nothing.message.text
    company.asks()
    maps.ask(*company.given, company.lea, company.now, t)
    maps.send(*company.given, {"person": "U0LEA", "at": "2026-03-03"}, company.now)
    assert maps.alt(t, mapping.pairs(*company.given, TODAY)) == "Billing waits for Payments"


def test_forty_teams_fit_and_the_rest_is_counted(languages: Languages) -> None:
    found = maps.shown(MANY)
    left, right = ordered(maps.chart(languages("en"), "A", "B", found).waiting)
    assert len(left) <= 40
    assert len(right) <= 40
    for language in ("en", "fr"):
        said = maps.alt(languages(language), MANY)
        assert len(said) <= ALT
        assert said.endswith(("more", "de plus", "autres", "autre"))


def test_the_same_figures_give_the_same_picture(languages: Languages) -> None:
    chart = maps.chart(languages("fr"), "Qui attend qui", "B", maps.shown(MANY))
    drawn = pictures.draw(chart)
    assert drawn == pictures.draw(chart)
    assert imread(io.BytesIO(drawn), format="png").shape[1] > 1_000
