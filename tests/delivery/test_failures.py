"""What can't be delivered says why; what Slack puts off comes later; nothing is lost."""

from dataclasses import replace

import pytest

from bot import clock
from bot.delivery import reach, reasons
from bot.errors import Refusal
from bot.i18n import Translator
from bot.message import Message
from bot.playground import happenings
from bot.posts import Edit, File, Post
from bot.store import people
from tests.delivery.post_office import QUICK, PostOffice


def problem(post_office: PostOffice, target: str) -> str:
    """Why a channel or a person can't be reached; empty when they can."""
    with post_office.store.begin() as session:
        found = reach.problems(session, post_office.workspace, [target])
    return found[target].reason if target in found else ""


def test_a_private_channel_without_the_bot_fails_until_it_is_invited(
    post_office: PostOffice, t: Translator
) -> None:
    private = post_office.channel("pricing-private")
    post_office.post(private, "Hello", "hello")
    post_office.deliver()
    delivery = post_office.found("hello")
    assert (delivery.state, delivery.reason) == ("failed", "channel_not_found")
    assert "`/invite`" in t.words(reasons.words(delivery.reason))
    assert problem(post_office, private) == "channel_not_found"
    post_office.as_("lea").invites_the_bot("pricing-private")
    post_office.post(private, "Hello", "hello")
    post_office.deliver()
    assert post_office.said(private) == ["Hello"]
    assert problem(post_office, private) == ""


def test_a_public_channel_is_joined_to_look_for_a_message_in_doubt(
    post_office: PostOffice,
) -> None:
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    sales = post_office.channel("sales-calls")
    post_office.post(sales, "Once", "once")
    post_office.deliver()
    assert post_office.said(sales) == ["Once"]
    assert post_office.found("once").state == "sent"
    assert post_office.calls("conversations.join") == 1


def test_an_archived_channel_and_one_that_is_gone_are_told_apart(post_office: PostOffice) -> None:
    world = post_office.playground.workspace
    general, product = post_office.channel("general"), post_office.channel("product")
    lea = post_office.as_("lea")
    happenings.archive(world, world.channels[general], lea.id)
    happenings.abolish(world, world.channels[product], lea.id)
    post_office.post(general, "a", "archived")
    post_office.post(product, "b", "gone")
    post_office.deliver()
    assert post_office.found("archived").reason == "is_archived"
    assert post_office.found("gone").reason == "channel_not_found"


@pytest.mark.parametrize("known", [True, False])
def test_a_person_who_left_is_not_reached_and_holds_nobody_up(
    post_office: PostOffice, known: bool
) -> None:
    lea, hugo = post_office.as_("lea"), post_office.as_("hugo")
    post_office.introduce("lea")
    lea.changes_profile(deleted=True)
    if known:
        with post_office.store.begin() as session:
            gone = people.Profile("Léa", "Europe/Paris", False, "en")
            people.complete(session, post_office.workspace, lea.id, gone, clock.now())
    post_office.post(lea.id, "Hello", "left")
    post_office.post(hugo.id, "Hello", "there")
    post_office.deliver()
    assert post_office.found("left").reason == "user_disabled"
    assert post_office.found("there").state == "sent"
    assert problem(post_office, lea.id) == "user_disabled"
    assert post_office.calls("chat.postMessage") == (1 if known else 2)


def test_what_waits_for_someone_who_leaves_meanwhile_is_sent_again_once_they_are_back(
    post_office: PostOffice,
) -> None:
    post_office.introduce("lea")
    lea = post_office.as_("lea")

    def learns(active: bool) -> None:
        told = people.Profile("Léa", "Europe/Paris", active, "en")
        with post_office.store.begin() as session:
            people.complete(session, post_office.workspace, lea.id, told, clock.now())

    post_office.post(lea.id, "Hello", "hello")
    learns(active=False)
    post_office.deliver()
    assert post_office.found("hello").reason == "user_disabled"
    assert post_office.calls("chat.postMessage") == 0
    learns(active=True)
    post_office.resend(key="hello")
    post_office.deliver()
    assert post_office.found("hello").state == "sent"
    assert problem(post_office, lea.id) == ""


def test_who_asked_for_it_hears_why_in_their_language(post_office: PostOffice) -> None:
    post_office.introduce("hugo")
    hugo = post_office.as_("hugo")
    private = post_office.channel("pricing-private")
    post_office.post(private, "Hello", "hello", asked_by=hugo.id)
    post_office.deliver()
    told = hugo.sees("Je n’ai pas pu remettre ton message").text
    assert f"<#{private}>" in told
    assert "tapes-y `/invite`" in told


def test_what_follows_a_message_that_failed_fails_with_it(post_office: PostOffice) -> None:
    private = post_office.channel("pricing-private")
    post_office.put(
        Post(private, Message("Parent"), "parent"),
        Post(private, Message("Reply"), "reply", under="parent"),
    )
    post_office.deliver()
    assert post_office.found("reply").reason == reasons.PARENT


def test_a_method_that_is_limited_rests_and_then_goes_on(
    post_office: PostOffice, general: str, product: str
) -> None:
    post_office.post(general, "Before", "note")
    post_office.deliver()
    post_office.playground.workspace.faults.rate_limit("chat.update", retry_after=1)
    post_office.put(Edit("note", Message("After"), "note:1"))
    post_office.post(product, "Meanwhile")
    post_office.deliver()
    calls = [
        (call.method, call.arguments.get("text")) for call in post_office.playground.workspace.calls
    ]
    assert calls.index(("chat.postMessage", "Meanwhile")) < len(calls) - 1
    assert calls[-1] == ("chat.update", "After")
    assert post_office.said(general) == ["After"]


