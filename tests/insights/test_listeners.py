"""The doors of insights, called as the guard calls them."""

import json

import pytest

from bot.errors import Refusal
from bot.replies import FormErrors, UpdateForm
from bot.store.drafts import Draft
from handlers.insights import ids, listeners, reading
from tests.insights.doors import LONG, Visitor, filled, inputs, notes, said


def test_words_are_kept_as_typed_and_shown_escaped(lea_at: Visitor) -> None:
    reply = lea_at.types("a &lt;!channel&gt; &amp;amp; b #c")
    assert lea_at.insights[0].words == "a <!channel> &amp; b #c"
    assert "a &lt;!channel&gt; &amp;amp; b #c" in said(reply)


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("help", "*An insight is"),
        ("AIDE", "*An insight is"),
        ("list", "*Your insights*"),
        ("liste", "*Your insights*"),
        ("search customers", "*Insights about “customers”*"),
        ("chercher grows", "*Insights about “grows”*"),
        ("search", "Say what to look for"),
        ("search " + "x" * 201, "That search is 201 characters long"),
        ("search nothing", "No insight you can see"),
    ],
)
def test_a_first_word_of_either_language_asks_for_something(
    lea_at: Visitor, typed: str, start: str
) -> None:
    lea_at.types("list of customers grows")
    assert said(lea_at.types(typed)).startswith(start)
    assert [insight.words for insight in lea_at.insights] == ["list of customers grows"]


@pytest.mark.parametrize("asked", ["INS-2", "ins-2", "search INS-2", "Chercher  ins-2"])
def test_an_insight_is_shown_by_its_reference(
    lea_at: Visitor, marc_at: Visitor, asked: str
) -> None:
    for words in ("one", "two"):
        lea_at.types(words)
    for visitor in (lea_at, marc_at):
        shown = said(visitor.types(asked))
        assert shown.startswith("*INS-2*")
        assert "> two" in shown
    assert len(lea_at.insights) == 2
    assert not reading.keepable({"text": asked})


def test_an_insight_that_is_not_there_and_one_that_is_not_for_them_are_told_alike(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    lea_at.place = {"channel_id": "D1", "channel_name": "directmessage"}
    lea_at.types("secret price")
    told = []
    for asked in ("INS-1", "INS-999999999999999999"):
        with pytest.raises(Refusal) as refused:
            marc_at.types(asked)
        told.append(marc_at.given["t"].words(refused.value.words).replace(asked, "…"))
    assert told[0] == told[1]
    assert marc_at.insights == ()


@pytest.mark.parametrize("typed", ["INS-1 is wrong", "INS-", "INS-" + "9" * 19, "INS-²"])
def test_words_that_only_look_like_a_reference_are_kept(lea_at: Visitor, typed: str) -> None:
    lea_at.types(typed)
    assert [insight.words for insight in lea_at.insights] == [typed]


@pytest.mark.parametrize(
    ("channel", "name", "private", "kept_channel"),
    [
        ("C1", "general", False, "C1"),
        ("C1", "privategroup", True, "C1"),
        ("G1", "privategroup", True, "G1"),
        ("D1", "directmessage", True, ""),
        ("C1", "mpdm-lea--marc-1", True, ""),
    ],
)
def test_where_it_is_typed_decides_who_sees_it(
    lea_at: Visitor, channel: str, name: str, private: bool, kept_channel: str
) -> None:
    lea_at.place = {"channel_id": channel, "channel_name": name}
    lea_at.types("by command")
    view = lea_at.opens()
    assert ("Private" in notes(view)) is private
    lea_at.submits(view, words="by form")
    lea_at.submits(lea_at.keeps({"text": "by shortcut"}, id=channel, name=name))
    assert {(each.private, each.channel) for each in lea_at.insights} == {(private, kept_channel)}


def test_a_form_keeps_what_was_filled_in(lea_at: Visitor) -> None:
    typed = {"words": "slow\nvery", "said_by": "Zoé", "kind": "market", "customer": "Acme"}
    reply = lea_at.submits(lea_at.opens(), **typed, tags="a, b", link="https://acme.com")
    assert isinstance(reply, UpdateForm)
    (kept,) = lea_at.insights
    assert {name: getattr(kept, name) for name in typed} == typed
    assert (kept.tags, kept.link) == (("a", "b"), "https://acme.com")
    assert "INS-1" in json.dumps(reply.view)


def test_wrong_fields_are_told_beside_them(lea_at: Visitor) -> None:
    reply = lea_at.submits(lea_at.opens(), words="#a", link="acme", tags="!")
    assert isinstance(reply, FormErrors)
    assert set(reply.errors) == {ids.WORDS, ids.LINK, ids.TAGS}
    assert lea_at.insights == ()


def test_a_link_that_was_refused_is_offered_again(lea_at: Visitor) -> None:
    view = lea_at.opens()
    typed = {"words": "slow", "link": "not a link"}
    assert isinstance(lea_at.submits(view, **typed), FormErrors)
    lea_at.leaves(view, **typed)
    assert filled(lea_at.opens()) == typed


def test_what_a_command_carried_is_offered_again(lea_at: Visitor) -> None:
    where = {"channel": "C9", "channel_name": "privategroup"}
    lea_at.saves(Draft(ids.FORM, "trigger:1", {"text": "#a &lt; #b", **where}))
    view = lea_at.opens()
    assert filled(view) == {"words": "#a < #b"}
    assert "it was not kept yet" in notes(view)
    assert "Private" in notes(view)
    lea_at.submits(view, words="Acme #a")
    assert [(each.words, each.channel) for each in lea_at.insights] == [("Acme #a", "C9")]
    assert lea_at.drafts == 0
    assert filled(lea_at.opens()) == {}


def test_a_draft_can_be_let_go(lea_at: Visitor) -> None:
    lea_at.saves(Draft(ids.FORM, "trigger:1", {"text": "#a"}))
    view = lea_at.opens()
    (button,) = next(b for b in view["blocks"] if b["type"] == "actions")["elements"]
    assert button["confirm"]["text"]["text"].startswith("What stands here is gone then")
    reply = lea_at.clicks(listeners.start_empty, button["value"], view=view)
    assert filled(reply.view) == {}
    assert lea_at.drafts == 0
    wrong = lea_at.submits(reply.view, words="#a")
    assert isinstance(wrong, FormErrors)
    assert set(wrong.errors) == {inputs(reply.view)["words"]["block_id"]}
    lea_at.submits(reply.view, words="Acme")
    assert lea_at.insights[0].channel == "C1"


def test_a_long_text_survives_any_number_of_failures(lea_at: Visitor) -> None:
    lea_at.saves(Draft(ids.FORM, "trigger:1", {"text": LONG}))
    first = lea_at.opens()
    lea_at.leaves(first, customer="Acme")
    second = lea_at.opens()
    assert filled(second)["customer"] == "Acme"
    lea_at.leaves(second, words="X" + filled(second)["words"], customer="Globex")
    lea_at.submits(lea_at.opens())
    (kept,) = lea_at.insights
    assert (kept.words, kept.customer) == ("X" + LONG.strip(), "Globex")
    assert lea_at.drafts == 0
