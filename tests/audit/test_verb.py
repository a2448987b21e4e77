"""`productops audit` at a terminal."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import audit
from bot.store.audit import Change
from bot.store.engine import Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from tests.program import said

Told = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def told(tmp_path: Path, store: Store, workspace: Workspace, lea: Person) -> Told:
    """What the verb prints of two changes."""
    with store.begin() as session:
        for change in (
            Change("language.changed", "", {"language": "en"}, {"language": "fr"}),
            Change("team.edited", "=Équipe", {"lead": "Hugo"}, {"lead": "Zoé"}),
        ):
            audit.record(session, workspace, lea, change, NOW)
    url = store.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = said(tmp_path, "audit", *words, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr
        return done

    return run


def test_changes_are_shown_on_the_terminal(told: Told) -> None:
    shown = told()
    assert shown.returncode == 0, shown.stderr
    assert "Default language" in shown.stdout
    assert "Language: English → Français" in shown.stdout
    assert "Team: edited · =Équipe" in shown.stdout


def test_what_is_searched_is_written_as_a_table(told: Told, tmp_path: Path) -> None:
    written = told("--search", "equipe", "--csv", "changes.csv")
    assert "1 change is in changes.csv." in written.stdout
    head, line = (tmp_path / "changes.csv").read_text("utf-8").splitlines()
    assert head.startswith('\ufeff"When (UTC)","Who","What"')
    assert '"\'=Équipe"' in line


def test_a_file_that_can_not_be_written_is_a_sentence(told: Told) -> None:
    nowhere = told("--csv", "no/such/folder.csv")
    assert nowhere.returncode == 1
    assert "can't be written" in nowhere.stderr
