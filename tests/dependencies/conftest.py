"""What tests of dependencies share: teams that need something from each other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from bot.store import people, teams
from bot.store.engine import Session
from bot.store.people import Person, Profile
from bot.store.team import Team
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.dependencies import asking, dependency, moving
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side

DAY = timedelta(days=1)
TODAY = NOW.date()
NEEDED_BY = TODAY + 21 * DAY


@dataclass
class Teams:
    """Billing, which Léa leads, needs things from Payments (Marc) and Platform (Sam).

    Attributes:
        priya: of Product Ops.
        nora: in none of them.
    """

    session: Session
    workspace: Workspace
    lea: Person
    marc: Person
    sam: Person
    priya: Person
    nora: Person
    billing: Team
    payments: Team
    platform: Team
    now: datetime = NOW

    @property
    def given(self) -> tuple[Session, Workspace]:
        """What most workflow functions begin with."""
        return self.session, self.workspace

    def asks(
        self,
        needs: str = "A webhook",
        *,
        by: Person | None = None,
        of: Team | None = None,
        to: Team | None = None,
        **more: object,
    ) -> Dependency:
        """A team asks another one; Billing asks Payments unless others are named."""
        ids = (of or self.billing).id, (to or self.payments).id
        given = {"needed_by": NEEDED_BY, **more}
        wanted = Wanted(needs, given.pop("needed_by"), *ids, **given)  # type: ignore[arg-type]
        made = asking.ask(*self.given, by or self.lea, wanted, self.now)
        assert isinstance(made, Dependency), made
        return made

    def makes(
        self, who: Person, found: Dependency, move: Move, side: Side, **more: object
    ) -> Dependency:
        """Somebody makes a move."""
        wish = Wish(move, side, **more)  # type: ignore[arg-type]
        made = moving.make(*self.given, who, found.id, wish, self.now)
        assert isinstance(made, Dependency), made
        return made

    def promised(self, found: Dependency, by: Person | None = None, **more: object) -> Dependency:
        """The providing team accepts."""
        return self.makes(by or self.marc, found, Move.ACCEPT, Side.PROVIDER, **more)

    def moves(self, found: Dependency) -> list[tuple[str, date | None]]:
        """What was made of a dependency, with the date that stood then."""
        return [(str(one.move), one.after) for one in dependency.history(*self.given, found.id)]


@pytest.fixture
def company(session: Session, workspace: Workspace, lea: Person, marc: Person) -> Teams:
    """The teams, before anything is asked."""
    ids = ("U0PRIYA", "U0SAM", "U0NORA")
    people.meet_all(session, workspace, ids)
    named = {one: Profile(one.removeprefix("U0").capitalize(), "UTC", True, "en") for one in ids}
    people.learn(session, workspace, named, NOW)
    people.name_product_ops(session, workspace, ("U0PRIYA",))
    known = people.known(session, workspace, set(ids))
    led = {"Billing": ("C1", lea), "Payments": ("C2", marc), "Platform": ("C3", known["U0SAM"])}
    made = {}
    for name, (channel, lead) in led.items():
        content = Content(name, channel, lead.id, lead.id, "", (lead.id,))
        which = teams.add(session, workspace, content, NOW)
        found = teams.find(session, workspace, which)
        assert found
        made[name.lower()] = found
    others = {"sam": known["U0SAM"], "priya": known["U0PRIYA"], "nora": known["U0NORA"]}
    return Teams(session, workspace, lea, marc, **others, **made)
