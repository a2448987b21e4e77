"""A message that tells what becomes of insights, and what it says of each."""

from dataclasses import dataclass

from workflows.insights.insight import Insight

# What such a message is called: behind it the id of the insight whose thread it stands in, or of
# the author, a day and a number.
STEM = "insights.receipt"


@dataclass(frozen=True)
class Receipt:
    """A message that tells what becomes of insights.

    Attributes:
        key: what it is called in the outbox.
        to: Slack's id of the author or, in a thread, of the channel.
        thread_ts: of the message whose thread it stands in; empty for direct messages.
        new: whether it is still to be posted.
    """

    key: str
    to: str = ""
    thread_ts: str = ""
    new: bool = False

    @property
    def of_one(self) -> bool:
        """Whether it tells of one insight, in a thread."""
        return self.key.count(":") == 1


@dataclass(frozen=True)
class Fate:
    """What becomes of one insight.

    Attributes:
        path: the states of its theme since it is in it, the present one last; empty without one.
        notes: how many insights say the same, of those that its author may see, itself too.
    """

    insight: Insight
    path: tuple[str, ...] = ()
    notes: int = 1
