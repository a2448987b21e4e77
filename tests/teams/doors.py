"""Someone at the doors of teams: payloads in, replies out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, OpenForm, Replace
from handlers.teams import ids, listeners
from tests.moment import NOW
from tests.teams.squad import Squad

EMPTY: Mapping[str, Any] = {
    "plain_text_input": {"value": None},
    "conversations_select": {"selected_conversation": None},
    "users_select": {"selected_user": None},
    "multi_users_select": {"selected_users": []},
    "external_select": {"selected_option": None},
}
_BEGINS: Mapping[str, str] = {
    "value": "initial_value",
    "selected_conversation": "initial_conversation",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_option": "initial_option",
}


@dataclass(frozen=True)
class Visitor:
    """Someone at Slack's doors, as the guard calls them."""

    squad: Squad
    who: str
    t: Translator

    def calls(self, listener: Any, **payload: Any) -> Any:
        """A listener, with what it names."""
        wanted = {
            "session": self.squad.session,
            "workspace": self.squad.workspace,
            "person": self.squad.person(self.who),
            "now": NOW,
            "t": self.t,
            **payload,
        }
        names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        return listener(**{name: wanted[name] for name in names})

    def types(self, text: str) -> Any:
        """`/team …`, as Slack sends it."""
        return self.calls(listeners.team, command={"text": text})

    def clicks(self, listener: Any, value: object) -> Any:
        """A button."""
        return self.calls(listener, action={"value": str(value)})

    def opens(self, text: str) -> dict[str, Any]:
        """The form that a command opens."""
        reply = self.types(text)
        assert isinstance(reply, OpenForm)
        return reply.view

    def submits(self, view: Mapping[str, Any], **filled: Any) -> Any:
        """A form with some fields filled in."""
        new = view["callback_id"] == ids.NEW_FORM
        submission = {**view, "id": "V1", "state": {"values": values(view, filled)}}
        return self.calls(listeners.keep if new else listeners.save, view=submission)


def values(view: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[str, Any]:
    """A form's `state.values`."""
    state = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        (key, nothing), *_ = EMPTY[element["type"]].items()
        name = element["action_id"].partition(".")[2]
        value = filled.get(name, element.get(_BEGINS[key], nothing))
        if key == "selected_option" and isinstance(value, str):
            value = {"value": value} if value else None
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"], key: value}}
    return state


def said(reply: Any) -> str:
    """The words of an answer."""
    assert isinstance(reply, Answer | Replace)
    return reply.message.text


def buttons(reply: Any) -> list[str]:
    """The ids of the buttons under an answer."""
    rows = [block for block in reply.message.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row["elements"]]
