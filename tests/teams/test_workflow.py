"""Teams are made, changed, handed over and closed by who may, and everything follows at once."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.errors import Refusal
from bot.i18n import Translator
from bot.store import homes, teams
from bot.store.audit import AuditRow
from bot.store.people import Kind
from tests.moment import NOW
from tests.teams.squad import Squad
from workflows.teams import change, close, find, leaving, make
from workflows.teams.change import Changed, Outdated, Wanted
from workflows.teams.form import Fields

LATER = NOW + timedelta(minutes=5)


def changes(squad: Squad, who: str, name: str = "Billing", **to: Any) -> Changed | Outdated:
    """A team is changed by someone who has it before them as it is."""
    team = squad.team(name)
    members = [one for one in teams.chosen(squad.session, squad.workspace, team.id) if one.here]
    lead = team.lead or squad.person("PRIYA")
    fields = replace(Fields(team.name, team.channel, lead, tuple(members)), **to)
    wanted = Wanted(team.id, fields, team.revision)
    return change.change(squad.session, squad.workspace, squad.person(who), wanted, LATER)


def trail(squad: Squad) -> list[tuple[Any, ...]]:
    """The audit trail: who, what, before, after."""
    squad.session.flush()
    rows = squad.session.scalars(select(AuditRow).order_by(AuditRow.id))
    return [(row.person_id, row.action, row.subject, row.before, row.after) for row in rows]


def test_a_team_is_made_with_its_lead_and_its_people(squad: Squad) -> None:
    told = squad.facts()
    team = squad.makes("Billing", "HUGO", "LEA", "GUS")
    assert (team.name, team.channel, team.lead, team.named_by) == (
        *("Billing", "C0BILLING"),
        *(squad.person("HUGO"), squad.person("PRIYA").id),
    )
    assert squad.members() == ["Gus", "Hugo", "Lea"]
    assert told == [("team.made", team.id)]
    assert trail(squad) == [
        (
            squad.person("PRIYA").id,
            "team.made",
            "Billing",
            None,
            {
                "name": "Billing",
                "channel": "C0BILLING",
                "lead": "Hugo",
                "group": "",
                "members": ["Gus", "Hugo", "Lea"],
            },
        )
    ]


@pytest.mark.parametrize("who", ["LEA", "HUGO", "GUS", "GONE"])
def test_only_product_ops_makes_and_closes_teams(squad: Squad, who: str) -> None:
    team, person = squad.makes(), squad.person(who)
    fields = Fields("Payments", "", squad.person("LEA"))
    with pytest.raises(Refusal):
        make.make(squad.session, squad.workspace, person, fields, NOW)
    with pytest.raises(Refusal):
        close.close(squad.session, squad.workspace, person, team.id, NOW)
    assert [one.name for one in teams.every(squad.session, squad.workspace)] == ["Billing"]


def test_its_lead_changes_a_team_and_hands_it_over_and_no_other_lead_does(
    squad: Squad, t: Translator
) -> None:
    squad.makes("Billing", "HUGO", "LEA")
    squad.makes("Payments", "KENJI")
    for who, says in (
        ("KENJI", "Only Product Ops and Hugo, who leads *Billing*, can change it: ask them."),
        ("LEA", "Only Product Ops and Hugo, who leads *Billing*, can change it: ask them."),
        ("GUS", "Only Product Ops and the leads of teams can do this: ask one of them."),
    ):
        with pytest.raises(Refusal) as refused:
            changes(squad, who, name="Billing", channel="C2")
        assert t.words(refused.value.words) == says
    renamed = changes(squad, "HUGO", name="Billing", channel="C2")
    assert isinstance(renamed, Changed)
    assert (renamed.team.channel, renamed.handed_over) == ("C2", False)
    handed = changes(squad, "HUGO", lead=squad.person("LEA"))
    assert isinstance(handed, Changed)
    assert handed.handed_over
    assert handed.team.named_by == squad.person("HUGO").id
    with pytest.raises(Refusal):
        changes(squad, "HUGO", channel="C3")
    assert isinstance(changes(squad, "LEA", channel="C3"), Changed)
    assert isinstance(changes(squad, "PRIYA", channel="C4"), Changed)


def test_the_trail_tells_what_differs_in_words(squad: Squad) -> None:
    squad.makes("Billing", "HUGO", "LEA", channel="C1")
    told = squad.facts()
    changes(squad, "PRIYA", name="Billing")
    assert told == [], "nothing differs"
    new = {"lead": squad.person("LEA"), "members": (squad.person("KENJI"),)}
    changes(squad, "HUGO", channel="", **new)
    assert trail(squad)[1:] == [
        (
            squad.person("HUGO").id,
            "team.changed",
            "Billing",
            {"channel": "C1", "lead": "Hugo", "members": ["Hugo", "Lea"]},
            {"channel": "", "lead": "Lea", "members": ["Kenji", "Lea"]},
        )
    ]
    close.close(squad.session, squad.workspace, squad.person("PRIYA"), squad.team().id, LATER)
    _, action, subject, before, after = trail(squad)[-1]
    assert (action, subject, before["lead"], after) == ("team.closed", "Billing", "Lea", None)


def test_the_second_of_two_editors_changes_nothing_and_gets_what_is_there(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO", channel="C1")
    changes(squad, "PRIYA", channel="C2")
    fields = Fields("Invoices", "C1", squad.person("HUGO"))
    late = Wanted(team.id, fields, team.revision)
    found = change.change(squad.session, squad.workspace, squad.person("HUGO"), late, LATER)
    assert isinstance(found, Outdated)
    assert (found.team.channel, squad.team().name) == ("C2", "Billing")


def test_a_closed_team_is_nowhere_and_closes_only_once(squad: Squad) -> None:
    team = squad.makes("Billing", "HUGO", "LEA")
    told, priya = squad.facts(), squad.person("PRIYA")
    for _ in range(2):
        closed = close.close(squad.session, squad.workspace, priya, team.id, LATER)
        assert closed.closed_at == LATER
    assert told == [("team.closed", team.id)]
    assert find.page(squad.session, squad.workspace, priya).teams == ()
    for refused in (
        lambda: find.sheet(squad.session, squad.workspace, priya, team.id),
        lambda: change.to_change(squad.session, squad.workspace, priya, team.id),
        lambda: find.named(squad.session, squad.workspace, priya, "Billing"),
    ):
        with pytest.raises(Refusal):
            refused()


def test_when_a_lead_leaves_their_team_has_none_and_is_theirs_again_when_they_return(
    squad: Squad,
) -> None:
    team = squad.makes("Billing", "HUGO", "LEA")
    told = squad.facts()
    squad.learns("HUGO", active=False)
    leaving.follow(squad.session, squad.workspace, squad.person("HUGO"), NOW)
    assert squad.team().lead is None
    assert squad.members() == ["Lea"]
    assert told == [("team.changed", team.id)]
    hugo = squad.person("HUGO")
    assert squad.team().named == hugo
    assert teams.of(squad.session, squad.workspace, hugo) == ()
    assert teams.lead_of(squad.session, squad.workspace, team.id) is None
    squad.learns("HUGO", updated=3)
    assert squad.team().lead == squad.person("HUGO")
    assert squad.members() == ["Hugo", "Lea"]


def test_a_member_who_left_is_one_again_although_the_team_was_edited_meanwhile(
    squad: Squad,
) -> None:
    squad.makes("Billing", "HUGO", "LEA", "KENJI")
    squad.learns("LEA", active=False)
    changes(squad, "HUGO", members=(squad.person("GUS"),))
    assert squad.members() == ["Gus", "Hugo"]
    squad.learns("LEA", updated=3)
    assert squad.members() == ["Gus", "Hugo", "Lea"]


def test_a_lead_who_is_a_guest_by_now_leads_no_more(squad: Squad) -> None:
    squad.makes("Billing", "HUGO", "LEA")
    squad.learns("HUGO", kind=Kind.GUEST)
    assert squad.team().lead is None
    assert squad.members() == ["Hugo", "Lea"], "a guest may be in a team"
    with pytest.raises(Refusal):
        change.to_change(squad.session, squad.workspace, squad.person("HUGO"), squad.team().id)


def test_a_team_is_found_by_its_name_however_it_is_written_and_near_names_are_told(
    squad: Squad, t: Translator
) -> None:
    for name in ("Équipe Paiement", "Payments", "Growth"):
        squad.makes(name)
    lea = squad.person("LEA")
    found = find.named(squad.session, squad.workspace, lea, "equipe  PAIEMENT")
    assert found.name == "Équipe Paiement"
    for name, says in (
        ("pay", "There is no team “pay”. Did you mean *Payments*?"),
        ("<!channel>", "There is no team “&lt;!channel&gt;”. `/team` lists them."),
        ("y" * 500, f"There is no team “{'y' * 59}…”. `/team` lists them."),
    ):
        with pytest.raises(Refusal) as refused:
            find.named(squad.session, squad.workspace, lea, name)
        assert t.words(refused.value.words) == says


def test_teams_come_in_pages_by_name_with_their_sizes(squad: Squad) -> None:
    for number in range(11):
        squad.makes(f"Team {number:02}", "HUGO", *(["LEA", "GONE"] if number == 0 else []))
    lea = squad.person("LEA")
    first, second = (find.page(squad.session, squad.workspace, lea, each) for each in (1, 2))
    assert [team.name for team in second.teams] == ["Team 10"]
    assert (first.more, second.more) == (True, False)
    assert [first.sizes[team.id] for team in first.teams[:2]] == [2, 1]


def test_a_guest_sees_the_teams_they_are_in_and_no_others(squad: Squad) -> None:
    squad.makes("Billing", "HUGO", "GUS")
    other = squad.makes("Payments", "HUGO")
    gus = squad.person("GUS")
    assert [one.name for one in find.page(squad.session, squad.workspace, gus).teams] == ["Billing"]
    with pytest.raises(Refusal):
        find.sheet(squad.session, squad.workspace, gus, other.id)
    with pytest.raises(Refusal):
        find.named(squad.session, squad.workspace, gus, "Payments")


def test_the_homes_of_all_concerned_are_drawn_again(squad: Squad) -> None:
    for name in ("HUGO", "LEA", "KENJI", "PRIYA"):
        homes.opened(squad.session, squad.workspace, squad.person(name), NOW)

    def drawn() -> set[str]:
        rows = squad.session.execute(
            text(
                "WITH drawn AS (DELETE FROM procrastinate_jobs WHERE task_name = 'home.draw'"
                " RETURNING args -> 'args' ->> 'person' AS id)"
                " SELECT DISTINCT name FROM people JOIN drawn ON drawn.id = people.id::text"
            )
        )
        return {row.name for row in rows}

    assert drawn() == {"Hugo", "Lea", "Kenji", "Priya"}
    squad.makes("Billing", "HUGO", "LEA")
    assert drawn() == {"Hugo", "Lea", "Priya"}, "the trail stands on hers"
    changes(squad, "PRIYA", lead=squad.person("KENJI"), members=())
    assert drawn() == {"Hugo", "Lea", "Kenji", "Priya"}
    close.close(squad.session, squad.workspace, squad.person("PRIYA"), squad.team().id, LATER)
    assert drawn() == {"Kenji", "Priya"}
