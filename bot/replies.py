"""What a listener returns; the guard says it after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import SectionBlock
from slack_sdk.models.views import View

from bot import blockkit
from bot.i18n import Translator
from bot.message import Json as Json
from bot.message import Message as Message
from bot.message import message as message
from bot.mrkdwn import cut
from bot.posts import Tell

# What a section of Slack's holds, with room for a sign that more was there.
SECTION = 2_900


def form(view: View) -> Json:
    """A view as Slack takes it; raises SlackObjectFormationError over one of Slack's limits."""
    return blockkit.written(view)


def notice(t: Translator, title: str, text: str) -> Json:
    """A form that says something, and asks nothing; of a long text, what a section holds."""
    said = text if len(text) <= SECTION else f"{text[: cut(text, SECTION)]}…"
    section = SectionBlock(text=blockkit.mrkdwn(said))
    return form(View(type="modal", title=title, close=t("Close"), blocks=[section]))


@dataclass(frozen=True)
class _Telling:
    """Any reply; `tell` is what others must hear, put in the outbox before the commit."""

    tell: Tell = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Answer(_Telling):
    """Said to the person who asked, and only to them."""

    message: Message


@dataclass(frozen=True)
class Replace(_Telling):
    """The message whose button was clicked becomes this one."""

    message: Message


@dataclass(frozen=True)
class Delete(_Telling):
    """The message whose button was clicked goes away."""


@dataclass(frozen=True)
class OpenForm(_Telling):
    """A form opens."""

    view: Json


@dataclass(frozen=True)
class UpdateForm(_Telling):
    """The open form becomes this one."""

    view: Json


@dataclass(frozen=True)
class PushForm(_Telling):
    """Another form opens on top of the open one."""

    view: Json


@dataclass(frozen=True)
class FormErrors(_Telling):
    """The form stays open; `errors` maps a field's block id to a sentence beside it."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class Done(_Telling):
    """The form closes."""


@dataclass(frozen=True)
class PublishHome(_Telling):
    """The person's App Home becomes this view."""

    view: Json


@dataclass(frozen=True)
class Options(_Telling):
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
    """A reply as JSON, to be kept and said again when Slack asks twice; others are told once."""
    if reply is None:
        return {}
    kept = {"kind": type(reply).__name__, **vars(reply)}
    del kept["tell"]
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
