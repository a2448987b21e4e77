"""What people type is checked field by field, and nothing of a long text is lost."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.folding import LONGEST as LONGEST_FOLDED
from bot.folding import folded
from bot.i18n import Translator
from bot.mrkdwn import clean
from workflows.insights import tags
from workflows.insights.form import (
    LONGEST,
    SHOWN,
    Errors,
    Fields,
    Typed,
    beginning,
    check,
    from_words,
    whole,
)

GOOD = Typed(words="Acme cannot export")
ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("export #billing and #Billing", ("billing",)),
        ("(#a-b), «#c_d» #été!", ("a-b", "c_d", "été")),
        ("#e\u0301te\u0301 #ÉTÉ", ("été",)),
        ("#हिन्दी", ("हिन्दी",)),
        ("#12 #-- #_ C# a#b ##x", ()),
        ("https://acme.com/#top see://x.y#z &#39;", ()),
        ("#R&D #c++ #c# #v2.1 #l’export #it's #a/b #lea@acme #a#b", ()),
        ("#a, #b. #c! (#d) “#e” #f… #g: #h; #i🎉 #j—k #l? *#m*", tuple("abcdefghijlm")),
        ("#été. #billing.", ("été", "billing")),
        ("#1-on-1 #billing- #v2", ("1-on-1", "billing", "v2")),
        ("#" + "x" * 51, ()),
        ("#" + "x" * 50, ("x" * 50,)),
        (" ".join(f"#t{each}" for each in range(30)), tuple(f"t{each}" for each in range(20))),
    ],
)
def test_tags_are_understood_in_words(words: str, found: tuple[str, ...]) -> None:
    assert tags.tags_in(words) == found


@pytest.mark.parametrize("typed", ["#billing", " #billing, #a!  ", "…#été…"])
def test_tags_alone_are_asked_about(typed: str, t: Translator) -> None:
    with pytest.raises(Refusal) as refused:
        from_words(typed)
    sentence = t.words(refused.value.words)
    assert sentence.startswith(f"What did you learn about #{tags.tags_in(typed)[0]}")


@pytest.mark.parametrize("typed", ["\u200b\u200f", "\0\x1b", "\u202e", " \n\t"])
def test_words_that_show_nothing_are_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="no words"):
        from_words(typed)


def test_too_many_characters_are_refused_with_both_figures(t: Translator, fr: Translator) -> None:
    assert from_words("a" * LONGEST).words == "a" * LONGEST
    with pytest.raises(Refusal) as refused:
        from_words("a" * (LONGEST + 1))
    assert "40,001" in t.words(refused.value.words)
    assert "40,000" in t.words(refused.value.words)
    assert "40\u202f001" in fr.words(refused.value.words)


def test_every_wrong_field_is_told_at_once() -> None:
    wrong = Typed("#x", "a" * 201, "user", "b" * 201, "no!", "acme")
    checked = check(wrong)
    assert isinstance(checked, Errors)
    assert set(checked.fields) == {"words", "said_by", "customer", "tags", "link"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("words", ""),
        ("tags", "12"),
        ("tags", "x" * 51),
        ("tags", " ".join(f"t{each}" for each in range(21))),
        ("link", "javascript:alert(1)"),
        ("link", "ftp://acme.com"),
        ("link", "https://"),
        ("link", "acme"),
        ("link", "lea@acme.com"),
        ("link", "see acme.com"),
        ("link", "acme.com/a b"),
        ("link", "//acme.com"),
        ("link", "https://acme.com/<!channel>"),
        ("link", "https://a cme.com"),
        ("link", "http://[::1"),
        ("link", "https://acme.com/" + "x" * 1000),
    ],
)
def test_a_wrong_field_is_told_by_a_sentence(
    field: str, typed: str, t: Translator, fr: Translator
) -> None:
    checked = check(replace(GOOD, **{field: typed}))
    assert isinstance(checked, Errors)
    assert set(checked.fields) == {field}
    assert t.words(checked.fields[field]) != fr.words(checked.fields[field])


def test_good_fields_are_cleaned_and_tags_come_from_both() -> None:
    typed = Typed(" Acme #Export\r\n", " Zoé ", "user", " Acme ", "#Billing, speed;export", "")
    assert check(typed) == Fields(
        "Acme #Export", "Zoé", "user", "Acme", ("billing", "speed", "export"), ""
    )
    assert check(replace(GOOD, kind="other")) == Fields(GOOD.words)


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("acme.com", "https://acme.com"),
        ("acme.com/x?y#z", "https://acme.com/x?y#z"),
        ("Acme.co.uk:8443/x", "https://Acme.co.uk:8443/x"),
        ("élan.fr?a=1", "https://élan.fr?a=1"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("HTTPS://acme.com", "HTTPS://acme.com"),
    ],
)
def test_a_link_typed_without_its_scheme_is_completed(typed: str, link: str) -> None:
    checked = check(replace(GOOD, link=typed))
    assert isinstance(checked, Fields)
    assert checked.link == link


def test_a_long_text_shows_its_beginning_and_stays_whole() -> None:
    text = "word " * 2_000
    shown = beginning(text)
    assert len(shown) == SHOWN
    assert whole(shown, text) == text
    assert whole(shown.strip() + "\r\n", text) == text
    changed = whole("X" + shown.strip(), text)
    assert changed == "X" + text


def test_a_browser_counts_an_emoji_twice() -> None:
    assert len(beginning("🎉" * 10_000)) == SHOWN // 2


@given(ANY_TEXT, ANY_TEXT)
def test_what_a_field_did_not_show_is_never_lost(start: str, typed: str) -> None:
    text = clean(start + "x" * SHOWN + start)
    rest = text[len(beginning(text)) :]
    assert whole(typed, text).endswith(rest)
    assert whole(beginning(text), text) == text


@given(ANY_TEXT)
@example("<!channel> <@U1> &amp;")
@example("\u202egnp.exe")
@example("#" * 300)
@example("🎉" * 10_000)
def test_any_text_is_faithful_words_or_a_refusal(typed: str) -> None:
    try:
        fields = from_words(typed)
    except Refusal:
        return
    assert fields.words == clean(typed)
    assert fields.words.encode()
    assert all(len(tag) <= tags.LONGEST for tag in fields.tags)
    assert len(fields.tags) <= tags.MOST


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_fields_are_right_or_told_wrong(words: str, name: str, named: str, link: str) -> None:
    checked = check(Typed(words, name, name, name, named, link))
    assert isinstance(checked, Errors) or checked.words == clean(words)


@given(ANY_TEXT)
def test_a_text_folds_to_the_same_again(text: str) -> None:
    once = folded(clean(text))
    assert folded(once) == once
    assert not any(unicodedata.combining(letter) for letter in once)


def test_a_folded_text_is_never_too_long_for_the_index() -> None:
    assert len(folded("ﷺ" * LONGEST).encode()) <= LONGEST_FOLDED
