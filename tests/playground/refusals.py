"""What Slack refuses: the code, where Slack publishes it, and what brings it about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import Json, field, modal, section

METHODS = "https://docs.slack.dev/reference/methods"
NOBODY, NOWHERE = "U0AAAAAAAAA", "C0AAAAAAAAA"
PIECE = {"type": "divider"}


@dataclass(frozen=True)
class Scene:
    """A workspace, the app's client, a person, and the channel where all of them are."""

    playground: Playground
    slack: WebClient
    lea: Actor
    general: str

    def channel(self, name: str) -> str:
        """The id of a channel."""
        return self.playground.workspace.channel(name).id

    def call(self, method: str, **arguments: Any) -> object:
        """Calls a method by its name, with JSON."""
        return self.slack.api_call(method, json=arguments)

    def posts(self, **more: Any) -> object:
        """Posts to the channel, by default a greeting."""
        return self.slack.chat_postMessage(**{"channel": self.general, "text": "Hi", **more})

    def ts(self) -> str:
        """The moment of a message of the app's."""
        return str(self.slack.chat_postMessage(channel=self.general, text="Mine")["ts"])

    def said(self) -> str:
        """The moment of a message of the person's."""
        message = self.lea.types("Hers")
        assert message is not None
        return message.ts

    def opens(self, **more: Any) -> Json:
        """Opens a form by what the person just did; returns its view."""
        trigger = self.playground.workspace.triggers.give(self.lea.id)
        opened = self.slack.views_open(trigger_id=trigger, view=modal(**more))
        view: Json = opened["view"]
        return view

    def pushes(self) -> object:
        """Puts a form on top of the open ones."""
        trigger = self.playground.workspace.triggers.give(self.lea.id)
        return self.slack.views_push(trigger_id=trigger, view=modal())

    def file(self, **more: Any) -> object:
        """Asks for a place to upload a file to."""
        named: Json = {"filename": "a.png", "length": 1, **more}
        return self.call("files.getUploadURLExternal", **named)

    def shares(self, **more: Any) -> object:
        """Shares a file that was uploaded."""
        file = self.playground.workspace.files
        self.file()
        *_, newest = file
        file[newest].content = b"x"
        return self.call("files.completeUploadExternal", files=[{"id": newest}], **more)


def archived(scene: Scene) -> Scene:
    """With the channel archived."""
    scene.lea.archives("general")
    return scene


def restricted(scene: Scene) -> Scene:
    """With the channel closed to apps."""
    scene.playground.workspace.channel("general").restricted = "restricted_action"
    return scene


def expired(scene: Scene) -> object:
    """Opens a form too late."""
    scene.playground.workspace.triggers.seconds = 0
    return scene.opens()


def exchanged(scene: Scene) -> object:
    """Opens two forms by one gesture."""
    trigger = scene.playground.workspace.triggers.give(scene.lea.id)
    scene.slack.views_open(trigger_id=trigger, view=modal())
    return scene.slack.views_open(trigger_id=trigger, view=modal())


def outdated(scene: Scene) -> object:
    """Updates a form that changed meanwhile."""
    view = scene.opens()
    known = {"view_id": view["id"], "hash": view["hash"]}
    scene.slack.views_update(**known, view=modal())
    return scene.slack.views_update(**known, view=modal())


def pushed(scene: Scene) -> object:
    """Stacks a fourth form."""
    scene.opens()
    for _ in range(2):
        scene.pushes()
    return scene.pushes()


def twice(scene: Scene) -> object:
    """Opens a form beside another of the same external id."""
    hugo = scene.playground.as_("hugo")
    trigger = scene.playground.workspace.triggers.give(hugo.id)
    scene.slack.views_open(trigger_id=trigger, view=modal(external_id="one"))
    return scene.opens(external_id="one")


def left(scene: Scene) -> Scene:
    """With the person out of the channel."""
    scene.lea.leaves("general")
    return scene


def gone(scene: Scene) -> Scene:
    """With the person gone from the workspace."""
    scene.lea.changes_profile(deleted=True)
    return scene


def big(characters: int) -> Json:
    """Metadata of about that size."""
    return {"event_type": "big", "event_payload": {"text": "x" * characters}}


def reacts(scene: Scene) -> object:
    """Adds the same reaction twice."""
    where = {"channel": scene.general, "timestamp": scene.ts(), "name": "tada"}
    scene.slack.reactions_add(**where)
    return scene.slack.reactions_add(**where)


