"""One Web API call: its arguments, read as Slack reads them, and what the caller may do."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.records import Channel, Json
from bot.playground.refusals import Refused, invalid_arguments
from bot.playground.state import Workspace

_KIND_SCOPE = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True)
class Call:
    """A call to a method, after its token was accepted.

    Args:
        workspace: where it happens.
        arguments: as sent; a form's values are strings, with JSON inside where needed.
    """

    workspace: Workspace
    arguments: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A required string. Raises `invalid_arguments` without it."""
        value = self.arguments.get(name)
        if value is None or value == "":
            raise invalid_arguments(f"missing required field: {name}")
        return str(value)

    def maybe(self, name: str) -> str | None:
        """An optional string; None where it is missing or empty."""
        value = self.arguments.get(name)
        return None if value is None or value == "" else str(value)

    def flag(self, name: str) -> bool:
        """A boolean, as JSON or as a form writes it; False where it is missing."""
        return self.arguments.get(name) in (True, 1, "1", "true", "True")

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`. Raises `invalid_arguments` for any other."""
        try:
            value = int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from None
        if value < 1:
            raise invalid_arguments(f"must be greater than 0 [json-pointer:/{name}]")
        return min(value, most)

    def parsed(self, name: str, problem: str = "invalid_arguments") -> Any:
        """A JSON argument, sent as JSON or as a string of it; None where it is missing.

        Raises:
            Refused: `problem`, where the string is not JSON.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(problem) from None

    def may(self, *scopes: str) -> None:
        """Asks for one of these scopes. Raises `missing_scope` with `needed` and `provided`."""
        granted = self.workspace.manifest.scopes
        if not granted.intersection(scopes):
            raise Refused(
                "missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted))
            )

    def may_with(self, channel: Channel, what: str) -> None:
        """Asks for a scope of the channel's kind, such as `groups:history`."""
        self.may(f"{_KIND_SCOPE[channel.kind]}:{what}")

    def channel(self, name: str = "channel") -> Channel:
        """The channel an argument names, if the bot can see it.

        Raises:
            Refused: `channel_not_found`, also for private ones the bot is not in.
        """
        channel = self.workspace.channels.get(self.text(name))
        if channel is None:
            raise Refused("channel_not_found")
        if channel.kind != "public" and self.workspace.bot_user not in channel.members:
            raise Refused("channel_not_found")
        return channel

    def page(self, found: list[Any], limit: int) -> tuple[list[Any], Json]:
        """One cursor page of a list, and the `response_metadata` that leads to the next.

        Raises:
            Refused: `invalid_cursor`.
        """
        cursor = self.maybe("cursor") or "page:0"
        prefix, _, start = cursor.partition(":")
        if prefix != "page" or not start.isdigit():
            raise Refused("invalid_cursor")
        first = int(start)
        following = first + limit
        more = f"page:{following}" if following < len(found) else ""
        return found[first:following], {"next_cursor": more}


@dataclass(frozen=True)
class Method:
    """A Web API method.

    Args:
        run: what it does; returns the answer without `ok`.
        per_minute: Slack's published rate for it (https://docs.slack.dev/apis/web-api/rate-limits).
        scopes: one of them is needed, unless there are none.
        app_token: whether it wants the app-level token.
    """

    run: Callable[[Call], Json]
    per_minute: int
    scopes: tuple[str, ...] = ()
    app_token: bool = False
