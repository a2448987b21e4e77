"""The living cards and whose turn it is: what each move makes of them."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.i18n import Translator
from bot.store import people, teams
from bot.store.person import Profile
from bot.store.team import Team
from bot.store.teams import Content
from handlers.dependencies import cards, wording
from handlers.dependencies.describing import Links
from tests.dependencies import told
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from workflows.dependencies import dependency
from workflows.dependencies.rules import Move, Risk, Side, State

LATER = NEEDED_BY + 7 * DAY
P, R = Side.PROVIDER, Side.REQUESTER


def asked(company: Teams, state: str = "open") -> list[tuple[str, str]]:
    """Who is asked what, by their names in the tests."""
    return [
        (kind, who.removeprefix("U0").lower()) for kind, who in told.asks(company.session, state)
    ]


def team(company: Teams, name: str, channel: str = "", lead: int | None = None) -> Team:
    """One more team."""
    members = (lead,) if lead else ()
    content = Content(name, channel, lead, lead, "", members)
    found = teams.find(*company.given, teams.add(*company.given, content, company.now))
    assert found
    return found


def test_each_channel_has_one_card_and_the_lead_is_asked(company: Teams) -> None:
    company.asks("A webhook <!channel>", why="See https://lumen.slack.com/x and <!here>")
    assert told.cards(company.session) == {
        "C2": "*DEP-1* · A webhook &lt;!channel&gt;\n*🕓 Asked*\n"
        "*Billing* needs it from *Payments*.\n"
        "Needed by: Tuesday 24 March\n"
        "See <https://lumen.slack.com/x> and &lt;!here&gt;\n"
        "[Accept as asked]\n[Accept…]\n[Another date]\n[Decline]\n[Not us]\n[Open]",
        "C1": "*DEP-1* · A webhook &lt;!channel&gt;\n*🕓 Asked*\n"
        "*Billing* needs it from *Payments*.\n"
        "Needed by: Tuesday 24 March\n"
        "See <https://lumen.slack.com/x> and &lt;!here&gt;\n"
        "[Open]",
    }
    assert told.threads(company.session) == {}
    assert asked(company) == [("answer", "marc")]


def test_a_counter_proposal_is_told_in_both_threads_and_asked_of_who_asked(company: Teams) -> None:
    found = company.asks()
    company.makes(company.marc, found, Move.PROPOSE, P, day=LATER, words="The bank is slow")
    line = "🔁 *Marc* (Payments) proposes another date: Tuesday 31 March.\n> The bank is slow"
    assert told.threads(company.session) == {"C1": [line], "C2": [line]}
    card = told.cards(company.session)["C1"]
    assert "*🕓 Another date is proposed*" in card
    assert "Proposed by Payments: Tuesday 31 March" in card
    assert card.endswith("[Accept this date]\n[Another date]\n[Withdraw]\n[Open]")
    assert asked(company) == [("counter", "lea")]
    assert asked(company, "done") == [("answer", "marc")]
    company.makes(company.lea, found, Move.ACCEPT, R)
    card = told.cards(company.session)["C2"]
    assert "*🤝 Agreed*" in card
    assert "Agreed date: Tuesday 31 March\nOwner: Marc" in card
    assert asked(company) == []
    assert len(told.cards(company.session)) == 2


def test_what_is_there_is_confirmed_by_who_asked(company: Teams) -> None:
    found = company.makes(company.marc, company.promised(company.asks()), Move.DELIVER, P)
    assert asked(company) == [("confirm", "lea")]
    company.makes(company.lea, found, Move.CONFIRM, R)
    assert asked(company) == []
    assert told.cards(company.session)["C2"].count("✅ Delivered and confirmed") == 1


def test_a_move_that_nobody_was_asked_for_withdraws_the_ask(company: Teams) -> None:
    company.makes(company.lea, company.asks(), Move.WITHDRAW, R)
    assert asked(company, "withdrawn") == [("answer", "marc")]


def test_not_us_leaves_a_word_on_the_old_card_and_posts_a_new_one(company: Teams) -> None:
    company.makes(company.marc, company.asks(), Move.REDIRECT, P, team=company.platform.id)
    shown = told.cards(company.session)
    assert shown["C2"] == "↪️ *DEP-1* · A webhook\nAsked of *Platform* now.\n[Open]"
    assert "*Billing* needs it from *Platform*." in shown["C3"]
    line = "↪️ *Marc* (Payments) says it is for *Platform*, which is asked now."
    assert told.threads(company.session) == {"C1": [line], "C2": [line], "C3": [line]}
    assert asked(company) == [("answer", "sam")]


def test_two_teams_of_one_channel_share_a_card(company: Teams) -> None:
    twin = team(company, "Twin", "C1", company.sam.id)
    found = company.asks(to=twin)
    assert list(told.cards(company.session)) == ["C1"]
    company.makes(company.sam, found, Move.ACCEPT, P)
    assert list(map(len, told.threads(company.session).values())) == [1]


def test_a_team_without_channel_hears_through_its_lead(company: Teams) -> None:
    quiet = team(company, "Quiet", lead=company.sam.id)
    found = company.asks(to=quiet)
    assert list(told.cards(company.session)) == ["C1"]
    assert asked(company) == [("answer", "sam")]
    company.makes(company.sam, found, Move.ACCEPT, P)
    assert list(told.cards(company.session)) == ["C1", "U0SAM"]


def test_a_team_without_lead_reads_its_card(company: Teams) -> None:
    company.asks(to=team(company, "Leaderless", "C9"))
    assert "C9" in told.cards(company.session)
    assert asked(company) == []


def test_a_change_that_is_no_move_is_told_in_no_thread(company: Teams, t: Translator) -> None:
    found = company.promised(company.asks())
    history = dependency.history(*company.given, found.id)
    tell = cards.refreshed(found, history, Links(), mark=":unsure")
    assert [type(one).__name__ for one in tell] == ["Post", "Edit", "Post", "Edit"]
    assert {one.key for one in tell if type(one).__name__ == "Edit"} == {  # type: ignore[union-attr]
        f"dependencies.card:{found.id}:C1:2:unsure",
        f"dependencies.card:{found.id}:C2:2:unsure",
    }
    assert cards.key(found, R) == f"dependencies.card:{found.id}:C1"


def test_every_code_is_called_something_in_both_languages(t: Translator, fr: Translator) -> None:
    for each in (t, fr):
        assert all(wording.state(each, state) for state in State)
        assert all(wording.risk(each, risk) for risk in Risk if risk)
        assert all(wording.move(each, move) for move in Move)
    assert wording.day(fr, NEEDED_BY, NEEDED_BY) == "mardi 24 mars"
    assert wording.day(t, NEEDED_BY) == "Tuesday 24 March 2026"


def test_what_it_is_for_stands_on_the_card(company: Teams, t: Translator) -> None:
    found = company.asks()
    said = cards.card(t, found, (R,), Links("Cut refunds to 2 days", ("DEP-9: <!channel>",))).text
    assert "For the key result: Cut refunds to 2 days" in said
    assert "Waits for it: DEP-9: &lt;!channel&gt;" in said


def test_a_slip_is_shown_as_not_accepted_until_it_is(company: Teams) -> None:
    found = company.promised(company.asks())
    company.makes(company.marc, found, Move.SLIP, P, day=LATER, words="Late")
    card = told.cards(company.session)["C1"]
    assert "New date: Tuesday 31 March, not accepted by Billing yet" in card
    assert "[Accept the new date]\n[Ask for options]\n[Find another way]\n[Open]" in card
    company.now += timedelta(days=1)
    company.makes(company.lea, found, Move.TAKE, R)
    assert "not accepted" not in told.cards(company.session)["C1"]


def test_a_date_that_its_owner_confirmed_since_says_when(company: Teams) -> None:
    found = company.promised(company.asks())
    company.now += timedelta(days=6)
    company.makes(company.marc, found, Move.SURE, P)
    card = told.cards(company.session)["C1"]
    assert "Agreed date: Tuesday 24 March, confirmed on Monday 9 March" in card


def test_a_card_that_its_team_left_behind_says_where_it_is_now(company: Teams) -> None:
    found = company.promised(company.asks())
    content = Content("Payments", "C7", company.marc.id, company.marc.id, "", (company.marc.id,))
    teams.write(*company.given, company.payments.id, content)
    company.makes(company.marc, found, Move.START, P)
    cards_ = told.cards(company.session)
    assert cards_["C2"] == ("↪️ *DEP-1* · A webhook\nIts card is in <#C7> · <#C1> now.\n[Open]")
    assert "*🛠️ Under way*" in cards_["C7"]
    company.makes(company.marc, found, Move.DELIVER, P)
    assert told.cards(company.session)["C2"] == cards_["C2"]


def test_who_has_no_channel_reads_the_thread_in_their_hours_and_language(company: Teams) -> None:
    content = Content("Billing", "", company.lea.id, company.lea.id, "", (company.lea.id,))
    teams.write(*company.given, company.billing.id, content)
    people.learn(*company.given, {"U0LEA": Profile("Léa", "Europe/Paris", True, "fr")}, company.now)
    found = company.promised(company.asks())
    company.now = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
    company.makes(company.marc, found, Move.START, P)
    line, due = company.session.execute(
        text(
            "SELECT body::text, due FROM deliveries WHERE target = 'U0LEA' AND parent_id IS NOT"
            " NULL AND kind = 'post' ORDER BY id DESC LIMIT 1"
        )
    ).one()
    assert "a commencé" in json.loads(line)["text"]
    assert due == datetime(2026, 3, 9, 8, 0, tzinfo=UTC), "Monday at nine in Paris"
