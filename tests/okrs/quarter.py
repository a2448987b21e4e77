"""A quarter of a small company on a turned clock: who is there, and how they are watched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import text

from bot import clock
from bot.playground import Actor
from bot.store import absences, people, teams
from bot.store.absences import Away
from bot.store.teams import Content
from tests.turned import TurnedOffice, at, turned_office

# A Monday: the second quarter begins on Wednesday. In France, Easter Monday is 6 April, and 1, 8,
# 14 and 25 May are holidays.
BEGINS = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)


@dataclass
class Quarter:
    """Hugo, who reads French, leads Billing, in #product; Léa is in it; Priya is Product Ops."""

    office: TurnedOffice
    since: datetime = BEGINS

    @property
    def lea(self) -> Actor:
        """A product manager."""
        return self.office.as_("lea")

    @property
    def hugo(self) -> Actor:
        """Who leads her team."""
        return self.office.as_("hugo")

    @property
    def priya(self) -> Actor:
        """Product Ops, in London."""
        return self.office.as_("priya")

    def field(self, name: str, place: int) -> str:
        """What a field of a check-in is called, of a key result by its place from 1 on."""
        with self.office.bot.store.begin() as session:
            ids = session.scalars(text("SELECT id FROM key_results ORDER BY id")).all()
        return f"okrs.{name}.{ids[place - 1]}"

    def turns_to(self, day: int, month: int, hour: int = 9, minute: int = 0) -> None:
        """It becomes later, in UTC; what is said until then is read afterwards."""
        self.since = clock.now()
        self.office.turns_to(datetime(2026, month, day, hour, minute, tzinfo=UTC))

    def told(self, name: str) -> list[str]:
        """What the bot said to somebody since the clock was turned last, with the local moment."""
        said = self.office.said_to(name)
        return [f"{when:%d %b %H:%M} {words}" for when, words in said if when >= self.since]

    def posted(self, channel: str = "product") -> list[str]:
        """What it said in a channel since then."""
        workspace = self.office.playground.workspace
        found = next(one for one in workspace.channels.values() if one.name == channel)
        return [
            f"{at(one):%d %b %H:%M} {one.text}"
            for one in found.messages.values()
            if one.user == workspace.bot_user and at(one) >= self.since
        ]

    def goes_away(self, name: str, first: date, last: date) -> None:
        """Somebody says that they are away."""
        with self.office.acting(name) as (session, person):
            away = Away(first, last, said_at=clock.now())
            absences.add(session, self.office.bot.workspace, person, away, clock.now())


@contextmanager
def quarter(database_url: str) -> Iterator[Quarter]:
    """The company, in France."""
    with turned_office(database_url, begin=BEGINS) as office:
        workspace = office.bot.workspace
        with office.acting("priya") as (session, priya):
            session.execute(text("UPDATE workspaces SET country = 'FR'"))
            known = people.known(
                session, workspace, {office.as_(name).id for name in ("hugo", "lea")}
            )
            hugo, lea = (known[office.as_(name).id] for name in ("hugo", "lea"))
            channels = office.playground.workspace.channels.values()
            channel = next(one.id for one in channels if one.name == "product")
            content = Content("Billing", channel, hugo.id, priya.id, "", (lea.id,))
            teams.add(session, workspace, content, clock.now())
        yield Quarter(office)
