"""What a workspace's insights are sorted into, on the walk with two workspaces."""

from dataclasses import dataclass

from sqlalchemy import update

from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.insights.sorting_tables import (
    AreaRow,
    DistinctionRow,
    FeedRow,
    InsightKeyRow,
    InsightSettingsRow,
    TagRouteRow,
    ThemeMoveRow,
    ThemeRow,
)
from workflows.insights.tables import CustomerRow, InsightRow


@dataclass(frozen=True)
class Shelves:
    """The ids of what insights are sorted into."""

    customer: int
    area: int
    theme: int
    feed: int


def settle(
    session: Session, workspace: Workspace, owner: Person, insights: tuple[int, int, int], team: int
) -> Shelves:
    """A customer, a product area, a theme and a feed; the first insight is in them all.

    Args:
        insights: the second and third are not the same as the first.
    """
    own = {"workspace_id": workspace.id, "made_at": NOW}
    mark = "" if workspace.name == "Lumen" else workspace.name
    customer = CustomerRow(**own, name=f"Acme {mark}", folded="acme", segment=mark, value=100)
    area = AreaRow(**own, name=f"Checkout {mark}", folded="checkout", owner_id=owner.id)
    theme = ThemeRow(
        **own,
        name=f"Exports {mark}",
        folded="exports",
        owner_id=owner.id,
        made_by_id=owner.id,
        reason=mark,
        state_at=NOW,
    )
    token = f"hash of {workspace.slack_id}"
    feed = FeedRow(
        **own, name=f"Zendesk {mark}", folded="zendesk", token_hash=token, owner_id=owner.id
    )
    session.add_all((customer, area, theme, feed))
    session.flush()
    sorting = {"customer_id": customer.id, "area_id": area.id, "theme_id": theme.id}
    sorting |= {"feed_id": feed.id, "tags": [f"billing{mark.casefold()}"]}
    session.execute(update(InsightRow).where(InsightRow.id == insights[0]).values(sorting))
    _beside(session, workspace, owner, insights, (theme.id, feed.id, team))
    session.flush()
    return Shelves(customer.id, area.id, theme.id, feed.id)


def _beside(
    session: Session,
    workspace: Workspace,
    owner: Person,
    insights: tuple[int, int, int],
    shelves: tuple[int, int, int],
) -> None:
    """What is known beside them; `shelves` is a theme, a feed and a team."""
    mark = "" if workspace.name == "Lumen" else workspace.name
    theme, feed, team = shelves
    kept = {"workspace_id": workspace.id, "at": NOW}
    moved = {"state": "listening", "reason": mark, "person_id": owner.id}
    session.add(ThemeMoveRow(**kept, theme_id=theme, **moved))
    session.add(
        TagRouteRow(
            workspace_id=workspace.id, made_at=NOW, tag=f"billing{mark.casefold()}", team_id=team
        )
    )
    chosen = {"digest_channel": f"C1{mark}", "retention_months": 12}
    session.add(InsightSettingsRow(workspace_id=workspace.id, **chosen))
    key = {"origin": f"feed:{feed}", "key": f"1{mark}", "digest": 1}
    session.add(InsightKeyRow(**kept, **key, insight_id=insights[0]))
    for message in ("C1:1.0", "C1:2.0") if mark else ("C1:1.0",):
        of = {"origin": "message", "key": message, "digest": 1}
        session.add(InsightKeyRow(**kept, **of, insight_id=insights[0]))
    for other in insights[1:]:
        lower, higher = sorted((insights[0], other))
        pair = {"lower_id": lower, "higher_id": higher, "person_id": owner.id}
        session.add(DistinctionRow(**kept, **pair))
