"""Two workspaces in one database, one of which holds look-alikes of all that the other has."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete

from bot.asks import handover, opening
from bot.asks.leaving import LEFT
from bot.asks.opening import Wanted
from bot.assembly import told_to_sessions
from bot.store import (
    absences,
    answers,
    audit,
    channels,
    drafts,
    erasures,
    homes,
    people,
    refusals,
    ticks,
)
from bot.store.absences import Away
from bot.store.audit import Change
from bot.store.base import Base
from bot.store.drafts import Draft
from bot.store.engine import Session, Store, open_store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.asks import telling
from tests.conftest import join, person
from tests.database import create_database
from tests.house import aims, alikes, journeys, promises, shelves, squads
from tests.moment import NOW
from workflows.insights import capture, undo
from workflows.insights.form import Fields
from workflows.insights.insight import Origin

# Stands in what the other workspace has, and in nothing of ours.
MARK = "GLOBEX"
FORM, KEY, CHANNEL = "insights.form", "trigger:1", "C1"
# What only the other workspace has.
THEIR_KEY, THEIR_CHANNEL, THEIR_PERSON, THEIR_WORDS = "trigger:2", "C2", "U0NORA", "Rivals wait"
LATER = NOW + timedelta(days=60)
LONG_AGO = NOW - timedelta(days=2_000)


@dataclass(frozen=True)
class Side:
    """A workspace and what is in it; but for the workspace and Lea by ids, all hers.

    Her `team` follows a user group, `group`. She was asked `ask`, and to take `offered` over;
    `left` has left and owes something. `marc` is Marc's id.
    """

    workspace: Workspace
    person: Person
    insight: int
    undone: int
    draft: int
    team: int = 0
    group: int = 0
    ask: int = 0
    offered: int = 0
    left: int = 0
    absence: int = 0
    customer: int = 0
    area: int = 0
    theme: int = 0
    feed: int = 0
    twin: int = 0
    cycle: int = 0
    old: int = 0
    objective: int = 0
    company_aim: int = 0
    key_result: int = 0
    check_in: int = 0
    kpi: int = 0
    round: int = 0
    looking: int = 0
    past: int = 0
    stuck: int = 0
    journey: int = 0
    enrolment: int = 0
    step: int = 0
    questions: int = 0
    claimed: int = 0
    other_team: int = 0
    asked: int = 0
    promised: int = 0
    marc: int = 0


@dataclass(frozen=True)
class Neighbours:
    """Two workspaces in one database, which every call leaves as they are.

    Attributes:
        deserted: a copy of that database, in which they have nothing yet.
    """

    store: Store
    deserted: Store
    ours: Side
    theirs: Side


@contextmanager
def neighbours(server: str, template: str, name: str) -> Iterator[Neighbours]:
    """Settle two workspaces; theirs come first, so that they are found first where they can be.

    Args:
        server: the server's `postgresql://…`.
        template: the migrated database.
        name: of the database to make, in which this worker is alone.
    """
    name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    info = told_to_sessions(FEATURES)
    with ExitStack() as stack:
        store = open_store(create_database(server, name, template), info=info, pool=2)
        stack.callback(store.close)
        theirs = settle(store, "T0GLOBEX", MARK)
        ours = settle(store, "T0LUMEN")
        # A database that is copied has no visitors.
        store.close()
        deserted = open_store(create_database(server, f"{name}_deserted", name), info=info, pool=2)
        stack.callback(deserted.close)
        with deserted.begin() as session:
            _erase(session, theirs.workspace)
        yield Neighbours(store, deserted, ours, theirs)


def _erase(session: Session, workspace: Workspace) -> None:
    """Take from a workspace all but its people, who may be asked to act."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in ("workspaces", "people"):
            session.execute(delete(table).where(table.c.workspace_id == workspace.id))


