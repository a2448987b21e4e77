"""Who leaves, comes back or moves is told once, however Slack tells it."""

from datetime import timedelta

import pytest

from bot.facts import REACTIONS, Fact
from bot.store import people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.people import jobs
from handlers.people.jobs import Told
from tests.moment import NOW
from tests.people.test_learning import asked, hears, known, user

SOON, LATER, TOMORROW = (NOW + timedelta(hours=hours) for hours in (1, 2, 24))
BOT = user("U0BOT", is_bot=True)
KINDS = ("person.left", "person.returned", "calendar.changed")


@pytest.fixture
def facts(session: Session) -> list[str]:
    """What was recorded, as `kind: name`."""
    told: list[str] = []

    def hear(session: Session, workspace: Workspace, fact: Fact) -> None:
        assert fact.subject == fact.person.id
        told.append(f"{fact.kind}: {fact.person.slack_id}")

    session.info[REACTIONS] = dict.fromkeys(KINDS, (hear,))
    return told


def there(session: Session, workspace: Workspace, slack_id: str) -> bool:
    """Whether someone is still there, as far as the bot knows."""
    found = known(session, workspace, slack_id)
    assert found
    return found.active


def test_an_event_tells_who_left_came_back_and_moved(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    hears(session, workspace, user())
    hears(session, workspace, user(updated=101, tz="Asia/Tokyo"))
    for _ in range(2):
        hears(session, workspace, user(updated=102, tz="Asia/Tokyo", deleted=True))
    hears(session, workspace, user(updated=103, tz="Asia/Tokyo"))
    hears(session, workspace, user(updated=100, deleted=True))
    assert facts == [f"{kind}: U0ZOE" for kind in ("calendar.changed", *KINDS[:2])]


def test_who_was_gone_when_the_bot_first_heard_of_them_did_not_just_leave(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    hears(session, workspace, user(deleted=True))
    jobs.write_page(session, workspace, Told((user("U0MAX", deleted=True),), NOW), NOW)
    assert facts == []


def test_the_daily_listing_tells_what_no_event_told(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    both = (user("U1"), user("U2"), BOT)
    jobs.write_page(session, workspace, Told(both, NOW, began=NOW), NOW)
    now = (user("U1", deleted=True, updated=101), user("U2", tz="UTC", updated=101), BOT)
    jobs.write_page(session, workspace, Told(now, TOMORROW, began=TOMORROW), TOMORROW)
    assert facts == ["person.left: U1", "calendar.changed: U2"]


def test_who_vanished_from_a_listing_that_came_to_its_end_has_left(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    jobs.write_page(session, workspace, Told((user("U1"), user("U2"), BOT), NOW, began=NOW), NOW)
    jobs.write_page(
        session, workspace, Told((user("U1"), BOT), TOMORROW, "more", began=TOMORROW), TOMORROW
    )
    assert there(session, workspace, "U2"), "a page follows"
    (_, more, _), *_ = asked(session)
    assert more["whole"] == "yes"
    last = Told((user("U3"),), TOMORROW + timedelta(minutes=1), began=TOMORROW, whole=True)
    for _ in range(2):
        jobs.write_page(session, workspace, last, last.asked)
    assert facts == ["person.left: U2"]
    assert [there(session, workspace, each) for each in ("U1", "U2", "U3")] == [True, False, True]


def test_who_vanished_comes_back_when_slack_names_them_again(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    for at, users in ((NOW, (user(), BOT)), (SOON, (BOT,)), (LATER, (user(), BOT))):
        jobs.write_page(session, workspace, Told(users, at, began=at), at)
    assert facts == ["person.left: U0ZOE", "person.returned: U0ZOE"]


@pytest.mark.parametrize(
    "told",
    [
        Told((), TOMORROW, lost=True),
        Told((user("U1"), BOT), TOMORROW, "more", began=TOMORROW),
        Told((), TOMORROW, began=TOMORROW),
        Told((user("U1"),), TOMORROW, began=TOMORROW),
        Told((user("U1"), BOT), TOMORROW),
    ],
    ids=["it lost its place", "a page follows", "it is empty", "no bot in it", "an old job's"],
)
def test_nobody_is_missing_from_a_listing_that_was_cut_short(
    session: Session, workspace: Workspace, facts: list[str], told: Told
) -> None:
    jobs.write_page(session, workspace, Told((user("U1"), user("U2"), BOT), NOW, began=NOW), NOW)
    jobs.write_page(session, workspace, told, TOMORROW)
    assert facts == []
    assert there(session, workspace, "U2")


def test_who_never_was_listed_or_was_heard_of_since_is_not_missing(
    session: Session, workspace: Workspace, facts: list[str]
) -> None:
    hears(session, workspace, user("U0ACME", team_id="T0ACME"))
    people.meet(session, workspace, "U0MET")
    jobs.write_page(session, workspace, Told((user("U1"), BOT), NOW, began=NOW), NOW)
    hears(session, workspace, user("U1", updated=101, tz="UTC"), LATER)
    facts.clear()
    jobs.write_page(session, workspace, Told((BOT,), SOON, began=SOON), LATER)
    assert facts == []
    assert all(there(session, workspace, each) for each in ("U0ACME", "U0MET", "U1"))


def test_who_is_changed_is_looked_up_again(session: Session, workspace: Workspace) -> None:
    jobs.write_page(session, workspace, Told((user("U1"), BOT), NOW, began=NOW), NOW)
    session.info[people.CHANGED].clear()
    jobs.write_page(session, workspace, Told((BOT,), SOON, began=SOON), SOON)
    assert session.info[people.CHANGED] == {(workspace.slack_id, "U1")}
