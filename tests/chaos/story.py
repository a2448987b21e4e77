"""What is said in one workspace, from a seed: transactions with posts, edits, threads and files."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.message import Message
from bot.posts import Edit, File, Post, Priority

# One transaction more for so many messages edits what was said.
AFTERWORD = 25
PICTURE = b"\x89PNG\r\n\x1a\n"
_WORDS = re.compile(r"(\S+) (alert|normal|broadcast) number (\d+), version (\d+)( undone)?")


@dataclass(frozen=True, order=True)
class Name:
    """Which message it is: the `number`th of its priority in its place, from 1."""

    place: str
    priority: str
    number: int


@dataclass(frozen=True)
class Saying:
    """A message as its words name it."""

    name: Name
    version: int = 1
    undone: bool = False

    @property
    def text(self) -> str:
        """The whole message."""
        one = self.name
        words = f"{one.place} {one.priority} number {one.number}, version {self.version}"
        return f"{words} undone" if self.undone else words

    @property
    def key(self) -> str:
        """Its key in the outbox."""
        return f"chaos:{self.text}"

    @property
    def message(self) -> Message:
        """What is posted."""
        return Message(self.text)


def read(text: str) -> Saying | None:
    """The message whose words these are; None for any other words."""
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    place, priority, number, version, undone = found.groups()
    return Saying(Name(place, priority, int(number)), int(version), bool(undone))


@dataclass(frozen=True)
class Step:
    """One transaction.

    Attributes:
        says: what it posts, each with the message in whose thread it stands.
        changes: what it edits, with the new version.
        undone: whether it is rolled back.
        wait: what share of the whole time passes before it.
    """

    says: tuple[tuple[Saying, Name | None], ...] = ()
    changes: tuple[Saying, ...] = ()
    undone: bool = False
    wait: float = 0.0


@dataclass
class Story:
    """Tells what is said in one workspace.

    Args:
        chance: seeded; nothing else decides.
        places: channels and people.
        messages: how many, edits not counted.
    """

    chance: random.Random
    places: Sequence[str]
    messages: int
    _said: Counter[tuple[str, str]] = field(default_factory=Counter)
    _versions: dict[Name, int] = field(default_factory=dict)
    _undone: int = 0

    def steps(self) -> Iterator[Step]:
        """The transactions in their order."""
        left = self.messages
        while left:
            count = min(left, self.chance.choice((1, 1, 1, 2, 3, 5, 40)))
            wait = count / self.messages * self.chance.uniform(0.0, 2.0)
            if self.chance.random() < 0.08:
                yield self._rolled_back()
            says = tuple(self._says(count))
            left -= count
            changes = tuple(self._changes()) if self.chance.random() < 0.25 else ()
            yield Step(says, changes, wait=wait)
        # By now most have arrived, so that they are edited in Slack, not in the outbox.
        for _ in range(self.messages // AFTERWORD):
            wait = self.chance.uniform(0.0, 1.0) * AFTERWORD / self.messages
            yield Step(changes=tuple(self._changes()), wait=wait)

    def _says(self, count: int) -> Iterator[tuple[Saying, Name | None]]:
        # Many at once are a broadcast; a few may be a post and the replies in its thread.
        priority = "broadcast" if count > 5 else self.chance.choice(("alert", "normal", "normal"))
        thread = 1 < count <= 5 and self.chance.random() < 0.5
        first: Name | None = None
        for _ in range(count):
            place = first.place if thread and first else self.chance.choice(self.places)
            self._said[place, priority] += 1
            name = Name(place, priority, self._said[place, priority])
            self._versions[name] = 1
            yield Saying(name), first if thread else None
            first = first or name

    def _changes(self) -> Iterator[Saying]:
        # Of the latest messages, which may be on their way, and of old ones.
        said = list(self._versions)
        for name in {self.chance.choice(said[-20:]), self.chance.choice(said)}:
            self._versions[name] += 1
            yield Saying(name, self._versions[name])

    def _rolled_back(self) -> Step:
        self._undone += 1
        place = self.chance.choice(self.places)
        says = ((Saying(Name(place, "normal", self._undone), undone=True), None),)
        name = self.chance.choice(list(self._versions)) if self._versions else None
        changes = (Saying(name, self._versions[name] + 1, undone=True),) if name else ()
        return Step(says, changes, undone=True)


def tell(step: Step, ids: dict[str, str]) -> list[Post | Edit]:
    """A transaction's posts and edits for the outbox.

    Args:
        ids: Slack's ids of the places.
    """
    told: list[Post | Edit] = []
    for saying, top in step.says:
        name = saying.name
        # Some bring a picture, but in no thread: a reply has to know where it stands.
        pictured = top is None and name.number % 40 == 0
        told.append(
            Post(
                ids[name.place],
                saying.message,
                saying.key,
                Priority[name.priority.upper()],
                under=Saying(top).key if top else "",
                file=File("chaos.png", PICTURE + saying.text.encode(), "") if pictured else None,
            )
        )
    told += [Edit(Saying(one.name).key, one.message, one.key) for one in step.changes]
    return told
