"""`productops onboarding enrol`: a cohort from a table, each once; who accompanies them is told."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlalchemy import text

from bot import clock
from bot.i18n import Translator
from bot.store import people
from bot.store.engine import Store
from bot.store.people import Kind, Profile
from bot.store.workspaces import Workspace
from handlers.onboarding import enrol_views
from tests.conftest import person
from tests.onboarding.arrived import JOURNEY
from tests.program import said
from workflows.onboarding import enrolling, enrolment
from workflows.onboarding.enrolment import Enrolment

CALLED = {
    "U0PRIYA": "Priya Shah",
    "U0SAM": "Sam Okafor",
    "U0DAN": "Dan Whitfield",
    "U0AWA": "Awa Diop",
    "U0MARC": "Marc Lefèvre",
    "U0LEA": "Léa Martin",
    "U0SAM2": "Sam Smith",
    "U0SAM3": "Sam Smith",
    "U0INES": "Inès Faure",
}
SOON = (clock.now() + timedelta(days=5)).date()
HEAD = "Person,Starts,Manager,Buddy,Floor\n"


@dataclass
class Company:
    """Priya is Product Ops; Marc and Léa accompany whoever arrives. Zoé has left."""

    folder: Path
    store: Store
    workspace: Workspace

    def enrols(
        self, rows: str, *words: str, journey: str = "product-manager"
    ) -> CompletedProcess[str]:
        """A table, written and enrolled from."""
        (self.folder / "june.csv").write_text(rows, "utf-8")
        return self.runs("june.csv", *(("--journey", journey) if journey else ()), *words)

    def runs(self, *words: str) -> CompletedProcess[str]:
        """`productops onboarding enrol …`."""
        url = self.store.engine.url.render_as_string(hide_password=False)
        told = ("onboarding", "enrol", "--as", "Priya Shah", *words)
        done = said(self.folder, *told, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def on(self) -> list[Enrolment]:
        """The journeys that people are on."""
        with self.store.begin() as session:
            return list(enrolment.under_way(session, self.workspace))

    def told(self, slack_id: str) -> list[str]:
        """What is put in the outbox of whoever accompanies somebody."""
        query = text(
            "SELECT body ->> 'text' FROM deliveries"
            " WHERE target = :who AND key LIKE 'onboarding.accompanies:%' ORDER BY id"
        )
        with self.store.begin() as session:
            return list(session.scalars(query, {"who": slack_id}))

    def ends(self, name: str) -> None:
        """Somebody's journey is stopped."""
        with self.store.begin() as session:
            priya = people.find(session, self.workspace, "U0PRIYA")
            assert priya
            (which,) = [one.id for one in self.on() if one.person.name == name]
            enrolling.stop(session, self.workspace, priya, which, clock.now())


@pytest.fixture
def company(tmp_path: Path, store: Store, workspace: Workspace) -> Company:
    for slack_id, name in CALLED.items():
        language = "fr" if slack_id == "U0LEA" else "en"
        person(store, workspace, slack_id, Profile(name, "UTC", True, language))
    person(store, workspace, "U0ZOE", Profile("Zoé Petit", "UTC", False, "fr"))
    person(store, workspace, "U0APP", Profile("Robot", "UTC", True, "en", kind=Kind.APP))
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
    return Company(tmp_path, store, workspace)


