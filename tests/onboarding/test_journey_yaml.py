"""A journey is read from a file, and every line that can't be read is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import i18n
from bot.errors import Refusal
from bot.yaml_nodes import Misread
from handlers.onboarding.journey_yaml import parse, read
from tests.onboarding.walks import FILE
from workflows.onboarding.checking import check
from workflows.onboarding.journey import Audience, Kind, Link, Question, Text


def wrong(text: str) -> list[str]:
    """What can't be read, with the lines."""
    with pytest.raises(Misread) as misread:
        parse(text)
    t = i18n.load()("en")
    return [f"{line}: {t.words(words)}" for line, words in misread.value.wrong]


def found(text: str) -> list[tuple[int, str]]:
    """What is found in a file that can be read, with the lines."""
    written, t = parse(text), i18n.load()("en")
    return [(written.line(one), t.words(one.words)) for one in check(written.journey)]


def test_a_file_is_read_whole() -> None:
    journey = parse(FILE).journey
    assert check(journey) == ()
    assert (journey.key, journey.role) == ("product-manager", "product manager")
    ready, met, insight, week = journey.steps
    assert (ready.audience, ready.day, ready.kind) == (Audience.BUDDY, -2, Kind.DO)
    assert met.text == Text("Ask anything.\nNothing is too small.", "Demande tout.")
    about = Text("About buddies", "Sur les binômes")
    assert met.links == (Link(about, "https://example.com/buddies"),)
    assert (met.meets, met.needs, met.audience) == ("buddy", ("get-ready",), Audience.NEW_HIRE)
    assert insight.done_when == "insight_kept"
    clear = Question("clear", Text("Is it clear?", "Est-ce clair ?"), True)
    missing = Question("missing", Text("What was missing?", "Que manquait-il ?"), False)
    assert week.questions == (clear, missing)
    assert [step.key for step in journey.by_day()] == [
        *("get-ready", "meet-buddy", "first-week", "first-insight")
    ]


def test_plain_texts_are_in_the_language_of_the_file() -> None:
    step = "steps:\n  - {key: a, day: 0, kind: read, title: Lis, text: {en: Read}}\n"
    journey = parse(f"key: a\nlanguage: fr\nname: Parcours\n{step}").journey
    assert journey.name == Text(fr="Parcours")
    assert (journey.steps[0].title, journey.steps[0].text) == (Text(fr="Lis"), Text("Read"))
    assert parse(f"name: Walk\n{step}").journey.name == Text("Walk")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("role:", "rôel:", "4: “rôel” has no place here. Did you mean role?"),
        ("    needs: get", "    need: get", "15: “need” has no place here. Did you mean needs?"),
        ("    meets:", "    zzz:", "14: “zzz” has no place here: there are key, title, text, day"),
        ("        url:", "        uri:", "26: “uri” has no place here. Did you mean url?"),
        ("      fr: Dem", "      de: Dem", "23: “de” has no place here: there are en, fr."),
        ("    day: 6", "    key: b", "28: “key” is there twice."),
        ("kind: meet", "kind: meat", "13: “meat” can't stand here. Did you mean meet?"),
        ("kind: meet", "kind: 7", "13: “7” can't stand here: there are read, do, meet, answer"),
        ("for: buddy", "for: budy", "7: “budy” can't stand here. Did you mean buddy?"),
        ("day: 6", "day: soon", "28: “soon” is no day: write a number, 0 for the first"),
        ("day: 6", "day: 2.5", "28: “2.5” is no day"),
        ("day: 6", "day: [6]", "28: Here should be a text or a figure: put quotes around it."),
        ("    day: 6\n", "", "27: Say on which day: `day: 0` is the first one, and 5 a week"),
        ("day: 6", "day:", "27: Say on which day"),
        ("    kind: answer\n", "", "33: Say what is to be done, after `kind`: read, do, meet"),
        ("needs: [meet", "needs: {a: b}\n    x: [", "30: Here should be a text or a figure"),
        ("scale: yes", "scale: 5", "38: Here should be yes, for a scale from 1 to 5, or no."),
        ("key: product-manager", "language: de", "1: “de” can't stand here: there are en, fr."),
    ],
)
def test_a_line_that_cant_be_read_is_named(before: str, after: str, words: str) -> None:
    assert before in FILE
    assert any(each.startswith(words) for each in wrong(FILE.replace(before, after, 1)))


def test_everything_that_cant_be_read_is_named_at_once() -> None:
    text = FILE.replace("role:", "rool:").replace("kind: meet", "kind: meat")
    assert [each.partition(":")[0] for each in wrong(text)] == ["4", "13"]


@pytest.mark.parametrize("steps", ["steps: soon", "steps: {a: b}"])
def test_steps_are_a_list(steps: str) -> None:
    words = "Here should be a list: each thing in it begins with a dash."
    assert wrong(f"key: a\n{steps}\n") == [f"2: {words}"]
    names = "Here should be names, each with a colon and what belongs to it."
    assert wrong("steps:\n  - soon\n")[0] == f"2: {names}"
    assert wrong("- soon\n") == [f"1: {names}"]


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- a", "a: @b", "a: *b", "\x00", "[" * 5000])
def test_what_is_no_yaml_is_said_with_its_line(text: str) -> None:
    assert "This can't be read as YAML" in wrong(text)[0]


def test_nothing_and_what_is_no_text_are_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="empty"):
        parse("# Nothing yet\n")
    with pytest.raises(Refusal, match="can't be read"):
        read(tmp_path / "none.yaml")
    (tmp_path / "old.yaml").write_bytes("key: a\nname: Équipe\n".encode("cp1252"))
    with pytest.raises(Misread) as misread:
        read(tmp_path / "old.yaml")
    assert [line for line, _ in misread.value.wrong] == [2]
    (tmp_path / "marked.yaml").write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    assert read(tmp_path / "marked.yaml") == parse(FILE)


def test_what_is_found_stands_on_the_line_of_its_field() -> None:
    later = FILE.replace("needs: get-ready", "needs: first-insight")
    words = "These wait for each other for ever: meet-buddy → first-insight → meet-buddy."
    assert [line for line, said in found(later) if said.startswith(words)] == [15]
    assert found(FILE.replace("key: first-week", "key: get-ready"))[-1][0] == 33
    assert found(FILE.replace("      fr: Demande tout.\n", ""))[0] == (
        17,
        "Not in French: text. Who reads French gets the English.",
    )
    assert found(FILE.replace("https:", "http:"))[0][0] == 25
    assert found(FILE.partition("\n")[2])[0] == (
        1,
        "Give it a `key`: a short name such as first-insight.",
    )


def test_a_file_that_repeats_itself_without_end_is_read_in_no_time() -> None:
    step = "{key: a, day: 0, kind: read, links: [" + "{url: a}," * 9 + "]}"
    many = ", ".join(["*s"] * 50_000)
    written = parse(f"key: a\nname: a\nsteps: [&s {step}, {many}]\n")
    assert len(written.journey.steps) == 61
    assert len(written.journey.steps[0].links) == 6


@given(st.text(alphabet=list("a:-[]{}&*!|>'\"#%@ \n\tékeystepsday0"), max_size=80))
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(text: str) -> None:
    try:
        written = parse(text)
    except (Misread, Refusal):
        return
    for one in check(written.journey):
        assert written.line(one) >= 1
