"""What someone who left still owed: who sees to it, and passes it on."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roles
from bot.asks import finding, handover, settling
from bot.asks.ask import Ask
from bot.asks.kinds import kinds_of
from bot.asks.opening import Wanted, open_ask
from bot.asks.permissions import PASS_ON
from bot.errors import Refusal
from bot.i18n import say
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Person, PersonRow
from bot.store.person import are_own
from bot.store.teams import TeamMemberRow, TeamRow
from bot.store.workspaces import Workspace

LEFT = "asks.left"


def left(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Someone has left: the lead of their team, else Product Ops, is asked who takes over.

    What they were asked to take over goes back to its owners.

    Args:
        person: who has left.
    """
    handover.give_back(session, workspace, person, now)
    if not finding.left_behind(session, workspace, person.id):
        return
    heir = _heir(session, workspace, person)
    if heir is not None:
        name = person.name or person.slack_id
        open_ask(session, workspace, Wanted(LEFT, person.id, heir, name), now)


def over(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """If nothing is left of what someone who has left owed, nobody is asked any more.

    Args:
        person: who has left.
    """
    if not finding.left_behind(session, workspace, person.id):
        settling.settle(session, workspace, LEFT, person.id, None, now)


def back(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """They are back: what nobody took over is theirs as before."""
    settling.withdraw(session, workspace, LEFT, person.id, None, now)


def to_pass_on(session: Session, workspace: Workspace, person: Person, who: int) -> tuple[Ask, ...]:
    """What someone left behind, for who passes it on.

    Args:
        person: who passes it on.
        who: the id of the person who has left.

    Raises:
        Refusal: they may not, or there is nothing any more.
    """
    _admit(session, workspace, person, who)
    found = finding.left_behind(session, workspace, who)
    if not found:
        raise Refusal(say("Everything of theirs is taken care of already."))
    return found


def pass_on(
    session: Session,
    workspace: Workspace,
    person: Person,
    who: int,
    takers: Mapping[int, str | None],
    now: datetime,
) -> None:
    """Give what someone left behind to others; what nobody is to take is no longer asked.

    Args:
        person: who passes it on.
        who: the id of the person who has left.
        takers: Slack's id of who takes each ask, by its id; None for nobody.

    Raises:
        Refusal: they may not, or someone named can't take anything over.
    """
    _admit(session, workspace, person, who)
    for found in finding.left_behind(session, workspace, who, lock=True):
        if found.id not in takers:
            continue
        taker, name = takers[found.id], ""
        if taker is None:
            settling.drop(session, workspace, found.id, now)
        else:
            to = people.meet(session, workspace, taker)
            if not to.active or not to.is_human:
                raise Refusal(
                    say("{who} can't take anything over: choose someone else.", who=f"<@{taker}>")
                )
            unfit = kinds_of(session.info)[found.kind].unfit(to)
            if unfit:
                raise Refusal(unfit)
            name = to.name
            handover.give(session, workspace, found.id, to, now)
        change = Change("ask.passed_on", found.title, {"who": found.person.name}, {"who": name})
        audit.record(session, workspace, person, change, now)


def hand_back(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Someone's role changed: what they can't answer any more goes to who can.

    What they took over is its first owner's again; what someone left behind is for another heir.
    """
    for found in finding.left_behind(session, workspace, person.id, lock=True):
        if not kinds_of(session.info)[found.kind].unfit(person):
            continue
        first = finding.opened_for(session, workspace, found.id)
        if first.id != person.id and first.active:
            handover.give(session, workspace, found.id, first, now)
        elif found.kind == LEFT:
            settling.drop(session, workspace, found.id, now)
            gone = people.by_ids(session, workspace, [found.subject]).get(found.subject)
            if gone is not None and not gone.active:
                left(session, workspace, gone, now)


def _admit(session: Session, workspace: Workspace, person: Person, who: int) -> None:
    """Let pass Product Ops, and whoever is asked to see to it, while the other is gone."""
    roles.require(person, PASS_ON)
    left = people.by_ids(session, workspace, [who]).get(who)
    if left is None or left.active:
        raise Refusal(say("They are back: what they owe is theirs again."))
    mine = finding.is_owed(session, workspace, person, LEFT, who)
    if not person.product_ops and not mine:
        raise Refusal(say("Someone else sees to this now: ask Product Ops."))


def _heir(session: Session, workspace: Workspace, person: Person) -> Person | None:
    lead = session.scalars(
        select(TeamRow.lead_id)
        .join(TeamMemberRow, TeamMemberRow.team_id == TeamRow.id)
        .join(PersonRow, PersonRow.id == TeamRow.lead_id)
        .where(
            TeamRow.workspace_id == workspace.id,
            TeamRow.closed_at.is_(None),
            TeamMemberRow.person_id == person.id,
            TeamRow.lead_id != person.id,
            are_own(),
        )
        .order_by(TeamRow.id)
    ).first()
    if lead is not None:
        return people.by_ids(session, workspace, [lead])[lead]
    return next(iter(people.product_ops(session, workspace)), None)
