"""The playground's page without a browser: the state it draws, the gestures it sends."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

Json = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """What the page in the browser does: same origin, JSON, and the header.

    Args:
        url: the playground's.
        who: whose screen it is, by id or handle; the first person's if empty.
    """

    url: str
    who: str = ""

    def state(self, place: str = "", thread: str = "") -> Json:
        """All that the screen shows, with the messages of one place: a channel's id, or `home`.

        Args:
            place: what is before the person.
            thread: the `ts` of the message whose thread is open.
        """
        url = f"{self.url}/page/state?as={self.who}&in={place}&thread={thread}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            return dict(json.load(answer))

    def does(self, what: str, **body: Any) -> Json:
        """A gesture."""
        request = urllib.request.Request(
            f"{self.url}/page/{what}",
            json.dumps({"as": self.who or self.state()["me"], **body}).encode(),
            {"Content-Type": "application/json", "X-Playground": "1", "Origin": self.url},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return dict(json.load(answer))

    def reads(self, what: str, **asked: Any) -> Json:
        """What the page reads beside its state."""
        query = urlencode({"as": self.who} | asked)
        with urllib.request.urlopen(f"{self.url}/page/{what}?{query}", timeout=30) as answer:
            return dict(json.load(answer))

    def refused(self, what: str, **body: Any) -> str:
        """The words with which a gesture must be refused."""
        try:
            self.does(what, **body)
        except HTTPError as error:
            with error as answer:
                return str(json.load(answer)["error"])
        raise AssertionError(f"{what} was not refused.")

    def types(self, text: str, channel: str = "general") -> str:
        """A message or a command; returns the channel's messages after it, as JSON."""
        self.does("type", channel=self._channel(channel)["id"], text=text)
        return json.dumps(self._channel(channel)["messages"], ensure_ascii=False)

    def _channel(self, name: str) -> Json:
        ids = {one["name"]: one["id"] for one in self.state()["channels"]}
        shown = self.state(ids[name])["channels"]
        found: Json = next(one for one in shown if one["name"] == name)
        return found
