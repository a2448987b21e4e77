"""What Slack does with the bot's answers to commands, clicks and submissions."""

from typing import Any

from bot.playground import blockkit, screens
from bot.playground.client_words import said
from bot.playground.delivery import Outcome
from bot.playground.messages import answer_command
from bot.playground.records import Json, View
from bot.playground.refusals import Refused
from bot.playground.state import Workspace
from bot.playground.triggers import ResponseUrl


def to_command(workspace: Workspace, place: ResponseUrl, name: str, outcome: Outcome) -> None:
    """Shows the ack body of a command, or why there is none."""
    problem = _failure(workspace, place.user, outcome)
    if problem is None and outcome.body:
        try:
            with workspace.lock:
                answer_command(workspace, place, outcome.body)
        except Refused as refusal:
            workspace.calls.refuse(outcome.number, refusal)
            problem = said(_locale(workspace, place.user), "refused", code=refusal.code)
    if problem is not None:
        workspace.tell(place.user, f"{name} {problem}", place.channel)


def to_interaction(workspace: Workspace, user: str, channel: str | None, outcome: Outcome) -> bool:
    """Says so where a click or shortcut failed; returns whether it was taken."""
    problem = _failure(workspace, user, outcome)
    if problem is not None:
        workspace.tell(user, f"{workspace.manifest.bot_name} {problem}", channel)
    return problem is None


def to_suggestion(
    workspace: Workspace, user: str, channel: str | None, outcome: Outcome
) -> list[Json]:
    """The groups of options that an external select got; none, and a word of it, where it is bad.

    Source: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
    """
    body = outcome.body
    problem = _failure(workspace, user, outcome)
    if problem is None and (problems := blockkit.problems_of_options(body)):
        workspace.calls.refuse(outcome.number, Refused("invalid_options", errors=problems))
        problem = said(_locale(workspace, user), "options", problem=problems[0])
    if problem is not None:
        workspace.tell(user, f"{workspace.manifest.bot_name} {problem}", channel)
        return []
    offered: list[Json] = body.get("option_groups") or [{"options": body.get("options") or []}]
    return [blockkit.with_defaults(group) for group in offered]


def to_submission(workspace: Workspace, view: View, outcome: Outcome) -> dict[str, str] | None:
    """Does what a submission's answer asks for; returns the errors shown, if any."""
    try:
        errors = _submitted(workspace, view, outcome)
    except Refused as refusal:
        workspace.calls.refuse(outcome.number, refusal)
        trouble = _trouble(workspace, view)
        workspace.tell(view.user, f'{trouble} ("{refusal.code}")', None)
        errors = {"": trouble}
    with workspace.change():
        view.errors = errors or {}
    return errors


def _submitted(workspace: Workspace, view: View, outcome: Outcome) -> dict[str, str] | None:
    problem = _failure(workspace, view.user, outcome)
    if problem is not None:
        workspace.tell(view.user, f"{workspace.manifest.bot_name} {problem}", None)
        return {"": _trouble(workspace, view)}
    action = outcome.body.get("response_action")
    if action == "errors":
        return _errors(view, outcome.body)
    if action == "update":
        content = screens.accepted(outcome.body.get("view"), "modal")
        screens.updated(workspace, view, content)
    elif action == "push":
        screens.pushed(workspace, view.user, screens.accepted(outcome.body.get("view"), "modal"))
    elif action == "clear":
        screens.cleared(workspace, view.user)
    elif action is None and not outcome.body:
        screens.closed(workspace, view)
    else:
        raise Refused("invalid_response_action")
    return None


def _trouble(workspace: Workspace, view: View) -> str:
    return said(_locale(workspace, view.user), "trouble")


def _locale(workspace: Workspace, user: str) -> str:
    return workspace.people[user].locale


def _errors(view: View, body: Json) -> dict[str, str]:
    errors: Any = body.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise Refused("invalid_errors")
    return {block_id: str(text) for block_id, text in errors.items()}


def _failure(workspace: Workspace, user: str, outcome: Outcome) -> str | None:
    if outcome.status is None:
        return said(_locale(workspace, user), "late")
    if not outcome.accepted:
        return said(_locale(workspace, user), "refused", code="dispatch_failed")
    return None
