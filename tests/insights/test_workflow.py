"""Insights are kept once, undone, completed, widened, and found by those who may see them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import Refusal
from bot.facts import REACTIONS, Fact
from bot.store import channels
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.conftest import join, person
from workflows.insights import details
from workflows.insights.capture import capture, keep
from workflows.insights.filters import parse
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.narrow import narrow
from workflows.insights.search import Page, mine, search
from workflows.insights.tables import InsightRow
from workflows.insights.undo import GRACE, put_back, undo
from workflows.insights.widen import widen

HERE = Origin("C1")
PRIVATE = Origin("C9", private=True)
DIRECT = Origin(private=True)
SECOND = timedelta(seconds=1)


class Desk:
    """One workspace at one moment, so that a test reads as what someone does."""

    def __init__(self, session: Session, workspace: Workspace, now: datetime) -> None:
        self.session = session
        self.workspace = workspace
        self.now = now

    def keeps(self, who: Person, typed: str, origin: Origin = HERE) -> Insight:
        """Someone keeps an insight."""
        return capture(self.session, self.workspace, who, typed, origin, self.now)

    def changes(self, who: Person, seen: Insight, fields: Fields) -> Insight | details.Outdated:
        """Someone changes what an insight says, as they saw it."""
        wanted = details.Change(seen.id, fields, seen.changed_at)
        return details.change(self.session, self.workspace, who, wanted, self.now)

    def finds(self, who: Person, words: str) -> list[str]:
        """What a search finds for someone."""
        found = search(self.session, self.workspace, who, parse(words, self.now))
        assert isinstance(found, Page)
        return words_of(found)

    def later(self, by: timedelta) -> "Desk":
        """The same workspace, later."""
        return Desk(self.session, self.workspace, self.now + by)


@pytest.fixture
def desk(session: Session, workspace: Workspace, now: datetime) -> Desk:
    """The workspace, now."""
    return Desk(session, workspace, now)


def words_of(page: Page) -> list[str]:
    """What the insights of a page say."""
    return [insight.words for insight in page.insights]


def test_an_insight_is_kept_with_its_number_its_tags_and_its_place(desk: Desk, lea: Person) -> None:
    first = desk.keeps(lea, "Acme cannot export invoices #billing")
    second = desk.keeps(lea, "Globex neither")
    assert (first.reference, second.reference) == ("INS-1", "INS-2")
    found = details.find(desk.session, desk.workspace, lea, first.id)
    assert found == first
    assert found.tags == ("billing",)
    assert (found.channel, found.private, found.kept_at) == ("C1", False, desk.now)


def test_numbers_are_each_workspaces_own(store: Store, desk: Desk, lea: Person) -> None:
    desk.keeps(lea, "one")
    other = join(store, "T0OTHER", "Other")
    theirs = person(store, other, "U0LEA", Profile("Léa", "UTC", True, "fr"))
    assert Desk(desk.session, other, desk.now).keeps(theirs, "one").number == 1
    assert Desk(desk.session, other, desk.now).finds(theirs, "one") == ["one"]


def test_a_double_enter_is_one_insight_and_takes_no_number(desk: Desk, lea: Person) -> None:
    first = desk.keeps(lea, "Acme cannot export")
    for after in (0, 2, 4.999):
        assert desk.later(after * SECOND).keeps(lea, "Acme cannot export") == first
    assert desk.keeps(lea, "next").number == first.number + 1


@pytest.mark.parametrize("start", range(10))
def test_five_seconds_are_five_seconds_wherever_they_start(
    desk: Desk, lea: Person, start: int
) -> None:
    desk = desk.later(start * SECOND)
    first = desk.keeps(lea, "Acme cannot export")
    assert desk.later(4.9 * SECOND).keeps(lea, "Acme cannot export") == first
    second = desk.later(5 * SECOND).keeps(lea, "Acme cannot export")
    assert second.number > first.number
    assert desk.later(7 * SECOND).keeps(lea, "Acme cannot export") == second
    assert desk.later(11 * SECOND).keeps(lea, "Acme cannot export").number > second.number


def test_equal_words_of_two_people_are_two_insights(desk: Desk, lea: Person, marc: Person) -> None:
    assert desk.keeps(lea, "the same").number == 1
    assert desk.keeps(marc, "the same").number == 2


def test_equal_words_with_other_details_are_two_insights(desk: Desk, lea: Person) -> None:
    desk.keeps(lea, "the same")
    fields = Fields("the same", customer="Acme")
    assert keep(desk.session, desk.workspace, lea, fields, HERE, desk.now).number == 2


def test_what_is_kept_is_a_fact(desk: Desk, lea: Person) -> None:
    facts: list[Fact] = []
    kinds = ("kept", "undone", "restored", "changed", "widened", "narrowed")
    desk.session.info[REACTIONS] = {
        f"insight.{kind}": (lambda session, workspace, fact: facts.append(fact),) for kind in kinds
    }
    kept = desk.keeps(lea, "Acme", DIRECT)
    desk.keeps(lea, "Acme", DIRECT)
    for act in (undo, undo, put_back, put_back, widen, widen, narrow, narrow, widen):
        act(desk.session, desk.workspace, lea, kept.id, desk.now)
    desk.changes(lea, kept, Fields("Globex"))
    assert [fact.kind.partition(".")[2] for fact in facts] == [
        *("kept", "undone", "restored", "widened", "narrowed", "widened", "changed")
    ]
    assert {fact.subject for fact in facts} == {kept.id}


def test_an_insight_is_undone_within_ten_minutes_and_put_back(desk: Desk, lea: Person) -> None:
    kept = desk.keeps(lea, "Acme cannot export")
    at_last = desk.later(GRACE)
    undone = undo(desk.session, desk.workspace, lea, kept.id, at_last.now)
    assert undone.undone_at == at_last.now
    assert undo(desk.session, desk.workspace, lea, kept.id, at_last.now + SECOND) == undone
    assert mine(desk.session, desk.workspace, lea).insights == ()
    assert desk.finds(lea, "Acme") == []
    assert put_back(desk.session, desk.workspace, lea, kept.id, at_last.now) == kept
    assert desk.finds(lea, "Acme") == ["Acme cannot export"]


def test_an_insight_stays_after_ten_minutes(desk: Desk, lea: Person) -> None:
    kept = desk.keeps(lea, "Acme cannot export")
    later = desk.later(GRACE + SECOND).now
    assert undo(desk.session, desk.workspace, lea, kept.id, later) == kept


def test_words_undone_can_be_kept_again_and_the_first_put_back(desk: Desk, lea: Person) -> None:
    first = desk.keeps(lea, "Acme")
    undo(desk.session, desk.workspace, lea, first.id, desk.now)
    assert desk.keeps(lea, "Acme").number == 2
    assert put_back(desk.session, desk.workspace, lea, first.id, desk.now) == first


@pytest.mark.parametrize("act", [undo, put_back, widen, narrow])
def test_only_its_author_changes_an_insight(
    desk: Desk, lea: Person, marc: Person, act: type[object]
) -> None:
    kept = desk.keeps(lea, "Acme")
    with pytest.raises(Refusal, match="Only the person"):
        act(desk.session, desk.workspace, marc, kept.id, desk.now)  # type: ignore[call-arg]
    with pytest.raises(Refusal, match="Only the person"):
        desk.changes(marc, kept, Fields("mine"))
    assert desk.session.scalars(select(InsightRow.words)).all() == ["Acme"]


def test_someone_deactivated_keeps_nothing(store: Store, desk: Desk) -> None:
    gone = person(store, desk.workspace, "U0GONE", Profile("Zoé", "UTC", False, "fr"))
    with pytest.raises(Refusal, match="deactivated"):
        desk.keeps(gone, "Acme")


def test_an_undone_insight_is_put_back_before_it_is_changed(desk: Desk, lea: Person) -> None:
    kept = desk.keeps(lea, "Acme")
    undo(desk.session, desk.workspace, lea, kept.id, desk.now)
    with pytest.raises(Refusal, match="Put it back first"):
        desk.changes(lea, kept, Fields("Globex"))
    with pytest.raises(Refusal, match="not there any more"):
        details.find(desk.session, desk.workspace, lea, kept.id)


def test_a_changed_insight_is_found_by_its_new_words_only(desk: Desk, lea: Person) -> None:
    kept = desk.keeps(lea, "Acme cannot export")
    fields = Fields("Globex waits", "Zoé", "market", "Globex", ("slow",), "https://globex.com")
    changed = desk.changes(lea, kept, fields)
    assert isinstance(changed, Insight)
    assert (changed.words, changed.kind, changed.tags) == ("Globex waits", "market", ("slow",))
    assert changed.reference == kept.reference
    for word in ("waiting", "zoe", "slow", "globex"):
        assert desk.finds(lea, word) == ["Globex waits"]
    assert desk.finds(lea, "export") == []


def test_what_was_changed_since_it_was_looked_at_is_not_written_over(
    desk: Desk, lea: Person
) -> None:
    seen = desk.keeps(lea, "Acme")
    first = desk.changes(lea, seen, Fields("Globex"))
    assert isinstance(first, Insight)
    later = desk.later(SECOND)
    assert later.changes(lea, seen, Fields("Initech")) == details.Outdated(first)
    assert later.finds(lea, "Globex") == ["Globex"]
    assert isinstance(later.changes(lea, first, Fields("Initech")), Insight)
    assert later.finds(lea, "Initech") == ["Initech"]


def test_what_is_kept_in_private_is_its_authors_until_they_widen_it(
    store: Store, desk: Desk, lea: Person, marc: Person
) -> None:
    ops = person(store, desk.workspace, "U0OPS", Profile("Ops", "UTC", True, "en"))
    ops = Person(**{**vars(ops), "product_ops": True})
    kept = desk.keeps(lea, "secret price", PRIVATE)
    assert desk.finds(lea, "price") == ["secret price"]
    for other in (marc, ops):
        assert desk.finds(other, "price") == []
        with pytest.raises(Refusal, match="not there any more"):
            details.find(desk.session, desk.workspace, other, kept.id)
    assert not widen(desk.session, desk.workspace, lea, kept.id, desk.now).private
    assert desk.finds(ops, "price") == ["secret price"]


def test_what_was_shown_to_everyone_is_made_private_again_within_ten_minutes(
    desk: Desk, lea: Person, marc: Person
) -> None:
    kept = desk.later(-timedelta(days=9)).keeps(lea, "secret price", DIRECT)
    for each in (0, 1):
        shown = desk.later(each * SECOND)
        widen(desk.session, desk.workspace, lea, kept.id, shown.now)
        assert desk.finds(marc, "price") == ["secret price"]
        at_last = shown.later(GRACE).now
        assert narrow(desk.session, desk.workspace, lea, kept.id, at_last) == kept
        assert desk.finds(marc, "price") == []
    widen(desk.session, desk.workspace, lea, kept.id, desk.now)
    too_late = desk.later(GRACE + SECOND).now
    with pytest.raises(Refusal, match="stays visible"):
        narrow(desk.session, desk.workspace, lea, kept.id, too_late)
    assert desk.finds(marc, "price") == ["secret price"]


def test_what_was_never_private_is_not_made_private(desk: Desk, lea: Person) -> None:
    kept = desk.keeps(lea, "price")
    widen(desk.session, desk.workspace, lea, kept.id, desk.now)
    with pytest.raises(Refusal, match="stays visible"):
        narrow(desk.session, desk.workspace, lea, kept.id, desk.now)


def test_members_of_a_private_channel_see_what_was_kept_there(
    desk: Desk, lea: Person, marc: Person
) -> None:
    desk.keeps(lea, "secret price", PRIVATE)
    desk.keeps(lea, "secret plan", DIRECT)
    members = (lea.slack_id, marc.slack_id)
    channels.set_members(desk.session, desk.workspace, PRIVATE.channel, members)
    channels.set_members(desk.session, desk.workspace, "", members)
    assert desk.finds(marc, "secret") == ["secret price"]
    channels.remove_member(desk.session, desk.workspace, PRIVATE.channel, marc.slack_id)
    assert desk.finds(marc, "secret") == []


def test_keeping_in_a_private_channel_asks_who_is_there(desk: Desk, lea: Person) -> None:
    for origin in (HERE, DIRECT, PRIVATE):
        desk.keeps(lea, f"from {origin}", origin)
    jobs = desk.session.connection().exec_driver_sql(
        "SELECT task_name, args -> 'args' ->> 'channel' FROM procrastinate_jobs"
    )
    assert [tuple(job) for job in jobs] == [(channels.READ, "C9")]
