"""The rules hold in every module, and each check finds what it is meant to find."""

import pytest

from tests.house import conduct, shape, trials
from tests.house.rule import Rule
from tests.house.sources import Module, modules

RULES = (*shape.RULES, *conduct.RULES, *trials.RULES)
of_each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.finds.__name__)


@of_each_rule
def test_every_module_keeps_the_rule(rule: Rule) -> None:
    offences = rule.offences(modules())
    assert not offences, "\n".join([rule.says, *offences])


@of_each_rule
def test_the_check_finds_an_offence_in_a_bad_module(rule: Rule) -> None:
    assert rule.offences([Module.parse(rule.sample, rule.bad)])


def test_the_rules_have_modules_to_look_at() -> None:
    assert {module.path.split("/")[0] for module in modules()} == {
        *("bot", "handlers", "workflows", "tests")
    }
