"""What is said about one insight: pure functions of what they show."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt, quote
from bot.replies import Message, message
from handlers.insights import buttons, conversations, ids, sayings
from handlers.insights.parts import parts, size
from workflows.insights.insight import Insight

# Of an insight's words, in a receipt and once it is undone.
EXCERPT, WHOLE = 500, 2_000
# Escaping makes up to five letters of one; these are what a section and a line have room for.
_SECTION, _LINE, _LINK = 2_700, 200, 800


def receipt(
    t: Translator, insight: Insight, until: datetime | None = None, head: str = ""
) -> Message:
    """An insight is kept, or was put back.

    Args:
        until: when the ten minutes to undo end, None when they are over.
        head: the line above its words, where it says more than that.
    """
    return _receipt(t, head or kept(t, insight), insight, until)


def widened(t: Translator, insight: Insight, until: datetime | None) -> Message:
    """A private insight was shown to everyone.

    Args:
        until: when the ten minutes to make it private again end.
    """
    row = [buttons.button(t("Add details"), ids.DETAILS, insight)]
    lines = facts(t, insight)
    if until:
        row.append(buttons.narrowing(t, insight, ids.NARROW))
        lines.append(narrowable(t, until))
    row += buttons.sharing(t, insight, ids.SHARE)
    return _card([beginning(visible(t, insight), insight)], lines, row)


def narrowed(t: Translator, insight: Insight, until: datetime | None) -> Message:
    """An insight is private again; `until` as for a receipt."""
    return _receipt(t, private_again(t, insight), insight, until)


def shown(
    t: Translator, insight: Insight, mine: bool, until: datetime | None, number: int = 1
) -> Message:
    """An insight, whole or as much of it as a message holds.

    Args:
        mine: whether its reader kept it.
        until: as for a receipt.
        number: which part, from 1; the last one if there are not that many.
    """
    head = t(
        "*{reference}*, kept by {author}, {when}",
        reference=insight.reference,
        author=author(insight),
        when=t.moment(insight.kept_at),
    )
    whole = parts(insight.words, conversations.shown(t, insight))
    number = min(number, len(whole))
    if len(whole) > 1:
        head += " · " + t(
            "part {number} of {count}", number=t.number(number), count=t.number(len(whole))
        )
    first, *more = whole[number - 1]
    own = _own(t, insight, until) if mine else buttons.sharing(t, insight, ids.SHARE)
    row = _turns(t, insight, number, len(whole)) + own
    return _card([f"{head}\n{first}", *more], facts(t, insight, mine), row)


def undone(t: Translator, insight: Insight) -> Message:
    """An insight was taken back."""
    head = t("*{reference}* is undone. These were its words:", reference=insight.reference)
    again = buttons.button(t("Put it back"), ids.PUT_BACK, insight)
    return _card([f"{head}\n{quoted(insight.words, WHOLE)}"], [], [again])


def too_late(t: Translator, insight: Insight, until: datetime) -> Message:
    """The ten minutes to undo are over.

    Args:
        until: when they ended.
    """
    head = t(
        "The ten minutes to undo *{reference}* ended at {time}. It stays; you can still change it.",
        reference=insight.reference,
        time=hour(t, until),
    )
    return _card([head], [], [buttons.button(t("Add details"), ids.DETAILS, insight)])


def kept(t: Translator, insight: Insight) -> str:
    """The line that says that an insight is there."""
    return t("*{reference}* is kept.", reference=insight.reference)


def visible(t: Translator, insight: Insight) -> str:
    """The line that says that everyone can see an insight from now on."""
    return t("*{reference}* is visible to everyone now.", reference=insight.reference)


def private_again(t: Translator, insight: Insight) -> str:
    """The line that says that an insight is no longer shown to everyone."""
    return t("*{reference}* is private again.", reference=insight.reference)


def narrowable(t: Translator, until: datetime) -> str:
    """The line that says how long an insight can be made private again."""
    return t("You can make it private again until {time}.", time=hour(t, until))


def facts(
    t: Translator, insight: Insight, mine: bool = True, *, mentions: bool = True
) -> list[str]:
    """The lines that stand below an insight's words.

    Args:
        mine: whether its reader kept it.
        mentions: whether someone whose name is unknown may be mentioned: only where one person
            alone reads it, for a mention in a channel is a ping.
    """
    source = _source(insight, _LINE, mentions)
    named: tuple[tuple[str, Callable[[str], str]], ...] = (
        (sayings.choice(t, "kind", insight.kind), lambda named: named),
        (fitted(insight.said_by, _LINE) or source, lambda name: t("Said by: {name}", name=name)),
        (insight.customer, lambda name: t("Customer: {name}", name=fitted(name, _LINE))),
        (tags(insight, 2 * _LINE), lambda found: t("Tags: {tags}", tags=found)),
        (insight.link, lambda link: t("Link: {link}", link=_linked(link))),
        (
            sayings.choice(t, "source", insight.source),
            lambda source: t("Source: {source}", source=source),
        ),
        (
            sayings.choice(t, "severity", insight.severity),
            lambda severity: t("Severity: {severity}", severity=severity),
        ),
        (insight.area, lambda area: t("Product area: {area}", area=fitted(area, _LINE))),
    )
    lines = [line(value) for value, line in named if value]
    if insight.feed:
        lines.append(t("Sent by: {feed}", feed=fitted(insight.feed, _LINE)))
    if insight.theme:
        lines.append(_theme(t, insight))
    if source not in ("", fitted(insight.said_by, _LINE)) and insight.said_by:
        lines.append(t("From a message by {author}.", author=source))
    if insight.private:
        lines.append(audience(t, insight.channel, insight.attended, mine))
    return lines


def _theme(t: Translator, insight: Insight) -> str:
    said = t(
        "Theme: {theme} · {state}",
        theme=fitted(insight.theme, _LINE),
        state=sayings.state(t, insight.theme_state),
    )
    reason = fitted(insight.theme_reason, 2 * _LINE)
    return t("{theme}: {reason}", theme=said, reason=reason) if reason else said


def audience(t: Translator, channel: str, attended: bool, mine: bool = True) -> str:
    """Who sees a private insight.

    Args:
        channel: Slack's id of the private channel it is from, empty for a direct message.
        attended: whether the bot is in that channel.
        mine: whether its reader kept it.
    """
    if not mine:
        return t("🔒 Private: only the members of the channel it is from see it.")
    if attended:
        return t(
            "🔒 Private: only you and the members of {channel} see it.", channel=f"<#{channel}>"
        )
    if channel:
        return t(
            "🔒 Private: only you see it. Invite me to {channel} and its members see it too.",
            channel=f"<#{channel}>",
        )
    return t("🔒 Private: only you see it.")


def author(insight: Insight) -> str:
    """Who kept an insight or what sent it, safe to show."""
    if insight.feed:
        return fitted(insight.feed, _LINE // 2)
    return fitted(insight.author_name, _LINE // 2) or f"<@{insight.author}>"


def said_by(insight: Insight, room: int) -> str:
    """Who said it, safe to show: as typed, or who wrote the message it was kept from."""
    return fitted(insight.said_by, room) or _source(insight, room)


def tags(insight: Insight, room: int) -> str:
    """An insight's tags, as many as there is room for."""
    return excerpt(" ".join(f"#{tag}" for tag in insight.tags), room)


