"""A line typed behind the command that asked for a search: its words may have been an insight."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import decoding
from bot.mrkdwn import escape, unescape
from handlers.insights import reading
from workflows.insights.insight import Origin

# The end of a button's value is at 2,000 characters; a page's number has room beside the line.
LONGEST = 1_900


@dataclass(frozen=True)
class Line:
    """What was typed, as Slack sends it, and where; a command's draft has the same names."""

    text: str
    channel: str = ""
    channel_name: str = ""

    @property
    def words(self) -> str:
        """All that was typed."""
        return unescape(self.text).strip()

    @property
    def query(self) -> str:
        """What it searches for."""
        return reading.asked(self.text)[1]

    @property
    def origin(self) -> Origin:
        """Where it was typed."""
        return reading.origin(self.channel, self.channel_name)

    def asking(self, query: str) -> "Line":
        """The line as it would ask for something else by the same verb."""
        verb = self.words.split(maxsplit=1)[0]
        return Line(escape(f"{verb} {query}"), self.channel, self.channel_name)

    def dumps(self, **more: int) -> str:
        """As a button's value holds it, and what else that says."""
        return json.dumps({**vars(self), **more}, ensure_ascii=False)


@dataclass(frozen=True)
class Turn:
    """A page that is turned to: of what a line searches for, of one's own insights without one."""

    line: Line | None
    number: int
    now: datetime


def typed(command: Mapping[str, Any]) -> Line:
    """The line of a command."""
    return Line(command["text"], command["channel_id"], command["channel_name"])


def loads(value: str) -> tuple[Line | None, Mapping[str, int]]:
    """The line in a button's value, if it holds one, and the figures beside it.

    Raises:
        Refusal: the value is none of such a button's.
    """
    return decoding.read(_loads, value)


def _loads(value: str) -> tuple[Line | None, Mapping[str, int]]:
    found = json.loads(value)
    line = {name: one for name, one in found.items() if isinstance(one, str)}
    figures = {name: decoding.number(found[name]) for name in found.keys() - line}
    if not line and not figures:
        raise ValueError(value)
    return Line(**line) if line else None, figures
