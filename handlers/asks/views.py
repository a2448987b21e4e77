"""The message that tells a person what they owe, and its part of App Home: pure functions."""

import json
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import blockkit
from bot.asks.ask import Ask
from bot.asks.finding import Line, Telling
from bot.asks.kinds import Kinds, Place
from bot.asks.turns import Part
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Json, Message, form, message
from bot.store.people import Person
from handlers.asks import lines

# Slack takes about 13,200 characters of blocks in a message.
_ROOM = 12_000
# App Home has 100 blocks for all its sections; an ask takes two.
ON_HOME = 20


def told(t: Translator, kinds: Kinds, telling: Telling, now: datetime) -> Message:
    """A message with all that it tells of, as it is now."""
    reader, head = telling.person, _head(t, telling)
    blocks: list[Block] = [SectionBlock(text=head)] if head else []
    texts = [head] if head else []
    hidden, room = telling.more, _ROOM
    for line in telling.lines:
        more = lines.blocks(t, kinds, line, reader, Place.MESSAGE, now)
        size = _size(more)
        if size > room:
            hidden += 1
            continue
        blocks += more
        room -= size
        texts.append(lines.text(t, kinds, line, reader, now))
    if hidden:
        rest = t.n("{n} more waits on my *Home* tab.", "{n} more wait on my *Home* tab.", hidden)
        blocks.append(ContextBlock(elements=[mrkdwn(rest)]))
        texts.append(rest)
    return message("\n".join(texts), *blocks)


def on_home(
    t: Translator, kinds: Kinds, owed: Sequence[Line], reader: Person, now: datetime
) -> list[Block]:
    """What a person owes, on their App Home."""
    if not owed:
        return [SectionBlock(text=t("Nothing: you are up to date. ☀️"))]
    blocks: list[Block] = []
    for line in owed[:ON_HOME]:
        blocks += lines.blocks(t, kinds, line, reader, Place.HOME, now)
    hidden = len(owed) - ON_HOME
    if hidden > 0:
        rest = t.n(
            "{n} more stands here once something above is done.",
            "{n} more stand here once something above is done.",
            hidden,
        )
        blocks.append(ContextBlock(elements=[mrkdwn(rest)]))
    return blocks


def why(t: Translator, kinds: Kinds, ask: Ask, ceiling: int) -> str:
    """Why a person is asked, and how often at the most."""
    rule = kinds[ask.kind].why(t, ask)
    often = t.n(
        "I write to you about such things at most {n} time a week; you can change that in *Your"
        " settings*, on my *Home* tab.",
        "I write to you about such things at most {n} times a week; you can change that in *Your"
        " settings*, on my *Home* tab.",
        ceiling,
    )
    return f"{rule}\n{often}"


def note(t: Translator, words: str) -> Json:
    """Some words as a form, where no message can be answered."""
    blocks = [SectionBlock(text=mrkdwn(words))]
    return form(View(type="modal", title=t("Product Ops"), close=t("Close"), blocks=blocks))


def _head(t: Translator, telling: Telling) -> str:
    """What opens a message of several asks; one speaks for itself."""
    number = len(telling.lines) + telling.more
    if number == 1:
        return ""
    reader = telling.person
    if not telling.more and not any(_waits(line, reader) for line in telling.lines):
        return t("*All done here, thank you.*")
    if telling.reminder:
        return t("*What is open, most urgent first*")
    return t("*Some things are waiting for you*")


def _waits(line: Line, reader: Person) -> bool:
    """Whether its reader is still to do something about it."""
    asked = (line.ask.person, line.ask.offered_to)
    theirs = line.part is Part.ESCALATED or reader.id in [one.id for one in asked if one]
    return line.ask.is_open and theirs


def _size(blocks: Sequence[Block]) -> int:
    written = [blockkit.written(block) for block in blocks]
    return len(json.dumps(written, ensure_ascii=False).encode("utf-16-le")) // 2
