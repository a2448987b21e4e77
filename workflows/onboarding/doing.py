"""What comes of a step: done, said to be done, confirmed or not, and ticked by what happened."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.asks import finding
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import asked, closing, enrolment, opening, permissions
from workflows.onboarding.enrolment import STANDING, Enrolment, State, Taken
from workflows.onboarding.journey import Audience, DoneWhen, Kind
from workflows.onboarding.tables import EnrolmentRow, StepRow

# The job that reads what a channel is called that somebody joined.
JOINED = "onboarding.joined"


def look(
    session: Session, workspace: Workspace, person: Person, which: int
) -> tuple[Enrolment, Taken]:
    """A step, for who may see it: whose it is, who accompanies them, who enrolled, Product Ops.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, or it is somebody else's.
    """
    roles.require(person, permissions.TAKE)
    found = enrolment.of_step(session, workspace, which)
    if found is None:
        raise Refusal(say("This step is not there any more."))
    taken = next(one for one in found.steps if one.id == which)
    mine = person.id in found.around | {taken.person.id} or person.product_ops
    if not mine and not _is_owed(session, workspace, person, taken):
        raise Refusal(say("This step is somebody else's: ask Product Ops if you need to see it."))
    return found, taken


def do(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> tuple[Enrolment, Taken]:
    """Whose step it is says that it is done; where somebody else confirms it, they are asked.

    Done twice, it is done once. Records `step.done`, or `step.claimed`.

    Args:
        which: its id.

    Returns:
        The journey and the step as they are now.

    Raises:
        Refusal: as `look`, it is somebody else's to say, its journey is over, or it ticks itself.
    """
    found, taken = _held(session, workspace, person, which)
    if taken.state in (State.DONE, State.CLAIMED):
        return found, taken
    if taken.state is State.LEFT or found.ended_at:
        raise Refusal(say("This journey is over: nothing of it is left to do."))
    if taken.person.id != person.id and not _is_owed(session, workspace, person, taken):
        raise Refusal(say("Only whoever has this step can tick it: ask them."))
    if taken.step.kind is Kind.ANSWER:
        raise Refusal(say("This step is done by answering it: open it."))
    if taken.step.ticks_itself:
        raise Refusal(say("This step ticks itself once you have done it."))
    confirmer = _confirmer(found, taken)
    if confirmer is None or confirmer.id == person.id:
        finish(session, workspace, taken, person, now)
    else:
        _claim(session, workspace, found, taken, confirmer, now)
    return look(session, workspace, person, which)


def skip(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> tuple[Enrolment, Taken]:
    """Whose step it is leaves out what would tick itself: it is not part of what they do.

    Args:
        which: its id.

    Raises:
        Refusal: as `look`, it is somebody else's, or there is a button that says it is done.
    """
    _, taken = _held(session, workspace, person, which)
    if taken.person.id != person.id or not taken.step.ticks_itself:
        raise Refusal(say("Only whoever has this step can tick it: ask them."))
    finish(session, workspace, taken, person, now, State.LEFT)
    return look(session, workspace, person, which)


def confirm(
    session: Session, workspace: Workspace, person: Person, which: int, yes: bool, now: datetime
) -> tuple[Enrolment, Taken]:
    """Somebody else's step is done, as they say, or not yet: then it is theirs once more.

    Args:
        which: the step's id.

    Raises:
        Refusal: as `look`, or it is not for this person to confirm.
    """
    found, taken = _held(session, workspace, person, which)
    confirmer = _confirmer(found, taken)
    if confirmer is None or (
        confirmer.id != person.id
        and not finding.is_owed(session, workspace, person, asked.CONFIRM, which)
    ):
        raise Refusal(say("This is for somebody else to confirm."))
    if taken.state is not State.CLAIMED:
        if yes and taken.state is State.DONE:
            return found, taken
        raise Refusal(say("This was answered already: it is theirs once more, or left out."))
    settle(session, workspace, asked.CONFIRM, which, None, now)
    if yes:
        finish(session, workspace, taken, person, now)
    else:
        _set(session, workspace, which, state=State.OPEN)
        opening.ask(session, workspace, found, taken, taken.asked_as, now)
        facts.record(session, workspace, "step.unconfirmed", which, person, now)
    return look(session, workspace, person, which)


def happened(
    session: Session, workspace: Workspace, person: Person, done_when: str, now: datetime
) -> int:
    """Something happened that ticks steps of who did it; returns how many.

    Also steps whose day has not come: nobody is asked for what they did.

    Args:
        done_when: one of `journey.DoneWhen`.
    """
    found = [one for one in _ticking(session, workspace, person, done_when) if not one.step.process]
    for one in found:
        finish(session, workspace, one, person, now)
    return len(found)


def waits_for_channels(session: Session, workspace: Workspace, person: Person) -> bool:
    """Whether a step of somebody's waits for them to join a channel."""
    return bool(_ticking(session, workspace, person, DoneWhen.CHANNEL_JOINED))


