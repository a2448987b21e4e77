"""A test for each refusal of Slack's that the playground makes, by the page that publishes it."""

import ast
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import bot.playground
from bot.playground import Actor, Playground
from tests.playground import refusals, refusals_of_reading
from tests.playground.refusals import METHODS, Act, Scene

HERE = Path(bot.playground.__file__).parent
BY_METHOD = {**refusals.BY_METHOD, **refusals_of_reading.BY_METHOD}
CASES = [
    pytest.param(code, act, id=f"{METHODS}/{method}: {code}")
    for method, acts in BY_METHOD.items()
    for code, act in acts.items()
]
# Which other module makes sure of it, and where Slack publishes it, if it does.
ELSEWHERE = {
    # https://docs.slack.dev/authentication/tokens
    "not_authed": "test_web_api",
    "not_allowed_token_type": "test_web_api",
    "unknown_method": "test_web_api",
    # https://docs.slack.dev/reference/methods/users.lookupByEmail: its scope is not the app's here.
    "users_not_found": "test_web_api",
    # https://docs.slack.dev/reference/methods/chat.postMessage: for an app without that tab.
    "messages_tab_disabled": "test_posting",
    # https://docs.slack.dev/reference/methods/views.publish: for an app without that tab.
    "not_enabled": "test_views",
    # https://docs.slack.dev/apis/web-api/rate-limits
    "missing_scope": "test_posting",
    # https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    "expired_url": "test_response_urls",
    "used_url": "test_response_urls",
    # https://docs.slack.dev/surfaces/modals#displaying_errors: Slack shows no code for these.
    "invalid_errors": "test_forms",
    "invalid_options": "test_forms",
    "invalid_response_action": "test_forms",
    # https://docs.slack.dev/messaging/working-with-files#upload: the answers of the upload address.
    "unknown_upload": "test_files",
    "wrong_length": "test_files",
}


@pytest.fixture
def scene(playground: Playground, slack: WebClient, lea: Actor, general: str) -> Scene:
    return Scene(playground, slack, lea, general)


@pytest.mark.parametrize(("code", "act"), CASES)
def test_slack_refuses_with_its_own_code(scene: Scene, code: str, act: Act) -> None:
    with pytest.raises(SlackApiError) as caught:
        act(scene)
    assert caught.value.response["error"] == code


def test_every_refusal_of_the_playground_has_a_test() -> None:
    made = {
        node.args[0].value
        for path in HERE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refused"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    tested = {code for acts in BY_METHOD.values() for code in acts} | ELSEWHERE.keys()
    assert made - tested == set()


def test_what_is_tested_elsewhere_is() -> None:
    for code, module in ELSEWHERE.items():
        assert code in (Path(__file__).parent / f"{module}.py").read_text(), code
