"""Who has arrived at the demo's company: three long ago, two are on their way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.cast import CAST, Cast
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import journeys
from workflows.onboarding import past, shelf
from workflows.onboarding.past import Took, Walk
from workflows.onboarding.shelf import Kept

_MORNING, _DONE = "09:05", "16:20"


@dataclass(frozen=True)
class Seed:
    """Somebody's journey.

    Args:
        journey: its key.
        ago: working days before the beginning on which they arrived.
        slow: working days that steps took which took some, by their keys; the others took none.
        open: steps that are open since so many working days, by their keys.
        waits: steps that have not been opened, though their day has come.
        answers: to the questions of surveys, by step and question.
        unclear: what they did not understand.
        over: whether all of it is done.
    """

    who: str
    journey: str
    manager: str
    buddy: str
    ago: int
    slow: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, int] = field(default_factory=dict)
    waits: tuple[str, ...] = ()
    answers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unclear: Mapping[str, str] = field(default_factory=dict)
    over: bool = False


def _answered(*scores: int) -> dict[tuple[str, str], int]:
    asked = (
        *(("survey-week-one", "expected"), ("survey-week-one", "people")),
        *(("survey-month-one", "decisions"), ("survey-month-one", "able")),
        *(("survey-day-60", "ready"), ("survey-day-60", "helped")),
    )
    return dict(zip(asked, scores, strict=False))


SEEDS = (
    Seed(
        *("hugo", "product-manager", "kenji", "priya"),
        ago=240,
        slow={"tools": 2, "rituals": 6, "roadmap": 3, "lead-discovery": 9, "talk-30": 2},
        answers=_answered(3, 5, 3, 3, 4, 4),
        unclear={"rituals": "Which rituals are meant: ours, or those of all teams?"},
        over=True,
    ),
    Seed(
        *("lea", "product-manager", "hugo", "priya"),
        ago=190,
        slow={
            "tools": 1,
            "rituals": 5,
            "how-we-decide": 2,
            "lead-discovery": 7,
            "first-check-in": 1,
        },
        answers=_answered(4, 5, 3, 4, 5, 4),
        unclear={"how-we-decide": "Where do decisions stand that are older than a year?"},
        over=True,
    ),
    Seed(
        *("marc", "product-manager", "kenji", "hugo"),
        ago=130,
        slow={"tools": 3, "rituals": 7, "first-dependency": 4, "lead-discovery": 12},
        answers=_answered(3, 4, 2, 4, 4, 5),
        unclear={"rituals": "Do I sit in on those of Platform too?"},
        over=True,
    ),
    Seed(
        *("ines", "product-designer", "hugo", "lea"),
        ago=28,
        slow={"walk-through": 2, "rituals": 3},
        answers=_answered(4, 5, 4, 4),
        waits=("talk-30",),
    ),
    Seed(
        *("sam", "product-manager", "marc", "lea"),
        ago=15,
        slow={"tools": 2},
        open={"rituals": 7, "hand-over-key-result": 5},
        waits=("first-check-in",),
        answers=_answered(4, 5),
    ),
)


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Keep who has arrived, unless there is a journey."""
    cast: Cast = session.info[CAST]
    admins = people.product_ops(session, workspace)
    if not admins or shelf.every(session, workspace):
        return
    for each in SEEDS:
        _Telling(session, workspace, cast, now, admins[0]).keep(each)


@dataclass(frozen=True)
class _Telling:
    session: Session
    workspace: Workspace
    cast: Cast
    now: datetime
    priya: Person

    def keep(self, seed_: Seed) -> None:
        """One journey."""
        who, manager, buddy = (
            self.cast.known(self.session, self.workspace, name)
            for name in (seed_.who, seed_.manager, seed_.buddy)
        )
        if who is None:
            return
        made = self.cast.moment(self.now, "priya", seed_.ago + 6, "11:30")
        given = (self.session, self.workspace, self.priya)
        which = journeys.chosen(*given, seed_.journey, made)
        kept = shelf.find(self.session, self.workspace, which)
        walk = Walk(
            *(who, manager, buddy),
            self.cast.moment(self.now, seed_.who, seed_.ago, _MORNING).date(),
            self._took(seed_, kept),
            seed_.answers,
            seed_.unclear,
            None if seed_.over else self.now,
        )
        past.keep(*given, kept, walk, made)

    def _took(self, seed_: Seed, kept: Kept) -> dict[str, Took]:
        took: dict[str, Took] = {}
        for step in kept.journey.steps:
            ago = seed_.ago - step.day
            if step.key in seed_.waits or ago < 0:
                continue
            if step.key in seed_.open:
                took[step.key] = (self._at(seed_.who, seed_.open[step.key], _MORNING), None)
                continue
            done = max(ago - seed_.slow.get(step.key, 0), 0 if seed_.over else 1)
            took[step.key] = (
                self._at(seed_.who, max(ago, done), _MORNING),
                self._at(seed_.who, done, _DONE),
            )
        return took

    def _at(self, name: str, days: int, at: str) -> datetime:
        return self.cast.moment(self.now, name, days, at)
