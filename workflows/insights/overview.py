"""All themes with the weight of their evidence, and what was said of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.evidence import NOTHING, Evidence, of_themes
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.sorting_tables import ThemeRow
from workflows.insights.tables import InsightRow
from workflows.insights.theme import NOT_NOW, SHIPPED, Theme, find_theme, theme_of, themes
from workflows.insights.visibility import visible_to

# Of the themes that moved last: a workspace with more of them looks for one by its name.
MOST = 200
# Of insights with a tag; those before say less of where it belongs today.
_LAST = 20


@dataclass(frozen=True)
class Weighed:
    """A theme, the weight of its evidence, and its newest insights that a person may see."""

    theme: Theme
    evidence: Evidence
    quotes: tuple[Insight, ...] = ()


def overview(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[Weighed, ...]:
    """The themes that moved last: first those under way, then by the number of customers.

    Raises:
        Refusal: the person may not see themes.
    """
    roles.require(person, permissions.THEME)
    rows = session.execute(themes(workspace).order_by(ThemeRow.state_at.desc()).limit(MOST))
    found = tuple(map(theme_of, rows))
    weights = of_themes(session, workspace, person, [theme.id for theme in found], now)
    weighed = (Weighed(theme, weights.get(theme.id, NOTHING)) for theme in found)
    return tuple(sorted(weighed, key=_weight))


def weighed(
    session: Session, workspace: Workspace, person: Person, theme: int, now: datetime, quotes: int
) -> Weighed:
    """A theme with the weight of its evidence and its newest insights.

    Args:
        theme: its id.
        quotes: how many insights at most.

    Raises:
        Refusal: there is no such theme, or the person may not see themes.
    """
    found = find_theme(session, workspace, person, theme)
    weights = of_themes(session, workspace, person, (theme,), now)
    rows = session.execute(
        reading(workspace)
        .where(InsightRow.theme_id == theme, InsightRow.undone_at.is_(None), visible_to(person))
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
        .limit(quotes)
    )
    said = with_names(session, workspace, map(record, rows))
    return Weighed(found, weights.get(theme, NOTHING), said)


def themes_of_tags(
    session: Session, workspace: Workspace, person: Person, insight: Insight, limit: int
) -> list[int]:
    """The ids of the themes that insights with its tags went into last.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.TRIAGE)
    if not insight.tags:
        return []
    last = (
        select(InsightRow.theme_id)
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.tags.overlap(insight.tags),
            InsightRow.theme_id.is_not(None),
            InsightRow.undone_at.is_(None),
            visible_to(person),
        )
        .order_by(InsightRow.kept_at.desc())
        .limit(_LAST)
    )
    found = dict.fromkeys(theme for theme in session.scalars(last) if theme is not None)
    return list(found)[:limit]


def _weight(weighed: Weighed) -> tuple[bool, int, int, str]:
    evidence = weighed.evidence
    over = weighed.theme.state in (SHIPPED, NOT_NOW)
    return over, -evidence.customers, -evidence.notes, weighed.theme.name
