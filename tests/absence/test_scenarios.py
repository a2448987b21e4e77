"""Absences as people live them: typed in a workspace, heard by a colleague, said by a status."""

from datetime import timedelta

from freezegun import freeze_time
from sqlalchemy import text

from bot.playground import Actor
from tests.moment import NOW
from tests.office import Office
from tests.waiting import becomes

REAL = ["slack_bolt", "slack_sdk", "bot.playground"]


def absences(office: Office, actor: Actor) -> list[tuple[str, str]]:
    """Someone's absences, in committed rows."""
    query = (
        "SELECT first, last FROM absences a JOIN people p ON p.id = a.person_id"
        " WHERE p.slack_id = :who ORDER BY first"
    )
    with office.bot.store.begin() as session:
        rows = session.execute(text(query), {"who": actor.id})
        return [(str(row.first), str(row.last)) for row in rows]


def test_who_goes_away_reads_when_they_are_back_and_who_stands_in_hears_it(
    either_office: Office,
) -> None:
    either_office.introduce("lea", "hugo")
    lea, hugo = either_office.as_("lea"), either_office.as_("hugo")
    # A Tuesday morning in Paris: both work.
    with freeze_time(NOW, ignore=REAL, tick=True):
        lea.types("/absence until friday @hugo")
        lea.sees("Your first working day back is *Monday 9 March*")
        hugo.sees("te demande d’assurer son remplacement", channel=hugo.dm)
        lea.clicks("Back a day earlier")
        lea.sees("to *Thursday 5 March*")
        hugo.sees("pendant laquelle tu assures son remplacement", channel=hugo.dm)
        lea.clicks("I'm back")
        lea.sees("Welcome back!")
        hugo.sees("Tu n’as plus à remplacer", channel=hugo.dm)
    assert absences(either_office, lea) == []


def test_the_form_is_filled_in_corrected_and_kept(office: Office) -> None:
    office.introduce("camille", "hugo")
    camille = office.as_("camille")
    with freeze_time(NOW, ignore=REAL):
        fills_in(office, camille)


def fills_in(office: Office, camille: Actor) -> None:
    """What she does on a Tuesday morning."""
    camille.types("/absence")
    camille.sees_in_modal("Premier jour d’absence")
    camille.chooses("absence.first", "2026-03-06")
    camille.chooses("absence.last", "2026-03-04")
    camille.chooses("absence.delegate", "camille")
    told = camille.submits()
    assert told
    assert "vient avant le premier" in str(told)
    camille.chooses("absence.last", "2026-03-10")
    told = camille.submits()
    assert told
    assert "te remplacer toi-même" in str(told)
    camille.chooses("absence.delegate", "hugo")
    assert camille.submits() is None
    camille.sees_in_modal("Ton premier jour de travail au retour")
    assert absences(office, camille) == [("2026-03-06", "2026-03-10")]
    camille.closes()
    camille.types("/absence")
    camille.clicks("Annuler cette absence")
    camille.sees_in_modal("C’est annulé")
    assert absences(office, camille) == []


def test_a_status_counts_once_it_is_allowed_also_the_one_that_stood_before(
    either_office: Office,
) -> None:
    either_office.introduce("lea")
    lea = either_office.as_("lea")
    # By day: who puts their status away in the evening was away that day.
    with freeze_time(NOW, ignore=REAL, tick=True):
        lea.changes_profile(status_emoji=":palm_tree:", status_text="Corsica")
        assert either_office.playground.settles()
        assert absences(either_office, lea) == []
        lea.types("/absence")
        lea.chooses("absence.status", "Let my Slack status say it (🌴 ⛔ 🤒 ✈️ …)")
        assert lea.submits() is None
        becomes(lambda: len(absences(either_office, lea)) == 1, "the status is not looked at")
        lea.changes_profile(status_emoji="", status_text="")
        assert either_office.playground.settles()
        assert absences(either_office, lea) == []


def test_a_double_enter_is_one_absence_and_a_refusal_says_what_to_do(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    with freeze_time(NOW, ignore=REAL) as moving:
        for _ in range(2):
            lea.types("/absence 12 dec to 2 jan")
            moving.tick(timedelta(seconds=1))
        assert absences(office, lea) == [("2026-12-12", "2027-01-02")]
        lea.types("/absence 31 feb")
        lea.sees("There is no day “31 feb”")
        lea.types("/absence Until Friday @nobody")
        lea.sees("I know nobody called “nobody”")
