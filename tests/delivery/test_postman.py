"""What the postman does with an outbox: once, in order, whatever Slack answers."""

from dataclasses import replace

import pytest

from bot.message import Message
from bot.playground.faults import Fault
from bot.posts import Edit, Post, Priority
from tests.delivery.post_office import QUICK, PostOffice


def test_what_was_put_in_the_outbox_arrives_and_is_marked_sent(
    post_office: PostOffice, general: str
) -> None:
    post_office.post(general, "Hello", "greeting")
    post_office.deliver()
    seen = post_office.as_("lea").sees("Hello", channel="general")
    delivery = post_office.found("greeting")
    assert (delivery.state, delivery.channel, delivery.ts) == ("sent", general, seen.ts)


def test_a_person_is_posted_to_by_their_id_and_their_conversation_is_kept(
    post_office: PostOffice,
) -> None:
    lea = post_office.as_("lea")
    post_office.post(lea.id, "Just you", "private")
    post_office.deliver()
    lea.sees("Just you")
    assert post_office.found("private").channel == lea.dm


@pytest.mark.parametrize("mishap", ["lost", 500, 503, "internal_error", "fatal_error"])
@pytest.mark.parametrize("after", [True, False])
def test_after_a_doubt_it_is_looked_for_and_said_once(
    post_office: PostOffice, general: str, mishap: str | int, after: bool
) -> None:
    faults = post_office.playground.workspace.faults
    if mishap == "lost":
        faults.lose_answer("chat.postMessage")
    elif isinstance(mishap, int):
        faults.fail("chat.postMessage", status=mishap, after=after)
    else:
        faults.error("chat.postMessage", mishap, after=after)
    post_office.post(general, "Once", "once")
    post_office.deliver()
    assert post_office.said(general) == ["Once"]
    assert post_office.found("once").state == "sent"
    posted = 1 if after or mishap == "lost" else 2
    assert post_office.calls("chat.postMessage") == posted
    assert post_office.calls("conversations.history") == 1


def test_an_adopted_message_is_the_one_that_is_edited_later(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.post(general, "Before", "note")
    post_office.deliver()
    post_office.put(Edit("note", Message("After"), "note:1"))
    post_office.deliver()
    assert post_office.said(general) == ["After"]


def test_a_slow_answer_is_a_doubt_too(post_office: PostOffice, general: str) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 5)
    post_office.post(general, "Slowly", "slow")
    post_office.deliver(replace(QUICK, timeout=0.2, lease=0.3))
    assert post_office.said(general) == ["Slowly"]
    assert post_office.found("slow").state == "sent"


def test_the_order_in_a_channel_is_kept_while_one_waits_for_its_retry(
    post_office: PostOffice, general: str, product: str
) -> None:
    post_office.playground.workspace.faults.fail("chat.postMessage")
    for number in range(5):
        post_office.post(general, f"g{number}")
        post_office.post(product, f"p{number}")
    post_office.deliver()
    assert post_office.said(general) == [f"g{number}" for number in range(5)]
    assert post_office.said(product) == [f"p{number}" for number in range(5)]


def test_an_alert_passes_a_broadcast_and_a_doubt_in_one(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.fail("chat.postMessage")
    for number in range(3):
        post_office.post(general, f"b{number}", priority=Priority.BROADCAST)
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    assert post_office.states() == {"sending": 1, "waiting": 2}
    post_office.post(general, "alert", priority=Priority.ALERT)
    post_office.deliver()
    assert post_office.said(general) == ["alert", "b0", "b1", "b2"]


def test_an_edit_goes_after_the_post_that_it_edits(post_office: PostOffice, general: str) -> None:
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.post(general, "First", "note")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    assert post_office.found("note").state == "sending"
    post_office.put(Edit("note", Message("Second"), "note:1"))
    post_office.put(Edit("note", Message("Third"), "note:2"))
    post_office.deliver()
    assert post_office.said(general) == ["Third"]
    assert post_office.calls("chat.update") == 1
    assert post_office.found("note:1").state == "overtaken"


def test_an_edit_of_what_has_not_gone_yet_is_said_right_the_first_time(
    post_office: PostOffice, general: str
) -> None:
    post_office.post(general, "First", "note")
    post_office.put(Edit("note", Message("Second"), "note:1"))
    post_office.deliver()
    assert post_office.said(general) == ["Second"]
    assert post_office.calls("chat.update") == 0


def test_a_reply_stands_in_the_thread_of_its_post_and_is_looked_for_there(
    post_office: PostOffice, general: str
) -> None:
    post_office.put(
        Post(general, Message("Parent"), "parent"),
        Post(general, Message("Reply"), "reply", under="parent"),
    )
    faults = post_office.playground.workspace.faults
    faults.sometimes("chat.postMessage", Fault("lose_answer"), 1.0)
    post_office.deliver()
    parent, reply = post_office.found("parent"), post_office.found("reply")
    messages = post_office.playground.workspace.channels[general].messages
    assert messages[reply.ts].thread_ts == parent.ts
    assert post_office.said(general) == ["Parent", "Reply"]