def joined(
    session: Session, workspace: Workspace, person: Person, channel: str, now: datetime
) -> int:
    """Somebody joined a channel: the steps that wait for it are ticked; returns how many.

    Args:
        channel: its name, without the `#`.
    """
    found = [
        one
        for one in _ticking(session, workspace, person, DoneWhen.CHANNEL_JOINED)
        if one.step.channel.removeprefix("#").casefold() == channel.casefold()
    ]
    for one in found:
        finish(session, workspace, one, person, now)
    return len(found)


def finish(
    session: Session,
    workspace: Workspace,
    taken: Taken,
    person: Person,
    now: datetime,
    becomes: State = State.DONE,
) -> None:
    """A step is done; records `step.done`. With the last one, the journey ends.

    Args:
        person: who did it, or confirmed it.
        becomes: `DONE`, or `LEFT` for one that is left out.
    """
    changed = session.scalar(
        update(StepRow)
        .where(
            StepRow.workspace_id == workspace.id,
            StepRow.id == taken.id,
            StepRow.state.in_(STANDING),
        )
        .values(state=becomes, done_at=now, done_by_id=person.id)
        .returning(StepRow.id)
    )
    if changed is None:
        return
    for kind in {taken.asked_as, asked.CONFIRM} - {""}:
        settle(session, workspace, kind, taken.id, None, now)
    facts.record(session, workspace, "step.done", taken.id, person, now)
    after = enrolment.find(session, workspace, taken.enrolment)
    if all(one.is_over for one in after.steps):
        closing.end(session, workspace, after, "done", now)
    else:
        opening.wake(session, workspace, taken.enrolment, now)


def _ticking(
    session: Session, workspace: Workspace, person: Person, done_when: str
) -> Sequence[Taken]:
    """The steps of somebody's own that wait for something to happen."""
    on = enrolment.current(session, workspace, person.id)
    return [
        one
        for one in (on.own if on else ())
        if one.step.done_when == done_when and one.state in STANDING
    ]


def _claim(
    session: Session,
    workspace: Workspace,
    found: Enrolment,
    taken: Taken,
    confirmer: Person,
    now: datetime,
) -> None:
    _set(session, workspace, taken.id, state=State.CLAIMED)
    settle(session, workspace, taken.asked_as, taken.id, None, now)
    title, _ = taken.step.title.in_(confirmer.language)
    about = asked.About(title, taken.person.name or taken.person.slack_id)
    wanted = Wanted(asked.CONFIRM, taken.id, confirmer, about.title)
    open_ask(session, workspace, wanted, now)
    facts.record(session, workspace, "step.claimed", taken.id, taken.person, now)


def _confirmer(found: Enrolment, taken: Taken) -> Person | None:
    confirmed_by = taken.step.confirmed_by
    return found.who(Audience(confirmed_by)) if confirmed_by else None


def _held(
    session: Session, workspace: Workspace, person: Person, which: int
) -> tuple[Enrolment, Taken]:
    """The same as `look`; nobody else does anything with the journey until the transaction ends."""
    journey = select(StepRow.enrolment_id).where(
        StepRow.workspace_id == workspace.id, StepRow.id == which
    )
    session.execute(
        select(EnrolmentRow.id)
        .where(
            EnrolmentRow.workspace_id == workspace.id,
            EnrolmentRow.id == journey.scalar_subquery(),
        )
        .with_for_update()
    )
    return look(session, workspace, person, which)


def _is_owed(session: Session, workspace: Workspace, person: Person, taken: Taken) -> bool:
    kinds = [kind for kind in (taken.asked_as, asked.CONFIRM) if kind]
    return any(finding.is_owed(session, workspace, person, kind, taken.id) for kind in kinds)


def _set(session: Session, workspace: Workspace, which: int, **columns: object) -> None:
    session.execute(
        update(StepRow)
        .where(StepRow.workspace_id == workspace.id, StepRow.id == which)
        .values(**columns)
    )
