"""What the demo's teams need from each other, and what they have said of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cast import CAST, Cast
from bot.forms import Errors
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import telling
from handlers.dependencies.past_words import NEEDS, Need, Said
from workflows.dependencies import asking, listing, moving, tying
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.okrs import cycles, key_result

_DAY = timedelta(days=1)
_FRIDAY = 5


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Tell what teams asked of each other, unless anything was."""
    cast: Cast = session.info[CAST]
    named = {one.name: one.id for one in teams.every(session, workspace)}
    if listing.any_ever(session, workspace) or not {each.team for each in NEEDS} <= {*named}:
        return
    past = _Telling(session, workspace, cast, now, named)
    made = {each.key: past.all(each) for each in NEEDS}
    for each in NEEDS:
        if each.serves:
            past.tie(each, made[each.key], made[each.serves])


@dataclass(frozen=True)
class _Telling:
    session: Session
    workspace: Workspace
    cast: Cast
    now: datetime
    teams: Mapping[str, int]

    def all(self, need: Need) -> int:
        """What a team asked for, and all that was said of it; returns its id."""
        given = (self.session, self.workspace)
        wanted = Wanted(
            need.needs,
            self._day(need.by),
            self.teams[need.team],
            self.teams[need.of],
            need.why,
            self._key_result(need),
            lag=need.lag,
        )
        at = self._at(need.who, need.ago, need.at)
        made = asking.ask(*given, self._known(need.who), wanted, at)
        assert isinstance(made, Dependency), "it is written well"
        for said in need.said:
            self._move(made.id, said)
        return made.id

    def tie(self, need: Need, which: int, promise: int) -> None:
        """Say which promise waits for it."""
        who = self._known(need.who)
        made = tying.tie(self.session, self.workspace, who, which, [promise], need.lag)
        assert not isinstance(made, Errors), "it is theirs"
        at = self._at(need.who, need.ago, need.at)
        for each in (made.found, *made.touched):
            telling.refresh(self.session, self.workspace, each, at, ":tied:seeded")

    def _move(self, which: int, said: Said) -> None:
        wish = Wish(
            said.move,
            said.side,
            None if said.day is None else self._day(said.day),
            owner=self.cast.people[said.owner] if said.owner else "",
            words=said.words,
        )
        at = self._at(said.who, said.ago, said.at)
        who = self._known(said.who)
        made = moving.make(self.session, self.workspace, who, which, wish, at)
        assert isinstance(made, Dependency), "it is theirs to say"

    def _key_result(self, need: Need) -> int | None:
        """The id of the key result that it is for, None for none."""
        cycle = cycles.current(self.session, self.workspace, self.now)
        if cycle is None or not need.for_:
            return None
        found = key_result.of(self.session, self.workspace, cycle.id, self.teams[need.team])
        return next(one.id for one in found if one.title == need.for_)

    def _known(self, name: str) -> Person:
        person = self.cast.known(self.session, self.workspace, name)
        assert person, "they were learnt"
        return person

    def _at(self, name: str, ago: int, at: str) -> datetime:
        return self.cast.moment(self.now, name, ago, at)

    def _day(self, ahead: int) -> date:
        """The weekday so many of them ahead; before the beginning, where it is negative."""
        if ahead <= 0:
            return self._at("hugo", -ahead, "12:00").date()
        day = self._at("hugo", 0, "12:00").date()
        for _ in range(ahead):
            day += _DAY
            while day.isoweekday() > _FRIDAY:
                day += _DAY
        return day
