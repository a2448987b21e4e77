"""A message as Slack takes it, whoever says it and where."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

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
