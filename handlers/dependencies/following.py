"""The door of what follows from a date that slipped elsewhere: a click, and its date."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.replies import Answer, message
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import carrying, receipts
from workflows.dependencies import asking, dependency, moving
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move


def follow(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Answer:
    """A team moves its promise to the date that follows, or goes along with it beforehand."""
    which, wish = _read(action["value"])
    found = dependency.find(session, workspace, which)
    checked = moving.check(found, wish, asking.today(session, workspace, now))
    made = (
        checked
        if isinstance(checked, Errors)
        else moving.make(session, workspace, person, which, checked, now)
    )
    if isinstance(made, Errors):
        raise Refusal(next(iter(made.fields.values())))
    return Answer(message(receipts.moved(t, made, wish.side, None)))


def _read(value: str) -> tuple[int, Wish]:
    """What the button carries: see `ids.FOLLOW`."""
    carried = carrying.read(value)
    day, number = (*value.split(":")[4:], "", "")[:2]
    words = ""
    if carried.move is Move.SLIP:
        # Said to each reader in their language: see `lines.reason`.
        words = f"DEP-{decoding.number(number)}"
    named = asking.read_day(day)
    return carried.which, Wish(carried.move, carried.side, named, words=words, seen=carried.seen)
