"""Reads an app manifest: the commands, shortcuts, events and scopes that Slack knows of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Command:
    """A slash command: `/insight`, what it is for, and what to type after it."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class Shortcut:
    """A shortcut of a message (`kind` "message") or of the workspace ("global")."""

    name: str
    callback_id: str
    kind: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """What the playground needs of a manifest.

    Source: https://docs.slack.dev/reference/app-manifest
    """

    bot_name: str
    description: str
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    events: frozenset[str]
    scopes: frozenset[str]
    home_tab: bool
    messages_tab: bool
    interactive: bool

    @classmethod
    def read(cls, manifest: Mapping[str, Any]) -> Self:
        """Reads the manifest; what it leaves out is off, as in Slack."""
        features = manifest.get("features", {})
        settings = manifest.get("settings", {})
        display = manifest.get("display_information", {})
        app_name = display.get("name", "app")
        return cls(
            bot_name=features.get("bot_user", {}).get("display_name", app_name),
            description=display.get("long_description") or display.get("description", ""),
            commands=tuple(_command(entry) for entry in features.get("slash_commands", ())),
            shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            home_tab=bool(features.get("app_home", {}).get("home_tab_enabled", False)),
            messages_tab=bool(features.get("app_home", {}).get("messages_tab_enabled", True)),
            interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        )

    def command(self, name: str) -> Command | None:
        """The registered command of that name, or None."""
        return next((entry for entry in self.commands if entry.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """The registered shortcut of that callback id, or None."""
        return next((entry for entry in self.shortcuts if entry.callback_id == callback_id), None)


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(
        command=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=bool(entry.get("should_escape", False)),
    )


def _shortcut(entry: Mapping[str, Any]) -> Shortcut:
    return Shortcut(
        name=entry["name"],
        callback_id=entry["callback_id"],
        kind=entry["type"],
        description=entry.get("description", ""),
    )
