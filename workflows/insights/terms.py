"""What an insight is about: its words as terms that are equal where people mean the same thing."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from bot.folding import folded
from workflows.insights.stopwords import asking, english, french, silent

# Nobody's need takes longer to say; a whole conversation would be like everything.
LONGEST = 3_000
LANGUAGES = ("english", "french")
# What a word counts that is a name, or that says where a need is rather than what it is.
NAME, PLACE, WHOLE = 0.1, 0.6, 1.0

_CONCEPTS = Path(__file__).with_name("concepts.txt")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://\S*")
_SENTENCE = re.compile(r"[.!?:;\n«“\"(]\s*$")
_LONGEST_PHRASE = 4
_REMEMBERED = 50_000


@dataclass(frozen=True)
class Term:
    """What a word stands for.

    Attributes:
        name: equal for the words that mean the same.
        written: the word, or the words, as they are written.
        weight: what it counts, up to 1, were it rare.
    """

    name: str
    written: str
    weight: float


@dataclass(frozen=True)
class _Word:
    """A word of a text: folded, as it is written, and whether a sentence begins with it."""

    folded: str
    written: str
    begins: bool


def terms(text: str, names: Collection[str] = ()) -> Mapping[str, Term]:
    """The terms of a text by their names, in the order they first come.

    Args:
        names: words, folded, that are known to be somebody's name.
    """
    words = tuple(_words(_ADDRESS.sub(" ", text[:LONGEST])))
    language = _language([word.folded for word in words])
    found: dict[str, Term] = {}
    place = 0
    while place < len(words):
        length = _together(words, place)
        term = _phrase(words[place : place + length]) if length > 1 else None
        term = term or _single(words, place, language)
        if term and words[place].folded in names:
            term = replace(term, weight=NAME)
        if term:
            found.setdefault(term.name, term)
        place += length
    return found


def openings(text: str) -> tuple[str, ...]:
    """The words with a capital that sentences begin with, folded: each may be a name or not."""
    found = (word for word in _words(text[:LONGEST]) if word.begins and word.written[0].isupper())
    return tuple(dict.fromkeys(word.folded for word in found if word.folded not in silent()))


@lru_cache(_REMEMBERED)
def spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """How the full-text index spells a term: any of these, each of which must be there whole."""
    if name[0] not in "=~":
        return ((name,),)
    found = dict.fromkeys(
        tuple(stem(part) for part in words.split("_") if part not in silent())
        for words in _wordings()[name]
        for stem in _stemmers().values()
    )
    return tuple(each for each in found if each)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 3) : match.start()]
        begins = match.start() == 0 or bool(_SENTENCE.search(before))
        yield _Word(folded(match[0]), match[0], begins)


def _language(words: list[str]) -> str:
    in_french = sum(word in french() for word in words)
    return "french" if in_french > sum(word in english() for word in words) else "english"


def _together(words: tuple[_Word, ...], place: int) -> int:
    """How many words from a place on stand for one thing together, 1 where they do not."""
    phrases = _phrases().get(words[place].folded, ())
    if phrases:
        for length in range(min(_LONGEST_PHRASE, len(words) - place), 1, -1):
            if "_".join(word.folded for word in words[place : place + length]) in phrases:
                return length
    return 1


def _phrase(words: tuple[_Word, ...]) -> Term:
    name = _things()["_".join(word.folded for word in words)]
    return Term(name, " ".join(word.written for word in words), _weight(name))


def _single(words: tuple[_Word, ...], place: int, language: str) -> Term | None:
    word = words[place]
    if word.folded in silent() or len(word.folded) < 2 or word.folded.isdigit():
        return None
    name = _named(word.folded, language)
    if name[0] not in "=~" and _is_name(words, place):
        return Term(name, word.written, NAME)
    return Term(name, word.written, _weight(name))


def _is_name(words: tuple[_Word, ...], place: int) -> bool:
    """Whether a word that nothing is known of is somebody's name: who asks is not what they ask."""
    written, after = words[place].written, words[place + 1 : place + 2]
    if not written[0].isupper() or (written.isupper() and len(written) > 1):
        return False
    return not words[place].begins or any(next_.folded in asking() for next_ in after)


def _weight(name: str) -> float:
    return PLACE if name[0] == "~" else WHOLE


@lru_cache(_REMEMBERED)
def _named(word: str, language: str) -> str:
    stemmed = _stemmers()[language]
    stem = stemmed(word)
    thing = _things().get(word)
    if thing is None:
        # Only words that begin alike, for stemming all of them takes a tenth of a second.
        alike = (other for other in _beginning().get(word[:3], ()) if stemmed(other) == stem)
        thing = next((_things()[other] for other in alike), None)
    return thing or stem


@cache
def _stemmers() -> dict[str, Callable[[str], str]]:
    # PostgreSQL's dictionaries have the same stems, so that terms are found by its index.
    return {language: snowballstemmer.stemmer(language).stemWord for language in LANGUAGES}


@cache
def _wordings() -> dict[str, tuple[str, ...]]:
    """The words of each thing, by its name."""
    found = {}
    for line in _CONCEPTS.read_text(encoding="utf-8").splitlines():
        mark, words = ("~", line[2:].split()) if line.startswith("* ") else ("=", line.split())
        if not line.startswith("#"):
            found[mark + words[0]] = tuple(words)
    return found


@cache
def _things() -> dict[str, str]:
    """The thing that a word, or words together, stand for, by the word itself."""
    found: dict[str, str] = {}
    for name, words in _wordings().items():
        for word in words:
            found.setdefault(word, name)
    return found


@cache
def _beginning() -> dict[str, tuple[str, ...]]:
    """The single words of all things by their first three letters."""
    found: dict[str, list[str]] = {}
    for word in _things():
        if "_" not in word:
            found.setdefault(word[:3], []).append(word)
    return {letters: tuple(words) for letters, words in found.items()}


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """The words that stand for one thing together, by the first of them."""
    found: dict[str, set[str]] = {}
    for words in _things():
        if "_" in words:
            found.setdefault(words.partition("_")[0], set()).add(words)
    return {first: frozenset(words) for first, words in found.items()}
