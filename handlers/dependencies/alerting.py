"""Tells each team that a slip or a risk will hit, once, with its own dates and what it can do."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from bot import calendar
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
from workflows.dependencies import blast, forecasting, loops, team_days
from workflows.dependencies.blast import Blast, Hit
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, Risk, Side
from workflows.okrs import key_result

_RISKS = {Move.RISK: Risk.AT_RISK, Move.BLOCK: Risk.BLOCKED}
# After these, what waits for it may be there sooner than its teams heard.
_BETTER = (
    *(Move.CLEAR, Move.DELIVER),
    *(Move.WITHDRAW, Move.OTHER_WAY, Move.DECLINE, Move.REDIRECT),
)
# After these, a risk is not the one that was told before.
_OTHERWISE = (Move.CLEAR, Move.SLIP, Move.ACCEPT, Move.DELIVER)


def alert(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    history: Sequence[Made],
    now: datetime,
) -> None:
    """Tell the teams that a move hits, and those that were told before what is better by now.

    Args:
        history: all moves of the dependency.
    """
    made = history[-1]
    if made.move is Move.SLIP:
        _slipped(session, workspace, found, history, now)
    elif made.move in _RISKS and not _is_known(history):
        radius = blast.radius(session, workspace, found.id)
        _tell(session, workspace, (found, made), (radius.hits, radius.hits), now)
    elif made.move in _BETTER:
        radius = blast.radius(session, workspace, found.id, found.expected)
        _ease(session, workspace, (found, history), (radius, ()), now)
        forecasting.ease(session, workspace, radius)
        if made.move is Move.REDIRECT:
            # What the first team waited for, the next one does not.
            forecasting.forget(session, workspace, found.id)
    elif made.move is Move.SURE and found.forecast:
        forecasting.forget(session, workspace, found.id)


def overdue(session: Session, workspace: Workspace, found: Dependency, now: datetime) -> None:
    """Tell the teams further down the chain of what is overdue; both sides know by themselves."""
    when = team_days.of(session, workspace, [found.provider])[found.provider.id]
    day = team_days.after(when, calendar.local_day(when, now))
    radius = blast.radius(session, workspace, found.id, found.expected, day)
    fresh = [hit for hit in radius.hits if hit.through and hit.is_news]
    _tell(session, workspace, (found, None), (fresh, radius.hits), now)
    forecasting.note(session, workspace, radius)


def name_circle(
    session: Session, workspace: Workspace, found: Dependency, made: Made, now: datetime
) -> None:
    """Say in the threads of what was just asked that it closes a circle of teams, if it does."""
    if made.move not in (Move.ASK, Move.REDIRECT):
        return
    teams = loops.closed_by(session, workspace, found.requester.id, found.provider.id, found.id)
    if not teams:
        return

    def said(t: Translator) -> Message:
        return message(alert_messages.circle(t, teams))

    names = {cards.key(found, side) for side in Side if found.team(side).channel}
    posts = [Post("", said, f"{name}:circle:{made.place}", under=name) for name in sorted(names)]
    outbox.put(session, workspace, posts, now)


def _slipped(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    history: Sequence[Made],
    now: datetime,
) -> None:
    made = history[-1]
    radius = blast.radius(session, workspace, found.id, made.before)
    fresh = [hit for hit in radius.hits if hit.is_news]
    _tell(session, workspace, (found, made), (fresh, radius.hits), now)
    _ease(session, workspace, (found, history), (radius, fresh), now)
    forecasting.note(session, workspace, radius)


def _is_known(history: Sequence[Made]) -> bool:
    """Whether it was at risk, or blocked, before the last move as well."""
    for made in reversed(history[:-1]):
        if made.move in _RISKS or made.move in _OTHERWISE:
            return made.move is history[-1].move
    return False


def _tell(
    session: Session,
    workspace: Workspace,
    what: tuple[Dependency, Made | None],
    hits: tuple[Sequence[Hit], Sequence[Hit]],
    now: datetime,
) -> None:
    """One message for each team that waits for some of these.

    Args:
        what: where it begins, and the move that said so; None where its date is over.
        hits: those that are news, and all of them.
    """
    fresh, all_ = hits
    posts = []
    for team, waits in blast.by_team(fresh):
        promises = [hit for hit in all_ if hit.through and hit.found.provider.id == team.id]
        goals = _goals(session, workspace, waits)
        words = partial(alert_messages.alert, told=Alert(*what, waits, promises, goals))
        where, about = cards.place(waits[0].found, Side.REQUESTER), what[0].reference
        alarm = Priority.ALERT
        key = _key(what[0], what[1], team)
        posts.append(Post(where, words, key, alarm, about=about, in_hours=is_person(where)))
    outbox.put(session, workspace, [one for one in posts if one.to], now)


def _ease(
    session: Session,
    workspace: Workspace,
    what: tuple[Dependency, Sequence[Made]],
    hits: tuple[Blast, Sequence[Hit]],
    now: datetime,
) -> None:
    """Say what is better by now, in the threads of what the teams further down were told.

    Whoever waits for the first one itself reads it in the thread of its card.

    Args:
        what: where it begins, and all its moves.
        hits: whom the last one hits, and what of that is news and was told.
    """
    (found, history), (radius, fresh) = what, hits
    eased = {team.id: hits for team, hits in blast.by_team(radius.eased)}
    told_ = {hit.found.requester.id for hit in fresh}
    posts = []
    for team, waits in blast.by_team(radius.waiting):
        if team.id in told_:
            continue
        last = _last(session, workspace, found, history, team)
        if last is None or not (team.id in eased or _was_risk(last[1], history)):
            continue
        told = partial(
            alert_messages.eased, found=found, made=history[-1], hits=eased.get(team.id, ())
        )
        key = f"{last[0]}:eased:{history[-1].place}"
        where = cards.place(waits[0].found, Side.REQUESTER)
        hours, about = is_person(where), found.reference
        posts.append(Post(where, told, key, under=last[0], about=about, in_hours=hours))
    outbox.put(session, workspace, posts, now)


def _last(
    session: Session, workspace: Workspace, found: Dependency, history: Sequence[Made], team: Team
) -> tuple[str, Made | None] | None:
    """The key of what a team was told last of a dependency, and the move that it was told of."""
    for made in (*reversed(history[:-1]), None):
        key = _key(found, made, team)
        if (made is None or made.move in (Move.SLIP, *_RISKS)) and outbox.find(
            session, workspace, key
        ):
            return key, made
    return None


def _was_risk(made: Made | None, history: Sequence[Made]) -> bool:
    """Whether a move was a risk that stood until the last one."""
    if made is None or made.move not in _RISKS:
        return False
    return not any(one.move in _OTHERWISE for one in history[made.place : -1])


def _key(found: Dependency, made: Made | None, team: Team) -> str:
    """What it is called that a team is told; once for a date that is over."""
    mark = made.place if made else f"over-{found.expected}-{found.moves}"
    return f"dependencies.alert:{found.id}:{mark}:{team.id}"


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
