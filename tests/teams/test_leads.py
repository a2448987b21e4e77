"""Whether someone leads a team is written beside them, and is what the teams say, always."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.store import people, teams
from bot.store.engine import Store
from bot.store.workspaces import Workspace
from tests.moment import NOW
from tests.teams.squad import Squad, people_there
from workflows.teams import change, close
from workflows.teams.change import Wanted
from workflows.teams.form import Fields

LEADS = ("HUGO", "LEA", "KENJI")
NAMES = ("Billing", "Payments", "Growth")
STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from((*LEADS, "close"))), min_size=1, max_size=12
)

_WRONG = text("""
    SELECT name FROM people WHERE leads IS DISTINCT FROM EXISTS (
        SELECT FROM teams WHERE lead_id = people.id AND closed_at IS NULL
            AND workspace_id = people.workspace_id)
""")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whoever_leads_is_known_to_after_any_changes(
    store: Store, workspace: Workspace, steps: list[tuple[str, str]]
) -> None:
    session = store.session()
    try:
        squad = people_there(session, workspace)
        for number, (name, step) in enumerate(steps):
            take(squad, name, step, number)
            session.flush()
            assert session.scalars(_WRONG).all() == []
    finally:
        session.close()


def take(squad: Squad, name: str, step: str, number: int) -> None:
    """A team is made, given to someone else or closed, and someone leaves or comes back."""
    priya, now = squad.person("PRIYA"), NOW + timedelta(minutes=number)
    team = teams.named(squad.session, squad.workspace, name)
    if step == "close":
        if team:
            close.close(squad.session, squad.workspace, priya, team.id, now)
        squad.learns("HUGO", updated=number + 2, active=number % 2 == 0)
    elif team is None:
        squad.makes(name, step)
    else:
        wanted = Wanted(team.id, Fields(name, "", squad.person(step)), team.revision)
        change.change(squad.session, squad.workspace, priya, wanted, now)


def test_who_leads_from_now_on_is_looked_up_again(squad: Squad) -> None:
    changed = squad.session.info[people.CHANGED]
    changed.clear()
    squad.makes("Billing", "HUGO")
    assert changed == {(squad.workspace.slack_id, "U0HUGO")}
    assert squad.person("HUGO").leads
    changed.clear()
    squad.makes("Payments", "HUGO")
    assert changed == set(), "nothing is news of him"
