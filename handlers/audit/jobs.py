"""Writes the audit trail into a file, for whoever asked."""

from collections.abc import Mapping
from datetime import datetime

from bot import i18n
from bot.delivery import outbox
from bot.posts import File, Post
from bot.store import people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.audit import views, wording
from handlers.audit.sheet import sheet
from handlers.audit.wording import Wording
from workflows.audit import trail


def export(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """Write all that matches the words, and send it to the person's direct messages."""
    person = people.find(session, workspace, args["person"])
    # Who was Product Ops when they asked may no longer be.
    if person is None or not person.product_ops:
        return
    t = i18n.load()(person.language)
    said = Wording(t, wording.known(session))
    entries = trail.whole(session, workspace, person, said.asked(args["words"]))
    stem = t("what-changed")
    name = f"{stem}-{now:%Y-%m-%d}.csv"
    file = File(name, sheet(said, entries).encode(), t("What was changed, as a table"))
    post = Post(
        person.slack_id,
        views.sent(said, name, len(entries)),
        f"audit.export:{person.id}:{now.isoformat()}",
        asked_by=person.slack_id,
        about=name,
        file=file,
    )
    outbox.put(session, workspace, [post], now)
