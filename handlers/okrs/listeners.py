"""`/okr`: what it asks for, in either language, and what it answers alone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, OpenForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import checking, copying, mine, planning, reading, reporting
from workflows.okrs import cycles, key_result, kpi, objective

Json = Mapping[str, Any]


def okr(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Json,
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """`/okr …`."""
    wanted, given = reading.asked(command["text"]), (session, workspace, person)
    if wanted.verb in _OF_TEAM:
        return _OF_TEAM[wanted.verb](*given, wanted.words, now, t)
    if wanted.verb == "help":
        return Answer(mine.explained(t))
    return _DOORS.get(wanted.verb, show)(*given, now, t)


def show(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer | OpenForm:
    """What is theirs."""
    return Answer(mine.shown(t, own(session, workspace, person, now)))


def own(session: Session, workspace: Workspace, person: Person, now: datetime) -> mine.Mine:
    """What is a person's in the cycle under way, or the next."""
    cycle = cycles.current(session, workspace, now)
    day = cycles.today(session, workspace, now)
    found = key_result.owned_in(session, workspace, [person.id], cycle.id) if cycle else ()
    figures = kpi.owned(session, workspace, [person.id])
    plans = bool(objective.shapable(session, workspace, person)) or person.product_ops
    return mine.Mine(person, cycle, day, found, figures, plans)


_OF_TEAM: Mapping[str, Callable[..., Answer | OpenForm]] = {
    "report": reporting.answer,
    "plan": planning.of_team,
    "copy": copying.of_team,
}
_DOORS: Mapping[str, Callable[..., Answer | OpenForm]] = {
    "update": checking.start,
}
