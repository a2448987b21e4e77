"""What one's teams should look at on App Home, and when it is drawn again."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from bot import roles
from bot.asks.kinds import Place
from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.store import homes, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import buttons, entries
from workflows.dependencies import listing, permissions
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side

# So many stand there.
MOST = 6


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """Those of one's teams that are late, at risk, or wait for an answer."""
    if not roles.may(person, permissions.ASK):
        return ()
    found, total = listing.attention(session, workspace, person, now, MOST)
    if not found:
        return ()
    blocks: list[Block] = [SectionBlock(text=mrkdwn(t("*Between your teams and others*")))]
    for each in found:
        button = buttons.open_(t, each.found.id, Place.HOME)
        blocks.append(SectionBlock(text=mrkdwn(entries.entry(t, each)), accessory=button))
    more = total - len(found)
    if more > 0:
        said = t.n("And {n} more: `/dependency list`", "And {n} more: `/dependency list`", more)
        blocks.append(note(said))
    return blocks


def moved(session: Session, workspace: Workspace, found: Dependency, person: Person) -> None:
    """Somebody made a move: those of both teams see it."""
    touched = {person.id}
    for side in Side:
        touched |= {one.id for one in teams.members(session, workspace, found.team(side).id)}
    homes.touch(session, workspace, touched)
