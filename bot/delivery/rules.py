"""How fast the postman goes and how long it waits: Slack's figures and ours, in one place."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

POST = "chat.postMessage"
PUBLISH = "views.publish"
EDIT = "chat.update"
HISTORY = "conversations.history"
REPLIES = "conversations.replies"
JOIN = "conversations.join"
OPEN = "conversations.open"
UPLOAD = "files.getUploadURLExternal"
COMPLETE = "files.completeUploadExternal"
FILE = "files.info"

# Calls a minute and workspace: https://docs.slack.dev/apis/web-api/rate-limits. For posts Slack
# says "several hundred"; this is our constant.
PER_MINUTE: Mapping[str, float] = {
    POST: 300,
    EDIT: 50,
    PUBLISH: 100,
    HISTORY: 50,
    REPLIES: 50,
    JOIN: 50,
    OPEN: 50,
    UPLOAD: 100,
    COMPLETE: 100,
    FILE: 100,
}


@dataclass(frozen=True)
class Rules:
    """What one postman keeps to; all times are seconds of machine time.

    Attributes:
        per_minute: calls of each method in a workspace.
        per_channel: between two posts in one channel; Slack allows one a second.
        timeout: for a call. A message that a stop finds under way is finished within it.
        lease: a call begins within this time of its claim, or not at all.
        overlap: posts to distinct channels under way at once.
        drain: how long one drain lasts, then another workspace may have the thread.
        first_wait, longest_wait: before a second attempt, and before the latest ones.
        pause: before a refused token is tried again.
        sharing: in which Slack shows a file that it took.
        give_up: after the first attempt.
        margin: for what was sent at the last moment to show up.
        looks: whether what may have arrived is looked for before it is sent again. Without it
            messages are said twice, which shows a test that finds doubles that it can.
    """

    per_minute: Mapping[str, float] = field(default_factory=lambda: PER_MINUTE)
    per_channel: float = 1.0
    timeout: float = 5.0
    lease: float = 2.0
    overlap: int = 8
    drain: float = 20.0
    first_wait: float = 0.5
    longest_wait: float = 120.0
    pause: float = 60.0
    sharing: float = 300.0
    give_up: float = 86_400.0
    margin: float = 1.0
    looks: bool = True

    @property
    def doubt(self) -> float:
        """How long after a claim the message can still arrive: nobody looks for it earlier."""
        return self.lease + self.timeout + self.margin

    def wait(self, attempts: int) -> float:
        """Before the next attempt: doubles each time, with jitter, so that not all come at once.

        Args:
            attempts: made so far.
        """
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(attempts, 16))
        return longest * random.uniform(0.5, 1.0)
