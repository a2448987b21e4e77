"""The one place that says who may."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person


class Role(StrEnum):
    """What a person is to the bot."""

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
    """The roles a person has: everyone is a member."""
    also = ((person.leads, Role.TEAM_LEAD), (person.product_ops, Role.PRODUCT_OPS))
    return frozenset({Role.MEMBER} | {role for has, role in also if has})


def admit(person: Person) -> None:
    """Let pass who is still there.

    Raises:
        Refusal: this person is deactivated.
    """
    if not person.active:
        raise Refusal(say("Your Slack account is deactivated, so this can't be done."))


def require(person: Person, action: Permission) -> None:
    """Let pass who may.

    Raises:
        Refusal: this person is deactivated or has no role that may do it.
    """
    admit(person)
    if not roles_of(person) & action.roles:
        raise Refusal(say("Only Product Ops can do this. Ask them: they are glad to help."))
