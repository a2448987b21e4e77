"""What a person does in Slack, what the bot is told of it, and what comes of the answer."""

from dataclasses import dataclass
from typing import Any

from bot.playground import answers, client_checks, conversations, happenings, payloads, screens
from bot.playground.delivery import COMMAND, INTERACTION, Delivery, Parcel
from bot.playground.fields import KEPT, element_at, empty, state_of
from bot.playground.records import Channel, Fields, Json, Message, Person, View
from bot.playground.refusing import refusal
from bot.playground.state import Workspace
from bot.playground.triggers import ResponseUrl
from bot.playground.writing import command_text, message_text

NO_INTERACTIVITY = "This app is not set up to handle interactive responses."


@dataclass(frozen=True)
class Gestures:
    """Everything people can do. Each waits for the bot's answer, at most Slack's 3 seconds."""

    workspace: Workspace
    delivery: Delivery

    def type(
        self,
        person: Person,
        channel: Channel,
        text: str,
        thread_ts: str | None = None,
        broadcast: bool = False,
    ) -> Message | None:
        """A person types into a channel: a command, else a message.

        Args:
            person: who.
            channel: where.
            text: what.
            thread_ts: the message it answers.
            broadcast: whether an answer stands in the channel too.

        Returns:
            The message posted, or what appeared for the person after a command.
        """
        if text.startswith("/"):
            return self._command(person, channel, text)
        message = Message(
            channel=channel.id,
            ts=self.workspace.next_ts(),
            user=person.id,
            text=message_text(self.workspace, text, person.id),
            thread_ts=thread_ts,
            broadcast=broadcast and thread_ts is not None,
        )
        return happenings.post(self.workspace, message)

    def _command(self, person: Person, channel: Channel, text: str) -> Message | None:
        name, *rest = text.split(maxsplit=1)
        seen = {message.ts for message in self.workspace.visible(channel, person.id)}
        known = self.workspace.manifest.command(name)
        if known is None:
            words = f"{name} is not a valid command. In Slack, all messages that start with “/”"
            self.workspace.tell(person.id, f"{words} are interpreted as commands.", channel.id)
        else:
            safe = command_text(self.workspace, "".join(rest), known.should_escape)
            payload = payloads.command(self.workspace, person, channel, (name, safe))
            outcome = self.delivery.send(Parcel(COMMAND, payload))
            place = ResponseUrl(person.id, channel.id, None, 0.0)
            answers.to_command(self.workspace, place, name, outcome)
        with self.workspace.lock:
            visible = self.workspace.visible(channel, person.id)
            new = [message for message in visible if message.ts not in seen]
        return new[-1] if new else None

    def click(self, person: Person, surface: Message | View, action: Json) -> bool:
        """A person uses an element.

        Args:
            person: who.
            surface: the message or view it stands in.
            action: block_id and action_id, and for all but buttons what was chosen, by its
                key in `state.values`, such as `selected_option`.

        Returns:
            Whether the bot took it. A button with a url tells the bot too.
        """
        found = element_at(self._blocks(surface), action["block_id"], action["action_id"])
        if found is None:
            raise refusal(person, "element_gone")
        block, element = found
        whole: Json = {"type": element["type"], **action}
        if element["type"] == "button":
            whole |= {name: element[name] for name in ("text", "value", "style") if name in element}
        if element["type"] in KEPT:
            key, initial = KEPT[element["type"]]
            said = {name: element[name] for name in ("placeholder", initial) if name in element}
            whole = {**said, **whole}
            self.put(person, surface, action, action[key])
            if block["type"] == "input" and not block.get("dispatch_action"):
                return True
        payload = payloads.block_actions(self.workspace, person, surface, whole)
        return self._interact(person, surface, payload)

    def put(self, person: Person, surface: Message | View, where: Json, value: Any) -> None:
        """Puts a value into a field, without telling the bot.

        Raises:
            ValueError: the field is gone, or offers no such conversation.
        """
        block_id, action_id = where["block_id"], where["action_id"]
        found = element_at(self._blocks(surface), block_id, action_id)
        if found is None:
            raise refusal(person, "element_gone")
        kind = found[1]["type"]
        with self.workspace.change():
            typed = self._typed(person, surface)
            held = surface.held if isinstance(surface, View) else typed
            stands = state_of(self._blocks(surface), held)[block_id][action_id]
            if not conversations.takes(self.workspace, person.id, found[1], value, stands):
                raise refusal(person, "not_offered")
            key = KEPT[kind][0]
            typed.setdefault(block_id, {})[action_id] = empty(kind) | {key: value}

    def suggest(self, person: Person, surface: Message | View, asked: Json) -> list[Json]:
        """The options an external select offers for what was typed, groups flattened."""
        groups = self.suggest_groups(person, surface, asked)
        return [option for group in groups for option in group["options"]]

    def suggest_groups(self, person: Person, surface: Message | View, asked: Json) -> list[Json]:
        """The groups of options that it offers; options without groups are one without a label."""
        payload = payloads.block_suggestion(self.workspace, person, surface, asked)
        outcome = self.delivery.send(Parcel(INTERACTION, payload))
        channel = surface.channel if isinstance(surface, Message) else None
        return answers.to_suggestion(self.workspace, person.id, channel, outcome)

    def submit(self, person: Person, view: View) -> dict[str, str] | None:
        """A person submits the modal on top.

        Returns:
            What is wrong by block id, as shown next to the fields; None when it was accepted.
            Under "" stands what Slack says when the bot failed.
        """
        wrong = client_checks.problems(view, person.locale)
        if wrong:
            with self.workspace.change():
                view.errors = wrong
            return wrong
        payload = payloads.view_submission(self.workspace, person, view)
        outcome = self.delivery.send(Parcel(INTERACTION, payload))
        return answers.to_submission(self.workspace, view, outcome)

    def close(self, person: Person, view: View, everything: bool = False) -> None:
        """A person dismisses a modal; `everything` closes those below it too."""
        whole = everything or bool(view.content.get("clear_on_close"))
        gone = (
            screens.cleared(self.workspace, person.id)
            if whole
            else screens.closed(self.workspace, view)
        )
        for one in gone:
            if one.content.get("notify_on_close"):
                payload = payloads.view_closed(self.workspace, person, one, whole)
                self.delivery.send(Parcel(INTERACTION, payload))

    def message_shortcut(self, person: Person, message: Message, callback_id: str) -> bool:
        """A person chooses a shortcut in a message's menu."""
        payload = payloads.message_shortcut(self.workspace, person, message, callback_id)
        return self._interact(person, message, payload)

    def global_shortcut(
        self, person: Person, callback_id: str, where: Channel | None = None
    ) -> bool:
        """A person chooses a shortcut in the + menu, with this conversation before them."""
        payload = payloads.global_shortcut(self.workspace, person, callback_id, where)
        return self._interact(person, None, payload)

    def _interact(self, person: Person, surface: Message | View | None, payload: Json) -> bool:
        channel = surface.channel if isinstance(surface, Message) else None
        if not self.workspace.manifest.interactive:
            self.workspace.tell(person.id, NO_INTERACTIVITY, channel)
            return False
        outcome = self.delivery.send(Parcel(INTERACTION, payload))
        return answers.to_interaction(self.workspace, person.id, channel, outcome)

    def _blocks(self, surface: Message | View) -> list[Json]:
        return surface.blocks or []

    def _typed(self, person: Person, surface: Message | View) -> Fields:
        if isinstance(surface, View):
            return surface.typed
        key = (person.id, surface.channel, surface.ts)
        return self.workspace.typed_in_messages.setdefault(key, {})
