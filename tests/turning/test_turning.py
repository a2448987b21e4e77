"""Turning the clock: what was to come comes, at its own time, in order, at Slack's pace."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from functools import partial
from itertools import pairwise
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot import clock
from bot.asks.opening import Wanted, open_ask
from bot.delivery import outbox
from bot.delivery.pacing import Pacing
from bot.playground import Actor
from bot.playground.faults import Fault
from bot.posts import Post
from bot.replies import Message
from bot.turning import Turner, TurnError
from tests.asks import trial
from tests.turned import TurnedOffice, at
from tests.waiting import becomes

MANY = 12
PARIS = ZoneInfo("Europe/Paris")


def next_tuesday(hour: int) -> datetime:
    """The next Tuesday, some hours into its night or day in Paris."""
    today = clock.now().astimezone(PARIS).date()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    return datetime.combine(tuesday, time(hour), PARIS)


def asks(office: TurnedOffice, name: str, title: str, kind: str = trial.CHECK_IN) -> None:
    """Asks someone something now."""
    with office.acting(name) as (session, person):
        wanted = Wanted(kind, sum(map(ord, title)), person, title)
        open_ask(session, office.bot.workspace, wanted, clock.now())


def puts(office: TurnedOffice, channel: str, *keys: str, due: datetime | None = None) -> None:
    """Posts a message for each key."""
    where = office.playground.workspace.channel(channel).id
    with office.acting("lea") as (session, _):
        posts = [Post(where, Message(key), key, due=due) for key in keys]
        outbox.put(session, office.bot.workspace, posts, clock.now())


def test_what_is_asked_in_the_evening_comes_the_next_morning_and_is_reminded_of_in_time(
    turned: TurnedOffice,
) -> None:
    evening = next_tuesday(20)
    turned.turns_to(evening)
    asks(turned, "lea", "Q1")  # in Paris the day is over
    turned.turns_to(evening + timedelta(days=9))
    heard = [when for when, text in turned.said_to("lea") if "How is Q1?" in text]
    # On Wednesday at nine; reminded of after two working days, and after three more.
    mornings = [next_tuesday(9) - timedelta(days=days) for days in (13, 11, 6)]
    assert len(heard) == 3, heard
    for said, morning in zip(heard, mornings, strict=True):
        assert morning <= said < morning + timedelta(seconds=20), heard


def test_messages_keep_to_the_pace_of_slack_in_the_time_that_is_turned(
    turned: TurnedOffice,
) -> None:
    """Twelve in one channel take twelve seconds of its time, and no call is refused."""
    later = clock.now() + timedelta(hours=2)
    puts(turned, "general", *(f"news-{number:02}" for number in range(MANY)), due=later)
    began = clock.elapsed()
    turned.turns(hours=3)
    took = clock.elapsed() - began
    workspace = turned.playground.workspace
    said = [one for one in workspace.channel("general").messages.values() if "news-" in one.text]
    times = [float(one.ts) for one in said]
    assert [one.text for one in said] == [f"news-{number:02}" for number in range(MANY)]
    assert times[0] >= later.timestamp()
    gaps = [after - before for before, after in pairwise(times)]
    assert all(0.99 <= gap < 3 for gap in gaps), gaps
    assert took < sum(gaps), "they waited in the machine's time"
    assert ("chat.postMessage", "ratelimited") not in workspace.calls.tally


def test_everything_on_the_way_happens_once_and_in_order(turned: TurnedOffice) -> None:
    """One message fails and the answer to another is lost: they are said once all the same."""
    now = clock.now()
    for hours in (30, 2, 9):
        puts(turned, "general", f"in-{hours}", due=now + timedelta(hours=hours))
    faults = turned.playground.workspace.faults
    faults.fail("chat.postMessage", times=1)
    faults.lose_answer("chat.postMessage")
    turned.turns(days=2)
    general = turned.playground.workspace.channel("general")
    said = [one.text for one in general.messages.values() if one.text.startswith("in-")]
    assert said == ["in-2", "in-9", "in-30"]
    assert clock.now() - now >= timedelta(days=2)


def test_the_clock_stops_where_it_is_when_it_is_told_to(turned: TurnedOffice) -> None:
    now = clock.now()
    before = turned.playground.posted
    soon = [now + timedelta(hours=hour) for hour in range(1, 100)]
    for number, due in enumerate(soon):
        puts(turned, "general", f"stop-{number}", due=due)
    turned.turner.turn(now + timedelta(days=301))
    becomes(lambda: turned.playground.posted >= before + 2, "Nothing was said on the way.")
    turned.turner.stop()
    assert turned.turner.turning is None
    reached = clock.now()
    assert turned.playground.posted - before == sum(due <= reached for due in soon)
    assert soon[0] < reached < soon[-1]
    with turned.acting("lea") as (session, _):
        outbox.withdraw(session, turned.bot.workspace, "stop-", all_like=True)
    # Time passes again, from there on, and what is due is said by itself.
    puts(turned, "general", "afterwards")
    turned.as_("lea").sees("afterwards", channel="general")
    assert timedelta() < clock.now() - reached < timedelta(minutes=1)


def test_a_moment_that_can_not_be_turned_to_is_refused_in_words(turned: TurnedOffice) -> None:
    for moment, code in (
        (clock.now() - timedelta(seconds=1), "early"),
        (clock.now() + timedelta(days=400), "far"),
    ):
        with pytest.raises(TurnError) as refused:
            turned.turner.turn(moment)
        assert refused.value.code == code
    unattached = Turner(Pacing())
    with pytest.raises(TurnError) as refused:
        unattached.turn(clock.now() + timedelta(hours=1))
    assert refused.value.code == "closed", "nobody turns what is starting, or ending"
    status, body = turn(turned, 10.0)
    assert status == 400
    assert "only goes forward" in body["error"]
    assert turned.turner.turning is None


def turn(office: TurnedOffice, to: object) -> tuple[int, dict[str, str]]:
    """What the page gets that turns the clock to this."""
    request = Request(
        f"{office.playground.url}/page/turn",
        json.dumps({"as": office.as_("lea").id, "to": to}).encode(),
        {"Content-Type": "application/json", "X-Playground": "1"},
    )
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def test_people_see_the_clock_turn_and_act_meanwhile(turned: TurnedOffice) -> None:
    """A command on the way is answered and kept at its time; nobody turns the clock twice."""
    now, lea = clock.now(), turned.as_("lea")
    before = turned.playground.posted
    for hour in range(1, 12):
        puts(turned, "general", f"meanwhile-{hour}", due=now + timedelta(hours=hour))
    to = now + timedelta(hours=31)
    both = [one for one in asked_at_once(turned, to) if one[0] == 400]
    assert len(both) == 1
    assert "turning already" in both[0][1]["error"]
    becomes(lambda: turned.playground.posted > before, "Nothing was said on the way.")
    receipt = lea.types("/insight Acme cannot export invoices")
    assert receipt is not None
    assert "is kept" in receipt.text
    seen = []
    while turned.turner.turning is not None:
        with urlopen(f"{turned.playground.url}/page/clock", timeout=30) as answer:
            seen.append(json.load(answer)["clock"])
    assert now < at(receipt) < to
    on_the_way = [one for one in seen if one["turning"]]
    shown = [one["now"] for one in on_the_way]
    assert shown == sorted(shown)
    whole = on_the_way[-1]["turning"]
    assert whole["to"] - whole["begin"] == pytest.approx(31 * 3_600, abs=5)
    assert whole["said"] > 0
    assert to <= clock.now() < to + timedelta(minutes=1)


def asked_at_once(office: TurnedOffice, to: datetime) -> list[tuple[int, dict[str, str]]]:
    """What two get who turn the clock at the same moment."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(partial(turn, office), [to.timestamp()] * 2))


