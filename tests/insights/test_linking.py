"""Insights that say the same are found, linked to each other, told apart, and unlinked."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.errors import Refusal
from bot.facts import REACTIONS, Fact
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.conftest import join, person
from workflows.insights.capture import capture, keep
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.leisure import at_leisure
from workflows.insights.likeness import similar, similar_to, similar_to_words
from workflows.insights.linking import confuse, distinguish, link, linked, unlink
from workflows.insights.tables import InsightRow
from workflows.insights.undo import put_back, undo
from workflows.insights.vocabulary import FEWEST, read, vocabulary

HERE, DIRECT = Origin("C1"), Origin(private=True)
TEXTS = (
    "Acme cannot export all invoices in one file",
    "Boréal : impossible de télécharger les factures en un seul fichier",
    "Reminders go out on weekends",
    "Globex wants every invoice of the month exported in one single file",
)


class Shelf:
    """Insights of one workspace, kept a minute after another."""

    def __init__(self, session: Session, workspace: Workspace, now: datetime) -> None:
        self.session, self.workspace, self.now = session, workspace, now

    def keep(self, who: Person, words: str, origin: Origin = HERE) -> Insight:
        """Someone keeps an insight."""
        self.now += timedelta(minutes=1)
        return capture(self.session, self.workspace, who, words, origin, self.now)

    def like(self, who: Person, insight: Insight) -> list[int]:
        """The numbers of what is like an insight."""
        found = similar(self.session, self.workspace, who, insight.id)
        return [alike.insight.number for alike in found]

    def link(self, who: Person, one: Insight, other: Insight) -> None:
        """Someone links two."""
        link(self.session, self.workspace, who, one.id, other.id, self.now)

    def unlink(self, who: Person, one: Insight) -> bool:
        """Someone takes one out."""
        return unlink(self.session, self.workspace, who, one.id, self.now)[1]

    def linked(self, who: Person, insight: Insight) -> list[int]:
        """The numbers of what someone sees linked to an insight."""
        return [each.number for each in linked(self.session, self.workspace, who, insight.id)]


@pytest.fixture
def shelf(session: Session, workspace: Workspace, now: datetime) -> Shelf:
    """An empty one."""
    # What PostgreSQL has seen of other tests' rows outlives them.
    session.execute(
        text(
            "SELECT pg_clear_attribute_stats(schemaname, tablename, attname, inherited)"
            " FROM pg_stats WHERE tablename = 'insights'"
        )
    )
    return Shelf(session, workspace, now)


def test_what_says_the_same_is_found_in_both_languages_with_the_words_that_show_it(
    shelf: Shelf, lea: Person, marc: Person
) -> None:
    one, french, other, long = (shelf.keep(lea, words) for words in TEXTS)
    assert set(shelf.like(marc, one)) == {2, 4}
    assert shelf.like(marc, other) == []
    found = similar(shelf.session, shelf.workspace, marc, french.id)
    assert {alike.insight.number for alike in found} == {1, 4}
    (first,) = (alike.words for alike in found if alike.insight.number == 1)
    assert set(first) == {"télécharger/export", "factures/invoices", "un seul fichier/one file"}
    asked = similar_to_words(
        shelf.session, shelf.workspace, marc, "One file of all invoices, please export"
    )
    assert {alike.insight.number for alike in asked} == {1, 2, 4}
    assert (
        similar_to_words(shelf.session, shelf.workspace, marc, "'); DROP & | ! \\ invoices") == ()
    )
    undo(shelf.session, shelf.workspace, lea, long.id, shelf.now)
    assert shelf.like(marc, one) == [2]
    put_back(shelf.session, shelf.workspace, lea, long.id, shelf.now)
    shelf.link(marc, french, long)
    assert len(shelf.like(marc, one)) == 1


def test_what_someone_may_not_see_is_neither_found_nor_linked_nor_told(
    store: Store, shelf: Shelf, lea: Person, marc: Person
) -> None:
    secret = shelf.keep(lea, TEXTS[0], DIRECT)
    seen, again = shelf.keep(marc, TEXTS[1]), shelf.keep(marc, TEXTS[3])
    assert shelf.like(marc, seen) == [3]
    assert set(shelf.like(lea, seen)) == {1, 3}
    for act in (link, distinguish):
        with pytest.raises(Refusal, match="not there any more"):
            act(shelf.session, shelf.workspace, marc, seen.id, secret.id, shelf.now)
    shelf.link(lea, secret, seen)
    shelf.link(marc, seen, again)
    assert shelf.linked(lea, again) == [1, 2]
    assert shelf.linked(marc, again) == [2]
    other = join(store, "T0OTHER", "Other")
    theirs = person(store, other, "U0MARC", Profile("Marc", "UTC", True, "en"))
    assert linked(shelf.session, other, theirs, again.id) == ()


def test_linked_insights_name_the_oldest_and_each_can_be_taken_out(
    shelf: Shelf, lea: Person, marc: Person
) -> None:
    facts: list[tuple[str, int]] = []

    def hear(session: Session, workspace: Workspace, fact: Fact) -> None:
        facts.append((fact.kind, fact.subject))

    shelf.session.info[REACTIONS] = {"insight.linked": (hear,), "insight.unlinked": (hear,)}
    a, b, c, d = (shelf.keep(lea, f"{number} exports") for number in "abcd")
    shelf.link(marc, b, a)
    shelf.link(marc, a, b)
    shelf.link(lea, d, c)
    shelf.link(lea, c, b)
    assert [shelf.linked(lea, each) for each in (a, d)] == [[2, 3, 4], [1, 2, 3]]
    roots = dict(shelf.session.execute(select(InsightRow.number, InsightRow.same_as_id)).all())
    assert roots == {1: None, 2: a.id, 3: a.id, 4: a.id}
    assert [shelf.unlink(marc, a), shelf.unlink(marc, a)] == [True, False]
    assert [shelf.linked(lea, each) for each in (a, d)] == [[], [2, 3]]
    assert [shelf.unlink(marc, each) for each in (d, c, b)] == [True, True, False]
    assert not any(shelf.session.scalars(select(InsightRow.same_as_id)))
    assert facts == [
        *(("insight.linked", each.id) for each in (b, d, c)),
        *(("insight.unlinked", each.id) for each in (a, d, c)),
    ]
    with pytest.raises(Refusal, match="one insight, not two"):
        shelf.link(lea, a, a)


def test_what_is_not_the_same_is_not_found_again_until_someone_takes_that_back(
    shelf: Shelf, lea: Person, marc: Person
) -> None:
    one, other = shelf.keep(lea, TEXTS[0]), shelf.keep(lea, TEXTS[3])
    given = (shelf.session, shelf.workspace, marc)
    for _ in range(2):
        distinguish(*given, other.id, one.id, shelf.now)
    assert shelf.like(lea, one) == shelf.like(marc, other) == []
    confuse(*given, one.id, other.id)
    assert shelf.like(lea, one) == [2]
    distinguish(*given, one.id, other.id, shelf.now)
    shelf.link(marc, one, other)
    assert shelf.like(lea, one) == []
    with pytest.raises(Refusal, match="unlink it first"):
        distinguish(*given, one.id, other.id, shelf.now)
    shelf.unlink(marc, other)
    assert shelf.like(lea, one) == [2]


def test_words_count_by_how_rare_they_are_and_a_rush_is_answered_without_a_look(
    shelf: Shelf, lea: Person
) -> None:
    given = (shelf.session, shelf.workspace)
    assert not vocabulary(*given).listed
    one, *_ = (shelf.keep(lea, f"{words}, from the portal") for words in (*TEXTS, *TEXTS))
    shelf.session.execute(text("ANALYZE insights"))
    # What a few have in common says nothing of how people write.
    assert not read(shelf.session, shelf.workspace).listed
    copied = {each.name for each in InsightRow.__table__.c} - {"id", "number", "early", "late"}
    columns = ", ".join(sorted(copied))
    many = (
        f"INSERT INTO insights (number, {columns}) SELECT 100 + row_number() OVER (), {columns}"
        f" FROM insights, generate_series(1, {FEWEST // 8 + 10})"
    )
    shelf.session.execute(text(many))
    shelf.session.execute(text("ANALYZE insights"))
    counted = read(shelf.session, shelf.workspace)
    assert counted.share("~invoice") == counted.share("~export") == 0.75
    assert counted.share("=weekend") == 0.25
    assert counted.share("=portal") == 1
    assert counted.share("unheard") == counted.least == 0.25
    assert at_leisure(*given)
    looks = [at_leisure(*given) for _ in range(30)]
    assert 19 <= looks.count(True) <= 25
    assert not all(looks)
    assert shelf.like(lea, one)
    assert similar_to(*given, lea, replace(one, number=5_000)) == ()


def test_who_asks_makes_nothing_alike_where_they_are_known_as_a_customer(
    shelf: Shelf, lea: Person
) -> None:
    one = shelf.keep(lea, "Hooli compared approvals of three offers")
    other = shelf.keep(lea, "Hooli compared approvals last year")
    assert shelf.like(lea, other) == [1]
    fields = Fields("Hooli compares the renewal and likes approvals", customer="Hooli")
    third = keep(shelf.session, shelf.workspace, lea, fields, HERE, shelf.now)
    before, after = (
        similar(shelf.session, shelf.workspace, lea, each.id) for each in (other, third)
    )
    assert {word for each in (*before, *after) for word in each.words} == {
        *("compared", "compares", "approvals")
    }
    assert one.number == 1


def test_two_people_who_link_at_once_make_one_group(
    store: Store, workspace: Workspace, lea: Person, marc: Person, now: datetime
) -> None:
    with store.begin() as session:
        shelf = Shelf(session, workspace, now)
        kept = [shelf.keep(lea, f"{number} exports") for number in range(6)]
    start = threading.Barrier(6)

    def act(who: Person, one: int, other: int) -> None:
        start.wait()
        with store.begin() as session:
            link(session, workspace, who, kept[one].id, kept[other].id, now)

    ways = [(lea, 0, 5), (marc, 5, 0), (lea, 4, 5), (marc, 3, 4), (lea, 1, 2), (marc, 2, 3)]
    threads = [threading.Thread(target=act, args=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin() as session:
        roots = session.scalars(text("SELECT DISTINCT same_as_id FROM insights")).all()
        assert set(roots) == {None, kept[0].id}
