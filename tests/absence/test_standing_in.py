"""Who stands in for someone who is away, and what they hear."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text, update

from bot.facts import Fact
from bot.i18n import Translator
from bot.store.engine import Store
from bot.store.people import Kind, Person, PersonRow, Profile
from handlers.absence import telling
from tests.absence.people import Absent, at, march
from tests.conftest import join, person
from workflows.absence import leave
from workflows.absence.standing_in import Event, problem


def test_someone_named_hears_of_it_once_and_of_what_changes(her: Absent, hugo: Person) -> None:
    left = her.leaves(4, 6, "U0HUGO")
    assert [(one.event, one.to, one.due) for one in left.news] == [(Event.NAMED, "U0HUGO", her.now)]
    assert her.leaves(4, 6).news == ()
    assert her.leaves(4, 6, "U0HUGO").news == ()
    (changed,) = her.leaves(6, 10).news
    assert (changed.event, changed.away.last) == (Event.CHANGED, march(10))
    assert changed.before
    assert changed.before.last == march(6)
    her.waits(2)
    (released,) = her.ends().news
    assert (released.event, released.to) == (Event.RELEASED, "U0HUGO")


def test_another_one_takes_over_and_the_first_hears_that_too(
    her: Absent, hugo: Person, marc: Person
) -> None:
    absence = her.leaves(4, 6, "U0HUGO").shown.away.id
    news = her.corrects(absence, 4, 6, "U0MARC").news
    assert {(one.event, one.to) for one in news} == {
        (Event.RELEASED, "U0HUGO"),
        (Event.NAMED, "U0MARC"),
    }
    (released,) = her.corrects(absence, 4, 6, "").news
    assert (released.event, released.to) == (Event.RELEASED, "U0MARC")


def test_who_stands_in_hears_it_in_their_working_hours(her: Absent, marc: Person) -> None:
    her.now = at(6, 8)
    (news,) = her.leaves(9, 13, "U0MARC").news
    # Nine in New York.
    assert news.due == at(6, 14)
    her.now = at(6, 23)
    (news,) = her.leaves(9, 20).news
    assert news.due == at(9, 13)


def test_who_works_only_once_they_are_back_hears_nothing(her: Absent, marc: Person) -> None:
    her.now = at(6, 23)
    (news,) = her.leaves(7, 8, "U0MARC").news
    assert news.due is None


@pytest.mark.parametrize(
    ("named", "changes", "says"),
    [
        ("U0LEA", {}, "stand in for yourself"),
        ("U0NOBODY", {}, "Only a colleague"),
        ("USLACKBOT", {}, "Only a colleague"),
        ("U0BOT", {}, "Only a colleague"),
        ("U0HUGO", {"kind": Kind.BOT}, "Only a colleague"),
        ("U0HUGO", {"active": False}, "Hugo Bernard's Slack account is deactivated"),
    ],
)
def test_not_everyone_can_stand_in(
    her: Absent, him: Absent, named: str, changes: dict[str, object], says: str
) -> None:
    if changes:
        mine = PersonRow.id == him.person.id
        her.session.execute(update(PersonRow).where(mine).values(**changes))
    assert her.refused(4, 6, named) == {"delegate"}
    assert says in said(her, named)
    assert her.absences == []


def said(her: Absent, named: str) -> str:
    """Why someone can't stand in, in English."""
    days = leave.Wish(march(4), march(6)).days
    words = problem(her.session, her.workspace, her.person, named, days, her.now)
    assert words
    return words.one.format(**words.values)


def test_when_who_stands_in_leaves_those_who_come_to_work_before_can_name_someone_else(
    her: Absent, hugo: Person, marc: Person
) -> None:
    nora = Absent(her.session, her.workspace, marc)
    nora.leaves(3, 6, "U0HUGO")
    her.leaves(5, 6, "U0HUGO")
    her.leaves(12, 13)
    left = Fact("person.left", hugo.id, hugo, at(4, 23))
    telling.left(her.session, her.workspace, left)
    assert [away.delegate for away in (*her.away, *nora.away)] == ["", "", ""]
    assert heard(her) == []
    her.corrects(her.away[0].id, 9, 10, "U0MARC")
    telling.left(her.session, her.workspace, replace(left, person=marc, subject=marc.id))
    assert heard(her) == [("U0LEA", "<@U0MARC> est parti·e", at(5, 8))]


def heard(her: Absent) -> list[tuple[str, str, datetime]]:
    """Who hears what, and when."""
    rows = her.session.execute(text("SELECT target, body->>'text' AS said, due FROM deliveries"))
    return [(row.target, row.said.partition(",")[0], row.due) for row in rows]


@pytest.mark.parametrize(
    ("theirs", "can"), [((1, 3), True), ((3, 4), False), ((5, None), False), ((7, 8), True)]
)
def test_who_is_away_on_one_of_these_days_can_not_stand_in(
    her: Absent, him: Absent, theirs: tuple[int, int | None], can: bool
) -> None:
    him.leaves(*theirs)
    if can:
        her.leaves(4, 6, "U0HUGO")
    else:
        assert her.refused(4, 6, "U0HUGO") == {"delegate"}
        assert said(her, "U0HUGO").startswith("Hugo Bernard is away too")


def test_nobody_stands_in_from_another_workspace(store: Store, her: Absent, t: Translator) -> None:
    elsewhere = join(store, "T0OTHER", "Other")
    person(store, elsewhere, "U0ELSE", Profile("Elsewhere", "UTC", True, "en"))
    assert her.refused(4, 6, "U0ELSE") == {"delegate"}
