"""The buttons below insights, called as the guard calls them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Languages
from bot.mrkdwn import unescape
from bot.replies import Answer, Replace, UpdateForm
from handlers.insights import ids, listeners
from tests.insights.doors import Visitor, filled, said


def test_undo_and_put_back_take_turns(lea_at: Visitor) -> None:
    lea_at.types("slow")
    (kept,) = lea_at.insights
    for _ in range(2):
        undone = lea_at.clicks(listeners.take_back, kept.id)
        assert isinstance(undone, Replace)
        assert said(undone) == "*INS-1* is undone. These were its words:\n> slow"
    assert lea_at.insights == ()
    again = lea_at.clicks(listeners.put_back, kept.id)
    assert said(again).startswith("*INS-1* is kept.")
    assert lea_at.insights == (kept,)


@pytest.mark.parametrize("after", [0, 9.5])
def test_a_receipt_says_until_when_it_can_be_undone(lea_at: Visitor, after: float) -> None:
    receipt = lea_at.types("slow")
    (kept,) = lea_at.insights
    if after:
        lea_at.clicks(listeners.take_back, kept.id)
        lea_at.now += timedelta(minutes=after)
        receipt = lea_at.clicks(listeners.put_back, kept.id)
    until = int((kept.kept_at + timedelta(minutes=10)).timestamp())
    assert f"You can undo this until <!date^{until}^{{time}}|09:51 UTC>." in said(receipt)


def test_undo_says_until_when_it_was_possible(lea_at: Visitor) -> None:
    lea_at.types("slow")
    (kept,) = lea_at.insights
    lea_at.now += timedelta(minutes=11)
    late = lea_at.clicks(listeners.take_back, kept.id)
    assert isinstance(late, Answer)
    until = int((kept.kept_at + timedelta(minutes=10)).timestamp())
    assert f"ended at <!date^{until}^{{time}}|" in said(late)
    assert lea_at.insights == (kept,)


def test_an_insight_is_shown_to_everyone_by_a_button(lea_at: Visitor, marc_at: Visitor) -> None:
    lea_at.place = {"channel_id": "D1", "channel_name": "directmessage"}
    lea_at.types("secret price")
    assert "No insight" in said(marc_at.types("search price"))
    reply = lea_at.clicks(listeners.show_to_everyone, lea_at.insights[0].id)
    assert said(reply).startswith("*INS-1* is visible to everyone now.")
    assert "secret price" in said(marc_at.types("search price"))
    until = int((lea_at.now + timedelta(minutes=10)).timestamp())
    assert f"You can make it private again until <!date^{until}^{{time}}|" in said(reply)
    buttons = [button["action_id"] for button in reply.message.blocks[-1]["elements"]]
    assert buttons == [ids.DETAILS, ids.NARROW, ids.SHARE]
    again = lea_at.clicks(listeners.make_private, lea_at.insights[0].id)
    assert said(again).startswith("*INS-1* is private again.\n> secret price")
    buttons = [button["action_id"] for button in again.message.blocks[-1]["elements"]]
    assert buttons == [ids.DETAILS, ids.UNDO, ids.WIDEN]
    assert "No insight" in said(marc_at.types("search price"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_receipt_of_a_form_offers_to_show_it_to_everyone_once_confirmed(
    lea_at: Visitor, marc_at: Visitor, languages: Languages, language: str
) -> None:
    t = lea_at.given["t"] = languages(language)
    lea_at.place = {"channel_id": "D1", "channel_name": "directmessage"}
    submitted = lea_at.submits(lea_at.opens(), words="secret price")
    changed = lea_at.submits(
        lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view, customer="Acme"
    )
    for receipt in (submitted, changed):
        assert isinstance(receipt, UpdateForm)
        (button,) = receipt.view["blocks"][-1]["elements"]
        assert button["action_id"] == ids.WIDEN_IN_FORM
        assert button["text"]["text"] == t("Show to everyone")
        assert "INS-1" in button["confirm"]["title"]["text"]
    reply = lea_at.clicks(listeners.show_to_everyone_in_form, button["value"])
    assert isinstance(reply, UpdateForm)
    assert t("*{reference}* is visible to everyone now.", reference="INS-1") in json.dumps(
        reply.view, ensure_ascii=False
    )
    assert "secret price" in said(marc_at.types("search price"))
    button, sharing = reply.view["blocks"][-1]["elements"]
    assert (button["action_id"], sharing["action_id"]) == (ids.NARROW_IN_FORM, ids.SHARE_IN_FORM)
    again = lea_at.clicks(listeners.make_private_in_form, button["value"])
    assert t("*{reference}* is private again.", reference="INS-1") in json.dumps(
        again.view, ensure_ascii=False
    )
    (button,) = again.view["blocks"][-1]["elements"]
    assert button["action_id"] == ids.WIDEN_IN_FORM


def offered(reply: Answer) -> list[str]:
    """The buttons at the end of an answer."""
    return [button["action_id"] for button in reply.message.blocks[-1]["elements"]]


def test_an_insight_of_a_list_opens_whole(lea_at: Visitor, marc_at: Visitor) -> None:
    lea_at.types("word " * 100)
    (kept,) = lea_at.insights
    theirs = marc_at.clicks(listeners.show, kept.id)
    assert kept.words in said(theirs)
    assert "kept by Léa" in said(theirs)
    assert offered(theirs) == [ids.SHARE]
    own = lea_at.clicks(listeners.show, kept.id)
    assert offered(own) == [ids.DETAILS, ids.UNDO, ids.SHARE]


def test_a_long_insight_is_read_in_parts_by_anyone_who_may_see_it(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    lea_at.types(" ".join(f"w{each}" for each in range(2_000)))
    (kept,) = lea_at.insights
    page = marc_at.clicks(listeners.show, kept.id)
    read = said(page)
    while onward := [
        button
        for block in page.message.blocks
        for button in block.get("elements", ())
        if button.get("action_id") == ids.NEXT_PART
    ]:
        page = marc_at.clicks(listeners.turn_part, onward[0]["value"])
        assert isinstance(page, Replace)
        read += said(page)
    assert "part 2 of 2" in read
    assert [word for word in read.split() if word.startswith("w")] == kept.words.split()
    back, share = page.message.blocks[-1]["elements"]
    assert share["action_id"] == ids.SHARE
    first = marc_at.clicks(listeners.turn_part, back["value"])
    assert first.message == marc_at.clicks(listeners.show, kept.id).message


def test_pages_turn_with_their_question(lea_at: Visitor) -> None:
    for each in range(11):
        lea_at.types(f"cannot export {each}")
    for asked in ("list", "search export"):
        first = lea_at.types(asked)
        onward = first.message.blocks[-1]["elements"][0]
        second = lea_at.clicks(listeners.turn, onward["value"])
        assert isinstance(second, Replace)
        assert "*INS-1* cannot export 0" in said(second)
        back = second.message.blocks[-1]["elements"][0]
        assert lea_at.clicks(listeners.turn, back["value"]).message == first.message


def keeping(reply: Any) -> str:
    """The value of the button that keeps what was typed as a search."""
    button = reply.message.blocks[-1]["elements"][-1]
    assert button["action_id"] == ids.KEEP_LINE
    return str(button["value"])


@pytest.mark.parametrize(
    "typed",
    [
        "Search is broken for Acme &amp; co, they churn in May #churn",
        "Chercher un client prend 3 minutes #churn",
        "search " + '"&lt;' * 50 + " #churn",
        "search is slow. " * 100 + " #churn",
        "search is slow. " * 2_000 + " #churn",
    ],
)
@pytest.mark.parametrize("finds", [False, True])
def test_what_was_typed_as_a_search_can_be_kept_as_an_insight(
    lea_at: Visitor, marc_at: Visitor, typed: str, finds: bool
) -> None:
    if finds:
        marc_at.types("client prend minutes, is broken for Acme they churn in May #churn")
    lea_at.place = {"channel_id": "C9", "channel_name": "privategroup"}
    answer = lea_at.types(typed)
    assert lea_at.insights == ()
    receipt = lea_at.clicks(listeners.keep_line, keeping(answer))
    assert isinstance(receipt, Replace)
    assert "is kept" in said(receipt)
    (kept,) = lea_at.insights
    assert kept.words == unescape(typed)
    assert (kept.tags, kept.channel, kept.private) == (("churn",), "C9", True)
    assert lea_at.drafts == 0
    assert filled(lea_at.opens()) == {}


def test_a_line_too_long_to_be_a_search_is_offered_again(lea_at: Visitor) -> None:
    typed = "search is slow. " * 100
    answer = lea_at.types(typed)
    view = lea_at.opens()
    assert filled(view)["words"] == typed.strip()
    lea_at.submits(view)
    with pytest.raises(Refusal, match="not here any more"):
        lea_at.clicks(listeners.keep_line, keeping(answer))
    assert [insight.words for insight in lea_at.insights] == [typed.strip()]


def test_a_search_without_words_keeps_nothing(lea_at: Visitor) -> None:
    assert [block["type"] for block in lea_at.types("search").message.blocks] == ["section"]
