"""What was changed for others is found by the words that a reader reads, and is for Product Ops."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Languages, Translator
from bot.replies import OpenForm, UpdateForm
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.audit import home, ids, jobs, listeners
from handlers.audit.sheet import MARK, safe
from tests.forms import submitted
from tests.moment import NOW
from workflows.audit.trail import PER_PAGE


@dataclass
class Reader:
    """Someone of Product Ops, and what they and others change."""

    session: Session
    workspace: Workspace
    person: Person
    t: Translator
    minutes: int = 0

    def changes(
        self,
        action: str,
        subject: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        by: Person | None = None,
    ) -> None:
        """Something is changed, a minute after the change before."""
        self.minutes += 1
        change = Change(action, subject, before, after)
        at = NOW + timedelta(minutes=self.minutes)
        audit.record(self.session, self.workspace, by or self.person, change, at)

    def opens(self) -> dict[str, Any]:
        """The trail."""
        reply = listeners.open_trail(self.session, self.workspace, self.person, self.t)
        assert isinstance(reply, OpenForm)
        return reply.view

    def searches(self, words: str) -> dict[str, Any]:
        """What holds some words."""
        sent = submitted(self.opens(), words=words)
        reply = listeners.search(self.session, self.workspace, self.person, sent, self.t)
        assert isinstance(reply, UpdateForm)
        return reply.view

    def clicks(self, view: dict[str, Any], action: str) -> dict[str, Any]:
        """A button below the entries."""
        (row,) = [block for block in view["blocks"] if block["type"] == "actions"]
        (button,) = [each for each in row["elements"] if each["action_id"] == action]
        given = (self.session, self.workspace, self.person)
        if action == ids.EXPORT:
            return listeners.export(*given, view, self.t).view
        return listeners.turn(*given, {"value": button["value"]}, view, self.t).view


@pytest.fixture
def reader(session: Session, workspace: Workspace, lea: Person, t: Translator) -> Reader:
    """Léa, who is Product Ops."""
    people.name_product_ops(session, workspace, (lea.slack_id,))
    found = people.find(session, workspace, lea.slack_id)
    assert found
    return Reader(session, workspace, found, t)


def entries(view: Mapping[str, Any]) -> list[str]:
    """What the entries of a page say."""
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def test_each_change_is_told_in_plain_words_newest_first(reader: Reader, marc: Person) -> None:
    reader.changes("announcements.changed", "", {"channel": ""}, {"channel": "C0NEWS1"})
    reader.changes(
        "country.changed",
        "",
        {"country": "FR", "region": ""},
        {"country": "DE", "region": "Bayern"},
        by=marc,
    )
    reader.changes("language.changed", "", {"language": "en"}, {"language": "fr"})
    language, country, channel = entries(reader.opens())
    assert language.startswith("*Default language*\nLéa, <!date^")
    assert "Language: English → Français" in language
    assert "Marc" in country
    assert "Country: France → Germany\nRegion: — → Bayern" in country
    assert "Channel: — → <#C0NEWS1>" in channel


def test_what_was_nothing_and_is_nothing_is_not_told(reader: Reader, fr: Translator) -> None:
    reader.changes("team.made", "Billing", {}, {"name": "Billing", "group": "", "channel": None})
    reader.t = fr
    view = reader.opens()
    (told,) = entries(view)
    assert told.splitlines()[2:] == ["Nom\xa0: — → Billing"]
    assert "Page" not in str(view)


def test_a_change_that_no_feature_names_is_told_by_its_own_name(reader: Reader) -> None:
    reader.changes(
        "okr.cycle_closed", "Q1 <!channel>", {"open": True}, {"open": False, "teams": ["A", "B"]}
    )
    (told,) = entries(reader.opens())
    assert "*Okr: cycle closed* · Q1 &lt;!channel&gt;" in told
    assert "Open: yes → no" in told
    assert "Teams: — → A, B" in told


def test_the_bot_itself_is_named_where_nobody_did_it(reader: Reader) -> None:
    change = Change("product_ops.first", "Léa", after={"product_ops": ["Léa"]})
    audit.record(reader.session, reader.workspace, None, change, NOW)
    (told,) = entries(reader.opens())
    assert "The bot itself" in told


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lea", 2),
        ("marc", 1),
        ("facturation", 1),
        ("FACTURATION équipe", 1),
        ("announcements go", 1),
        ("marc facturation", 0),
        ("100%", 0),
        ("language english", 0),
    ],
)
def test_it_is_searched_by_who_what_and_names_whatever_the_accents(
    reader: Reader, marc: Person, words: str, found: int
) -> None:
    reader.changes("team.edited", "Équipe Facturation", {"lead": None}, {"lead": "Zoé"})
    reader.changes("announcements.changed", "", {"channel": "C1"}, {"channel": "C2"})
    reader.changes("ceiling.changed", "", {"weekly_ceiling": 5}, {"weekly_ceiling": 3}, by=marc)
    assert len([e for e in entries(reader.searches(words)) if "<!date" in e]) == found


def test_who_reads_french_searches_in_french(reader: Reader, fr: Translator) -> None:
    reader.changes("announcements.changed", "", {"channel": "C1"}, {"channel": "C2"})
    reader.t = fr
    (told,) = entries(reader.searches("annonces"))
    assert told.startswith("*Où vont les annonces*")
    (told,) = entries(reader.searches("pays"))
    assert "Aucune modification" in told


def test_pages_are_turned_and_keep_what_was_searched(reader: Reader) -> None:
    for number in range(PER_PAGE + 2):
        reader.changes("team.edited", f"Team {number}")
    reader.changes("team.closed", "Other")
    first = reader.searches("edited")
    assert len(entries(first)) == PER_PAGE
    second = reader.clicks(first, ids.NEXT)
    assert len(entries(second)) == 2
    assert "Team 0" in entries(second)[-1]
    assert entries(reader.clicks(second, ids.PREVIOUS)) == entries(first)


def test_only_product_ops_read_it(reader: Reader, marc: Person, t: Translator) -> None:
    given = (reader.session, reader.workspace, marc)
    view = submitted(reader.opens())
    reader.changes("team.edited", "Billing")
    shown = reader.opens()
    for refused in (
        lambda: listeners.open_trail(*given, t),
        lambda: listeners.search(*given, view, t),
        lambda: listeners.turn(*given, {"value": "1"}, shown, t),
        lambda: listeners.export(*given, shown, t),
    ):
        with pytest.raises(Refusal, match="Only Product Ops"):
            refused()
    assert home.draw(*given, NOW, t) == []


def exported(reader: Reader, view: dict[str, Any]) -> list[list[str]]:
    """The table that a click sends to the reader's direct messages."""
    note = reader.clicks(view, ids.EXPORT)
    assert "on its way" in json.dumps(note)
    row = reader.session.connection().exec_driver_sql(
        "SELECT args -> 'args' FROM procrastinate_jobs WHERE task_name = 'audit.export'"
    )
    jobs.export(reader.session, reader.workspace, row.scalar_one(), NOW)
    target, name, content = (
        reader.session.connection()
        .exec_driver_sql(
            "SELECT target, name, content FROM deliveries JOIN delivery_files ON id = delivery_id"
        )
        .one()
    )
    assert target == reader.person.slack_id
    assert name == "modifications-2026-03-03.csv"
    written = bytes(content).decode()
    assert written.startswith(MARK)
    return list(csv.reader(io.StringIO(written.removeprefix(MARK))))


