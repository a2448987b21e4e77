"""Who works in the company of a month: where, when, in which team; all from the seed."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from tests.month.hours import Hours
from tests.month.plan import Plan

# The workspace's country is France: who works in London has its holidays, who works in Kolkata
# has said that none are theirs.
COUNTRY = "FR"
PLACES = (
    ("Europe/Paris", "FR"),
    ("Europe/London", None),
    ("America/New_York", "US"),
    ("America/Los_Angeles", "US"),
    ("Asia/Kolkata", ""),
    ("Asia/Tokyo", "JP"),
)
CEILING = 5
TEAM = 10
_WEEKS = ((1, 2, 3, 4), (1, 2, 4), (1, 3, 5), (7, 1, 2, 3, 4))
_DAYS = ((time(8), time(16, 30)), (time(10), time(19)), (time(13), time(17)), (time(7), time(15)))


@dataclass
class Somebody:
    """Somebody of the company, as they are by now.

    Attributes:
        id: Slack's.
        own_country: what they set themselves; None for the workspace's.
        lead: Slack's id of who leads their team; empty for nobody.
        steady: whether they never leave nor are away: they may stand in for others.
        told: the dates, where they were, of the messages they got, and whether each reminded.
    """

    id: str
    handle: str
    name: str
    language: str
    own_country: str | None
    hours: Hours
    team: int
    lead: str = ""
    steady: bool = False
    ceiling: int | None = None
    active: bool = True
    told: list[tuple[date, bool]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Which of the colleagues they are."""
        return int(self.name.split()[-1])

    @property
    def most(self) -> int:
        """Messages a week that they take."""
        return CEILING if self.ceiling is None else min(CEILING, self.ceiling)

    def this_week(self, moment: datetime) -> int:
        """How many messages they got in the week of a moment."""
        week = self.hours.day(moment).isocalendar()[:2]
        return sum(day.isocalendar()[:2] == week for day, _ in self.told)

    def reminded(self, moment: datetime) -> bool:
        """Whether this week's reminders are done for the day; who moved west may live it twice."""
        today = self.hours.day(moment)
        week = today.isocalendar()[:2]
        return any(
            reminder and day >= today and day.isocalendar()[:2] == week
            for day, reminder in self.told
        )


def cast(plan: Plan, ids: list[str]) -> list[Somebody]:
    """The people, the first of whom is Product Ops and leads the leads.

    Args:
        ids: Slack's, one for each.
    """
    dice = plan.chance("cast")
    people = []
    for number, slack_id in enumerate(ids):
        place, country = PLACES[number % len(PLACES)]
        hours = Hours(place, COUNTRY if country is None else country)
        if dice.random() < 0.15:
            hours.weekdays = frozenset(dice.choice(_WEEKS))
        if dice.random() < 0.25:
            hours.start, hours.end = dice.choice(_DAYS)
        people.append(
            Somebody(
                id=slack_id,
                handle=handle(number),
                name=f"Colleague {number}",
                language=dice.choice(("en", "fr")),
                own_country=country,
                hours=hours,
                team=number // TEAM,
                steady=number % TEAM < 2,
                ceiling=dice.choice((2, 3, 4)) if dice.random() < 0.1 else None,
            )
        )
    for number, somebody in enumerate(people):
        leads = number % TEAM == 0
        somebody.lead = "" if number == 0 else people[0 if leads else number // TEAM * TEAM].id
    return people


def handle(number: int) -> str:
    """What somebody is called in Slack's messages."""
    return f"colleague{number}"