def settle(store: Store, slack_id: str, mark: str = "") -> Side:
    """A workspace with people, insights, drafts, answers and members of a channel.

    Args:
        mark: stands in its rows; a marked one has all that the other has, and more.
    """
    workspace = join(store, slack_id, mark or "Lumen")
    lea, marc = (
        person(store, workspace, each, Profile(f"{each} {mark}", "UTC", True, "en"))
        for each in ("U0LEA", "U0MARC")
    )
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0LEA",))
        lea = replace(lea, product_ops=True)
        if mark:
            _more(session, workspace, lea, mark)
        both = lea, marc
        team, group = squads.settle(session, workspace, both, mark)
        people.make_due(session, workspace, NOW)
        kept = _insights(session, workspace, lea, marc)
        sorting = shelves.settle(session, workspace, lea, kept, team)
        channels.set_members(session, workspace, CHANNEL, ("U0MARC",))
        answers.keep(session, workspace, KEY, {"said": mark}, NOW)
        draft = drafts.save(session, workspace, lea, _draft(KEY, mark), NOW)
        _home(session, workspace, lea, mark)
        twin = alikes.settle(session, workspace, lea, mark)
        aimed = aims.settle(session, workspace, both, team, mark)
        ask, offered, gone = _asked(session, workspace, lea, marc, mark)
        away = absences.add(session, workspace, lea, Away(NOW.date(), NOW.date(), "U0MARC"), NOW)
        under_way = journeys.settle(session, workspace, both, mark)
        promised = promises.settle(session, workspace, both, team, mark)
    if mark:
        person(store, workspace, THEIR_PERSON, Profile(f"Nora {mark}", "UTC", True, "en"))
    more = vars(sorting) | vars(aimed) | vars(under_way) | vars(promised)
    ids = (*kept[:2], draft, team, group, ask, offered, gone)
    return Side(workspace, lea, *ids, absence=away.id, twin=twin, **more, marc=marc.id)


def _home(session: Session, workspace: Workspace, lea: Person, mark: str) -> None:
    """What App Home shows."""
    homes.opened(session, workspace, lea, NOW)
    audit.record(session, workspace, lea, Change("team.edited", mark), NOW)
    refusals.count(session, workspace, "/insight", f"No {mark}", NOW)
    ticks.ran(session, workspace, f"people.relearn {mark}", NOW)


def _insights(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> tuple[int, int, int]:
    """The ids of Lea's insight, of the one she took back, and of Marc's private one."""
    private, before = Origin(CHANNEL, True), NOW - timedelta(minutes=1)
    kept = capture.keep(session, workspace, lea, Fields("Acme waits"), Origin(), NOW)
    other = capture.keep(session, workspace, lea, Fields("Acme left"), private, before)
    undo.undo(session, workspace, lea, other.id, NOW)
    secret = capture.keep(session, workspace, marc, Fields("Acme waits in secret"), private, NOW)
    return kept.id, other.id, secret.id


def _asked(
    session: Session, workspace: Workspace, lea: Person, marc: Person, mark: str
) -> tuple[int, int, int]:
    """The ids of an ask of Lea's, of one of Marc's that she is to take over, and of who left."""
    gone = people.meet(session, workspace, "U0GONE", mark)
    asked = [
        opening.open_ask(session, workspace, Wanted(LEFT, subject, each, f"Q1 {mark}"), NOW)
        for subject, each in ((gone.id, lea), (gone.id, marc), (lea.id, gone))
    ]
    handover.offer(session, workspace, marc, asked[1], ("U0LEA", ""), NOW)
    telling.tell(session, workspace, NOW, 100)
    return asked[0], asked[1], gone.id


def _more(session: Session, workspace: Workspace, lea: Person, mark: str) -> None:
    capture.keep(session, workspace, lea, Fields(THEIR_WORDS), Origin(), NOW)
    channels.add_member(session, workspace, CHANNEL, "U0LEA")
    channels.ask(session, workspace, THEIR_CHANNEL, NOW)
    channels.add_member(session, workspace, THEIR_CHANNEL, "U0MARC")
    answers.keep(session, workspace, THEIR_KEY, {"said": mark}, NOW)
    erasures.note(session, workspace, "U0ERASED", NOW)
    drafts.save(session, workspace, lea, _draft(THEIR_KEY, mark), NOW)


def _draft(key: str, mark: str) -> Draft:
    return Draft(FORM, key, {"text": mark, "metadata": ""})
