"""Weeks between two teams on a turned clock: who is there, and how they are watched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import text

from bot import calendar, clock, facts
from bot.playground import Actor
from bot.store import absences, calendars, people, teams
from bot.store.absences import Away
from bot.store.teams import Content
from tests.turned import TurnedOffice, at, turned_office
from workflows.dependencies import asking, dependency, moving
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side

# A Monday; Easter Monday is 6 April.
BEGINS = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
NAMES = ("lea", "hugo", "marc", "dan", "priya")


@dataclass
class Weeks:
    """Hugo leads Billing, Marc leads Payments, in France; Dan, in London, is in Payments.

    Attributes:
        ids: of the teams, by name.
    """

    office: TurnedOffice
    since: datetime = BEGINS
    ids: dict[str, int] = field(default_factory=dict)

    def as_(self, name: str) -> Actor:
        """Somebody."""
        return self.office.as_(name)

    def turns_to(self, day: int, month: int, hour: int = 16) -> None:
        """It becomes later, in UTC; what is said until then is read afterwards."""
        self.since = clock.now()
        self.office.turns_to(datetime(2026, month, day, hour, 0, tzinfo=UTC))

    def is_down_until(self, day: int, month: int, hour: int = 8) -> None:
        """Nothing runs until then."""
        clock.set_to(datetime(2026, month, day, hour, 0, tzinfo=UTC))

    def told(self, name: str) -> list[str]:
        """What the bot said to somebody since the clock was turned last, with the day."""
        said = self.office.said_to(name)
        return [f"{when:%d %b %H:%M} {words}" for when, words in said if when >= self.since]

    def office_said(self, name: str) -> list[str]:
        """What the bot ever said to somebody."""
        return [words for _, words in self.office.said_to(name)]

    def leads(self, team: str, name: str) -> None:
        """Priya says who leads a team from now on."""
        workspace = self.office.bot.workspace
        with self.office.acting(name) as (session, person):
            found = teams.find(session, workspace, self.ids[team])
            assert found
            members = tuple(one.id for one in teams.chosen(session, workspace, found.id))
            content = Content(found.name, found.channel, person.id, person.id, "", members)
            teams.write(session, workspace, found.id, content)
            facts.record(session, workspace, "team.changed", found.id, person, clock.now())

    def owner(self, number: int) -> str:
        """Who sees to a promise."""
        with self.office.bot.store.begin() as session:
            found = dependency.numbered(session, self.office.bot.workspace, number)
        return found.owner.name if found.owner else ""

    def posted(self, channel: str) -> list[str]:
        """What it said in a channel since then."""
        workspace = self.office.playground.workspace
        found = next(one for one in workspace.channels.values() if one.name == channel)
        return [
            f"{at(one):%d %b %H:%M} {one.text}"
            for one in found.messages.values()
            if one.user == workspace.bot_user and at(one) >= self.since
        ]

    def promised(self, needs: str, day: date, owner: str) -> None:
        """Billing asks Payments for something, which agrees."""
        workspace = self.office.bot.workspace
        with self.office.acting("lea") as (session, lea):
            teams_ = self.ids["Billing"], self.ids["Payments"]
            made = asking.ask(session, workspace, lea, Wanted(needs, day, *teams_), clock.now())
            assert isinstance(made, Dependency), made
        owned = self.as_(owner).id
        self.moves("marc", made.number, Wish(Move.ACCEPT, Side.PROVIDER, owner=owned))

    def moves(self, name: str, number: int, wish: Wish) -> None:
        """Somebody makes a move."""
        workspace = self.office.bot.workspace
        with self.office.acting(name) as (session, person):
            found = dependency.numbered(session, workspace, number)
            made = moving.make(session, workspace, person, found.id, wish, clock.now())
            assert isinstance(made, Dependency), made

    def is_sure(self, name: str, number: int) -> None:
        """Somebody confirms a date."""
        self.moves(name, number, Wish(Move.SURE, Side.PROVIDER))

    def goes_away(self, name: str, first: date, last: date) -> None:
        """Somebody says that they are away."""
        with self.office.acting(name) as (session, person):
            away = Away(first, last, said_at=clock.now())
            absences.add(session, self.office.bot.workspace, person, away, clock.now())

    def outside_hours(self, name: str) -> list[str]:
        """What was said to somebody when they do not work; nothing, if all is well."""
        with self.office.acting(name) as (session, person):
            when = calendars.of_one(session, self.office.bot.workspace, person)
        said = self.office.said_to(name)
        return [f"{at} {words}" for at, words in said if not calendar.is_working(when, at)]

    def asked(self) -> list[tuple[str, str]]:
        """On which day a date was asked about, by what it is about."""
        with self.office.bot.store.begin() as session:
            rows = session.execute(
                text(
                    "SELECT title, opened_at FROM asks WHERE kind = 'dependencies.sure' ORDER BY id"
                )
            )
            return [(row.title.split(" · ")[0], f"{row.opened_at:%d %b}") for row in rows]

    def asked_at_once(self) -> int:
        """How often somebody was asked about a date that somebody was still asked about."""
        with self.office.bot.store.begin() as session:
            return int(
                session.execute(
                    text(
                        "SELECT count(*) FROM asks one JOIN asks other USING (kind, subject)"
                        " WHERE kind = 'dependencies.sure' AND one.id < other.id"
                        " AND coalesce(one.settled_at, 'infinity') > other.opened_at"
                    )
                ).scalar_one()
            )


@contextmanager
def weeks(database_url: str) -> Iterator[Weeks]:
    """The teams, before anything is asked."""
    with turned_office(database_url, begin=BEGINS) as office:
        workspace = office.bot.workspace
        found = Weeks(office)
        with office.acting("priya") as (session, priya):
            session.execute(text("UPDATE workspaces SET country = 'FR'"))
            ids = {office.as_(name).id for name in NAMES}
            known = {one.slack_id: one for one in people.known(session, workspace, ids).values()}
            who = {name: known[office.as_(name).id].id for name in NAMES}
            channels = {one.name: one.id for one in office.playground.workspace.channels.values()}
            led = {
                "Billing": ("billing", "hugo", ("lea",)),
                "Payments": ("payments", "marc", ("dan",)),
            }
            for name, (channel, lead, members) in led.items():
                content = Content(
                    *(name, channels[channel], who[lead], priya.id, ""),
                    tuple(who[one] for one in members),
                )
                found.ids[name] = teams.add(session, workspace, content, clock.now())
        yield found
