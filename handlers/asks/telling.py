"""Posts what people owe, and keeps every message that shows an ask as it is now."""

from collections.abc import Callable
from datetime import datetime

from bot.asks import ask as asks
from bot.asks import attention, finding, leaving, turns
from bot.asks.finding import Telling
from bot.asks.kinds import Kinds, kinds_of
from bot.delivery import outbox
from bot.facts import Fact
from bot.i18n import Translator
from bot.posts import Edit, Post
from bot.replies import Message
from bot.store import homes
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.asks import views

# Turns in one transaction: a button on what people owe waits for its end.
SOME = 100


def tell(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Tell those whose turn it is, some at a time; returns `limit` where there may be more."""
    found, messages = attention.due(session, workspace, now, min(limit, SOME))
    kinds = kinds_of(session.info)
    posts = [
        Post(each.person.slack_id, _worded(kinds, each, now), each.key, due=now, in_hours=True)
        for each in finding.tellings(session, workspace, messages)
    ]
    outbox.put(session, workspace, posts, now)
    return found if found < SOME else limit


def redraw(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something happened to an ask: each message that shows it says so, and each App Home."""
    messages = finding.showing(session, workspace, fact.subject, fact.now)
    kinds = kinds_of(session.info)
    edits = [
        Edit(each.key, _worded(kinds, each, fact.now), f"{each.key}:{each.revision}")
        for each in finding.tellings(session, workspace, messages)
    ]
    outbox.put(session, workspace, edits, fact.now)
    ask = asks.read(session, workspace, [fact.subject])[fact.subject]
    concerned = [fact.person, ask.person, ask.offered_to, ask.declined_by, ask.escalated_to]
    homes.touch(session, workspace, [one for one in concerned if one is not None])


def opened(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something is asked, which no message shows yet; of who has left, others are asked instead."""
    homes.touch(session, workspace, [fact.person])
    ask = asks.read(session, workspace, [fact.subject])[fact.subject]
    if not ask.person.active:
        leaving.left(session, workspace, ask.person, fact.now)


def ended(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Its owner owes something no more."""
    redraw(session, workspace, fact)
    if not fact.person.active:
        leaving.over(session, workspace, fact.person, fact.now)


def escalated(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Someone else is to hear of an ask, and finds it on their App Home."""
    ask = asks.read(session, workspace, [fact.subject])[fact.subject]
    homes.touch(session, workspace, [one for one in (ask.person, ask.escalated_to) if one])


def look_again(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody's calendar changed, or how often they want to hear of something."""
    turns.look_again(session, workspace, fact.subject, fact.now)


def left(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody has left."""
    leaving.left(session, workspace, fact.person, fact.now)


def erased(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody was erased with all they owed: nobody sees to that any more."""
    leaving.over(session, workspace, fact.person, fact.now)


def role_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody leads or is Product Ops, or no longer."""
    leaving.hand_back(session, workspace, fact.person, fact.now)


def back(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody who had left is back."""
    leaving.back(session, workspace, fact.person, fact.now)
    turns.look_again(session, workspace, fact.subject, fact.now)


def _worded(kinds: Kinds, telling: Telling, now: datetime) -> Callable[[Translator], Message]:
    return lambda t: views.told(t, kinds, telling, now)
