"""Who is around somebody who arrives, beside those of their journey: their team, Product Ops."""

from dataclasses import dataclass

from bot.store import people, teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.onboarding.enrolment import Enrolment


@dataclass(frozen=True)
class Around:
    """Who is around somebody who arrives.

    Attributes:
        teams: those that they lead or are in.
        product_ops: who enrolled them first, if they are of Product Ops.
    """

    teams: tuple[Team, ...] = ()
    product_ops: tuple[Person, ...] = ()


def of(session: Session, workspace: Workspace, found: Enrolment) -> Around:
    """Who is around somebody on a journey."""
    ops = people.product_ops(session, workspace)
    return Around(
        teams.of(session, workspace, found.person),
        tuple(sorted(ops, key=lambda each: each.id != found.made_by.id)),
    )
