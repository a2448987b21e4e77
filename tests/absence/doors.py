"""Someone at the doors of absences: payloads in, replies out, and what others hear."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.delivery import outbox
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, Replace, UpdateForm
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import ids, listeners
from tests.moment import NOW


@dataclass
class Visitor:
    """Someone at Slack's doors."""

    session: Session
    workspace: Workspace
    person: Person
    t: Translator
    now: datetime = NOW

    def types(self, text: str) -> Any:
        """`/absence`, as Slack sends it; the clock goes on."""
        self.now += timedelta(minutes=1)
        return self._enters(listeners.absence, command={"text": text})

    def opens(self, text: str = "") -> dict[str, Any]:
        """The form that opens."""
        reply = self.types(text)
        assert isinstance(reply, OpenForm)
        return reply.view

    def clicks(self, listener: Any, value: object = "", **more: object) -> Any:
        """A button."""
        return self._enters(listener, action={"value": str(value)}, **more)

    def submits(self, view: Mapping[str, Any], **chosen: Any) -> FormErrors | UpdateForm:
        """A form with some fields changed: `first`, `last`, `delegate`, `status`."""
        submission = {"id": "V1", **view, "state": {"values": values(view, chosen)}}
        reply = self._enters(listeners.save, view=submission)
        if isinstance(reply, FormErrors):
            # What the guard does.
            typed = {"values": submission["state"]["values"], "metadata": view["private_metadata"]}
            draft = Draft(ids.FORM, "view:V1", typed)
            drafts.save(self.session, self.workspace, self.person, draft, self.now)
        return reply

    def _enters(self, listener: Any, **more: object) -> Any:
        given = {**vars(self), **more}
        names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        reply = listener(**{name: given[name] for name in names})
        outbox.put(self.session, self.workspace, reply.tell, self.now)
        return reply

    @property
    def drafts(self) -> int:
        """How many drafts wait."""
        rows = self.session.connection().exec_driver_sql("SELECT count(*) FROM drafts")
        return int(rows.scalar_one())

    def heard(self, slack_id: str) -> list[str]:
        """What someone hears, or will: the beginnings of what was not taken back."""
        rows = self.session.connection().exec_driver_sql(
            "SELECT body->>'text' FROM deliveries WHERE target = %s AND state <> 'overtaken'"
            " ORDER BY id",
            (slack_id,),
        )
        return [str(text).partition(":")[0] for (text,) in rows]

    def delivers(self) -> None:
        """What waits has gone."""
        self.session.connection().exec_driver_sql("UPDATE deliveries SET state = 'sent'")


def inputs(view: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The blocks of a form's fields, by the field's name."""
    fields = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["element"]["action_id"].partition(".")[2]: block for block in fields}


def filled(view: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a form's fields."""
    initial = ("initial_date", "initial_users", "initial_options")
    found = {
        name: next((block["element"][each] for each in initial if each in block["element"]), None)
        for name, block in inputs(view).items()
    }
    return {name: value for name, value in found.items() if value}


def values(view: Mapping[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
    """A form's `state.values`."""
    now = filled(view) | {name: _sent(value) for name, value in chosen.items()}
    keys = {
        "first": "selected_date",
        "last": "selected_date",
        "delegate": "selected_users",
        "status": "selected_options",
    }
    return {
        block["block_id"]: {block["element"]["action_id"]: {keys[name]: now.get(name)}}
        for name, block in inputs(view).items()
    }


def _sent(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def said(reply: Any) -> str:
    """The words of an answer."""
    assert isinstance(reply, Answer | Replace)
    return reply.message.text


def button(reply: Any, action: str) -> str:
    """The value of a button in an answer."""
    rows = [block["elements"] for block in reply.message.blocks if block["type"] == "actions"]
    return next(str(each["value"]) for row in rows for each in row if each["action_id"] == action)
