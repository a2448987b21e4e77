"""Playgrounds in a process of their own, and what a test asks of them over HTTP."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_sdk import WebClient

Json = dict[str, Any]


@dataclass(frozen=True)
class Apart:
    """A workspace of another process; `people` and `channels` are ids by name."""

    name: str
    team_id: str
    url: str
    api_url: str
    bot_token: str
    app_token: str
    signing_secret: str
    bot_user: str
    people: dict[str, str]
    channels: dict[str, str]

    def client(self, timeout: int = 5) -> WebClient:
        """A client with the bot token and without retries."""
        return WebClient(self.bot_token, self.api_url, timeout=timeout, retry_handlers=[])

    def messages(self, channel: str) -> list[Json]:
        """What arrived in a channel (id or name), in order, replies and metadata included."""
        found: list[Json] = []
        after = ""
        while True:
            page = self._ask("GET", f"messages?channel={channel}&after={after}")
            found += page["messages"]
            if not page["next"]:
                return found
            after = page["next"]

    def conversations(self) -> list[Json]:
        """Every conversation, direct messages too, with the number of its messages."""
        return list(self._ask("GET", "channels")["channels"])

    def tally(self) -> dict[str, dict[str, int]]:
        """How many calls there were, by method and outcome."""
        return dict(self._ask("GET", "tally")["tally"])

    def goes_wrong(self, method: str, kind: str, **how: Any) -> None:
        """Orders a mishap: a Fault's fields, and `times`, or `share` and `seed`."""
        self._ask("POST", "faults", {"method": method, "kind": kind, **how})

    def goes_right(self) -> None:
        """Nothing goes wrong any more."""
        self._ask("DELETE", "faults")

    def _ask(self, verb: str, what: str, body: Json | None = None) -> Json:
        request = urllib.request.Request(
            f"{self.url}/inspector/{what}",
            None if body is None else json.dumps(body).encode(),
            {"Content-Type": "application/json", "X-Playground": "1"},
            method=verb,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))


@contextmanager
def playgrounds(
    manifest: Json, folder: Path, *companies: str, rooms: int = 0, rates: float = 0
) -> Iterator[list[Apart]]:
    """A process with a workspace for each company.

    Args:
        manifest: of the app.
        folder: where the manifest may be written.
        companies: their names.
        rooms: how many channels more each has.
        rates: Slack's rate limits, so many times over; 0 for none.
    """
    place = folder / "manifest.json"
    place.write_text(json.dumps(manifest), encoding="utf-8")
    asked = [f"--manifest={place}", f"--rooms={rooms}", f"--rates={rates}"]
    asked += [f"--company={company}" for company in companies]
    command = [sys.executable, "-m", "bot.playground", *asked]
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    # A Ctrl-C is for whoever started it, who ends it in order.
    alone = {"cwd": root, "start_new_session": True}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, **alone) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "The playgrounds did not start."
            yield [Apart(**about) for about in json.loads(line)["workspaces"]]
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=30)
