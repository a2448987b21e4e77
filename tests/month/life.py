"""What happens to people in a month: leave, illness, moves, part-time, ceilings, farewells."""

from datetime import timedelta

from tests.month.cast import PLACES, Somebody
from tests.month.hours import DAY, Leave
from tests.month.plan import BEGINS
from tests.month.script import Script

# How many of the company each of these happens to.
ON_LEAVE, ILL, AWAY_FOR_NOW, MOVING, QUIETER, PART_TIME, LEAVING = (
    *(0.16, 0.06, 0.03, 0.05, 0.08, 0.02, 0.03),
)


def lives(script: Script, cast: list[Somebody]) -> None:
    """Have all of that happen."""
    life = Life(script, cast)
    length = timedelta(days=script.plan.days)
    for what, share in (
        (life.plans_leave, ON_LEAVE),
        (life.falls_ill, ILL),
        (life.goes_for_now, AWAY_FOR_NOW),
        (life.leaves, LEAVING),
        (life.moves, MOVING),
        (life.wants_less, QUIETER),
        (life.works_less, PART_TIME),
    ):
        steady = what in (life.moves, life.wants_less, life.works_less)
        for one in life.some(what.__name__, share, steady=steady):
            dice = script.plan.chance(what.__name__, one.id)
            script.at(BEGINS + length * dice.random(), what, one)


class Life:
    """What happens to whom; each by dice of its own."""

    def __init__(self, script: Script, cast: list[Somebody]) -> None:
        self._script = script
        self._cast = cast

    def some(self, what: str, share: float, *, steady: bool) -> list[Somebody]:
        """Some of the company, one at least; `steady` where it happens to these as well."""
        whom = [one for one in self._cast if steady or not one.steady]
        often = share * self._script.plan.restless
        number = min(len(whom), max(1, round(often * len(self._cast))))
        return self._script.plan.chance("some", what).sample(whom, number)

    def plans_leave(self, one: Somebody) -> None:
        """Somebody says some days before that they will be away."""
        dice = self._script.plan.chance("leave", one.id)
        first = one.hours.day(self._script.now) + DAY * dice.randrange(1, 9)
        last = first + DAY * dice.randrange(0, 12)
        delegate = self._delegate(one) if dice.random() < 0.5 else ""
        self._away(one, Leave(first, last, delegate))

    def falls_ill(self, one: Somebody) -> None:
        """Somebody is away from now on."""
        dice = self._script.plan.chance("ill", one.id)
        today = one.hours.day(self._script.now)
        delegate = self._delegate(one) if dice.random() < 0.3 else ""
        self._away(one, Leave(today, today + DAY * dice.randrange(0, 5), delegate))

    def goes_for_now(self, one: Somebody) -> None:
        """Somebody is away until they say that they are back."""
        dice = self._script.plan.chance("for now", one.id)
        self._away(one, Leave(one.hours.day(self._script.now), None))
        self._script.at(self._script.now + timedelta(days=dice.uniform(2, 9)), self.is_back, one)

    def is_back(self, one: Somebody) -> None:
        """They are."""
        before = one.hours.day(self._script.now) - DAY
        if not one.active:
            return
        self._script.does("back", lambda: self._script.hands.says_back(one.id, before))
        one.hours.leaves = [
            leave if leave.last else Leave(leave.first, before) for leave in one.hours.leaves
        ]
        self._script.company.changed(one.id)

    def moves(self, one: Somebody) -> None:
        """Somebody works in another time zone from now on."""
        dice = self._script.plan.chance("moves", one.id)
        one.hours.zone = dice.choice([zone for zone, _ in PLACES if zone != one.hours.zone])
        self._changed(one, "move", "calendar.changed")

    def wants_less(self, one: Somebody) -> None:
        """Somebody wants fewer messages a week, and later as many as before."""
        dice = self._script.plan.chance("less", one.id)
        before, one.ceiling = one.ceiling, dice.choice((1, 2, 3))
        self._changed(one, "ceiling", "settings.changed")
        later = self._script.now + timedelta(days=dice.uniform(1, 12))
        self._script.at(later, self.wants_as_before, one, before)

    def wants_as_before(self, one: Somebody, ceiling: int | None) -> None:
        """They do."""
        one.ceiling = ceiling
        self._changed(one, "ceiling", "settings.changed")

    def works_less(self, one: Somebody) -> None:
        """Somebody works part-time from now on."""
        one.hours.weekdays = frozenset({2, 3, 4})
        self._changed(one, "part-time", "calendar.changed")

    def leaves(self, one: Somebody) -> None:
        """Somebody leaves the company; one in three comes back."""
        self._script.does("farewell", lambda: self._script.hands.goes(one.id))
        self._script.company.gone(one.id, self._script.now)
        self._script.gone.add(one.id)
        dice = self._script.plan.chance("farewell", one.id)
        if dice.random() < 0.33:
            later = self._script.now + timedelta(days=dice.uniform(0.2, 6))
            self._script.at(later, self.returns, one)

    def returns(self, one: Somebody) -> None:
        """They do."""
        self._script.does("return", lambda: self._script.hands.goes(one.id, back=True))
        self._script.company.returned(one.id, self._script.now)

    def _away(self, one: Somebody, leave: Leave) -> None:
        if not one.active:
            return
        self._script.does("leave", lambda: self._script.hands.says_away(one.id, leave))
        one.hours.leaves.append(leave)
        self._script.company.changed(one.id)

    def _changed(self, one: Somebody, what: str, fact: str) -> None:
        self._script.does(what, lambda: self._script.hands.changes(one, fact))
        self._script.company.changed(one.id)

    def _delegate(self, one: Somebody) -> str:
        steady = [each for each in self._cast if each.steady and each.team == one.team]
        return self._script.plan.chance("delegate", one.id).choice(steady).id
