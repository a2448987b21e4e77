"""User groups change, and the bot hears of it as Slack tells it."""

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import SocketBot, code


def test_a_group_is_made_changed_filled_and_deleted(
    bot: SocketBot, lea: Actor, playground: Playground
) -> None:
    made = lea.makes_group("billing", "lea")
    told = bot.hears_event("subteam_created")["subteam"]
    assert (told["id"], told["handle"], told["users"]) == (made.id, "billing", [lea.id])
    assert told["date_delete"] == 0

    hugo = playground.as_("hugo").id
    lea.fills_group("billing", "hugo")
    delta = bot.hears_event("subteam_members_changed")
    assert (delta["subteam_id"], delta["added_users"]) == (made.id, [hugo])
    assert delta["removed_users"] == [lea.id]
    assert delta["date_previous_update"] <= delta["date_update"]
    assert bot.hears_event("subteam_updated")["subteam"]["users"] == [hugo]

    lea.changes_group("@billing", name="Billing squad", handle="billers")
    bot.hears(lambda one: one.get("event", {}).get("subteam", {}).get("handle") == "billers")
    lea.disables_group("billers")
    bot.hears(lambda one: bool(one.get("event", {}).get("subteam", {}).get("date_delete")))


def test_a_deleted_group_is_listed_only_when_asked_for(lea: Actor, slack: WebClient) -> None:
    gone = lea.makes_group("billing", "lea")
    lea.disables_group("billing")
    assert gone.id not in [one["id"] for one in slack.usergroups_list()["usergroups"]]
    (still,) = (
        one
        for one in slack.usergroups_list(include_disabled=True)["usergroups"]
        if one["id"] == gone.id
    )
    assert still["date_delete"]
    assert code(slack.usergroups_users_list, usergroup=gone.id) == "no_such_subteam"