def test_what_was_found_is_exported_for_a_spreadsheet(reader: Reader) -> None:
    reader.changes("squad.edited", "=cmd|' /C calc'!A0", {"lead": None}, {"lead": "@SUM(1)"})
    reader.changes("squad.closed", "Bill; Pay")
    reader.changes("language.changed", "", {"language": "en"}, {"language": "fr"})
    head, closed, edited = exported(reader, reader.searches("squad"))
    assert head == ["Quand (UTC)", "Qui", "Quoi", "De quoi", "Champ", "Avant", "Après"]
    assert closed == [
        "2026-03-03 09:43:00",
        "Léa",
        "Squad: closed",
        "Bill; Pay",
        "",
        "",
        "",
    ]
    assert edited[3:] == ["'=cmd|' /C calc'!A0", "Responsable", "—", "'@SUM(1)"]


def test_who_is_product_ops_no_more_gets_no_file(reader: Reader, marc: Person) -> None:
    reader.changes("team.edited", "Billing")
    jobs.export(reader.session, reader.workspace, {"person": "U0MARC", "words": ""}, NOW)
    count = reader.session.connection().exec_driver_sql("SELECT count(*) FROM deliveries")
    assert count.scalar_one() == 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe("1=1") == "1=1"


@pytest.mark.parametrize(("language", "says"), [("en", "See all"), ("fr", "Tout voir")])
def test_the_latest_change_stands_on_the_page(
    reader: Reader, languages: Languages, language: str, says: str
) -> None:
    given = (reader.session, reader.workspace, reader.person, NOW, languages(language))
    assert says not in str(home.draw(*given)[0].to_dict())
    reader.changes("team.edited", "Billing")
    (block,) = home.draw(*given)
    assert "Billing" in str(block.to_dict())
    assert says in str(block.to_dict())
