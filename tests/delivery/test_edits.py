"""What is edited ends as its newest edit says, whatever fails in between."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot import clock
from bot.delivery import outbox, reach, reasons
from bot.i18n import Translator
from bot.message import Message
from bot.posts import Edit, Post
from tests.delivery.post_office import PostOffice


def stands_in_line(post_office: PostOffice) -> bool:
    """Whether somebody waits for what another has locked."""
    waiting = text("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
    with post_office.store.begin() as session:
        return bool(session.scalar(waiting))


def test_a_failed_edit_never_comes_back_over_a_newer_one(
    post_office: PostOffice, general: str
) -> None:
    lea = post_office.as_("lea")
    post_office.post(general, "Before", "note")
    post_office.deliver()
    lea.archives("general")
    post_office.put(Edit("note", Message("Secret"), "note:1"))
    post_office.deliver()
    failed = post_office.found("note:1")
    assert failed.state == "failed"
    lea.unarchives("general")
    post_office.put(Edit("note", Message("Private now"), "note:2"))
    assert post_office.found("note:1").state == "overtaken"
    assert post_office.resend(reason=failed.reason) == 0
    post_office.resumes()
    assert post_office.said(general) == ["Private now"]


def test_an_edit_that_fails_when_a_newer_one_waits_is_not_sent_again(
    post_office: PostOffice, general: str
) -> None:
    lea = post_office.as_("lea")
    post_office.post(general, "Before", "note")
    post_office.deliver()
    lea.archives("general")
    post_office.playground.workspace.faults.slow("chat.update", 0.3)
    post_office.put(Edit("note", Message("Secret"), "note:1"))

    def one_more_is_put_in() -> bool:
        under_way = post_office.calls("chat.update") == 1
        if under_way:
            post_office.put(Edit("note", Message("Private now"), "note:2"))
        return under_way

    post_office.deliver_until(one_more_is_put_in)
    failed = post_office.found("note:1")
    assert (failed.state, post_office.found("note:2").state) == ("failed", "waiting")
    lea.unarchives("general")
    assert post_office.resend(reason=failed.reason) == 0
    assert post_office.found("note:1").state == "overtaken"
    post_office.resumes()
    assert post_office.said(general) == ["Private now"]


def test_a_post_in_doubt_that_did_not_arrive_says_what_its_newest_edit_says(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.fail("chat.postMessage")
    post_office.post(general, "Secret", "note")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    assert post_office.found("note").state == "sending"
    post_office.put(Edit("note", Message("Less secret"), "note:1"))
    post_office.put(Edit("note", Message("Private now"), "note:2"))
    post_office.deliver()
    said = [
        call.arguments["text"]
        for call in post_office.playground.workspace.calls
        if call.method.startswith("chat.")
    ]
    assert said == ["Secret", "Private now"]
    assert post_office.found("note:2").state == "overtaken"


def test_an_edit_that_is_put_in_just_as_the_look_ends_is_not_missed(
    post_office: PostOffice, general: str
) -> None:
    faults = post_office.playground.workspace.faults
    faults.fail("chat.postMessage")
    faults.slow("conversations.history", 0.3)
    post_office.post(general, "Secret", "note")
    postmen = post_office.postmen()
    thread = threading.Thread(target=postmen.deliver, args=(post_office.workspace.slack_id,))
    thread.start()
    post_office.waits_until(lambda: post_office.calls("conversations.history") == 1, "No look.")
    with post_office.store.begin() as session:
        edit = Edit("note", Message("Private now"), "note:1")
        outbox.put(session, post_office.workspace, [edit], clock.now())
        post_office.looks_until(lambda: stands_in_line(post_office), "Nobody waited.")
    thread.join()
    assert post_office.calls("chat.postMessage") == 2
    assert post_office.said(general) == ["Private now"]
    assert post_office.calls("chat.update") == 0


def test_a_post_refused_while_an_edit_waits_comes_back_with_the_newer_words(
    post_office: PostOffice,
) -> None:
    private = post_office.channel("pricing-private")
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.3)
    post_office.post(private, "Secret", "note")

    def an_edit_is_put_in() -> bool:
        under_way = post_office.calls("chat.postMessage") == 1
        if under_way:
            post_office.put(Edit("note", Message("Private now"), "note:1"))
        return under_way

    post_office.deliver_until(an_edit_is_put_in)
    assert post_office.found("note").state == "failed"
    post_office.as_("lea").invites_the_bot("pricing-private")
    post_office.resend(key="note")
    post_office.resumes()
    assert post_office.said(private) == ["Private now"]
    assert post_office.calls("chat.update") == 0


def test_what_blocks_say_can_be_edited_however_long_the_words_beside_them_are(
    post_office: PostOffice, general: str
) -> None:
    blocks = ({"type": "section", "text": {"type": "mrkdwn", "text": "é" * 2_500}},)
    message = Message("x" + "é" * 2_500, blocks)
    post_office.put(Post(general, message, "note"))
    post_office.deliver()
    post_office.put(Edit("note", message, "note:1"))
    post_office.deliver()
    assert post_office.found("note:1").state == "sent"
    assert post_office.said(general) == ["x" + "é" * 1_999]


def test_an_edit_in_an_archived_channel_says_so(
    post_office: PostOffice, general: str, t: Translator
) -> None:
    post_office.post(general, "Before", "note")
    post_office.deliver()
    post_office.as_("lea").archives("general")
    post_office.put(Edit("note", Message("After"), "note:1"))
    post_office.deliver()
    delivery = post_office.found("note:1")
    assert (delivery.state, delivery.reason) == ("failed", "is_inactive")
    assert t.words(reasons.words("is_inactive")) == t.words(reasons.words("is_archived"))
    with post_office.store.begin() as session:
        assert general in reach.problems(session, post_office.workspace, [general])


@pytest.mark.parametrize("code", ["edit_window_closed", "cant_update_message"])
def test_an_edit_that_slack_refuses_has_words_for_it(t: Translator, code: str) -> None:
    assert code not in t.words(reasons.words(code))


def test_a_post_that_has_not_gone_can_be_taken_back_and_one_that_has_can_not(
    post_office: PostOffice, general: str, product: str
) -> None:
    later = clock.now() + timedelta(days=1)
    post_office.post(general, "Later", "later", due=later)
    post_office.post(general, "Now", "now")
    post_office.as_("lea").abolishes("product")
    post_office.post(product, "Lost", "lost")
    post_office.deliver()
    with post_office.store.begin() as session:
        taken = [
            outbox.withdraw(session, post_office.workspace, key)
            for key in ("later", "now", "lost", "never said", "later")
        ]
    assert taken == [True, False, True, False, False]
    post_office.deliver()
    assert post_office.said(general) == ["Now"]
    assert post_office.states() == {"overtaken": 2, "sent": 1}