def hour(t: Translator, instant: datetime) -> str:
    """The time of day of an instant, which Slack writes as its reader's clock shows it."""
    # What stands behind | is for clients that can't do it: in no language, as every receipt has it.
    return f"<!date^{int(instant.timestamp())}^{{time}}|{instant:%H:%M} UTC>"


def beginning(head: str, insight: Insight) -> str:
    """A line and, below it, the beginning of an insight's words."""
    return f"{head}\n{quoted(insight.words, EXCERPT)}"


def quoted(text: str, length: int) -> str:
    """The beginning of typed words as a block quote that a section has room for."""
    while len(said := quote(excerpt(text, length))) > _SECTION:
        length = length * 3 // 4
    return said


def fitted(text: str, room: int) -> str:
    """The beginning of typed words in one line, escaped, in at most `room` characters of JSON."""
    line, length = " ".join(text.split()), room
    while size(said := escape(excerpt(line, length))) > room:
        length = length * 3 // 4
    return said


def _source(insight: Insight, room: int, mentions: bool = True) -> str:
    mention = f"<@{insight.source_author}>" if insight.source_author and mentions else ""
    return fitted(insight.source_name, room) or mention


def _linked(link: str) -> str:
    address = escape(link).replace("|", "%7C")
    return f"<{address}>" if len(address) <= _LINK else fitted(link, _LINK)


def blocks(texts: list[str], lines: list[str]) -> list[Block]:
    """Texts, each in a section, and smaller lines below them."""
    sections: list[Block] = [SectionBlock(text=mrkdwn(text)) for text in texts]
    return [*sections, ContextBlock(elements=[mrkdwn("\n".join(lines))])] if lines else sections


def _receipt(t: Translator, head: str, insight: Insight, until: datetime | None) -> Message:
    lines = facts(t, insight)
    if until:
        lines.append(t("You can undo this until {time}.", time=hour(t, until)))
    return _card([beginning(head, insight)], lines, _own(t, insight, until))


def _card(texts: list[str], lines: list[str], row: list[ButtonElement]) -> Message:
    actions = [ActionsBlock(elements=row)] if row else []
    return message("\n".join([*texts, *lines]), *blocks(texts, lines), *actions)


def _turns(t: Translator, insight: Insight, number: int, count: int) -> list[ButtonElement]:
    turns = [
        (number > 1, t("Previous part"), ids.PREVIOUS_PART, number - 1),
        (number < count, t("Next part"), ids.NEXT_PART, number + 1),
    ]
    return [
        ButtonElement(text=text, action_id=action, value=f"{insight.id}:{to}")
        for possible, text, action, to in turns
        if possible
    ]


def _own(t: Translator, insight: Insight, until: datetime | None) -> list[ButtonElement]:
    row = [buttons.button(t("Add details"), ids.DETAILS, insight)]
    if until:
        row.append(buttons.button(t("Undo"), ids.UNDO, insight))
    if insight.private:
        row.append(buttons.widening(t, insight, ids.WIDEN))
    return [*row, *buttons.sharing(t, insight, ids.SHARE)]
