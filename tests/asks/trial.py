"""A feature that asks things, for trying what asks do: a check-in, a step, something to read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ButtonElement
from sqlalchemy import select

from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.asks.settling import settle
from bot.feature import Click, Feature, HomeClick
from bot.i18n import Translator
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import TeamMemberRow, TeamRow
from bot.store.workspaces import Workspace

CHECK_IN, READ = "trial.check_in", "trial.read"
STEP, DEPENDENCY = "trial.step", "trial.dependency"
# Who hears of what stays open where nobody leads a team of its owner's.
BOSS = "U0BOSS"
_DONE = {Place.MESSAGE: "trial.done", Place.HOME: "trial.done_on_home"}


def line(t: Translator, ask: Ask) -> str:
    """What is asked."""
    return f"*How is {ask.title}?*"


def about(t: Translator, ask: Ask) -> str:
    """The same for others."""
    return f"the check-in of {ask.title}"


def buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    """What settles it."""
    value = f"{ask.kind}:{ask.subject}"
    return [ButtonElement(text="No change", action_id=_DONE[place], value=value)]


def why(t: Translator, ask: Ask) -> str:
    """The rule."""
    return f"You own {ask.title}."


def boss(session: Session, workspace: Workspace, ask: Ask) -> Person | None:
    """Whom to tell."""
    lead = session.scalars(
        select(TeamRow.lead_id)
        .join(TeamMemberRow, TeamMemberRow.team_id == TeamRow.id)
        .where(
            TeamRow.workspace_id == workspace.id,
            TeamMemberRow.person_id == ask.person.id,
            TeamRow.lead_id != ask.person.id,
        )
        .order_by(TeamRow.id)
    ).first()
    if lead is not None:
        return people.by_ids(session, workspace, [lead])[lead]
    return people.find(session, workspace, BOSS)


def done(
    session: Session, workspace: Workspace, person: Person, action: Mapping[str, Any], now: datetime
) -> None:
    """The button: the thing happened."""
    kind, _, subject = action["value"].partition(":")
    settle(session, workspace, kind, int(subject), person, now)


FEATURE = Feature(
    "trial",
    listeners=(Click("trial.done", done), HomeClick("trial.done_on_home", done)),
    asks={
        CHECK_IN: AskKind(line, about, buttons, why, Ladder((2, 3), 2, boss)),
        STEP: AskKind(line, about, buttons, why, Ladder((3, 4))),
        DEPENDENCY: AskKind(line, about, buttons, why, Ladder((1, 2), 2, boss)),
        READ: AskKind(line, about, buttons, why, Ladder((1,), to=boss), movable=False),
    },
)
