"""Says who is Product Ops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import Words, say
from bot.store import homes, people
from bot.store.audit import Change
from bot.store.people import Kind, Person, PersonRow
from bot.store.person import note
from bot.store.workspaces import Workspace
from workflows.setup import permissions
from workflows.setup.answers import Answer, Answers, Question, hold, write


@dataclass(frozen=True)
class Naming:
    """Who becomes Product Ops and who no longer is, by Slack's ids."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """Who became Product Ops, and who no longer is."""

    added: tuple[Person, ...]
    removed: tuple[Person, ...]


def wrong(added: Iterable[Person]) -> Words | None:
    """Why some of these people can't become Product Ops; None when all of them can."""
    for person in added:
        name = person.name or person.slack_id
        if not person.completed:
            return say("I have not met this person yet, and am asking Slack: send this once more.")
        if not person.active:
            return say("{name} has left the workspace: choose someone else.", name=name)
        if person.kind is Kind.GUEST:
            return say(
                "{name} is a guest here, and Product Ops see what guests don't: choose a member.",
                name=name,
            )
        if person.kind is not Kind.MEMBER:
            return say("{name} is an app, not a person: choose someone else.", name=name)
    return None


def name(
    session: Session, workspace: Workspace, person: Person, naming: Naming, now: datetime
) -> Named:
    """Say who becomes Product Ops and who no longer is; answers that question.

    Records the fact `person.role_changed` of each.

    Raises:
        Refusal: nobody would be left, someone can't be it, or the person may not, by now.
    """
    standing = hold(session, workspace)
    # Someone else may have changed it since this person was looked up.
    roles.require(_current(standing, person), permissions.CHANGE)
    before = standing.product_ops
    chosen = people.meet_all(session, workspace, naming.add)
    added = tuple(each for each in chosen if each not in before)
    removed = tuple(each for each in before if each.slack_id in naming.remove)
    found = wrong(added)
    if found:
        raise Refusal(found)
    after = [each for each in before if each not in removed] + list(added)
    if not after:
        raise Refusal(say("Somebody must stay Product Ops: keep at least one person."))
    _set(session, workspace, [each.id for each in added], True)
    _set(session, workspace, [each.id for each in removed], False)
    homes.touch(session, workspace, removed)
    note(session, workspace, *(each.slack_id for each in (*added, *removed)))
    change = Change("product_ops.named", "", _names(before), _names(after))
    write(session, workspace, person, Answer(change, question=Question.PRODUCT_OPS), now)
    now_so = people.by_ids(session, workspace, [each.id for each in (*removed, *added)])
    for each in now_so.values():
        facts.record(session, workspace, "person.role_changed", each.id, each, now)
    return Named(added, removed)


def _current(standing: Answers, person: Person) -> Person:
    """A person as they are by now."""
    found = (each for each in standing.product_ops if each.id == person.id)
    gone = Person(**{**vars(person), "product_ops": False})
    return next(found, gone)


def _set(session: Session, workspace: Workspace, whose: Sequence[int], value: bool) -> None:
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(whose))
        .values(product_ops=value)
    )


def _names(named: Iterable[Person]) -> dict[str, list[str]]:
    return {"product_ops": sorted(each.name or each.slack_id for each in named)}
