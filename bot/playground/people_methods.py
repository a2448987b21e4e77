"""Web API: the app itself, people and user groups."""

import secrets

from bot.playground.call import Call, Method
from bot.playground.records import Json
from bot.playground.refusals import Refused
from bot.playground.shapes import group_json, person_json

# https://docs.slack.dev/apis/web-api/rate-limits
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100


def auth_test(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/auth.test"""
    workspace = call.workspace
    return {
        "url": workspace.url,
        "team": workspace.team_name,
        "user": workspace.people[workspace.bot_user].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/apps.connections.open"""
    ticket = secrets.token_urlsafe(18)
    call.workspace.tickets.add(ticket)
    return {"url": f"{call.workspace.link_url}?ticket={ticket}&app_id={call.workspace.app_id}"}


def users_info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.info"""
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise Refused("user_not_found")
    return {
        "user": person_json(
            call.workspace,
            person,
            with_locale=call.flag("include_locale"),
            with_email="users:read.email" in call.workspace.manifest.scopes,
        )
    }


def users_lookup_by_email(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.lookupByEmail"""
    email = call.text("email").lower()
    for person in call.workspace.people.values():
        if person.email.lower() == email and not person.deleted:
            return {"user": person_json(call.workspace, person, with_email=True)}
    raise Refused("users_not_found")


def users_list(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.list"""
    limit = call.number("limit", 1_000, 1_000)
    people, following = call.page(list(call.workspace.people.values()), limit)
    locale = call.flag("include_locale")
    email = "users:read.email" in call.workspace.manifest.scopes
    return {
        "members": [
            person_json(call.workspace, person, with_locale=locale, with_email=email)
            for person in people
        ],
        "cache_ts": int(float(call.workspace.next_ts())),
        "response_metadata": following,
    }


def usergroups_list(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.list"""
    with_users, disabled = call.flag("include_users"), call.flag("include_disabled")
    return {
        "usergroups": [
            group_json(call.workspace, group, with_users=with_users)
            for group in call.workspace.groups.values()
            if disabled or not group.deleted
        ]
    }


def usergroups_users_list(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.users.list"""
    group = call.workspace.groups.get(call.text("usergroup"))
    if group is None or (group.deleted and not call.flag("include_disabled")):
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


METHODS = {
    "auth.test": Method(auth_test, 300),
    "apps.connections.open": Method(connections_open, TIER_1, app_token=True),
    "users.info": Method(users_info, TIER_4, ("users:read",)),
    "users.list": Method(users_list, TIER_2, ("users:read",)),
    "users.lookupByEmail": Method(users_lookup_by_email, TIER_3, ("users:read.email",)),
    "usergroups.list": Method(usergroups_list, TIER_2, ("usergroups:read",)),
    "usergroups.users.list": Method(usergroups_users_list, TIER_2, ("usergroups:read",)),
}
