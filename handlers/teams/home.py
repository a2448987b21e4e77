"""The part of App Home that says which teams a person leads or is in."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.teams import asking, ids, views
from handlers.teams.views import Problems
from workflows.teams import find
from workflows.teams.change import changes
from workflows.teams.find import Sheet

# App Home holds 100 blocks, of all features together.
MOST = 10


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """A line for each of their teams, with *Edit* where they may; nothing for who is in none."""
    sheets = find.mine(session, workspace, person)
    if not sheets:
        return ()
    problems = asking.problems(session, workspace, *sheets)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(t("*Your teams*")))]
    blocks += [_line(t, person, sheet, problems) for sheet in sheets[:MOST]]
    if len(sheets) > MOST:
        more = t.n(
            "And {n} more: `/team` lists them.",
            "And {n} more: `/team` lists them.",
            len(sheets) - MOST,
        )
        blocks.append(ContextBlock(elements=[mrkdwn(more)]))
    return blocks


def _line(t: Translator, person: Person, sheet: Sheet, problems: Problems) -> SectionBlock:
    team = sheet.team
    lines = [views.entry(t, team, len(sheet.members))]
    if team.group and (sheet.group is None or sheet.group.gone):
        lines += views.origin(t, sheet)
    if team.channel in problems:
        lines.append(views.unreached(t, problems[team.channel]))
    button = views.edit_button(t, team, ids.EDIT_AT_HOME) if changes(person, team) else None
    return SectionBlock(text=mrkdwn("\n".join(lines)), accessory=button)
