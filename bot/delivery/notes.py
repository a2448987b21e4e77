"""What the postman itself has to tell: put in the outbox like everything else."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.delivery import outbox, reasons
from bot.delivery.ledger import Pause
from bot.delivery.load import Load
from bot.i18n import Translator
from bot.message import Message
from bot.posts import Post, Priority
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace


def failed(session: Session, workspace: Workspace, load: Load, reason: str, now: datetime) -> None:
    """Tell the person who asked for a delivery that it can't arrive, and why."""
    where = f"<@{load.target}>" if load.person else f"<#{load.target}>"

    def words(t: Translator) -> Message:
        why = t.words(reasons.words(reason))
        if not load.about:
            return Message(
                t("I could not deliver your message to {where}. {why}", where=where, why=why)
            )
        told = {"about": load.about, "where": where, "why": why}
        if load.kind == "edit":
            return Message(
                t(
                    "I could not bring *{about}* in {where} up to date: what stands there is old."
                    " {why}",
                    **told,
                )
            )
        return Message(t("I could not post *{about}* in {where}. {why}", **told))

    # It may be sent once more and fail again: each time is told.
    key = f"delivery.failed:{load.id}:{now.timestamp()}"
    outbox.put(session, workspace, [Post(load.asked_by, words, key)], now)


def resumed(session: Session, workspace: Workspace, pause: Pause, now: datetime) -> None:
    """Tell Product Ops, now that it is possible, that Slack had refused the token."""
    posts = [
        Post(
            person.slack_id,
            _refused(pause, person, now),
            f"delivery.resumed:{pause.since.timestamp()}:{person.slack_id}",
            Priority.ALERT,
        )
        for person in people.product_ops(session, workspace)
    ]
    outbox.put(session, workspace, posts, now)


def _refused(pause: Pause, person: Person, now: datetime) -> Callable[[Translator], Message]:
    def moment(t: Translator, at: datetime) -> str:
        return f"{t.day(at, person.timezone)} {t.hour(at, person.timezone)}"

    def words(t: Translator) -> Message:
        return Message(
            t(
                "Slack refused my token ({code}) from {since} to {until}. Nothing is lost: what "
                "waited is on its way.",
                code=pause.reason,
                since=moment(t, pause.since),
                until=moment(t, now),
            )
        )

    return words
