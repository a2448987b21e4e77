"""What key results wait for from other teams, where something is the matter with it."""

from collections.abc import Sequence
from datetime import date, datetime

from bot import roles
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import sayings
from workflows.dependencies import holding
from workflows.dependencies.holding import Held, Why
from workflows.dependencies.permissions import ASK
from workflows.okrs.doubts import ON_TRACK
from workflows.okrs.key_result import KeyResult


def of(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> tuple[Held, ...]:
    """What a key result waits for, for who may see all dependencies: no guests.

    Args:
        which: its id.
    """
    if not roles.may(person, ASK):
        return ()
    return holding.of(session, workspace, [which], now).get(which, ())


def doubts(
    session: Session, workspace: Workspace, person: Person, told: Sequence[KeyResult], now: datetime
) -> tuple[tuple[KeyResult, Held], ...]:
    """What speaks against those of key results that were just told to be on track."""
    green = [each for each in told if each.confidence == ON_TRACK]
    if not green or not roles.may(person, ASK):
        return ()
    found = holding.of(session, workspace, [each.id for each in green], now)
    return tuple((each, held) for each in green for held in found.get(each.id, ()))


def doubt(t: Translator, found: KeyResult, held: Held) -> str:
    """What speaks against it: one fact, and one question."""
    on_track = t("*{title}* is on track.", title=sayings.titled(found.title))
    return " ".join((on_track, fact(t, held), t("Can you hold without it?")))


def fact(t: Translator, held: Held) -> str:
    """What is the matter with a dependency, in a sentence."""
    one = held.dependency
    values = {
        "reference": one.reference,
        "team": escape(one.provider.name),
        "day": _day(t, one.expected, held.agreed),
        "before": _day(t, held.agreed, one.expected),
        "since": _day(t, held.since or one.expected, one.expected),
    }
    match held.why:
        case Why.BLOCKED:
            return t("{reference} from *{team}* is blocked: it was promised for {day}.", **values)
        case Why.LATE:
            return t(
                "{reference} from *{team}* was promised for {day}, and is not there yet.", **values
            )
        case Why.MOVED:
            return t("{reference} from *{team}* is late: {day} instead of {before}.", **values)
        case Why.AT_RISK:
            return t("{reference} from *{team}* is at risk: it is promised for {day}.", **values)
    return t(
        "{reference} from *{team}* is promised for {day}, which nobody has confirmed since"
        " {since}.",
        **values,
    )


def _day(t: Translator, day: date, near: date) -> str:
    return t.weekday(day, year=day.year != near.year)
