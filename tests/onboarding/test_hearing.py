"""How often a step was unclear."""

from dataclasses import replace
from datetime import date

from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.onboarding import enrolling, hearing, opening, shelf
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import Audience, Journey, Kind, Step, Text


def test_confusion_counts_people_once_and_only_those_who_had_the_step(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    lea = replace(lea, product_ops=True)
    read, later = (
        Step(key, Text(key), Text(), day, Audience.NEW_HIRE, Kind.READ)
        for key, day in (("read", 0), ("later", 90))
    )
    journey = Journey("first", Text("First"), Text(), "", (read, later))
    kept = shelf.keep(session, workspace, lea, journey, NOW)

    def begin(slack_id: str, day: date) -> Enrolment:
        made = enrolling.enrol(session, workspace, lea, kept.id, Wanted(slack_id, day), NOW)
        assert isinstance(made, Enrolment)
        return made

    hers, other = begin(lea.slack_id, NOW.date()), begin("U0SAM", NOW.date())
    early = begin(marc.slack_id, date(2026, 9, 1))
    opening.due(session, workspace, NOW, 10)
    for words in ("Which one?", "And where?"):
        hearing.unclear(session, workspace, lea, hers.steps[0].id, words, NOW)
    # Marc's never began.
    enrolling.stop(session, workspace, lea, early.id, NOW)
    assert other.steps
    assert hearing.confusion(session, workspace, kept.id) == {"read": 0.5}
