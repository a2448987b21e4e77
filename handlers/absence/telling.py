"""What someone who stands in hears, once, in their language and working hours."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import SectionBlock

from bot.blockkit import mrkdwn
from bot.delivery import outbox
from bot.facts import Fact
from bot.i18n import Translator
from bot.posts import Post
from bot.replies import Message, message
from bot.store.absences import Away
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.absence import sentences
from workflows.absence.release import release
from workflows.absence.standing_in import Event, News


def told(
    session: Session,
    workspace: Workspace,
    person: Person,
    news: Sequence[News],
    now: datetime,
) -> tuple[Post, ...]:
    """The posts of what happened; what has not gone yet and holds no longer is taken back.

    Args:
        person: who is away.
    """
    posts = []
    for each in news:
        heard = each.before is not None and _heard(session, workspace, each.before)
        event = each.event
        if not heard and event is Event.RELEASED:
            # They never heard of it: there is nothing to take back.
            continue
        if not heard and event is Event.CHANGED:
            event = Event.NAMED
        if each.due:
            said = _worded(event, person.slack_id, each.away, now.date())
            key = f"absence.released:{each.away.id}:{now.isoformat()}"
            key = key if event is Event.RELEASED else _key(each.away)
            posts.append(Post(each.to, said, key, due=each.due, asked_by=person.slack_id))
    return tuple(posts)


def left(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Someone has left: who counted on them can name someone else in time."""
    posts = []
    for each in release(session, workspace, fact.person, fact.now):
        said = _left(fact.person.slack_id, each.away, fact.now.date())
        key = f"absence.alone:{each.away.id}:{fact.now.isoformat()}"
        posts.append(Post(each.person, said, key, due=each.due))
    outbox.put(session, workspace, posts, fact.now)


def alone(t: Translator, delegate: str, away: Away, today: date) -> Message:
    """Nobody stands in any more for the reader; `delegate` is Slack's id of who has left."""
    return _said(
        t(
            "{delegate} has left, so nobody stands in for you: {days}.",
            delegate=f"<@{delegate}>",
            days=sentences.days(t, away, today),
        ),
        t("Type `/absence` to name someone else."),
    )


def named(t: Translator, person: str, away: Away, today: date) -> Message:
    """Someone stands in for a person; `person` is Slack's id."""
    return _said(
        t(
            "{person} asks you to stand in for them: {days}.",
            person=f"<@{person}>",
            days=sentences.their_days(t, away, today),
        ),
        t("You may be asked to take things over meanwhile. Until then there is nothing to do."),
    )


def changed(t: Translator, person: str, away: Away, today: date) -> Message:
    """The absence has other days by now."""
    return _said(
        t(
            "{person} changed the absence for which you stand in. It is now: {days}.",
            person=f"<@{person}>",
            days=sentences.their_days(t, away, today),
        )
    )


def released(t: Translator, person: str, away: Away, today: date) -> Message:
    """They no longer stand in."""
    return _said(
        t(
            "You no longer stand in for {person} ({days}). Thank you!",
            person=f"<@{person}>",
            days=sentences.their_days(t, away, today),
        )
    )


_SAYS: dict[Event, Callable[[Translator, str, Away, date], Message]] = {
    Event.NAMED: named,
    Event.CHANGED: changed,
    Event.RELEASED: released,
}


def _worded(event: Event, person: str, away: Away, today: date) -> Callable[[Translator], Message]:
    return lambda t: _SAYS[event](t, person, away, today)


def _left(delegate: str, away: Away, today: date) -> Callable[[Translator], Message]:
    return lambda t: alone(t, delegate, away, today)


def _heard(session: Session, workspace: Workspace, away: Away) -> bool:
    """Whether they may have heard of an absence as it was; if not, they won't any more."""
    known = outbox.find(session, workspace, _key(away))
    if known is None or known.state == "overtaken":
        return False
    return not outbox.withdraw(session, workspace, _key(away))


def _key(away: Away) -> str:
    said_at = away.said_at.isoformat() if away.said_at else ""
    return f"absence.delegate:{away.id}:{said_at}"


def _said(*lines: str) -> Message:
    text = "\n".join(lines)
    return message(text, SectionBlock(text=mrkdwn(text)))
