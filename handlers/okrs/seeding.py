"""What the demo's company aims at, and seven weeks of check-ins, told as its people tell them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bot.cast import CAST, Cast
from bot.forms import Errors
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person, product_ops
from bot.store.team import Team
from bot.store.workspaces import Workspace
from handlers.okrs import reporting
from workflows.okrs import cadences, check_ins, cycles, ending, kpis, objectives, shaping
from workflows.okrs.check_ins import Told
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.key_result_form import Typed, check
from workflows.okrs.kpis import Typed as KpiTyped

# The cycle began so many weeks before the demo does, and lasts so many.
_SINCE, _LASTS = 7, 13
_WEEK = timedelta(weeks=1)
# On Mondays at nine, but for who told of it in the week before.
_CADENCE = cadences.Wanted(weekday=1, hour=time(9), fresh_days=6)
_MADE, _TOLD, _READ = "16:10", "09:25", "10:40"


@dataclass(frozen=True)
class Aim:
    """A key result, and what was told of it week by week.

    Args:
        told: a value for each week, the last of which was told just before the beginning unless
            `waits`; of a milestone, the number of its step.
        sure: how sure its owner was by week, where they were not on track.
        because: what they said of it by week.
        waits: whether it is asked about on the next Monday.
    """

    title: str
    owner: str
    told: tuple[str, ...]
    unit: str = ""
    start: str = ""
    target: str = ""
    steps: tuple[str, ...] = ()
    source: str = ""
    sure: Mapping[int, str] = field(default_factory=dict)
    because: Mapping[int, str] = field(default_factory=dict)
    waits: bool = False


@dataclass(frozen=True)
class Seed:
    """What a team aims at; `kpi` is a figure it keeps healthy: title, unit, floor, owner, value."""

    team: str
    objective: str
    aims: tuple[Aim, ...]
    kpi: tuple[str, str, str, str, str] = ("", "", "", "", "")


COMPANY = "Accountants recommend us because month end is quiet"
SEEDS = (
    Seed(
        "Billing",
        "Nobody has to ask us about an invoice",
        (
            Aim(
                "Invoices paid without a reminder",
                "lea",
                ("62", "63", "65", "66", "68", "69"),
                unit="%",
                start="62",
                target="80",
                source="Dashboard “Collections”",
                because={2: "The due date stands in the subject now"},
                waits=True,
            ),
            Aim(
                "Tickets about invoices each week",
                "lea",
                ("240", "236", "231", "231", "231", "231"),
                start="240",
                target="120",
                source="Zendesk, view “Invoices”",
                because={1: "A first fix of the PDF went out"},
                waits=True,
            ),
            Aim(
                "Exports for accountants",
                "hugo",
                ("0", "0", "1", "1", "2", "2", "2"),
                steps=("Not begun", "Designed", "In beta", "Live"),
                because={4: "Five accountants try it"},
            ),
        ),
        ("Invoices sent on time", "%", "95", "hugo", "97.5"),
    ),
    Seed(
        "Payments",
        "Paying us takes one minute, whatever the bank",
        (
            Aim(
                "Payments that succeed at the first try",
                "marc",
                ("88.5", "89", "89.4", "90.1", "90.6", "91.2", "91.9"),
                unit="%",
                start="88.5",
                target="94",
                source="Dashboard “Checkout”",
            ),
            Aim(
                "Days until a SEPA mandate is active",
                "dan",
                ("9", "9", "9", "8", "8", "8", "8"),
                start="9",
                target="3",
                sure={4: "at_risk", 5: "at_risk", 6: "off_track"},
                because={5: "The bank answers once a week", 6: "The bank moved its date to spring"},
            ),
        ),
    ),
    Seed(
        "Platform",
        "Every team ships on any day",
        (
            Aim(
                "Deployments each week",
                "kenji",
                ("14", "16", "19", "23", "27", "30", "33"),
                start="14",
                target="40",
            ),
        ),
    ),
)


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Say what the company aims at, unless there is a cycle."""
    cast: Cast = session.info[CAST]
    admins = product_ops(session, workspace)
    if not admins or cycles.every(session, workspace) or not teams.any_ever(session, workspace):
        return
    priya = admins[0]
    # On a Monday before nine, the week has not begun.
    first = cycles.today(session, workspace, now - timedelta(hours=9))
    first -= timedelta(days=first.weekday()) + _SINCE * _WEEK
    made = cast.moment(now, "priya", 5 * _SINCE, _MADE)
    cycle = cycles.make(session, workspace, priya, _span(first), made)
    if isinstance(cycle, Errors):
        return
    # The next one is there, for what is carried over into it.
    cycles.make(session, workspace, priya, _span(first + _LASTS * _WEEK), made)
    above = objectives.make(session, workspace, priya, cycle.id, objectives.Typed(COMPANY), made)
    assert not isinstance(above, Errors), "it is aligned to nothing"
    for each in SEEDS:
        team = teams.named(session, workspace, each.team)
        if team:
            _Telling(session, workspace, cast, now, cycle, priya).all(team, above.id, each, made)


