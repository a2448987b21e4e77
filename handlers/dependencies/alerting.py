"""Tells each team that a slip or a risk will hit, once, with its own dates and what it can do."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator
from bot.posts import Post, Priority, is_person
from bot.replies import Message, message
from bot.store.engine import Session
from bot.store.team import Team
from bot.store.workspaces import Workspace
from handlers.dependencies import alert_messages, cards
from handlers.dependencies.alert_messages import Alert, Goal
from workflows.dependencies import blast, loops
from workflows.dependencies.blast import Blast, Hit
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, Side
from workflows.okrs import key_result

_ALARMING = (Move.SLIP, Move.RISK, Move.BLOCK)


def alert(
    session: Session, workspace: Workspace, found: Dependency, made: Made, now: datetime
) -> None:
    """Tell the teams that a move hits.

    Args:
        made: the last move of the dependency.
    """
    if made.move not in _ALARMING or (made.move is Move.SLIP and not _is_later(made)):
        return
    before = made.before if made.move is Move.SLIP else None
    radius = blast.radius(session, workspace, found.id, before)
    posts = [_post(session, workspace, radius, (found, made), told) for told in radius.teams]
    outbox.put(session, workspace, [one for one in posts if one.to], now)


def name_circle(
    session: Session, workspace: Workspace, found: Dependency, made: Made, now: datetime
) -> None:
    """Say in the threads of what was just asked that it closes a circle of teams, if it does."""
    if made.move not in (Move.ASK, Move.REDIRECT):
        return
    teams = loops.closed_by(session, workspace, found.requester.id, found.provider.id)
    if not teams:
        return

    def said(t: Translator) -> Message:
        return message(alert_messages.circle(t, teams))

    names = {cards.key(found, side) for side in Side if found.team(side).channel}
    posts = [Post("", said, f"{name}:circle:{made.place}", under=name) for name in sorted(names)]
    outbox.put(session, workspace, posts, now)


def _is_later(made: Made) -> bool:
    return made.before is not None and made.after is not None and made.after > made.before


def _post(
    session: Session,
    workspace: Workspace,
    radius: Blast,
    what: tuple[Dependency, Made],
    told: tuple[Team, Sequence[Hit]],
) -> Post:
    (found, made), (team, waits) = what, told
    promises = [hit for hit in radius.hits if hit.through and hit.found.provider.id == team.id]
    goals = _goals(session, workspace, waits)
    words = partial(alert_messages.alert, told=Alert(found, made, waits, promises, goals))
    where = cards.place(waits[0].found, Side.REQUESTER)
    key = f"dependencies.alert:{found.id}:{made.place}:{team.id}"
    return Post(where, words, key, Priority.ALERT, about=found.reference, in_hours=is_person(where))


def _goals(session: Session, workspace: Workspace, hits: Sequence[Hit]) -> dict[int, Goal]:
    """The key results that are at risk, by the ids of what they wait for."""
    goals = {}
    for hit in hits:
        if hit.found.key_result is None:
            continue
        try:
            found = key_result.find(session, workspace, hit.found.key_result)
        except Refusal:
            continue
        if hit.day == hit.before or hit.is_late or hit.day > found.ends:
            goals[hit.found.id] = Goal(found.title, found.ends)
    return goals
