"""`productops privacy` at a terminal."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store import people
from bot.store.audit import AuditRow
from bot.store.engine import Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from tests.program import said
from workflows.insights import capture, settings
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.insights.tables import InsightRow

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, store: Store, workspace: Workspace, lea: Person) -> Run:
    """The verb, where Léa has kept an insight."""
    with store.begin() as session:
        capture.keep(session, workspace, lea, Fields("Acme waits, says Léa"), Origin(), NOW)
    url = store.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = said(tmp_path, "privacy", *words, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def test_a_person_is_exported_counted_and_erased(
    run: Run, tmp_path: Path, store: Store, workspace: Workspace, lea: Person
) -> None:
    given = run("export", "@léa", "--out", "lea.json")
    assert "are in lea.json" in given.stdout, given.stderr
    told = json.loads((tmp_path / "lea.json").read_text("utf-8"))
    assert told["person"] == {"slack_id": "U0LEA", "name": "Léa"}
    assert told["tables"]["insights"][0]["words"] == "Acme waits, says Léa"

    counted = run("erase", "U0LEA", "--dry-run")
    assert "insights" in counted.stdout
    assert "Nothing was changed." in counted.stdout
    asked = run("erase", "U0LEA")
    assert asked.returncode == 1
    with store.begin() as session:
        assert people.find(session, workspace, "U0LEA")

    erased = run("erase", "U0LEA", "--yes")
    assert "They are erased." in erased.stdout, erased.stderr
    with store.begin() as session:
        assert people.find(session, workspace, "U0LEA") is None
        assert session.scalar(select(InsightRow.words)) == "Acme waits, says […]"
        trail = session.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert trail == ["person.exported", "person.erased"]
    again = run("erase", "U0LEA", "--yes")
    assert again.returncode == 1
    assert "Nobody here is called U0LEA" in again.stderr


def test_how_long_insights_are_kept_is_shown_and_changed(
    run: Run, store: Store, workspace: Workspace
) -> None:
    assert "Lumen: insights are kept for good." in run("retention").stdout
    assert "for 24 months" in run("retention", "24").stdout
    with store.begin() as session:
        assert settings.chosen(session, workspace).retention_months == 24
    wrong = run("retention", "many")
    assert wrong.returncode == 1
    assert "number of months from 1 to 120" in wrong.stderr
    assert "--workspace" in run("--workspace", "T9", "retention").stderr