def test_a_cohort_is_tried_enrolled_and_enrolled_again(company: Company) -> None:
    rows = HEAD + (
        f"Sam Okafor,{SOON},Marc Lefevre,@Léa Martin,3\n"
        f"U0DAN,{SOON},Marc Lefèvre,Léa Martin,3\n"
        f"<@U0AWA>,{SOON + timedelta(days=1)},Léa Martin,,\n"
    )
    dry = company.enrols(rows, "--dry-run")
    assert dry.returncode == 0, dry.stdout
    assert "3 people would be enrolled. Nobody was." in dry.stdout
    assert "2 managers and buddies would hear of it, each in one message." in dry.stdout
    assert "Dan Whitfield │ Product manager" in dry.stdout
    assert (company.on(), company.told("U0MARC")) == ([], [])

    done = company.enrols(rows)
    assert "3 people are enrolled." in done.stdout, done.stderr
    assert "2 managers and buddies hear of it, each in one message." in done.stdout
    assert "Left out, as I know no such columns: Floor." in done.stdout
    sam, dan, awa = company.on()
    assert [one.person.name for one in (sam, dan, awa)] == [
        "Sam Okafor",
        "Dan Whitfield",
        "Awa Diop",
    ]
    assert (sam.starts, sam.made_by.name) == (SOON, "Priya Shah")
    assert (awa.manager and awa.manager.slack_id, awa.buddy) == ("U0LEA", None)

    again = company.enrols(rows)
    assert (again.returncode, len(company.on())) == (0, 3)
    assert "0 people are enrolled." in again.stdout
    assert "3 are or were on it already, and stay as they are." in again.stdout
    company.ends("Dan Whitfield")
    once_more = company.enrols(rows)
    assert "3 are or were on it already" in once_more.stdout
    assert len(company.on()) == 2


def test_whoever_accompanies_several_hears_of_all_of_them_once(company: Company) -> None:
    late = SOON + timedelta(days=1)
    company.enrols(
        HEAD + f"Sam Okafor,{late},Marc Lefèvre,Léa Martin\nDan Whitfield,{SOON},Marc Lefèvre,"
        f"Marc Lefèvre\nAwa Diop,{SOON},Léa Martin,Marc Lefèvre\nInès Faure,{SOON},Priya Shah,\n"
    )
    (marc,) = company.told("U0MARC")
    assert marc.startswith("*2 people arrive, with you as their manager*:\n• Dan Whitfield, from ")
    assert "*1 person arrives, with you as their buddy*:\n• Awa Diop" in marc
    (lea,) = company.told("U0LEA")
    assert "1 personne arrive" in lea
    # Who enrols them knows.
    assert company.told("U0PRIYA") == []


def test_a_single_arrival_is_told_as_onboard_tells_it(company: Company) -> None:
    company.enrols(HEAD + f"Sam Okafor,{SOON},Marc Lefèvre,\n")
    (marc,) = company.told("U0MARC")
    assert marc.startswith("*Sam Okafor* arrives, with you as their manager. First day: ")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "Sam Okafer,{soon},,",
            "Person: Nobody here is called Sam Okafer. Did you mean Sam Okafor?",
        ),
        ("Sam Smith,{soon},,", "Person: Several people are called Sam Smith: Sam Smith (U0SAM2)"),
        ("awa.diop@example.com,{soon},,", "Person: E-mail addresses are not kept"),
        ("Zoé Petit,{soon},,", "Person: Zoé Petit has left this workspace: name somebody who is"),
        ("U0APP,{soon},,", "Person: Robot is an app: name a person."),
        (",{soon},,", "Person: Choose who arrives."),
        ("Awa Diop,{soon},Zoé Petit,", "Manager: Zoé Petit has left this workspace"),
        ("Awa Diop,{soon},,Robot", "Buddy: Robot is an app"),
        ("Awa Diop,{soon},Awa Diop,", "Manager: Choose somebody other than who arrives."),
        ("Awa Diop,,,", "Starts: Choose their first day."),
        ("Awa Diop,soon,,", "Starts: “soon” is no date: write it as 2026-11-30."),
        ("Awa Diop,3/4/2026,,", "Starts: Is it the day or the month that comes first in"),
        ("Awa Diop,2020-01-06,,", "Starts: That is more than 120 days ago: choose a later day"),
        ("Awa Diop,2099-01-06,,", "Starts: That is more than a year ahead: choose an earlier day"),
        ("Dan Whitfield,{soon},,", "Person: Dan Whitfield is on line 2 already: keep one."),
        ("Awa Diop,{soon},,,,one more", "It has 6 cells for 5 columns: put quotes around the"),
    ],
)
def test_what_is_wrong_with_a_row_is_one_sentence_with_file_and_line(
    company: Company, row: str, words: str
) -> None:
    done = company.enrols(HEAD + f"Dan Whitfield,{SOON},,\n" + row.format(soon=SOON) + "\n")
    assert f"june.csv:3: {words}" in done.stdout
    assert done.returncode == 1
    assert "1 person is enrolled." in done.stdout
    assert "1 row was not kept: it is in june.errors.csv." in done.stdout
    assert words in (company.folder / "june.errors.csv").read_text("utf-8-sig").replace('""', '"')


