"""What happens to user groups, and the events the app hears of it, where it subscribed.

Source: https://docs.slack.dev/reference/events/subteam_updated and its neighbours
"""

from collections.abc import Iterable

from bot.playground.happenings import tell
from bot.playground.records import Group, Json, identity
from bot.playground.shapes import group_json
from bot.playground.state import Workspace


def make(workspace: Workspace, handle: str, users: Iterable[str]) -> Group:
    """A user group is made of these people (ids)."""
    name = handle.replace("-", " ").capitalize()
    group = Group(identity("S", workspace.team_name, handle), handle, name, list(users))
    with workspace.change():
        group.updated = _seconds(workspace)
        workspace.groups[group.id] = group
    _tell_whole(workspace, "subteam_created", group)
    return group


def alter(workspace: Workspace, group: Group, changes: Json) -> None:
    """A user group changes: `changes` are fields of Group, such as name or handle."""
    with workspace.change():
        for name, value in changes.items():
            if not hasattr(group, name):
                raise ValueError(f"A user group has no {name!r}.")
            setattr(group, name, value)
        group.updated = _seconds(workspace)
    _tell_whole(workspace, "subteam_updated", group)


def fill(workspace: Workspace, group: Group, users: Iterable[str]) -> None:
    """From now on these people (ids) are in a user group: Slack tells the change and the whole."""
    with workspace.change():
        before, after, previous = list(group.users), list(users), group.updated
        group.users, group.updated = after, _seconds(workspace)
    added = [user for user in after if user not in before]
    removed = [user for user in before if user not in after]
    event: Json = {
        "type": "subteam_members_changed",
        "subteam_id": group.id,
        "team_id": workspace.team_id,
        "date_previous_update": previous,
        "date_update": group.updated,
        "event_ts": workspace.next_ts(),
    }
    if added:
        event |= {"added_users": added, "added_users_count": len(added)}
    if removed:
        event |= {"removed_users": removed, "removed_users_count": len(removed)}
    tell(workspace, "subteam_members_changed", event)
    _tell_whole(workspace, "subteam_updated", group)


def disable(workspace: Workspace, group: Group) -> None:
    """A user group is deleted; Slack calls it disabled, and can bring it back."""
    alter(workspace, group, {"deleted": _seconds(workspace)})


def _tell_whole(workspace: Workspace, kind: str, group: Group) -> None:
    subteam = group_json(workspace, group, with_users=True)
    tell(workspace, kind, {"type": kind, "subteam": subteam, "event_ts": workspace.next_ts()})


def _seconds(workspace: Workspace) -> int:
    return int(float(workspace.next_ts()))
