"""How promises between teams went, in words and as a table: pure functions."""

import csv
import io
from datetime import UTC, datetime, time

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from bot.spreadsheet import MARK, safe
from handlers.dependencies import ids
from workflows.dependencies.trends import AT_LEAST, Pair, Trends

# A message has room for so many pairs, with so much of their names; the table has all of them.
SHOWN, _NAME, _SAID = 20, 60, 100


def told(t: Translator, found: Trends) -> Message:
    """What is known of three quarters, with the table behind a button."""
    since = t.day(datetime.combine(found.since, time(12), UTC), "UTC")
    title = t("*How promises between teams went*, since {day}", day=since)
    if not found.pairs:
        text = t(
            "Too little to say yet: no team has made another one {least} promises or more whose"
            " date has come, since {day}.",
            least=t.number(AT_LEAST),
            day=since,
        )
        return message(text, SectionBlock(text=mrkdwn(text)))
    lines = [pair(t, one) for one in found.pairs[:SHOWN]]
    end = _end(t, found)
    button = ButtonElement(text=t("Send me the table"), action_id=ids.TRENDS_TABLE)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(title))]
    blocks += [SectionBlock(text=mrkdwn(line)) for line in lines]
    blocks += [note(end), ActionsBlock(elements=[button])]
    return message("\n".join([title, *lines, end]), *blocks)


def pair(t: Translator, found: Pair) -> str:
    """How what one team promised another one went, in two lines."""
    names = {
        "provider": _name(found.provider),
        "requester": _name(found.requester),
    }
    head = t("*{provider}* for *{requester}*", **names)
    late = t.n("{n} came late", "{n} came late", found.late)
    count = t.n("{n} promise", "{n} promises", found.count)
    said = [count, late if found.late else t("none late")]
    if found.slip:
        days = t.number(round(found.slip, 1))
        said.append(t("at the median by {days} working days", days=days))
    lines = [head, ", ".join(said) + "."]
    if found.lead:
        lower, middle, upper = (t.number(round(one)) for one in found.lead)
        lines.append(
            t(
                "From the request until it was there: {middle} working days at the median, half"
                " took {lower} to {upper}.",
                lower=lower,
                middle=middle,
                upper=upper,
            )
        )
    return "\n".join(lines)


def sheet(t: Translator, found: Trends) -> str:
    """The same as CSV, a pair a line."""
    written = io.StringIO()
    out = csv.writer(written, quoting=csv.QUOTE_ALL)
    out.writerow(
        (
            t("Team that provides"),
            t("Team that needs it"),
            t("Promises"),
            t("Late"),
            t("Working days late, median"),
            t("Working days until there, lower quartile"),
            t("Working days until there, median"),
            t("Working days until there, upper quartile"),
        )
    )
    for one in found.pairs:
        figures = (one.count, one.late, one.slip, *(one.lead or ("", "", "")))
        cells = (
            one.provider,
            one.requester,
            *(f"{each:g}" if isinstance(each, float) else str(each) for each in figures),
        )
        out.writerow(safe(cell) for cell in cells)
    return MARK + written.getvalue()


def sent(t: Translator) -> Message:
    """What comes with the table."""
    return message(t("How promises between teams went, as a table."))


def on_its_way(t: Translator) -> Message:
    """That the table comes."""
    return message(t("It is on its way to you: look in your messages from me."))


def _name(name: str) -> str:
    """A team's name, safe to show; what takes more room than it looks is cut shorter."""
    said = escape(excerpt(name, _NAME))
    return said if len(said) <= _SAID else escape(excerpt(name, _NAME // 4))


def _end(t: Translator, found: Trends) -> str:
    """What is counted, and what is not."""
    said = [
        t(
            "Promises that were kept or whose date has come, held against the date that was agreed"
            " first. Teams stand by name, from {least} promises on; nobody is named.",
            least=t.number(AT_LEAST),
        )
    ]
    if found.few:
        said.append(
            t.n("{n} pair of teams has fewer.", "{n} pairs of teams have fewer.", found.few)
        )
    if len(found.pairs) > SHOWN:
        said.append(t("The table has all of them."))
    return " ".join(said)
