"""The traffic as commands for a shell, to be sent once more."""

import json
import shlex
from collections.abc import Mapping

from bot.playground.api import METHODS
from bot.playground.delivery import Parcel
from bot.playground.records import RecordedCall
from bot.playground.signed import request_of
from bot.playground.state import Workspace

# Linux takes no longer argument of a program; what a shell prints itself is not one.
LONGEST_ARGUMENT = 100_000


def delivery(workspace: Workspace, parcel: Parcel, url: str) -> str:
    """A parcel as a request to the bot's address, signed now."""
    body, headers = request_of(parcel, workspace.signing_secret)
    named = [f"--header {shlex.quote(f'{name}: {value}')}" for name, value in headers.items()]
    lines = [f"curl {shlex.quote(url)}", *named]
    if len(body.encode()) <= LONGEST_ARGUMENT:
        return _command(*lines, f"--data-raw {shlex.quote(body)}")
    return f"printf %s {shlex.quote(body)} | {_command(*lines, '--data-binary @-')}"


def call(workspace: Workspace, made: RecordedCall) -> str:
    """A call of the bot's as it would be made again, with its token."""
    where = f"curl {shlex.quote(made.url)}"
    if made.method == "upload_url":
        return _command(where, "--data-binary @FILE")
    if made.method == "response_url":
        kind = shlex.quote("Content-Type: application/json")
        return _command(where, f"--header {kind}", _raw(made.arguments))
    method = METHODS.get(made.method)
    wants_app = method is not None and method.app_token
    token = workspace.app_token if wants_app else workspace.bot_token
    fields = [
        f"--data-urlencode {shlex.quote(f'{name}={_form(value)}')}"
        for name, value in made.arguments.items()
    ]
    return _command(
        where,
        "--request POST",
        f"--header {shlex.quote(f'Authorization: Bearer {token}')}",
        *fields,
    )


def _raw(body: Mapping[str, object]) -> str:
    return f"--data-raw {shlex.quote(json.dumps(body, ensure_ascii=False))}"


def _form(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _command(*parts: str) -> str:
    return " \\\n  ".join(parts)
