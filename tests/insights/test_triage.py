"""Insights go into themes, or are closed; themes move on; each measure stands apart."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.facts import REACTIONS, Fact
from bot.forms import Errors
from bot.store import people
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.person import Kind
from bot.store.workspaces import Workspace
from tests.conftest import person
from workflows.insights import evidence, themes, triage
from workflows.insights.capture import capture, keep
from workflows.insights.decision import Decided, Decision, decide
from workflows.insights.details import find
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.linking import link, unlink
from workflows.insights.sorting_tables import AreaRow
from workflows.insights.tables import CustomerRow
from workflows.insights.theme import Theme
from workflows.insights.theme_form import Move, Wanted, check
from workflows.insights.triage import Queue
from workflows.insights.undo import undo

HERE, DIRECT = Origin("C1"), Origin(private=True)
FACTS = ("themed", "closed", "reopened", "changed")


class Desk:
    """Where Léa and Marc sort the insights of one workspace."""

    def __init__(self, session: Session, workspace: Workspace, now: datetime) -> None:
        self.given = (session, workspace)
        self.session, self.workspace, self.now = session, workspace, now
        self.facts: list[tuple[str, int]] = []
        kinds = [f"insight.{what}" for what in FACTS]
        kinds += [f"theme.{what}" for what in ("made", "moved", "changed")]
        session.info[REACTIONS] = dict.fromkeys(kinds, (self._hear,))

    def _hear(self, session: Session, workspace: Workspace, fact: Fact) -> None:
        self.facts.append((fact.kind, fact.subject))

    def keep(self, who: Person, words: str, origin: Origin = HERE, customer: str = "") -> Insight:
        """Someone keeps an insight, a minute after the one before."""
        self.now += timedelta(minutes=1)
        if not customer:
            return capture(*self.given, who, words, origin, self.now)
        return keep(*self.given, who, Fields(words, customer=customer), origin, self.now)

    def theme(self, who: Person, name: str = "Exports") -> Theme:
        """Someone makes a theme."""
        return themes.make(*self.given, who, name, self.now)

    def queue(self, who: Person, *skipped: int) -> tuple[int | None, int]:
        """The number of what someone looks at next, and how many are left."""
        found = triage.next_one(*self.given, who, Queue(skipped))
        return found.insight.number if found.insight else None, found.left

    def state(self, who: Person, insight: Insight) -> str:
        """What became of an insight."""
        return find(*self.given, who, insight.id).state


@pytest.fixture
def desk(session: Session, workspace: Workspace, now: datetime) -> Desk:
    """An empty one."""
    return Desk(session, workspace, now)


def test_the_newest_nobody_looked_at_comes_first_and_nobody_reads_what_is_not_theirs(
    desk: Desk, lea: Person, marc: Person
) -> None:
    first, second = desk.keep(lea, "Exports fail"), desk.keep(lea, "Imports fail")
    secret = desk.keep(lea, "Prices fail", DIRECT)
    assert (desk.queue(marc), desk.queue(lea)) == ((2, 2), (3, 3))
    assert desk.queue(marc, second.id) == (1, 2)
    assert desk.queue(marc, second.id, first.id) == (None, 2)
    theme = desk.theme(marc)
    with pytest.raises(Refusal, match="not there any more"):
        triage.put_in_theme(*desk.given, marc, secret.id, theme.id, desk.now)
    with pytest.raises(Refusal, match="not there any more"):
        triage.put_in_theme(*desk.given, marc, first.id, theme.id + 1, desk.now)
    undo(*desk.given, lea, second.id, desk.now)
    assert desk.queue(marc) == (1, 1)
    triage.put_in_theme(*desk.given, marc, first.id, theme.id, desk.now)
    assert desk.queue(marc) == (None, 0)


def test_an_insight_goes_into_a_theme_out_of_it_and_is_closed_and_looked_at_anew(
    desk: Desk, lea: Person, marc: Person
) -> None:
    one = desk.keep(lea, "Exports fail")
    theme = desk.theme(marc)
    states = []
    for _ in range(2):
        states.append(triage.put_in_theme(*desk.given, marc, one.id, theme.id, desk.now).state)
        states.append(triage.close(*desk.given, marc, one.id, desk.now).state)
    assert states == ["listening", "closed"] * 2
    triage.close(*desk.given, lea, one.id, desk.now)
    assert triage.reopen(*desk.given, marc, one.id, desk.now).state == "new"
    triage.reopen(*desk.given, marc, one.id, desk.now)
    triage.put_in_theme(*desk.given, marc, one.id, theme.id, desk.now)
    triage.put_in_theme(*desk.given, marc, one.id, theme.id, desk.now)
    assert triage.take_out(*desk.given, marc, one.id, desk.now).state == "triaged"
    triage.take_out(*desk.given, marc, one.id, desk.now)
    told = [kind.removeprefix("insight.") for kind, _ in desk.facts if kind.startswith("insight.")]
    assert told == [*["themed", "closed"] * 2, "reopened", "themed", "themed"]


def test_an_area_is_said_without_saying_what_becomes_of_it(
    desk: Desk, lea: Person, marc: Person
) -> None:
    area = AreaRow(workspace_id=desk.workspace.id, name="Checkout", folded="checkout")
    area.made_at = desk.now
    desk.session.add(area)
    desk.session.flush()
    one = desk.keep(lea, "Exports fail")
    for _ in range(2):
        found = triage.put_in_area(*desk.given, marc, one.id, "Checkout", desk.now)
    assert (found.area, found.state, found.changed_at) == ("Checkout", "new", desk.now)
    assert desk.facts == [("insight.changed", one.id)]
    with pytest.raises(Refusal, match="no product area"):
        triage.put_in_area(*desk.given, marc, one.id, "Chekout", desk.now)


def test_those_that_say_the_same_share_what_becomes_of_them(
    desk: Desk, lea: Person, marc: Person
) -> None:
    a, b, c, d = (desk.keep(lea, f"{name} exports") for name in "abcd")
    theme = desk.theme(marc)
    link(*desk.given, marc, b.id, a.id, desk.now)
    assert desk.queue(marc) == (4, 3)
    triage.put_in_theme(*desk.given, marc, b.id, theme.id, desk.now)
    assert [desk.state(lea, each) for each in (a, b, c)] == ["listening", "listening", "new"]
    link(*desk.given, marc, c.id, d.id, desk.now)
    triage.close(*desk.given, marc, d.id, desk.now)
    link(*desk.given, marc, d.id, a.id, desk.now)
    assert [desk.state(lea, each) for each in (c, d)] == ["listening", "listening"]
    unlink(*desk.given, marc, d.id, desk.now)
    triage.reopen(*desk.given, marc, a.id, desk.now)
    assert [desk.state(lea, each) for each in (a, b, c, d)] == ["new"] * 3 + ["listening"]
    link(*desk.given, marc, d.id, a.id, desk.now)
    assert {desk.state(lea, each) for each in (a, b, c, d)} == {"listening"}
    assert ("insight.themed", a.id) in desk.facts


def test_a_theme_has_one_name_an_owner_and_a_state_with_its_reason(
    desk: Desk, lea: Person, marc: Person
) -> None:
    theme = desk.theme(marc, "Exports ")
    assert desk.theme(lea, "éxports") == theme
    desk.theme(lea, "Billing")
    found = [[each.name for each in themes.offered(*desk.given, lea, name)] for name in ("b", "")]
    assert found == [["Billing"], ["Billing", "Exports"]]
    move = (*desk.given, marc, theme.id)
    for to, why in (
        (Move("not_now"), "Say why it is not now"),
        (Move("later"), "Choose what"),
        (Move("planned", "x" * 301), "Say why in at most"),
    ):
        with pytest.raises(Refusal, match=why):
            themes.move(*move, to, desk.now)
    for name, why in ((" ", "a few words"), ("x" * 76, "name is at most")):
        with pytest.raises(Refusal, match=why):
            desk.theme(marc, name)
    for _ in range(2):
        moved = themes.move(*move, Move("not_now", " Next year "), desk.now)
    assert (moved.state, moved.reason, moved.state_at) == ("not_now", "Next year", desk.now)
    taken = themes.change(*move, Wanted("billing"), desk.now)
    assert isinstance(taken, Errors)
    assert set(taken.fields) == {"name"}
    renamed = themes.change(*move, Wanted("Every export"), desk.now)
    assert isinstance(renamed, Theme)
    assert renamed.name == "Every export"


def test_a_theme_is_its_owners_and_product_ops_to_move(
    desk: Desk, lea: Person, marc: Person
) -> None:
    theme = desk.theme(marc, "Exports")
    move = (*desk.given, marc, theme.id)
    with pytest.raises(Refusal, match="moved by its owner"):
        themes.move(*desk.given, lea, theme.id, Move("planned"), desk.now)
    themes.move(*move, Move("not_now", "Next year"), desk.now)
    themes.change(*move, Wanted("Every export"), desk.now)
    people.name_product_ops(*desk.given, (lea.slack_id,))
    ops = people.find(*desk.given, lea.slack_id)
    assert ops
    themes.move(*desk.given, ops, theme.id, Move("shipped"), desk.now)
    gone = themes.change(*move, Wanted(owner="U0NOBODY"), desk.now)
    assert isinstance(gone, Errors)
    assert set(gone.fields) == {"owner"}
    handed = themes.change(*move, Wanted(owner=lea.slack_id), desk.now)
    assert isinstance(handed, Theme)
    assert handed.owner == lea.slack_id
    with pytest.raises(Refusal, match="moved by its owner"):
        themes.change(*move, Wanted("Mine"), desk.now)
    told = [kind for kind, subject in desk.facts if subject == theme.id]
    assert told == ["theme.made", "theme.moved", "theme.changed", "theme.moved", "theme.changed"]


def test_what_is_typed_of_a_theme_is_checked_beside_its_fields() -> None:
    assert check(Wanted(" Exports ", "U1", Move("planned", " Soon "))) == Wanted(
        "Exports", "U1", Move("planned", "Soon")
    )
    wrong = check(Wanted(" ", move=Move("not_now")))
    assert isinstance(wrong, Errors)
    assert set(wrong.fields) == {"name", "reason"}


def test_one_loud_customer_never_looks_like_a_market(
    desk: Desk, store: Store, lea: Person, marc: Person
) -> None:
    theme = desk.theme(marc)
    values = {"Acme": 5_000, "Globex": 700, "Initech": None}
    for name, value in values.items():
        row = CustomerRow(workspace_id=desk.workspace.id, name=name, folded=name.lower())
        row.value, row.made_at = value, desk.now
        desk.session.add(row)
    desk.session.flush()
    kept = [desk.keep(lea, f"{n} exports", customer="Acme") for n in range(5)]
    kept += [desk.keep(marc, "Globex exports", customer="Globex"), desk.keep(lea, "No customer")]
    for insight in kept:
        triage.put_in_theme(*desk.given, lea, insight.id, theme.id, desk.now)
    desk.keep(lea, "In no theme")
    secret = desk.keep(lea, "Initech, in confidence", DIRECT, customer="Initech")
    triage.put_in_theme(*desk.given, lea, secret.id, theme.id, desk.now)
    found = evidence.of_themes(*desk.given, marc, (theme.id, theme.id + 1), desk.now)
    assert set(found) == {theme.id}
    seen = found[theme.id]
    assert replace(seen, newest=None) == evidence.Evidence(
        notes=7,
        customers=2,
        reporters=2,
        teams=0,
        value=5_700,
        recent=7,
        loudest="Acme",
        loudest_notes=5,
    )
    assert (seen.newest, seen.one_sided) == (kept[-1].kept_at, True)
    own = evidence.of_themes(*desk.given, lea, [theme.id], desk.now + evidence.RECENT)[theme.id]
    assert (own.notes, own.customers, own.value, own.recent) == (8, 3, 5_700, 0)
    link(*desk.given, marc, kept[0].id, kept[5].id, desk.now)
    both = evidence.of_insight(*desk.given, marc, kept[0].id, desk.now)
    assert (both.notes, both.customers, both.one_sided) == (2, 2, False)


def test_of_two_who_decide_at_once_the_second_hears_of_the_first(
    store: Store, workspace: Workspace, lea: Person, marc: Person, now: datetime
) -> None:
    with store.begin() as session:
        insight = capture(session, workspace, lea, "Exports fail", HERE, now).id
    meet = threading.Barrier(2)
    done: list[Decided] = []

    def go(who: Person, wanted: Decision) -> None:
        meet.wait()
        with store.begin() as session:
            done.append(decide(session, workspace, who, wanted, now))

    pair = ((lea, Decision(insight)), (marc, Decision(insight, new_theme="Exports")))
    threads = [threading.Thread(target=go, args=each) for each in pair]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    first, second = sorted(done, key=lambda each: bool(each.sooner))
    assert second.insight.state == first.insight.state
    assert (first.sooner, second.sooner) in {("", "Léa"), ("", "Marc")}


def test_a_guest_sorts_nothing(desk: Desk, store: Store, lea: Person) -> None:
    guest = person(
        store, desk.workspace, "U0GUEST", Profile("Gil", "UTC", True, "en", kind=Kind.GUEST)
    )
    insight = desk.keep(guest, "Exports fail")
    for act in (
        lambda: triage.next_one(*desk.given, guest),
        lambda: desk.theme(guest),
        lambda: decide(*desk.given, guest, Decision(insight.id), desk.now),
        lambda: evidence.of_themes(*desk.given, guest, (1,), desk.now),
    ):
        with pytest.raises(Refusal, match="members of this workspace"):
            act()
