"""Two texts are alike where they say the same in other words, in English, in French or in both."""

import pytest

from tests.insights.pairs import LANGUAGES, held_out, outcome, pairs, shares, tuned_on
from workflows.insights.comparing import ALIKE, compare
from workflows.insights.terms import NAME, openings, terms

# What was measured (docs/insights.md), less five hundredths: (precision, recall).
FLOORS = {"en": (0.81, 0.22), "fr": (0.85, 0.34), "mixed": (0.95, 0.87), "": (0.88, 0.41)}


@pytest.mark.parametrize("language", [*LANGUAGES, ""])
def test_likely_duplicates_are_found_with_the_precision_and_recall_that_the_docs_tell(
    language: str,
) -> None:
    found = [pair for pair in held_out() if language in ("", pair.language)]
    precision, recall = FLOORS[language]
    measured = outcome(found, shares(pairs()))
    assert measured.precision >= precision
    assert measured.recall >= recall


def test_there_are_pairs_of_each_kind_in_each_language_and_none_twice() -> None:
    every = pairs()
    assert len(every) >= 240
    assert len({frozenset((pair.one, pair.other)) for pair in every}) == len(every)
    for half in (tuned_on(), held_out()):
        kinds = {(pair.language, pair.kind) for pair in half}
        assert kinds == {(each, kind) for each in LANGUAGES for kind in ("same", "near", "far")}


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "Acme cannot export all invoices in one file",
            "Impossible de télécharger les factures en un seul fichier",
            {"export/télécharger", "invoices/factures", "one file/un seul fichier"},
        ),
        ("L’export perd les accents", "Accents perdus à l’export", {"export", "accents"}),
        (
            "Credit notes are not exported",
            "No credit note in the EXPORT",
            {"credit notes", "exported"},
        ),
    ],
)
def test_the_words_that_both_say_are_told_as_they_are_written(
    one: str, other: str, words: set[str]
) -> None:
    like = compare(one, other)
    assert like.score >= ALIKE
    assert set(like.words) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("Acme", "Acme"),
        ("https://acme.com/invoices/export", "https://acme.com/invoices/export"),
        ("Acme wants a portal in Spanish", "Acme wants two signatures"),
        ("the customers need it", "the customers need it"),
        ("123 456", "123 456"),
    ],
)
def test_names_numbers_addresses_and_what_everybody_says_make_nothing_alike(
    one: str, other: str
) -> None:
    assert compare(one, other).score < ALIKE


def test_a_name_that_is_known_hardly_counts_wherever_it_stands() -> None:
    text = "Globex compared offers. Initech, too: “Hooli” was cheaper. Exports are missing"
    assert openings(text) == ("globex", "initech", "hooli", "exports")
    assert terms(text)["globex"].weight == 1
    assert terms(text, {"globex"})["globex"].weight == NAME
