"""Values of KPIs are brought in from a table, and YAML that is no plan is refused as a whole."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import bringing, clock
from bot.days import day
from bot.delivery.tables import DeliveryRow
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.store import teams
from bot.store.engine import Store
from bot.store.workspaces import Workspace
from bot.yaml_nodes import Misread
from handlers.okrs import plan_tables
from handlers.okrs.plan_yaml import plan
from tests.house.sources import ROOT
from tests.okrs.imports import Company, at_work
from workflows.okrs import kpi, kpis
from workflows.okrs.columns import PLAN
from workflows.okrs.incoming import read
from workflows.okrs.key_result_form import Fields
from workflows.okrs.tables import KpiReadingRow


@pytest.fixture
def company(tmp_path: Path, store: Store, workspace: Workspace) -> Company:
    return at_work(tmp_path, store, workspace)


def test_values_of_kpis_are_kept_once_and_only_the_newest_alerts(company: Company) -> None:
    now = clock.now()
    with company.store.begin() as session:
        team = teams.every(session, company.workspace)[0]
        for title in ("On time", "Churn"):
            fields = kpis.check(kpis.Typed(title, "%", floor="95", owner="U0LEA"), "en")
            assert not isinstance(fields, Errors)
            kpis.make(session, company.workspace, company.priya, team.id, fields, now)
    days = [now.date() - timedelta(weeks) for weeks in (28, 21, 14, 7)]
    rows = [f"On time,,{days[1]},90%", f"on TIME,billing,{days[3]},93.5", f"Churn,,{days[0]},90"]
    rows += [f"Churn,,{days[2]},97", f"Churn,,{days[2]},98", f"On tme,,{days[0]},1"]
    rows += [f"Churn,,{now.date() + timedelta(9)},soon", "Churn,,31/02/2026,99"]
    table = "\n".join(["KPI,Team,Date,Value", *rows, ""])
    (company.folder / "values.csv").write_text(table, "utf-8")
    dry = company.run("values", "values.csv", "--as", "Léa", "--dry-run")
    assert "4 values would be kept. Nothing was." in dry.stdout, dry.stderr
    assert readings(company) == 0
    done = company.run("values", "values.csv", "--as", "Léa")
    assert "4 values kept." in done.stdout, done.stderr
    assert done.returncode == 1
    assert readings(company) == 4
    twice, unknown, later, never = company.errors("values")
    assert "Value: Line 5 gives another value for this day." in twice
    assert "There is no KPI “On tme”. Did you mean On time?" in unknown
    assert "still to come." in later
    assert "Value: This is no figure" in later
    assert "“31/02/2026” is no date" in never
    with company.store.begin() as session:
        told = session.scalars(select(DeliveryRow.key)).all()
        found = {each.title: each for each in kpi.kpis(session, company.workspace)}
    # Both were below; Churn was back in time.
    assert [key.split(":")[1:3] for key in told] == [[str(found["On time"].id), "breached"]]
    assert found["On time"].value == Decimal("93.5")
    assert found["On time"].read_at
    assert found["On time"].read_at.hour == 12
    again = company.run("values", "values.csv", "--as", "Priya")
    assert "0 values kept." in again.stdout
    assert "4 were there already." in again.stdout
    assert company.trail() == [("values.csv", 4, 0, 4)]


def readings(company: Company) -> int:
    """How many values of KPIs there are."""
    with company.store.begin() as session:
        return session.scalar(select(func.count()).select_from(KpiReadingRow)) or 0


@pytest.mark.parametrize(
    ("typed", "language", "found"),
    [
        (" 2026-11-30 ", "en", date(2026, 11, 30)),
        ("30/11/2026", "en", date(2026, 11, 30)),
        ("11.30.2026", "en", date(2026, 11, 30)),
        ("4/3/2026", "fr", date(2026, 3, 4)),
        ("4/4/2026", "en", date(2026, 4, 4)),
        ("4/3/2026", "en", None),
        ("13/13/2026", "en", None),
        ("30 November", "en", None),
    ],
)
def test_a_day_is_read_where_it_can_be_read_in_one_way(
    typed: str, language: str, found: date | None
) -> None:
    if found:
        assert day(typed, language) == found
    else:
        with pytest.raises(Refusal):
            day(typed, language)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("company:\n  - objective: A\n    unit: %\n", "Line 3: This can't be read as YAML"),
        (
            "company:\n- objective: A\n  key_reslts: []\n",
            "Line 3: “key_reslts” has no place here. ",
        ),
        ("team:\n  Billing: []\n", "Line 1: “team” has no place here. Did you mean teams"),
        ("company:\n  objective: A\n", "Line 2: Here should be a list"),
        ("company:\n- A\n", "Line 2: Here should be names"),
        ("company: []\ncompany: []\n", "Line 2: “company” is there twice."),
        ("company:\n- objective: {A: B}\n", "Line 2: Here should be a text or a figure"),
        ("company:\n- objective: A\n  key_results:\n  - {}\n", "Line 4: Say in a few words"),
        ("cycle: A\nstarts: soon\nends: 2026-01-01\n", "Line 2: “soon” is no date"),
        ("cycle: A\nstarts: 2026-01-01\n", "Line 2: Give the cycle's name"),
        ("company: [\x01]\n", "Line 1: This can't be read as YAML"),
        ("# nothing\n", "This file is empty."),
    ],
)
def test_yaml_that_says_what_there_is_no_place_for_is_refused_as_a_whole(
    tmp_path: Path, t: Translator, content: str, why: str
) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises((Misread, Refusal)) as refused:
        plan(file, "", "en")
    error = refused.value
    if isinstance(error, Misread):
        ((line, words),) = error.wrong
        assert f"Line {line}: {t.words(words)}".startswith(why)
    else:
        assert isinstance(error, Refusal)
        assert t.words(error.words) == why


def test_the_examples_of_the_page_say_the_same(tmp_path: Path) -> None:
    page = (ROOT / "docs/okrs.md").read_text("utf-8")
    for name, mark in (("plan.csv", "csv"), ("plan.yaml", "yaml")):
        example = page.partition(f"```{mark}\n")[2].partition("```")[0]
        (tmp_path / name).write_text(example, "utf-8")
    table = bringing.look(tmp_path / "plan.csv", "", PLAN, ("objective",))
    lines = plan_tables.plan(table), plan(tmp_path / "plan.yaml", "", "en").told
    first, second = (
        [
            (each.sent.cycle, each.sent.team, each.sent.objective, each.sent.owner, found)
            for each in told
            if (found := read(each.sent, "", "en"))
        ]
        for told in lines
    )
    assert not table.columns.others
    assert first == second
    assert [type(found) for *_, found in first] == [Fields] * 3
    assert {each.sent.aligned_to for each in lines[0]} == {
        each.sent.aligned_to for each in lines[1]
    }
