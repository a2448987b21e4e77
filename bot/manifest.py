"""The Slack app manifest, made from the features: the one truth about commands and scopes."""

from collections.abc import Sequence
from typing import Any

from bot.feature import Command, Event, Feature, GlobalShortcut, Listener, MessageShortcut

Manifest = dict[str, Any]


def build(features: Sequence[Feature], url: str = "") -> Manifest:
    """The manifest of an app with these features.

    Args:
        features: the features whose commands, shortcuts, events and scopes it names.
        url: where Slack reaches the bot over HTTP, e.g. `https://bot.example.com`; empty for
            Socket Mode.
    """
    listeners = [listener for feature in features for listener in feature.listeners]
    request_url = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    return {
        "display_information": {
            "name": "Product Ops",
            "description": "Keeps insights and runs the operational side of Product Ops.",
            "background_color": "#2f3e46",
        },
        "features": {
            "app_home": _app_home(features),
            "bot_user": {"display_name": "Product Ops", "always_online": True},
            "slash_commands": [
                _command(listener, request_url.get("request_url", ""))
                for listener in listeners
                if isinstance(listener, Command)
            ],
            "shortcuts": [
                _shortcut(listener)
                for listener in listeners
                if isinstance(listener, MessageShortcut | GlobalShortcut)
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes(features)}},
        "settings": {
            "event_subscriptions": request_url | {"bot_events": _events(listeners)},
            "interactivity": {"is_enabled": True} | request_url,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def scopes(features: Sequence[Feature]) -> list[str]:
    """The bot scopes these features need."""
    return sorted({"commands"} | {scope for feature in features for scope in feature.scopes})


def _app_home(features: Sequence[Feature]) -> dict[str, bool]:
    return {
        "home_tab_enabled": any(feature.home for feature in features),
        "messages_tab_enabled": True,
        # Commands are typed there too.
        "messages_tab_read_only_enabled": False,
    }


def _command(listener: Listener, url: str) -> dict[str, Any]:
    command: dict[str, Any] = {
        "command": listener.id,
        "description": listener.about,
        "usage_hint": listener.hint,
        "should_escape": listener.mentions,
    }
    return command | ({"url": url} if url else {})


def _shortcut(listener: Listener) -> dict[str, str]:
    return {
        "name": listener.title,
        "type": "message" if isinstance(listener, MessageShortcut) else "global",
        "callback_id": listener.id,
        "description": listener.about,
    }


def _events(listeners: Sequence[Listener]) -> list[str]:
    return sorted(listener.id for listener in listeners if isinstance(listener, Event))
