"""The demo has three teams over people of many time zones and two languages."""

from bot.cli import filling
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
            "Billing": ("Hugo Bernard", ["Awa Diop", "Hugo Bernard", "Inès Faure", "Léa Martin"]),
            "Payments": (
                "Marc Lefèvre",
                ["Dan Whitfield", "Inès Faure", "Marc Lefèvre", "Sam Okafor"],
            ),
            "Platform": ("Kenji Mori", ["Kenji Mori", "Yuki Tanaka"]),
        }
        with office.bot.store.begin() as session:
            for team in teams.every(session, office.bot.workspace):
                teams.close(session, office.bot.workspace, team.id, NOW)
        filling.fill(office.bot, office.playground)
        assert squads(office) == {}
