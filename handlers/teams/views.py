"""What is said about teams: pure functions of what they show."""

from collections.abc import Mapping

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from bot.store.people import Person
from bot.store.teams import Team
from handlers.teams import ids
from workflows.teams.find import Page, Sheet

# Of a name, and of a list of names, in characters before they are escaped.
_NAME, _NAMES = 80, 1_500

Problems = Mapping[str, Problem]


def listed(t: Translator, page: Page, makes: bool) -> Message:
    """A page of teams.

    Args:
        makes: whether its reader may make one.
    """
    row = [_button(t("New team"), ids.NEW)] if makes else []
    if not page.teams and page.number == 1:
        head = t("There are no teams yet.")
        head += " " + (
            t("Make the first one: its people then know who leads it and where it talks.")
            if makes
            else t("Product Ops makes them.")
        )
        return message(head, SectionBlock(text=mrkdwn(head)), *_row(row))
    head, end = t("*Teams*"), _end(t, page)
    entries = [entry(t, team, page.sizes.get(team.id, 0)) for team in page.teams]
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for team, words in zip(page.teams, entries, strict=True):
        blocks.append(SectionBlock(text=mrkdwn(words), accessory=open_button(t, team)))
    blocks += [ContextBlock(elements=[mrkdwn(end)])] if end else []
    if page.number > 1:
        row.insert(0, _button(t("Previous"), ids.PREVIOUS, str(page.number - 1)))
    if page.more:
        row.append(_button(t("Next"), ids.NEXT, str(page.number + 1)))
    text = "\n".join(filter(None, [head, *entries, end]))
    return message(text, *blocks, *_row(row))


def entry(t: Translator, team: Team, size: int) -> str:
    """A team in a list: who leads it, how many are in it, where it talks."""
    lead = t("lead: {name}", name=called(team.lead)) if team.lead else t("⚠️ no lead")
    people = t.n("{n} person", "{n} people", size)
    about = [lead, people, *([f"<#{team.channel}>"] if team.channel else [])]
    return f"*{fitted(team.name)}*\n" + " · ".join(about)


def shown(t: Translator, sheet: Sheet, problems: Problems, buttons: list[ButtonElement]) -> Message:
    """All about a team.

    Args:
        problems: why channels could not be reached, by Slack's id.
        buttons: what its reader may do.
    """
    head, lines = f"*{fitted(sheet.team.name)}*", facts(t, sheet, problems)
    text = "\n".join([head, *lines])
    return message(text, SectionBlock(text=mrkdwn(text)), *_row(buttons))


def facts(t: Translator, sheet: Sheet, problems: Problems) -> list[str]:
    """The lines that say who is in a team, where it talks and what is amiss with it."""
    team, size = sheet.team, len(sheet.members)
    lines = [t("Lead: {name}", name=called(team.lead))] if team.lead else [leaderless(t, team)]
    if team.channel:
        lines.append(t("Channel: {channel}", channel=f"<#{team.channel}>"))
    if team.channel in problems:
        lines.append(unreached(t, problems[team.channel]))
    names = called_all(t, sheet.members)
    lines.append(t.n("{n} person: {names}", "{n} people: {names}", size, names=names or "—"))
    return lines + origin(t, sheet)


def unreached(t: Translator, problem: Problem) -> str:
    """The line that says why a team's channel can't be reached."""
    return t("⚠️ The last time I could not post there. {why}", why=t.words(problem.words))


def origin(t: Translator, sheet: Sheet) -> list[str]:
    """The line that says which user group a team's people come from."""
    if not sheet.team.group:
        return []
    if sheet.group and not sheet.group.gone:
        group = f"@{fitted(sheet.group.handle)}"
        return [t("They come from the user group {group}, and change with it.", group=group)]
    return [vanished(t, sheet.group.handle if sheet.group else "")]


