"""The page of a dependency: all that is to be known, and all that one may do: pure functions."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import SECTION, Json, form
from handlers.dependencies import buttons, describing, ids, lines
from handlers.dependencies.describing import Links
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Side

# Of its moves, the newest.
_MOVES = 20


def page(
    t: Translator,
    found: Dependency,
    history: Sequence[Made],
    sides: Sequence[Side],
    links: Links,
    said: str = "",
) -> Json:
    """A dependency, for somebody.

    Args:
        sides: those for which they speak.
        said: what has just happened; empty for nothing.
    """
    blocks: list[Block] = [note(said)] if said else []
    blocks.append(SectionBlock(text=mrkdwn(describing.head(t, found))))
    blocks.append(SectionBlock(text=mrkdwn("\n".join(describing.facts(t, found, links)))))
    why = describing.why(found, whole=True)
    if why:
        short = why if len(why) <= SECTION else describing.why(found)
        blocks.append(SectionBlock(text=mrkdwn(short)))
    blocks += _doing(t, found, sides)
    if Side.REQUESTER in sides and found.is_open and links.may_wait:
        blocks.append(_tie(t, found))
    blocks += [DividerBlock(), *_history(t, found, history)]
    return form(
        View(
            type="modal",
            title=found.reference,
            close=t("Close"),
            # What lies below shows what was.
            clear_on_close=bool(said) or None,
            blocks=blocks,
        )
    )


def _doing(t: Translator, found: Dependency, sides: Sequence[Side]) -> list[Block]:
    """What may be done, side by side where somebody speaks for both."""
    made: list[Block] = []
    for side in sides:
        row = buttons.on_page(t, found, side)
        if row and len(sides) > 1:
            made.append(note(t("For *{team}*:", team=escape(found.team(side).name))))
        if row:
            made.append(ActionsBlock(block_id=f"{ids.MOVE_IN_FORM}.{side}", elements=row))
    if not sides:
        made.append(note(t("What becomes of it is for the two teams to say.")))
    return made


def _tie(t: Translator, found: Dependency) -> ActionsBlock:
    """The button that says which promises of the team wait for it."""
    button = ButtonElement(text=t("What waits for it…"), action_id=ids.TIE, value=str(found.id))
    return ActionsBlock(block_id=ids.TIE, elements=[button])


def _history(t: Translator, found: Dependency, history: Sequence[Made]) -> list[Block]:
    """What happened, the newest first."""
    made: list[Block] = []
    hidden = len(history) - _MOVES
    text = t("*What happened*")
    for one in history[::-1][:_MOVES]:
        line = f"{t.short_day(one.at.date())} · {lines.told(t, found, one, history)}"
        if len(text) + len(line) >= SECTION:
            made.append(SectionBlock(text=mrkdwn(text)))
            text = line
        else:
            text = f"{text}\n{line}"
    made.append(SectionBlock(text=mrkdwn(text)))
    if hidden > 0:
        made.append(note(t.n("{n} earlier move.", "{n} earlier moves.", hidden)))
    return made
