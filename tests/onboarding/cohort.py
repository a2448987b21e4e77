"""A cohort of five in three countries on a turned clock: who they are, and how they are watched."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from bot import calendar, clock
from bot.store import absences, calendars, people
from bot.store.absences import Away
from bot.store.people import Person
from handlers.onboarding import journeys
from tests.turned import TurnedOffice, turned_office
from workflows.onboarding import doing, enrolling, enrolment, hearing
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import Audience, Kind

# A Thursday; they begin on Tuesday, after Easter Monday.
BEGINS = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)
STARTS = date(2026, 4, 7)
COUNTRIES = {"ines": "FR", "awa": "FR", "sam": "GB", "dan": "GB", "yuki": "JP"}
MANAGERS = {"ines": "hugo", "awa": "hugo", "sam": "marc", "dan": "marc", "yuki": "kenji"}
DAY = timedelta(days=1)


@dataclass
class Cohort:
    """Who arrives, on the same day, in the same journey; Camille is the buddy of all."""

    office: TurnedOffice
    on: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody, as they are known."""
        with self.office.acting(name) as (_, person):
            return person

    def journey(self, name: str) -> Enrolment:
        """Somebody's journey as it is now."""
        with self.office.bot.store.begin() as session:
            return enrolment.find(session, self.office.bot.workspace, self.on[name])

    def begins(self) -> None:
        """Priya enrols all of them."""
        workspace = self.office.bot.workspace
        ids = {name: self.office.as_(name).id for name in ("camille", *MANAGERS.values())}
        with self.office.acting("priya") as (session, priya):
            which = journeys.chosen(session, workspace, priya, "product-manager", clock.now())
            for name in COUNTRIES:
                who = self.office.as_(name).id
                wanted = Wanted(who, STARTS, ids[MANAGERS[name]], ids["camille"])
                made = enrolling.enrol(session, workspace, priya, which, wanted, clock.now())
                assert isinstance(made, Enrolment), made
                self.on[name] = made.id

    def does(self, name: str, *, slow: tuple[str, ...] = ()) -> None:
        """Somebody does what is open for them, but for what they are slow at."""
        workspace = self.office.bot.workspace
        with self.office.acting(name) as (session, person):
            for found in enrolment.under_way(session, workspace):
                for one in found.steps:
                    mine = one.person.id == person.id and one.step.key not in slow
                    if not mine or one.state is not State.OPEN:
                        continue
                    if one.step.kind is Kind.ANSWER:
                        answers = {
                            each.key: 4 if each.scale else "Fine" for each in one.step.questions
                        }
                        now = clock.now()
                        hearing.answer(session, workspace, person, one.id, answers, now)
                    elif one.step.ticks_itself:
                        doing.skip(session, workspace, person, one.id, clock.now())
                    else:
                        doing.do(session, workspace, person, one.id, clock.now())

    def confirms(self, name: str) -> None:
        """A manager agrees with what waits for them."""
        workspace = self.office.bot.workspace
        with self.office.acting(name) as (session, person):
            for found in enrolment.under_way(session, workspace):
                for one in found.steps:
                    if one.state is State.CLAIMED and _confirms(found, one, person):
                        doing.confirm(session, workspace, person, one.id, True, clock.now())

    def goes_away(self, name: str, first: date, last: date) -> None:
        """Somebody says that they are away."""
        with self.office.acting(name) as (session, person):
            away = Away(first, last, said_at=clock.now())
            absences.add(session, self.office.bot.workspace, person, away, clock.now())

    def opened(self, name: str) -> Counter[date]:
        """How many things came to somebody who arrives, by the day where they are."""
        with self.office.acting(name) as (session, person):
            when = calendars.of_one(session, self.office.bot.workspace, person)
        steps = self.journey(name).own
        return Counter(
            calendar.local_day(when, one.opened_at) for one in steps if one.opened_at is not None
        )

    def asked_twice(self) -> list[str]:
        """What somebody was asked more than once; nothing, if all is well."""
        with self.office.bot.store.begin() as session:
            rows = session.execute(
                text(
                    "SELECT kind, title, count(*) FROM asks WHERE kind LIKE 'onboarding.%'"
                    " GROUP BY kind, title, subject, person_id HAVING count(*) > 1"
                )
            )
            return [f"{row.kind} {row.title}" for row in rows]

    def outside_hours(self, name: str) -> list[str]:
        """What the bot said to somebody when they do not work; nothing, if all is well."""
        with self.office.acting(name) as (session, person):
            when = calendars.of_one(session, self.office.bot.workspace, person)
        said = self.office.said_to(name)
        return [f"{at} {words}" for at, words in said if not calendar.is_working(when, at)]


@contextmanager
def cohort(database_url: str) -> Iterator[Cohort]:
    """Everyone, where they are, before anybody is enrolled."""
    with turned_office(database_url, begin=BEGINS) as office:
        with office.bot.store.begin() as session:
            session.execute(text("UPDATE workspaces SET country = 'FR'"))
            known = people.known(
                session, office.bot.workspace, {office.as_(name).id for name in COUNTRIES}
            )
            for name, country in COUNTRIES.items():
                who = known[office.as_(name).id]
                session.execute(
                    text("UPDATE people SET country = :country WHERE id = :id"),
                    {"country": country, "id": who.id},
                )
        yield Cohort(office)


def _confirms(found: Enrolment, one: Taken, person: Person) -> bool:
    audience = one.step.confirmed_by
    return bool(audience) and found.who(Audience(audience)).id == person.id
