"""The modals on people's screens and their home tabs: opening, stacking, changing, closing."""

import json
import secrets
from typing import Any

from bot.playground import blockkit, conversations
from bot.playground.fields import keep_typed
from bot.playground.records import Json, View, identity
from bot.playground.refusals import Refused, invalid_arguments
from bot.playground.state import Workspace

# https://docs.slack.dev/surfaces/modals
STACKED_VIEWS = 3


def accepted(view: Any, kind: str) -> Json:
    """A view that Slack would show, with its ids filled in.

    Raises:
        Refused: `invalid_arguments` or `view_too_large`.
    """
    if view is None:
        raise invalid_arguments("missing required field: view")
    if len(json.dumps(view, ensure_ascii=False).encode()) > blockkit.VIEW_BYTES:
        raise Refused("view_too_large")
    problems = blockkit.problems_of_view(view, kind)
    if problems:
        raise invalid_arguments(*problems)
    return {**blockkit.with_defaults(view), "blocks": blockkit.completed(view["blocks"])}


def opened(workspace: Workspace, user: str, content: Json, origin: str | None) -> View:
    """Opens a modal in place of whatever was open; `origin` is the conversation before them."""
    with workspace.change():
        _refuse_double(workspace, content, None)
        view = _new(workspace, user, content, origin)
        workspace.stacks[user] = [view]
        return view


def pushed(workspace: Workspace, user: str, content: Json) -> View:
    """Puts a modal on top of the open ones.

    Raises:
        Refused: `push_limit_reached` above three, `not_found` where none is open.
    """
    with workspace.change():
        stack = workspace.stacks.get(user, [])
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACKED_VIEWS:
            raise Refused("push_limit_reached")
        _refuse_double(workspace, content, None)
        view = _new(workspace, user, content, stack[0].origin)
        view.root_id, view.previous_id = stack[0].root_id, stack[-1].id
        stack.append(view)
        return view


def updated(workspace: Workspace, view: View, content: Json) -> View:
    """Replaces what a view shows; fields that keep their ids keep what was typed."""
    with workspace.change():
        _refuse_double(workspace, content, view)
        view.content = content
        view.typed = keep_typed(view.blocks, view.typed)
        view.current = conversations.current(workspace, view.user, view.blocks, view.origin)
        view.errors = {}
        view.hash = _hash(workspace)
        return view


def published(workspace: Workspace, user: str, content: Json) -> View:
    """Shows this home tab to a person from now on."""
    with workspace.change():
        home = workspace.homes.get(user)
        if home is not None:
            return updated(workspace, home, content)
        view = _new(workspace, user, content, None)
        view.id = view.root_id = identity("V", workspace.team_id, "home", user)
        workspace.homes[user] = view
        return view


def closed(workspace: Workspace, view: View) -> list[View]:
    """Takes a view and those above it off the screen; returns them, top first."""
    with workspace.change():
        stack = workspace.stacks.get(view.user, [])
        if view not in stack:
            return []
        gone = stack[stack.index(view) :]
        del stack[stack.index(view) :]
        return list(reversed(gone))


def cleared(workspace: Workspace, user: str) -> list[View]:
    """Closes every modal of a person; returns them, top first."""
    with workspace.change():
        return list(reversed(workspace.stacks.pop(user, [])))


def _new(workspace: Workspace, user: str, content: Json, origin: str | None) -> View:
    view_id = identity("V", workspace.team_id, user, secrets.token_hex(8))
    return View(
        id=view_id,
        user=user,
        content=content,
        hash=_hash(workspace),
        root_id=view_id,
        origin=origin,
        current=conversations.current(workspace, user, content["blocks"], origin),
    )


def _hash(workspace: Workspace) -> str:
    return f"{workspace.next_ts().partition('.')[0]}.{secrets.token_urlsafe(6)}"


def _refuse_double(workspace: Workspace, content: Json, but: View | None) -> None:
    external_id = content.get("external_id")
    if not external_id:
        return
    for stack in workspace.stacks.values():
        for view in stack:
            if view is not but and view.content.get("external_id") == external_id:
                raise Refused("duplicate_external_id")
