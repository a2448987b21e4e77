"""A form of the plan about to be shown: with what was typed into it before and not kept, if so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import filled
from bot.store import drafts
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs.fields import Carried, Filled

Json = Mapping[str, Any]


def resumed(
    session: Session,
    workspace: Workspace,
    person: Person,
    form: tuple[str, Mapping[str, str]],
    fields: tuple[str, ...],
    carried: Carried,
) -> Filled:
    """What a form opens with.

    Args:
        form: what Slack calls it, and its fields' ids by their names.
        fields: what stands in them unless something was typed and not kept.
        carried: what it carries.
    """
    draft = drafts.newest(session, workspace, person, form[0])
    carried = replace(carried, seen=fields)
    if draft is None:
        return Filled(fields, carried)
    before = Carried.loads(draft.typed.get("metadata", ""))
    if before.place != carried.place:
        return Filled(fields, carried)
    said = filled.fields({"state": {"values": draft.typed.get("values", {})}}, form[1])
    typed = tuple(said[name] for name in form[1])
    return Filled(typed, replace(carried, draft=draft.id), since=draft.at)


def outdated(carried: Carried, said: tuple[str, ...], standing: tuple[str, ...]) -> Filled | None:
    """The form once more, where somebody else changed the same since it was opened.

    Args:
        said: what its fields say.
        standing: what they would say if it was opened now.
    """
    changes = zip(carried.seen, said, standing, strict=True)
    if all(seen in (now, said_) or said_ == now for seen, said_, now in changes):
        return None
    return Filled(said, replace(carried, seen=standing), outdated=True)


def settle(
    session: Session, workspace: Workspace, person: Person, form: str, carried: Carried
) -> None:
    """Let go of what was typed into a form about the same before.

    Args:
        form: what Slack calls it.
    """

    def like(before: str) -> bool:
        return Carried.loads(before).place == carried.place

    drafts.settle_like(session, workspace, person, form, like)
