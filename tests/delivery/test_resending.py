"""What failed is sent once more: all that hangs on it, and nothing twice."""

from bot.delivery import reasons
from bot.message import Message
from bot.playground import Actor
from bot.posts import File, Post
from tests.delivery.post_office import PostOffice

LEADS = "product-leads"


def leave_in_doubt(post_office: PostOffice, arrives: bool) -> Actor:
    """Let nobody know whether `once` arrived in a channel that the bot was removed from."""
    lea, faults = post_office.as_("lea"), post_office.playground.workspace.faults
    if arrives:
        faults.lose_answer("chat.postMessage")
    else:
        faults.fail("chat.postMessage")
    post_office.post(post_office.channel(LEADS), "Once", "once")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    lea.removes_the_bot(LEADS)
    post_office.resumes()
    assert post_office.found("once").reason == reasons.UNKNOWN
    return lea


def test_what_follows_is_sent_with_it_however_deep(post_office: PostOffice) -> None:
    private = post_office.channel("pricing-private")
    post_office.put(
        Post(private, Message("a"), "a"),
        Post(private, Message("b"), "b", under="a"),
    )
    post_office.put(Post(private, Message("c"), "c", under="b"))
    post_office.resumes()
    assert post_office.states() == {"failed": 3}
    post_office.as_("lea").invites_the_bot("pricing-private")
    assert post_office.resend(key="a") == 3
    post_office.resumes()
    assert post_office.said(private) == ["a", "b", "c"]


def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(
    post_office: PostOffice,
) -> None:
    lea = leave_in_doubt(post_office, arrives=True)
    lea.invites_the_bot(LEADS)
    assert post_office.resend(key="once") == 1
    post_office.resumes()
    assert post_office.found("once").state == "sent"
    assert post_office.said(post_office.channel(LEADS)) == ["Once"]


def test_what_is_looked_for_and_is_not_there_is_sent_again(post_office: PostOffice) -> None:
    lea = leave_in_doubt(post_office, arrives=False)
    lea.invites_the_bot(LEADS)
    assert post_office.resend(reason=reasons.UNKNOWN) == 1
    post_office.resumes()
    assert post_office.said(post_office.channel(LEADS)) == ["Once"]


def test_where_nobody_can_look_the_second_order_sends_it(post_office: PostOffice) -> None:
    leads = post_office.channel(LEADS)
    lea = leave_in_doubt(post_office, arrives=True)
    assert post_office.resend(key="once") == 1
    post_office.resumes()
    assert post_office.found("once").reason == reasons.UNKNOWN
    assert post_office.calls("chat.postMessage") == 1
    lea.invites_the_bot(LEADS)
    post_office.resend(key="once")
    post_office.resumes()
    assert post_office.said(leads) == ["Once", "Once"]


def test_a_file_in_doubt_is_looked_for_by_its_own_id(post_office: PostOffice, general: str) -> None:
    faults = post_office.playground.workspace.faults
    faults.lose_answer("files.completeUploadExternal")
    faults.error("files.info", "access_denied")
    post_office.post(general, "Once", "once", file=File("insights.csv", b"a", ""))
    post_office.resumes()
    assert post_office.found("once").reason == reasons.UNKNOWN
    post_office.resend(key="once")
    post_office.resumes()
    assert post_office.said(general) == ["Once"]
    assert post_office.calls("files.getUploadURLExternal") == 1
