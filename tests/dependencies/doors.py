"""Somebody at the doors of dependencies: payloads in, replies out."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, UpdateForm
from bot.store.person import Person
from handlers.dependencies import asking_doors, ids, moves
from tests.dependencies.conftest import NEEDED_BY, Teams
from tests.transcript import form
from workflows.dependencies import dependency
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side

Json = Mapping[str, Any]
_KINDS = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "datepicker": ("selected_date", "initial_date"),
    "multi_static_select": ("selected_options", "initial_options"),
    "plain_text_input": ("value", "initial_value"),
}


class Visitor:
    """Somebody at Slack's doors."""

    def __init__(self, company: Teams, person: Person, t: Translator):
        self.company = company
        self.given = {
            **dict(zip(("session", "workspace"), company.given, strict=True)),
            "person": person,
            "t": t,
        }

    def does(self, listener: Any, **more: Any) -> Any:
        """What a listener answers."""
        wanted = {**self.given, "now": self.company.now, **more}
        names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        return listener(**{name: wanted[name] for name in names})

    def opens(self, words: str = "") -> dict[str, Any]:
        """The form of `/dependency …`."""
        reply = self.does(asking_doors.ask, command={"text": words})
        assert isinstance(reply, OpenForm)
        return reply.view

    def uses(self, message: Json) -> dict[str, Any]:
        """The form of the shortcut on a message."""
        shortcut = {"message": message, "channel": {"id": "C7", "name": "general"}}
        reply = self.does(asking_doors.ask_from_message, shortcut=shortcut)
        return dict(reply.view)

    def clicks(
        self, found: Dependency, move: Move, side: Side, seen: str = "", listener: Any = moves.move
    ) -> Any:
        """The button of a move."""
        value = ids.carried(found.id, move, side, seen)
        return self.does(listener, action={"value": value})

    def submits(self, view: Json, listener: Any = asking_doors.save, **typed: str) -> Any:
        """A form with some of its fields changed, by the end of their ids."""
        return self.does(listener, view={**view, "state": {"values": values(view, typed)}})

    def asks(self, needs: str = "A webhook", **typed: str) -> FormErrors | UpdateForm:
        """The form of `/dependency`, filled in: Payments is asked."""
        right = {
            "provider": str(self.company.payments.id),
            "needed_by": NEEDED_BY.isoformat(),
            "needs": needs,
        }
        reply = self.submits(self.opens(), **{**right, **typed})
        assert isinstance(reply, FormErrors | UpdateForm)
        return reply

    def now(self, found: Dependency) -> Dependency:
        """A dependency as it is now."""
        return dependency.find(*self.company.given, found.id)


def values(view: Json, typed: Mapping[str, str]) -> dict[str, Any]:
    """What Slack sends of a form's fields."""
    found: dict[str, Any] = {}
    for block in view["blocks"]:
        element = block.get("element")
        if block["type"] != "input" or not element:
            continue
        action = element["action_id"]
        key, initial = _KINDS[element["type"]]
        state: dict[str, Any] = {"type": element["type"], key: element.get(initial)}
        said = typed.get(action.removeprefix("dependencies."))
        if said is not None:
            one = {"value": said}
            state[key] = {"selected_option": one, "selected_options": [one]}.get(key, said)
        found[block["block_id"]] = {action: state}
    return found


def said(reply: Any) -> str:
    """What a reply says, errors by the ends of their fields' ids."""
    if isinstance(reply, Answer):
        return reply.message.text
    if isinstance(reply, FormErrors):
        lines = (f"{at.partition('.')[2]}: {words}" for at, words in reply.errors.items())
        return "\n".join(lines)
    return form(reply.view)


def fields(view: Json) -> list[str]:
    """What the fields of a form are called."""
    return [one["label"]["text"] for one in view["blocks"] if one["type"] == "input"]
