"""Those whom steps name to be met: are they here, as it is written and as it is read."""

import re

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.store.naming import Everybody
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding.finding import Finding
from workflows.onboarding.journey import Journey, Role, Step

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")


def absent(session: Session, workspace: Workspace, journey: Journey) -> tuple[Finding, ...]:
    """What is found of those whom a journey names to be met: nobody is called so, or they left."""
    named = [(place, step) for place, step in enumerate(journey.steps) if _by_name(step)]
    if not named:
        return ()
    found = []
    everybody = Everybody(session, workspace)
    for place, step in named:
        is_email = bool(_EMAIL.fullmatch(step.meets))
        try:
            everybody.here(step.meets)
        except Refusal as refused:
            found.append(Finding(step.key, refused.words, is_email, place, "meets"))
    return tuple(found)


def met(session: Session, workspace: Workspace, step: Step) -> Person | None:
    """Whom a step names to be met, as they are by now; None for a role, or who is unknown."""
    if not _by_name(step):
        return None
    try:
        return Everybody(session, workspace).named(step.meets)
    except Refusal:
        return None


def _by_name(step: Step) -> bool:
    return bool(step.meets) and step.meets not in tuple(Role)
