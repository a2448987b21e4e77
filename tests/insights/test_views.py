"""Whatever people type, what is shown of it stays within Slack's limits and pings nobody."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.calendar import Calendar
from bot.i18n import Languages, Translator
from bot.mrkdwn import quote
from bot.playground.blockkit import problems_of_blocks, problems_of_view, too_long
from bot.replies import Message
from handlers.insights import digest_views, forms, ids, lines, pages, puzzles, views
from handlers.insights.lines import Line
from handlers.insights.opening import Opened, completing
from handlers.insights.parts import chunks, parts
from handlers.insights.reading import Carried
from tests.moment import NOW
from workflows.insights.digest import CUSTOMERS, THEMES, Digest, Shipped
from workflows.insights.filters import parse
from workflows.insights.form import LONGEST, LONGEST_LINK, LONGEST_NAME, Typed
from workflows.insights.insight import Insight
from workflows.insights.rising import About, Subject
from workflows.insights.search import Page, Puzzled
from workflows.insights.weeks import Week

PLAIN = Insight(
    id=7,
    number=12,
    author="U0LEA",
    author_name="Léa",
    words="Acme cannot export invoices",
    kind="user",
    customer="Acme",
    said_by="Zoé",
    link="https://acme.com/?a=1&b=2",
    tags=("billing", "export"),
    private=True,
    channel="C9",
    source_author="",
    permalink="",
    kept_at=NOW,
)
NASTY = (
    "<!channel> <@U1> <https://evil.com|acme.com> & so on",
    "\u202egnp.exe \u2066isolated",
    "🎉" * 10_000,
    "&" * LONGEST,
    "a" * LONGEST,
    "a\n" * 20_000,
    "\u2028" * 400 + "x",
    '"' * LONGEST,
    "{words} %s \\ `code` *bold*",
    "👩🏽‍👩🏽‍👧🏽‍👦🏽" * 3_600,
)
RAW = re.compile(r"<!(?!date\^)|<@(?!U0LEA>)|<https://evil|[\u202a-\u202e\u2066-\u2069]")


def nasty(words: str) -> Insight:
    """An insight with the same nasty words wherever there is room."""
    name = words[:LONGEST_NAME]
    return replace(
        PLAIN,
        words=words,
        author_name=words,
        customer=name,
        said_by=name,
        link=("https://acme.com/?" + "&" * LONGEST_LINK)[:LONGEST_LINK],
        tags=tuple(f"{each:050}" for each in range(20)),
        source_author="U0LEA",
        source_name=words,
        number=9_999_999,
    )


def page_of(insight: Insight, query: str) -> Page:
    """A full page in the middle."""
    return Page(query, 2, (insight,) * 10, True)


def messages(t: Translator, insight: Insight) -> list[Message]:
    """Everything that is said about an insight."""
    query = insight.words[:200]
    return [
        views.receipt(t, insight, NOW),
        views.receipt(t, replace(insight, private=False)),
        views.widened(t, insight, NOW),
        views.widened(t, insight, None),
        views.narrowed(t, insight, NOW),
        views.shown(t, insight, mine=True, until=NOW),
        views.shown(t, replace(insight, author_name="", channel=""), mine=False, until=None),
        *(
            views.shown(t, insight, True, NOW, 1 + each)
            for each in range(len(parts(insight.words)))
        ),
        views.undone(t, insight),
        views.too_late(t, insight, NOW),
        pages.listed(t, page_of(insight, "")),
        pages.listed(t, Page("", 1, (), False)),
        pages.listed(t, Page("", 3, (), False)),
        pages.found(t, page_of(insight, query), Line(f"search {query}")),
        pages.found(t, Page(query, 1, (), False), Line(f"search {query}")),
        pages.how_to_search(t),
        pages.too_long_to_search(t, 4_000, 7),
        pages.explained(t, "bulb"),
        puzzles.puzzled(t, puzzled(insight), Line(f"search {query}"), ids.EXPORT),
        *(digest_views.told(t, digest(insight), teams) for teams in ((), (insight.words,))),
    ]


def puzzled(insight: Insight) -> Puzzled:
    """A search full of wrong filters."""
    words = insight.words[:100].replace('"', " ")
    asked = parse(f'tga:x state:"{words}" since:x tag: ' + "gravité:zz " * 9, NOW)
    return Puzzled(asked, asked.wrongs)


def digest(insight: Insight) -> Digest:
    """A week's, as long as it gets."""
    subjects = tuple(Subject(about, insight.words, 9, 1.25) for about in (*About, *About))
    shipped = Shipped(insight.words, (insight.words,) * CUSTOMERS, 3)
    many = (insight.words,) * THEMES
    week = Week(NOW.date(), Calendar())
    return Digest(week, 9, 3, subjects, True, many, (insight,) * 3, (shipped,) * THEMES)


