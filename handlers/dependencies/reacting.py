"""What follows from a move, and from what happened elsewhere: cards, and whose turn it is."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery import outbox
from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.dependencies import alerting, cards, home, telling
from workflows.dependencies import awaiting, confirming, dependency, due
from workflows.dependencies.rules import Move, Side

# By these, something is waited for, or no more.
_WAITED = (
    *(Move.ASK, Move.DELIVER, Move.REOPEN, Move.ASK_AGAIN),
    *(Move.DECLINE, Move.REDIRECT, Move.WITHDRAW, Move.OTHER_WAY),
)


def moved(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A side made a move: both see it, and whose turn it is now is asked."""
    found = dependency.find(session, workspace, fact.subject)
    history = dependency.history(session, workspace, found.id)
    last = history[-1]
    awaiting.follow(session, workspace, found, fact.now, last.side)
    confirming.follow(session, workspace, found, last, fact.now)
    telling.tell(session, workspace, found, history, fact.now)
    if last.move in _WAITED:
        mark = f":tied:{found.id}:{last.place}"
        telling.refresh_tied(session, workspace, found, fact.now, mark)
    home.moved(session, workspace, found, fact.person)
    alerting.alert(session, workspace, found, history, fact.now)
    alerting.name_circle(session, workspace, found, last, fact.now)


def team_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Another person may lead a team."""
    awaiting.follow_team(session, workspace, fact.subject, fact.now)
    due.wake_team(session, workspace, fact.subject, fact.now)


def person_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody left, or is back."""
    awaiting.follow_person(session, workspace, fact.person.id, fact.now)
    due.wake(session, workspace, fact.person.id, fact.now)


def reached(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The bot was let into a channel: the cards that could not be posted there come now."""
    for found in awaiting.of_channel(session, workspace, args["channel"]):
        side = Side.PROVIDER if found.provider.channel == args["channel"] else Side.REQUESTER
        card = outbox.find(session, workspace, cards.key(found, side))
        if card is None or card.state == "failed":
            telling.refresh(session, workspace, found, now, f":reached:{now.isoformat()}")
