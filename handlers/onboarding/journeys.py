"""The journeys to choose from: those of the workspace, and those that come with the bot."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from bot.errors import Refusal
from bot.i18n import say
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import journey_yaml
from workflows.onboarding import shelf, shipped
from workflows.onboarding.journey import Journey


def choices(session: Session, workspace: Workspace) -> tuple[Journey, ...]:
    """All of them; one of the workspace stands in place of the one that comes with the bot."""
    kept = {each.journey.key: each.journey for each in shelf.every(session, workspace)}
    return tuple({**_brought(), **kept}.values())


def chosen(session: Session, workspace: Workspace, person: Person, key: str, now: datetime) -> int:
    """The id of the journey with this key; one that comes with the bot is the workspace's from now.

    Raises:
        Refusal: there is none.
    """
    kept = next((one for one in shelf.every(session, workspace) if one.journey.key == key), None)
    if kept is not None:
        return kept.id
    found = _brought().get(key)
    if found is None:
        raise Refusal(say("This journey is not there any more: choose another one."))
    return shelf.keep(session, workspace, person, found, now).id


@cache
def _brought() -> Mapping[str, Journey]:
    """Those that come with the bot, by key: read once, for YAML is slow beside Slack's 3 s."""
    found = (journey_yaml.parse(shipped.text(name)).journey for name in shipped.names())
    return {each.key: each for each in found}
