"""Keeps a workspace in a JSON file, so that the demo goes on where it stopped."""

import json
import os
import threading
from dataclasses import asdict
from pathlib import Path

from bot.playground.records import Channel, Group, Json, Message, Person, View
from bot.playground.refusals import PlaygroundError
from bot.playground.state import Workspace

SETTLING_SECONDS = 0.3
_KEPT = (
    "team_id",
    "team_name",
    "domain",
    "app_id",
    "bot_id",
    "bot_user",
    "bot_token",
    "app_token",
    "signing_secret",
    "verification_token",
)


def dump(workspace: Workspace) -> Json:
    """The workspace as JSON, without what is only on a screen: ephemeral messages and modals."""
    with workspace.lock:
        kept: Json = {name: getattr(workspace, name) for name in _KEPT}
        kept["people"] = [asdict(person) for person in workspace.people.values()]
        kept["groups"] = [asdict(group) for group in workspace.groups.values()]
        kept["homes"] = [asdict(view) for view in workspace.homes.values()]
        kept["channels"] = [_channel(channel) for channel in workspace.channels.values()]
        kept["last_ts"] = workspace.next_ts()
        return kept


def _channel(channel: Channel) -> Json:
    shape = {name: value for name, value in vars(channel).items() if name != "messages"}
    lasting = [one for one in channel.messages.values() if one.ephemeral_for is None]
    messages = [asdict(message) for message in lasting]
    return shape | {"members": list(channel.members), "messages": messages}


def load(workspace: Workspace, kept: Json) -> None:
    """Fills an empty workspace from `dump`'s JSON."""
    for name in _KEPT:
        setattr(workspace, name, kept[name])
    workspace.people = {shape["id"]: Person(**shape) for shape in kept["people"]}
    workspace.groups = {shape["id"]: Group(**shape) for shape in kept["groups"]}
    workspace.homes = {shape["user"]: View(**shape) for shape in kept["homes"]}
    for shape in kept["channels"]:
        messages = {message["ts"]: Message(**message) for message in shape.pop("messages")}
        channel = Channel(**shape, messages=messages)
        workspace.channels[channel.id] = channel
    workspace.continue_after(kept["last_ts"])


def read(workspace: Workspace, path: Path) -> bool:
    """Loads the file if there is one.

    Returns:
        Whether there was one.

    Raises:
        PlaygroundError: the file is not a playground's.
    """
    if not path.exists():
        return False
    try:
        load(workspace, json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise PlaygroundError(
            f"{path} is not a workspace this playground can read: delete it to start afresh."
        ) from error
    return True


def write(workspace: Workspace, path: Path) -> None:
    """Saves the workspace: the file is either the old one or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="utf-8") as file:
        draft.chmod(0o600)
        json.dump(dump(workspace), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class Keeper:
    """Saves the workspace a moment after each change, and when it stops."""

    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace = workspace
        self.path = path
        self.saved = -1
        self.thread = threading.Thread(target=self._keep, name="playground-keeper")

    def start(self) -> None:
        """Starts the thread that saves."""
        self.thread.start()

    def join(self) -> None:
        """Waits for the last save, after the workspace was closed."""
        self.thread.join()

    def settle(self, timeout: float) -> bool:
        """Waits until the file holds what the workspace is; False after `timeout` seconds."""
        return self.workspace.wait_until(lambda: self.saved == self.workspace.version, timeout)

    def _keep(self) -> None:
        while not self.workspace.closing.is_set():
            self._wait_for_more()
            # Many changes come together: one file for all of them.
            self.workspace.closing.wait(SETTLING_SECONDS)
            version = self.workspace.version
            write(self.workspace, self.path)
            with self.workspace.condition:
                self.saved = version
                self.workspace.condition.notify_all()

    def _wait_for_more(self) -> None:
        with self.workspace.condition:
            self.workspace.condition.wait_for(
                lambda: self.workspace.closing.is_set() or self.workspace.version != self.saved
            )
