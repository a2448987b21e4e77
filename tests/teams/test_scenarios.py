"""Teams as people live them: typed in a workspace, heard of in direct messages, followed."""

import json
from collections.abc import Iterator

import pytest

from bot.store import groups, jobs, people, teams
from bot.store.teams import Team
from tests.office import Office, open_office


@pytest.fixture
def busy(empty_database: str) -> Iterator[Office]:
    """The bot in a playground, jobs and deliveries running, which knows who is there."""
    with open_office(empty_database, worker=True) as office:
        office.introduce("priya", "hugo", "lea", "kenji", "camille")
        with office.bot.store.begin() as session:
            people.name_product_ops(session, office.bot.workspace, (office.as_("priya").id,))
        yield office


def team(office: Office, name: str) -> tuple[Team, list[str]]:
    """A team and the names of who is in it."""
    with office.bot.store.begin() as session:
        found = teams.named(session, office.bot.workspace, name)
        assert found
        members = teams.members(session, office.bot.workspace, found.id)
    return found, [person.name for person in members]


def test_a_team_is_made_and_its_lead_hands_it_over_in_french(busy: Office) -> None:
    priya, hugo, camille = (busy.as_(name) for name in ("priya", "hugo", "camille"))
    priya.types("/team new Billing")
    priya.chooses("Lead", "slackbot")
    wrong = priya.submits()
    assert wrong == {"teams.lead": "An app can't lead a team: choose a person."}
    assert "Billing" in json.dumps(priya.modal), "what was typed is still there"
    priya.chooses("Lead", "hugo")
    priya.chooses("People", "lea", "kenji")
    priya.chooses("Channel", "product")
    assert priya.submits() is None
    priya.sees_in_modal("Hugo Bernard hears of it during their working hours.")
    made, members = team(busy, "billing")
    assert members == ["Hugo Bernard", "Kenji Mori", "Léa Martin"]
    assert made.channel == busy.playground.workspace.channel("product").id
    with busy.bot.store.begin() as session:
        assert people.find(session, busy.bot.workspace, hugo.id).leads
    hugo.types("/team modifier billing")
    hugo.chooses("Responsable", "camille")
    assert hugo.submits() is None
    hugo.sees_in_modal("est à jour")
    camille.types("/team Billing")
    camille.sees("Responsable\u00a0: Camille Roux")
    assert camille.clicks("Modifier")
    camille.waits_for_modal()


def test_a_team_follows_its_user_group_until_that_vanishes(busy: Office) -> None:
    priya = busy.as_("priya")
    priya.makes_group("billing", "lea")
    assert busy.playground.settles()
    priya.types("/team new Billing")
    priya.chooses("Lead", "hugo")
    assert priya.suggested("teams.group", "bill") == ["@billing · Billing"]
    priya.chooses("teams.group", "@billing · Billing")
    assert priya.submits() is None
    priya.closes()
    assert team(busy, "Billing")[1] == ["Hugo Bernard", "Léa Martin"]
    priya.fills_group("billing", "kenji")
    assert busy.playground.settles()
    assert team(busy, "Billing")[1] == ["Hugo Bernard", "Kenji Mori"]
    priya.disables_group("billing")
    assert busy.playground.settles()
    assert team(busy, "Billing")[1] == ["Hugo Bernard", "Kenji Mori"]
    priya.types("/team Billing")
    priya.sees("The user group @billing is gone from Slack")


def test_a_lead_who_leaves_leaves_a_team_without_lead(busy: Office) -> None:
    priya, hugo, lea = (busy.as_(name) for name in ("priya", "hugo", "lea"))
    priya.types("/team new Billing")
    priya.chooses("Lead", "hugo")
    assert priya.submits() is None
    priya.closes()
    hugo.changes_profile(deleted=True)
    assert busy.playground.settles()
    lea.types("/team Billing")
    lea.sees("Nobody leads it: Hugo Bernard has left.")
    priya.types("/team")
    priya.sees("no lead")
    assert priya.clicks("Open")
    assert priya.clicks("Close")
    priya.sees("*Billing* is closed")


def test_user_groups_are_read_at_start_and_a_free_plan_has_none(empty_database: str) -> None:
    with open_office(empty_database, worker=True) as office:
        workspace = office.playground.workspace
        workspace.faults.error("usergroups.list", "plan_upgrade_required")
        for expected in ((), ("platform", "product-managers", "product-ops")):
            with office.bot.store.begin() as session:
                jobs.defer(session, office.bot.workspace, groups.READ)
            office.jobs_done()
            with office.bot.store.begin() as session:
                found = groups.search(session, office.bot.workspace)
            assert tuple(group.handle for group in found) == expected
