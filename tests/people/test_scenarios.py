"""The bot knows who is there before they first speak to it, and follows what changes."""

from dataclasses import replace

from sqlalchemy import text

from bot.playground import Actor
from bot.playground.state import SLACKBOT
from tests.office import Office, open_office
from tests.waiting import becomes

# More than a page of Slack's list of people.
MANY = 210


def asked(office: Office, method: str) -> int:
    """How often Slack was asked."""
    workspace = office.playground.workspace
    with workspace.lock:
        return sum(call.method == method for call in workspace.calls)


def all_learnt(office: Office) -> None:
    """Wait until the bot has learnt everyone after its start."""
    with office.ticking():
        becomes(lambda: asked(office, "users.list"), "nobody is learnt")
    office.jobs_done()


def rows(office: Office) -> list[tuple[object, ...]]:
    """What the bot knows of everyone."""
    with office.bot.store.begin() as session:
        found = session.execute(
            text("SELECT id, slack_id, name, language, timezone, active FROM people ORDER BY id")
        )
        return [tuple(row) for row in found]


def test_the_very_first_answer_is_in_the_persons_language(either_office: Office) -> None:
    all_learnt(either_office)
    camille = either_office.as_("camille")
    camille.types("/insight Acme attend ses factures")
    camille.sees("est enregistré.")
    assert asked(either_office, "users.info") == 0


def test_everyone_is_learnt_on_every_page_even_when_slack_asks_to_wait(
    empty_database: str,
) -> None:
    with open_office(empty_database, worker=True) as office:
        workspace = office.playground.workspace
        gone, first = office.as_("kenji"), office.as_("lea")
        with workspace.change():
            gone.person.deleted = True
            for number in range(MANY):
                person = replace(first.person, id=f"U1{number:09}", name=f"n{number}", locale="fr")
                workspace.people[person.id] = person
        workspace.faults.rate_limit("users.list")
        all_learnt(office)
        becomes(lambda: asked(office, "users.list") == 3, "a page is missing")
        office.jobs_done()
        known = rows(office)
        humans = [one for one in workspace.people.values() if not one.is_bot and one.id != SLACKBOT]
        assert {row[1] for row in known} == {one.id for one in humans}
        last = office.playground.as_(f"n{MANY - 1}")
        for actor, active in ((last, True), (gone, False)):
            person = office.known(actor)
            assert person
            assert (person.completed, person.active) == (True, active)
            assert (person.language, person.timezone) == (
                actor.person.locale[:2],
                actor.person.tz,
            )


def test_learning_everyone_again_changes_no_row(empty_database: str) -> None:
    known = []
    for _ in range(2):
        with open_office(empty_database, worker=True) as office:
            all_learnt(office)
            known.append(rows(office))
            with office.bot.store.begin() as session:
                session.execute(text("UPDATE workspaces SET people_asked = '2026-01-01Z'"))
    assert known[0] == known[1]


def test_people_are_called_what_slack_shows(office: Office) -> None:
    lea, kenji = office.as_("lea"), office.as_("kenji")
    kenji.changes_profile(display_name="")
    lea.changes_profile(tz="Asia/Tokyo")
    assert office.playground.settles()
    assert named(office, lea) == "Léa Martin"
    assert named(office, kenji) == "Kenji Mori"
    lea.changes_profile(display_name="Léa (away)")
    assert office.playground.settles()
    assert named(office, lea) == "Léa (away)"


def named(office: Office, actor: Actor) -> str:
    """What the bot calls someone."""
    known = office.known(actor)
    assert known
    return known.name


def test_a_newcomer_is_known_before_they_speak(either_office: Office) -> None:
    zoe = either_office.playground.hires("zoe", "Zoé Blanc", locale="fr-FR", tz="Europe/Paris")
    zoe.joins("general")
    assert either_office.playground.settles()
    zoe.types("/insight help")
    zoe.sees("Un insight, c’est ce que tu as appris")
    assert asked(either_office, "users.info") == 0


def test_someone_the_bot_never_met_is_known_to_be_gone(either_office: Office) -> None:
    hugo = either_office.as_("hugo")
    hugo.changes_profile(deleted=True)
    assert either_office.playground.settles()
    known = either_office.known(hugo)
    assert known
    assert not known.active
    hugo.types("/insight Acme waits")
    assert "désactivé" in str(either_office.playground.last.outcome.body)
