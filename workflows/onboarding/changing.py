"""Carries a change of a journey over to those who are on it: the wording alone, or all of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.asks.settling import withdraw
from bot.store import homes
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import asked, carrying, closing, enrolment, opening
from workflows.onboarding.enrolment import STANDING, Enrolment, State, Taken
from workflows.onboarding.journey import Journey, Kind, Question, Step
from workflows.onboarding.shelf import Kept
from workflows.onboarding.tables import EnrolmentRow, StepRow


class Reach(StrEnum):
    """Whom a change of a journey reaches.

    Attributes:
        LATER: who begins from now on.
        MINOR: those on it too, as far as it is wording.
        MAJOR: those on it too: who has not done a step gets the new one, who has is told.
    """

    LATER = "later"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True)
class Reread:
    """A step that somebody has done and that reads differently now; `before` is how it read."""

    taken: Taken
    before: Step


@dataclass(frozen=True)
class Reached:
    """Whom a change reached.

    Attributes:
        journeys: how many that are under way have it now.
        told: what each has done already that reads differently now, a step once.
    """

    journeys: int = 0
    told: tuple[tuple[Person, tuple[Reread, ...]], ...] = ()


def apply(
    session: Session,
    workspace: Workspace,
    kept: Kept,
    reach: Reach,
    now: datetime,
    only: str = "",
) -> Reached:
    """Give those on a journey the steps that it has by now.

    What was done stays done. Nobody is asked for something twice.

    Args:
        kept: the journey as it is now.
        only: the key of the one step that was changed; empty for all of them.
    """
    if reach is Reach.LATER:
        return Reached()
    found = _held(session, workspace, kept.id)
    change = _Carrying(session, workspace, kept.journey, now, only)
    reached = change.words(found) if reach is Reach.MINOR else change.all(found)
    around = (one for each in found if each.id in reached for one in each.around)
    homes.touch(session, workspace, around)
    told = tuple((who, tuple(each.values())) for who, each in change.told.values())
    return Reached(len(reached), told)


def reworded(old: Step, new: Step) -> Step:
    """A step that asks for what it did, in the words of another one."""
    links = new.links if len(new.links) == len(old.links) else old.links
    words = {one.key: one.text for one in new.questions}
    questions = tuple(
        Question(one.key, words.get(one.key, one.text), one.scale) for one in old.questions
    )
    return replace(old, title=new.title, text=new.text, links=links, questions=questions)


def reads_otherwise(old: Step, new: Step, language: str) -> bool:
    """Whether a step says something else to a reader than it did."""

    def said(step: Step) -> Sequence[object]:
        links = [(each.url, each.title.in_(language)[0]) for each in step.links]
        return step.title.in_(language)[0], step.text.in_(language)[0], links, step.meets

    return said(old) != said(new)


def _held(session: Session, workspace: Workspace, journey: int) -> tuple[Enrolment, ...]:
    """Those on a journey; nobody else does anything with theirs until the transaction ends."""
    which = session.scalars(
        select(EnrolmentRow.id)
        .where(
            EnrolmentRow.workspace_id == workspace.id,
            EnrolmentRow.journey_id == journey,
            EnrolmentRow.ended_at.is_(None),
        )
        .order_by(EnrolmentRow.id)
        .with_for_update()
    ).all()
    return enrolment.enrolments(session, workspace, EnrolmentRow.id.in_(which))


@dataclass
class _Carrying:
    session: Session
    workspace: Workspace
    journey: Journey
    now: datetime
    only: str
    told: dict[int, tuple[Person, dict[str, Reread]]] = field(default_factory=dict)

    @property
    def _steps(self) -> Mapping[str, Step]:
        return {step.key: step for step in self.journey.steps}

    def words(self, found: Sequence[Enrolment]) -> set[int]:
        """The wording alone; returns the ids of the journeys that have it now."""
        new: dict[Step, list[Taken]] = defaultdict(list)
        for each in found:
            for one in each.steps:
                if one.step.key not in self._steps or not self._is_meant(one.step.key):
                    continue
                worded = reworded(one.step, self._steps[one.step.key])
                if worded != one.step:
                    new[worded].append(one)
        for step, those in new.items():
            self._write((one.id for one in those), content=carrying.dump(step))
        changed = {one.id: step for step, those in new.items() for one in those}
        for each in found:
            for one in each.steps:
                if one.id in changed:
                    self._ask_anew(each, one, replace(one, step=changed[one.id]))
        return {one.enrolment for those in new.values() for one in those}

    def all(self, found: Sequence[Enrolment]) -> set[int]:
        """All of it; returns the ids of the journeys that have it now."""
        reached: set[int] = set()
        for place, step in enumerate(self.journey.steps):
            if self._is_meant(step.key):
                reached |= self._step(found, place, step)
        reached |= self._take_out(found)
        after = enrolment.enrolments(self.session, self.workspace, EnrolmentRow.id.in_(reached))
        for each in after:
            if all(one.is_over for one in each.steps):
                closing.end(self.session, self.workspace, each, "done", self.now)
        self._wake(reached)
        return reached

    def _is_meant(self, key: str) -> bool:
        return self.only in ("", key)

    def _wake(self, which: Iterable[int]) -> None:
        """Those that go on are looked at again."""
        self.session.execute(
            update(EnrolmentRow)
            .where(
                EnrolmentRow.workspace_id == self.workspace.id,
                EnrolmentRow.id.in_(list(which)),
                EnrolmentRow.paused_at.is_(None),
                EnrolmentRow.ended_at.is_(None),
            )
            .values(next_at=self.now)
        )

    def _step(self, found: Sequence[Enrolment], place: int, step: Step) -> set[int]:
        """One step as it is now, for those who have it otherwise or not at all."""
        had = {each.id: one for each in found for one in each.steps if one.step.key == step.key}
        # What was taken out before is there again.
        back = [one for one in had.values() if one.state is State.LEFT and one.done_at is None]
        self._write((one.id for one in back), state=State.WAITING, opened_at=None)
        changed = {which: one for which, one in had.items() if one.step != step or one in back}
        content = {"content": carrying.dump(step), "day": step.day, "place": place}
        self._write((one.id for one in changed.values()), **content)
        lacking = [each for each in found if each.id not in had]
        self._add(lacking, content, step)
        for each in found:
            if each.id in changed:
                self._follow(each, changed[each.id], step)
        return {*changed, *(each.id for each in lacking)}

    def _add(self, lacking: Sequence[Enrolment], content: Mapping[str, object], step: Step) -> None:
        rows = [
            {
                "workspace_id": self.workspace.id,
                "enrolment_id": each.id,
                "key": step.key,
                "person_id": each.who(step.audience).id,
                **content,
            }
            for each in lacking
        ]
        if rows:
            self.session.execute(insert(StepRow), rows)

    def _follow(self, on: Enrolment, before: Taken, step: Step) -> None:
        """What follows for whoever has a step that is another one now."""
        after, heir = replace(before, step=step), on.who(step.audience)
        given = before.step.audience is not step.audience and heir.id != before.person.id
        if given and not before.is_over:
            self._withdraw(before)
            self._write([before.id], person_id=heir.id, state=State.WAITING, opened_at=None)
        elif before.state is State.CLAIMED and _is_confirmed_otherwise(before.step, step):
            self._withdraw(before)
            self._write([before.id], state=State.OPEN)
            self._ask_anew(on, before, replace(after, state=State.OPEN), always=True)
        else:
            self._tell(after, before.step)
            self._ask_anew(on, before, after)

    def _ask_anew(self, on: Enrolment, before: Taken, after: Taken, always: bool = False) -> None:
        """What is open is asked for as what it is now, and as it is called now."""
        if after.state is not State.OPEN:
            return
        given = (self.session, self.workspace)
        kind = asked.kind_of(on, after)
        language = after.person.language
        called = before.step.title.in_(language) != after.step.title.in_(language)
        if kind != before.asked_as:
            withdraw(*given, before.asked_as, before.id, None, self.now)
            self._write([before.id], asked_as=kind)
        if always or called or kind != before.asked_as:
            opening.ask(*given, on, after, kind, self.now)

    def _take_out(self, found: Sequence[Enrolment]) -> set[int]:
        """The steps that are in it no more are nobody's."""
        gone = [
            one
            for each in found
            for one in each.steps
            if one.step.key not in self._steps
            and one.state in STANDING
            and self._is_meant(one.step.key)
        ]
        for one in gone:
            self._withdraw(one)
        self._write((one.id for one in gone), state=State.LEFT)
        return {one.enrolment for one in gone}

    def _tell(self, after: Taken, before: Step) -> None:
        """Who has done it hears what is new; answers that were given are not asked for again."""
        person = after.person
        done = after.state in (State.DONE, State.CLAIMED) and before.kind is not Kind.ANSWER
        if done and person.here and reads_otherwise(before, after.step, person.language):
            _, steps = self.told.setdefault(person.id, (person, {}))
            steps.setdefault(after.step.key, Reread(after, before))

    def _withdraw(self, taken: Taken) -> None:
        for kind in {taken.asked_as, asked.CONFIRM} - {""}:
            withdraw(self.session, self.workspace, kind, taken.id, None, self.now)

    def _write(self, which: Iterable[int], **columns: object) -> None:
        ids = list(which)
        if ids:
            self.session.execute(
                update(StepRow)
                .where(StepRow.workspace_id == self.workspace.id, StepRow.id.in_(ids))
                .values(**columns)
            )


def _is_confirmed_otherwise(old: Step, new: Step) -> bool:
    ways = (new.kind is Kind.ANSWER, new.ticks_itself, old.confirmed_by != new.confirmed_by)
    return any(ways)