Act = Callable[[Scene], object]
LONG = [section("x" * 2_900)] * 5
ROWS = [[{"type": "raw_text", "text": "1"}]]
TABLE = {"type": "table", "rows": ROWS}

# By the method whose page lists the error, below METHODS.
BY_METHOD: dict[str, dict[str, Act]] = {
    "chat.postMessage": {
        "no_text": lambda at: at.call("chat.postMessage", channel=at.general),
        "msg_too_long": lambda at: at.posts(text="x" * 40_001),
        "too_many_attachments": lambda at: at.posts(attachments=[{"text": "x"}] * 101),
        "invalid_blocks": lambda at: at.posts(blocks=[PIECE] * 51),
        "invalid_blocks_format": lambda at: at.posts(blocks='{"type": "divider"}'),
        "msg_blocks_too_long": lambda at: at.posts(blocks=LONG),
        "channel_not_found": lambda at: at.posts(channel=NOWHERE),
        "not_in_channel": lambda at: at.posts(channel=at.channel("sales-calls")),
        "is_archived": lambda at: archived(at).posts(),
        "restricted_action": lambda at: restricted(at).posts(),
        "user_disabled": lambda at: gone(at).posts(channel=at.lea.id),
        "cannot_dm_bot": lambda at: at.posts(channel="USLACKBOT"),
        "metadata_too_large": lambda at: at.posts(metadata=big(9_000)),
        "invalid_metadata_schema": lambda at: at.posts(metadata={"event_type": "x"}),
        "invalid_metadata_format": lambda at: at.posts(metadata="{"),
        "invalid_arguments": lambda at: at.call("chat.postMessage", text="Hi"),
    },
    "chat.postEphemeral": {
        "user_not_in_channel": lambda at: left(at).slack.chat_postEphemeral(
            channel=at.general, user=at.lea.id, text="Hi"
        ),
        "user_not_found": lambda at: at.slack.chat_postEphemeral(
            channel=at.general, user=NOBODY, text="Hi"
        ),
    },
    "chat.update": {
        "message_not_found": lambda at: at.slack.chat_update(
            channel=at.general, ts="1.000001", text="Hi"
        ),
        "cant_update_message": lambda at: at.slack.chat_update(
            channel=at.general, ts=at.said(), text="Hi"
        ),
        "is_inactive": lambda at: at.slack.chat_update(
            ts=at.ts(), channel=archived(at).general, text="Hi"
        ),
        "msg_too_long": lambda at: at.slack.chat_update(
            channel=at.general, ts=at.ts(), text="x" * 4_001
        ),
    },
    "chat.delete": {
        "cant_delete_message": lambda at: at.slack.chat_delete(channel=at.general, ts=at.said()),
        "message_not_found": lambda at: at.slack.chat_delete(channel=at.general, ts="1.000001"),
    },
    "chat.getPermalink": {
        "message_not_found": lambda at: at.slack.chat_getPermalink(
            channel=at.general, message_ts="1.000001"
        ),
    },
    "reactions.add": {
        "already_reacted": reacts,
        "is_archived": lambda at: at.slack.reactions_add(
            timestamp=at.ts(), channel=archived(at).general, name="tada"
        ),
        "invalid_name": lambda at: at.slack.reactions_add(
            channel=at.general, timestamp=at.ts(), name="no name"
        ),
        "message_not_found": lambda at: at.slack.reactions_add(
            channel=at.general, timestamp="1.000001", name="tada"
        ),
    },
    "views.open": {
        "invalid_trigger_id": lambda at: at.call("views.open", trigger_id="1.2.x", view=modal()),
        "expired_trigger_id": expired,
        "exchanged_trigger_id": exchanged,
        "duplicate_external_id": twice,
        "view_too_large": lambda at: at.opens(blocks=[section("x" * 3_000)] * 90),
        "invalid_arguments": lambda at: at.opens(blocks=[field("a", "x" * 2_001)]),
    },
    "views.push": {
        "push_limit_reached": pushed,
        "not_found": lambda at: at.pushes(),
    },
    "views.update": {
        "hash_conflict": outdated,
        "not_found": lambda at: at.slack.views_update(view_id="V0", view=modal()),
    },
    "views.publish": {
        "invalid_arguments": lambda at: at.slack.views_publish(
            user_id=NOBODY, view={"type": "home", "blocks": []}
        ),
    },
}
