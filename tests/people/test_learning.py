"""What Slack says of people is written once, in time, and never over something newer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers.people import jobs, listeners
from handlers.people.jobs import Told
from handlers.people.reading import profile
from tests.moment import NOW

SOON = NOW + timedelta(seconds=1)


def user(slack_id: str = "U0ZOE", **more: Any) -> dict[str, Any]:
    """A `user` object."""
    return {
        "id": slack_id,
        "name": "zoe",
        "tz": "Europe/Paris",
        "locale": "fr-FR",
        "deleted": False,
        "is_bot": False,
        "updated": 100,
        "profile": {"real_name": "Zoé Blanc", "display_name": ""},
        **more,
    }


def asked(session: Session) -> list[tuple[str, Mapping[str, str], int | None]]:
    """The jobs that wait, with the seconds they wait at least; they are forgotten with that."""
    rows = session.execute(
        text(
            "WITH gone AS (DELETE FROM procrastinate_jobs RETURNING id, task_name,"
            " args -> 'args' AS args, extract(epoch FROM scheduled_at - now())::int AS wait)"
            " SELECT task_name, args, wait FROM gone ORDER BY id"
        )
    )
    return [(name, args, wait) for name, args, wait in rows]


def known(session: Session, workspace: Workspace, slack_id: str = "U0ZOE") -> Person | None:
    """What the bot knows of someone."""
    return people.find(session, workspace, slack_id)


def hears(session: Session, workspace: Workspace, told: dict[str, Any], at: datetime = NOW) -> None:
    """Slack tells of someone."""
    listeners.changed(session, workspace, {"user": told}, at)


def test_a_page_is_learnt_and_asks_for_the_page_that_follows(
    session: Session, workspace: Workspace
) -> None:
    bots = (user("U0BOT", is_bot=True), user("USLACKBOT"))
    jobs.write_page(session, workspace, Told((user(), *bots), NOW, "next", began=NOW), NOW)
    person = known(session, workspace)
    assert person
    assert (person.name, person.language, person.timezone, person.active, person.completed) == (
        *("Zoé Blanc", "fr", "Europe/Paris", True, True),
    )
    assert [known(session, workspace, bot["id"]) for bot in bots] == [None, None]
    more = {"cursor": "next", "began": NOW.isoformat(), "whole": "yes"}
    assert asked(session) == [(people.LEARN, more, jobs.SPACE)]
    jobs.write_page(session, workspace, Told((user(),), NOW), NOW)
    assert asked(session) == []


def test_a_page_that_slack_no_longer_knows_makes_everyone_due_again(
    session: Session, workspace: Workspace
) -> None:
    people.make_due(session, workspace, NOW)
    people.relearn(session, workspace, NOW, 1)
    jobs.write_page(session, workspace, Told((), SOON, lost=True), SOON)
    asked(session)
    assert people.relearn(session, workspace, SOON, 1) == 0
    assert people.relearn(session, workspace, NOW + people.SOONEST, 1) == 1


@pytest.mark.parametrize("updated", [200, 100])
def test_a_page_that_is_older_than_an_event_does_not_bring_anyone_back(
    session: Session, workspace: Workspace, updated: int
) -> None:
    hears(session, workspace, user(deleted=True, updated=updated), SOON)
    for write in (jobs.write_page, jobs.write_one):
        write(session, workspace, Told((user(),), NOW), SOON)
        person = known(session, workspace)
        assert person
        assert not person.active


def test_what_slack_said_last_holds(session: Session, workspace: Workspace) -> None:
    jobs.write_page(session, workspace, Told((user(),), NOW), NOW)
    hears(session, workspace, user(locale="en-GB", updated=101))
    person = known(session, workspace)
    assert person
    assert person.language == "en"
    jobs.write_page(session, workspace, Told((user(tz="Asia/Tokyo", updated=101),), SOON), SOON)
    person = known(session, workspace)
    assert person
    assert person.timezone == "Asia/Tokyo"


def test_someone_met_before_keeps_their_row_and_role(
    session: Session, workspace: Workspace
) -> None:
    met = people.meet(session, workspace, "U0ZOE", "zoe")
    people.name_product_ops(session, workspace, ("U0ZOE",))
    jobs.write_page(session, workspace, Told((user(),), NOW), NOW)
    person = known(session, workspace)
    assert person
    assert (person.id, person.product_ops, person.name) == (met.id, True, "Zoé Blanc")


def test_an_event_that_does_not_tell_a_language_asks_for_it_once(
    session: Session, workspace: Workspace
) -> None:
    hears(session, workspace, user(locale=None))
    assert asked(session) == [(people.COMPLETE, {"person": "U0ZOE"}, None)]
    jobs.write_one(session, workspace, Told((user(),), SOON), SOON)
    hears(session, workspace, user(locale=None, updated=101), SOON)
    assert asked(session) == []
    person = known(session, workspace)
    assert person
    assert person.language == "fr"


def test_of_bots_no_event_is_kept(session: Session, workspace: Workspace) -> None:
    hears(session, workspace, user(is_bot=True))
    assert known(session, workspace) is None


def test_everyone_is_due_at_the_first_start_and_then_every_day(
    session: Session, workspace: Workspace
) -> None:
    assert people.relearn(session, workspace, NOW, 1) == 0
    people.make_due(session, workspace, NOW)
    assert people.relearn(session, workspace, NOW, 1) == 1
    assert people.relearn(session, workspace, NOW, 1) == 0
    assert asked(session) == [(people.LEARN, {}, None)]
    tomorrow = NOW + people.AGAIN
    assert people.relearn(session, workspace, tomorrow - timedelta(seconds=1), 1) == 0
    assert people.relearn(session, workspace, tomorrow, 1) == 1


def test_a_bot_that_starts_again_and_again_asks_every_ten_minutes_at_the_most(
    session: Session, workspace: Workspace
) -> None:
    times = []
    for minute in range(25):
        now = NOW + timedelta(minutes=minute)
        people.make_due(session, workspace, now)
        if people.relearn(session, workspace, now, 1):
            times.append(minute)
    assert times == [0, 10, 20]


@pytest.mark.parametrize(
    ("display", "real", "name"),
    [("Zoé", "Zoé Blanc", "Zoé"), ("", "Zoé Blanc", "Zoé Blanc"), (None, None, "zoe")],
)
def test_people_are_called_what_slack_shows(
    display: str | None, real: str | None, name: str
) -> None:
    told = user(profile={"display_name": display, "real_name": real})
    assert profile(told, "T0LUMEN").name == name


def test_a_user_of_whom_slack_says_little_is_read_all_the_same() -> None:
    told = {"id": "U0ZOE", "deleted": True, "tz": "Mars/Base"}
    assert profile(told, "T0LUMEN") == Profile("", "UTC", False, None, 0)