def test_another_process_keeps_to_the_rest_that_slack_asked_for(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.rate_limit("chat.postMessage", retry_after=30)
    post_office.post(general, "Later", "later")
    post_office.deliver()
    post_office.deliver()
    assert post_office.calls("chat.postMessage") == 1
    assert post_office.found("later").state == "waiting"


def test_a_refused_token_pauses_the_workspace_and_delivery_resumes_by_itself(
    post_office: PostOffice, general: str, product: str
) -> None:
    world = post_office.playground.workspace
    priya = post_office.as_("priya")
    post_office.introduce("priya")
    with post_office.store.begin() as session:
        people.name_product_ops(session, post_office.workspace, (priya.id,))
    happenings.revoke(world, "token_revoked")
    for number in range(3):
        post_office.post(general, f"g{number}")
    rules = replace(QUICK, overlap=1)
    post_office.deliver(rules)
    post_office.deliver(rules)
    assert post_office.states() == {"waiting": 3}
    assert post_office.calls("chat.postMessage") == 1
    with world.change():
        world.token_state = "active"
    post_office.resumes()
    assert post_office.said(general) == ["g0", "g1", "g2"]
    told = post_office.said(priya.id)
    assert len(told) == 1
    assert "Slack refused my token (token_revoked) from " in told[0]
    assert "Nothing is lost" in told[0]


def test_a_token_refused_again_and_again_is_told_once(
    post_office: PostOffice, general: str
) -> None:
    world = post_office.playground.workspace
    priya = post_office.as_("priya")
    with post_office.store.begin() as session:
        people.name_product_ops(session, post_office.workspace, (priya.id,))
    happenings.revoke(world, "account_inactive")
    post_office.post(general, "Hello")
    post_office.deliver()
    post_office.delivers_until(lambda: post_office.calls("chat.postMessage") == 3)
    with world.change():
        world.token_state = "active"
    post_office.resumes()
    assert post_office.said(general) == ["Hello"]
    assert len(post_office.said(priya.id)) == 1


def test_too_many_messages_of_all_apps_is_a_rest_and_no_failure(
    post_office: PostOffice, general: str
) -> None:
    post_office.playground.workspace.faults.error("chat.postMessage", "message_limit_exceeded")
    post_office.post(general, "Later", "later")
    post_office.deliver()
    assert post_office.said(general) == ["Later"]


def test_a_workspace_that_is_being_moved_pauses(post_office: PostOffice, general: str) -> None:
    post_office.playground.workspace.faults.error("chat.postMessage", "org_login_required")
    post_office.post(general, "Later", "later")
    post_office.deliver()
    assert post_office.found("later").state == "waiting"
    post_office.resumes()
    assert post_office.said(general) == ["Later"]


def test_a_missing_permission_fails_what_needs_it_and_nothing_else(
    post_office: PostOffice, general: str
) -> None:
    faults = post_office.playground.workspace.faults
    faults.error("files.getUploadURLExternal", "missing_scope")
    post_office.post(general, "File", "file", file=File("a.csv", b"a", ""))
    post_office.post(general, "Words", "words")
    post_office.deliver()
    assert post_office.found("file").reason == "missing_scope"
    assert post_office.said(general) == ["Words"]


def test_slack_down_for_a_day_is_given_up_with_a_reason(
    post_office: PostOffice, general: str
) -> None:
    faults = post_office.playground.workspace.faults
    faults.fail("chat.postMessage", times=100)
    post_office.post(general, "Never", "never")
    post_office.deliver(replace(QUICK, give_up=0.5))
    assert post_office.found("never").reason == reasons.GAVE_UP


def test_a_doubt_that_nobody_can_look_into_is_left_to_a_person(post_office: PostOffice) -> None:
    leads = post_office.channel("product-leads")
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.post(leads, "Once", "once")
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    post_office.as_("lea").removes_the_bot("product-leads")
    post_office.deliver()
    assert post_office.found("once").reason == reasons.UNKNOWN
    # A feature that puts it in once more does not say it twice.
    post_office.post(leads, "Once", "once")
    assert post_office.found("once").state == "failed"


@pytest.mark.parametrize(
    ("message", "limit"),
    [
        (Message("x" * 40_001), "40,000"),
        (Message("x", tuple({"type": "divider"} for _ in range(51))), "50"),
        (
            Message("x", ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}},)),
            "3,000",
        ),
        (
            Message("x", ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},)),
            "150",
        ),
    ],
)
def test_a_message_over_a_limit_is_refused_when_it_is_put_in(
    post_office: PostOffice, general: str, t: Translator, message: Message, limit: str
) -> None:
    with pytest.raises(Refusal) as refused:
        post_office.put(Post(general, message, "long"))
    assert limit in t.words(refused.value.words)
    assert post_office.states() == {}


def test_an_edit_of_words_alone_has_a_shorter_limit_and_needs_its_post(
    post_office: PostOffice, general: str, t: Translator
) -> None:
    post_office.post(general, "Before", "note")
    with pytest.raises(Refusal) as refused:
        post_office.put(Edit("note", Message("é" * 2_001), "note:1"))
    assert "has 4,002 bytes and Slack takes 4,000" in t.words(refused.value.words)
    with pytest.raises(LookupError):
        post_office.put(Edit("nothing", Message("After"), "note:2"))


def test_an_empty_file_is_refused_when_it_is_put_in(post_office: PostOffice, general: str) -> None:
    with pytest.raises(Refusal):
        post_office.post(general, "Empty", file=File("empty.csv", b"", ""))
    assert post_office.states() == {}