def modals(t: Translator, insight: Insight) -> list[dict[str, Any]]:
    """Every form about an insight."""
    typed = Typed(*(insight.words[:LONGEST] for _ in range(2)), kind="market")
    carried = Carried("C" + "9" * 20, True, "U0LEA", "https://x/" + "p" * 200, 1, 0, cut=True)
    by_now = {**vars(typed), "words": insight.words, "link": insight.link}
    resumed = Opened(replace(typed, tags=insight.words), carried, "", NOW, carried)
    return [
        forms.insight_form(t, Opened(Typed(), Carried())),
        forms.insight_form(t, resumed),
        forms.insight_form(t, completing(insight)),
        forms.insight_form(t, replace(completing(insight), outdated=by_now)),
        forms.blank(t, carried),
        forms.kept(t, insight),
        forms.changed(t, replace(insight, tags=(), private=False)),
        forms.widened(t, insight, NOW),
        forms.narrowed(t, insight),
    ]


def texts(node: Any) -> list[str]:
    """Every mrkdwn text in a message or a view."""
    if isinstance(node, list):
        return [text for one in node for text in texts(one)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if node.get("type") == "mrkdwn" else []
    return own + [text for one in node.values() for text in texts(one)]


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest, languages: Languages) -> Translator:
    """English, then French."""
    return languages(request.param)


@pytest.mark.parametrize("words", [PLAIN.words, *NASTY], ids=lambda words: repr(words[:12]))
def test_no_message_is_over_a_limit_or_pings_anyone(language: Translator, words: str) -> None:
    for message in messages(language, nasty(words)):
        blocks = list(message.blocks)
        assert problems_of_blocks(blocks) == []
        assert not too_long(blocks)
        assert message.text.strip()
        for text in (message.text, *texts(blocks)):
            assert not RAW.search(text), text


@pytest.mark.parametrize("words", [PLAIN.words, *NASTY], ids=lambda words: repr(words[:12]))
def test_no_form_is_over_a_limit_or_mentions_anyone(language: Translator, words: str) -> None:
    for view in modals(language, nasty(words)):
        assert problems_of_view(view, "modal") == []
        for text in texts(view):
            assert not RAW.search(text), text


@pytest.mark.parametrize("words", [PLAIN.words, *NASTY, "one word\n" * 4_444])
def test_the_parts_of_an_insight_hold_all_of_it(t: Translator, words: str) -> None:
    assert "".join(chunks(words)) == words
    whole = [section for part in parts(words) for section in part]
    assert [quote(chunk) for chunk in chunks(words)] == whole
    first = views.shown(t, replace(PLAIN, words=words), mine=False, until=None)
    assert whole[0] in first.text
    last = views.shown(t, replace(PLAIN, words=words), False, None, len(parts(words)))
    assert whole[-1] in last.text
    assert views.shown(t, replace(PLAIN, words=words), False, None, 999) == last


