"""A slip, a risk or a circle is told to each team that it hits, once, with what it can do."""

from datetime import date, timedelta

import pytest

from bot.errors import Refusal
from bot.i18n import Languages, Translator
from handlers.dependencies import alert_messages, alerting, following, ids
from handlers.dependencies.alert_messages import Alert, Goal
from tests.dependencies import told
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.dependencies.doors import Visitor, said
from tests.dependencies.test_blast import chained
from workflows.dependencies import blast, dependency, load
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
            "[Move to Monday 30 March]\n[New date]\n[At risk]\n[Open]",
        ),
        (
            "C1",
            "📅 *DEP-2* · A queue: Platform says Thursday 26 March instead of Tuesday 17 March.\n"
            "> The &lt;bank&gt; is late\n"
            "*DEP-1* · A webhook, which Payments promised you, waits for it: Monday 30 March"
            " instead of Tuesday 24 March, unless they find a way.\n"
            "[Accept the new date]\n[Ask for options]\n[Find another way]\n[Open]",
        ),
    ]


def test_what_slips_once_more_is_told_once_more_and_a_sooner_date_in_the_thread(
    company: Teams,
) -> None:
    _, second = chained(company)
    for days in (3, 7, 3):
        day = NEEDED_BY + days * DAY
        second = company.makes(company.sam, second, Move.SLIP, P, day=day, words=f"{days}")
    assert [where for where, _ in told.alerts(company.session)] == ["C2", "C1"] * 2
    assert told.threads(company.session)["C1"][-1] == (
        "👍 *DEP-2*: Platform says Friday 27 March now.\n"
        "*DEP-1* would be there on Tuesday 31 March, not on Thursday 2 April."
    )
    # Whoever waits for it itself reads the same in the thread of its card.
    assert [said for said in told.threads(company.session)["C2"] if "Platform says" in said] == []
    company.makes(company.sam, second, Move.SLIP, P, day=NEEDED_BY - 7 * DAY, words="Back")
    assert told.threads(company.session)["C1"][-1] == (
        "👍 *DEP-2*: Platform says Tuesday 17 March now.\n"
        "*DEP-1* can be there on Tuesday 24 March, as was promised."
    )


def test_a_promise_that_follows_in_a_click_is_not_told_to_whoever_knew(
    company: Teams, t: Translator
) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.SLIP, P, day=NEEDED_BY + 2 * DAY, words="Late")
    before = told.alerts(company.session)
    value = f"{ids.carried(first.id, Move.SLIP, P, '2')}:2026-03-30:{second.number}"
    answer = Visitor(company, company.marc, t).does(following.follow, action={"value": value})
    assert answer.message.text.startswith("*DEP-1* · A webhook")
    moved = dependency.find(*company.given, first.id)
    assert (moved.promised, moved.taken_at, moved.forecast) == (date(2026, 3, 30), None, None)
    assert told.alerts(company.session) == before
    assert told.threads(company.session)["C1"][-1] == (
        "📅 *Marc* (Payments) gives a new date: Monday 30 March instead of Tuesday 24 March.\n"
        "> It waits for DEP-2."
    )
    with pytest.raises(Refusal):
        Visitor(company, company.priya, t).does(following.follow, action={"value": value})


def test_another_date_than_the_one_that_was_told_is_told(company: Teams) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.SLIP, P, day=NEEDED_BY + 2 * DAY, words="Late")
    company.makes(company.marc, first, Move.SLIP, P, day=NEEDED_BY + 9 * DAY, words="Later")
    assert told.alerts(company.session)[-1][1].startswith(
        "📅 *DEP-1* · A webhook: Payments says Thursday 2 April instead of Tuesday 24 March."
    )


def test_who_goes_along_beforehand_is_not_asked_again(company: Teams, t: Translator) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.SLIP, P, day=NEEDED_BY + 2 * DAY, words="Late")
    value = f"{ids.carried(first.id, Move.TAKE, R, '2')}:2026-03-30:{second.number}"
    Visitor(company, company.lea, t).does(following.follow, action={"value": value})
    assert told.threads(company.session)["C2"][-1] == (
        "👍 *Léa* (Billing) would go along with Monday 30 March."
    )
    assert dependency.find(*company.given, first.id).promised == NEEDED_BY
    before = told.alerts(company.session)
    given = {"words": "It waits", "day": date(2026, 3, 27)}
    assert company.makes(company.marc, first, Move.SLIP, P, **given).taken_at == company.now
    assert told.alerts(company.session) == before
    given["day"] = date(2026, 4, 1)
    assert company.makes(company.marc, first, Move.SLIP, P, **given).taken_at is None
    assert len(told.alerts(company.session)) == len(before) + 1


