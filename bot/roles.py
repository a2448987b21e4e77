"""The one place that says who may."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person


class Role(StrEnum):
    """What a person is to the bot."""

    MEMBER = "member"
    PRODUCT_OPS = "product_ops"


@dataclass(frozen=True)
class Permission:
    """An action, named `feature.verb`, and the roles that may do it."""

    name: str
    roles: frozenset[Role]


def permission(name: str, *roles: Role) -> Permission:
    """An action that `roles` may do; a feature lists its own in its Feature."""
    return Permission(name, frozenset(roles))


def role_of(person: Person) -> Role:
    """The role a person has."""
    return Role.PRODUCT_OPS if person.product_ops else Role.MEMBER


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
    if role_of(person) not in action.roles:
        raise Refusal(say("Only Product Ops can do this. Ask them: they are glad to help."))
