"""The journeys of people in the two workspaces of the walk."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.onboarding import doing, enrolling, hearing, opening, shelf
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment, Taken
from workflows.onboarding.journey import Audience, DoneWhen, Journey, Kind, Question, Step, Text
from workflows.onboarding.tables import SurveyAnswerRow

BEFORE = NOW - timedelta(days=20)
# So long ago that nobody is welcomed any more.
STARTS = date(2026, 1, 19)
# Another day than that of which the walk asks: what is opened next still waits.
_THE_DAY_BEFORE = NOW - timedelta(days=1)


@dataclass(frozen=True)
class Journeys:
    """By their ids: a journey, Lea's on it, a step and questions of hers, both open.

    `claimed` is a step of Marc's, which he says is done and Lea is to confirm.
    """

    journey: int
    enrolment: int
    step: int
    questions: int
    claimed: int


def written(mark: str = "", key: str = "first") -> Journey:
    """A journey; its first three steps are opened on one day."""
    own = Audience.NEW_HIRE
    steps = (
        _step("read", f"Read this {mark}", Kind.READ),
        Step("show", Text(f"Show it {mark}"), Text(), 0, own, Kind.DO, confirmed_by="manager"),
        _step("say", f"Say how it goes {mark}", Kind.ANSWER),
        _step("keep", f"Keep one {mark}", Kind.DO, done_when=DoneWhen.INSIGHT_KEPT),
        Step(
            *("join", Text(f"Join us {mark}"), Text(), 0, own, Kind.DO),
            needs=("help",),
            done_when=DoneWhen.CHANNEL_JOINED,
            channel="#product",
        ),
        Step("help", Text(f"Give access {mark}"), Text(), 0, Audience.MANAGER, Kind.DO),
        Step("greet", Text(f"Greet them {mark}"), Text(), 0, Audience.BUDDY, Kind.DO),
    )
    return Journey(key, Text(f"First weeks {mark}"), Text(f"For all {mark}"), mark, steps)


def settle(
    session: Session, workspace: Workspace, both: tuple[Person, Person], mark: str
) -> Journeys:
    """A journey that Lea, Marc and who has left are on; who has left is Marc's buddy.

    Args:
        both: Lea and Marc.
        mark: a marked workspace has one more, and somebody on it.
    """
    lea, marc = both
    kept = shelf.keep(session, workspace, lea, written(mark), BEFORE)
    hers, his, gone = (
        _enrol(session, workspace, lea, kept.id, Wanted(slack_id, STARTS, manager, buddy))
        for slack_id, manager, buddy in (
            ("U0LEA", "U0MARC", ""),
            ("U0MARC", "U0LEA", "U0GONE"),
            ("U0GONE", "U0MARC", "U0LEA"),
        )
    )
    if mark:
        other = shelf.keep(session, workspace, lea, written(mark, "rivals"), BEFORE)
        _enrol(session, workspace, lea, other.id, Wanted("U0RIVAL", STARTS, "U0MARC", "U0LEA"))
    opening.due(session, workspace, _THE_DAY_BEFORE, 10)
    doing.do(session, workspace, marc, of(his, "show").id, _THE_DAY_BEFORE)
    _told(session, workspace, (hers, his, gone), mark)
    for person in (lea, marc) if mark else (lea,):
        step = of(hers, "read").id
        hearing.unclear(session, workspace, person, step, f"Which one? {mark}", NOW)
    steps = (of(hers, "read").id, of(hers, "say").id, of(his, "show").id)
    return Journeys(kept.id, hers.id, *steps)


def of(found: Enrolment, key: str) -> Taken:
    """A step of somebody's, by its key."""
    return next(one for one in found.steps if one.step.key == key)


def _step(key: str, title: str, kind: Kind, done_when: str = "") -> Step:
    asked = (Question("clear", Text("Is it clear?"), True), Question("why", Text("Why?"), False))
    return Step(
        *(key, Text(title), Text(), 0, Audience.NEW_HIRE, kind),
        done_when=done_when,
        questions=asked if kind is Kind.ANSWER else (),
    )


def _enrol(
    session: Session, workspace: Workspace, lea: Person, journey: int, wanted: Wanted
) -> Enrolment:
    made = enrolling.enrol(session, workspace, lea, journey, wanted, BEFORE)
    assert isinstance(made, Enrolment)
    return made


def _told(session: Session, workspace: Workspace, all_: tuple[Enrolment, ...], mark: str) -> None:
    """As many answers as are needed for their mean to be told."""
    own = {"workspace_id": workspace.id, "at": NOW}
    for found in all_:
        step = of(found, "say").id
        score = 2 if mark else 4
        session.add(SurveyAnswerRow(**own, step_id=step, question="clear", score=score))
        session.add(SurveyAnswerRow(**own, step_id=step, question="why", words=f"All of it {mark}"))
    session.flush()
