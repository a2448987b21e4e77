"""What became of a call to Slack: certainly done, certainly not, or unknown."""

import socket
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.delivery.rules import POST

# Slack's own doubts: it may have done it. https://docs.slack.dev/reference/methods/chat.postMessage
DOUBTFUL = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "timeout"}
)
# Nothing can be done in the workspace with this token, for now or for good.
TOKEN = frozenset(
    {
        "account_inactive",
        "accesslimited",
        "ekm_access_denied",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
    }
)
SCOPE = "missing_scope"
RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
NAMES = (ConnectionRefusedError, socket.gaierror)


@dataclass(frozen=True)
class Sent:
    """It is in Slack: the conversation and its `ts` there."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Published:
    """The person's App Home shows it."""


@dataclass(frozen=True)
class Uploaded:
    """Slack has the file's content, under this id; nobody sees it yet."""

    file_id: str


@dataclass(frozen=True)
class Pending:
    """Slack took it and will show it: where, is not known yet."""


@dataclass(frozen=True)
class Absent:
    """It was looked for, and is not in Slack."""


@dataclass(frozen=True)
class Refused:
    """Slack refused it for good, with this code."""

    code: str


@dataclass(frozen=True)
class TokenRefused:
    """Slack refuses everything in this workspace, with this code."""

    code: str


@dataclass(frozen=True)
class Limited:
    """Not done: this method wants to be left alone for so many seconds."""

    method: str
    seconds: float


@dataclass(frozen=True)
class Unreached:
    """Not done: Slack was not reached, or the claim had become too old to act on."""


@dataclass(frozen=True)
class Unknown:
    """It may be done: the answer was lost, or Slack itself does not know."""


Outcome = (
    Sent
    | Published
    | Uploaded
    | Pending
    | Absent
    | Refused
    | TokenRefused
    | Limited
    | Unreached
    | Unknown
)


# What a call to slack_sdk raises.
ERRORS = (SlackClientError, OSError, HTTPException)


def of_error(error: Exception, method: str) -> Outcome:
    """What one of `ERRORS` says of the call.

    Args:
        error: what the call raised.
        method: the Web API method called.
    """
    if isinstance(error, SlackApiError):
        return _of_answer(error, method)
    if isinstance(error, URLError) and isinstance(error.reason, NAMES):
        return Unreached()
    return Unknown()


def _of_answer(error: SlackApiError, method: str) -> Outcome:
    response = error.response
    code = str(response.get("error", ""))
    if response.status_code == 429 or code in RATE_LIMITED:
        headers = {name.lower(): value for name, value in (response.headers or {}).items()}
        asked = str(headers.get("retry-after", "1"))
        return Limited(method, float(asked) if asked.replace(".", "", 1).isdigit() else 1.0)
    if response.status_code >= 500 or code in DOUBTFUL:
        return Unknown()
    # Without the scope to post, nothing can be said; without another, only some of it.
    if code in TOKEN or (code == SCOPE and method == POST):
        return TokenRefused(code)
    if response.status_code != 200:
        # Not Slack's Web API that answers: a proxy, or a page that says it is down.
        return Unknown()
    return Refused(code)
