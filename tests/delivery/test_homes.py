"""App Homes are published at Slack's pace, the newest one last, beside what is said."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot import clock
from bot.delivery import reasons
from bot.delivery.limits import HOME_BLOCKS
from bot.delivery.rules import PUBLISH
from bot.errors import Refusal
from bot.message import Message
from bot.posts import Home, Post
from tests.delivery.post_office import QUICK, PostOffice


def view(words: str, blocks: int = 1) -> dict[str, Any]:
    """An App Home that says so."""
    section = {"type": "section", "text": {"type": "mrkdwn", "text": words}}
    return {"type": "home", "blocks": [section] * blocks}


def publish(post_office: PostOffice, name: str, words: str) -> None:
    """Put an App Home of someone's in the outbox."""
    post_office.put(Home(post_office.as_(name).id, view(words)))


def waiting(post_office: PostOffice) -> int:
    """How many App Homes are in the outbox."""
    with post_office.store.begin() as session:
        return session.scalar(text("SELECT count(*) FROM deliveries WHERE kind = 'home'")) or 0


@pytest.fixture(autouse=True)
def home_tab(post_office: PostOffice) -> None:
    """The app has a Home tab."""
    assert post_office.playground.workspace.manifest.home_tab


def test_the_newest_of_those_that_wait_is_published_once_and_nothing_of_it_is_kept(
    post_office: PostOffice,
) -> None:
    for words in ("First", "Second", "Third"):
        publish(post_office, "lea", words)
    assert waiting(post_office) == 1
    post_office.deliver()
    post_office.as_("lea").sees_at_home("Third")
    assert post_office.calls(PUBLISH) == 1
    assert waiting(post_office) == 0


def test_one_that_changes_while_it_is_under_way_goes_once_more(post_office: PostOffice) -> None:
    post_office.playground.workspace.faults.slow(PUBLISH, 0.3)
    publish(post_office, "lea", "Before")

    def it_changes() -> bool:
        under_way = post_office.calls(PUBLISH) == 1
        if under_way:
            publish(post_office, "lea", "After")
        return under_way

    post_office.deliver_until(it_changes)
    assert waiting(post_office) == 1
    post_office.deliver()
    post_office.as_("lea").sees_at_home("After")
    assert waiting(post_office) == 0


@pytest.mark.parametrize("mishap", ["lose_answer", "fail"])
def test_an_answer_that_is_lost_is_simply_asked_for_again(
    post_office: PostOffice, mishap: str
) -> None:
    getattr(post_office.playground.workspace.faults, mishap)(PUBLISH)
    publish(post_office, "lea", "Hello")
    post_office.delivers_until(lambda: not waiting(post_office))
    post_office.as_("lea").sees_at_home("Hello")
    assert post_office.calls(PUBLISH) == 2
    assert post_office.calls("conversations.history") == 0


def test_one_whose_process_died_is_published_again(post_office: PostOffice) -> None:
    publish(post_office, "lea", "Hello")
    with post_office.store.begin() as session:
        session.execute(
            text(
                "UPDATE deliveries SET state = 'sending', attempts = 1, tried_at = now(),"
                " first_tried_at = now(), sought_from = now()"
            )
        )
    post_office.delivers_until(lambda: not waiting(post_office))
    post_office.as_("lea").sees_at_home("Hello")


def test_what_slack_refuses_for_good_fails_with_words_until_there_is_a_newer_one(
    post_office: PostOffice,
) -> None:
    lea = post_office.as_("lea")
    post_office.playground.workspace.faults.error(PUBLISH, "not_enabled")
    publish(post_office, "lea", "Hello")
    post_office.deliver()
    failed = post_office.found(f"home.view:{lea.id}")
    assert (failed.state, failed.reason) == ("failed", "not_enabled")
    assert "Home tab is off" in reasons.words(failed.reason).one
    publish(post_office, "lea", "Newer")
    post_office.deliver()
    lea.sees_at_home("Newer")
    assert waiting(post_office) == 0


def test_who_has_left_has_no_app_home(post_office: PostOffice) -> None:
    post_office.introduce("lea")
    lea = post_office.as_("lea")
    with post_office.store.begin() as session:
        session.execute(text("UPDATE people SET active = false"))
    publish(post_office, "lea", "Hello")
    post_office.deliver()
    assert post_office.found(f"home.view:{lea.id}").reason == reasons.LEFT
    assert post_office.calls(PUBLISH) == 0