def vanished(t: Translator, handle: str) -> str:
    """The line that says that a team's user group is gone."""
    if not handle:
        return t(
            "⚠️ The user group they came from is gone from Slack: these were its last people."
            " *Edit* the team to choose another group, or its people."
        )
    return t(
        "⚠️ The user group {group} is gone from Slack: these were its last people. *Edit* the team"
        " to choose another group, or its people.",
        group=f"@{fitted(handle)}",
    )


def leaderless(t: Translator, team: Team) -> str:
    """The line that says that nobody leads a team, why, and what to do."""
    if team.named is None:
        return t("⚠️ Nobody leads it. Product Ops can name someone with *Edit*.")
    name = called(team.named)
    if not team.named.active:
        return t(
            "⚠️ Nobody leads it: {name} has left. Product Ops can name someone with *Edit*.",
            name=name,
        )
    return t(
        "⚠️ Nobody leads it: {name} is a guest by now. Product Ops can name someone with *Edit*.",
        name=name,
    )


def closed(t: Translator, team: Team) -> Message:
    """A team was closed."""
    words = t(
        "*{team}* is closed: nobody leads it or is in it any more. Its name is free again.",
        team=fitted(team.name),
    )
    return message(words, SectionBlock(text=mrkdwn(words)))


def explained(t: Translator) -> Message:
    """What `/team` does."""
    lines = [
        t("*A team has a name, a lead, people and a channel.* I ask its lead what concerns it."),
        t("• `/team` lists the teams."),
        t("• `/team Billing` shows one: who leads it, who is in it, where it talks."),
        t("• `/team edit Billing` changes it or hands it over: for its lead and Product Ops."),
        t("• `/team new Billing` makes one: for Product Ops."),
        t("Its people are chosen one by one, or come from a Slack user group and change with it."),
    ]
    words = "\n".join(lines)
    return message(words, SectionBlock(text=mrkdwn(words)))


def open_button(t: Translator, team: Team) -> ButtonElement:
    """The button that shows a team."""
    return _button(t("Open"), ids.OPEN, str(team.id))


def edit_button(t: Translator, team: Team, action: str = ids.EDIT) -> ButtonElement:
    """The button that opens a team's form.

    Args:
        action: its id, another one on App Home than in a message.
    """
    return _button(t("Edit"), action, str(team.id))


def close_button(t: Translator, team: Team) -> ButtonElement:
    """The button that closes a team, once it is confirmed."""
    sure = ConfirmObject(
        title=t("Close this team?"),
        text=t("Nobody leads it or is in it any more. What was said and kept stays."),
        confirm=t("Close it"),
        deny=t("Cancel"),
    )
    return ButtonElement(
        text=t("Close"), action_id=ids.CLOSE, value=str(team.id), style="danger", confirm=sure
    )


def called(person: Person | None) -> str:
    """Someone's name, safe to show; a mention where it is not known yet, for one reader only."""
    if person is None:
        return ""
    return fitted(person.name) or f"<@{person.slack_id}>"


def called_all(t: Translator, people: tuple[Person, ...]) -> str:
    """People's names, as many as there is room for."""
    names: list[str] = []
    room = _NAMES
    for person in people:
        name = called(person)
        room -= len(name) + 2
        if room < 0:
            more = len(people) - len(names)
            return ", ".join(names) + t.n(" and {n} more", " and {n} more", more)
        names.append(name)
    return ", ".join(names)


def fitted(name: str) -> str:
    """A name in one line, safe to show."""
    return escape(excerpt(" ".join(name.split()), _NAME))


def _end(t: Translator, page: Page) -> str:
    """The line below a list that has other pages."""
    if page.number == 1 and not page.more:
        return ""
    end = t("Page {number}", number=t.number(page.number))
    return end if page.teams else end + "\n" + t("Nothing left on this page.")


def _button(text: str, action: str, value: str | None = None) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value)


def _row(buttons: list[ButtonElement]) -> list[Block]:
    return [ActionsBlock(elements=buttons)] if buttons else []
