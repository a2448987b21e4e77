"""Web API: views.*"""

from bot.playground import screens
from bot.playground.call import Call, Method
from bot.playground.people_methods import TIER_4
from bot.playground.records import Json, View
from bot.playground.refusals import Refused, invalid_arguments
from bot.playground.shapes import view_json


def _trigger(call: Call) -> str:
    trigger_id = call.maybe("trigger_id") or call.maybe("interactivity_pointer")
    if trigger_id is None:
        raise invalid_arguments("missing required field: trigger_id")
    return trigger_id


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.workspace, view)}


def open_view(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/views.open"""
    trigger_id = _trigger(call)
    content = screens.accepted(call.parsed("view"), "modal")
    trigger = call.workspace.triggers.redeem(trigger_id)
    view = screens.opened(call.workspace, trigger.user, content, trigger.channel)
    return _answer(call, view)


def push(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/views.push"""
    trigger_id = _trigger(call)
    content = screens.accepted(call.parsed("view"), "modal")
    trigger = call.workspace.triggers.redeem(trigger_id)
    return _answer(call, screens.pushed(call.workspace, trigger.user, content))


def update(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/views.update"""
    view = _named(call)
    content = screens.accepted(call.parsed("view"), "modal")
    _same_hash(call, view)
    return _answer(call, screens.updated(call.workspace, view, content))


def publish(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/views.publish"""
    workspace, user = call.workspace, call.text("user_id")
    if not workspace.manifest.home_tab:
        raise Refused("not_enabled")
    if user not in workspace.people:
        raise invalid_arguments("invalid user [json-pointer:/user_id]")
    content = screens.accepted(call.parsed("view"), "home")
    home = workspace.homes.get(user)
    if home is not None:
        _same_hash(call, home)
    return _answer(call, screens.published(workspace, user, content))


def _named(call: Call) -> View:
    view_id, external_id = call.maybe("view_id"), call.maybe("external_id")
    if view_id is None and external_id is None:
        raise invalid_arguments("missing required field: view_id")
    for stack in call.workspace.stacks.values():
        for view in stack:
            if view.id == view_id or (
                external_id is not None and view.content.get("external_id") == external_id
            ):
                return view
    raise Refused("not_found")


def _same_hash(call: Call, view: View) -> None:
    given = call.maybe("hash")
    if given is not None and given != view.hash:
        raise Refused("hash_conflict")


METHODS = {
    "views.open": Method(open_view, TIER_4),
    "views.push": Method(push, TIER_4),
    "views.update": Method(update, TIER_4),
    "views.publish": Method(publish, TIER_4),
}
