"""Tables that could not work stop the start."""

import pytest

from bot import slack
from bot.feature import Click, Command, Event, Feature, FormClick, Job, Submission
from bot.replies import Answer, Done, FormErrors, OpenForm, Replace
from bot.slack import WrongTable


def answers() -> Answer:
    raise AssertionError("only its signature is looked at")


def opens_or_answers() -> Answer | OpenForm:
    raise AssertionError("only its signature is looked at")


def replaces() -> Replace:
    raise AssertionError("only its signature is looked at")


def finishes() -> Done | FormErrors | None:
    raise AssertionError("only its signature is looked at")


def asks(weather: str) -> Answer:
    raise AssertionError("only its signature is looked at")


def test_features_that_fit_are_let_through() -> None:
    slack.check(
        [
            Feature("a", listeners=(Command("/a", opens_or_answers), Click("a.b", replaces))),
            Feature("b", listeners=(Submission("b.form", finishes),)),
        ]
    )


def test_one_id_in_two_features_is_refused() -> None:
    features = [
        Feature("a", listeners=(Click("same", replaces),)),
        Feature("b", listeners=(FormClick("same", finishes),)),
    ]
    with pytest.raises(WrongTable, match="`same` stands twice: in a and b"):
        slack.check(features)


def test_a_reply_that_a_door_cannot_say_is_refused() -> None:
    with pytest.raises(WrongTable, match=r"a Command can't say \['Replace'\]: `/a`"):
        slack.check([Feature("a", listeners=(Command("/a", replaces),))])
    with pytest.raises(WrongTable, match=r"a Event can't say \['Answer'\]"):
        slack.check([Feature("a", listeners=(Event("message", answers),))])


def test_an_argument_that_nobody_gives_is_refused() -> None:
    with pytest.raises(WrongTable, match="asks for \\['weather'\\], which nobody gives"):
        slack.check([Feature("a", listeners=(Command("/a", asks),))])


def test_a_listener_that_does_not_say_what_it_returns_is_refused() -> None:
    with pytest.raises(WrongTable, match="does not say what it returns"):
        slack.check([Feature("a", listeners=(Command("/a", lambda: None),))])


def test_two_jobs_ticks_or_features_of_one_name_are_refused() -> None:
    job = Job("a.read", lambda client, args: None, lambda session, workspace, found, now: None)
    with pytest.raises(WrongTable, match=r"job `a.read` stands twice"):
        slack.check([Feature("a", jobs=(job,)), Feature("b", jobs=(job,))])
    with pytest.raises(WrongTable, match="feature `a` stands twice"):
        slack.check([Feature("a"), Feature("a")])
