"""The doors of dependencies: what opens, what is refused beside which field, what is answered."""

import json
from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, PushForm, UpdateForm
from bot.store import drafts, people, teams
from bot.store.drafts import Draft
from bot.store.person import Kind, Profile
from bot.store.teams import Content
from handlers.dependencies import asking_doors, ids, moves, team_menu
from tests.dependencies import told
from tests.dependencies.conftest import DAY, NEEDED_BY, Teams
from tests.dependencies.doors import Visitor, fields, said, values
from workflows.dependencies.rules import Move, Side, State

P, R = Side.PROVIDER, Side.REQUESTER
LATER = (NEEDED_BY + 7 * DAY).isoformat()


@pytest.fixture
def lea_here(company: Teams, t: Translator) -> Visitor:
    """Léa, who leads Billing."""
    return Visitor(company, company.lea, t)


@pytest.fixture
def marc_here(company: Teams, t: Translator) -> Visitor:
    """Marc, who leads Payments."""
    return Visitor(company, company.marc, t)


def test_the_form_asks_what_is_needed_from_whom_and_by_when(lea_here: Visitor) -> None:
    assert fields(lea_here.opens()) == [
        "What do you need?",
        "From which team",
        "Needed by",
        "Why it matters",
    ]
    view = lea_here.opens("A key &amp; a lock")
    assert view["blocks"][0]["element"]["initial_value"] == "A key & a lock"


def test_what_is_asked_is_told_to_who_asked(lea_here: Visitor) -> None:
    assert said(lea_here.asks("A <!channel> hook", why="Invoices wait")) == (
        "# DEP-1\n"
        "*DEP-1* is asked of *Payments*: A &lt;!channel&gt; hook\n"
        "Needed by: Tuesday 24 March 2026\n"
        "Payments sees it in <#C2>.\n"
        "Marc is asked, in their working hours.\n"
        "You hear as soon as they answer.\n"
        "[Close]"
    )


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"needs": " "}, "needs: Say what you need, in a few words."),
        ({"needed_by": "2026-03-02"}, "needed_by: That day is past: choose one that is to come."),
        ({"needed_by": ""}, "needed_by: Choose a day."),
        ({"provider": ""}, "provider: Choose from which team."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    lea_here: Visitor, typed: dict[str, str], errors: str
) -> None:
    assert said(lea_here.asks(**{"needs": "A hook", **typed})) == errors


def test_a_team_does_not_depend_on_itself(lea_here: Visitor, company: Teams) -> None:
    reply = lea_here.asks(provider=str(company.billing.id))
    assert said(reply) == "provider: A team does not depend on itself: choose another one."
    options = lea_here.opens()["blocks"][1]["element"]["options"]
    assert "Billing" not in [one["text"]["text"] for one in options]


def test_a_team_that_nobody_would_read_for_is_not_asked(lea_here: Visitor, company: Teams) -> None:
    alone = teams.add(*company.given, Content("Alone", "", None, None, "", ()), company.now)
    assert said(lea_here.asks(provider=str(alone))) == (
        "provider: *Alone* has neither a channel nor a lead, so nobody would read it: name one"
        " with `/team`."
    )


def test_a_guest_and_who_is_in_no_team_are_told_what_to_do(company: Teams, t: Translator) -> None:
    with pytest.raises(Refusal) as refused:
        Visitor(company, company.nora, t).opens()
    assert t.words(refused.value.words).startswith("A team asks another one, and you are in none")
    guest = replace(company.nora, kind=Kind.GUEST)
    with pytest.raises(Refusal) as refused:
        Visitor(company, guest, t).opens()
    assert "members of this workspace" in t.words(refused.value.words)


def test_who_is_in_several_teams_says_for_which(company: Teams, t: Translator) -> None:
    priya = Visitor(company, company.priya, t)
    view = priya.opens()
    assert fields(view)[1] == "For which team"
    # Billing promised something to Payments: this may wait for that.
    company.asks("A report", by=company.marc, of=company.payments, to=company.billing)
    typed = values(view, {"requester": str(company.billing.id), "needs": "A hook"})
    again = priya.does(
        asking_doors.choose_requester, body={"view": {**view, "state": {"values": typed}}}
    )
    assert isinstance(again, UpdateForm)
    assert fields(again.view)[-2:] == [
        "Which of your promises wait for it",
        "Working days you need after it",
    ]
    done = priya.submits(
        again.view,
        provider=str(company.payments.id),
        needed_by=LATER,
        serves=again.view["blocks"][-2]["element"]["options"][0]["value"],
        lag="3",
    )
    assert "DEP-2" in said(done)
    assert "Waits for it: DEP-1: A report" in told.cards(company.session)["C2"]


