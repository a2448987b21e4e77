"""What tests of onboarding share: a journey of a few steps, and somebody on it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.onboarding import enrolling, enrolment, opening, shelf
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import Audience, Journey, Kind, Question, Step, Text

DAY = timedelta(days=1)
TODAY = NOW.date()
AFTERNOON = NOW + timedelta(hours=5, minutes=20)


def step(
    key: str,
    day: int = 0,
    audience: Audience = Audience.NEW_HIRE,
    kind: Kind = Kind.DO,
    **more: object,
) -> Step:
    """A step, called by its key."""
    title = Text(key.capitalize(), f"{key.capitalize()} (fr)")
    return Step(key, title, Text("Do *it*.", "Fais-le."), day, audience, kind, **more)  # type: ignore[arg-type]


STEPS = (
    step("laptop", -2, Audience.MANAGER),
    step("hello", 0, Audience.BUDDY),
    step("desk", 0, needs=("laptop",)),
    step("read", 0, kind=Kind.READ),
    step("tools", 0),
    step("people", 0),
    step("insight", 1, done_when="insight_kept"),
    step("talk", 2, confirmed_by="manager"),
    step(
        "survey",
        3,
        kind=Kind.ANSWER,
        questions=(
            Question("well", Text("Do you feel welcome?", "Tu te sens bien ?"), scale=True),
            Question("what", Text("What is missing?", "Que manque-t-il ?"), scale=False),
        ),
    ),
)
JOURNEY = Journey("short", Text("A short one", "Un court"), Text("Short"), "anybody", STEPS)


@dataclass
class Arrival:
    """Sam arrives on a Tuesday; Marc is the manager, Léa the buddy, Priya of Product Ops.

    Attributes:
        journey: what Sam is enrolled on.
        now: what time it is, a Tuesday at 15:01 in UTC at first, when Marc in New York works too.
    """

    session: Session
    workspace: Workspace
    sam: Person
    marc: Person
    lea: Person
    priya: Person
    which: int = 0
    now: datetime = AFTERNOON
    journey: Journey = JOURNEY

    @property
    def given(self) -> tuple[Session, Workspace]:
        """What most workflow functions begin with."""
        return self.session, self.workspace

    @property
    def on(self) -> Enrolment:
        """Sam's journey as it is now."""
        return enrolment.find(*self.given, self.which)

    def begins(self, starts: date = TODAY, **others: str) -> Enrolment:
        """Sam's journey begins."""
        kept = shelf.keep(*self.given, self.priya, self.journey, self.now)
        around = {"manager": self.marc.slack_id, "buddy": self.lea.slack_id, **others}
        wanted = Wanted(self.sam.slack_id, starts, **around)
        made = enrolling.enrol(*self.given, self.priya, kept.id, wanted, self.now)
        assert isinstance(made, Enrolment), made
        self.which = made.id
        return made

    def passes(self, days: int) -> None:
        """So many days, on each of which the clock ticks once."""
        for _ in range(days):
            self.now += DAY
            self.ticks()

    def ticks(self) -> None:
        """What is due is opened."""
        opening.due(*self.given, self.now, 500)

    def step(self, key: str) -> Taken:
        """A step, by its key."""
        return next(one for one in self.on.steps if one.step.key == key)

    def keys(self, *states: State) -> list[str]:
        """The steps that are in one of these states."""
        return [one.step.key for one in self.on.steps if one.state in states]


@pytest.fixture
def arrival(session: Session, workspace: Workspace, lea: Person, marc: Person) -> Arrival:
    """The day before anything is begun."""
    people.meet_all(session, workspace, ("U0PRIYA", "U0SAM"))
    profile = Profile("Sam Okafor", "UTC", True, "en")
    people.learn(session, workspace, {"U0SAM": profile}, NOW)
    people.name_product_ops(session, workspace, ("U0PRIYA",))
    known = people.known(session, workspace, {"U0PRIYA", "U0SAM"})
    return Arrival(session, workspace, known["U0SAM"], marc, lea, known["U0PRIYA"])
