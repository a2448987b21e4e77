"""A theme as the rest of the bot sees it: what several insights are about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.roles import Role
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.sorting_tables import ThemeRow

LISTENING, EXPLORING, PLANNED = "listening", "exploring", "planned"
SHIPPED, NOT_NOW = "shipped", "not_now"
STATES = (LISTENING, EXPLORING, PLANNED, SHIPPED, NOT_NOW)

_OWNER = aliased(PersonRow)
_COLUMNS: tuple[Any, ...] = (
    ThemeRow.id,
    ThemeRow.name,
    ThemeRow.owner_id,
    func.coalesce(_OWNER.slack_id, "").label("owner"),
    func.coalesce(_OWNER.name, "").label("owner_name"),
    ThemeRow.state,
    ThemeRow.reason,
    ThemeRow.made_at,
    ThemeRow.state_at,
)


@dataclass(frozen=True)
class Theme:
    """A theme.

    Attributes:
        owner: Slack's id of who answers for it, empty for nobody; `owner_name` may be empty.
        state: one of `STATES`, since `state_at`.
        reason: why it is in that state; never empty where it is not now.
    """

    id: int
    name: str
    owner_id: int | None
    owner: str
    owner_name: str
    state: str
    reason: str
    made_at: datetime
    state_at: datetime


def themes(workspace: Workspace) -> Select[Any]:
    """Selects the themes of a workspace; `theme_of` reads its rows."""
    return (
        select(*_COLUMNS)
        .outerjoin(
            _OWNER,
            and_(_OWNER.id == ThemeRow.owner_id, _OWNER.workspace_id == ThemeRow.workspace_id),
        )
        .where(ThemeRow.workspace_id == workspace.id)
    )


def theme_of(row: Any) -> Theme:
    """The theme in a row of `themes`."""
    make: Callable[..., Theme] = Theme
    return make(**row._mapping)


def find_theme(session: Session, workspace: Workspace, person: Person, theme: int) -> Theme:
    """A theme.

    Args:
        theme: its id.

    Raises:
        Refusal: there is none, or the person may not see themes.
    """
    roles.require(person, permissions.THEME)
    row = session.execute(themes(workspace).where(ThemeRow.id == theme)).one_or_none()
    if row is None:
        raise Refusal(say("This theme is not there any more: `/insight themes` shows all."))
    return theme_of(row)


def may_move(person: Person, theme: Theme) -> bool:
    """Whether a person may say what becomes of a theme: its owner and Product Ops may."""
    if not roles.may(person, permissions.THEME):
        return False
    return theme.owner_id in (None, person.id) or Role.PRODUCT_OPS in roles.roles_of(person)
