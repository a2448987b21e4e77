"""What a postman carries: a delivery that was claimed."""

from dataclasses import dataclass
from datetime import datetime

from bot.delivery import rules
from bot.message import Json
from bot.posts import is_person

METHODS = {
    "post": rules.POST,
    "edit": rules.EDIT,
    "file": rules.COMPLETE,
    "home": rules.PUBLISH,
}

# What stands before a person's id where their App Home is meant, which no message waits for.
HOME = "home:"


@dataclass(frozen=True)
class Content:
    """A file to carry; `slack_id` is empty until Slack has the content."""

    name: str
    alt: str
    content: bytes
    slack_id: str


@dataclass(frozen=True)
class Load:
    """A delivery that was claimed.

    Attributes:
        kind: `post`, `edit`, `file` or `home`.
        mark: what its metadata carries; an App Home that changes meanwhile gets another.
        conversation: where its target was found to be before, empty if unknown.
        thread_ts: the `ts` in whose thread it stands.
        ts: for an edit, of the message it changes.
        sought_from: Slack has nothing of it from before.
        attempts: this one included.
        age: seconds since the first attempt.
        asked_by: Slack's id of the person who hears when it can't arrive; may be empty.
        about: what it is about, in the words they hear then; may be empty.
        claimed: machine time of the claim, in seconds.
        hopeless: the reason why it can't arrive, known without asking Slack; else empty.
        troubled: whether its target could not be reached before.
    """

    id: int
    kind: str
    mark: str
    target: str
    body: Json
    conversation: str
    thread_ts: str
    ts: str
    sought_from: datetime
    attempts: int
    age: float
    asked_by: str
    about: str
    claimed: float
    hopeless: str = ""
    troubled: bool = False
    file: Content | None = None

    @property
    def method(self) -> str:
        """The Web API method that it ends in."""
        return METHODS[self.kind]

    @property
    def place(self) -> str:
        """What is busy while it is under way: its target, or that person's App Home."""
        return f"{HOME}{self.target}" if self.kind == "home" else self.target

    @property
    def person(self) -> bool:
        """Whether it is for a person, not a channel."""
        return is_person(self.target)
