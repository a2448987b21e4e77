"""Who is around somebody who arrives: their team, who leads it, and Product Ops."""

from bot.i18n import Translator
from bot.store import people, teams
from bot.store.teams import Content
from handlers.onboarding import around, enrol_views, home
from tests.onboarding.conftest import Arrival


def test_their_team_and_product_ops_are_theirs_to_know(arrival: Arrival, t: Translator) -> None:
    found = arrival.begins()
    session, workspace = arrival.given
    people.name_product_ops(session, workspace, (arrival.lea.slack_id, arrival.priya.slack_id))
    content = Content("Billing", "C0BILLING", arrival.marc.id, None, "", (arrival.sam.id,))
    teams.add(session, workspace, content, arrival.now)
    who = around.of(session, workspace, found)
    # Who prepared it comes first.
    assert [each.slack_id for each in who.product_ops] == ["U0PRIYA", "U0LEA"]
    line = "Team: Billing (lead: <@U0MARC>, <#C0BILLING>)"
    assert line in enrol_views.surroundings(t, found, who)
    blocks = home.draw(session, workspace, arrival.sam, arrival.now, t)
    *_, last = (str(block.to_dict()) for block in blocks)
    assert line in last
    assert "Product Ops: <@U0PRIYA>, <@U0LEA>" in last
    # Those who accompany them have the line that they had.
    theirs = home.draw(session, workspace, arrival.marc, arrival.now, t)
    seen = str([each.to_dict() for each in theirs])
    assert "Product Ops" not in seen


def test_a_team_that_ended_is_theirs_no_more(arrival: Arrival) -> None:
    found = arrival.begins()
    session, workspace = arrival.given
    content = Content("Billing", "", None, None, "", (arrival.sam.id,))
    made = teams.add(session, workspace, content, arrival.now)
    assert [each.id for each in around.of(session, workspace, found).teams] == [made]
    teams.close(session, workspace, made, arrival.now)
    assert not around.of(session, workspace, found).teams
