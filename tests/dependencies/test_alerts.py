"""A slip, a risk or a circle is told to each team that it hits, once, with what it can do."""

from datetime import timedelta

from bot.i18n import Languages
from handlers.dependencies import alert_messages
from tests.dependencies import told
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.dependencies.test_blast import chained
from workflows.dependencies import load
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER


def test_a_slip_is_told_to_each_team_that_waits_with_its_own_date(company: Teams) -> None:
    _, second = chained(company)
    late = NEEDED_BY + 2 * DAY
    company.makes(company.sam, second, Move.SLIP, P, day=late, words="The <bank> is late")
    assert told.alerts(company.session) == [
        (
            "C2",
            "📅 *DEP-2* · A queue: Platform says Thursday 26 March instead of Tuesday 17 March.\n"
            "> The &lt;bank&gt; is late\n"
            "You need it by Tuesday 17 March.\n"
            "[Accept the new date]\n[Ask for options]\n[Find another way]\n[Open]\n"
            "Your promise *DEP-1* · A webhook to Billing waits for it: Monday 30 March instead of"
            " Tuesday 24 March?\n"
            "[New date]\n[At risk]\n[Open]",
        ),
        (
            "C1",
            "📅 *DEP-2* · A queue: Platform says Thursday 26 March instead of Tuesday 17 March.\n"
            "> The &lt;bank&gt; is late\n"
            "*DEP-1* · A webhook, which Payments promised you, waits for it: Monday 30 March"
            " instead of Tuesday 24 March, unless they find a way.\n"
            "[Ask for options]\n[Find another way]\n[Open]",
        ),
    ]


def test_what_slips_once_more_is_told_once_more_and_a_sooner_date_is_not(company: Teams) -> None:
    _, second = chained(company)
    for days in (3, 5, 1):
        day = NEEDED_BY + days * DAY
        second = company.makes(company.sam, second, Move.SLIP, P, day=day, words=f"{days}")
    assert [where for where, _ in told.alerts(company.session)] == ["C2", "C1"] * 2


def test_a_risk_is_told_before_any_date_moves(company: Teams) -> None:
    _, second = chained(company)
    company.makes(company.sam, second, Move.RISK, P, words="A strike")
    (_, first), (_, other) = told.alerts(company.session)
    assert first.startswith("⚠️ *DEP-2* · A queue: Platform sees the date at risk.\n> A strike")
    assert "Your promise *DEP-1* · A webhook to Billing, for Tuesday 24 March" in first
    assert "which Payments promised you for Tuesday 24 March, waits for it." in other


def test_a_slip_within_what_is_needed_says_so(company: Teams) -> None:
    found = company.promised(company.asks(), day=NEEDED_BY - 7 * DAY)
    company.makes(company.marc, found, Move.SLIP, P, day=NEEDED_BY, words="A week")
    ((_, said),) = told.alerts(company.session)
    assert "You need it by Tuesday 24 March: that still holds." in said


def test_a_circle_of_teams_is_told_in_the_threads_where_it_closes(company: Teams) -> None:
    chained(company)
    company.asks("A form", by=company.sam, of=company.platform, to=company.billing)
    line = (
        "🔄 These teams wait for each other now: Platform → Billing → Payments → Platform."
        " If all slip, none can go on: who begins?"
    )
    assert told.threads(company.session)["C3"][-1] == line
    assert told.threads(company.session)["C1"][-1] == line


def test_a_load_is_said_in_both_languages(company: Teams, languages: Languages) -> None:
    found = load.Load(promised=5, most=3)
    said = {
        one: alert_messages.load(languages(one), company.payments, found) for one in ("en", "fr")
    }
    assert "5 promises of Payments within 4 weeks" in said["en"]
    assert "5 promesses" in said["fr"]


def test_many_that_are_hit_fit_into_one_message(company: Teams) -> None:
    found = company.promised(company.asks("x" * 150))
    for _ in range(2):
        company.now += timedelta(minutes=1)
    company.makes(company.marc, found, Move.SLIP, P, day=NEEDED_BY + DAY, words="<&>" * 300)
    assert len(told.alerts(company.session)) == 1
