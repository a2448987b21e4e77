"""Lists of dependencies, what is said of filters that are wrong, and the help: pure functions."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from handlers.dependencies import buttons, entries, ids
from workflows.dependencies import filter_names
from workflows.dependencies.filters import Why, Wrong
from workflows.dependencies.listing import Page
from workflows.dependencies.narrowing import Puzzled
from workflows.dependencies.searching import Found
from workflows.dependencies.standing import Standing

# Letters of what was typed, wrong filters that are told of, and ways to mend them.
_ROOM, _MOST, _MEANT = 150, 3, 3


def listed(t: Translator, page: Page, verb: str) -> Message:
    """A page of a list.

    Args:
        verb: as it was typed.
    """
    text = f"{verb} {page.asked.text}".strip()
    row = [*_turns(t, text, page.number, page.more), *_others(t, page, verb)]
    if not page.standings and page.number == 1:
        return _sentence(_none(t, page), *row)
    return _entries(t, _head(t, page), page.standings, _end(t, page.number, page.total), row)


def found(t: Translator, page: Found, verb: str) -> Message:
    """A page of what a search found.

    Args:
        verb: as it was typed.
    """
    query = _typed(page.query)
    if page.standings or page.number > 1:
        head = t("*Dependencies with “{query}”*, open ones first", query=query)
        row = _turns(t, f"{verb} {page.query}", page.number, page.more)
        return _entries(t, head, page.standings, _end(t, page.number, page.total), row)
    said = t("No dependency that you can see has all of these words: “{query}”.", query=query)
    if not page.meant:
        return _sentence(said + " " + t("Try fewer words, or a team's name."))
    meant = _again(t, f"{verb} {page.meant}")
    return message(said, SectionBlock(text=mrkdwn(said)), _offer(f"{verb} {page.meant}", meant))


def how_to_search(t: Translator) -> Message:
    """A search without words."""
    return _sentence(
        t(
            "Say what to look for: `/dependency search refund webhook`. I look in what is needed,"
            " why, and the teams' names; accents and endings make no difference."
        )
    )


def puzzled(t: Translator, wrong: Puzzled, verb: str) -> Message:
    """Filters that can't be read or name nothing, and what may have been meant.

    Args:
        verb: as it was typed.
    """
    said = "\n".join(_wrong(t, each) for each in wrong.wrongs[:_MOST])
    lines = [
        f"{verb} {wrong.asked.corrected(each, instead)}"
        for each in wrong.wrongs[:_MOST]
        for instead in each.instead
    ][:_MEANT]
    said += "\n" + (t("Did you mean:") if lines else _filters(t))
    offers = [_offer(line, _again(t, line)) for line in lines]
    texts = [said, *(f"`{ids.COMMAND} {_typed(line)}`" for line in lines)]
    return message("\n".join(texts), SectionBlock(text=mrkdwn(said)), *offers)


def too_long(t: Translator, most: int) -> Message:
    """More filters or words than a button can carry to the next page."""
    return _sentence(t("That is too long: say it in {most} characters.", most=t.number(most)))


def explained(t: Translator) -> Message:
    """What `/dependency` does."""
    return _sentence(
        "\n".join(
            [
                t("*A dependency is something your team needs from another one, by a date.*"),
                t("• `/dependency A webhook for refunds` opens a form that asks a team for it."),
                t("• *Ask another team*, in a message's menu, begins with what it says."),
                t(
                    "• `/dependency list` shows what your teams need and what is on them: `ours`,"
                    " `on us`, `mine`, `all`."
                ),
                _filters(t),
                t("• `/dependency DEP-12` shows that one, and what you may do."),
                t("• `/dependency search refund` looks in needs, reasons and teams."),
                t("• `/dependency map` draws who waits for whom."),
                t("• `/dependency trends` tells what took long, and where."),
                t("• `/dependency export late` sends you a table of what matches."),
                t("Both teams see each other's moves at once, on one card in each channel."),
            ]
        )
    )


def _filters(t: Translator) -> str:
    return t(
        "• Filters: `late`, `at risk`, `blocked`, `asked`, `under way`, `over`; `team:Payments`,"
        " `from:Payments`, `for:Billing`, `owner:me`, `by:2w`."
    )


def _head(t: Translator, page: Page) -> str:
    query = _typed(page.asked.text)
    if page.own:
        if not page.asked.text:
            return t("*What your teams need and what is on them*, what needs attention first")
        return t("*Your teams: “{query}”*, what needs attention first", query=query)
    if not page.asked.text:
        return t("*What teams need from each other*: you are in no team, so here are all of them")
    return t("*Dependencies: “{query}”*, what needs attention first", query=query)


def _none(t: Translator, page: Page) -> str:
    """What a list says that is empty, and what to do next."""
    scopes = page.asked.values(filter_names.SCOPE)
    alone = len(page.asked.filters) == len(scopes) and page.asked.by is None
    if page.teamless and (filter_names.OURS in scopes or filter_names.ON_US in scopes):
        return t("You are in no team yet. `/dependency list all` shows those of all teams.")
    if alone and filter_names.ON_US in scopes:
        return t("Nobody waits for your teams at the moment.")
    if alone and (page.own or filter_names.OURS in scopes):
        return t(
            "Nothing is open between your teams and others. When you need something from another"
            " team, `/dependency` asks it."
        )
    if alone and filter_names.MINE in scopes:
        return t("Nothing is open that you see to, or that you asked for.")
    if alone:
        return t("Nothing is open between teams that you can see. `/dependency` asks one.")
    said = t("Nothing is like that: “{query}”.", query=_typed(page.asked.text))
    if page.own:
        return said + " " + t("This is about your teams: add `all` for every team.")
    if not page.asked.values(filter_names.STATE):
        return said + " " + t("These are the open ones: add `over` for those that are finished.")
    return said + " " + t("Fewer filters show more.")


def _others(t: Translator, page: Page, verb: str) -> list[ButtonElement]:
    """What else may be shown, where nothing was said but of whom."""
    if page.teamless or any(each.key != filter_names.SCOPE for each in page.asked.filters):
        return []
    scopes = page.asked.values(filter_names.SCOPE)
    every = [
        (filter_names.OURS, ids.OURS, t("What we need"), "ours"),
        (filter_names.ON_US, ids.ON_US, t("What is on us"), "on us"),
        (filter_names.ALL, ids.ALL, t("All teams"), "all"),
    ]
    return [
        ButtonElement(text=text, action_id=action, value=_value(f"{verb} {typed}"))
        for scope, action, text, typed in every
        if scope not in scopes
    ]


def _entries(
    t: Translator,
    head: str,
    standings: Sequence[Standing],
    end: str,
    row: Sequence[ButtonElement],
) -> Message:
    lines = [entries.entry(t, each) for each in standings]
    end = end if lines else end + "\n" + t("Nothing left on this page.")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for each, line in zip(standings, lines, strict=True):
        button = buttons.open_(t, each.found.id)
        blocks.append(SectionBlock(text=mrkdwn(line), accessory=button))
    blocks.append(note(end))
    if row:
        blocks.append(ActionsBlock(elements=list(row)))
    return message("\n".join([head, *lines, end]), *blocks)


def _end(t: Translator, number: int, total: int) -> str:
    page = t("Page {number}", number=t.number(number))
    return f"{page} · " + t.n("{n} dependency", "{n} dependencies", total) if total else page


def _turns(t: Translator, text: str, number: int, more: bool) -> list[ButtonElement]:
    turns = [
        (number > 1, t("Previous"), ids.PREVIOUS, number - 1),
        (more, t("Next"), ids.NEXT, number + 1),
    ]
    return [
        ButtonElement(text=said, action_id=action, value=_value(text, to))
        for possible, said, action, to in turns
        if possible
    ]


def _wrong(t: Translator, wrong: Wrong) -> str:
    one = wrong.filter
    named = wrong.why in (Why.KEY, Why.EMPTY)
    typed = _typed(one.named if named else one.value)
    return {
        Why.KEY: t("I know no filter “{typed}”.", typed=typed),
        Why.STATE: t("I know no state “{typed}”.", typed=typed),
        Why.DAY: t(
            "“{typed}” is no date: write `by:2026-11-30`, or `by:2w` for two weeks from now.",
            typed=typed,
        ),
        Why.NAME: t("I know no team or person called “{typed}”.", typed=typed),
        Why.EMPTY: t("Nothing stands behind “{typed}:”.", typed=typed),
        Why.WORDS: t("I don't know what “{typed}” means here.", typed=typed),
    }[wrong.why]


def _again(t: Translator, line: str) -> ButtonElement:
    return ButtonElement(text=t("Yes, this"), action_id=ids.AGAIN, value=_value(line))


def _offer(line: str, button: ButtonElement) -> SectionBlock:
    return SectionBlock(text=mrkdwn(f"`{ids.COMMAND} {_typed(line)}`"), accessory=button)


def _typed(text: str) -> str:
    return escape(excerpt(text.replace("`", "'"), _ROOM))


def _value(text: str, number: int = 1) -> str:
    return json.dumps({"text": text, "number": number}, ensure_ascii=False)


def _sentence(text: str, *row: ButtonElement) -> Message:
    actions = [ActionsBlock(elements=list(row))] if row else []
    return message(text, SectionBlock(text=mrkdwn(text)), *actions)
