"""A lead whom someone else named is asked once whether the right people are in their team."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.asks import finding, handover
from bot.asks.ask import Ask
from bot.asks.kinds import Place, kinds_of
from bot.asks.tables import TurnRow
from bot.errors import Refusal
from bot.i18n import Translator
from bot.store import people
from tests.moment import NOW
from tests.teams.squad import Squad
from tests.teams.test_workflow import changes
from workflows.teams import close, confirming, leaving, make
from workflows.teams.form import Fields

LATER = NOW + timedelta(hours=1)


def owed(squad: Squad, who: str) -> list[Ask]:
    """What someone owes."""
    person = squad.person(who)
    return [line.ask for line in finding.owed(squad.session, squad.workspace, person, NOW)]


def test_who_is_named_lead_by_someone_else_is_asked_on_their_next_working_day(
    squad: Squad,
) -> None:
    squad.makes("Billing", "HUGO")
    (ask,) = owed(squad, "HUGO")
    assert (ask.kind, ask.title) == (confirming.KIND, "Billing")
    at = squad.session.scalars(select(TurnRow.since).where(TurnRow.ask_id == ask.id)).one()
    assert at.isoformat() == "2026-03-04T08:00:00+00:00", "9:00 in Paris, the day after"


def test_who_makes_their_own_team_is_asked_nothing(squad: Squad) -> None:
    priya = squad.person("PRIYA")
    make.make(squad.session, squad.workspace, priya, Fields("Billing", "", priya), NOW)
    assert owed(squad, "PRIYA") == []


def test_it_is_settled_by_the_button_and_by_saving_the_team(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO")
    for who in ("PRIYA", "LEA"):
        with pytest.raises(Refusal):
            confirming.confirm(squad.session, squad.workspace, squad.person(who), team.id, LATER)
    hugo = squad.person("HUGO")
    confirming.confirm(squad.session, squad.workspace, hugo, team.id, LATER)
    assert owed(squad, "HUGO") == []
    squad.makes("Payments", "HUGO")
    changes(squad, "HUGO", name="Payments", members=(squad.person("LEA"),))
    assert owed(squad, "HUGO") == []


@pytest.mark.parametrize("how", ["handed over", "closed", "left"])
def test_it_is_no_longer_needed_once_they_lead_no_more(squad: Squad, how: str) -> None:
    team = squad.makes("Billing", "HUGO")
    if how == "handed over":
        changes(squad, "PRIYA", lead=squad.person("LEA"))
        assert [ask.title for ask in owed(squad, "LEA")] == ["Billing"]
    elif how == "closed":
        close.close(squad.session, squad.workspace, squad.person("PRIYA"), team.id, LATER)
    else:
        squad.learns("HUGO", active=False)
        leaving.follow(squad.session, squad.workspace, squad.person("HUGO"), LATER)
    assert owed(squad, "HUGO") == []


def test_it_bears_the_name_that_the_team_has(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO")
    fields = Fields("Invoices", "", squad.person("HUGO"))
    squad.change("PRIYA", team, fields)
    assert [ask.title for ask in owed(squad, "HUGO")] == ["Invoices"]
    confirming.confirm(squad.session, squad.workspace, squad.person("HUGO"), team.id, LATER)
    squad.change("PRIYA", squad.team("Invoices"), Fields("Billing", "", squad.person("HUGO")))
    assert owed(squad, "HUGO") == []


def test_who_hears_that_it_stays_open_named_them_or_is_of_product_ops(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO")
    hugo = squad.person("HUGO")

    def heir() -> str:
        found = confirming.heir(squad.session, squad.workspace, hugo, team.id)
        return found.name if found else ""

    people.name_product_ops(squad.session, squad.workspace, ("U0LEA", "U0HUGO"))
    assert heir() == "Priya"
    squad.learns("PRIYA", active=False)
    assert heir() == "Lea"
    squad.learns("LEA", active=False)
    assert heir() == "", "nobody is told of themselves"


def test_it_is_asked_in_both_languages_with_ids_of_its_own_in_each_place(
    squad: Squad, t: Translator, fr: Translator
) -> None:
    squad.makes("R&D <!here>", "HUGO")
    (ask,) = owed(squad, "HUGO")
    kind = kinds_of(squad.session.info)[ask.kind]
    for words, says in ((t, "Are the right people in R&amp;D"), (fr, "bonnes personnes")):
        line = kind.line(words, ask)
        assert says in line
        assert "<!here>" not in line + kind.about(words, ask) + kind.why(words, ask)
    places = [{one.action_id for one in kind.buttons(t, ask, place)} for place in Place]
    assert not places[0] & places[1]
    values: Any = {one.value for one in kind.buttons(t, ask, Place.MESSAGE)}
    assert values == {str(ask.subject)}


def test_a_lead_who_says_that_it_is_not_theirs_hands_it_to_product_ops(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO")
    hugo, priya = squad.person("HUGO"), squad.person("PRIYA")
    (line,) = finding.owed(squad.session, squad.workspace, hugo, NOW)
    with pytest.raises(Refusal) as refused:
        handover.offer(squad.session, squad.workspace, hugo, line.ask.id, ("U0LEA", ""), NOW)
    assert "choose someone of Product Ops" in refused.value.words.one
    handover.offer(squad.session, squad.workspace, hugo, line.ask.id, ("U0PRIYA", ""), NOW)
    handover.accept(squad.session, squad.workspace, priya, line.ask.id, NOW)
    confirming.confirm(squad.session, squad.workspace, priya, team.id, NOW)
    assert finding.owed(squad.session, squad.workspace, priya, NOW) == ()
