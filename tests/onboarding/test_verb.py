"""`productops onboarding`, as it is typed."""

import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.store import people
from bot.store.engine import Store
from bot.store.people import Profile
from tests.conftest import join, person
from tests.house.sources import ROOT
from tests.moment import NOW
from tests.onboarding.walks import FILE
from tests.program import said
from workflows.onboarding import enrolling, shelf
from workflows.onboarding.enrolling import Wanted


def runs(folder: Path, *words: str) -> CompletedProcess[str]:
    """`productops onboarding …`, without a database."""
    done = said(folder, "onboarding", *words, COLUMNS="200")
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A journey that nothing is wrong with."""
    path = tmp_path / "pm.yaml"
    path.write_text(FILE, "utf-8")
    return path


def rows(shown: str) -> list[list[str]]:
    """The cells of a table that was printed."""
    lines = [line for line in shown.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]


def test_a_journey_is_shown_day_by_day(tmp_path: Path, file: Path) -> None:
    done = runs(tmp_path, "check", "pm.yaml")
    assert done.returncode == 0
    assert rows(done.stdout) == [
        ["-2", "buddy", "do", "Get ready", "button", ""],
        ["0", "new hire", "meet the buddy", "Meet your buddy", "button", "get-ready"],
        ["5", "new hire", "answer", "Your week", "with the answers", ""],
        ["6", "new hire", "do", "Keep an insight", "by itself: a first insight", "meet-buddy"],
    ]
    assert ".yaml:" not in done.stdout
    french = runs(tmp_path, "check", "--language", "fr", "pm.yaml")
    assert ["0", "personne qui arrive", "rencontrer le binôme", "Rencontre ton binôme"] in [
        row[:4] for row in rows(french.stdout)
    ]


def test_notes_are_told_and_stop_nobody(tmp_path: Path, file: Path) -> None:
    file.write_text(FILE.replace(", fr: Prépare-toi", ""), "utf-8")
    done = runs(tmp_path, "check", "pm.yaml", "--language", "fr")
    assert done.returncode == 0
    assert "pm.yaml:10: Remarque\xa0: Pas en français\xa0: title." in done.stdout
    assert "Get ready (en)" in done.stdout


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("role:", "rool:", "pm.yaml:4: “rool” has no place here. Did you mean role?"),
        (
            "needs: get-ready",
            "needs: meet-buddy",
            "pm.yaml:15: It needs itself: leave that out.",
        ),
        ("needs: get-ready", "needs: getready", "pm.yaml:15: No step is called “getready”."),
        ("meets: buddy", "meets: bob", "pm.yaml:14: “bob” is nobody to meet"),
        ("done_when: insight_kept", "done_when: rain", "pm.yaml:32: “rain” can't stand here"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(
    tmp_path: Path, file: Path, before: str, after: str, words: str
) -> None:
    file.write_text(FILE.replace(before, after), "utf-8")
    done = runs(tmp_path, "check", "pm.yaml")
    assert done.returncode == 1
    assert words in done.stdout


def test_every_file_is_looked_at(tmp_path: Path, file: Path) -> None:
    (tmp_path / "empty.yaml").write_text("", "utf-8")
    done = runs(tmp_path, "check", "none.yaml", "empty.yaml", "pm.yaml")
    assert done.returncode == 1
    assert "none.yaml can't be read: No such file or directory." in done.stdout
    assert "empty.yaml: This file is empty." in done.stdout
    assert "Meet your buddy" in done.stdout
    assert "There is no language “de”" in runs(tmp_path, "check", "pm.yaml", "--language=de").stderr


def test_a_folder_is_all_its_journeys_by_name(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "journeys"
    (folder / "old.yaml").mkdir(parents=True)
    nothing = runs(tmp_path, "check", "journeys")
    assert nothing.returncode == 1
    assert "journeys: no journey is in this folder, no .yaml or .yml file." in nothing.stdout
    for name in ("b.yml", "a.yaml", "C.YAML", ".swp.yaml", "notes.txt"):
        (folder / name).write_text(FILE.replace("product-manager", name[0].lower()), "utf-8")
    done = runs(tmp_path, "check", "journeys", "journeys/a.yaml", "pm.yaml")
    assert (done.returncode, done.stdout.count("Meet your buddy")) == (0, 4)
    (folder / "b.yml").write_text(FILE.replace("kind: do", "kind: dance"), "utf-8")
    wrong = runs(tmp_path, "check", "journeys")
    assert wrong.returncode == 1
    assert "journeys/b.yml:9: “dance” can't stand here" in wrong.stdout
    assert "Meet your buddy" in wrong.stdout


def test_two_files_with_one_key_are_told(tmp_path: Path, file: Path) -> None:
    (tmp_path / "again.yaml").write_text(FILE, "utf-8")
    done = runs(tmp_path, "check", "pm.yaml", "again.yaml")
    assert done.returncode == 1
    assert "again.yaml:1: “product-manager” is the key of pm.yaml too: rename one." in done.stdout


def test_a_sample_can_be_listed_printed_and_checked(tmp_path: Path) -> None:
    listed = runs(tmp_path, "sample")
    assert listed.returncode == 0
    assert "product-manager" in listed.stdout
    assert "soixante jours" in runs(tmp_path, "sample", "--language", "fr").stdout
    printed = runs(tmp_path, "sample", "team-lead")
    (tmp_path / "own.yaml").write_text(printed.stdout, "utf-8")
    assert runs(tmp_path, "check", "own.yaml").returncode == 0
    unknown = runs(tmp_path, "sample", "team lead")
    assert unknown.returncode == 1
    assert "No journey here is called “team lead”. Did you mean team-lead?" in unknown.stderr


def test_the_journey_of_the_page_is_one(tmp_path: Path) -> None:
    page = (ROOT / "docs/onboarding.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "page.yaml").write_text(example[1], "utf-8")
    done = runs(tmp_path, "check", "page.yaml")
    assert done.returncode == 0, done.stdout


@pytest.fixture
def url(store: Store) -> str:
    """Where a database is that knows Priya."""
    workspace = join(store, "T0LUMEN", "Lumen")
    person(store, workspace, "U0PRIYA", Profile("Priya Shah", "UTC", True, "en"))
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
    return store.engine.url.render_as_string(hide_password=False)


def test_who_is_to_be_met_and_not_here_is_told_with_file_and_line(
    tmp_path: Path, file: Path, url: str
) -> None:
    file.write_text(FILE.replace("meets: buddy", 'meets: "@Pria Shah"'), "utf-8")
    words = "pm.yaml:14: Nobody here is called Pria Shah. Did you mean Priya Shah?"
    assert runs(tmp_path, "check", "pm.yaml").returncode == 0
    told = {"DATABASE_URL": url, "COLUMNS": "200"}
    checked = said(tmp_path, "onboarding", "check", "pm.yaml", "--here", **told)
    assert (checked.returncode, words in checked.stdout) == (1, True), checked.stderr
    given = ("onboarding", "import", "pm.yaml", "--as", "Priya Shah")
    kept = said(tmp_path, *given, **told)
    assert (kept.returncode, words in kept.stdout) == (1, True)
    assert "Nothing was kept." in kept.stdout
    file.write_text(FILE.replace("meets: buddy", 'meets: "@Priya Shah"'), "utf-8")
    assert said(tmp_path, "onboarding", "check", "pm.yaml", "--here", **told).returncode == 0
    assert "is kept" in said(tmp_path, *given, **told).stdout
    email = FILE.replace("meets: buddy", "meets: priya.shah@example.com")
    file.write_text(email, "utf-8")
    noted = said(tmp_path, *given, **told).stdout
    assert "pm.yaml:14: Note: E-mail addresses are not kept" in noted
    assert "is kept" in noted


def test_to_know_who_is_here_takes_a_database(tmp_path: Path, file: Path) -> None:
    done = runs(tmp_path, "check", "pm.yaml", "--here")
    assert done.returncode == 1
    assert "There is no database in" in done.stderr


def test_journeys_are_kept_from_files_and_offered(tmp_path: Path, file: Path, store: Store) -> None:
    workspace = join(store, "T0LUMEN", "Lumen")
    person(store, workspace, "U0PRIYA", Profile("Priya Shah", "UTC", True, "en"))
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
    url = store.engine.url.render_as_string(hide_password=False)

    def imports(*words: str) -> CompletedProcess[str]:
        told = ("onboarding", "import", *words)
        return said(tmp_path, *told, DATABASE_URL=url, COLUMNS="200")

    for _ in range(2):
        done = imports("pm.yaml", "--as", "Priya Shah")
        assert done.returncode == 0, done.stderr
    with store.begin() as session:
        (kept,) = shelf.every(session, workspace)
    assert f"{kept.journey.key} is kept." in done.stdout
    assert kept.owner
    assert kept.owner.slack_id == "U0PRIYA"
    with store.begin() as session:
        priya = people.find(session, workspace, "U0PRIYA")
        assert priya
        wanted = Wanted("U0PRIYA", NOW.date())
        enrolling.enrol(session, workspace, priya, kept.id, wanted, NOW)
    file.write_text(FILE.replace("{en: Your week,", "{en: This week,"), "utf-8")
    done = imports("pm.yaml", "--as", "Priya Shah", "--change", "minor")
    assert "product-manager is kept. 1 person who is on it has it now." in done.stdout
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "two.yaml").write_text(FILE.replace("product-manager", "two"), "utf-8")
    folder = imports("team", "--as", "Priya Shah")
    assert "two is kept." in folder.stdout, folder.stderr
    (tmp_path / "odd.yaml").write_text(FILE.replace("kind: do", "kind: dance"), "utf-8")
    wrong = imports("pm.yaml", "odd.yaml", "--as", "Priya Shah")
    assert wrong.returncode == 1
    assert "Nothing was kept." in wrong.stdout + wrong.stderr
    assert "Nobody here is called" in imports("pm.yaml", "--as", "Nobody").stderr
