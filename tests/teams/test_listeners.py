"""The doors of teams, called as the guard calls them."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import FormErrors, OpenForm, UpdateForm
from bot.store.people import SLACKBOT
from handlers.teams import home, ids, listeners
from tests.moment import NOW
from tests.people.test_learning import asked
from tests.teams.doors import Visitor, buttons, said
from tests.teams.squad import Squad


@pytest.fixture
def priya(squad: Squad, t: Translator) -> Visitor:
    """Priya, of Product Ops."""
    return Visitor(squad, "PRIYA", t)


@pytest.fixture
def hugo(squad: Squad, t: Translator) -> Visitor:
    """Hugo."""
    return Visitor(squad, "HUGO", t)


@pytest.fixture
def lea(squad: Squad, t: Translator) -> Visitor:
    """Léa."""
    return Visitor(squad, "LEA", t)


def told(reply: Any) -> list[str]:
    """Who hears of it."""
    return [post.to for post in reply.tell]


@pytest.mark.parametrize("typed", ["", "list", "Liste", "  ", "edit", "show"])
def test_the_list_is_what_the_command_alone_shows(lea: Visitor, typed: str) -> None:
    lea.squad.makes("Billing", "HUGO", "KENJI")
    assert said(lea.types(typed)).startswith("*Teams*\n*Billing*\nlead: Hugo · 2 people · <#C0")
    assert buttons(lea.types(typed)) == []


@pytest.mark.parametrize(
    "typed", ["Billing", "show billing", "voir  BILLING", "“Billing”", "'bil ling'"]
)
def test_a_team_is_shown_by_its_name(lea: Visitor, typed: str) -> None:
    lea.squad.makes("Billing", "HUGO")
    assert said(lea.types(typed)).startswith("*Billing*\nLead: Hugo")


def test_only_who_may_gets_the_buttons(lea: Visitor, hugo: Visitor, priya: Visitor) -> None:
    lea.squad.makes("Billing", "HUGO")
    found = [buttons(each.types("Billing")) for each in (lea, hugo, priya)]
    assert found == [[], [ids.EDIT], [ids.EDIT, ids.CLOSE]]
    assert buttons(priya.types("")) == [ids.NEW]


def test_help_is_given_in_the_persons_language(lea: Visitor, fr: Translator) -> None:
    assert said(lea.types("help")).startswith("*A team has a name")
    assert said(Visitor(lea.squad, "LEA", fr).types("aide")).startswith("*Une équipe a un nom")


def test_a_name_that_begins_like_a_verb_is_a_teams_where_there_is_one(priya: Visitor) -> None:
    assert isinstance(priya.types("new York"), OpenForm)
    priya.squad.makes("New York", "HUGO")
    assert said(priya.types("new york")).startswith("*New York*")
    assert isinstance(priya.types("new Boston"), OpenForm)


def test_a_new_team_is_made_by_its_form_and_its_lead_hears_of_it(priya: Visitor) -> None:
    view = priya.opens("new Billing")
    reply = priya.submits(view, lead="U0HUGO", members=["U0LEA"], channel="C1")
    assert isinstance(reply, UpdateForm)
    shown = json.dumps(reply.view, ensure_ascii=False)
    assert "*Billing* is there." in shown
    assert "Hugo hears of it during their working hours." in shown
    assert priya.squad.members() == ["Hugo", "Lea"]
    (post,) = reply.tell
    assert (post.to, post.asked_by, post.about) == ("U0HUGO", "U0PRIYA", "Billing")
    words = post.message(priya.t)
    assert words.text.startswith("*Priya* named you lead of the team *Billing*. From now on")


def test_whom_a_message_would_wake_hears_in_their_working_hours(priya: Visitor) -> None:
    priya.squad.learns("HUGO", timezone="Asia/Tokyo")
    reply = priya.submits(priya.opens("new Billing"), lead="U0HUGO")
    outbox.put(priya.squad.session, priya.squad.workspace, reply.tell, NOW)
    due = priya.squad.session.scalar(text("SELECT due FROM deliveries"))
    assert due.isoformat() == "2026-03-04T00:00:00+00:00"


def test_who_names_themselves_is_told_nothing(priya: Visitor) -> None:
    assert told(priya.submits(priya.opens("new Billing"), lead="U0PRIYA")) == []


def test_what_is_wrong_stands_beside_its_field_and_slack_is_asked_who_is_unknown(
    priya: Visitor,
) -> None:
    view = priya.opens("new")
    asked(priya.squad.session)
    reply = priya.submits(view, name=" ", lead=SLACKBOT, members=["U0NEW"], channel="D1")
    assert isinstance(reply, FormErrors)
    assert reply.errors.keys() == {ids.NAME, ids.LEAD, ids.MEMBERS, ids.CHANNEL}
    assert asked(priya.squad.session) == [("people.complete", {"person": "U0NEW"}, None)]


def test_handing_a_team_over_tells_both_but_who_did_it(
    priya: Visitor, hugo: Visitor, lea: Visitor
) -> None:
    priya.squad.makes("Billing", "HUGO", "LEA")
    given = hugo.submits(hugo.opens("edit Billing"), lead="U0LEA")
    assert told(given) == ["U0LEA"]
    taken = priya.submits(priya.opens("edit Billing"), lead="U0KENJI")
    assert told(taken) == ["U0KENJI", "U0LEA"]
    text = taken.tell[1].message(priya.t).text
    assert text.startswith("*Priya* handed the team *Billing* over to *Kenji*")
    assert told(priya.submits(priya.opens("edit Billing"), channel="C2")) == []
    assert priya.squad.members() == ["Hugo", "Kenji", "Lea"], "who led it is still in it"


def test_only_who_may_opens_the_forms(hugo: Visitor, lea: Visitor, priya: Visitor) -> None:
    team = lea.squad.makes("Billing", "HUGO")
    for refused in (
        lambda: lea.types("edit Billing"),
        lambda: lea.types("new Payments"),
        lambda: hugo.types("new Payments"),
        lambda: hugo.calls(listeners.new),
        lambda: lea.clicks(listeners.edit, team.id),
        lambda: lea.clicks(listeners.end, team.id),
    ):
        with pytest.raises(Refusal):
            refused()
    for visitor in (hugo, priya):
        assert isinstance(visitor.clicks(listeners.edit, team.id), OpenForm)


def test_closing_a_team_tells_its_lead(priya: Visitor) -> None:
    team = priya.squad.makes("Billing", "HUGO")
    reply = priya.clicks(listeners.end, team.id)
    assert said(reply).startswith("*Billing* is closed")
    assert told(reply) == ["U0HUGO"]
    assert "which you led" in reply.tell[0].message(priya.t).text


def test_who_has_not_heard_yet_that_they_lead_a_team_never_does_once_they_do_not(
    priya: Visitor,
) -> None:
    squad = priya.squad
    made = priya.submits(priya.opens("new Billing"), lead="U0HUGO")
    assert made.tell[0].key.startswith(f"teams.named:{squad.team().id}:{squad.person('HUGO').id}:")
    outbox.put(squad.session, squad.workspace, made.tell, NOW)
    given = priya.submits(priya.opens("edit Billing"), lead="U0KENJI")
    assert told(given) == ["U0KENJI"]
    outbox.put(squad.session, squad.workspace, given.tell, NOW)
    assert told(priya.clicks(listeners.end, squad.team().id)) == []
    waiting = "SELECT count(*) FROM deliveries WHERE state = 'waiting'"
    assert squad.session.scalar(text(waiting)) == 0


def test_the_second_editor_is_told_what_changed_and_keeps_what_they_filled_in(
    hugo: Visitor, priya: Visitor
) -> None:
    hugo.squad.makes("Billing", "HUGO", channel="C1")
    late, early = hugo.opens("edit Billing"), priya.opens("edit Billing")
    priya.submits(early, name="Invoices", members=["U0HUGO", "U0KENJI"])
    reply = hugo.submits(late, channel="C2", members=["U0LEA"])
    assert isinstance(reply, UpdateForm)
    note = json.dumps(reply.view["blocks"][0], ensure_ascii=False)
    assert "*Name*\\n> Invoices" in note
    assert "*People*\\n> Hugo, Kenji" in note
    assert "*Channel*" not in note
    assert hugo.squad.team("Invoices").channel == "C1"
    done = hugo.submits(reply.view)
    assert isinstance(done, UpdateForm)
    assert "is up to date" in json.dumps(done.view)
    assert (hugo.squad.team().channel, hugo.squad.members()) == ("C2", ["Hugo", "Lea"])


def test_a_team_follows_a_user_group_from_its_form(priya: Visitor) -> None:
    assert "teams.group" not in json.dumps(priya.opens("new Billing"))
    priya.squad.group("LEA", "KENJI")
    reply = priya.calls(listeners.offer_groups, body={"value": "bill"})
    assert reply.options == (("@billing · Billing people", "S0BILL"),)
    priya.submits(priya.opens("new Billing"), lead="U0HUGO", group="S0BILL")
    assert priya.squad.members() == ["Hugo", "Kenji", "Lea"]
    again = json.dumps(priya.opens("edit Billing"), ensure_ascii=False)
    assert "@billing · Billing people" in again
    assert "initial_users" not in again


def test_the_menu_of_user_groups_is_for_who_may_change_a_team(
    squad: Squad, lea: Visitor, hugo: Visitor, t: Translator
) -> None:
    squad.group("LEA", "KENJI")
    squad.makes("Billing", "HUGO")
    guest = Visitor(squad, "GUS", t)
    found = [each.calls(listeners.offer_groups, body={"value": ""}) for each in (hugo, lea, guest)]
    assert [len(each.options) for each in found] == [1, 0, 0]


def test_a_name_too_long_for_slacks_field_opens_the_form_all_the_same(priya: Visitor) -> None:
    view = priya.opens("new " + "x" * 4_000)
    assert len(view["blocks"][0]["element"]["initial_value"]) <= 3_000
    told = priya.submits(view, lead="U0HUGO")
    assert isinstance(told, FormErrors)


def test_the_form_of_a_team_whose_group_vanished_has_its_last_people(priya: Visitor) -> None:
    priya.squad.group("LEA", "KENJI")
    priya.squad.makes("Billing", "HUGO", group="S0BILL")
    priya.squad.disables()
    view = priya.opens("edit Billing")
    assert "@billing is gone from Slack" in json.dumps(view)
    assert isinstance(priya.submits(view), UpdateForm)
    assert priya.squad.team().group == ""
    assert priya.squad.members() == ["Hugo", "Kenji", "Lea"]


def test_pages_are_turned(lea: Visitor) -> None:
    for number in range(11):
        lea.squad.makes(f"Team {number:02}")
    assert buttons(lea.types("")) == [ids.NEXT]
    second = lea.clicks(listeners.turn, 2)
    assert "Team 10" in said(second)
    assert buttons(second) == [ids.PREVIOUS]


def test_home_has_ones_own_teams_with_edit_where_one_may(
    squad: Squad, t: Translator, fr: Translator
) -> None:
    squad.group("LEA")
    squad.makes("Billing", "HUGO", group="S0BILL")
    squad.makes("Payments", "KENJI")
    squad.disables()

    def drawn(name: str, words: Translator = t) -> list[Any]:
        person = squad.person(name)
        blocks = home.draw(squad.session, squad.workspace, person, NOW, words)
        return [block.to_dict() for block in blocks]

    _, mine = drawn("HUGO")
    assert mine["accessory"]["action_id"] == ids.EDIT_AT_HOME
    assert "@billing is gone from Slack" in mine["text"]["text"]
    head, hers = drawn("LEA", fr)
    assert head["text"]["text"] == "*Tes équipes*"
    assert "accessory" not in hers
    assert drawn("PRIYA") == []


def test_home_says_how_many_teams_it_does_not_show(squad: Squad, t: Translator) -> None:
    for number in range(13):
        squad.makes(f"Team {number:02}")
    blocks = home.draw(squad.session, squad.workspace, squad.person("HUGO"), NOW, t)
    assert "And 3 more: `/team` lists them." in str(blocks[-1].to_dict())
    assert len(blocks) == home.MOST + 2
