"""Someone at the doors of insights: payloads in, replies out."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, Replace, UpdateForm
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import ids, listeners
from tests.moment import NOW
from workflows.insights.insight import Insight
from workflows.insights.search import mine

LONG = "Acme waits. " * 1_000


class Visitor:
    """Someone at Slack's doors."""

    def __init__(self, session: Session, workspace: Workspace, person: Person, t: Translator):
        self.given = {"session": session, "workspace": workspace, "person": person, "t": t}
        self.place = {"channel_id": "C1", "channel_name": "general"}
        self.now = NOW

    def types(self, text: str) -> Any:
        """`/insight`, as Slack sends it."""
        command = {"text": text, **self.place}
        return listeners.insight(**self.given, command=command, now=self.now)

    def opens(self, text: str = "") -> dict[str, Any]:
        """The form that opens."""
        reply = self.types(text)
        assert isinstance(reply, OpenForm)
        return reply.view

    def clicks(self, listener: Any, value: object, **more: object) -> Any:
        """A button."""
        wanted = {**self.given, "now": self.now, **more, "action": {"value": str(value)}}
        names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        return listener(**{name: wanted[name] for name in names})

    def submits(self, view: Mapping[str, Any], **typed: str) -> FormErrors | UpdateForm:
        """A form with some fields changed."""
        submission = {"id": f"V{id(view)}", **view, "state": {"values": values(view, typed)}}
        keeps = view["callback_id"] == ids.FORM
        run = listeners.keep if keeps else listeners.change
        return run(**self.given, view=submission, now=self.now)

    def leaves(self, view: Mapping[str, Any], **typed: str) -> None:
        """A form whose submission failed and that was closed: the guard saved what it carried."""
        kept = {"values": values(view, typed), "metadata": view["private_metadata"]}
        self.saves(Draft(ids.FORM, f"view:{json.dumps(typed)}", kept))

    def saves(self, draft: Draft) -> None:
        """What the guard does with what could not be kept."""
        self.now += timedelta(seconds=1)
        given = self.given
        drafts.save(given["session"], given["workspace"], given["person"], draft, self.now)

    def keeps(self, message: Mapping[str, Any], **channel: str) -> dict[str, Any]:
        """The shortcut on a message."""
        place = {"id": "C1", "name": "general", **channel}
        shortcut = {"message": {"ts": "1700000000.000100", **message}, "channel": place}
        reply = listeners.keep_message(**self.given, shortcut=shortcut, now=self.now)
        return reply.view

    @property
    def insights(self) -> tuple[Insight, ...]:
        """What she kept, newest first."""
        given = self.given
        return mine(given["session"], given["workspace"], given["person"]).insights

    @property
    def drafts(self) -> int:
        """How many drafts she has, offered or not."""
        rows = self.given["session"].connection().exec_driver_sql("SELECT count(*) FROM drafts")
        return int(rows.scalar_one())


def inputs(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The blocks of a form's fields, by the field's name."""
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["element"]["action_id"].partition(".")[2]: block for block in fields}


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in a form's fields."""
    elements = {name: block["element"] for name, block in inputs(view).items()}
    return {name: value for name, each in elements.items() if (value := _held(each))}


def _held(element: Mapping[str, Any]) -> str | None:
    option = element.get("initial_option") or {}
    return element.get("initial_value") or option.get("value")


def values(view: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """A form's `state.values`."""
    now = filled(view) | dict(typed)
    state: dict[str, Any] = {}
    for name, block in inputs(view).items():
        value = now.get(name)
        option = {"selected_option": {"value": value} if value else None}
        element = {"value": value} if "text_input" in block["element"]["type"] else option
        state[block["block_id"]] = {block["element"]["action_id"]: element}
    return state


def said(reply: Any) -> str:
    """The words of an answer."""
    assert isinstance(reply, Answer | Replace)
    return reply.message.text


def notes(view: Mapping[str, Any]) -> str:
    """The lines above a form's fields."""
    blocks = [block for block in view["blocks"] if block["type"] == "context"]
    return "\n".join(element["text"] for block in blocks for element in block["elements"])
