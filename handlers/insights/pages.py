"""Lists of insights and the help: pure functions of what they show."""

import json

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Message, message
from handlers.insights import ids
from handlers.insights.lines import Line
from handlers.insights.views import author, fitted, said_by, tags
from workflows.insights.insight import Insight
from workflows.insights.search import LONGEST, Page

# Ten entries and what stands around them fit into a message (about 13,200 characters).
_WORDS, _TAGS, _NAME = 200, 100, 50


def listed(t: Translator, page: Page) -> Message:
    """A page of one's own insights."""
    if not page.insights and page.number == 1:
        return _sentence(
            t(
                "You have kept no insight yet. Type `/insight` and what you learnt, for example"
                " `/insight Acme cannot export invoices #billing`."
            )
        )
    return _page(t, page, t("*Your insights*, newest first"))


def found(t: Translator, page: Page, line: Line) -> Message:
    """A page of what a search found.

    Args:
        line: what was typed, which can be kept instead.
    """
    query = fitted(page.query, 2 * LONGEST)
    if not page.insights and page.number == 1:
        return _sentence(
            t(
                "No insight you can see matches “{query}”. Try fewer words, or another word for"
                " the same thing.",
                query=query,
            ),
            _keeping(t, line.dumps()),
        )
    head = (
        t("*Insights about “{query}”*, best first", query=query)
        if page.words
        else t("*Insights with “{query}”*, newest first", query=query)
    )
    return _page(t, page, head, line)


def how_to_search(t: Translator) -> Message:
    """A search without words."""
    return _sentence(
        t(
            "Say what to look for: `/insight search export invoices`. English and French endings"
            " and accents make no difference; quotes find words that follow each other."
        )
        + "\n"
        + t(
            "Filters go before, after or without words: `tag:billing`, `area:checkout`,"
            " `customer:acme`, `theme:exports`, `from:me`, `since:30d`, `kind:market`,"
            " `source:support`, `severity:high`, `state:planned`."
        )
    )


def too_long_to_search(t: Translator, length: int, draft: int) -> Message:
    """A search with more words than a page can carry to the next.

    Args:
        length: how many characters were asked for.
        draft: the one that what was typed waits in.
    """
    return _sentence(
        t(
            "That search is {length} characters long; the limit is {longest}. A few words"
            " find more.",
            length=t.number(length),
            longest=t.number(LONGEST),
        ),
        _keeping(t, json.dumps({"draft": draft})),
    )


def explained(t: Translator, emoji: str = "") -> Message:
    """What `/insight` does.

    Args:
        emoji: the name of the one that keeps a message; empty where none does.
    """
    put = t("• {emoji} on a message, where I am, keeps it too.", emoji=f":{escape(emoji)}:")
    return _sentence(
        "\n".join(
            [
                t("*An insight is something you learnt from a user or the market.*"),
                t("• `/insight Acme cannot export invoices #billing` keeps it at once."),
                t("• `/insight` alone opens a form."),
                t(
                    "• *Keep as insight*, in a message's menu, keeps it, with its thread if you"
                    " like."
                ),
                *([put] if emoji else []),
                t("• `/insight list` shows yours."),
                t("• `/insight search export` looks in everyone's; `/insight search` has filters."),
                t("• `/insight export tag:billing` sends you a table of what matches."),
                t("• `/insight INS-12` shows that one."),
                t("• `/insight digest` tells what last week brought."),
                t("• `/insight triage` shows what nobody looked at yet, one after another."),
                t("• `/insight themes` shows what they add up to, and what becomes of it."),
                t("• `/insight settings` is where Product Ops say who answers for what."),
                t("What you keep from a private channel or a direct message stays private."),
            ]
        )
    )


def _page(t: Translator, page: Page, head: str, line: Line | None = None) -> Message:
    entries = [_entry(t, insight, page) for insight in page.insights]
    end = t("Page {number}", number=t.number(page.number)) + _count(t, page)
    if not entries:
        end += "\n" + t("Nothing left on this page.")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for insight, entry in zip(page.insights, entries, strict=True):
        button = ButtonElement(text=t("Open"), action_id=ids.SHOW, value=str(insight.id))
        blocks.append(SectionBlock(text=mrkdwn(entry), accessory=button))
    blocks.append(ContextBlock(elements=[mrkdwn(end)]))
    buttons = _turns(t, page, line)
    if line:
        buttons.append(_keeping(t, line.dumps()))
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return message("\n".join([head, *entries, end]), *blocks)


def _count(t: Translator, page: Page) -> str:
    if page.crowded:
        most = t.number(page.total)
        return " · " + t("{count}+ found: these are from the newest {count}", count=most)
    return " · " + t.n("{n} found", "{n} found", page.total) if page.total else ""


def _entry(t: Translator, insight: Insight, page: Page) -> str:
    words = fitted(insight.words, _WORDS)
    about = [t.moment(insight.kept_at)]
    if page.query:
        about.insert(0, author(insight))
    if source := said_by(insight, _NAME):
        about.append(t("said by {name}", name=source))
    if insight.tags:
        about.append(tags(insight, _TAGS))
    if insight.private:
        about.append(t("🔒 private"))
    return f"*{insight.reference}* {words}\n" + " · ".join(about)


def _turns(t: Translator, page: Page, line: Line | None) -> list[ButtonElement]:
    turns = [
        (page.number > 1, t("Previous"), ids.PREVIOUS, page.number - 1),
        (page.more, t("Next"), ids.NEXT, page.number + 1),
    ]
    return [
        ButtonElement(text=text, action_id=action, value=_turned(line, number))
        for possible, text, action, number in turns
        if possible
    ]


def _turned(line: Line | None, number: int) -> str:
    return line.dumps(number=number) if line else json.dumps({"number": number})


def _keeping(t: Translator, value: str) -> ButtonElement:
    return ButtonElement(text=t("Keep it as an insight"), action_id=ids.KEEP_LINE, value=value)


def _sentence(text: str, *buttons: ButtonElement) -> Message:
    actions = [ActionsBlock(elements=list(buttons))] if buttons else []
    return message(text, SectionBlock(text=mrkdwn(text)), *actions)
