"""Tokens that stop working, and new ones."""

from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.playground import Playground, small
from tests.playground.tools import MANIFEST, client, code


# https://docs.slack.dev/reference/methods/auth.test
@pytest.mark.parametrize("state", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_that_is_no_longer_good_is_refused_and_has_no_effect(
    playground: Playground, slack: WebClient, general: str, state: str
) -> None:
    playground.revokes_token(state)
    assert code(slack.auth_test) == state
    assert code(slack.chat_postMessage, channel=general, text="Hi") == state
    playground.as_("lea").does_not_see("Hi")


def test_socket_mode_goes_on_without_a_bot_token(playground: Playground) -> None:
    playground.revokes_token()
    assert client(playground, playground.app_token).apps_connections_open(
        app_token=playground.app_token
    )["url"]


def test_the_app_gets_a_new_token_when_it_is_installed_again(
    playground: Playground, slack: WebClient, general: str
) -> None:
    playground.revokes_token("account_inactive")
    token = playground.reinstalls()
    assert code(slack.auth_test) == "account_inactive"
    assert client(playground, token).chat_postMessage(channel=general, text="Back")["ok"]
    newest = playground.reinstalls()
    assert code(client(playground, token).auth_test) == "token_revoked"
    assert client(playground, newest).auth_test()["team_id"] == playground.team_id


def test_a_revoked_token_stays_revoked_after_a_stop(tmp_path: Path) -> None:
    place = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=small(), state_file=place) as first:
        old = first.bot_token
        first.reinstalls()
        first.revokes_token()
    with Playground(MANIFEST, state_file=place) as second:
        assert code(client(second).auth_test) == "token_revoked"
        assert code(client(second, old).auth_test) == "token_revoked"
