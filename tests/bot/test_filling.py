"""The past that the demo's company begins with, kept through the product's own functions."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import clock
from bot.asks.tables import AskRow
from bot.cli import filling
from bot.delivery import desk
from bot.playground import beginning
from bot.store import calendars, people, teams, workspaces
from tests.database import delete_rows
from tests.dial import turned_to
from tests.office import Office, open_office
from workflows.insights.filters import parse
from workflows.insights.search import search
from workflows.insights.tables import InsightRow, ShareRow

# A word of each kind of message to a person, in English and in French.
ABOUT = {
    "shipped": {"🎉"},
    "receipt": {"*What", "*Ce"},
    "lead": {"lead", "responsable"},
    "stands in": {"stand", "remplacement"},
}
# A slip and a risk are told apart from the cards: nobody has answered them in a thread.
TOLD_ALONE = ("📅 *DEP-2* · Un environnement", "⚠️ *DEP-6* · Rate limits")
BEGINS = beginning(datetime(2026, 11, 26, 12, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def filled(database_url: str) -> Iterator[Office]:
    """The demo's workspace as it begins."""
    delete_rows(database_url)
    with turned_to(BEGINS), open_office(database_url) as office:
        filling.fill(office.bot, office.playground)
        assert abs(clock.now() - BEGINS) < timedelta(minutes=1)
        yield office


def test_a_quarter_of_insights_was_kept_by_many_in_both_languages(filled: Office) -> None:
    with filled.bot.store.begin() as session:
        rows = session.query(InsightRow).order_by(InsightRow.number).all()
        shared = session.query(ShareRow).all()
        hugo = people.find(session, filled.bot.workspace, filled.as_("hugo").id)
        assert hugo
        exports = search(session, filled.bot.workspace, hugo, parse("export", BEGINS))
        private = search(session, filled.bot.workspace, hugo, parse("lower", BEGINS))
    assert [row.number for row in rows] == list(range(1, 64))
    kept = [row.kept_at for row in rows]
    assert kept == sorted(kept)
    assert BEGINS - timedelta(weeks=14) < kept[0] < BEGINS - timedelta(weeks=12)
    assert kept[-1] < BEGINS
    assert len(Counter(row.author_id for row in rows)) == 11
    french = [row for row in rows if any(mark in row.words for mark in "éèàê’")]
    assert 20 <= len(french) <= 40
    assert sum(row.undone_at is not None for row in rows) == 1
    assert sum(row.private for row in rows) == 3
    assert sum(bool(row.permalink) for row in rows) == 2
    assert len(shared) == 3
    assert len(exports.insights) >= 8
    assert private.insights == (), "what is private stays so"


def test_what_was_told_in_the_past_was_said_then_and_nothing_waits(filled: Office) -> None:
    with filled.bot.store.begin() as session:
        standing = desk.standing(session, filled.bot.workspace, clock.now())
    assert (standing.to_go, standing.failed) == (0, {})
    workspace = filled.playground.workspace
    said = [
        (channel, message)
        for channel in workspace.channels.values()
        for message in channel.messages.values()
        if message.from_app
    ]
    direct = [message.text for channel, message in said if channel.is_direct()]
    about = {
        what: sum(bool(marks & set(text.split())) for text in direct)
        for what, marks in ABOUT.items()
    }
    assert about == {"receipt": 32, "shipped": 3, "lead": 3, "stands in": 2}
    # Three digests of insights shared, three teams' summaries with a picture in the thread, and
    # the two cards of nine dependencies, with what happened in their threads, a slip and a
    # risk.
    assert (len(direct), len(said)) == (40, 49 + 18 + 52 + 2)
    for channel, message in said:
        assert float(message.ts) < BEGINS.timestamp(), message.text
        assert message.ephemeral_for is None
        alone = message.text.startswith(TOLD_ALONE)
        begins = message.thread_ts is None and not alone
        assert not begins or bool(message.replies) is not channel.is_direct(), message.text
        for reply in message.replies:
            assert message.ts < reply < str(BEGINS.timestamp())
        for member in channel.members:
            assert filled.as_(member).unread(channel.id) == (0, 0)


def test_what_everybody_is_asked_this_morning_is_one_thing_at_the_most(filled: Office) -> None:
    with filled.bot.store.begin() as session:
        owed = session.query(AskRow).filter(AskRow.state == "open").all()
        assert sorted(ask.title for ask in owed) == [
            "Billing",
            "Confie un résultat clé à la personne qui arrive ← Sam Okafor",
            "DEP-8 · 2026-11-30 · 3 · Billing · 200 invoices without customers' names, to test"
            " imports",
            "DEP-9 · 2026-12-17 · 2 · Payments · Le statut du mandat SEPA sur chaque facture",
            "Sit in on every ritual once",
        ]
        assert len({ask.person_id for ask in owed}) == len(owed)


def test_people_have_their_calendars_and_some_will_be_away(filled: Office) -> None:
    with filled.bot.store.begin() as session:
        workspace = workspaces.find(session, filled.playground.team_id)
        assert workspace
        countries = {}
        for name in ("hugo", "sam", "nora", "kenji", "ines"):
            person = people.find(session, workspace, filled.as_(name).id)
            assert person
            calendar = calendars.of_one(session, workspace, person)
            countries[name] = (calendar.country, len(calendar.absences))
    assert countries == {
        "hugo": ("FR", 0),
        "sam": ("GB", 0),
        "nora": ("US", 1),
        "kenji": ("JP", 1),
        "ines": ("FR", 1),
    }


def squads(office: Office) -> dict[str, tuple[str, list[str]]]:
    """Each team's lead and the names of who is in it."""
    found = {}
    with office.bot.store.begin() as session:
        for team in teams.every(session, office.bot.workspace):
            members = teams.members(session, office.bot.workspace, team.id)
            lead = team.lead.name if team.lead else ""
            found[team.name] = (lead, [person.name for person in members])
    return found


def test_there_are_three_teams_over_many_time_zones_and_two_languages(filled: Office) -> None:
    assert squads(filled) == {
        "Billing": ("Hugo Bernard", ["Awa Diop", "Hugo Bernard", "Inès Faure", "Léa Martin"]),
        "Payments": (
            "Marc Lefèvre",
            ["Dan Whitfield", "Inès Faure", "Marc Lefèvre", "Sam Okafor"],
        ),
        "Platform": ("Kenji Mori", ["Kenji Mori", "Yuki Tanaka"]),
    }


def test_it_is_filled_once_and_a_start_that_broke_off_is_finished(filled: Office) -> None:
    def counted() -> tuple[int, int]:
        with filled.bot.store.begin() as session:
            return session.query(InsightRow).count(), session.query(AskRow).count()

    before = counted(), filled.playground.workspace.version
    filling.fill(filled.bot, filled.playground)
    assert (counted(), filled.playground.workspace.version) == before
    filled.playground.workspace.begun = False
    filling.fill(filled.bot, filled.playground)
    assert counted() == before[0]
    assert filled.playground.workspace.begun


def test_teams_that_were_closed_stay_so(filled: Office) -> None:
    with filled.bot.store.begin() as session:
        for team in teams.every(session, filled.bot.workspace):
            teams.close(session, filled.bot.workspace, team.id, clock.now())
    filled.playground.workspace.begun = False
    filling.fill(filled.bot, filled.playground)
    assert squads(filled) == {}
