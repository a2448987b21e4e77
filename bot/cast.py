"""The demo's workspace, as the features that fill it need to know it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot import past
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace

# In a session's `info` while the demo's workspace is filled: its Cast.
CAST = "cast"


@dataclass(frozen=True)
class Quote:
    """A message somebody wrote: Slack's ids of its channel and author, and its address."""

    channel: str
    author: str
    permalink: str


@dataclass(frozen=True)
class Cast:
    """Who and what is there.

    Attributes:
        people, channels: Slack's ids, by handle and by name.
        names: what people are called, by Slack's ids.
        zones: people's time zones, by handle.
        private: the names of the channels that are.
        quotes: what people said, by their words.
    """

    people: Mapping[str, str]
    channels: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    private: frozenset[str] = frozenset()
    quotes: Mapping[str, Quote] = field(default_factory=dict)

    def known(self, session: Session, workspace: Workspace, name: str) -> Person | None:
        """What the bot knows of the person with this handle; None where nobody is called so."""
        return people.find(session, workspace, self.people.get(name, ""))

    def moment(self, begins: datetime, name: str, days: int, at: str) -> datetime:
        """A time of somebody's day, so many working days before the demo begins.

        Args:
            name: their handle.
            at: such as `15:20`, where they are.
        """
        return past.moment(begins, days, at, self.zones.get(name, past.HEADQUARTERS))
