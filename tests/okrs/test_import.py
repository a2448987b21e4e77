"""What a company aims at is brought in from files, once however often."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot import clock
from bot.store.engine import Store
from bot.store.workspaces import Workspace
from tests.okrs.imports import Company, at_work
from workflows.okrs import cycles, objective
from workflows.okrs.incoming import loop, order
from workflows.okrs.key_result import key_results
from workflows.okrs.tables import CycleRow, KeyResultRow

# As people fill it in: a team below the company, an objective told once, a milestone.
PLAN = """\
Cycle,Team,Objective,Aligned to,Key result,Unit,Start,Target,Steps,Owner,Source,Votes
Spring,Billing,Nobody asks us,Month end is quiet,Paid unasked,%,62,80,,@Léa,Stripe,3
,,,,Exports,,,,Designed; In beta; Live,U0HUGO,,
Spring,,Month end is quiet,,Accountants who recommend us,,"1,200","2,400",,,,
"""
# As a French Excel writes it; its first two rows are well.
FRENCH = """\
Équipe;Objectif;ALIGNE SUR;Résultat clé;unité;départ;cible;sens;étapes;responsable
Billing;Personne ne cherche sa facture;;Encaissé;k€;1 200,5;2 400;;;Léa
;;;Avoirs;;;;;Conçus|En ligne;

Billing;Un autre;;Mal écrit;%;bientôt;80;côté;;Zoé
Biling;Un autre;;Ailleurs;;1;2;;;
;Tout va bien;;;;;;;;
"""
YAML = """\
cycle: Summer
starts: {starts}
ends: {ends}
company:
  - objective: Month end is quiet
teams:
  billing:
    - objective: Nobody asks us about an invoice
      aligned to: Month end is quiet
      key_results:
        - key_result: Paid unasked
          unit: "%"
          start: 62
          target: {target}
          owner: {owner}
        - key_result: Exports
          steps: [Designed, In beta, Live]
