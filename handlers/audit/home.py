"""*What changed*, on the App Home of Product Ops."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.store.audit import Asked
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.audit import ids, wording
from handlers.audit.wording import Wording
from workflows.audit import trail


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """The latest change, and the button that opens all of them."""
    if not person.product_ops:
        return []
    entries = trail.page(session, workspace, person, Asked()).entries
    said = Wording(t, wording.known(session))
    words = said.entry(entries[0]) if entries else t("Nothing was changed for others yet.")
    button = ButtonElement(text=t("See all"), action_id=ids.OPEN)
    text = mrkdwn(words)
    return [SectionBlock(text=text, accessory=button if entries else None)]
