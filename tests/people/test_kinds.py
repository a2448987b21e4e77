"""Members, guests, bots and apps are told apart by what Slack says of a user."""

from typing import Any

import pytest

from bot.store import people
from bot.store.engine import Session
from bot.store.people import Kind, Person
from bot.store.workspaces import Workspace
from handlers.people import jobs, reading
from handlers.people.jobs import Told
from handlers.people.reading import profile
from tests.moment import NOW
from tests.people.test_learning import hears, known, user

TEAM = "T0LUMEN"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, Kind.MEMBER),
        ({"team_id": TEAM, "is_app_user": True, "is_invited_user": True}, Kind.MEMBER),
        ({"is_restricted": True}, Kind.GUEST),
        ({"is_restricted": True, "is_ultra_restricted": True}, Kind.GUEST),
        ({"team_id": "T0ACME"}, Kind.GUEST),
        ({"team_id": TEAM, "is_stranger": True}, Kind.GUEST),
        ({"team_id": "T0ACME", "enterprise_user": {"teams": ["T0ACME", TEAM]}}, Kind.MEMBER),
        ({"team_id": TEAM, "enterprise_user": {"teams": ["T0ACME"]}}, Kind.GUEST),
        ({"is_bot": True}, Kind.BOT),
        ({"id": "USLACKBOT"}, Kind.BOT),
        ({"is_bot": True, "profile": {"api_app_id": "A1"}}, Kind.APP),
        ({"is_bot": True, "is_workflow_bot": True}, Kind.APP),
        ({"is_bot": True, "is_restricted": True}, Kind.BOT),
    ],
)
def test_a_user_is_a_member_a_guest_a_bot_or_an_app(told: dict[str, Any], kind: Kind) -> None:
    assert reading.kind({"id": "U1", **told}, TEAM) is kind


@pytest.mark.parametrize("rank", ["is_admin", "is_owner", "is_primary_owner"])
def test_owners_and_admins_are_known_as_such(rank: str) -> None:
    assert profile({"id": "U1", rank: True}, TEAM).admin
    assert not profile({"id": "U1", rank: False}, TEAM).admin


def test_what_slack_says_of_someone_follows_when_it_changes(
    session: Session, workspace: Workspace
) -> None:
    hears(session, workspace, user(is_restricted=True))
    assert _known(session, workspace).kind is Kind.GUEST
    hears(session, workspace, user(is_admin=True, updated=101))
    assert (_known(session, workspace).kind, _known(session, workspace).admin) == (
        *(Kind.MEMBER, True),
    )


def test_a_bot_gets_no_row_unless_it_was_met(session: Session, workspace: Workspace) -> None:
    bots = tuple(user(name, is_bot=True) for name in ("U0BOT", "U0MET"))
    people.meet(session, workspace, "U0MET")
    jobs.write_page(session, workspace, Told(bots, NOW), NOW)
    assert known(session, workspace, "U0BOT") is None
    met = known(session, workspace, "U0MET")
    assert met
    assert (met.kind, met.completed, met.here) == (Kind.BOT, True, False)


def test_product_ops_are_members_who_are_there(session: Session, workspace: Workspace) -> None:
    for name, told in (("U1", {}), ("U2", {"deleted": True}), ("U3", {"is_restricted": True})):
        hears(session, workspace, user(name, **told))
        people.name_product_ops(session, workspace, (name,))
    assert [one.slack_id for one in people.product_ops(session, workspace)] == ["U1"]
    hears(session, workspace, user("U2", updated=101))
    assert [one.slack_id for one in people.product_ops(session, workspace)] == ["U1", "U2"]


def _known(session: Session, workspace: Workspace) -> Person:
    found = known(session, workspace)
    assert found
    return found
