"""What a Slack payload carries, whichever door it came through."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import clock
from bot.feature import (
    Click,
    Command,
    Event,
    FormClick,
    HomeClick,
    Listener,
    OptionsRequest,
    Submission,
)

Json = Mapping[str, Any]

# Slack waits 3 s for an answer, from before the request reaches us until it has our ack.
SECONDS = 2.6


@dataclass(frozen=True)
class Request:
    """One request of Slack's, read.

    Attributes:
        key: the same for a redelivery and a double click, empty where nothing is kept.
        payload: what the listener gets: the command, the event, or the whole interaction.
        typed: what a person typed, as a draft keeps it; empty where nothing was typed.
        draft_key: under which key that draft is saved.
        until: machine time in seconds at which Slack gives up on it.
    """

    listener: Listener
    body: Json
    payload: Json
    team: str
    user: str
    user_name: str
    key: str
    typed: Json
    draft_key: str
    until: float

    @property
    def trigger_id(self) -> str:
        """Opens one form within 3 s."""
        return str(self.body.get("trigger_id", ""))

    @property
    def response_url(self) -> str:
        """Answers this command or click, five times within 30 minutes."""
        return str(self.body.get("response_url", ""))

    @property
    def view(self) -> Json:
        """The form or App Home it came from."""
        return self.body.get("view") or {}


def read(listener: Listener, body: Json, names_person: bool = True) -> Request:
    """Read one of Slack's payloads for the listener it is meant for.

    Args:
        names_person: False for an event that tells of someone but is not theirs: nobody is met.
    """
    user = body.get("user")
    payload: Json = body
    if isinstance(listener, Event):
        payload = body.get("event", {})
        user = payload.get("user") if names_person else None
    elif isinstance(listener, (Click, FormClick, HomeClick)):
        payload = body["actions"][0]
    person: Json = user if isinstance(user, Mapping) else {"id": user or body.get("user_id") or ""}
    team = body.get("team_id") or (body.get("team") or {}).get("id") or person.get("team_id")
    name = person.get("name") or person.get("username") or body.get("user_name")
    typed, draft_key = _typed(listener, body)
    return Request(
        listener=listener,
        body=body,
        payload=payload,
        team=str(team or ""),
        user=str(person.get("id", "")),
        user_name=str(name or ""),
        key=_key(listener, body, str(person.get("id", ""))),
        typed=typed,
        draft_key=draft_key,
        until=clock.elapsed() + SECONDS,
    )


def storable(value: Any) -> Any:
    """A payload without what PostgreSQL can't hold: NUL and half surrogates.

    Source: PostgreSQL's manual, "Character Types" and "JSON Types".
    """
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {name: storable(item) for name, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value


def _key(listener: Listener, body: Json, user: str) -> str:
    if isinstance(listener, OptionsRequest):
        return ""
    if isinstance(listener, Event):
        return f"event:{body.get('event_id')}"
    if isinstance(listener, Submission):
        return f"view:{body['view']['id']}:{body['view'].get('hash')}"
    if isinstance(listener, (Click, FormClick, HomeClick)):
        where = body.get("container") or {}
        action = body["actions"][0]
        place = where.get("message_ts") or where.get("view_id")
        return f"click:{user}:{place}:{action['action_id']}:{action.get('action_ts')}"
    trigger = body.get("trigger_id")
    return f"trigger:{trigger}" if trigger else ""


def _typed(listener: Listener, body: Json) -> tuple[Json, str]:
    if isinstance(listener, Command) and body.get("text", "").strip():
        where = {"channel": body.get("channel_id"), "channel_name": body.get("channel_name")}
        return {"text": body["text"], **where}, f"trigger:{body.get('trigger_id')}"
    if isinstance(listener, Submission):
        view = body["view"]
        typed = {"values": view["state"]["values"], "metadata": view.get("private_metadata", "")}
        return typed, f"view:{view['id']}"
    return {}, ""
