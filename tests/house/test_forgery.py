"""What a button carries may be forged: whoever does so is refused in words, and changes nothing."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import Refusal
from bot.feature import Click, HomeClick, Listener
from bot.i18n import Translator
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.moment import NOW

BUTTONS = [
    listener
    for feature in FEATURES
    for listener in feature.listeners
    if isinstance(listener, Click | HomeClick)
]
FORGED = ("", "x", "-1", "0", "1.5", "9" * 30, "{}", "[]", "x:1", "1:x", f"1:{'9' * 30}")
FORGED_TOO = ("why:x", "day:", "1:9999-12-31", "1:0001-01-01", '{"draft": "x"}', "None", "[[]]")
FIGURES = ('{"number": 0}', '{"number": 9007199254740991}', '{"text": "a", "number": 0}')


@pytest.fixture
def priya(session: Session, workspace: Workspace, marc: Person) -> Person:
    """Someone of Product Ops, who may most."""
    people.name_product_ops(session, workspace, (marc.slack_id,))
    found = people.find(session, workspace, marc.slack_id)
    assert found
    return found


@pytest.mark.parametrize("button", BUTTONS, ids=lambda each: each.id)
def test_a_forged_button_is_refused_in_words(
    session: Session, workspace: Workspace, priya: Person, t: Translator, button: Listener
) -> None:
    given: Mapping[str, Any] = {"session": session, "workspace": workspace, "now": NOW, "t": t}
    names = button.run.__code__.co_varnames[: button.run.__code__.co_argcount]  # type: ignore[attr-defined]
    for value in (*FORGED, *FORGED_TOO, *FIGURES):
        action = {"value": value, "selected_option": {"value": value}}
        wanted = {**given, "person": priya, "action": action, "body": {"actions": [action]}}
        try:
            button.run(**{name: wanted[name] for name in names})
        except Refusal:
            session.rollback()
            continue