def test_a_promise_that_stands_all_the_same_is_what_counts(company: Teams) -> None:
    first, second = chained(company)
    company.makes(company.sam, second, Move.SLIP, P, day=NEEDED_BY + 2 * DAY, words="Late")
    assert dependency.find(*company.given, first.id).forecast == date(2026, 3, 30)
    company.makes(company.marc, first, Move.SURE, P)
    assert dependency.find(*company.given, first.id).forecast is None


def test_a_risk_is_told_once_and_that_it_is_over(company: Teams) -> None:
    _, second = chained(company)
    for words in ("A strike", "Still a strike"):
        company.makes(company.sam, second, Move.RISK, P, words=words)
    assert len(told.alerts(company.session)) == 2
    company.makes(company.sam, second, Move.CLEAR, P)
    assert told.threads(company.session)["C1"][-1] == (
        "👍 *DEP-2*: nothing stands in the way any more, says Platform."
    )
    company.makes(company.sam, second, Move.RISK, P, words="A strike")
    assert len(told.alerts(company.session)) == 4
    company.makes(company.sam, second, Move.BLOCK, P, words="A lock-out")
    assert len(told.alerts(company.session)) == 6
    company.makes(company.sam, second, Move.DELIVER, P)
    assert told.threads(company.session)["C1"][-1] == "📦 *DEP-2* is there, says Platform."


def test_what_is_overdue_is_told_further_down_once_a_date(company: Teams) -> None:
    _, second = chained(company)
    company.now += timedelta(days=22)
    for _ in range(2):
        found = dependency.find(*company.given, second.id)
        alerting.overdue(*company.given, found, company.now)
    assert told.alerts(company.session) == [
        (
            "C1",
            "⏰ *DEP-2* · A queue: Platform said Tuesday 17 March, and it is not there.\n"
            "*DEP-1* · A webhook, which Payments promised you, waits for it: Monday 30 March"
            " instead of Tuesday 24 March, unless they find a way.\n"
            "[Accept the new date]\n[Ask for options]\n[Find another way]\n[Open]",
        )
    ]


def test_what_puts_a_key_result_at_risk_is_said(company: Teams, t: Translator) -> None:
    first, second = chained(company)
    late = NEEDED_BY + 2 * DAY
    slipped = company.makes(company.sam, second, Move.SLIP, P, day=late, words="Late")
    hit = blast.radius(*company.given, slipped.id, second.promised).hits[1]
    made = dependency.history(*company.given, slipped.id)[-1]
    said = {}
    for ends in (hit.day - DAY, hit.day):
        goals = {first.id: Goal("Fewer <b>", ends)}
        alert = Alert(slipped, made, [hit], [], goals)
        said[ends] = alert_messages.alert(t, alert).text.splitlines()[-1]
    assert list(said.values()) == [
        "🎯 At risk: Fewer &lt;b&gt;. Its cycle ends before that, on Sunday 29 March.",
        "🎯 At risk: Fewer &lt;b&gt;. It needed this by Tuesday 24 March.",
    ]


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
    assert "5 engagements" in said["fr"]


def test_many_that_are_hit_fit_into_one_message(company: Teams) -> None:
    found = company.promised(company.asks("x" * 150))
    for _ in range(2):
        company.now += timedelta(minutes=1)
    company.makes(company.marc, found, Move.SLIP, P, day=NEEDED_BY + DAY, words="<&>" * 300)
    assert len(told.alerts(company.session)) == 1


def test_who_asks_reads_which_circle_it_closes(company: Teams, t: Translator) -> None:
    chained(company)
    sam = Visitor(company, company.sam, t)
    reply = sam.asks("A form", provider=str(company.billing.id))
    assert (
        "🔄 These teams wait for each other now: Platform → Billing → Payments → Platform."
        in said(reply)
    )
    assert "🔄" not in said(Visitor(company, company.lea, t).asks("Another one"))


def test_who_promises_more_than_was_ever_delivered_reads_it_alone(
    company: Teams, t: Translator
) -> None:
    for _ in range(3):
        found = company.promised(company.asks())
        company.makes(company.marc, found, Move.DELIVER, P)
        company.now += timedelta(weeks=5)
    marc = Visitor(company, company.marc, t)
    day = company.now.date() + timedelta(weeks=3)
    replies = [marc.clicks(company.asks(needed_by=day), Move.ACCEPT, P, "1") for _ in range(2)]
    line = (
        "For you to know: that makes 2 promises of Payments within 4 weeks, and the most it"
        " delivered in 4 weeks is 1."
    )
    assert [line in said(reply) for reply in replies] == [False, True]
    assert not [
        one for lines in told.threads(company.session).values() for one in lines if line in one
    ]
