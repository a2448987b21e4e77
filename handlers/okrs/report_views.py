"""What is read of teams: a summary for one, a sheet, and all of them at once; pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.blockkit import mrkdwn, note
from bot.fields import choice
from bot.i18n import Translator
from bot.mrkdwn import cut, escape, excerpt, quote
from bot.replies import SECTION, Message, message
from bot.store.people import Person
from bot.store.team import Team
from handlers.okrs import ids, sayings
from workflows.okrs.answering import State
from workflows.okrs.cycles import Cycle
from workflows.okrs.ending import Round
from workflows.okrs.report import Gap, Overview, Sheet
from workflows.okrs.standing import Figures, Line, lines_by_objective

# Of the some 13,200 characters of a message's blocks, with room for buttons and for what Slack
# writes otherwise.
_MESSAGE = 10_000
# So many of what is at risk or missing stand in a message, so many teams, and so much of what
# each says.
_GAPS, _RISKY, _TEAMS, _SAID = 8, 10, 25, 150


def summary(
    t: Translator, team: Team | None, found: Round, people: Mapping[int, Person]
) -> Message:
    """What came of a team's round, for the team.

    Args:
        people: those named in it, by their ids.
    """
    figures = found.figures
    name = escape(team.name) if team else t("The whole company")
    title = " · ".join((t("Check-in"), name))
    head = f"*{title}*\n{standing(t, figures)}"
    parts = [head, *_news(t, figures), *_absent(t, figures, people)]
    if found.comment:
        parts.append(quote(found.comment))
    button = ButtonElement(
        text=t("Change the comment") if found.comment else t("Add a comment"),
        action_id=ids.COMMENT,
        value=str(found.id),
    )
    hint = t("The team sees this 48 hours before anybody else; your comment travels with it.")
    blocks = [*sections(parts), ActionsBlock(elements=[button]), note(hint)]
    return message("\n".join(parts), *blocks)


def discussion(t: Translator, figures: Figures) -> Message:
    """The first line of the thread under a summary."""
    worst = next((line for line in figures.lines if line.confidence == "off_track"), None) or next(
        (line for line in figures.lines if line.confidence == "at_risk"), None
    )
    if worst:
        return message(
            t("What would help *{title}* most this week?", title=sayings.titled(worst.title))
        )
    if not any(line.told for line in figures.lines):
        return message(
            t("Nobody had news. Fewer key results, or rarer check-ins: what would suit you better?")
        )
    return message(t("Anything to celebrate, or to get out of the way? Say it here."))


def sheet(t: Translator, found: Sheet, timezone: str) -> Message:
    """A team's figures for a reader."""
    name = escape(found.team.name) if found.team else t("The whole company")
    head = f"*{name}* · {escape(found.cycle.name)}"
    if found.figures is None:
        later = t("Its figures come 48 hours after the team has seen them: none yet.")
        return message(f"{head}\n{later}", SectionBlock(text=mrkdwn(f"{head}\n{later}")))
    if not found.figures.titles:
        nothing = t("No objective yet in this cycle.")
        return message(f"{head}\n{nothing}", SectionBlock(text=mrkdwn(f"{head}\n{nothing}")))
    parts = [f"{head}\n{standing(t, found.figures)}"]
    for title, lines in lines_by_objective(found.figures):
        said = [f"*{sayings.titled(title)}*", *(_line(t, line) for line in lines)]
        parts.append("\n".join(said if lines else [*said, t("no key result yet")]))
    if found.comment:
        parts.append(quote(found.comment))
    blocks: list[Block] = list(sections(parts))
    if found.told_at:
        day = t.day(found.told_at, timezone)
        blocks.append(note(t("As of {day}.", day=day)))
    blocks.append(ActionsBlock(elements=_sheet_buttons(t, found)))
    return message("\n".join(parts), *blocks)


def overview(t: Translator, found: Overview, teams: Sequence[Team]) -> Message:
    """All teams at once, as others may see them.

    Args:
        teams: those whose sheet can be chosen.
    """
    parts = [_overview_head(t, found.cycle), *_overview(t, found)]
    blocks: list[Block] = list(sections(parts))
    if teams:
        options = [(str(team.id), team.name) for team in teams]
        menu = choice(ids.REPORT_TEAM, options, "")
        blocks.append(ActionsBlock(elements=[menu]))
    return message("\n".join(parts), *blocks)


def standing(t: Translator, figures: Figures) -> str:
    """How far a team is, and against what it is held: its pace and its own past."""
    if figures.lines and not figures.known:
        return t("No figure yet.")
    said = t(
        "{progress} of the way, {expected} expected by now: {band}",
        progress=sayings.percent(t, figures.progress),
        expected=sayings.percent(t, figures.expected),
        band=sayings.band(t, figures.band),
    )
    moves = sayings.course(t, figures.course)
    return f"{said}, {moves}." if moves else f"{said}."


def sections(parts: Iterable[str]) -> list[SectionBlock]:
    """Texts as sections, each cut to what one holds, all of them to what a message does."""
    made, room = [], _MESSAGE
    for part in filter(None, parts):
        length = min(SECTION, room)
        if length <= 0:
            break
        text = part if len(part) <= length else f"{part[: cut(part, length)]}…"
        made.append(SectionBlock(text=mrkdwn(text)))
        room -= len(text)
    return made


