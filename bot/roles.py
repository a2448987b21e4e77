"""The one place that says who may."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person


class Role(StrEnum):
    """What a person is to the bot; a guest of the workspace is nothing else."""

    GUEST = "guest"
    MEMBER = "member"
    TEAM_LEAD = "team_lead"
    PRODUCT_OPS = "product_ops"


@dataclass(frozen=True)
class Permission:
    """An action, named `feature.verb`, and the roles that may do it."""

    name: str
    roles: frozenset[Role]


def permission(name: str, *roles: Role) -> Permission:
    """An action that `roles` may do; a feature lists its own in its Feature."""
    return Permission(name, frozenset(roles))


def roles_of(person: Person) -> frozenset[Role]:
    """The roles a person has, none of them who is no person or has left.

    A guest stays a guest whatever they were made.
    """
    if not person.here:
        return frozenset()
    if not person.own:
        return frozenset({Role.GUEST})
    also = ((person.leads, Role.TEAM_LEAD), (person.product_ops, Role.PRODUCT_OPS))
    return frozenset({Role.MEMBER} | {role for has, role in also if has})


def may(person: Person, action: Permission) -> bool:
    """Whether a person may: what they may not need not be offered."""
    return bool(roles_of(person) & action.roles)


def admit(person: Person) -> None:
    """Let pass who is a person and still there.

    Raises:
        Refusal: they are deactivated, or an app.
    """
    if not person.active:
        raise Refusal(say("Your Slack account is deactivated, so this can't be done."))
    if not person.here:
        raise Refusal(say("This is for people, not for apps: let a person do it."))


def require(person: Person, action: Permission) -> None:
    """Let pass who may.

    Raises:
        Refusal: this person is deactivated, an app, or has no role that may do it.
    """
    admit(person)
    if may(person, action):
        return
    if Role.MEMBER in action.roles:
        raise Refusal(
            say("This is for the members of this workspace. As its guest, ask one of them.")
        )
    if Role.TEAM_LEAD in action.roles:
        raise Refusal(say("Only Product Ops and the leads of teams can do this: ask one of them."))
    raise Refusal(say("Only Product Ops can do this. Ask them: they are glad to help."))
