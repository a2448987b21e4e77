"""What one person can see and reach: messages, buttons and fields on their screen."""

from collections.abc import Callable, Iterator
from heapq import merge
from typing import TypeVar

from bot.playground.conversations import offered
from bot.playground.fields import elements
from bot.playground.gestures import Gestures
from bot.playground.reading import contains, message_words, readable, words
from bot.playground.records import Channel, Json, Message, View
from bot.playground.state import Workspace, moment

PATIENCE_SECONDS = 5.0
SHOWN_WHEN_MISSED = 12
Surface = Message | View
Place = tuple[Surface, Json, Json]
Found = TypeVar("Found")


class Sight:
    """One person's screen. `patience` is how long they wait for something, in seconds."""

    def __init__(self, workspace: Workspace, gestures: Gestures, name: str) -> None:
        self.workspace = workspace
        self.gestures = gestures
        self.person = workspace.person(name)
        self.patience = PATIENCE_SECONDS

    def messages(self, channel: str | None = None) -> list[Message]:
        """What this person sees in a channel, or in all of theirs, oldest first."""
        with self.workspace.lock:
            return list(self._latest(channel))[::-1]

    def _latest(self, channel: str | None) -> Iterator[Message]:
        """The same, newest first, to be read under the workspace's lock."""
        workspace, me = self.workspace, self.person.id
        mine = (one for one in workspace.channels.values() if me in one.members)
        channels = list(mine) if channel is None else [self._channel(channel)]
        seen = (workspace.latest(one, me) for one in channels)
        return merge(*seen, key=lambda message: moment(message.ts), reverse=True)

    def _channel(self, name: str) -> Channel:
        if name.startswith("@"):
            return self.workspace.direct(self.person.id, self.workspace.person(name).id)
        return self.workspace.channel(name)

    def _wait(self, look: Callable[[], Found | None], missing: str) -> Found:
        found: list[Found] = []

        def met() -> bool:
            seen = look()
            if seen is not None:
                found.append(seen)
            return seen is not None

        if not self.workspace.wait_until(met, self.patience):
            raise AssertionError(f"{missing}. Visible: {self._screen()}")
        return found[-1]

    def _screen(self) -> str:
        """What is visible, for an AssertionError."""
        shown = [
            f"#{self.workspace.channels[message.channel].name or 'dm'}: {message_words(message)}"
            for message in self.messages()[-SHOWN_WHEN_MISSED:]
        ]
        top = self._top()
        if top is not None:
            shown.append(f"modal: {' | '.join(self._view_words(top))}")
        home = self.workspace.homes.get(self.person.id)
        if home is not None:
            shown.append(f"home: {' | '.join(self._view_words(home))}")
        told = [notice.text for notice in self.workspace.notices if notice.user == self.person.id]
        return "\n  ".join(["", *shown, *(f"notice: {text}" for text in told)])

    def _top(self) -> View | None:
        stack = self.workspace.stacks.get(self.person.id)
        return stack[-1] if stack else None

    def _newest(self, text: str, channel: str | None) -> Message | None:
        with self.workspace.lock:
            for message in self._latest(channel):
                if contains(self.workspace, message_words(message), text):
                    return message
        return None

    def _view_words(self, view: View) -> list[str]:
        around = [view.content[name] for name in ("title", "submit") if view.content.get(name)]
        return [*words(around), *words(view.blocks), *view.errors.values()]

    def _showing(self, view: View | None, text: str) -> View | None:
        if view is None:
            return None
        return view if contains(self.workspace, "\n".join(self._view_words(view)), text) else None

    def _surfaces(self, message: Message | None) -> Iterator[Surface]:
        """Where to look for something to click, nearest first."""
        if message is not None:
            yield message
            return
        top = self._top()
        if top is not None:
            # A modal covers everything else.
            yield top
            return
        yield from self._latest(None)
        home = self.workspace.homes.get(self.person.id)
        if home is not None:
            yield home

    def _places(self, message: Message | None) -> Iterator[Place]:
        for surface in self._surfaces(message):
            for block, element in elements(surface.blocks or []):
                yield surface, block, element

    def _button(self, text: str, message: Message | None) -> Place | None:
        for surface, block, element in self._places(message):
            if element["type"] == "button" and self._says(element["text"]["text"], text):
                return surface, block, element
        return None

    def _field(self, label: str, message: Message | None) -> Place | None:
        for surface, block, element in self._places(message):
            if element["type"] in ("button", "image"):
                continue
            if label in (block["block_id"], element.get("action_id")):
                return surface, block, element
            texts = (block.get("label"), block.get("text"), element.get("placeholder"))
            if any(shown and self._says(shown["text"], label) for shown in texts):
                return surface, block, element
        return None

    def _says(self, shown: str, wanted: str) -> bool:
        return wanted in (shown, readable(self.workspace, shown))

    def _options(
        self, surface: Surface, where: Json, element: Json, wanted: tuple[str, ...]
    ) -> list[Json]:
        """The options with these texts, asked of the bot where the element says so."""
        offered = list(element.get("options") or ())
        for group in element.get("option_groups") or ():
            offered += group["options"]
        chosen = []
        for text in wanted:
            if "external" in element["type"]:
                offered = self.gestures.suggest(self.person, surface, {"value": text} | where)
            matching = [one for one in offered if self._says(one["text"]["text"], text)]
            if not matching:
                shown = [one["text"]["text"] for one in offered]
                raise AssertionError(f"There is no option {text!r} among {shown}.")
            chosen.append(matching[0])
        return chosen

    def _conversations(self, element: Json, wanted: tuple[str, ...]) -> list[str]:
        """The ids of those with these names, which the element must offer this person."""
        chosen = [self._channel(name) for name in wanted]
        listed = offered(self.workspace, self.person.id, element) or []
        for name, channel in zip(wanted, chosen, strict=True):
            if channel not in listed:
                shown = [one.name or "direct messages" for one in listed]
                raise AssertionError(f"There is no conversation {name!r} among {shown}.")
        return [channel.id for channel in chosen]

    def _chosen(
        self, surface: Surface, where: Json, element: Json, wanted: tuple[str, ...]
    ) -> list[Json] | list[str] | list[int]:
        """What the field will hold: options, ids of people or channels, dates, times, seconds."""
        kind = element["type"]
        if "users_select" in kind:
            return [self.workspace.person(name).id for name in wanted]
        if "conversations_select" in kind or "channels_select" in kind:
            return self._conversations(element, wanted)
        if kind in ("datepicker", "timepicker"):
            return list(wanted)
        if kind == "datetimepicker":
            return [int(seconds) for seconds in wanted]
        return self._options(surface, where, element, wanted)