def test_parts_end_between_lines_or_words(t: Translator) -> None:
    for separator in ("\n", " "):
        words = separator.join(["twelve chars"] * 1_000)
        assert all(chunk.endswith(separator) for chunk in list(chunks(words))[:-1])
    family = "👩🏽‍👩🏽‍👧🏽‍👦🏽"
    assert all(chunk.count(family) * len(family) == len(chunk) for chunk in chunks(family * 2_000))


@given(words=st.text(min_size=1))
@example("\n" * 9_000)
@example("\u0301" * 9_000)
def test_any_words_come_whole_in_parts(words: str) -> None:
    assert "".join(chunks(words)) == words


@given(words=st.text(min_size=1))
def test_any_words_can_be_shown(words: str, languages: Languages) -> None:
    t = languages("fr")
    for message in messages(t, replace(PLAIN, words=words, author_name=words, customer=words)):
        assert problems_of_blocks(list(message.blocks)) == []
        assert not any(RAW.search(text) for text in texts(list(message.blocks)))


def test_a_message_says_in_its_text_what_its_blocks_say(language: Translator) -> None:
    for message in messages(language, PLAIN):
        shown = "\n".join(texts([b for b in message.blocks if b["type"] != "actions"]))
        assert shown == message.text


def test_nothing_typed_becomes_a_mention_by_itself(language: Translator) -> None:
    for message in messages(language, PLAIN):
        for block in message.blocks:
            if block["type"] == "section":
                assert block["text"]["verbatim"] is True


def test_a_receipt_names_the_insight_its_tags_and_who_sees_it(
    t: Translator, fr: Translator
) -> None:
    said = views.receipt(t, PLAIN).text
    for words in ("INS-12", "is kept", "> Acme cannot export", "#billing #export", "only you see"):
        assert words in said
    assert "visible par toi seulement" in views.receipt(fr, PLAIN).text
    assert "Private" not in views.receipt(t, replace(PLAIN, private=False)).text


def test_a_receipt_offers_only_what_is_possible(t: Translator) -> None:
    def buttons(message: Message) -> list[str]:
        return [one["action_id"] for one in message.blocks[-1]["elements"]]

    assert buttons(views.receipt(t, PLAIN, NOW)) == [ids.DETAILS, ids.UNDO, ids.WIDEN]
    open_to_all = replace(PLAIN, private=False)
    assert buttons(views.receipt(t, open_to_all, until=None)) == [ids.DETAILS, ids.SHARE]
    theirs = views.shown(t, PLAIN, mine=False, until=None)
    assert all(block["type"] != "actions" for block in theirs.blocks)


def test_a_list_turns_both_ways_with_its_question(t: Translator) -> None:
    query = '"é\\' * 50
    line = Line(f"search {query}", "C1", "general")
    message = pages.found(t, page_of(PLAIN, query), line)
    values = [lines.loads(one["value"]) for one in message.blocks[-1]["elements"]]
    assert values == [(line, {"number": 1}), (line, {"number": 3}), (line, {})]
    assert line.query == query
    first = pages.listed(t, Page("", 1, (PLAIN,), False))
    assert first.blocks[-1]["type"] == "context"


def test_a_long_message_is_announced_as_kept_whole(t: Translator, fr: Translator) -> None:
    carried = Carried(permalink="https://x", cut=True)
    opened = Opened(Typed("x" * 12_345), carried)
    said = texts(forms.insight_form(t, opened))
    assert said == [
        "The message has 12,345 characters: all of them are kept, here are the first 3,000."
    ]
    assert "12\u202f345 caractères" in texts(forms.insight_form(fr, opened))[0]
    assert (
        "The text has"
        in texts(forms.insight_form(t, replace(opened, carried=Carried(cut=True))))[0]
    )


def test_an_emptied_form_has_other_blocks_so_that_slack_forgets_what_stood_there(
    t: Translator,
) -> None:
    def blocks(view: dict[str, Any]) -> set[str]:
        return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}

    assert not blocks(forms.blank(t, Carried())) & blocks(
        forms.insight_form(t, Opened(Typed(), Carried()))
    )