def test_corrected_rows_are_enrolled_from_their_own_file(company: Company) -> None:
    company.enrols(HEAD + f"Sam Okafor,{SOON},Marc,\nDan Whitfield,{SOON},,\n")
    wrong = (company.folder / "june.errors.csv").read_text("utf-8-sig")
    done = company.enrols(wrong.replace(",Marc,", ",Marc Lefèvre,"))
    assert "1 person is enrolled." in done.stdout, done.stdout
    assert {one.person.name for one in company.on()} == {"Sam Okafor", "Dan Whitfield"}


def test_a_first_day_that_is_past_is_enrolled_with_a_note(company: Company) -> None:
    past = clock.now().date() - timedelta(days=9)
    done = company.enrols(HEAD + f"Sam Okafor,{past},,\n")
    assert done.returncode == 0
    assert "june.csv:2: Note: This first day is past" in done.stdout
    assert len(company.on()) == 1


def test_a_french_table_names_journeys_and_days_as_people_do(company: Company) -> None:
    rows = (
        "Personne;Parcours;Date d'arrivée;Responsable;Binôme\n"
        f"Sam Okafor;responsable d’equipe;{SOON:%d/%m/%Y};Marc Lefèvre;\n"
        f"Dan Whitfield;team-lead;{SOON:%d.%m.%Y};;\n"
        f"Awa Diop;produit;{SOON};;\n"
        f"Inès Faure;;{SOON};;\n"
    )
    done = company.enrols(rows, "--language", "fr", journey="")
    assert "2 personnes" in done.stdout, done.stdout
    assert {one.name.en for one in company.on()} == {"New team lead"}
    assert "june.csv:4: Parcours\xa0: " in done.stdout or "june.csv:4: Parcours: " in done.stdout
    assert "june.csv:5: Parcours" in done.stdout


def test_a_table_as_excel_writes_it_on_windows_is_read(company: Company) -> None:
    rows = f"Personne;Début;Binôme\nInès Faure;{SOON:%d/%m/%Y};Léa Martin\n"
    (company.folder / "excel.csv").write_bytes(rows.encode("cp1252"))
    done = company.runs("excel.csv", "--language", "fr", "--journey", "team-lead")
    assert "1 personne inscrite." in done.stdout, done.stderr
    assert "none.csv can't be read" in company.runs("none.csv").stderr


def test_of_very_many_who_arrive_the_first_are_named(t: Translator) -> None:
    said = enrol_views.accompanies_all(t, as_manager=(), as_buddy=[JOURNEY] * 32).text
    assert said.startswith("*32 people arrive, with you as their buddy*:")
    assert (said.count("Sam Okafor"), "and 2 more" in said) == (30, True)


def test_who_is_on_another_journey_is_refused_and_stays_on_it(company: Company) -> None:
    company.enrols(HEAD + f"Sam Okafor,{SOON},,\n")
    done = company.enrols(HEAD + f"Sam Okafor,{SOON},,\n", journey="New team lead")
    assert "june.csv:2: Person: Sam Okafor is on “Product manager” already" in done.stdout
    assert [one.name.en for one in company.on()] == ["Product manager"]


def test_what_is_wrong_with_the_whole_file_is_said(company: Company) -> None:
    rows = HEAD + f"Sam Okafor,{SOON},,\n"
    assert "No journey “pm” is offered: there are" in company.enrols(rows, journey="pm").stderr
    near = company.enrols(rows, journey="product manger").stderr
    assert "No journey “product manger” is offered. Did you mean" in near
    assert "Say on which journey: there are product-" in company.enrols(rows, journey="").stdout
    assert "No column is called “starts”" in company.enrols("Person\nSam\n").stderr
    assert "There is no language “de”" in company.enrols(rows, "--language", "de").stderr
    assert company.on() == []
