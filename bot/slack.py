"""Builds the Bolt app from the features' tables, and refuses a table that could not work."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

import structlog
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.feature import (
    Click,
    Command,
    Event,
    Feature,
    FormClick,
    GlobalShortcut,
    HomeClick,
    Listener,
    MessageShortcut,
    OptionsRequest,
    Submission,
)
from bot.guard import KNOWN, Guard, wanted
from bot.store.workspaces import Workspace
from bot.voice import TIMEOUT

log = structlog.get_logger()

Json = Mapping[str, Any]
Door = Callable[[Ack, Json, WebClient], None]

# Clicks share one space of ids with Slack, wherever the button stands.
_SPACES: Mapping[type[Listener], str] = {
    Command: "command",
    Click: "action",
    FormClick: "action",
    HomeClick: "action",
    Submission: "view_submission",
    OptionsRequest: "options",
    MessageShortcut: "message_shortcut",
    GlobalShortcut: "global_shortcut",
    Event: "event",
}
# What names the listener in a payload of each space.
_NAMED: Mapping[str, Callable[[Json], Any]] = {
    "command": lambda body: body["command"],
    "action": lambda body: body["actions"][0]["action_id"],
    "view_submission": lambda body: body["view"].get("callback_id"),
    "options": lambda body: body["action_id"],
    "message_shortcut": lambda body: body["callback_id"],
    "global_shortcut": lambda body: body["callback_id"],
    "event": lambda body: body["event"]["type"],
}
_ANY = re.compile("")


class WrongTable(Exception):
    """A feature's table could not work; the sentence says which and why."""


@dataclass(frozen=True)
class Clients:
    """The only source of a token.

    Attributes:
        token: the bot token, `xoxb-…`.
        base_url: the Web API's address, ending with a slash.
        team: the Slack id of the workspace the token is for, once `auth.test` told it.
    """

    token: str
    base_url: str
    team: str = ""

    def new(self, token: str | None = None) -> WebClient:
        """A client with a listener's time-out, and no retries: nothing is said twice."""
        return WebClient(token=token, base_url=self.base_url, timeout=TIMEOUT, retry_handlers=[])

    def client_for(self, workspace: Workspace) -> WebClient:
        """The client of a workspace.

        Raises:
            LookupError: there is no token for it.
        """
        if workspace.slack_id != self.team:
            raise LookupError(f"No token for workspace {workspace.slack_id}")
        return self.new(self.token)


def reason(error: Exception) -> str:
    """Why a call to Slack failed: Slack's code, or what happened on the way there."""
    return str(error.response["error"] if isinstance(error, SlackApiError) else error)


def check(features: Sequence[Feature]) -> None:
    """Refuse features that could not work together.

    Raises:
        WrongTable: an id is taken twice, a listener asks for something nobody gives, or returns a
            reply its door can't say.
    """
    seen: dict[tuple[str, str], str] = {}
    for feature in features:
        for listener in feature.listeners:
            place = (_SPACES[type(listener)], listener.id)
            if place in seen:
                raise WrongTable(
                    f"{place[0]} `{listener.id}` stands twice: in {seen[place]} and {feature.name}"
                )
            seen[place] = feature.name
            _check_listener(listener)
    for kind, names in (
        ("job", [job.name for feature in features for job in feature.jobs]),
        ("tick", [tick.name for feature in features for tick in feature.ticks]),
        ("ask", [kind for feature in features for kind in feature.asks]),
        ("feature", [feature.name for feature in features]),
    ):
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise WrongTable(f"{kind} `{twice.pop()}` stands twice")


@cache
def _check_listener(listener: Listener) -> None:
    unknown = wanted(listener.run) - KNOWN
    if unknown:
        raise WrongTable(f"`{listener.id}` asks for {sorted(unknown)}, which nobody gives")
    hints = get_type_hints(listener.run)
    if "return" not in hints:
        raise WrongTable(f"`{listener.id}` does not say what it returns")
    said = get_args(hints["return"]) or (hints["return"],)
    wrong = [kind.__name__ for kind in said if kind not in listener.says | {type(None)}]
    if wrong:
        raise WrongTable(f"a {type(listener).__name__} can't say {wrong}: `{listener.id}`")


def build(features: Sequence[Feature], guard: Guard, clients: Clients, signing_secret: str) -> App:
    """The Bolt app: every listener behind the guard, what nobody knows acked and logged.

    Raises:
        WrongTable: see `check`.
    """
    check(features)

    def authorize(team_id: str) -> AuthorizeResult | None:
        if team_id != clients.team:
            return None
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=clients.token)

    refusing: Callable[..., Any] = authorize  # Bolt's types forget that None refuses
    app = App(
        name="productops",
        signing_secret=signing_secret,
        client=clients.new(),
        authorize=refusing,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
    )
    doors = {
        (_SPACES[type(listener)], listener.id): guard.door(listener)
        for feature in features
        for listener in feature.listeners
    }
    # Bolt asks its listeners one after the other: it gets one a space, and each finds its door.
    for space, bind in _spaces_of(app).items():
        bind(_ANY)(_router(space, doors))
    app.error(_unhandled)
    return app


def _spaces_of(app: App) -> Mapping[str, Callable[[Any], Any]]:
    return {
        "command": app.command,
        "action": app.block_action,
        "view_submission": app.view_submission,
        "options": app.block_suggestion,
        "message_shortcut": app.message_shortcut,
        "global_shortcut": app.global_shortcut,
        "event": app.event,
    }


def _router(space: str, doors: Mapping[tuple[str, str], Door]) -> Door:
    named = _NAMED[space]

    def enter(ack: Ack, body: Json, client: WebClient) -> None:
        door = doors.get((space, named(body)))
        if door is None:
            _nobody(body)
            ack()
        else:
            door(ack, body, client)

    return enter


def _nobody(body: Json) -> None:
    actions = [action.get("action_id") for action in body.get("actions", ())]
    log.warning("nobody listens", type=body.get("type") or body.get("command"), ids=actions)


def _unhandled(error: Exception, body: Json, logger: Any) -> BoltResponse:
    if not isinstance(error, BoltUnhandledRequestError):
        log.error("bolt failed", exc_info=error)
        return BoltResponse(status=500, body="")
    _nobody(body)
    return BoltResponse(status=200, body="")
