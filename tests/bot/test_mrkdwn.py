"""Typed words are shown and ping nobody, and Slack's text is kept as plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import mrkdwn


def test_nobody_is_pinged_through_escaped_words() -> None:
    assert mrkdwn.escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_overrides_that_reorder_what_surrounds_them_are_not_shown() -> None:
    assert mrkdwn.escape("a\u202eb\u2066c") == "abc"


@given(st.text())
def test_what_slack_escaped_comes_back_as_it_was_typed(text: str) -> None:
    sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert mrkdwn.unescape(sent) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_leaves_no_control_character(text: str) -> None:
    once = mrkdwn.clean(text)
    assert mrkdwn.clean(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


def test_half_surrogates_and_control_characters_do_not_reach_the_database() -> None:
    assert mrkdwn.clean("\ud83da\x00b\x07c\r\nd\te") == "?abc\nd\te"


def test_marks_that_show_nothing_count_as_blank() -> None:
    assert mrkdwn.is_blank(" \u200b\u200f\u202e\n")
    assert all(mrkdwn.is_blank(each) for each in "\u3164\u2800\u115f\uffa0\u034f\ufe0f")
    assert not mrkdwn.is_blank("\u200fשלום")


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_an_excerpt_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(mrkdwn.excerpt(text, length)) <= max(length, 1)


def test_an_excerpt_is_cut_between_words() -> None:
    assert mrkdwn.excerpt("Acme cannot export invoices", 20) == "Acme cannot export…"


@pytest.mark.parametrize(
    "whole",
    [
        "👩🏽\u200d👩🏽\u200d👧🏽",
        "👍🏽",
        "❤\ufe0f",
        "e\u0301\u0323",
        "🇫🇷",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e007f",
    ],
)
def test_a_text_is_not_cut_inside_what_shows_as_one(whole: str) -> None:
    text = whole * 20
    for length in range(len(whole), len(text) - 1):
        end = mrkdwn.cut(text, length)
        assert end % len(whole) == 0
        assert 0 < end <= length
        assert mrkdwn.excerpt(text, length + 1).strip("…") == text[:end]


def test_marks_without_a_letter_are_cut_anywhere() -> None:
    assert mrkdwn.cut("\u0301" * 9, 4) == 4


def test_a_message_is_kept_as_plain_words() -> None:
    text = "<@U1> and <@U2> in <#C1|sales>: <https://a.example|the doc>, <!here> &lt;b&gt;"
    assert (
        mrkdwn.plain(text, {"U1": "Léa"})
        == "@Léa and @U2 in #sales: the doc (https://a.example), @here <b>"
    )
    assert mrkdwn.mentioned(text) == ("U1", "U2")


def test_ids_that_had_no_name_get_one_later() -> None:
    plain = mrkdwn.plain("<@U012345> asks <@U067890>, lea@U012345.com", {})
    assert mrkdwn.unnamed(plain) == ("U012345", "U067890")
    assert mrkdwn.named(plain, {"U012345": "Léa"}) == "@Léa asks @U067890, lea@U012345.com"


def test_every_line_of_a_quote_is_quoted() -> None:
    assert mrkdwn.quote("one\n<two>") == "> one\n> &lt;two&gt;"
