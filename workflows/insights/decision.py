"""One click of triage, where somebody else may have been quicker."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from workflows.insights import linking, permissions, themes, triage
from workflows.insights.insight import Insight
from workflows.insights.tables import InsightRow


@dataclass(frozen=True)
class Decision:
    """What someone wants to become of an insight nobody looked at.

    Attributes:
        insight: its id.
        theme: the id of the theme to put it into; None with no `new_theme` closes it.
        new_theme: the name of a theme to make for it.
    """

    insight: int
    theme: int | None = None
    new_theme: str = ""


@dataclass(frozen=True)
class Decided:
    """What became of it.

    Attributes:
        insight: as it is now.
        sooner: the name of who had said so before, nothing was changed; empty otherwise.
    """

    insight: Insight
    sooner: str = ""


def decide(
    session: Session, workspace: Workspace, person: Person, decision: Decision, now: datetime
) -> Decided:
    """Say what is to become of an insight, unless somebody else just did.

    Raises:
        Refusal: the theme's name is wrong or the theme is gone, the insight is not there or not for
            this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    found = triage.held(session, workspace, person, decision.insight)
    if found.triaged_at is not None:
        return Decided(found, _who(session, workspace, found))
    theme = decision.theme
    if decision.new_theme:
        theme = themes.make(session, workspace, person, decision.new_theme, now).id
    if theme is None:
        return Decided(triage.close(session, workspace, person, found.id, now))
    return Decided(triage.put_in_theme(session, workspace, person, found.id, theme, now))


def part(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Take back that an insight says the same as another one: it is to be looked at anew.

    Raises:
        Refusal: it is not there, or not for this person to see, or they may not.
    """
    linking.unlink(session, workspace, person, insight, now)
    return triage.reopen(session, workspace, person, insight, now)


def _who(session: Session, workspace: Workspace, insight: Insight) -> str:
    """Who looked at an insight: their name, or how Slack calls them."""
    row = session.execute(
        select(PersonRow.name, PersonRow.slack_id)
        .join(InsightRow, InsightRow.triaged_by_id == PersonRow.id)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight.id)
    ).one_or_none()
    return (row.name or row.slack_id) if row else "?"
