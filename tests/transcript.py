"""What the bot says as its readers see it, for the tests that hold it word for word."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Place
from bot.i18n import Translator
from bot.posts import Post
from bot.replies import Message
from bot.store.people import Person
from tests.moment import NOW

Json = dict[str, Any]
Said = Mapping[str, Callable[[Translator], str]]


def transcript(t: Translator, said: Said) -> str:
    """All of it, one thing after another."""
    return "".join(f"== {name}\n{each(t)}\n\n" for name, each in said.items())


def asked(kind: AskKind, title: str, person: Person) -> Callable[[Translator], str]:
    """What somebody is asked, with its buttons, how others call it, and why it is asked."""
    ask = Ask(1, "kind", 7, title, NOW + timedelta(days=1), person, NOW)

    def said(t: Translator) -> str:
        buttons = kind.buttons(t, ask, Place.MESSAGE)
        row = " ".join(f"[{button.text.text}]" for button in buttons if button.text)
        return "\n".join([kind.line(t, ask), row, kind.about(t, ask), kind.why(t, ask)])

    return said


def in_words(post: Post, t: Translator) -> Message:
    """What a reader of a language reads of a post."""
    return post.message(t) if callable(post.message) else post.message


def shown(message: Message) -> str:
    """What stands in a message, block by block."""
    return "\n".join(line for block in message.blocks for line in words(block)) or message.text


def form(view: Json) -> str:
    """What stands in a form, field by field."""
    ends = [view[name]["text"] for name in ("submit", "close") if name in view]
    lines = [line for block in view["blocks"] for line in words(block)]
    return "\n".join([f"# {view['title']['text']}", *lines, " ".join(f"[{end}]" for end in ends)])


def words(block: Json) -> Iterator[str]:
    """The words of a block."""
    for name in ("label", "text", "hint"):
        if name in block:
            yield block[name]["text"]
    inside = [block[name] for name in ("accessory", "element") if name in block]
    for each in [*block.get("elements", ()), *inside]:
        yield from _element(each)


def _element(each: Json) -> Iterator[str]:
    text = each.get("text")
    if isinstance(text, dict):
        yield f"[{text['text']}]"
    elif text:
        yield text
    if each["type"] == "overflow":
        yield "[…] " + " / ".join(option["text"]["text"] for option in each["options"])
    for name in ("placeholder", "initial_option"):
        inner = each.get(name) or {}
        found = inner.get("text")
        if found:
            yield "  " + (found["text"] if isinstance(found, dict) else found)
    for name in ("initial_value", "initial_date"):
        if each.get(name):
            yield "  " + each[name]
