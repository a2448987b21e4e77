"""The Web API: what it answers, and what it refuses."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Playground, small
from bot.playground.calls import REMEMBERED, REMEMBERED_CHARACTERS
from bot.playground.records import RecordedCall
from tests.playground.tools import MANIFEST, code, refused

NOBODY = "U0AAAAAAAAA"


def as_token(playground: Playground, token: str | None) -> WebClient:
    return WebClient(token, base_url=playground.api_url, retry_handlers=[])


def test_the_bot_learns_who_it_is_and_which_scopes_it_has(
    playground: Playground, slack: WebClient
) -> None:
    answer = slack.auth_test()
    assert answer["team_id"] == playground.team_id
    assert answer["user_id"] == playground.workspace.bot_user
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert "chat:write" in headers["x-oauth-scopes"].split(",")


# https://docs.slack.dev/reference/methods/auth.test
def test_a_call_without_a_token_is_refused(playground: Playground) -> None:
    assert code(as_token(playground, None).auth_test) == "not_authed"


def test_a_wrong_token_is_refused(playground: Playground) -> None:
    assert code(as_token(playground, "xoxb-wrong").auth_test) == "invalid_auth"


def test_each_kind_of_token_is_refused_where_the_other_belongs(
    playground: Playground, slack: WebClient
) -> None:
    app = as_token(playground, playground.app_token)
    assert code(app.auth_test) == "not_allowed_token_type"
    opening = slack.apps_connections_open
    assert code(opening, app_token=playground.bot_token) == "not_allowed_token_type"


def test_an_unknown_method_is_refused(slack: WebClient) -> None:
    assert code(slack.api_call, api_method="chat.shout") == "unknown_method"


# https://docs.slack.dev/reference/methods/chat.postMessage
def test_a_missing_scope_is_named() -> None:
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": ["commands"]}}}
    with Playground(manifest, seed=small()) as playground:
        slack = as_token(playground, playground.bot_token)
        body = refused(slack.chat_postMessage, channel="general", text="Hello")
    assert body["error"] == "missing_scope"
    assert (body["needed"], body["provided"]) == ("chat:write", "commands")


def test_the_scope_for_reading_depends_on_the_kind_of_channel() -> None:
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": ["channels:history"]}}}
    with Playground(manifest, seed=small()) as playground:
        slack = as_token(playground, playground.bot_token)
        channel = playground.workspace.channel
        assert slack.conversations_history(channel=channel("general").id)["messages"] == []
        private = channel("product-leads").id
        body = refused(slack.conversations_history, channel=private)
    assert body["needed"] == "groups:history"


def test_a_missing_argument_is_named(slack: WebClient) -> None:
    body = refused(slack.api_call, api_method="chat.postMessage", json={"text": "Hello"})
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_a_person_has_a_language_and_a_time_zone(playground: Playground, slack: WebClient) -> None:
    hugo = playground.as_("hugo")
    user = slack.users_info(user=hugo.id, include_locale=True)["user"]
    assert (user["locale"], user["tz"]) == ("fr-FR", "Europe/Paris")
    assert user["tz_offset"] in (3600, 7200)
    assert "locale" not in slack.users_info(user=hugo.id)["user"]
    assert code(slack.users_info, user=NOBODY) == "user_not_found"


def test_people_are_called_by_the_name_they_chose_if_any(
    playground: Playground, slack: WebClient
) -> None:
    lea = playground.as_("lea")
    for chosen in ("Léa Martin", "Léa (away)", ""):
        lea.changes_profile(display_name=chosen)
        user = slack.users_info(user=lea.id)["user"]
        assert user["name"] == "lea"
        assert user["real_name"] == user["profile"]["real_name"] == "Léa Martin"
        assert user["profile"]["display_name"] == chosen


def test_people_come_in_pages(slack: WebClient) -> None:
    names: list[str] = []
    for page in slack.users_list(limit=2):
        assert len(page["members"]) <= 2
        names += [user["name"] for user in page["members"]]
    assert sorted(names) == ["echo", "hugo", "lea", "priya", "slackbot"]
    assert code(slack.users_list, cursor="nonsense") == "invalid_cursor"


def test_user_groups_have_members(playground: Playground, slack: WebClient) -> None:
    group = slack.usergroups_list(include_users=True)["usergroups"][0]
    assert group["users"] == [playground.as_("priya").id]
    members = slack.usergroups_users_list(usergroup=group["id"])["users"]
    assert members == group["users"]


def test_every_call_is_recorded(playground: Playground, slack: WebClient, general: str) -> None:
    slack.chat_postMessage(channel=general, text="Noted")
    call = playground.workspace.calls[-1]
    assert call.method == "chat.postMessage"
    assert call.arguments["text"] == "Noted"
    assert (call.outcome, call.status, call.answer["ok"]) == ("ok", 200, True)
    assert playground.bot_token not in str(call)
    assert code(slack.chat_postMessage, channel=NOBODY, text="Lost") == "channel_not_found"
    tally = playground.workspace.calls.tally
    assert tally["chat.postMessage", "ok"] == 1
    assert tally["chat.postMessage", "channel_not_found"] == 1


def test_the_calls_of_late_take_little_memory(playground: Playground) -> None:
    calls = playground.workspace.calls
    for number in range(REMEMBERED + 1):
        calls.keep(RecordedCall("a", {"number": number}, "ok", 200, "{}", 0.0))
    assert len(calls) == REMEMBERED
    assert calls[0].arguments == {"number": 1}
    for _ in range(3):
        calls.keep(RecordedCall("b", {}, "ok", 200, "x" * (REMEMBERED_CHARACTERS // 2), 0.0))
    assert len(calls) == 2
    assert calls.tally["a", "ok"] == REMEMBERED + 1
    calls.clear()
    calls.keep(RecordedCall("c", {}, "ok", 200, "x" * REMEMBERED_CHARACTERS, 0.0))
    assert len(calls) == 1


def test_a_person_is_found_by_email() -> None:
    scopes = {"scopes": {"bot": ["users:read", "users:read.email"]}}
    with Playground(MANIFEST | {"oauth_config": scopes}, seed=small()) as playground:
        slack, lea = as_token(playground, playground.bot_token), playground.as_("lea")
        found = slack.users_lookupByEmail(email="Lea@small.example")["user"]
        assert (found["id"], found["profile"]["email"]) == (lea.id, "lea@small.example")
        lea.changes_profile(deleted=True)
        assert code(slack.users_lookupByEmail, email="lea@small.example") == "users_not_found"


def test_two_companies_share_no_id() -> None:
    one = Playground(MANIFEST, seed=small("One"))
    two = Playground(MANIFEST, seed=small("Two"))
    assert one.team_id != two.team_id
    assert not set(one.workspace.channels) & set(two.workspace.channels)
    assert set(Playground(MANIFEST, seed=small("One")).workspace.people) == set(
        one.workspace.people
    )


def test_a_company_can_be_made_for_one_test() -> None:
    seed = replace(small(), name="Special", domain="special")
    with Playground(MANIFEST, seed=seed) as playground:
        slack = as_token(playground, playground.bot_token)
        assert slack.auth_test()["team"] == "Special"


def test_an_error_reaches_the_client_as_slack_api_error(slack: WebClient) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        slack.chat_postMessage(channel="C0NOWHERE00", text="Hi")