def test_a_draft_is_offered_again_and_not_over_what_is_typed(
    lea_here: Visitor, company: Teams
) -> None:
    typed = values(lea_here.opens(), {"needs": "A hook", "why": "Invoices"})
    kept = {"values": typed, "metadata": ""}
    drafts.save(*company.given, company.lea, Draft(ids.ASK_FORM, "view:1", kept), company.now)
    assert "Invoices" in json.dumps(lea_here.opens())
    assert "Invoices" not in json.dumps(lea_here.opens("Something else"))
    lea_here.asks()
    assert "Invoices" not in json.dumps(lea_here.opens())


def test_a_message_becomes_what_is_needed_and_its_address_why(
    lea_here: Visitor, company: Teams
) -> None:
    text = f"<@{company.marc.slack_id}> we need   a hook\nfor refunds " + "x" * 200
    view = lea_here.uses({"ts": "1700000000.000100", "text": text, "user": "U0SAM"})
    line = view["blocks"][0]["element"]["initial_value"]
    assert line.startswith("@Marc we need a hook for refunds")
    assert len(line) <= 150
    why = view["blocks"][3]["element"]["initial_value"]
    assert why == "https://lumen.slack.com/archives/C7/p1700000000000100"


def test_one_click_accepts_as_asked(marc_here: Visitor, company: Teams) -> None:
    found = company.asks()
    reply = marc_here.clicks(found, Move.ACCEPT, P, "1")
    assert said(reply) == (
        "*DEP-1* · A webhook\n🤝 Agreed\nAgreed date: Tuesday 24 March\nBilling sees it in <#C1>."
    )
    assert said(marc_here.clicks(found, Move.ACCEPT, P, "1")) == said(reply)
    assert len(company.moves(found)) == 2


def test_accepting_asks_for_a_date_and_an_owner(marc_here: Visitor, company: Teams) -> None:
    found = company.asks()
    opened = marc_here.clicks(found, Move.ACCEPT, P)
    assert isinstance(opened, OpenForm)
    assert fields(opened.view) == ["When it will be there", "Who sees to it"]
    late = marc_here.submits(opened.view, moves.save_move, day=LATER)
    assert said(late) == "day: That is later than they need it: propose it instead."
    done = marc_here.submits(opened.view, moves.save_move, owner=company.sam.slack_id)
    assert isinstance(done, UpdateForm)
    assert "Owner: Sam" in said(done)
    assert marc_here.now(found).state is State.AGREED


def test_a_decline_says_why_and_a_draft_of_it_is_kept(marc_here: Visitor, company: Teams) -> None:
    found = company.asks()
    view = marc_here.clicks(found, Move.DECLINE, P).view
    assert said(marc_here.submits(view, moves.save_move)) == (
        "words: Say why, in a few words: it helps them to plan."
    )
    typed = {"values": values(view, {"words": "Not soon"}), "metadata": view["private_metadata"]}
    drafts.save(*company.given, company.marc, Draft(ids.MOVE_FORM, "v", typed), company.now)
    again = marc_here.clicks(found, Move.DECLINE, P).view
    assert "Not soon" in json.dumps(again)
    marc_here.submits(again, moves.save_move)
    assert marc_here.now(found).state is State.DECLINED


def test_not_us_offers_the_other_teams(marc_here: Visitor, company: Teams) -> None:
    found = company.asks()
    view = marc_here.clicks(found, Move.REDIRECT, P).view
    options = view["blocks"][1]["element"]["options"]
    assert [one["text"]["text"] for one in options] == ["Platform"]
    marc_here.submits(view, moves.save_move, team=str(company.platform.id))
    assert marc_here.now(found).provider.id == company.platform.id


def test_the_other_side_s_buttons_answer_in_a_sentence(lea_here: Visitor, company: Teams) -> None:
    found = company.asks()
    for seen in ("", "1"):
        with pytest.raises(Refusal, match="is for the team"):
            lea_here.clicks(found, Move.ACCEPT, P, seen)
    with pytest.raises(Refusal, match="is for the team"):
        lea_here.clicks(found, Move.DECLINE, P)


