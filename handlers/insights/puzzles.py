"""What is said of a search whose filters are mistyped: what was most likely meant, a click away."""

from collections.abc import Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator, Words, say
from bot.mrkdwn import escape
from bot.replies import Message, message
from handlers.insights import ids, lines
from handlers.insights.lines import Line
from handlers.insights.views import fitted
from workflows.insights import filter_names, filters
from workflows.insights.filters import Filter, Why, Wrong
from workflows.insights.nearness import OFFERED
from workflows.insights.search import Puzzled

# Letters of what was typed, and wrong filters that are told of.
_ROOM, _MOST = 100, 5
_UNKNOWN: Mapping[str, Words] = {
    filter_names.TAG: say("No insight that you can see has the tag “{value}”."),
    filter_names.CUSTOMER: say("I know no customer called “{value}”."),
    filter_names.AREA: say("There is no product area called “{value}”."),
    filter_names.THEME: say("There is no theme called “{value}”."),
    filter_names.FROM: say("I know nobody called “{value}”."),
}


def puzzled(t: Translator, found: Puzzled, line: Line, again: str) -> Message:
    """A line with filters that can't be read or name nothing.

    Args:
        again: the id of the buttons that do what the line asks for, corrected.
    """
    said = "\n".join(_wrong(t, each) for each in found.wrongs[:_MOST])
    meant = [line.asking(query) for query in _meant(found)]
    meant = [each for each in meant if len(each.dumps()) <= lines.LONGEST]
    if meant:
        said += "\n" + t("Did you mean:")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(said))]
    typed = [f"`{ids.COMMAND} {fitted(each.words, 3 * _ROOM)}`" for each in meant]
    for each, text in zip(meant, typed, strict=True):
        button = ButtonElement(text=t("Yes, this"), action_id=again, value=each.dumps())
        blocks.append(SectionBlock(text=mrkdwn(text), accessory=button))
    literal = {each.filter: filters.quoted(found.asked.piece(each.filter)) for each in found.wrongs}
    words = line.asking(found.asked.corrected(literal))
    row = [
        *(
            ButtonElement(text=t("Look for these very words"), action_id=again, value=each.dumps())
            for each in (words,)
            if len(each.dumps()) <= lines.LONGEST
        ),
        ButtonElement(text=t("Keep it as an insight"), action_id=ids.KEEP_LINE, value=line.dumps()),
    ]
    return message("\n".join([said, *typed]), *blocks, ActionsBlock(elements=row))


def _meant(found: Puzzled) -> list[str]:
    """The queries that may have been meant: of one wrong filter up to three, of several one."""
    first = {each.filter: each.instead[0] for each in found.wrongs if each.instead}
    if not first:
        return []
    if len(found.wrongs) > 1:
        return [found.asked.corrected(first)]
    (wrong,) = found.wrongs
    return [found.asked.corrected({wrong.filter: each}) for each in wrong.instead[:OFFERED]]


def _wrong(t: Translator, wrong: Wrong) -> str:
    one = wrong.filter
    key, value = escape(one.named), fitted(one.value, _ROOM)
    if wrong.why is Why.KEY:
        return t("`{key}:` is no filter that I know.", key=key)
    if wrong.why is Why.NAME:
        unknown = _UNKNOWN[one.key]
        return t.words(say(unknown.one, value=value))
    if wrong.why is Why.EMPTY:
        return t("Nothing stands behind `{key}:`. Write for example {example}.", **_example(t, one))
    if wrong.why is Why.MOMENT:
        return t(
            "“{value}” is no time that I can read. Write {key}:30d, 2w, 3m, or a day such as"
            " 2026-10-01.",
            key=key,
            value=value,
        )
    french = filter_names.is_french(one.named) or t.language == "fr"
    known = ", ".join(filter_names.values(one.key, french))
    return t(
        "`{key}:` can't be “{value}”: it is one of {known}.", key=key, value=value, known=known
    )


def _example(t: Translator, one: Filter) -> dict[str, str]:
    french = t.language == "fr"
    values = filter_names.values(one.key, french)
    free = {
        filter_names.FROM: t("me"),
        filter_names.SINCE: t("30d"),
    }
    value = values[0] if values else free.get(one.key, t("billing"))
    return {"key": escape(one.named), "example": f"`{escape(one.named)}:{value}`"}
