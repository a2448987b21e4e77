"""What people read as dates near and pass: who, when in their hours, once, and on the cards."""

import json
from datetime import UTC, date, datetime

from sqlalchemy import text

from bot.store import teams
from bot.store.teams import Content
from tests.dependencies import told
from tests.dependencies.conftest import DAY, TODAY, Teams
from workflows.dependencies import due
from workflows.dependencies.rules import Move, Side

P = Side.PROVIDER
POSTS = text("""
    SELECT key, target, due, body FROM deliveries
    WHERE key LIKE :key AND kind = 'post' AND parent_id IS NULL ORDER BY id
""")
FRIDAY = date(2026, 3, 20)


def passes(company: Teams, until: date, hour: int = 15) -> None:
    """Each day the clock ticks once."""
    while company.now.date() < until:
        day = company.now.date() + DAY
        company.now = datetime(day.year, day.month, day.day, hour, 0, tzinfo=UTC)
        due.due(*company.given, company.now, 500)


def posts(company: Teams, key: str) -> list[tuple[str, str, datetime]]:
    """Who was told what, and when it goes."""
    rows = company.session.execute(POSTS, {"key": f"dependencies.{key}:%"})
    found = []
    for row in rows:
        body = json.loads(row.body) if isinstance(row.body, str) else row.body
        found.append((row.target, body["text"], row.due))
    return found


def test_who_confirmed_reads_on_the_day_that_it_is_due(company: Teams) -> None:
    found = company.promised(company.asks(needed_by=FRIDAY))
    passes(company, date(2026, 3, 10))
    company.makes(company.marc, found, Move.SURE, P)
    passes(company, date(2026, 3, 18))
    company.makes(company.marc, found, Move.SURE, P)
    passes(company, FRIDAY)
    assert [(whom, said) for whom, said, _ in posts(company, "soon")] == [
        ("U0MARC", "⏳ *DEP-1* for *Billing* is due today: A webhook")
    ]


def test_seven_working_days_ahead_one_line_names_them(company: Teams) -> None:
    """The next question is farther than two working days from the line."""
    company.promised(company.asks(needed_by=date(2026, 3, 13)))
    passes(company, date(2026, 3, 4))
    assert posts(company, "soon") == []
    company.promised(company.asks(needed_by=date(2026, 3, 27)))
    passes(company, date(2026, 3, 18))
    lines = [said for _, said, _ in posts(company, "soon")]
    assert lines == []
    assert ("sure", "U0MARC") in told.asks(company.session)


def test_a_date_that_is_over_is_told_to_both_sides_once_and_shown(company: Teams) -> None:
    company.promised(company.asks(needed_by=FRIDAY))
    passes(company, date(2026, 4, 20))
    said = posts(company, "over")
    assert [whom for whom, _, _ in said] == ["U0MARC", "U0LEA"]
    assert said[0][1].startswith("📅 *DEP-1* for *Billing* was promised for Friday 20 March:")
    assert "U0MARC" in said[1][1]
    cards = told.cards(company.session)
    assert all("⏰" in cards[channel] for channel in ("C1", "C2")), cards


def test_what_was_not_confirmed_shows_on_the_cards_and_a_word_heals_it(company: Teams) -> None:
    found = company.promised(company.asks(needed_by=FRIDAY))
    passes(company, date(2026, 3, 13))
    since = "not confirmed since Tuesday 3 March"
    assert since in told.cards(company.session)["C1"]
    company.makes(company.marc, found, Move.SURE, P)
    assert since not in told.cards(company.session)["C1"]


def test_nobody_hears_outside_their_hours(company: Teams) -> None:
    """Marc's morning in New York is Léa's afternoon; his evening is her night."""
    company.promised(company.asks(needed_by=date(2026, 3, 5)))
    company.now = datetime(2026, 3, 6, 21, 30, tzinfo=UTC)
    due.due(*company.given, company.now, 500)
    goes = {whom: at for whom, _, at in posts(company, "over")}
    assert goes["U0MARC"] == company.now
    assert f"{goes['U0LEA']:%d %H:%M}" == "09 08:00"


def test_without_an_owner_or_a_lead_the_team_that_needs_it_hears(company: Teams) -> None:
    company.promised(company.asks(needed_by=FRIDAY))
    content = Content("Payments", "C2", None, None, "", ())
    teams.write(*company.given, company.payments.id, content)
    company.session.execute(text("UPDATE dependencies SET owner_id = NULL"))
    passes(company, date(2026, 3, 24))
    assert [whom for whom, _, _ in posts(company, "over")] == ["U0LEA"]
    assert "Personne ne s’en occupe" in posts(company, "over")[0][1]


def test_a_team_without_a_lead_reads_in_its_thread_that_an_answer_is_awaited(
    company: Teams,
) -> None:
    company.asks()
    content = Content("Payments", "C2", None, None, "", ())
    teams.write(*company.given, company.payments.id, content)
    passes(company, TODAY + 20 * DAY)
    lines = [line for line in told.threads(company.session)["C2"] if "nobody leads" in line]
    assert len(lines) == 1
