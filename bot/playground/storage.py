"""Keeps a workspace in a JSON file, so that the demo goes on where it stopped."""

import json
import os
import shutil
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot import clock
from bot.playground import realtime, unread
from bot.playground.records import Channel, File, Group, Json, Message, Person, View
from bot.playground.refusals import PlaygroundError
from bot.playground.state import Workspace

SETTLING_SECONDS = 0.3
# Of the time, at most a fifth is spent writing, however large the workspace grows.
WRITES_APART = 4
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
# Files of before have none of these.
_KEPT_TOO = ("token_state", "former_tokens", "bare", "begun")


def dump(workspace: Workspace) -> Json:
    """The workspace as JSON, without what is only on a screen: ephemeral messages and modals."""
    with workspace.lock:
        kept: Json = {name: getattr(workspace, name) for name in (*_KEPT, *_KEPT_TOO)}
        kept["former_tokens"] = dict(workspace.former_tokens)
        kept["people"] = [asdict(person) for person in workspace.people.values()]
        kept["groups"] = [asdict(group) for group in workspace.groups.values()]
        kept["homes"] = [asdict(view) for view in workspace.homes.values()]
        kept["files"] = [_file(file) for file in workspace.files.values() if file.complete]
        kept["channels"] = [_channel(channel) for channel in workspace.channels.values()]
        kept["reads"] = {user: dict(places) for user, places in workspace.reads.items()}
        kept["last_ts"] = workspace.next_ts()
        # While the past is filled in, product time stands there.
        workspace.reached = max(clock.now(), workspace.reached or clock.now())
        kept["clock"] = workspace.reached.isoformat()
        return kept


def _file(file: File) -> Json:
    """A file without its bytes, which have a place of their own, and what messages say of it."""
    return {name: value for name, value in vars(file).items() if name not in ("content", "shares")}


def _channel(channel: Channel) -> Json:
    shape = {name: value for name, value in vars(channel).items() if name != "messages"}
    lasting = [one for one in channel.messages.values() if one.ephemeral_for is None]
    messages = [_message(message) for message in lasting]
    return shape | {"members": list(channel.members), "messages": messages}


def _message(message: Message) -> Json:
    """A message; what is never changed in place, as its blocks, is not copied."""
    return vars(message) | {
        "reactions": {name: list(users) for name, users in message.reactions.items()},
        "replies": list(message.replies),
        "files": [file.id for file in message.files],
    }


def load(workspace: Workspace, kept: Json, contents: Path) -> None:
    """Fills an empty workspace from `dump`'s JSON; `contents` is the folder of the files' bytes."""
    for name in _KEPT:
        setattr(workspace, name, kept[name])
    for name in _KEPT_TOO:
        setattr(workspace, name, kept.get(name, getattr(workspace, name)))
    workspace.people = {shape["id"]: Person(**shape) for shape in kept["people"]}
    workspace.groups = {shape["id"]: Group(**shape) for shape in kept["groups"]}
    workspace.homes = {shape["user"]: View(**shape) for shape in kept["homes"]}
    for shape in kept.get("files", ()):
        place = contents / shape["id"]
        content = place.read_bytes() if place.exists() else None
        workspace.files[shape["id"]] = File(**shape, content=content)
    for shape in kept["channels"]:
        channel = Channel(**shape | {"messages": {}})
        workspace.channels[channel.id] = channel
        for message in shape["messages"]:
            files = [workspace.files[file] for file in message.get("files", ())]
            channel.messages[message["ts"]] = Message(**message | {"files": files})
            for file in files:
                file.shares.setdefault(channel.id, []).append(message["ts"])
    if "reads" in kept:
        workspace.reads = kept["reads"]
    else:
        unread.read_everything(workspace)
    workspace.continue_after(kept["last_ts"])
    last = datetime.fromtimestamp(float(kept["last_ts"]), UTC)
    workspace.reached = datetime.fromisoformat(kept["clock"]) if "clock" in kept else last


def contents_of(path: Path) -> Path:
    """The folder beside a state file that has the bytes of its files."""
    return path.with_name(f"{path.stem}-files")


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
        load(workspace, json.loads(path.read_text(encoding="utf-8")), contents_of(path))
    except (ValueError, KeyError, TypeError) as error:
        raise PlaygroundError(
            f"{path} is not a workspace this playground can read: delete it to start afresh, or"
            " start with --reset."
        ) from error
    return True


def erase(path: Path) -> None:
    """Deletes what is kept, the files' bytes too; nothing where there is nothing."""
    path.unlink(missing_ok=True)
    shutil.rmtree(contents_of(path), ignore_errors=True)


def write(workspace: Workspace, path: Path) -> None:
    """Saves the workspace: the file is either the old one or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = dump(workspace)
    for shape in kept["files"]:
        place, content = contents_of(path) / shape["id"], workspace.files[shape["id"]].content
        if content is not None and not place.exists():
            place.parent.mkdir(mode=0o700, exist_ok=True)
            _replace(place, content)
    _replace(path, json.dumps(kept, ensure_ascii=False).encode())


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        draft.chmod(0o600)
        file.write(content)
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
        pause = SETTLING_SECONDS
        while not self.workspace.closing.is_set():
            self._wait_for_more()
            # Many changes come together: one file for all of them.
            self.workspace.closing.wait(pause)
            began = realtime.elapsed()
            self._save()
            pause = max(SETTLING_SECONDS, WRITES_APART * (realtime.elapsed() - began))
        # Something may have changed while the last file was written, and time has gone on.
        self._save()

    def _save(self) -> None:
        version = self.workspace.version
        write(self.workspace, self.path)
        self.saved = version
        self.workspace.stir()

    def _wait_for_more(self) -> None:
        with self.workspace.condition:
            self.workspace.condition.wait_for(
                lambda: self.workspace.closing.is_set() or self.workspace.version != self.saved
            )
