"""The manifest, the code and the README name the same commands, shortcuts, scopes and events."""

import ast
import json
import re
from functools import cache
from typing import Any

from slack_sdk import WebClient

from bot import manifest
from bot.feature import Command, Event, GlobalShortcut, Listener, MessageShortcut
from handlers import FEATURES
from tests.house.rule import calls
from tests.house.slack_facts import EVENTS, METHODS, OWN_COMMANDS, WIDENING
from tests.house.sources import ROOT, modules

# Scopes of an app-level token and addresses of the bot's own pages, which a manifest doesn't list.
APP_SCOPES = {"connections:write"}
PAGES = {"/healthz", "/readyz", "/api/insights"}


@cache
def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "manifest.json").read_text("utf-8"))
    return found


def _commands() -> set[str]:
    return {each["command"] for each in _manifest()["features"].get("slash_commands", ())}


def _shortcuts(kind: str) -> set[str]:
    shortcuts = _manifest()["features"].get("shortcuts", ())
    return {each["callback_id"] for each in shortcuts if each["type"] == kind}


def _scopes() -> set[str]:
    return set(_manifest()["oauth_config"]["scopes"]["bot"])


def _events() -> set[str]:
    return set(_manifest()["settings"].get("event_subscriptions", {}).get("bot_events", ()))


def _listened(kind: type[Listener]) -> set[str]:
    return {
        listener.id
        for feature in FEATURES
        for listener in feature.listeners
        if isinstance(listener, kind)
    }


@cache
def _methods() -> dict[str, str]:
    """The Web API methods the code calls or names, each with a place where it does."""
    known = {name for name in dir(WebClient) if "_" in name.strip("_") and name[0] != "_"}
    found = {}
    for module in modules():
        if module.path.startswith(("bot/playground/", "tests/")):
            continue
        for call, name in calls(module):
            if name in known - {"api_call"} and isinstance(call.func, ast.Attribute):
                found[name] = f"{module.path}:{call.lineno}"
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                family, dot, name = node.value.partition(".")
                method = f"{family}_{name.replace('.', '_')}"
                if dot and method in known:
                    found[method] = f"{module.path}:{node.lineno}"
    return found


def _needs() -> dict[str, frozenset[str]]:
    """What the code does, each with the scopes of which it needs at least one."""
    needs = {f"{place} {name}": METHODS[name] for name, place in _methods().items()}
    needs |= {f"event {name}": EVENTS[name] for name in _events()}
    if _commands() or _manifest()["features"].get("shortcuts"):
        needs["commands and shortcuts"] = frozenset({"commands"})
    return needs


def _in_readme() -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", (ROOT / "README.md").read_text("utf-8")))


def test_the_manifest_is_what_the_code_makes_of_the_features() -> None:
    made = json.loads(json.dumps(manifest.build(FEATURES)))
    assert _manifest() == made, "Write manifest.json again from productops manifest."


def test_the_manifest_and_the_code_have_the_same_commands() -> None:
    assert _commands() == _listened(Command)


def test_no_command_bears_one_of_the_names_slack_keeps() -> None:
    assert not _commands() & OWN_COMMANDS


def test_the_manifest_and_the_code_have_the_same_shortcuts() -> None:
    assert _shortcuts("message") == _listened(MessageShortcut)
    assert _shortcuts("global") == _listened(GlobalShortcut)


def test_the_manifest_and_the_code_have_the_same_events() -> None:
    assert {re.sub(r"^message\..*", "message", name) for name in _events()} == _listened(Event)


def test_the_scopes_of_every_call_and_event_are_known() -> None:
    unknown = [f"{place} {name}" for name, place in _methods().items() if name not in METHODS]
    unknown += sorted(_events() - EVENTS.keys())
    assert not unknown, "\n".join(["Add what Slack documents to slack_facts.py.", *unknown])


def test_the_manifest_asks_for_every_scope_the_code_needs() -> None:
    missing = [
        f"{what}: one of {sorted(scopes)}"
        for what, scopes in _needs().items()
        if scopes and not scopes & _scopes()
    ]
    assert not missing, "\n".join(["manifest.json lacks scopes.", *missing])


def test_the_manifest_asks_for_no_scope_the_code_does_not_need() -> None:
    used = [*_needs().values(), *(WIDENING.get(name, frozenset()) for name in _methods())]
    idle = _scopes() - frozenset().union(*used)
    assert not idle, f"No call, event or command needs {sorted(idle)}: remove it from manifest.json"


def test_the_readme_names_everything_in_the_manifest() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    commands = {quoted.split()[0] for quoted in _in_readme() if quoted.startswith("/")}
    missing = (_commands() - commands) | ((_scopes() | _events()) - _in_readme())
    names = {each["name"] for each in _manifest()["features"].get("shortcuts", ())}
    missing |= {name for name in names if name not in text}
    assert not missing, f"The README does not name {sorted(missing)}."


def test_the_readme_names_nothing_that_the_manifest_lacks() -> None:
    extra = {quoted for quoted in _in_readme() if re.fullmatch(r"[a-z_.]+:[a-z_.]+", quoted)}
    extra -= _scopes() | APP_SCOPES
    extra |= {quoted for quoted in _in_readme() if quoted in EVENTS} - _events()
    typed = {quoted.split()[0] for quoted in _in_readme() if re.match(r"/[a-z_-]+( |$)", quoted)}
    extra |= typed - _commands() - PAGES
    assert not extra, f"manifest.json does not have {sorted(extra)}."
