"""Markdown is shown in Slack as it was meant, pings nobody, and reads well as plain words."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import markdown
from bot.mrkdwn import escape

APART = "\u200b"
WRITTEN = "ab é中 12 \n\t*_~`#>-+.!()[]{}<>|&\\:/@U1\"'’…\u200b\u202e\u00a0"
PIECES = (
    *WRITTEN,
    *(
        "**",
        "~~",
        "```",
        "    ",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n# ",
        "](",
        "![",
        "&lt;",
        "&#60;",
    ),
    *("http://", "https://a.example/b", "mailto:", "<!channel>", "<@U012345>", "<#C012345>"),
    *("<https://a.example|b>", "javascript:", "&vert;"),
)
typed = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text()
SAFE = re.compile(r"(?i:<(?:https?://|mailto:)[^<>|\s]+(?:\|[^<>|\n]+)?>)|^> ", re.MULTILINE)
words = st.text("aé中 12,;:?!'’%=$€&<|>@\u00a0", min_size=1).filter(str.strip)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bold**, *italic*, ~~gone~~", "*bold*, _italic_, ~gone~"),
        ("__bold__ and _italic_", "*bold* and _italic_"),
        ("***both***", "_*both*_"),
        ("**a *b* c**", "*a _b_ c*"),
        ("**two\nlines**", "*two*\n*lines*"),
        ("**a __b__ c**", "*a b c*"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("one\ntwo", "one\ntwo"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("one\n\n\n\ntwo", "one\n\ntwo"),
        ("# Title\ntext", "*Title*\ntext"),
        ("## Read **this** now\n\ntext", "*Read this now*\n\ntext"),
        ("Title\n===\ntext", "*Title*\ntext"),
        ("a\n\n---\n\nb", "a\n\n———\n\nb"),
        ("&amp; &eacute; \\# <b>x</b>", "&amp; é # &lt;b&gt;x&lt;/b&gt;"),
        ("a\r\n\r\nb\rc", "a\n\nb\nc"),
        (" \n\n", ""),
    ],
)
def test_words_and_marks_become_slacks(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**bo**ld", f"*bo*{APART}ld"),
        ("un**bound**ed", f"un{APART}*bound*{APART}ed"),
        ("中**文**字", f"中{APART}*文*{APART}字"),
        ("`id`s", f"`id`{APART}s"),
        ("**a**_b_", f"*a*{APART}_b_"),
        ("**a**~~b~~", f"*a*{APART}~b~"),
        ("**a*b*c**", f"*a{APART}_b_{APART}c*"),
        ("(**a**) l’**eau**, « **b** »!", "(*a*) l’*eau*, « *b* »!"),
    ],
)
def test_a_mark_beside_a_letter_is_kept_apart_from_it(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*snake_case*", "snake_case"),
        ("**a \\* b**", "a * b"),
        ("**[a](https://a.example/*x)**", "*<https://a.example/*x|a>*"),
        ("*[a](https://a.example/b_c)*", "_<https://a.example/b_c|a>_"),
        ("**one\\*\ntwo**", "one*\n*two*"),
    ],
)
def test_words_that_hold_their_marks_own_sign_go_without_the_mark(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Type `/insight <words>`", "Type `/insight &lt;words&gt;`"),
        ("`` a`b ``", "a`b"),
        ("```py\nif a < b:\n    **c**\n```", "```\nif a &lt; b:\n    **c**\n```"),
        ("text\n```\ncode\n```\nmore", "text\n```\ncode\n```\nmore"),
        ("~~~\na\n\nb", "```\na\n\nb\n```"),
        ("    indented", "```\nindented\n```"),
        ("```\n```", ""),
        ("~~~\n```\n~~~", f"```\n`{APART}``\n```"),
        ("\\`\\`\\`", f"`{APART}``"),
    ],
)
def test_code_stays_code_and_ends_where_it_ended(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("- a\n- b", "• a\n• b"),
        ("Before.\n* a\n* b\n\nAfter.", "Before.\n• a\n• b\n\nAfter."),
        ("- a\n\n- b", "• a\n\n• b"),
        ("1. a\n1. b", "1. a\n2. b"),
        ("9) a\n10) b", "9. a\n10. b"),
        ("- a\n  1. b\n     - c\n- d", "• a\n    1. b\n        • c\n• d"),
        ("- a\n  b\n\n  c", "• a\n    b\n\n    c"),
        ("- a\n-\n- b", "• a\n•\n• b"),
        ("- a\n  ```\n  b\n    c\n  ```", "• a\n```\nb\n  c\n```"),
        ("- ```\n  b\n  ```", "•\n```\nb\n```"),
        ("- a\n  > b", "• a\n> b"),
        ("> a\n> *b*\n\nc", "> a\n> _b_\n\nc"),
        ("> a\n>\n> b", "> a\n> \n> b"),
        ("- > #", "•"),
        ("> a\n> > b\n> - c\n>   - d", "> a\n> b\n> • c\n>     • d"),
        ("> ```\n> a\n>   b`\n> c\n> ```", "> `a`\n>   b`\n> `c`"),
    ],
)
def test_lists_and_quotes_keep_their_shape(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("[the *doc*](https://a.example?a=1&b=2)", "<https://a.example?a=1&amp;b=2|the doc>"),
        ('[a]\n\n[a]: https://a.example "title"', "<https://a.example|a>"),
        ("[a|b <c>\nd](https://a.example/e|f)", "<https://a.example/e%7Cf|a¦b &lt;c&gt; d>"),
        ("[](https://a.example)", "<https://a.example>"),
        (
            "<https://a.example> <lea@a.example>",
            "<https://a.example> <mailto:lea@a.example|lea@a.example>",
        ),
        ("![a **chart**](https://a.example/b.png)", "<https://a.example/b.png|a chart>"),
        ("![](https://a.example/b.png)", "<https://a.example/b.png>"),
        ("[![a](https://a.example/b.png)](https://b.example)", "<https://b.example|a>"),
        ("See https://a.example/b_(c).", "See <https://a.example/b_(c)>."),
        ("(https://a.example/b?c=1&d=2)…", "(<https://a.example/b?c=1&amp;d=2>)…"),
        ("**https://a.example**", "*<https://a.example>*"),
        ("`https://a.example`", "`https://a.example`"),
        ("https://a.example/é", "<https://a.example/%C3%A9|https://a.example/é>"),
        ("https:// xhttps://a.example", "https:// xhttps://a.example"),
        ("[a](/b) [c](tel:12)", "a (/b) c (tel:12)"),
        ("[a](javascript:b)", "[a](javascript:b)"),
        ("[a](!channel) [b](<@U012345>)", "a (!channel) b (@U012345)"),
        ("[<!channel>](https://a.example)", "<https://a.example|&lt;!channel&gt;>"),
        ("<!channel> <@U012345> &lt;!here&gt;", "&lt;!channel&gt; &lt;@U012345&gt; &lt;!here&gt;"),
    ],
)
def test_only_web_and_mail_become_links_and_nobody_is_pinged(typed: str, shown: str) -> None:
    assert markdown.mrkdwn(typed) == shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("# A\n**b**o `c` ~~d~~ <@U1>", "A\nbo c d <@U1>"),
        ("[a](https://a.example) https://b.example", "a (https://a.example) https://b.example"),
        ("<https://a.example/é> <lea@a.example>", "https://a.example/é lea@a.example"),
        ("- a\n  - b\n1. c\n\n> d\n\n---\n\n```\ne\n```", "• a\n    • b\n1. c\n\nd\n\ne"),
        (
            "![a](https://a.example) [](https://b.example)",
            "a (https://a.example) https://b.example",
        ),
    ],
)
def test_plain_words_say_the_same(typed: str, said: str) -> None:
    assert markdown.plain(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("A **first** day\nwith [Léa](https://a.example).\n- b", "A first day with Léa."),
        ("\n\n- one\n- two", "one"),
        ("# Title\ntext", "Title"),
        ("---\n> quoted", "quoted"),
        ("```\ncode\n```", "code"),
        (
            "Tu t’absentes\u202f? Oui, jusqu’à vendredi prochain",
            "Tu t’absentes\u202f? Oui, jusqu’à…",
        ),
        ("", ""),
    ],
)
def test_the_first_line_is_the_beginning_in_plain_words(typed: str, said: str) -> None:
    assert markdown.first_line(typed, 30) == said


@given(typed)
@example("*" * 900 + "a" + "*" * 900)
@example("![" * 400 + "a" + "](http://b)" * 400)
@example("> - " * 200 + "a")
def test_whatever_is_typed_is_shown_and_pings_nobody(text: str) -> None:
    shown = markdown.mrkdwn(text)
    outside = re.sub(
        r"<(?:https?://|mailto:)[^<>|\s]+(?:\|[^<>|\n]+)?>", "", shown, flags=re.IGNORECASE
    )
    assert not re.search("[<>]", re.sub("^(?:> )+", "", outside, flags=re.MULTILINE))
    assert not re.search("&(?!amp;|lt;|gt;)", shown)
    assert shown.count("```") % 2 == 0
    markdown.plain(text)


@given(typed, st.integers(min_value=2, max_value=50))
def test_the_first_line_is_one_and_no_longer_than_asked(text: str, most: int) -> None:
    line = markdown.first_line(text, most)
    assert len(line) <= most
    assert "\n" not in line


@given(st.lists(words, min_size=1))
def test_words_without_marks_are_shown_as_they_were_written(lines: list[str]) -> None:
    written = [f"x{line}".strip() for line in lines]
    text = "\n".join(written)
    assert markdown.plain(text) == text
    assert markdown.mrkdwn(text) == escape(text)
