"""A person who stands in every table is given all of it, and erased from all of it."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.asks.tables import AskRow
from bot.delivery import outbox
from bot.delivery.tables import DeliveryRow, DestinationRow
from bot.errors import Refusal
from bot.message import Message
from bot.personal import PERSONAL, Held
from bot.posts import File, Post
from bot.store import channels, jobs, people
from bot.store.audit import AuditRow
from bot.store.base import Base
from bot.store.drafts import DraftRow
from bot.store.engine import Session
from bot.store.naming import named
from bot.store.people import PersonRow, Profile
from bot.store.teams import TeamMemberRow
from handlers.insights import sharing
from tests.house.sides import CHANNEL, Neighbours, Side, neighbours
from tests.house.walk import belongings
from tests.moment import NOW
from tests.privacy.traces import ADDRESS, ID, NAME, left, plant
from workflows.insights import share
from workflows.insights.share import Place
from workflows.insights.sorting_tables import FeedRow
from workflows.insights.tables import InsightRow
from workflows.privacy.erase import erase
from workflows.privacy.export import export
from workflows.privacy.whose import ERASED, Whose


@pytest.fixture(scope="module")
def among(postgres: str, template_database: str) -> Iterator[Neighbours]:
    """Two workspaces; in both, a person of the same id and name stands everywhere."""
    with neighbours(postgres, template_database, "privacy") as settled:
        for side in (settled.ours, settled.theirs):
            with settled.store.begin() as session:
                _fill(session, side)
        yield settled


def _fill(session: Session, side: Side) -> None:
    """What the walk's sides lack, and the person's marks everywhere."""
    workspace, lea = side.workspace, side.person
    profile = Profile(NAME, "Europe/Paris", True, "fr", updated=5)
    people.complete(session, workspace, ID, profile, NOW)
    marc = people.find(session, workspace, "U0MARC")
    assert marc
    people.name_product_ops(session, workspace, ("U0MARC",))
    for place in (Place("C7"), Place("C8", "look")):
        told, made = share.share(session, workspace, lea, side.insight, place, NOW)
        outbox.put(session, workspace, [sharing.post_of(told, made)], NOW)
    session.execute(
        update(InsightRow)
        .where(InsightRow.id == side.undone)
        .values(source_author=ID, triaged_by_id=lea.id, permalink="https://x/p1")
    )
    thread = f"insights.receipt:{side.insight}"
    session.execute(update(InsightRow).where(InsightRow.id == side.insight).values(receipt=thread))
    outbox.put(session, workspace, [Post("C6", Message(NAME), thread, thread_ts="1.0")], NOW)
    file = File("mine.csv", b"a,b", "A table")
    outbox.put(session, workspace, [Post("C9", Message("x"), f"file:{ID}", file=file)], NOW)
    outbox.put(session, workspace, [Post(ID, Message("for you"), "theirs")], NOW)
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.workspace_id == workspace.id, DeliveryRow.target == "C7")
        .values(state="sent", channel="C7", ts="1.1", done_at=NOW)
    )
    channels.add_member(session, workspace, CHANNEL, ID)
    session.add(DestinationRow(workspace_id=workspace.id, target=ID, conversation="D1"))
    member = {"team_id": side.team, "person_id": lea.id, "workspace_id": workspace.id}
    session.execute(insert(TeamMemberRow).values(member).on_conflict_do_nothing())
    session.flush()
    jobs.defer(session, workspace, "people.complete", person=ID)
    jobs.defer(session, workspace, "home.draw", person=str(lea.id))
    plant(session, workspace)


@pytest.fixture
def session(among: Neighbours) -> Iterator[Session]:
    """A transaction on them that is rolled back."""
    opened = among.store.session()
    yield opened
    opened.close()


def whose(session: Session, side: Side) -> Whose:
    """The person, as they are named on the command line."""
    return Whose(named(session, side.workspace, f"@{NAME}"), (ADDRESS,))


def test_they_stand_in_every_table_that_can_hold_someone(
    session: Session, among: Neighbours
) -> None:
    found = set(left(session, among.ours.workspace))
    plan = session.info["personal"]
    everywhere = {
        name for name, held in plan.items() if {each.name for each in held.values()} - {"PLAIN"}
    }
    # These hold no words, only our id of them.
    ids = {"ask_messages", "ask_turns", "homes", "insight_distinctions", "team_members"}
    ids |= {"kpi_readings", "okr_round_people", "enrolments"}
    assert everywhere - found - ids == set()


def test_an_export_holds_everything(session: Session, among: Neighbours) -> None:
    side = among.ours
    told = export(session, side.workspace, whose(session, side), NOW)
    tables = set(told) - {"jobs"}
    assert tables == {each.name for each in Base.metadata.sorted_tables} - {"workspaces"}
    said = json.dumps(told, ensure_ascii=False)
    assert "GLOBEX" not in said
    assert "hash of" not in said
    empty = {name for name, rows in told.items() if not rows}
    assert empty - {"erasures"} == {
        "channels",
        "insight_keys",
        "insight_settings",
        "okr_cadences",
        "okr_settings",
        "onboarding_settings",
        "dependency_settings",
        "dependency_ties",
        "pauses",
        "refusals",
        "tag_routes",
        "ticks",
    }
    assert len(told["people"]) == 1
    words = {Held.WORDS, Held.TITLE}
    for table in Base.metadata.sorted_tables:
        if table.name != "people" and words & {
            *session.info[PERSONAL].get(table.name, {}).values()
        }:
            there = select(func.count()).where(table.c.workspace_id == side.workspace.id)
            since = table.name == "audit"
            assert len(told[table.name]) == (session.scalar(there) or 0) - since, table.name
    assert {row["name"] for row in told["jobs"]} >= {"people.complete", "home.draw"}
    (last,) = session.scalars(select(AuditRow).where(AuditRow.action == "person.exported"))
    assert last.subject == NAME


def test_once_erased_nothing_tells_of_them_and_the_insights_stay(
    session: Session, among: Neighbours
) -> None:
    side = among.ours
    workspace = side.workspace
    before = belongings(session, among.theirs.workspace)
    kept = _insights(session, side)
    erased = erase(session, workspace, whose(session, side), NOW)
    assert left(session, workspace) == {}
    assert belongings(session, among.theirs.workspace) == before
    assert _insights(session, side) == kept
    assert erased.gone["drafts"] == 1
    assert session.get(PersonRow, side.person.id).name == ERASED  # type: ignore[union-attr]
    undone = session.get(InsightRow, side.undone)
    assert undone
    assert undone.permalink == ""
    assert undone.author_id == undone.triaged_by_id == side.person.id
    assert session.get(FeedRow, side.feed).revoked_at == NOW  # type: ignore[union-attr]
    assert session.get(AskRow, side.ask) is None
    assert session.get(DraftRow, side.draft) is None
    asked = session.scalars(select(AuditRow).where(AuditRow.action == "person.erased")).one()
    assert asked.subject == ""
    with pytest.raises(Refusal):
        named(session, workspace, ID)
    back = people.meet(session, workspace, ID)
    assert back.id != side.person.id
    assert not back.product_ops


def test_what_was_posted_is_said_anew_without_them(session: Session, among: Neighbours) -> None:
    side = among.ours
    erase(session, side.workspace, whose(session, side), NOW)
    edits = session.scalars(
        select(DeliveryRow).where(
            DeliveryRow.workspace_id == side.workspace.id,
            DeliveryRow.kind == "edit",
            DeliveryRow.target == "C7",
            DeliveryRow.state == "waiting",
        )
    ).all()
    (edit,) = edits
    assert f"shared by {ERASED}" in edit.body["text"]
    waiting = session.scalars(
        select(DeliveryRow.body).where(
            DeliveryRow.workspace_id == side.workspace.id,
            DeliveryRow.target == "C8",
            DeliveryRow.kind == "post",
        )
    ).one()
    assert f"shared by {ERASED}" in waiting["text"]


def test_their_words_go_too_where_that_is_asked(session: Session, among: Neighbours) -> None:
    side = among.ours
    erase(session, side.workspace, whose(session, side), NOW, words=True)
    theirs = InsightRow.author_id == side.person.id
    said = session.execute(
        select(InsightRow.words, InsightRow.tags, InsightRow.search).where(theirs)
    ).all()
    assert {(row.words, tuple(row.tags), row.search) for row in said} == {(ERASED, (), "")}
    bodies = session.scalars(
        select(DeliveryRow.body).where(
            DeliveryRow.workspace_id == side.workspace.id,
            DeliveryRow.key.startswith("insights.share:"),
        )
    )
    assert not [body for body in bodies if "Acme waits" in json.dumps(body)]
    assert left(session, side.workspace) == {}
    edits = select(DeliveryRow.body).where(DeliveryRow.key.startswith("insights.receipt:"))
    texts = [body["text"] for body in session.scalars(edits) if body]
    assert any(text.startswith("This was kept as *INS-1*") for text in texts)


def test_who_is_erased_again_or_is_the_last_of_product_ops_is_told_why_not(
    session: Session, among: Neighbours
) -> None:
    side = among.ours
    meant = whose(session, side)
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == side.workspace.id, PersonRow.slack_id != ID)
        .values(product_ops=False)
    )
    with pytest.raises(Refusal, match="last of Product Ops"):
        erase(session, side.workspace, meant, NOW)
    people.name_product_ops(session, side.workspace, ("U0MARC",))
    erase(session, side.workspace, meant, NOW)
    with pytest.raises(Refusal, match="erased already"):
        erase(session, side.workspace, meant, NOW)


def test_whoever_has_left_is_not_learnt_again(session: Session, among: Neighbours) -> None:
    side = among.ours
    erase(session, side.workspace, whose(session, side), NOW)
    gone = Profile(NAME, "Europe/Paris", False, "fr", updated=9)
    people.learn(session, side.workspace, {ID: gone}, NOW)
    assert people.find(session, side.workspace, ID) is None


@pytest.mark.parametrize("typed", [ID, f"<@{ID}>", f"<@{ID}|zou>", NAME, NAME.upper(), f"@{NAME}"])
def test_a_person_is_named_in_many_ways(session: Session, among: Neighbours, typed: str) -> None:
    assert named(session, among.ours.workspace, typed).id == among.ours.person.id


def test_a_name_that_several_bear_is_asked_about(session: Session, among: Neighbours) -> None:
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == among.ours.workspace.id)
        .values(name="Sam")
    )
    with pytest.raises(Refusal, match="Several people"):
        named(session, among.ours.workspace, "sam")
    with pytest.raises(Refusal, match="called just"):
        named(session, among.ours.workspace, "sa")
    with pytest.raises(Refusal, match="E-mail addresses are not kept"):
        named(session, among.ours.workspace, ADDRESS)


def _insights(session: Session, side: Side) -> int:
    theirs = InsightRow.author_id == side.person.id
    return session.scalar(select(func.count()).where(theirs)) or 0
