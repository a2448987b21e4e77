"""The part of App Home about a person's absences."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import ids, sentences, views
from workflows.absence.show import show
from workflows.absence.state import State


def section(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What App Home shows of a person's absences."""
    return drawn(t, show(session, workspace, person, now))


def drawn(t: Translator, state: State) -> Sequence[Block]:
    """The same, of what was found: a pure function."""
    lines = [t("*Away*"), *sentences.listed(t, state)]
    if state.follows:
        lines.append(t("Your Slack status says it too."))
    shown = state.current or state.coming
    buttons = [ButtonElement(text=t("I'm away…"), action_id=ids.HOME_FORM)]
    if shown:
        buttons.append(views.ending(t, shown, ids.HOME_BACK))
    text = mrkdwn("\n".join(lines))
    return [SectionBlock(text=text), ActionsBlock(elements=buttons)]
