"""Who may do what: every action of every feature, for everyone who may ask."""

from dataclasses import replace

import pytest

from bot import roles
from bot.errors import Refusal
from bot.roles import Permission
from bot.store.people import Kind, Person
from handlers import FEATURES

MEMBER = Person(1, "U1", "Léa", "en")
LEAD = replace(MEMBER, leads=True)
PRODUCT_OPS = replace(MEMBER, product_ops=True)
GUEST = replace(MEMBER, kind=Kind.GUEST)
NOBODY: dict[str, Person] = {
    "deactivated": replace(PRODUCT_OPS, leads=True, active=False),
    "bot": replace(PRODUCT_OPS, leads=True, kind=Kind.BOT),
    "app": replace(PRODUCT_OPS, leads=True, kind=Kind.APP),
}
EVERYONE: dict[str, Person] = {
    "guest": GUEST,
    # What a guest was made before they were one counts for nothing.
    "guest who leads": replace(GUEST, leads=True, product_ops=True),
    "member": MEMBER,
    "lead": LEAD,
    "product ops": PRODUCT_OPS,
    "lead in product ops": replace(LEAD, product_ops=True),
    **NOBODY,
}

_GUESTS = frozenset({"guest", "guest who leads"})
_PRODUCT_OPS = frozenset({"product ops", "lead in product ops"})
_LEADS = _PRODUCT_OPS | {"lead"}
_MEMBERS = _LEADS | {"member"}
ALL = _GUESTS | _MEMBERS

# Each action, and which of those above may do it. A new action has its line here.
MAY: dict[str, frozenset[str]] = {
    "absence.say": ALL,
    "asks.answer": ALL,
    "asks.pass_on": _LEADS,
    "audit.read": _PRODUCT_OPS,
    "health.see": _PRODUCT_OPS,
    "health.resend": _PRODUCT_OPS,
    "insights.keep": ALL,
    "insights.change": ALL,
    "insights.widen": ALL,
    "insights.read": ALL,
    "insights.share": ALL,
    "insights.triage": _MEMBERS,
    "insights.theme": _MEMBERS,
    "insights.arrange": _PRODUCT_OPS,
    "insights.digest": _MEMBERS,
    "okrs.read": ALL,
    "okrs.check_in": ALL,
    "okrs.shape": _LEADS,
    "okrs.arrange": _PRODUCT_OPS,
    "dependencies.read": ALL,
    "dependencies.ask": _MEMBERS,
    "dependencies.arrange": _PRODUCT_OPS,
    "onboarding.arrange": _PRODUCT_OPS,
    "onboarding.enrol": _LEADS,
    "onboarding.take": ALL,
    "onboarding.write": _PRODUCT_OPS,
    "settings.change": ALL,
    "setup.change": _PRODUCT_OPS,
    "teams.make": _PRODUCT_OPS,
    "teams.change": _LEADS,
    "teams.close": _PRODUCT_OPS,
    "teams.read": ALL,
}
ACTIONS = {action.name: action for feature in FEATURES for action in feature.permissions}


def lets_pass(person: Person, action: Permission) -> bool:
    """Whether a person may."""
    try:
        roles.require(person, action)
    except Refusal:
        return False
    return True


def test_the_table_has_every_action_of_every_feature() -> None:
    assert ACTIONS.keys() == MAY.keys(), "Say in MAY who may do it; leave out what is no more."
    named = [action.name for feature in FEATURES for action in feature.permissions]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("name", sorted(ACTIONS.keys() & MAY.keys()))
def test_an_action_is_for_those_in_the_table_and_no_others(name: str, who: str) -> None:
    action = ACTIONS[name]
    assert lets_pass(EVERYONE[who], action) is (who in MAY[name])
    assert roles.may(EVERYONE[who], action) is (who in MAY[name])


@pytest.mark.parametrize("who", NOBODY)
def test_who_has_left_or_is_no_person_has_no_role_and_is_not_admitted(who: str) -> None:
    assert roles.roles_of(NOBODY[who]) == frozenset()
    with pytest.raises(Refusal):
        roles.admit(NOBODY[who])


@pytest.mark.parametrize(
    ("name", "who", "says"),
    [
        ("teams.make", "member", "Only Product Ops can do this"),
        ("teams.make", "guest", "Only Product Ops can do this"),
        ("teams.change", "member", "Only Product Ops and the leads of teams"),
        ("teams.read", "deactivated", "deactivated"),
        ("teams.read", "bot", "not for apps"),
        ("members", "guest", "As its guest"),
    ],
)
def test_who_may_not_is_told_why_and_whom_to_ask(name: str, who: str, says: str) -> None:
    own = roles.permission("members", roles.Role.MEMBER)
    with pytest.raises(Refusal) as refused:
        roles.require(EVERYONE[who], ACTIONS.get(name, own))
    assert says in refused.value.words.one
