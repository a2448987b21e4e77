"""Somebody in the middle of a journey, built by hand for what is said of it."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.store.people import Person
from bot.store.team import Team
from handlers.onboarding.around import Around
from tests.moment import NOW
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import Audience, Kind, Link, Question, Step, Text
from workflows.onboarding.overview import Standing, Why
from workflows.onboarding.pacing import Pace

SAM = Person(1, "U0SAM", "Sam Okafor", "en")
NORA = Person(2, "U0NORA", "Nora Haddad", "fr")
HUGO = Person(3, "U0HUGO", "Hugo Bernard", "fr")
PRIYA = Person(4, "U0PRIYA", "Priya Nair", "en", product_ops=True)
NAME = Text("Product manager", "Product manager")


def _step(key: str, title: Text, kind: Kind = Kind.DO, **given: Any) -> Step:
    plain = Step(key, title, Text("Ask anything.", "Demande tout."), 0, Audience.NEW_HIRE, kind)
    return replace(plain, **given)


TEAM = Team(1, "Billing & <Co>", "C0BILLING", HUGO, None, "", 0)
# Of two teams, one has neither lead nor channel.
AROUND = Around((TEAM, Team(2, "Growth", "", None, None, "", 0)), (PRIYA, HUGO))
# Sam leads a team, and who prepared the journey is of Product Ops no more.
OWN_TEAM = Around((replace(TEAM, named=SAM),), (HUGO, NORA, replace(SAM, id=11), HUGO))

READY = _step(
    "ready", Text("Get ready", "Prépare-toi"), day=-2, audience=Audience.BUDDY, needs=("plan",)
)
PLAN = _step("plan", Text("Plan the week", "Prépare la semaine"), day=-5, audience=Audience.MANAGER)
MEET = _step(
    "meet",
    Text("Meet your buddy", "Rencontre ton binôme"),
    Kind.MEET,
    meets="buddy",
    needs=("ready",),
    links=(Link(Text("About buddies", "Sur les binômes"), "https://example.com/buddies"),),
)
READ = _step("read", Text("Read how we decide", "Lis comment on décide"), Kind.READ, day=1)
ENGLISH = replace(READ, text=Text("Ask anything."))
FRENCH = replace(READ, title=Text("", "Lis comment on décide"), text=Text("", "Demande tout."))
INSIGHT = _step(
    "insight", Text("Keep an insight", "Enregistre un insight"), day=6, done_when="insight_kept"
)
CHANNEL = replace(INSIGHT, done_when="channel_joined", channel="#product")
NOTES = _step("notes", Text("Show your notes", "Montre tes notes"), day=4, confirmed_by="manager")
WEEK = _step(
    "week",
    Text("Your first week", "Ta première semaine"),
    Kind.ANSWER,
    day=5,
    questions=(
        Question("clear", Text("Is it clear?", "Est-ce clair ?"), scale=True),
        Question("missing", Text("What was missing?", "Que manquait-il ?"), scale=False),
    ),
)

_OWNERS = {Audience.BUDDY: HUGO, Audience.MANAGER: NORA, Audience.NEW_HIRE: SAM}


def taken(step: Step, state: State = State.OPEN) -> Taken:
    """A step that is somebody's, in a state."""
    return Taken(
        7, 9, step, _OWNERS[step.audience], state, "", NOW, NOW if state is State.DONE else None
    )


def enrolled(*steps: Taken, **given: Any) -> Enrolment:
    """Sam's journey, with Nora as manager and Hugo as buddy; Priya enrolled them."""
    plain = Enrolment(
        *(9, 5, NAME, SAM, NORA, HUGO, PRIYA, date(2026, 3, 2), Pace.NORMAL),
        *(None, None, "", steps),
    )
    return replace(plain, **given)


STEPS = (
    taken(PLAN, State.DONE),
    taken(READY),
    taken(MEET, State.WAITING),
    taken(READ),
    taken(NOTES, State.CLAIMED),
    taken(WEEK, State.WAITING),
    taken(INSIGHT, State.DONE),
)
JOURNEY = enrolled(*STEPS)


def standing(*why: tuple[Why, Taken | None], **given: Any) -> Standing:
    """Where Sam stands on the second day."""
    plain = Standing(JOURNEY, 1, 59, 1, 5, tuple(why))
    return replace(plain, **given)
