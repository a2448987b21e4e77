"""What those on a journey say of its steps: what is unclear, and answers to surveys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import Session

from bot import facts
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import doing, shelf
from workflows.onboarding.enrolment import Enrolment, Taken
from workflows.onboarding.journey import Kind
from workflows.onboarding.tables import SurveyAnswerRow, UnclearRow

LONGEST = 1_000
# A scale goes from 1 to here.
MOST = 5


@dataclass(frozen=True)
class Unclear:
    """What somebody did not understand, of which step, and who hears it."""

    taken: Taken
    words: str
    hears: Person


@dataclass(frozen=True)
class Heard:
    """What somebody answered in words, by the questions' keys, and who reads it."""

    taken: Taken
    words: Mapping[str, str]
    hears: Person


def unclear(
    session: Session, workspace: Workspace, person: Person, which: int, words: str, now: datetime
) -> Unclear | Errors:
    """Keep what somebody does not understand of a step; its journey's owner hears it.

    Args:
        which: the step's id.

    Returns:
        What was kept; what is wrong with the words.

    Raises:
        Refusal: as `doing.look`.
    """
    found, taken = doing.look(session, workspace, person, which)
    said = clean(words).strip()
    if not said:
        return Errors({"words": say("Write what is unclear, in a few words.")})
    if len(said) > LONGEST:
        return Errors({"words": say("At most {most} characters fit here.", most=LONGEST)})
    session.execute(
        insert(UnclearRow).values(
            workspace_id=workspace.id,
            journey_id=found.journey,
            key=taken.step.key,
            person_id=person.id,
            words=said,
            at=now,
        )
    )
    return Unclear(taken, said, _owner(session, workspace, found))


def check(taken: Taken, said: Mapping[str, str]) -> Mapping[str, int | str] | Errors:
    """What was answered to a step's questions, or what is wrong with it.

    Args:
        said: by the questions' keys: a number from 1 to 5 on a scale, words otherwise.
    """
    wrong: dict[str, Words] = {}
    read: dict[str, int | str] = {}
    for question in taken.step.questions:
        words = clean(said.get(question.key, "")).strip()
        if question.scale:
            if words not in {str(one) for one in range(1, MOST + 1)}:
                wrong[question.key] = say("Choose from 1 to {most}.", most=MOST)
            else:
                read[question.key] = int(words)
        elif len(words) > LONGEST:
            wrong[question.key] = say("At most {most} characters fit here.", most=LONGEST)
        else:
            read[question.key] = words
    return Errors(wrong) if wrong else read


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    answers: Mapping[str, int | str],
    now: datetime,
) -> Heard:
    """Keep the answers to a step's questions, which is done with them; the last ones count.

    Args:
        which: the step's id.
        answers: as `check` gives them.

    Raises:
        Refusal: as `doing.look`, it asks nothing, or it is somebody else's to answer.
    """
    found, taken = doing.look(session, workspace, person, which)
    if taken.step.kind is not Kind.ANSWER:
        raise Refusal(say("This step asks no questions."))
    if taken.person.id != person.id:
        raise Refusal(say("These questions are for somebody else to answer."))
    for question, given in answers.items():
        values = {
            "score": given if isinstance(given, int) else None,
            "words": "" if isinstance(given, int) else given,
            "at": now,
        }
        session.execute(
            insert_once(SurveyAnswerRow)
            .values(step_id=which, question=question, workspace_id=workspace.id, **values)
            .on_conflict_do_update(index_elements=["step_id", "question"], set_=values)
        )
    doing.finish(session, workspace, taken, person, now)
    facts.record(session, workspace, "survey.answered", which, person, now)
    said = {key: each for key, each in answers.items() if isinstance(each, str) and each}
    return Heard(taken, said, _owner(session, workspace, found))


def _owner(session: Session, workspace: Workspace, found: Enrolment) -> Person:
    """Who hears what is said of a journey: its owner, else who enrolled somebody on it."""
    owner = shelf.find(session, workspace, found.journey).owner
    return owner if owner and owner.here else found.made_by