def test_a_job_that_fails_when_the_clock_comes_to_rest_is_tried_again(
    turned: TurnedOffice,
) -> None:
    workspace = turned.playground.workspace
    workspace.people[turned.as_("hugo").id].tz = "Asia/Tokyo"
    workspace.faults.fail("users.list", times=1)
    turned.turns(days=2)
    hugo = turned.as_("hugo")
    becomes(lambda: zone_of(turned, hugo) == "Asia/Tokyo", "Nobody asked again who is here.")
    assert workspace.calls.tally["users.list", "500"] == 1


def test_a_job_that_always_fails_does_not_hold_up_the_clock(turned: TurnedOffice) -> None:
    workspace = turned.playground.workspace
    workspace.faults.sometimes("users.list", Fault("status"), share=1.0)
    turned.turns(days=2)
    before = workspace.calls.tally["users.list", "500"]
    turned.turns(days=7)
    # The two that wait try seven times each on the way, and one more begins at the end.
    assert workspace.calls.tally["users.list", "500"] - before <= 20


def test_time_passes_by_itself_again_where_turning_broke_off(turned: TurnedOffice) -> None:
    rename = "ALTER TABLE {} RENAME TO {}"
    with turned.acting("lea") as (session, _):
        session.execute(text(rename.format("workspaces", "lost")))
    try:
        turned.turns(days=2)
    finally:
        with turned.bot.store.begin() as session:
            session.execute(text(rename.format("lost", "workspaces")))
    assert turned.turner.turning is None
    # Slack's pace has the third wait for two seconds.
    puts(turned, "general", *(f"news-{number}" for number in range(3)))
    turned.as_("lea").sees("news-2", channel="general")
    reached = clock.now()
    becomes(lambda: clock.now() > reached, "Time stands still.")


def zone_of(office: TurnedOffice, somebody: Actor) -> str:
    """The time zone of somebody, as the bot knows it."""
    person = office.known(somebody)
    assert person
    return person.timezone


def test_a_status_ends_on_the_way_at_its_own_moment(turned: TurnedOffice) -> None:
    lea = turned.playground.as_("lea")
    lea.sets_status("In a meeting", "calendar", "4h")
    ends = lea.person.status_expiration
    turned.turns(hours=3)
    assert lea.person.status_text == "In a meeting"
    turned.turns(days=2)
    assert (lea.person.status_text, lea.person.status_expiration) == ("", 0)
    changes = [
        event
        for one in turned.playground.delivery.delivered
        if (event := one.parcel.payload.get("event", {})).get("type") == "user_change"
    ]
    assert ends <= float(changes[-1]["event_ts"]) < ends + 60
