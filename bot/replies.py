"""What a listener returns; the guard says it after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot import blockkit

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """A message as Slack takes it: `text` says the same as `blocks`."""

    text: str
    blocks: tuple[Json, ...] = ()

    @property
    def body(self) -> Json:
        """The arguments of a post, an answer or an update."""
        blocks = {"blocks": list(self.blocks)} if self.blocks else {}
        return {"text": self.text, **blocks}


def message(text: str, *blocks: Block) -> Message:
    """A message from `text`, its fallback, and Block Kit blocks.

    Raises:
        slack_sdk.errors.SlackObjectFormationError: a block is over one of Slack's limits.
    """
    return Message(text, tuple(blockkit.written(block) for block in blocks))


def form(view: View) -> Json:
    """A view as Slack takes it; raises SlackObjectFormationError over one of Slack's limits."""
    return blockkit.written(view)


@dataclass(frozen=True)
class Answer:
    """Said to the person who asked, and only to them."""

    message: Message


@dataclass(frozen=True)
class Replace:
    """The message whose button was clicked becomes this one."""

    message: Message


@dataclass(frozen=True)
class Delete:
    """The message whose button was clicked goes away."""


@dataclass(frozen=True)
class OpenForm:
    """A form opens."""

    view: Json


@dataclass(frozen=True)
class UpdateForm:
    """The open form becomes this one."""

    view: Json


@dataclass(frozen=True)
class PushForm:
    """Another form opens on top of the open one."""

    view: Json


@dataclass(frozen=True)
class FormErrors:
    """The form stays open; `errors` maps a field's block id to a sentence beside it."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class Done:
    """The form closes."""


@dataclass(frozen=True)
class PublishHome:
    """The person's App Home becomes this view."""

    view: Json


@dataclass(frozen=True)
class Options:
    """The choices of a menu: (text, value) pairs, 100 at the most."""

    options: tuple[tuple[str, str], ...]


Reply = (
    Answer
    | Replace
    | Delete
    | OpenForm
    | UpdateForm
    | PushForm
    | FormErrors
    | Done
    | PublishHome
    | Options
)

_KINDS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in Reply.__args__}


def dump(reply: Reply | None) -> Json:
    """A reply as JSON, to be kept and said again when Slack asks twice."""
    if reply is None:
        return {}
    kept = {"kind": type(reply).__name__, **vars(reply)}
    if isinstance(reply, Answer | Replace):
        kept["message"] = vars(reply.message)
    return kept


def load(kept: Json) -> Reply | None:
    """The reply that `dump` kept."""
    if not kept:
        return None
    values = {name: value for name, value in kept.items() if name != "kind"}
    if "message" in values:
        values["message"] = Message(values["message"]["text"], tuple(values["message"]["blocks"]))
    if "options" in values:
        values["options"] = tuple((text, value) for text, value in values["options"])
    reply: Reply = _KINDS[kept["kind"]](**values)
    return reply
