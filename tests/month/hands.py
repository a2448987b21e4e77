"""What people and features do, done to the bot: through its buttons, a few of them in Slack."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import update

from bot import clock, facts, i18n
from bot.asks import handover, leaving, settling, snooze
from bot.asks.opening import Wanted, open_ask
from bot.playground import Message, Playground
from bot.playground.fields import elements
from bot.store import people, teams, workspaces
from bot.store.calendars import AbsenceRow
from bot.store.engine import Session, Store
from bot.store.people import Person, PersonRow, Profile
from bot.store.teams import Content
from bot.store.workspaces import Workspace, WorkspaceRow
from handlers.asks import listeners
from handlers.asks.choices import Choice
from tests.asks import trial
from tests.month.cast import COUNTRY, Somebody
from tests.month.hours import Leave
from tests.month.rules import Thing

DONE = "trial.done"


@dataclass
class Hands:
    """The doors of the bot, and what they call things.

    Attributes:
        ids: of the asks, by the number in their titles.
        clicks: how many buttons were clicked in Slack.
    """

    store: Store
    workspace: Workspace
    playground: Playground
    ids: dict[int, int] = field(default_factory=dict)
    clicks: int = 0

    def settle_in(self, cast: list[Somebody]) -> None:
        """Everybody is known to the bot, with their calendars and teams."""
        with self.store.begin() as session:
            country = update(WorkspaceRow).values(country=COUNTRY)
            session.execute(country.where(WorkspaceRow.id == self.workspace.id))
            profiles = {
                one.id: Profile(one.name, one.hours.zone, True, one.language) for one in cast
            }
            people.learn(session, self.workspace, profiles, clock.now())
            for one in cast:
                self._sets(session, one)
            ids = {one: person.id for one, person in self._known(session, cast).items()}
            self._teams(session, cast, ids)
            now_so = workspaces.find(session, self.workspace.slack_id)
        assert now_so
        self.workspace = now_so

    def opens(self, thing: Thing, title: str) -> None:
        """A feature asks something."""
        with self._acting(thing.owner) as (session, owner):
            wanted = Wanted(thing.kind, thing.subject, owner, title, thing.due)
            self.ids[thing.number] = open_ask(session, self.workspace, wanted, clock.now())

    def presses(self, thing: Thing) -> None:
        """Its owner presses the button that settles it."""
        with self._acting(thing.owner) as (session, owner):
            value = f"{thing.kind}:{thing.subject}"
            trial.done(session, self.workspace, owner, {"value": value}, clock.now())

    def clicks_on(self, thing: Thing, message: Message) -> bool:
        """The same in Slack, in a message that shows the button; False where none does."""
        actor = self.playground.as_(thing.owner)
        for block, element in elements(message.blocks or []):
            if element.get("value") == f"{thing.kind}:{thing.subject}":
                where = {"block_id": block["block_id"], "action_id": element["action_id"]}
                assert actor.gestures.click(actor.person, message, where), "the click failed"
                self.clicks += 1
                return True
        return False

    def withdraws(self, thing: Thing, *, everyones: bool) -> None:
        """The feature needs it no more, of its owner or of everyone who was asked the same."""
        with self._acting(thing.owner) as (session, owner):
            settling.withdraw(
                *(session, self.workspace, thing.kind, thing.subject),
                *(None if everyones else owner, clock.now()),
            )

    def puts_off(self, thing: Thing, choice: Choice, until: date) -> None:
        """Its owner chooses in its menu, or a day in the form behind it."""
        with self._acting(thing.owner) as (session, owner):
            now, ask = clock.now(), self.ids[thing.number]
            if choice is Choice.DAY:
                snooze.snooze(session, self.workspace, owner, ask, until, now)
                return
            action = {"selected_option": {"value": choice.of(ask)}}
            t = i18n.load()(owner.language)
            listeners.choose(session, self.workspace, owner, action, now, t)

    def offers(self, thing: Thing, to: str) -> None:
        """Its owner asks somebody to take it over."""
        with self._acting(thing.owner) as (session, owner):
            note = (to, "You know it better")
            ask = self.ids[thing.number]
            handover.offer(session, self.workspace, owner, ask, note, clock.now())

    def answers(self, thing: Thing, *, takes: bool) -> None:
        """Who was asked to take it over presses one of the two buttons."""
        with self._acting(thing.taker) as (session, taker):
            answer = listeners.accept if takes else listeners.decline
            action = {"value": str(self.ids[thing.number])}
            answer(session, self.workspace, taker, action, clock.now())

    def passes_on(self, lead: str, who: str, takers: Mapping[int, str | None]) -> None:
        """A lead says who takes over what somebody left behind; `takers` by number."""
        with self._acting(lead, who) as (session, first, left):
            chosen = {self.ids[number]: taker for number, taker in takers.items()}
            now = clock.now()
            leaving.pass_on(session, self.workspace, first, left.id, chosen, now)

    def says_away(self, who: str, leave: Leave) -> None:
        """Somebody says that they are away."""
        named = (who, leave.delegate) if leave.delegate else (who,)
        with self._acting(*named) as (session, somebody, *others):
            session.add(
                AbsenceRow(
                    workspace_id=self.workspace.id,
                    person_id=somebody.id,
                    first=leave.first,
                    last=leave.last,
                    delegate_id=others[0].id if others else None,
                    said_at=clock.now(),
                )
            )
            session.flush()
            self._happened(session, "calendar.changed", somebody)

    def says_back(self, who: str, last: date) -> None:
        """Somebody is back: the day before was their last away."""
        with self._acting(who) as (session, somebody):
            theirs = update(AbsenceRow).where(AbsenceRow.person_id == somebody.id)
            session.execute(theirs.where(AbsenceRow.last.is_(None)).values(last=last))
            self._happened(session, "calendar.changed", somebody)

    def changes(self, somebody: Somebody, fact: str) -> None:
        """Somebody moves, or changes their hours or their ceiling; what they are now is written."""
        with self._acting(somebody.id) as (session, person):
            self._sets(session, somebody)
            self._happened(session, fact, person)

    def goes(self, who: str, *, back: bool = False) -> None:
        """Somebody leaves the company, or comes back to it."""
        with self.playground.workspace.change():
            self.playground.workspace.people[who].deleted = not back
        with self._acting(who) as (session, person):
            change = update(PersonRow).where(PersonRow.id == person.id).values(active=back)
            session.execute(change)
            now_so = people.by_ids(session, self.workspace, [person.id])[person.id]
            self._happened(session, "person.returned" if back else "person.left", now_so)

    @contextmanager
    def _acting(self, *who: str) -> Iterator[Any]:
        with self.store.begin() as session:
            yield session, *(self._person(session, one) for one in who)

    def _person(self, session: Session, who: str) -> Person:
        found = people.find(session, self.workspace, who)
        assert found
        return found

    def _known(self, session: Session, cast: list[Somebody]) -> Mapping[str, Person]:
        return people.known(session, self.workspace, {one.id for one in cast})

    def _happened(self, session: Session, kind: str, person: Person) -> None:
        facts.record(session, self.workspace, kind, person.id, person, clock.now())

    def _sets(self, session: Session, one: Somebody) -> None:
        session.execute(
            update(PersonRow)
            .where(PersonRow.workspace_id == self.workspace.id, PersonRow.slack_id == one.id)
            .values(
                timezone=one.hours.zone,
                country=one.own_country,
                weekdays=sorted(one.hours.weekdays),
                day_start=one.hours.start,
                day_end=one.hours.end,
                weekly_ceiling=one.ceiling,
            )
        )

    def _teams(self, session: Session, cast: list[Somebody], ids: Mapping[str, int]) -> None:
        leads = sorted({one.team: one.id for one in reversed(cast)}.items())
        squads = {f"Team {team}": [one.id for one in cast if one.team == team] for team, _ in leads}
        whole = [(f"Team {team}", lead) for team, lead in leads] + [("Leads", cast[0].id)]
        squads["Leads"] = [lead for _, lead in leads[1:]]
        for name, lead in whole:
            members = tuple(ids[member] for member in squads[name])
            squad = Content(name, "", ids[lead], None, "", members)
            teams.add(session, self.workspace, squad, clock.now())
        chief = update(PersonRow).where(PersonRow.id == ids[cast[0].id])
        session.execute(chief.values(product_ops=True))
