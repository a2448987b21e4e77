"""The menu of teams: what Slack's holds, or one that finds as one types."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ExternalDataSelectElement,
    InputBlock,
    Option,
    StaticSelectElement,
)

from bot import roles
from bot.folding import sameness
from bot.i18n import Translator
from bot.mrkdwn import clean, excerpt
from bot.replies import Options
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import permissions

# What a menu holds of a choice, and how many.
_CHOICE, _CHOICES = 75, 100


def field(
    t: Translator, action: str, label: str, choices: Mapping[int, str], chosen: int = 0
) -> InputBlock:
    """A field that chooses a team.

    Args:
        choices: the names of teams, by their ids.
        chosen: the id of the one that is chosen before; 0 for none.
    """
    initial = option(choices[chosen], chosen) if chosen in choices else None
    placeholder = t("Choose a team")
    element: ExternalDataSelectElement | StaticSelectElement
    if len(choices) > _CHOICES:
        element = ExternalDataSelectElement(
            action_id=action,
            placeholder=placeholder,
            min_query_length=0,
            initial_option=initial,
        )
    else:
        element = StaticSelectElement(
            action_id=action,
            placeholder=placeholder,
            options=[option(name, which) for which, name in choices.items()],
            initial_option=initial,
        )
    return InputBlock(block_id=action, label=label, element=element)


def option(name: str, which: int) -> Option:
    """A team as a choice."""
    return Option(text=excerpt(name, _CHOICE), value=str(which))


def offer(
    session: Session, workspace: Workspace, person: Person, body: Mapping[str, Any]
) -> Options:
    """The teams whose name holds what was typed."""
    if not roles.may(person, permissions.ASK):
        return Options(())
    typed = sameness(clean(str(body.get("value") or "")))
    found = [one for one in teams.every(session, workspace) if typed in sameness(one.name)]
    return Options(tuple((excerpt(one.name, _CHOICE), str(one.id)) for one in found[:_CHOICES]))
