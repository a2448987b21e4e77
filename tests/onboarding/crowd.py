"""Many people on journeys, written as rows: how long each had a step, who found it unclear."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, update

from bot.store import people
from bot.store.people import Person
from tests.onboarding.conftest import Arrival
from workflows.onboarding import carrying, shelf
from workflows.onboarding.journey import Audience, Journey, Step
from workflows.onboarding.shelf import Kept
from workflows.onboarding.tables import EnrolmentRow, StepRow, SurveyAnswerRow, UnclearRow


@dataclass
class Crowd:
    """Who arrives beside Sam.

    Attributes:
        who: those of them by whom somebody is on a journey, by the journey's id.
    """

    arrival: Arrival
    who: dict[int, list[Person]] = field(default_factory=dict)
    enrolments: dict[int, int] = field(default_factory=dict)

    def begins(self, journey: Journey, count: int, manager: Person | None = None) -> Kept:
        """So many more people are on a journey, all of whose steps wait."""
        given, priya, now = self.arrival.given, self.arrival.priya, self.arrival.now
        kept = shelf.keep(*given, priya, journey, now)
        ids = tuple(f"U{kept.id:03}X{number:04}" for number in range(count))
        people.meet_all(*given, ids)
        known = people.known(*given, set(ids))
        self.who[kept.id] = [known[each] for each in ids]
        for person in self.who[kept.id]:
            self._enrol(kept, person, manager)
        return kept

    def _enrol(self, kept: Kept, person: Person, manager: Person | None) -> None:
        session, workspace = self.arrival.given
        helps = manager or self.arrival.priya
        row = {
            "workspace_id": workspace.id,
            "journey_id": kept.id,
            "person_id": person.id,
            "manager_id": manager.id if manager else None,
            "made_by_id": self.arrival.priya.id,
            "starts": (self.arrival.now - timedelta(days=60)).date(),
            "made_at": self.arrival.now,
        }
        made = insert(EnrolmentRow).values(row).returning(EnrolmentRow.id)
        which = self.enrolments[person.id] = session.execute(made).scalar_one()
        steps = [
            {
                "workspace_id": workspace.id,
                "enrolment_id": which,
                "key": each.key,
                "place": place,
                "day": each.day,
                "content": carrying.dump(each),
                "person_id": (person if each.audience is Audience.NEW_HIRE else helps).id,
            }
            for place, each in enumerate(kept.journey.steps)
        ]
        session.execute(insert(StepRow), steps)

    def had(self, kept: Kept, step: Step, *took: int | None, ago: int = 20) -> None:
        """The first of them had a step: it took so many days, or is open still.

        Args:
            ago: so many days ago it was opened.
        """
        opened = self.arrival.now - timedelta(days=ago)
        for person, days in zip(self.who[kept.id], took, strict=False):
            self._set(person, step, opened, days)

    def _set(self, person: Person, step: Step, opened: datetime, days: int | None) -> None:
        done: dict[str, object] = {}
        if days is not None:
            done = {"state": "done", "done_at": opened + timedelta(days=days)}
        self.arrival.session.execute(
            update(StepRow)
            .where(StepRow.enrolment_id == self.enrolments[person.id], StepRow.key == step.key)
            .values(**{"state": "open", "opened_at": opened, **done})
        )

    def unclear(self, kept: Kept, step: Step, *people_: Person | None) -> None:
        """A step was unclear to these people; None for somebody who was erased."""
        for person in people_:
            self.arrival.session.execute(
                insert(UnclearRow).values(
                    workspace_id=self.arrival.workspace.id,
                    journey_id=kept.id,
                    key=step.key,
                    person_id=person.id if person else None,
                    words="?",
                    at=self.arrival.now,
                )
            )

    def answered(self, kept: Kept, step: Step, *scores: int) -> None:
        """The first of them answered the first question of a step."""
        session, workspace = self.arrival.given
        for person, score in zip(self.who[kept.id], scores, strict=False):
            which = StepRow.enrolment_id == self.enrolments[person.id], StepRow.key == step.key
            session.execute(
                insert(SurveyAnswerRow).values(
                    step_id=session.query(StepRow.id).where(*which).scalar(),
                    question=step.questions[0].key,
                    workspace_id=workspace.id,
                    score=score,
                    at=self.arrival.now,
                )
            )
