"""A team whose lead has left is not forgotten: Product Ops is asked for another, once."""

from sqlalchemy import update

from bot.asks import finding
from bot.i18n import Translator
from bot.store.people import Person
from bot.store.teams import Team, TeamRow
from handlers.people import listeners
from handlers.teams import kinds
from tests.moment import NOW
from tests.teams.squad import Squad
from workflows.setup import naming
from workflows.teams import close, leaving, seeking
from workflows.teams.form import Fields


def asked(squad: Squad, who: str = "PRIYA") -> list[str]:
    """What someone is asked for, by team."""
    owed = finding.owed(squad.session, squad.workspace, squad.person(who), NOW)
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


def test_who_is_no_longer_product_ops_is_asked_no_more_and_someone_who_is_instead(
    squad: Squad,
) -> None:
    squad.makes("Billing", "HUGO")
    leaves(squad, "HUGO")
    names(squad, "PRIYA", add="KENJI")
    assert (asked(squad), asked(squad, "KENJI")) == (["Billing"], [])
    names(squad, "KENJI", remove="PRIYA")
    assert (asked(squad), asked(squad, "KENJI")) == ([], ["Billing"])


def test_whoever_was_asked_stays_the_only_one(squad: Squad) -> None:
    squad.makes("Billing", "HUGO", "LEA")
    leaves(squad, "HUGO")
    names(squad, "PRIYA", add="KENJI")
    squad.session.execute(update(TeamRow).values(named_by_id=squad.person("KENJI").id))
    leaves(squad, "LEA")
    assert (asked(squad), asked(squad, "KENJI")) == (["Billing"], [])


def test_a_lead_who_is_a_guest_by_now_is_asked_nothing_and_product_ops_for_another(
    squad: Squad,
) -> None:
    team = squad.makes("Billing", "HUGO")
    hugo = {"id": "U0HUGO", "name": "hugo", "locale": "en-US", "updated": 9}
    slack = {"user": {**hugo, "is_restricted": True}}
    listeners.changed(squad.session, squad.workspace, slack, NOW)
    assert asked(squad) == ["Billing"]
    assert finding.owed(squad.session, squad.workspace, squad.person("HUGO"), NOW) == ()
    listeners.changed(squad.session, squad.workspace, {"user": {**hugo, "updated": 10}}, NOW)
    assert asked(squad) == []
    assert squad.team().lead == squad.person("HUGO")
    assert team.lead


def names(squad: Squad, who: str, add: str = "", remove: str = "") -> None:
    """Someone says who is Product Ops."""
    added, removed = (tuple(f"U0{one}" for one in (name,) if one) for name in (add, remove))
    person = squad.person(who)
    naming.name(squad.session, squad.workspace, person, naming.Naming(added, removed), NOW)


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
