"""Tells of a KPI that left its bounds or is back, once each: its owner and the team's channel."""

from bot.delivery import outbox
from bot.facts import Fact
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import Post, Priority
from bot.replies import Message, message
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.okrs import sayings
from workflows.okrs import kpi
from workflows.okrs.kpi import Kpi


def breached(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A KPI left its bounds."""
    _tell(session, workspace, fact, "breached")


def recovered(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A KPI is back within them."""
    _tell(session, workspace, fact, "recovered")


def said(t: Translator, found: Kpi, what: str) -> Message:
    """What is told: where it is, and where it should be."""
    values = {
        "kpi": sayings.titled(found.title),
        "value": sayings.kpi_value(t, found, found.value),
        "bounds": sayings.bounds(t, found),
    }
    if what == "breached":
        text = t("⚠️ *{kpi}* is at {value} ({bounds}).", **values)
    else:
        text = t("✅ *{kpi}* is well again: {value} ({bounds}).", **values)
    if found.team_name:
        text += f" · {escape(found.team_name)}"
    return message(text)


def _tell(session: Session, workspace: Workspace, fact: Fact, what: str) -> None:
    found = kpi.find(session, workspace, fact.subject)
    owner = found.owner if found.owner and found.owner.here else None
    targets = [found.channel] if found.channel else []
    if owner and owner.id != fact.person.id:
        targets.append(owner.slack_id)
    at = found.read_at.isoformat() if found.read_at else ""
    posts = [
        Post(
            to,
            lambda t: said(t, found, what),
            f"okrs.kpi:{found.id}:{what}:{at}:{to}",
            priority=Priority.ALERT,
            in_hours=True,
        )
        for to in targets
    ]
    outbox.put(session, workspace, posts, fact.now)
