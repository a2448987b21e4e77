"""Writes journeys: step by step, what they are called and who looks after them."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import folded
from bot.forms import Errors
from bot.i18n import Words, say
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import carrying, changing, checking, limits, permissions, shelf, shipped
from workflows.onboarding.changing import Reach, Reached
from workflows.onboarding.journey import Journey, Step, Text
from workflows.onboarding.shelf import Kept

_APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Edit:
    """What becomes of a step.

    Attributes:
        step: as it is to be; None takes it out.
        key: of the step whose place it takes; empty for one more.
        seen: what `mark` said of that one when it was looked at.
        reach: whom it reaches.
    """

    step: Step | None
    key: str = ""
    seen: str = ""
    reach: Reach = Reach.LATER


@dataclass(frozen=True)
class Written:
    """A journey as it is now, and whom the change reached."""

    kept: Kept
    reached: Reached


@dataclass(frozen=True)
class Details:
    """What a journey is called, for whom it is, and whether it is offered.

    Attributes:
        owner: Slack's id of who hears what is unclear in it; empty for whoever enrols.
    """

    name: Text
    about: Text
    role: str = ""
    owner: str = ""
    offered: bool = True


def mark(step: Step) -> str:
    """What tells a step from how it was."""
    written = json.dumps(carrying.dump(step), sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def key_of(title: str, taken: Sequence[str]) -> str:
    """A key that says what something is called, and that nothing else has.

    Args:
        taken: the keys of the others.
    """
    slug = _APART.sub("-", folded(title)).strip("-")[: limits.KEY - 3].strip("-") or "step"
    others = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (slug, *others) if key not in taken)


def save(
    session: Session, workspace: Workspace, person: Person, which: int, edit: Edit, now: datetime
) -> Written | Errors:
    """Write a step, or take it out; the audit trail tells it.

    Args:
        which: the journey's id.

    Returns:
        The journey as it is now; what is wrong with the step, by the fields of a `Step`.

    Raises:
        Refusal: there is no such journey, somebody changed the step meanwhile, or the person may
            not.
    """
    roles.require(person, permissions.WRITE)
    kept = shelf.hold(session, workspace, which, to_change=True)
    steps, place = list(kept.journey.steps), _place(kept.journey, edit)
    title = edit.step.title if edit.step else steps[place].title
    if edit.step is None:
        del steps[place]
    else:
        steps[place : place + 1] = [edit.step]
    after = replace(kept.journey, steps=tuple(steps))
    if wrong := _wrong(after, place if edit.step else None, person.language):
        return Errors(wrong)
    written = shelf.write(session, workspace, replace(kept, journey=after), now)
    key = edit.step.key if edit.step else edit.key
    reached = changing.apply(session, workspace, written, edit.reach, now, key)
    told = {"step": title.in_(person.language)[0]}
    change = Change("journey.written", after.key, *((None, told) if edit.step else (told, None)))
    audit.record(session, workspace, person, change, now)
    return Written(written, reached)


def describe(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    details: Details,
    now: datetime,
) -> Kept | Errors:
    """Say what a journey is called, for whom it is, who looks after it; the audit trail tells it.

    Args:
        which: its id.

    Returns:
        The journey as it is now; what is wrong, by the fields of `Details`.

    Raises:
        Refusal: there is no such journey, or the person may not.
    """
    roles.require(person, permissions.WRITE)
    kept = shelf.hold(session, workspace, which, to_change=True)
    found = _described(session, workspace, kept, details)
    if isinstance(found, Errors):
        return found
    written = shelf.write(session, workspace, found, now)
    audit.record(session, workspace, person, Change("journey.written", kept.journey.key), now)
    return written


def make(
    session: Session,
    workspace: Workspace,
    person: Person,
    details: Details,
    like: Journey | None,
    now: datetime,
) -> Kept | Errors:
    """Begin a journey; the audit trail tells it.

    Args:
        like: whose steps it begins with; None for none.

    Returns:
        The journey; what is wrong, by the fields of `Details`.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.WRITE)
    taken = [*shipped.names(), *(each.journey.key for each in shelf.every(session, workspace))]
    key = key_of(details.name.en or details.name.fr, taken)
    empty = Journey(key, Text(), Text(), "", like.steps if like else ())
    found = _described(session, workspace, Kept(0, empty, person), details)
    if isinstance(found, Errors):
        return found
    made = shelf.keep(session, workspace, person, found.journey, now)
    written = shelf.write(session, workspace, replace(found, id=made.id), now)
    audit.record(session, workspace, person, Change("journey.written", key), now)
    return written


def _place(journey: Journey, edit: Edit) -> int:
    """Where a step stands, or one more would."""
    if not edit.key:
        return len(journey.steps)
    found = next((n for n, step in enumerate(journey.steps) if step.key == edit.key), None)
    if found is None or mark(journey.steps[found]) != edit.seen:
        raise Refusal(
            say("Somebody changed this step meanwhile: open it again, and look at what they wrote.")
        )
    return found


def _wrong(journey: Journey, place: int | None, reader: str) -> dict[str, Words]:
    """What is wrong with a journey, beside the fields of the step that was written."""
    wrong: dict[str, Words] = {}
    for each in checking.check(journey):
        if each.is_note:
            continue
        if each.place in (place, -1) or "chain" in each.words.values:
            wrong.setdefault(each.field or "title", each.words)
            continue
        other, _ = journey.steps[each.place].title.in_(reader)
        words = say("“{step}” needs this one: it comes no later, and stays.", step=other)
        wrong.setdefault("day" if place is not None else "drop", words)
    return wrong


def _described(
    session: Session, workspace: Workspace, kept: Kept, details: Details
) -> Kept | Errors:
    owner = people.meet(session, workspace, details.owner) if details.owner else None
    after = replace(kept.journey, name=details.name, about=details.about, role=details.role)
    wrong = {
        each.field: each.words
        for each in checking.check(after)
        if each.place < 0 and not each.is_note and each.field != "steps"
    }
    if owner is not None and not roles.may(owner, permissions.TAKE):
        wrong["owner"] = say("That is an app, or somebody who left: choose somebody else.")
    if wrong:
        return Errors(wrong)
    return replace(kept, journey=after, owner=owner, offered=details.offered)
