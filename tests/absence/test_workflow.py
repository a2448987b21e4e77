"""People go away and come back; what they said before of the same days counts once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import column, select, table, update

from bot.calendar import is_away, next_moment
from bot.errors import Refusal
from bot.roles import Role
from bot.store import homes
from bot.store.engine import Store
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from tests.absence.people import TODAY, Absent, at, march
from tests.home.test_drawing import asked
from workflows.absence import leave, permissions
from workflows.absence.leave import Wrong

JOBS = table("procrastinate_jobs", column("task_name"))


def test_an_absence_counts_from_its_first_day_to_its_last_and_says_when_they_are_back(
    her: Absent,
) -> None:
    shown = her.leaves(4, 6).shown
    assert (shown.today, shown.back, shown.under_way) == (TODAY, march(9), False)
    assert [is_away(her.calendar, march(day)) for day in (3, 4, 6, 7)] == [False, True, True, False]
    assert next_moment(her.calendar, at(4)) == at(9, 8)
    assert her.changes == [3]


def test_they_are_back_on_their_next_working_day(her: Absent) -> None:
    her.session.execute(
        update(PersonRow).where(PersonRow.id == her.person.id).values(weekdays=[3, 4], country="FR")
    )
    assert her.leaves(3, 4).shown.back == march(5)
    assert her.corrects(her.state.absences[0].away.id, 3, 5).shown.back == march(11)


def test_without_a_last_day_nobody_knows_when_they_are_back(her: Absent) -> None:
    assert her.leaves(3, None).shown.back is None
    assert next_moment(her.calendar, her.now) is None
    her.waits(20)
    her.ends()
    assert her.absences == [(3, 22)]
    assert next_moment(her.calendar, her.now) == her.now


def test_saying_the_same_twice_is_saying_it_once(her: Absent) -> None:
    first = her.leaves(3, 6)
    her.now += timedelta(minutes=1)
    again = her.leaves(3, 6)
    assert (first.known, again.known) == (False, True)
    assert again.shown == first.shown
    assert again.news == ()
    assert her.absences == [(3, 6)]
    assert her.changes == [3]


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        # Beyond what was said, it lasts longer; within, it is shortened.
        ([(3, 6)], (3, 10), [(3, 10)]),
        ([(3, 10)], (3, 6), [(3, 6)]),
        ([(3, 10)], (2, 6), [(2, 6)]),
        ([(3, None)], (3, 6), [(3, 6)]),
        ([(3, 6)], (3, None), [(3, None)]),
        ([(3, 10)], (5, 10), [(3, 10)]),
        ([(3, 10)], (5, 8), [(3, 8)]),
        ([(10, 20)], (12, 14), [(12, 14)]),
        ([(10, 20)], (18, 25), [(10, 25)]),
        ([(10, 20)], (5, 12), [(5, 20)]),
        ([(10, 20)], (5, 25), [(5, 25)]),
        ([(4, 5), (9, 10), (20, 21)], (5, 9), [(4, 10), (20, 21)]),
        ([(4, 5)], (6, 7), [(4, 5), (6, 7)]),
        ([(4, 5), (20, None)], (5, 8), [(4, 8), (20, None)]),
        ([(4, 5), (20, None)], (5, None), [(4, None)]),
    ],
)
def test_absences_that_meet_become_one(
    her: Absent,
    before: list[tuple[int, int | None]],
    said: tuple[int, int | None],
    after: list[tuple[int, int | None]],
) -> None:
    for one in before:
        her.leaves(*one)
    her.now += timedelta(minutes=1)
    her.leaves(*said)
    her.now += timedelta(seconds=1)
    assert her.leaves(*said).known
    assert her.absences == after


@pytest.mark.parametrize("planned_first", [True, False])
def test_leave_that_is_planned_outlives_an_absence_without_an_end(
    her: Absent, planned_first: bool
) -> None:
    said = [(16, 20), (3, None)] if planned_first else [(3, None), (16, 20)]
    for one in said:
        her.leaves(*one)
        her.now += timedelta(minutes=1)
    assert her.absences == [(3, None), (16, 20)]
    her.corrects(her.state.absences[0].away.id, 2, None)
    her.waits(2)
    her.ends()
    assert her.absences == [(2, 4), (16, 20)]


def test_who_is_back_during_leave_that_was_planned_is_back_from_all_of_it(her: Absent) -> None:
    her.leaves(5, 9)
    her.now += timedelta(minutes=1)
    her.leaves(3, None)
    her.waits(3)
    her.ends()
    assert her.absences == [(3, 5), (5, 5)]
    her.leaves(6, 11)
    assert her.absences[-1] == (6, 11)


def test_a_correction_replaces_what_it_corrects_and_joins_what_else_it_meets(her: Absent) -> None:
    first = her.leaves(10, 12).shown.away.id
    her.leaves(16, 18)
    her.corrects(first, 9, 11)
    assert her.absences == [(9, 11), (16, 18)]
    her.corrects(first, 12, 17)
    assert her.absences == [(12, 18)]
    assert her.state.absences[0].away.id == first


def test_days_that_were_over_before_stay_as_they_were(her: Absent) -> None:
    her.leaves(3, 4)
    her.waits(3)
    her.leaves(6, 10)
    assert her.absences == [(3, 4), (6, 10)]
    her.now += timedelta(days=10)
    assert her.state.absences == ()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(6, 4, "last"), (1, 2, "last"), (10, 9, "last")],
)
def test_days_that_can_not_be_are_refused_and_nothing_is_kept(
    her: Absent, first: int, last: int, field: str
) -> None:
    assert her.refused(first, last) == {field}
    assert her.absences == []
    assert her.changes == []


def test_together_two_absences_last_no_longer_than_a_year(her: Absent) -> None:
    wish = leave.Wish(march(10), march(10) + timedelta(days=200))
    for _ in range(2):
        left = leave.leave(her.session, her.workspace, her.person, wish, her.now)
        wish = replace(wish, first=wish.last or TODAY, last=wish.first + timedelta(days=400))
    assert isinstance(left, Wrong)
    assert len(her.absences) == 1


def test_who_is_back_was_away_until_yesterday_and_hears_what_comes_next(her: Absent) -> None:
    her.leaves(3, 6)
    her.leaves(16, 18)
    her.waits(2)
    ended = her.ends()
    assert ended.were_away
    assert her.absences == [(3, 4), (16, 18)]
    assert ended.left.coming
    assert ended.left.coming.away.first == march(16)
    assert not is_away(her.calendar, march(5))
    assert her.ends().ended == ()


def test_who_is_back_on_the_first_day_was_not_away(her: Absent) -> None:
    her.leaves(3, 6)
    assert her.ends().were_away
    assert her.absences == []
    nothing = her.ends()
    assert (nothing.ended, nothing.left.absences) == ((), ())
    assert her.changes == [3, 3]


def test_an_absence_to_come_is_cancelled_by_its_own_button_only(her: Absent) -> None:
    coming = her.leaves(16, 18).shown.away.id
    assert her.ends().ended == ()
    ended = her.ends(coming)
    assert (len(ended.ended), ended.were_away) == (1, False)
    assert her.absences == []
    assert her.ends(coming).ended == ()


def test_a_day_earlier_is_one_day_however_often_it_is_clicked(her: Absent) -> None:
    away = her.leaves(3, 6).shown.away
    given = (her.session, her.workspace, her.person, away.id, march(6))
    earlier = leave.a_day_earlier(*given, her.now)
    assert earlier
    assert earlier.shown.back == march(6)
    assert leave.a_day_earlier(*given, her.now) is None
    assert her.absences == [(3, 5)]
    assert leave.a_day_earlier(*given[:4], march(5), at(5)) is None


def test_a_change_has_their_home_drawn_again(her: Absent) -> None:
    homes.opened(her.session, her.workspace, her.person, her.now)
    her.leaves(3, 6)
    assert [person for person, _ in asked(her.session)] == [str(her.person.id)] * 2


def test_two_commands_at_once_make_one_absence(
    store: Store, workspace: Workspace, lea: Person
) -> None:
    with store.begin() as first:
        her = Absent(first, workspace, lea)
        her.leaves(3, 6)
        with store.begin() as second:
            # The other command waits for the first one: its row is locked.
            free = select(PersonRow.id).with_for_update(key_share=True, skip_locked=True)
            assert second.scalars(free.where(PersonRow.id == lea.id)).all() == []
    with store.begin() as session:
        assert Absent(session, workspace, lea).leaves(3, 6).known


def test_everyone_may_say_it_but_who_has_left(her: Absent) -> None:
    assert permissions.SAY.roles == {Role.GUEST, Role.MEMBER}
    her.person = replace(her.person, active=False)
    for refused in (her.ends, her.allows, lambda: her.says(3, 4), lambda: her.state):
        with pytest.raises(Refusal):
            refused()
