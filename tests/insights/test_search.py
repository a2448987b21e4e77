"""Insights are found by their words in English and French, page by page."""

from datetime import datetime, timedelta

import pytest

from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights.capture import capture, keep
from workflows.insights.filters import parse
from workflows.insights.form import LONGEST, Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.search import PER_PAGE, Page, mine, search
from workflows.insights.undo import undo

HERE = Origin("C1")


class Shelf:
    """What one person keeps and finds in one workspace."""

    def __init__(
        self, session: Session, workspace: Workspace, person: Person, now: datetime
    ) -> None:
        self.session = session
        self.workspace = workspace
        self.person = person
        self.now = now

    def keeps(self, typed: str) -> Insight:
        """One more insight, a minute after the one before."""
        self.now += timedelta(minutes=1)
        return capture(self.session, self.workspace, self.person, typed, HERE, self.now)

    def finds(self, words: str, number: int = 1) -> list[str]:
        """What a search finds."""
        asked = parse(words, self.now)
        page = search(self.session, self.workspace, self.person, asked, number)
        assert isinstance(page, Page)
        return [insight.words for insight in page.insights]


@pytest.fixture
def shelf(session: Session, workspace: Workspace, lea: Person, now: datetime) -> Shelf:
    """Léa's."""
    return Shelf(session, workspace, lea, now)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Acme cannot export invoices", "invoice exporting"),
        ("Les clients exportent leurs données", "client exporter donnée"),
        ("Été : la clientèle préfère l'œuf", "ete oeuf PREFERER"),
        ("Ses factures à Noël", "noel facture"),
        ("e\u0301te\u0301", "été"),
        ("Straße", "strasse"),
        ("slow #mobile_app", "mobile_app"),
        ("slow #Données-Perso", "#données-perso"),
        ("a quoted phrase here", '"quoted phrase"'),
        ("only this", "this or that"),
        ("Клиенты ждут", "клиенты"),
    ],
)
def test_endings_accents_and_case_make_no_difference(shelf: Shelf, kept: str, asked: str) -> None:
    shelf.keeps(kept)
    assert shelf.finds(asked) == [kept]


@pytest.mark.parametrize(
    "asked", ['"phrase quoted"', "quoted -phrase", "absent", "🎉", "'", "&|!:*()"]
)
def test_other_words_are_not_found(shelf: Shelf, asked: str) -> None:
    shelf.keeps("a quoted phrase here")
    assert shelf.finds(asked) == []


def test_customers_and_sources_are_searched_too(shelf: Shelf) -> None:
    fields = Fields("It is slow", said_by="Zoë", customer="Société Générale", tags=("speed",))
    keep(shelf.session, shelf.workspace, shelf.person, fields, HERE, shelf.now)
    for asked in ("zoe", "societe generale", "speed"):
        assert shelf.finds(asked) == ["It is slow"]


def test_the_best_comes_first_and_then_the_newest(shelf: Shelf) -> None:
    for kept in ("export, old", "export, new", "export export export"):
        shelf.keeps(kept)
    assert shelf.finds("export") == ["export export export", "export, new", "export, old"]


def test_ones_own_are_listed_newest_first_ten_a_page(shelf: Shelf, marc: Person) -> None:
    capture(shelf.session, shelf.workspace, marc, "not hers", HERE, shelf.now)
    kept = [shelf.keeps(f"number {each}") for each in range(2 * PER_PAGE + 1)]
    undo(shelf.session, shelf.workspace, shelf.person, kept[-1].id, shelf.now)
    first = mine(shelf.session, shelf.workspace, shelf.person)
    second = mine(shelf.session, shelf.workspace, shelf.person, 2)
    third = mine(shelf.session, shelf.workspace, shelf.person, 3)
    assert [*first.insights, *second.insights] == kept[-2::-1]
    assert (first.more, second.more) == (True, False)
    assert (third.number, third.insights, third.more) == (3, (), False)


def test_a_search_has_pages_too(shelf: Shelf) -> None:
    for each in range(PER_PAGE + 1):
        shelf.keeps(f"export {each}")
    assert len(shelf.finds("export")) == PER_PAGE
    assert shelf.finds("export", 2) == ["export 0"]


@pytest.mark.parametrize(
    "letters",
    ["a", "🎉", "ﷺ", "㌀ ", "é", "ab-", "a.", "x/y ", "Ǆ", "\u0301"],
)
def test_forty_thousand_of_any_letters_are_kept(shelf: Shelf, letters: str) -> None:
    words = ("Acme " + letters * LONGEST)[:LONGEST].strip()
    assert shelf.keeps(words).words == words
    assert shelf.finds("acme") == [words]


def test_forty_thousand_characters_of_different_words_are_kept(shelf: Shelf) -> None:
    words = " ".join(chr(0x3300 + each % 88) * 3 + str(each) for each in range(4_500))
    words += " " + " ".join(f"https://a{each}.com/b-{each}" for each in range(800))
    assert shelf.keeps(words[:LONGEST]).number == 1