def test_a_page_that_slack_would_not_take_is_refused_at_once(post_office: PostOffice) -> None:
    lea = post_office.as_("lea").id
    for too_much in (view("Hello", HOME_BLOCKS + 1), view("é" * 2_000, HOME_BLOCKS)):
        with pytest.raises(Refusal):
            post_office.put(Home(lea, too_much))


def test_messages_and_app_homes_of_one_person_do_not_wait_for_each_other(
    post_office: PostOffice,
) -> None:
    lea = post_office.as_("lea")
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.5)
    post_office.playground.workspace.faults.rate_limit(PUBLISH, retry_after=60)
    post_office.post(lea.id, "Said first")
    publish(post_office, "lea", "Limited")
    post_office.put(Post(lea.id, Message("Said second"), "second"))
    post_office.deliver()
    assert post_office.said(lea.id) == ["Said first", "Said second"]
    assert waiting(post_office) == 1


def test_a_home_goes_while_a_message_to_the_same_person_is_under_way(
    post_office: PostOffice,
) -> None:
    lea = post_office.as_("lea")
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.5)
    post_office.post(lea.id, "Slow", "slow")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    publish(post_office, "lea", "Meanwhile")
    post_office.post(lea.id, "Slow again", "again")
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.5)

    def published_meanwhile() -> bool:
        return post_office.calls(PUBLISH) == 1 and post_office.found("again").state == "sending"

    postmen = post_office.postmen()
    thread = threading.Thread(target=postmen.deliver, args=(post_office.workspace.slack_id,))
    thread.start()
    post_office.looks_until(published_meanwhile, "The page waited for the message.")
    thread.join()


def test_two_workers_keep_to_slacks_pace_together(post_office: PostOffice) -> None:
    per_minute = {**QUICK.per_minute, PUBLISH: 600.0}
    rules = replace(QUICK, per_minute=per_minute)
    names = ("lea", "hugo", "priya")
    team = post_office.workspace.slack_id
    both = [post_office.postmen(rules) for _ in range(2)]
    began = clock.elapsed()
    for number in range(4):
        for name in names:
            publish(post_office, name, f"{number}")
        threads = [threading.Thread(target=one.deliver, args=(team,)) for one in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    took = clock.elapsed() - began
    calls = post_office.calls(PUBLISH)
    assert calls == 12
    # A call that came too late is made up for, by one at the most.
    assert took >= (calls - 2) * 0.1
    for name in names:
        post_office.as_(name).sees_at_home("3")
    assert waiting(post_office) == 0


def test_slacks_wish_to_wait_is_kept_by_the_next_process_too(post_office: PostOffice) -> None:
    post_office.playground.workspace.faults.rate_limit(PUBLISH, retry_after=1)
    publish(post_office, "lea", "Hello")
    began = clock.elapsed()
    post_office.deliver_until(lambda: post_office.calls(PUBLISH) == 1)
    post_office.looks_until(
        lambda: post_office.row(f"home.view:{post_office.as_('lea').id}").state == "waiting",
        "The refusal was not settled.",
    )
    post_office.delivers_until(lambda: not waiting(post_office))
    assert clock.elapsed() - began >= 1.0
    assert post_office.calls(PUBLISH) == 2


def test_who_looks_at_their_page_passes_those_who_do_not(post_office: PostOffice) -> None:
    one_at_a_time = replace(QUICK, overlap=1, per_minute={**QUICK.per_minute, PUBLISH: 600.0})
    publish(post_office, "hugo", "Redrawn")
    publish(post_office, "lea", "Redrawn")
    post_office.put(Home(post_office.as_("priya").id, view("Opened"), awaited=True))
    post_office.put(Home(post_office.as_("lea").id, view("Opened"), awaited=True))
    # It is looked at still.
    publish(post_office, "lea", "Opened, and changed")
    post_office.deliver(one_at_a_time)
    order = [
        call.arguments["user_id"]
        for call in post_office.playground.workspace.calls
        if call.method == PUBLISH
    ]
    assert order[-1] == post_office.as_("hugo").id
    post_office.as_("lea").sees_at_home("Opened, and changed")
