"""The journeys to choose from: those of the workspace, and those that come with the bot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bot.errors import Refusal
from bot.i18n import say
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import journey_yaml
from workflows.onboarding import arriving, enrolment, shelf, shipped
from workflows.onboarding.journey import Journey
from workflows.onboarding.shelf import Kept


@dataclass(frozen=True)
class Shelved:
    """A journey that is there; `kept` is None while it is as it came with the bot.

    Attributes:
        walked: how many are on it.
    """

    journey: Journey
    kept: Kept | None
    walked: int = 0

    @property
    def is_offered(self) -> bool:
        """Whether it can be chosen for who arrives."""
        return bool(self.journey.steps) and (self.kept is None or self.kept.offered)


def every(session: Session, workspace: Workspace) -> tuple[Shelved, ...]:
    """All of them; one of the workspace stands in place of the one that comes with the bot."""
    walked = enrolment.walked(session, workspace)
    there = {key: Shelved(each, None) for key, each in _brought().items()}
    for each in shelf.every(session, workspace):
        there[each.journey.key] = Shelved(each.journey, each, walked.get(each.id, 0))
    return tuple(there.values())


def named(session: Session, workspace: Workspace, key: str) -> Shelved:
    """The one with this key.

    Raises:
        Refusal: there is none.
    """
    found = next((one for one in every(session, workspace) if one.journey.key == key), None)
    if found is None:
        raise Refusal(say("This journey is not there any more: choose another one."))
    return found


def choices(session: Session, workspace: Workspace) -> tuple[Journey, ...]:
    """Those that can be chosen for who arrives, the one that was used last first.

    Raises:
        Refusal: none is offered.
    """
    usual = arriving.usual(session, workspace)
    there = [each for each in every(session, workspace) if each.is_offered]
    there.sort(key=lambda each: each.kept is None or each.kept.id != usual)
    found = tuple(each.journey for each in there)
    if not found:
        raise Refusal(say("No journey is offered: `/onboard journeys` is where Product Ops do so."))
    return found


def chosen(session: Session, workspace: Workspace, person: Person, key: str, now: datetime) -> int:
    """The id of the journey with this key; one that comes with the bot is the workspace's from now.

    Raises:
        Refusal: there is none.
    """
    found = named(session, workspace, key)
    kept = found.kept or shelf.keep(session, workspace, person, found.journey, now)
    return kept.id


@cache
def _brought() -> Mapping[str, Journey]:
    """Those that come with the bot, by key: read once, for YAML is slow beside Slack's 3 s."""
    found = (journey_yaml.parse(shipped.text(name)).journey for name in shipped.names())
    return {each.key: each for each in found}
