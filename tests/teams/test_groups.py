"""User groups are learnt from Slack, and the people of teams that follow them change with them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.store import groups, teams
from bot.store.audit import AuditRow
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.groups import jobs, listeners
from handlers.groups.jobs import Found
from tests.moment import NOW
from tests.people.test_learning import asked
from tests.teams.squad import Squad
from workflows.teams import find

SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)


def usergroup(*users: str, **more: Any) -> dict[str, Any]:
    """A `usergroup` object."""
    return {
        "id": "S0BILL",
        "handle": "billing",
        "name": "Billing people",
        "date_update": 1,
        "date_delete": 0,
        "users": [f"U0{user}" for user in users],
        **more,
    }


def reads(squad: Squad, *told: Mapping[str, Any], at: Any = NOW) -> None:
    """Slack is asked for all user groups."""
    jobs.write(squad.session, squad.workspace, Found(told, at), at)


def hears(squad: Squad, told: Mapping[str, Any], at: Any = NOW) -> None:
    """Slack tells of a user group."""
    listeners.told(squad.session, squad.workspace, {"subteam": told}, at)


def moves(squad: Squad, since: int, updated: int, **who: list[str]) -> None:
    """Slack tells who came and went."""
    event = {
        "subteam_id": "S0BILL",
        "date_previous_update": since,
        "date_update": updated,
        **{f"{how}_users": [f"U0{each}" for each in names] for how, names in who.items()},
    }
    listeners.moved(squad.session, squad.workspace, event, LATER)


@pytest.fixture
def following(squad: Squad) -> Squad:
    """A team, Billing, whose people come from a user group: Léa and Kenji."""
    reads(squad, usergroup("LEA", "KENJI"))
    squad.makes("Billing", "HUGO", group="S0BILL")
    asked(squad.session)
    return squad


def test_a_team_has_the_people_of_its_group_and_its_lead(following: Squad) -> None:
    assert following.members() == ["Hugo", "Kenji", "Lea"]


def test_a_team_changes_with_its_group_whichever_way_slack_tells(following: Squad) -> None:
    told = following.facts()
    moves(following, 1, 2, added=["PRIYA"], removed=["KENJI"])
    assert following.members() == ["Hugo", "Lea", "Priya"]
    hears(following, usergroup("LEA", "PRIYA", date_update=2), LATER)
    assert len(told) == 1, "the whole that comes after the change is no news"
    hears(following, usergroup("KENJI", date_update=3), LATER)
    assert following.members() == ["Hugo", "Kenji"]
    reads(following, usergroup("LEA", date_update=4), at=LATER)
    assert following.members() == ["Hugo", "Lea"]
    assert told == [("team.changed", following.team().id)] * 3


def test_what_the_group_changes_is_in_the_trail_without_a_person(following: Squad) -> None:
    moves(following, 1, 2, removed=["KENJI"])
    row = following.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row
    assert (row.person_id, row.subject) == (None, "Billing")
    assert (row.before, row.after) == ({"members": ["Kenji", "Lea"]}, {"members": ["Lea"]})


def test_a_group_that_does_not_change_its_people_changes_no_team(following: Squad) -> None:
    told = following.facts()
    hears(following, usergroup("KENJI", "LEA", name="Billers", handle="billers", date_update=2))
    assert told == []
    assert [one.handle for one in groups.search(following.session, following.workspace)] == [
        "billers"
    ]


@pytest.mark.parametrize("order", ["the whole first", "the change first"])
def test_a_change_and_the_whole_come_in_any_order(following: Squad, order: str) -> None:
    steps = [
        lambda: hears(following, usergroup("LEA", "PRIYA", date_update=2), LATER),
        lambda: moves(following, 1, 2, added=["PRIYA"], removed=["KENJI"]),
    ]
    for step in steps if order == "the whole first" else reversed(steps):
        step()
    assert following.members() == ["Hugo", "Lea", "Priya"]
    assert asked(following.session) == []


def test_what_is_older_does_not_hold(following: Squad) -> None:
    hears(following, usergroup("PRIYA", date_update=5), SOON)
    hears(following, usergroup("LEA", date_update=4), LATER)
    moves(following, 2, 3, added=["LEA"])
    reads(following, usergroup("LEA", date_update=4), at=LATER)
    assert following.members() == ["Hugo", "Priya"]


def test_a_change_that_follows_one_the_bot_missed_has_all_read_again(following: Squad) -> None:
    moves(following, 7, 8, added=["PRIYA"])
    assert following.members() == ["Hugo", "Kenji", "Lea"]
    assert asked(following.session) == [(groups.READ, {}, None)]


def test_guests_apps_and_those_who_left_count_as_they_do_elsewhere(following: Squad) -> None:
    hears(following, usergroup("LEA", "GUS", "GONE", "APP", date_update=2))
    assert following.members() == ["Gus", "Hugo", "Lea"]
    following.learns("GONE", active=True)
    assert following.members() == ["Gone", "Gus", "Hugo", "Lea"]


def test_someone_in_a_group_whom_the_bot_never_met_is_met_and_asked_for(following: Squad) -> None:
    hears(following, usergroup("LEA", "NEW", date_update=2))
    assert asked(following.session) == [("people.complete", {"person": "U0NEW"}, None)]
    team = following.team()
    ids = [one.slack_id for one in teams.chosen(following.session, following.workspace, team.id)]
    assert sorted(ids) == ["U0LEA", "U0NEW"]


@pytest.mark.parametrize("how", ["an event", "a listing that says so", "a listing without it"])
def test_a_group_that_vanished_leaves_its_team_with_its_last_people(
    following: Squad, how: str
) -> None:
    gone = usergroup(date_delete=9, date_update=9)
    if how == "an event":
        hears(following, gone, LATER)
    else:
        reads(following, *([gone] if "says" in how else []), at=LATER)
    assert following.members() == ["Hugo", "Kenji", "Lea"]
    sheet = find.sheet(
        following.session, following.workspace, following.person("LEA"), following.team().id
    )
    assert sheet.group
    assert sheet.group.gone
    assert groups.search(following.session, following.workspace) == ()
    hears(following, usergroup("LEA", date_update=10), LATER)
    assert following.members() == ["Hugo", "Lea"], "Slack brought it back"


def test_groups_are_found_by_handle_or_name_in_any_writing(squad: Squad) -> None:
    reads(
        squad,
        usergroup(id="S1", handle="équipe-paie", name="Payroll"),
        usergroup(id="S2", handle="growth", name="Crew"),
    )
    for typed, found in (("EQUIPE", "S1"), ("pay roll", "S1"), ("@gro", "S2"), ("crew", "S2")):
        (one,) = groups.search(squad.session, squad.workspace, typed)
        assert one.slack_id == found
    assert len(groups.search(squad.session, squad.workspace)) == 2


def test_all_groups_are_read_at_start_and_every_day(session: Session, workspace: Workspace) -> None:
    assert groups.reread(session, workspace, NOW, 1) == 0
    groups.make_due(session, workspace, NOW)
    assert [groups.reread(session, workspace, NOW, 1) for _ in range(2)] == [1, 0]
    assert asked(session) == [(groups.READ, {}, None)]
    groups.make_due(session, workspace, SOON)
    assert groups.reread(session, workspace, SOON, 1) == 0
    assert groups.reread(session, workspace, NOW + groups.SOONEST, 1) == 1
    assert groups.reread(session, workspace, NOW + groups.SOONEST + groups.AGAIN, 1) == 1


def test_an_event_that_does_not_say_who_is_in_a_group_has_it_read(following: Squad) -> None:
    told = usergroup(date_update=2)
    del told["users"]
    hears(following, told)
    assert following.members() == ["Hugo", "Kenji", "Lea"]
    assert asked(following.session) == [(groups.READ, {}, None)]
