"""A Slack status says when someone is away, if they allow it; what they said themselves stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.calendar import is_away
from bot.store.absences import AbsenceRow
from bot.store.jobs import QUEUE
from handlers.people.reading import status
from tests.absence.people import Absent, at, march
from workflows.absence.status import Status
from workflows.settings import own

PALM, SICK = ":palm_tree:", ":face_with_thermometer:"


@pytest.fixture
def allowing(her: Absent) -> Absent:
    """Léa, whose status says when she is away."""
    her.allows()
    return her


def marks(her: Absent) -> list[str]:
    """What is kept of her status."""
    return list(her.session.scalars(select(AbsenceRow.status).where(AbsenceRow.status != "")))


def test_who_did_not_allow_it_is_left_alone_and_nothing_is_kept(her: Absent) -> None:
    her.shows(PALM)
    assert her.absences == []
    assert her.changes == []


@pytest.mark.parametrize(
    "emoji", [PALM, ":no_entry:", SICK, ":airplane:", ":desert_island:", ":mask:", ":ooo:"]
)
def test_some_statuses_mean_away_until_they_go(allowing: Absent, emoji: str) -> None:
    allowing.shows(emoji)
    assert allowing.absences == [(3, None)]
    allowing.waits(3)
    allowing.shows("")
    assert allowing.absences == [(3, 5)]
    assert allowing.changes == [3, 6]
    assert marks(allowing) == []


@pytest.mark.parametrize("emoji", ["", ":house_with_garden:", ":calendar:", ":bus:", ":palm:"])
def test_other_statuses_mean_nothing(allowing: Absent, emoji: str) -> None:
    allowing.shows(emoji)
    assert allowing.absences == []


@pytest.mark.parametrize(
    ("until", "last"),
    [
        (datetime(2026, 3, 6, 22, 59, tzinfo=UTC), 6),
        # Midnight in Paris ends the day before.
        (datetime(2026, 3, 6, 23, tzinfo=UTC), 6),
        (datetime(2026, 3, 6, 23, 1, tzinfo=UTC), 7),
        (datetime(2026, 3, 3, 15, tzinfo=UTC), 3),
        (datetime(2029, 3, 3, 15, tzinfo=UTC), None),
    ],
)
def test_it_lasts_until_the_day_the_status_expires_where_they_are(
    allowing: Absent, until: datetime, last: int | None
) -> None:
    allowing.shows(PALM, until)
    assert allowing.absences == [(3, last)]


def test_a_status_that_has_expired_is_none(allowing: Absent) -> None:
    allowing.shows(PALM, allowing.now)
    assert allowing.absences == []


def test_a_status_that_is_changed_moves_the_end(allowing: Absent) -> None:
    allowing.shows(PALM, at(5))
    allowing.waits(1)
    allowing.shows(PALM, at(6))
    allowing.shows(PALM, at(6))
    assert allowing.absences == [(3, 6)]
    allowing.shows(SICK)
    assert allowing.absences == [(3, None)]
    assert allowing.changes == [3, 4, 4]


def test_a_status_that_goes_in_the_evening_was_true_that_day(allowing: Absent) -> None:
    allowing.shows(PALM)
    allowing.now = at(4, 18)
    allowing.shows("")
    assert allowing.absences == [(3, 4)]


def test_a_status_of_an_hour_leaves_the_afternoon(allowing: Absent) -> None:
    allowing.shows(SICK, at(3, 11))
    assert is_away(allowing.calendar, march(3))
    allowing.now = at(3, 11)
    allowing.shows("")
    assert not is_away(allowing.calendar, march(3))
    assert allowing.absences == []


def test_what_they_said_is_never_touched_by_their_status(allowing: Absent) -> None:
    allowing.leaves(3, 6)
    allowing.shows(PALM, at(4))
    allowing.waits(1)
    allowing.shows("")
    assert allowing.absences == [(3, 6), (3, 3)]
    assert allowing.state.current
    assert allowing.state.current.away.last == march(6)


def test_who_says_that_they_are_back_is_back_though_the_status_stands(allowing: Absent) -> None:
    allowing.shows(PALM)
    allowing.leaves(3, 6)
    allowing.waits(1)
    ended = allowing.ends()
    assert ended.status_stands
    assert not is_away(allowing.calendar, allowing.now.date())
    # Their title changes, the status does not.
    allowing.waits(1)
    allowing.shows(PALM)
    assert not is_away(allowing.calendar, allowing.now.date())
    allowing.shows("")
    allowing.shows(PALM)
    assert is_away(allowing.calendar, allowing.now.date())


def test_who_is_back_on_the_same_day_was_not_away_and_another_status_counts(
    allowing: Absent,
) -> None:
    allowing.shows(PALM)
    allowing.ends()
    allowing.shows(PALM)
    assert allowing.state.absences == ()
    assert not allowing.calendar.absences
    allowing.shows(SICK)
    assert is_away(allowing.calendar, march(3))


def test_who_takes_it_back_is_no_longer_away_and_nothing_is_kept(allowing: Absent) -> None:
    allowing.waits(1)
    allowing.shows(PALM)
    allowing.waits(1)
    assert allowing.allows(False)
    assert not allowing.allows(False)
    assert allowing.absences == [(4, 4)]
    assert marks(allowing) == []
    allowing.shows(PALM)
    assert allowing.absences == [(4, 4)]


def test_who_allows_it_is_asked_for_the_status_they_have(her: Absent) -> None:
    assert her.allows()
    assert not her.allows()
    waiting = text("SELECT task_name, args FROM procrastinate_jobs WHERE queue_name = :queue")
    ((name, args),) = her.session.execute(waiting, {"queue": QUEUE}).all()
    assert (name, args["args"]) == ("people.complete", {"person": "U0LEA"})


def test_who_takes_it_back_in_their_settings_is_no_longer_away_either(allowing: Absent) -> None:
    allowing.shows(PALM)
    allowing.waits(2)
    settings(allowing, False)
    assert allowing.absences == [(3, 4)]
    assert not is_away(allowing.calendar, allowing.now.date())
    assert allowing.changes == [3, 5]
    assert marks(allowing) == []


def test_who_allows_it_in_their_settings_is_asked_for_the_status_they_have(her: Absent) -> None:
    settings(her, True)
    settings(her, True)
    names = text("SELECT task_name FROM procrastinate_jobs WHERE queue_name = :queue")
    assert her.session.scalars(names, {"queue": QUEUE}).all() == ["people.complete"]


def settings(her: Absent, follows: bool) -> None:
    """Her status says when she is away, or no longer, by the form of settings."""
    whose = (her.session, her.workspace, her.person)
    wanted = replace(own.read(*whose), follows_status=follows)
    own.change(*whose, wanted, her.now)


def test_a_status_older_than_what_is_known_of_them_says_nothing(allowing: Absent) -> None:
    allowing.session.execute(text("UPDATE people SET updated = 2000000000"))
    allowing.shows(PALM)
    assert allowing.absences == []


def test_each_status_is_kept_for_whom_it_is(allowing: Absent, him: Absent) -> None:
    him.allows()
    him.shows(PALM)
    assert allowing.absences == []
    assert him.absences == [(3, None)]


def test_it_is_read_as_slack_sends_it() -> None:
    told = {
        "id": "U0LEA",
        "updated": 7,
        "profile": {"status_emoji": PALM, "status_text": "Bye", "status_expiration": 9},
    }
    assert status(told) == Status(PALM, 9, 7)
    for little in ({"id": "U0LEA"}, {"id": "U0LEA", "profile": {"status_emoji": None}}):
        assert status(little) == Status()
    later = datetime.fromtimestamp(9, UTC) + timedelta(seconds=1)
    assert not Status(PALM, 9).is_away(later)
    assert Status(":palm_tree::skin-tone-2:").is_away(later)