def fitting(texts: Sequence[str], most: int) -> Sequence[str]:
    """As many texts as one message has room for, each cut to what a section holds."""
    short = [text if len(text) <= SECTION else f"{text[: cut(text, SECTION)]}…" for text in texts]
    room = accumulate(len(text) for text in short[:most])
    return short[: sum(1 for used in room if used <= _MESSAGE)]


def _news(t: Translator, figures: Figures) -> list[str]:
    moved = [line for line in figures.lines if line.told and _changed(line)]
    same = [line for line in figures.lines if line.told and not _changed(line)]
    silent = [line for line in figures.lines if not line.told]
    parts = ["\n".join(_line(t, line) for line in moved)] if moved else []
    rest = []
    if same:
        names = _names(t, same)
        rest.append(t("No change: {titles}.", titles=names))
    if silent:
        rest.append(t("Without news: {titles}.", titles=_names(t, silent)))
    return [*parts, "\n".join(rest)] if rest else parts


def _absent(t: Translator, figures: Figures, people: Mapping[int, Person]) -> list[str]:
    away = [people[one] for one in figures.who(State.AWAY) if one in people]
    if not away:
        return []
    names = ", ".join(escape(person.name) or f"<@{person.slack_id}>" for person in away)
    return [t.n("Away this time: {names}.", "Away this time: {names}.", len(away), names=names)]


def _changed(line: Line) -> bool:
    return line.value != line.before or bool(line.because)


def _line(t: Translator, line: Line) -> str:
    now = sayings.said_value(t, _decimal(line.value), line.unit, line.zones)
    if line.told and line.before and line.before != line.value:
        before = sayings.said_value(t, _decimal(line.before), line.unit, line.zones)
        now = f"{before} → {now}"
    sure = f" · {sayings.confidence(t, line.confidence)}" if line.value else ""
    said = sayings.entry(t, line.title, (now if line.value else t("no figure yet")) + sure)
    return f"{said}\n   {sayings.because(line.because)}" if line.because else said


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _names(t: Translator, lines: Sequence[Line]) -> str:
    shown = ", ".join(sayings.titled(line.title) for line in lines[:_GAPS])
    return " ".join([shown, *_more(t, lines, _GAPS)])


def _sheet_buttons(t: Translator, found: Sheet) -> list[ButtonElement]:
    which = str(found.team.id if found.team else 0)
    row = [ButtonElement(text=t("Send me its picture"), action_id=ids.REPORT_PICTURE, value=which)]
    if found.own:
        row.append(ButtonElement(text=t("Plan"), action_id=ids.PLAN, value=which))
    return row


def _overview_head(t: Translator, cycle: Cycle) -> str:
    last = t.weekday(cycle.ends, year=True)
    title = " · ".join((t("OKRs"), escape(cycle.name)))
    return f"*{title}*\n" + t("until {day}", day=last)


def _overview(t: Translator, found: Overview) -> list[str]:
    parts = []
    if found.sheets:
        lines = [_team_line(t, each) for each in found.sheets[:_TEAMS]]
        if any(each.told_at for each in found.sheets):
            lines.append(
                "_"
                + t("As of each team's last check-in, 48 hours later; yours as it is now.")
                + "_"
            )
        parts.append("\n".join([*lines, *_more(t, found.sheets, _TEAMS)]))
    else:
        parts.append(
            t("No team's figures are here yet: they come 48 hours after the team has seen them.")
        )
    if found.risky:
        risky = t("At risk or off track")
        lines = [_risky(t, line, team) for line, team in found.risky[:_RISKY]]
        parts.append("\n".join([f"*{risky}*", *lines, *_more(t, found.risky, _RISKY)]))
    gaps = (
        (t("Without an update for long"), found.stale),
        (t("Nobody answers for them"), found.ownerless),
        (t("Objectives without a key result"), found.empty),
        (t("Aligned to nothing"), found.loose),
    )
    for head, some in gaps:
        if some:
            lines = [_gap(each) for each in some[:_GAPS]]
            parts.append("\n".join([f"*{head}*", *lines, *_more(t, some, _GAPS)]))
    return parts


def _team_line(t: Translator, found: Sheet) -> str:
    assert found.figures, "only those that have some are listed"
    name = escape(found.team.name) if found.team else t("The whole company")
    said = t("• {title}: {said}", title=f"*{name}*", said=standing(t, found.figures))
    return f"{said}\n{quote(excerpt(found.comment, _SAID))}" if found.comment else said


def _risky(t: Translator, line: Line, team: str) -> str:
    said = f"• {sayings.titled(line.title)} · {sayings.confidence(t, line.confidence)}"
    said += f" · {escape(team)}" if team else ""
    return f"{said}\n   {sayings.because(line.because)}" if line.because else said


def _gap(found: Gap) -> str:
    return f"• {sayings.titled(found.title)}" + (f" · {escape(found.team)}" if found.team else "")


def _more(t: Translator, some: Sequence[object], shown: int) -> list[str]:
    more = len(some) - shown
    return [t.n("and {n} more", "and {n} more", more)] if more > 0 else []