"""


@pytest.fixture
def company(tmp_path: Path, store: Store, workspace: Workspace) -> Company:
    return at_work(tmp_path, store, workspace)


def test_a_plan_is_tried_brought_in_and_brought_in_again(company: Company) -> None:
    dry = company.brings("plan.csv", PLAN, "--dry-run")
    assert "2 objectives and 3 key results would be kept. Nothing was." in dry.stdout, dry.stderr
    assert (company.counts(), company.trail(), dry.returncode) == ((0, 0), [], 0)

    done = company.brings("plan.csv", PLAN)
    assert "2 objectives and 3 key results kept." in done.stdout, done.stderr
    assert "no such columns: Votes." in done.stdout
    assert (company.counts(), done.returncode) == ((2, 3), 0)
    again = company.brings("plan.csv", PLAN, by="Hugo")
    assert "0 objectives and 0 key results kept." in again.stdout
    assert "2 objectives and 3 key results were there already." in again.stdout
    assert (company.counts(), again.returncode) == ((2, 3), 0)
    assert company.trail() == [("plan.csv", 5, 0, 0)]

    with company.store.begin() as session:
        cycle = cycles.current(session, company.workspace, clock.now())
        assert cycle
        above, below = objective.in_cycle(session, company.workspace, cycle.id)
        first, second, third = sorted(
            key_results(session, company.workspace, CycleRow.id == cycle.id),
            key=lambda each: each.id,
        )
    assert (above.team_name, below.team_name, below.parent) == (None, "Billing", above.id)
    assert (first.unit, first.aim.target, first.source) == ("%", Decimal(80), "Stripe")
    assert (first.owner and first.owner.name, second.owner and second.owner.name) == ("Léa", "Hugo")
    assert second.zones == ("Designed", "In beta", "Live")
    assert (third.aim.start, third.owner) == (Decimal(1200), None)

    changed = PLAN.replace("62,80", "60,80").replace("Month end is quiet,Paid", "Exports,Paid")
    other = company.brings("plan.csv", changed.replace("U0HUGO", "Léa"), "--dry-run")
    assert other.returncode == 1
    one, two = company.errors()
    assert one.startswith("2|Aligned to: There is no objective “Exports” in this cycle")
    assert "“Exports” is there with another owner: change it in Slack." in two
    company.brings("plan.csv", PLAN.replace("62,80", "60,80"))
    assert "“Paid unasked” is there with other figures: change it in Slack." in company.errors()[0]


def test_a_french_table_is_read_and_its_rows_can_be_corrected_one_by_one(company: Company) -> None:
    done = company.brings("plan.csv", FRENCH, "--language", "fr")
    assert "2 objectives and 2 key results kept." in done.stdout, done.stderr
    assert "2 rows were not: plan.errors.csv says why." in done.stdout
    assert done.returncode == 1
    bad, team = company.errors()
    assert bad.startswith("5|")
    for why in (
        "départ: This is no figure I can read. Write it with digits, such as 12,5",
        "sens: “côté” is neither up nor down.",
        "responsable: Nobody here is called Zoé.",
    ):
        assert why in bad
    assert team.startswith("6|Équipe: There is no team “Biling”. Did you mean Billing?")
    text = (company.folder / "plan.errors.csv").read_text("utf-8-sig")
    for wrong, right in (("bientôt", "70"), ("côté", "hausse"), ("Zoé", "Léa"), ("Biling", "")):
        text = text.replace(f";{wrong};", f";{right};").replace(f";{wrong}\n", f";{right}\n")
    more = company.brings("more.csv", text, "--language", "fr")
    assert "2 objectives and 2 key results kept." in more.stdout, more.stderr + more.stdout
    with company.store.begin() as session:
        found = select(KeyResultRow.start).where(KeyResultRow.title == "Encaissé")
        assert session.scalar(found) == Decimal("1200.5")


def test_a_row_that_goes_on_with_the_one_above_is_refused_with_what_it_had_from_it(
    company: Company,
) -> None:
    content = "team,objective,key result,start,target\nBilling,Aim,One,1,2\n,,Two,soon,2\n,,,1,2\n"
    assert company.brings("plan.csv", content).returncode == 1
    two, nameless = company.errors()
    assert two.startswith("3|start: This is no figure I can read.")
    assert two.endswith("|Billing|Aim|Two|soon|2")
    assert nameless.startswith("4|key result: Say in a few words what you want to reach.")
    assert company.counts() == (1, 1)
    lonely = company.brings("plan.csv", "objective,key result\n,One\nA,B,C\n")
    assert lonely.returncode == 1
    first, long = company.errors()
    assert "objective: Say in a few words" in first
    assert "It has 3 cells for 2 columns" in long
    assert "No column is called “objective”" in company.brings("plan.csv", "a,b\n").stderr


def test_objectives_that_hold_each_other_up_are_refused_and_what_hangs_on_them(
    company: Company,
) -> None:
    content = (
        "objective,aligned to,key result,start,target,cycle\n"
        "A,B,,,,\nB,C,,,,\nC,A,,,,\nD,A,Result,1,2,\nD,,Other,1,2,\nE,E,,,,\nF,G,,,,\nG,,,,,\n"
        "H,,,,,Autumn\nI,Q,,,,\n"
    )
    done = company.brings("plan.csv", content)
    assert "2 objectives and 0 key results kept." in done.stdout, done.stderr
    assert company.errors()[0].startswith("2|aligned to: “B” is aligned to this objective already")
    lines = {line.partition("|")[0]: line for line in company.errors()}
    assert list(lines) == ["2", "3", "4", "5", "6", "7", "10", "11"]
    assert "“A” was not kept, so nothing can be aligned to it." in lines["5"]
    assert "Its objective was not kept: line 5 says why." in lines["6"]
    assert "“E” is aligned to this objective already" in lines["7"]
    assert "There is no cycle “Autumn”. There are Spring." in lines["10"]
    assert "There is no objective “Q” in this cycle, nor in this file." in lines["11"]


def test_who_leads_a_team_brings_in_only_what_it_aims_at(company: Company) -> None:
    done = company.brings("plan.csv", "objective,team\nOurs,Billing\nAll’s,Company\n", by="Hugo")
    assert "1 objective and 0 key results kept." in done.stdout, done.stderr
    assert "Only Product Ops set the company's objectives" in company.errors()[0]
    assert (
        "Only Product Ops and the leads of teams"
        in company.run("import", "plan.csv", "--as", "Léa").stderr
    )
    assert "Nobody here is called Nemo" in company.run("import", "plan.csv", "--as", "Nemo").stderr
    assert company.run("import", "plan.csv").returncode == 2
    german = company.run("import", "plan.csv", "--as", "Hugo", "--language", "de")
    assert "There is no language “de”: say en or fr." in german.stderr
    assert "can't be read" in company.run("import", "none.csv", "--as", "Hugo").stderr


def test_yaml_makes_its_cycle_and_says_on_which_line_something_is_wrong(company: Company) -> None:
    today = clock.now().date()
    days = {"starts": today + timedelta(40), "ends": today + timedelta(100)}
    whole = YAML.format(**days, target=80, owner="Léa")
    unmade = whole.replace("starts", "#").replace("ends", "#")
    unknown = company.brings("plan.yaml", unmade)
    assert "Line 1: cycle: There is no cycle “Summer”. There are Spring." in unknown.stdout
    bad = company.brings("plan.yaml", YAML.format(**days, target="many", owner="Nemo"))
    assert "The cycle Summer is made." in bad.stdout, bad.stderr
    assert "2 objectives and 1 key result kept." in bad.stdout
    misread = company.brings("odd.yaml", "cycle: A\nsprings: soon\n")
    assert "Line 2: “springs” has no place here" in misread.stderr
    assert "Nothing was kept." in misread.stderr
    assert "Line 14: target: This is no figure I can read." in bad.stdout
    assert "Line 15: owner: Nobody here is called Nemo." in bad.stdout
    assert "1 part of it was not: correct plan.yaml and import it again." in bad.stdout
    assert bad.returncode == 1
    done = company.brings("plan.yaml", whole)
    assert "0 objectives and 1 key result kept." in done.stdout, done.stderr
    assert "2 objectives and 1 key result were there already." in done.stdout
    assert (company.counts(), done.returncode) == ((2, 2), 0)
    old = "cycle: Old\nstarts: 2020-01-01\nends: 2020-03-31\n"
    assert "Line 3: ends: *Old* is over" in company.brings("old.yaml", old).stdout
    moved = whole.replace(str(days["starts"]), str(days["starts"] + timedelta(1)))
    assert (
        "Line 2: starts: *Summer* is there with other days"
        in company.brings("plan.yaml", moved).stdout
    )


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 12)))
def test_what_is_made_first_is_above_and_loops_are_left_out(
    parents: dict[int, int | None],
) -> None:
    placed = order(parents)
    made: set[int] = set()
    for each in placed:
        above = parents.get(each)
        assert above is None or above in made
        made.add(each)
    for each in parents.keys() - made:
        at: int | None = each
        seen = []
        while at not in seen:
            assert at is not None
            seen.append(at)
            at = parents[at]
        assert loop(parents, at)
    assert not any(loop(parents, each) for each in made)
