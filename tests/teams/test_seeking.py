"""A team whose lead has left is not forgotten: Product Ops is asked for another, once."""

from bot.asks import finding
from bot.i18n import Translator
from bot.store.people import Person
from bot.store.teams import Team
from handlers.teams import kinds
from tests.moment import NOW
from tests.teams.squad import Squad
from workflows.teams import close, leaving, seeking
from workflows.teams.form import Fields


def asked(squad: Squad) -> list[str]:
    """What Priya is asked for, by team."""
    priya = squad.person("PRIYA")
    owed = finding.owed(squad.session, squad.workspace, priya, NOW)
    return [line.ask.title for line in owed if line.ask.kind == seeking.KIND]


def leaves(squad: Squad, name: str, *, active: bool = False) -> Person:
    """Someone leaves, or comes back."""
    squad.learns(name, active=active, updated=9 if active else 5)
    person = squad.person(name)
    leaving.follow(squad.session, squad.workspace, person, NOW)
    return person


def led(squad: Squad, team: Team, lead: str) -> None:
    """Priya names a lead."""
    fields = Fields(team.name, team.channel or "", squad.person(lead), ())
    squad.change("PRIYA", team, fields)


def test_product_ops_is_asked_until_somebody_leads_the_team(squad: Squad) -> None:
    squad.makes("Billing", "HUGO", "LEA")
    squad.makes("Payments", "LEA")
    leaves(squad, "HUGO")
    leaves(squad, "HUGO")
    assert asked(squad) == ["Billing"]
    led(squad, squad.team(), "KENJI")
    assert asked(squad) == []


def test_nothing_is_asked_any_more_once_the_lead_is_back_or_the_team_is_closed(
    squad: Squad,
) -> None:
    team = squad.makes("Billing", "HUGO")
    leaves(squad, "HUGO")
    leaves(squad, "HUGO", active=True)
    assert asked(squad) == []
    squad.learns("HUGO", active=False, updated=20)
    leaving.follow(squad.session, squad.workspace, squad.person("HUGO"), NOW)
    assert asked(squad) == ["Billing"]
    close.close(squad.session, squad.workspace, squad.person("PRIYA"), team.id, NOW)
    assert asked(squad) == []


def test_it_says_what_is_missing_and_opens_the_team(
    squad: Squad, t: Translator, fr: Translator
) -> None:
    squad.makes("R&D <3", "HUGO")
    leaves(squad, "HUGO")
    priya = squad.person("PRIYA")
    (line,) = [
        each
        for each in finding.owed(squad.session, squad.workspace, priya, NOW)
        if each.ask.kind == seeking.KIND
    ]
    assert "*R&amp;D &lt;3 has no lead any more.*" in kinds.LEAD.line(t, line.ask)
    assert "n’a plus de responsable" in kinds.LEAD.line(fr, line.ask)