def _span(first: date) -> Span:
    name = cycles.quarter(first + _SINCE * _WEEK).name
    return Span(name, first, first + _LASTS * _WEEK - timedelta(days=1))


@dataclass(frozen=True)
class _Telling:
    session: Session
    workspace: Workspace
    cast: Cast
    now: datetime
    cycle: Cycle
    priya: Person

    def all(self, team: Team, above: int, seed_: Seed, made: datetime) -> None:
        """What a team aims at, and what it told."""
        given = (self.session, self.workspace, self.priya)
        wanted = objectives.Typed(seed_.objective, team.id, above)
        aim = objectives.make(*given, self.cycle.id, wanted, made)
        assert not isinstance(aim, Errors), "the company's is of the same cycle"
        known = {each.title: self._key_result(aim.id, each, made) for each in seed_.aims}
        cadences.choose(*given, team.id, _CADENCE, self.now)
        for week in range(_SINCE):
            self._week(team, seed_, known, week)
        self._kpi(team, seed_, made)

    def _key_result(self, below: int, aim: Aim, made: datetime) -> int:
        typed = Typed(
            aim.title,
            aim.unit,
            aim.start,
            aim.target,
            zones="\n".join(aim.steps),
            owner=self.cast.people[aim.owner],
            source=aim.source,
        )
        fields = check(typed, "en")
        assert not isinstance(fields, Errors), "it is written well"
        given = (self.session, self.workspace, self.priya)
        found = shaping.make(*given, below, fields, made)
        assert not isinstance(found, Errors), "its owner is there"
        return found.id

    def _week(self, team: Team, seed_: Seed, known: Mapping[str, int], week: int) -> None:
        # The last week's was told on the working day before the beginning.
        days = 1 if week == _SINCE - 1 else 5 * (_SINCE - 1 - week)
        for aim in seed_.aims:
            person = self.cast.known(self.session, self.workspace, aim.owner)
            if person is None or week >= len(aim.told):
                continue
            told = Told(
                known[aim.title],
                Decimal(aim.told[week]),
                aim.sure.get(week, "on_track"),
                aim.because.get(week, ""),
            )
            at = self.cast.moment(self.now, aim.owner, days, _TOLD)
            check_ins.tell(self.session, self.workspace, person, [told], at)
        if week < _SINCE - 1:
            at = self.cast.moment(self.now, "hugo", days, _READ)
            made = ending.keep_past(self.session, self.workspace, team.id, self.cycle, at)
            if week == _SINCE - 2:
                args = {"round": str(made)}
                reporting.tell_summary(self.session, self.workspace, args, at)

    def _kpi(self, team: Team, seed_: Seed, made: datetime) -> None:
        title, unit, floor, owner, value = seed_.kpi
        person = self.cast.known(self.session, self.workspace, owner)
        if person is None:
            return
        typed = KpiTyped(title, unit, floor, owner=self.cast.people[owner])
        fields = kpis.check(typed, "en")
        assert not isinstance(fields, Errors), "it is written well"
        given = (self.session, self.workspace)
        found = kpis.make(*given, self.priya, team.id, fields, made)
        assert not isinstance(found, Errors), "its owner is there"
        at = self.cast.moment(self.now, owner, 1, _TOLD)
        kpis.tell(*given, person, found.id, (Decimal(value), at), at)
