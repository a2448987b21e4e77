"""Once, in every conversation, however much goes wrong and whoever else is there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import clock
from bot.delivery import outbox, reach, sweeping
from bot.message import Message
from bot.playground import Message as Said
from bot.playground import happenings, small
from bot.playground.faults import Fault
from bot.posts import Edit, Post
from bot.store.engine import Store
from tests.delivery.post_office import QUICK, PostOffice, open_post_office


@pytest.fixture
def another(store: Store) -> Iterator[PostOffice]:
    """A second workspace in the same database."""
    with open_post_office(store, small("Other")) as opened:
        yield opened


def test_the_same_key_is_said_once_and_means_nothing_elsewhere(
    post_office: PostOffice, another: PostOffice, general: str
) -> None:
    for words in ("First", "Second"):
        post_office.post(general, words, "same")
    another.post(another.channel("general"), "Theirs", "same")
    post_office.deliver()
    post_office.post(general, "Third", "same")
    post_office.deliver()
    assert post_office.said(general) == ["First"]
    assert another.said(another.channel("general")) == []
    another.deliver()
    assert another.said(another.channel("general")) == ["Theirs"]


def test_a_doubt_in_direct_messages_is_looked_for_there(post_office: PostOffice) -> None:
    lea = post_office.as_("lea")
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.post(lea.id, "Once", "once")
    post_office.deliver()
    assert post_office.said(lea.id) == ["Once"]
    assert post_office.found("once").channel == lea.dm
    assert post_office.calls("conversations.open") == 1


def test_a_message_in_doubt_is_found_behind_all_that_was_said_since(
    post_office: PostOffice, general: str
) -> None:
    world, lea = post_office.playground.workspace, post_office.as_("lea")
    world.faults.lose_answer("chat.postMessage")
    post_office.post(general, "Once", "once")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    for number in range(450):
        happenings.post(world, Said(general, world.next_ts(), lea.id, f"{number}"))
    post_office.deliver()
    assert post_office.said(general) == ["Once"]
    assert post_office.calls("conversations.history") == 3


def test_a_doubt_is_not_looked_into_before_the_message_can_have_arrived(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.post(general, "Once", "once")
    began = clock.elapsed()
    post_office.deliver()
    assert clock.elapsed() - began >= QUICK.doubt
    assert post_office.said(general) == ["Once"]


def test_a_look_that_fails_is_made_again_and_nothing_is_sent_meanwhile(
    post_office: PostOffice, general: str
) -> None:
    faults = post_office.playground.workspace.faults
    faults.lose_answer("chat.postMessage")
    faults.fail("conversations.history", times=2)
    faults.rate_limit("conversations.history")
    post_office.post(general, "Once", "once")
    post_office.deliver()
    post_office.resumes()
    assert post_office.said(general) == ["Once"]
    assert post_office.calls("chat.postMessage") == 1


def test_distinct_channels_overlap_when_slack_is_slow(post_office: PostOffice) -> None:
    targets = [post_office.channel(name) for name in ("general", "product", "product-leads")]
    targets += [post_office.as_(name).id for name in ("lea", "hugo", "priya")]
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.5, times=6)
    for target in targets:
        post_office.post(target, "Slowly", f"slow:{target}")
    began = clock.elapsed()
    post_office.deliver(replace(QUICK, timeout=5.0))
    assert clock.elapsed() - began < 6 * 0.5
    assert post_office.states() == {"sent": 6}


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.chaos) for seed in (1, 2))]
)
def test_hundreds_arrive_once_and_in_order_whatever_goes_wrong(
    post_office: PostOffice, seed: int
) -> None:
    faults = post_office.playground.workspace.faults
    for method in ("chat.postMessage", "conversations.history", "conversations.open"):
        faults.sometimes(method, Fault("lose_answer"), 0.04, seed)
        faults.sometimes(method, Fault("status", status=500, after=seed == 1), 0.03, seed + 10)
        faults.sometimes(method, Fault("error", code="internal_error"), 0.02, seed + 20)
    targets = [post_office.channel(name) for name in ("general", "product", "product-leads")]
    targets += [post_office.as_(name).id for name in ("lea", "hugo")]
    count = 200
    post_office.put(*(Post(targets[n % 5], Message(f"{n}"), f"chance:{n}") for n in range(count)))
    rules = replace(QUICK, timeout=0.3, lease=0.3)
    end = clock.elapsed() + 60
    while {"waiting", "sending"} & post_office.states().keys():
        assert clock.elapsed() < end, post_office.states()
        post_office.deliver(rules)
    for place, target in enumerate(targets):
        assert post_office.said(target) == [f"{n}" for n in range(place, count, 5)]


def test_one_workspace_sees_and_changes_nothing_of_another(
    post_office: PostOffice, another: PostOffice
) -> None:
    theirs = another.channel("pricing-private")
    another.post(theirs, "Theirs", "theirs")
    another.deliver()
    with post_office.store.begin() as session:
        mine = post_office.workspace
        assert outbox.find(session, mine, "theirs") is None
        assert not reach.problems(session, mine, [theirs])
        sweeping.wake_due(session, mine, clock.now(), 500)
        assert sweeping.erase(session, mine, clock.now(), 500) == 0
        with pytest.raises(LookupError):
            outbox.put(session, mine, [Edit("theirs", Message("Mine"), "edit")], clock.now())
    assert another.found("theirs").state == "failed"


def test_a_refused_token_pauses_only_its_own_workspace(
    post_office: PostOffice, another: PostOffice, general: str
) -> None:
    happenings.revoke(another.playground.workspace, "token_revoked")
    post_office.post(general, "Mine")
    another.post(another.channel("general"), "Theirs")
    another.deliver()
    post_office.deliver()
    assert post_office.said(general) == ["Mine"]
    assert another.said(another.channel("general")) == []