def test_a_date_that_changed_meanwhile_is_not_accepted_unseen(
    lea_here: Visitor, company: Teams
) -> None:
    found = company.makes(company.marc, company.asks(), Move.PROPOSE, P, day=NEEDED_BY + DAY)
    company.makes(company.marc, found, Move.PROPOSE, P, day=NEEDED_BY + 9 * DAY)
    with pytest.raises(Refusal, match="was first"):
        lea_here.clicks(found, Move.ACCEPT, R, "2")


def test_a_date_that_is_past_is_not_accepted(marc_here: Visitor, company: Teams) -> None:
    found = company.asks()
    company.now += 30 * DAY
    with pytest.raises(Refusal, match="past by now"):
        marc_here.clicks(found, Move.ACCEPT, P, "1")


def test_a_page_shows_all_and_offers_what_is_one_s_own(
    lea_here: Visitor, marc_here: Visitor, company: Teams, t: Translator
) -> None:
    found = company.promised(company.asks(why="Because"))
    action = {"value": str(found.id)}
    theirs = said(marc_here.does(moves.open_page, action=action))
    assert "[Started]\n[New date]\n[At risk]\n[Blocked]\n[The date stands]\n[Delivered]" in theirs
    assert "3 Mar · 🤝 *Marc* (Payments) accepts: Tuesday 24 March." in theirs
    ours = said(lea_here.does(moves.open_page_in_form, action=action))
    assert "[Ask for options]\n[Find another way]\n[Withdraw]" in ours
    nora = Visitor(company, company.nora, t)
    assert "is for the two teams to say" in said(nora.does(moves.open_page, action=action))
    both = said(Visitor(company, company.priya, t).does(moves.open_page, action=action))
    assert "For *Payments*:" in both
    assert "For *Billing*:" in both


def test_the_page_s_buttons_move_it_and_show_what_came_of_it(
    marc_here: Visitor, company: Teams
) -> None:
    found = company.promised(company.asks())
    reply = marc_here.clicks(found, Move.START, P, listener=moves.move_in_form)
    assert isinstance(reply, UpdateForm)
    assert said(reply).startswith("# DEP-1\nBilling sees it in <#C1>.\n*DEP-1* · A webhook\n*🛠️")
    opened = marc_here.clicks(found, Move.SLIP, P, listener=moves.move_in_form)
    assert isinstance(opened, PushForm)
    done = marc_here.submits(opened.view, moves.save_move, day=LATER, words="Late")
    assert "New date: Tuesday 31 March, not accepted by Billing yet" in said(done)
    home = marc_here.clicks(found, Move.DELIVER, P, listener=moves.move_at_home)
    assert isinstance(home, OpenForm)


def test_who_took_the_ask_over_answers_for_the_team(company: Teams, t: Translator) -> None:
    found = company.asks()
    session = company.session
    session.connection().exec_driver_sql(
        f"UPDATE asks SET person_id = {company.nora.id} WHERE subject = {found.id}"
    )
    reply = Visitor(company, company.nora, t).clicks(found, Move.ACCEPT, P, "1")
    assert isinstance(reply, Answer)


def test_a_hundred_teams_are_found_as_one_types(lea_here: Visitor, company: Teams) -> None:
    for number in range(100):
        content = Content(f"Team {number}", f"C9{number}", None, None, "", ())
        teams.add(*company.given, content, company.now)
    assert lea_here.opens()["blocks"][1]["element"]["type"] == "external_select"
    offered = lea_here.does(team_menu.offer, body={"value": "team 7"})
    assert len(offered.options) == 11


def test_a_lead_who_left_is_asked_no_more(company: Teams) -> None:
    company.asks()
    gone = Profile("Marc", "UTC", False, "en")
    people.learn(*company.given, {company.marc.slack_id: gone}, company.now)
    from bot import facts

    facts.record(*company.given, "person.left", company.marc.id, company.marc, company.now)
    assert told.asks(company.session) == []
    assert "C2" in told.cards(company.session)


def test_forged_values_are_refused(lea_here: Visitor) -> None:
    for value in ("x", "1:fly:provider", "1:accept:nobody", "1:accept:provider:x", ""):
        with pytest.raises(Refusal):
            lea_here.does(moves.move, action={"value": value})
    assert isinstance(lea_here.asks(provider="x"), FormErrors)
