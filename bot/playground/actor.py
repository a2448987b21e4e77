"""A person of the workspace, driven by a test: what they type, click, fill in and see."""

from collections.abc import Callable
from typing import Any

from bot.playground import channel_happenings, group_happenings, happenings, statuses, unread
from bot.playground.fields import KEPT
from bot.playground.reading import message_words
from bot.playground.records import Group, Json, Message
from bot.playground.shapes import view_json
from bot.playground.sight import Sight


class Actor(Sight):
    """One person. Channels are given by name or id; "@name" is the direct messages with them.

    Waiting ends as soon as what is waited for is there, after `patience` seconds (real time)
    with an AssertionError that says what was visible instead.
    """

    @property
    def id(self) -> str:
        """The person's Slack id."""
        return self.person.id

    @property
    def dm(self) -> str:
        """The id of the direct messages with the bot."""
        return self.workspace.direct(self.id, self.workspace.bot_user).id

    @property
    def modal(self) -> Json | None:
        """The view on top of the screen, or None."""
        view = self._top()
        return view_json(self.workspace, view) if view else None

    @property
    def home(self) -> Json | None:
        """The home tab last published for this person, or None."""
        home = self.workspace.homes.get(self.id)
        return view_json(self.workspace, home) if home else None

    @property
    def notices(self) -> list[str]:
        """What Slack itself told this person, oldest first."""
        with self.workspace.lock:
            return [notice.text for notice in self.workspace.notices if notice.user == self.id]

    def types(
        self, text: str, channel: str = "general", thread: Message | None = None
    ) -> Message | None:
        """Types a command or a message and waits for the bot's answer to a command.

        Returns:
            The message posted; for a command what appeared in the channel, or None.
        """
        where = self._channel(channel)
        return self.gestures.type(self.person, where, text, thread.ts if thread else None)

    def reads(self, channel: str, thread: Message | None = None) -> None:
        """Reads a channel, or a thread in it, to its end."""
        where = self._channel(channel)
        place = where.id if thread is None else unread.thread_place(where.id, thread.ts)
        unread.read(self.workspace, self.id, place, unread.newest(where))

    def unread(self, channel: str) -> tuple[int, int]:
        """How many messages of a channel they have not read, and how many of these name them."""
        with self.workspace.lock:
            told = unread.channel_json(self.workspace, self._channel(channel), self.id)
        return told["unread"], told["mentions"]

    def sets_status(self, text: str, emoji: str = "", until: str = "") -> None:
        """Says how they are, until "1h", "today", "week", a day …; see `statuses.put`."""
        statuses.put(self.workspace, self.person, (emoji, text), until)

    def clears_status(self) -> None:
        """Takes their status away."""
        statuses.put(self.workspace, self.person, ("", ""))

    def creates(self, channel: str, private: bool = False) -> None:
        """Makes a channel, in which they are alone."""
        channel_happenings.make(self.workspace, channel, self.person, private)

    def sees(self, text: str, channel: str | None = None) -> Message:
        """Waits until a message with this text is visible; returns the newest such."""
        return self._wait(
            lambda: self._newest(text, channel), f"{self.person.name} does not see {text!r}"
        )

    def does_not_see(self, text: str, channel: str | None = None) -> None:
        """Asserts that no visible message has this text, right now."""
        found = self._newest(text, channel)
        if found is not None:
            raise AssertionError(f"{self.person.name} sees {message_words(found)!r}.")

    def sees_in_modal(self, text: str) -> Json:
        """Waits until the modal on top shows this text; returns it."""
        view = self._wait(
            lambda: self._showing(self._top(), text), f"The modal does not show {text!r}"
        )
        return view_json(self.workspace, view)

    def sees_at_home(self, text: str) -> Json:
        """Waits until the home tab shows this text; returns it."""
        view = self._wait(
            lambda: self._showing(self.workspace.homes.get(self.id), text),
            f"The home tab does not show {text!r}",
        )
        return view_json(self.workspace, view)

    def waits_for_modal(self) -> Json:
        """Waits until a modal is open; returns the one on top."""
        return view_json(self.workspace, self._wait(self._top, "No modal is open"))

    def waits_until(self, met: Callable[[], bool], what: str) -> None:
        """Waits until `met()` holds, asking again at every change; `what` says what for."""
        self._wait(lambda: met() or None, what)

    def clicks(self, text: str, message: Message | None = None) -> bool:
        """Clicks the newest button with this text, as soon as there is one.

        Looks in the modal on top if one is open, else in messages, else on the home tab.

        Returns:
            Whether the bot took it.
        """
        surface, block, element = self._wait(
            lambda: self._button(text, message), f"There is no button {text!r}"
        )
        where = {"block_id": block["block_id"], "action_id": element["action_id"]}
        return self.gestures.click(self.person, surface, where)

    def chooses(
        self, label: str, *options: str, message: Message | None = None, typed: str | None = None
    ) -> bool:
        """Chooses options by their text, people and channels by name, dates as they are.

        Args:
            label: the field's label or its block's text, placeholder, block_id or action_id.
            options: what to choose; several for fields that take several, none to clear it.
            message: where to look; otherwise the modal, the messages, the home tab.
            typed: into a menu that completes, before choosing; otherwise the option's text.

        Returns:
            Whether the bot took it, or did not have to hear of it.
        """
        surface, block, element = self._wait(
            lambda: self._field(label, message), f"There is no field {label!r}"
        )
        where = {"block_id": block["block_id"], "action_id": element["action_id"]}
        if element["type"] == "overflow":
            chosen = self._options(surface, where, element, options)[0]
            return self.gestures.click(self.person, surface, {**where, "selected_option": chosen})
        key = KEPT[element["type"]][0]
        asked = where if typed is None else {**where, "value": typed}
        found: list[Any] = list(self._chosen(surface, asked, element, options))
        one = found[0] if found else None
        value = found if key.endswith("s") else one
        return self.gestures.click(self.person, surface, {**where, key: value})

    def suggested(self, label: str, typed: str) -> list[str]:
        """The option texts an external select offers for what was typed."""
        surface, block, element = self._wait(
            lambda: self._field(label, None), f"There is no field {label!r}"
        )
        asked = {"block_id": block["block_id"], "action_id": element["action_id"], "value": typed}
        options = self.gestures.suggest(self.person, surface, asked)
        return [option["text"]["text"] for option in options]

    def fills(self, label: str, text: str) -> None:
        """Types into a field of the modal on top.

        Raises:
            AssertionError: the field does not take so many characters.
        """
        surface, block, element = self._wait(
            lambda: self._field(label, None), f"There is no field {label!r}"
        )
        most = element.get("max_length") or 3000
        if len(text) > most:
            raise AssertionError(f"{label!r} takes {most} characters, not {len(text)}.")
        where = {"block_id": block["block_id"], "action_id": element["action_id"]}
        self.gestures.click(self.person, surface, {**where, "value": text or None})

    def submits(self) -> dict[str, str] | None:
        """Submits the modal on top.

        Returns:
            None when it was accepted; else what is wrong by block_id, and under "" what Slack
            says when the bot failed.
        """
        return self.gestures.submit(self.person, self._wait(self._top, "No modal is open"))

    def closes(self, everything: bool = False) -> None:
        """Closes the modal on top, or all of them."""
        view = self._wait(self._top, "No modal is open")
        self.gestures.close(self.person, view, everything)

    def shortcut(
        self, name: str, message: Message | None = None, channel: str | None = None
    ) -> bool:
        """Chooses a shortcut by name: on a message, or a global one without.

        Args:
            name: the shortcut's.
            message: on which.
            channel: what the person has before them at a global one.

        Raises:
            AssertionError: the manifest has none of that name.
        """
        kind = "message" if message is not None else "global"
        for shortcut in self.workspace.manifest.shortcuts:
            if shortcut.name == name and shortcut.kind == kind:
                if message is None:
                    where = self._channel(channel) if channel else None
                    return self.gestures.global_shortcut(self.person, shortcut.callback_id, where)
                return self.gestures.message_shortcut(self.person, message, shortcut.callback_id)
        raise AssertionError(f"The manifest has no {kind} shortcut {name!r}.")

    def joins(self, channel: str) -> None:
        """Joins a channel."""
        happenings.join(self.workspace, self._channel(channel), self.id)

    def leaves(self, channel: str) -> None:
        """Leaves a channel."""
        happenings.leave(self.workspace, self._channel(channel), self.id)

    def invites(self, name: str, channel: str) -> None:
        """Adds a person to a channel."""
        user = self.workspace.person(name).id
        happenings.join(self.workspace, self._channel(channel), user, inviter=self.id)

    def invites_the_bot(self, channel: str) -> None:
        """Invites the bot to a channel."""
        bot = self.workspace.bot_user
        happenings.join(self.workspace, self._channel(channel), bot, inviter=self.id)

    def removes_the_bot(self, channel: str) -> None:
        """Removes the bot from a channel."""
        happenings.leave(self.workspace, self._channel(channel), self.workspace.bot_user)

    def archives(self, channel: str) -> None:
        """Archives a channel."""
        happenings.archive(self.workspace, self._channel(channel), self.id)

    def unarchives(self, channel: str) -> None:
        """Opens an archived channel again."""
        happenings.unarchive(self.workspace, self._channel(channel), self.id)

    def abolishes(self, channel: str) -> None:
        """Deletes a channel for good, with everything that was said in it."""
        happenings.abolish(self.workspace, self._channel(channel), self.id)

    def edits(self, message: Message, text: str) -> None:
        """Edits a message of theirs."""
        happenings.edit(self.workspace, message, text, None)

    def deletes(self, message: Message) -> None:
        """Deletes a message of theirs."""
        happenings.delete(self.workspace, message)

    def reacts(self, name: str, message: Message) -> None:
        """Adds a reaction to a message."""
        happenings.react(self.workspace, message, self.id, name)

    def unreacts(self, name: str, message: Message) -> None:
        """Takes a reaction back."""
        happenings.unreact(self.workspace, message, self.id, name)

    def changes_profile(self, **changes: Any) -> None:
        """Changes their profile, such as tz="Asia/Tokyo", deleted=True or status_emoji=":ski:"."""
        happenings.alter(self.workspace, self.person, changes)

    def makes_group(self, handle: str, *names: str) -> Group:
        """Makes a user group of people, by name."""
        return group_happenings.make(self.workspace, handle, self._people(names))

    def changes_group(self, handle: str, /, **changes: Any) -> None:
        """Changes a user group, such as name="Billing" or handle="billing"."""
        group_happenings.alter(self.workspace, self.workspace.group(handle), changes)

    def fills_group(self, handle: str, *names: str) -> None:
        """Puts these people, by name, into a user group in place of who is there."""
        group = self.workspace.group(handle)
        group_happenings.fill(self.workspace, group, self._people(names))

    def disables_group(self, handle: str) -> None:
        """Deletes a user group."""
        group_happenings.disable(self.workspace, self.workspace.group(handle))

    def _people(self, names: tuple[str, ...]) -> list[str]:
        return [self.workspace.person(name).id for name in names]

    def opens_home(self, tab: str = "home") -> None:
        """Opens a tab of the app's, `home` or `messages`."""
        happenings.open_home(self.workspace, self.id, tab)
