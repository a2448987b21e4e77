"""Who asked for something hears that it can't be delivered, and what it was."""

import pytest

from bot.message import Message
from bot.posts import Edit, Post
from tests.delivery.post_office import PostOffice


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hugo", "Je n’ai pas pu publier *INS-12* dans <#"),
        ("priya", "I could not post *INS-12* in <#"),
    ],
)
def test_a_post_that_failed_is_named(post_office: PostOffice, name: str, sentence: str) -> None:
    post_office.introduce(name)
    asker = post_office.as_(name)
    private = post_office.channel("pricing-private")
    post_office.post(private, "Hello", "hello", asked_by=asker.id, about="INS-12")
    post_office.deliver()
    told = asker.sees(sentence).text
    assert f"{sentence}{private}>. " in told
    assert "`/invite`" in told


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("hugo", "Je n’ai pas pu mettre à jour *INS-12* dans <#"),
        ("priya", "I could not bring *INS-12* in <#"),
    ],
)
def test_who_changed_something_hears_that_a_channel_still_shows_the_old_words(
    post_office: PostOffice, general: str, name: str, sentence: str
) -> None:
    post_office.introduce(name)
    asker = post_office.as_(name)
    post_office.post(general, "Before", "note")
    post_office.deliver()
    post_office.as_("lea").archives("general")
    post_office.put(Edit("note", Message("After"), "note:1", asker.id, "INS-12"))
    post_office.deliver()
    asker.sees(sentence)
    assert len(post_office.said(asker.id)) == 1


def test_who_changed_a_post_that_nobody_can_find_hears_that_it_may_be_old(
    post_office: PostOffice,
) -> None:
    leads, hugo = post_office.channel("product-leads"), post_office.as_("hugo")
    post_office.playground.workspace.faults.lose_answer("chat.postMessage")
    post_office.put(Post(leads, Message("Secret"), "note"))
    post_office.deliver_until(lambda: post_office.calls("chat.postMessage") == 1)
    post_office.put(Edit("note", Message("Private now"), "note:1", hugo.id, "INS-12"))
    post_office.as_("lea").removes_the_bot("product-leads")
    post_office.deliver()
    assert post_office.found("note").reason == "unknown_outcome"
    assert post_office.found("note:1").reason == "parent_failed"
    told = hugo.sees("I could not bring *INS-12*").text
    assert "what stands there is old. The message that it follows has not arrived" in told
