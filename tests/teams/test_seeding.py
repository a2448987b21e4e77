"""The demo has three teams over eight people of four time zones and two languages."""

from bot.cli import filling
from bot.playground import lumen
from bot.store import teams
from tests.moment import NOW
from tests.office import Office, open_office


def squads(office: Office) -> dict[str, tuple[str, list[str]]]:
    """Each team's lead and the names of who is in it."""
    found = {}
    with office.bot.store.begin() as session:
        for team in teams.every(session, office.bot.workspace):
            members = teams.members(session, office.bot.workspace, team.id)
            lead = team.lead.name if team.lead else ""
            found[team.name] = (lead, [person.name for person in members])
    return found


def test_the_demo_begins_with_three_teams_and_leaves_them_alone_from_then_on(
    empty_database: str,
) -> None:
    with open_office(empty_database) as office:
        filling.fill(office.bot, office.playground)
        assert squads(office) == {
            "Billing": ("Hugo Bernard", ["Hugo Bernard", "Inès Faure", "Kenji Mori", "Léa Martin"]),
            "Customers": ("Nora Reyes", ["Camille Roux", "Léa Martin", "Nora Reyes"]),
            "Platform": ("Kenji Mori", ["Inès Faure", "Kenji Mori", "Sam Okafor"]),
        }
        with office.bot.store.begin() as session:
            for team in teams.every(session, office.bot.workspace):
                teams.close(session, office.bot.workspace, team.id, NOW)
        filling.fill(office.bot, office.playground)
        assert squads(office) == {}


def test_the_demos_people_live_in_many_places_and_read_two_languages() -> None:
    people = lumen().people
    assert len(people) == 8
    assert len({person.tz for person in people}) >= 4
    assert {person.locale[:2] for person in people} == {"en", "fr"}
