"""App Home as people live it: opened, answered, changed, and drawn again by itself."""

from sqlalchemy import text

from bot.delivery import reach
from tests.office import Office, open_office
from tests.waiting import becomes


def homes_waiting(office: Office) -> int:
    """How many pages the outbox holds."""
    with office.bot.store.begin() as session:
        count = text("SELECT count(*) FROM deliveries WHERE kind = 'home'")
        return int(session.execute(count).scalar_one())


def test_product_ops_answer_the_questions_and_everyone_finds_their_page(
    either_office: Office,
) -> None:
    office = either_office
    office.introduce("priya", "lea")
    priya, lea = office.as_("priya"), office.as_("lea")
    for person in (priya, lea):
        person.opens_home()
    priya.sees_at_home("1 of 4 · Who is Product Ops?")
    lea.sees_at_home("Your settings")
    priya.clicks("Answer")
    priya.chooses("Who is Product Ops?", "priya", "lea")
    assert priya.submits() is None
    lea.sees_at_home("2 of 4 · Where do announcements go?")
    priya.sees_at_home("2 of 4 · Where do announcements go?")
    priya.clicks("Answer")
    priya.chooses("Where do announcements go?", "pricing-private")
    assert priya.submits() is None
    priya.sees_at_home("there and choose me")
    priya.invites_the_bot("pricing-private")
    becomes(lambda: "there and choose me" not in str(priya.home), "the page still says so")
    priya.clicks("Answer")
    priya.chooses("setup.country", "Germany")
    priya.chooses("Region", "Bayern")
    assert priya.submits() is None
    priya.sees_at_home("4 of 4 · Which language by default?")
    priya.clicks("Answer")
    assert priya.submits() is None
    priya.sees_at_home("Germany (Bayern)")
    becomes(lambda: homes_waiting(office) == 0, "a page still waits")
    assert priya.clicks("See all")
    assert "Which country's calendar counts" in str(priya.waits_for_modal())


def test_a_change_of_language_is_seen_at_once(empty_database: str) -> None:
    with open_office(empty_database, worker=True) as office:
        office.introduce("camille")
        camille = office.as_("camille")
        camille.opens_home()
        camille.sees_at_home("Tes réglages")
        camille.clicks("Modifier")
        camille.chooses("Langue", "English")
        assert camille.submits() is None
        camille.sees_at_home("Your settings")
        camille.types("/insight help")
        camille.sees("An insight is something you learnt")


def test_a_strangers_page_comes_in_their_language_as_soon_as_it_is_known(
    empty_database: str,
) -> None:
    with open_office(empty_database, worker=True) as office:
        camille = office.as_("camille")
        camille.opens_home()
        camille.sees_at_home("*Bonjour Camille Roux")


def test_an_insight_stands_on_its_authors_page_and_is_completed_from_there(
    empty_database: str,
) -> None:
    with open_office(empty_database, worker=True) as office:
        office.introduce("lea")
        lea = office.as_("lea")
        lea.opens_home()
        lea.sees_at_home("Keep what you learn")
        lea.types("/insight Acme cannot export invoices #billing")
        lea.sees_at_home("Acme cannot export invoices")
        office.playground.workspace.channels.clear()
        assert lea.clicks("Add details")


def test_what_failed_is_sent_again_from_the_page(empty_database: str) -> None:
    with open_office(empty_database, worker=True) as office:
        office.introduce("priya", "lea")
        priya, lea = office.as_("priya"), office.as_("lea")
        lea.types("/insight Acme waits")
        lea.clicks("Share")
        lea.chooses("Channel", "pricing-private")
        assert lea.submits() is None
        channel = office.playground.workspace.channel("pricing-private").id

        def failed() -> bool:
            with office.bot.store.begin() as session:
                found = reach.problems(session, office.bot.workspace, [channel])
            return bool(found)

        becomes(failed, "it did not fail")
        priya.opens_home()
        priya.sees_at_home("1 message could not be delivered.")
        lea.invites_the_bot("pricing-private")
        assert priya.clicks("Resend")
        lea.sees("Acme waits", channel="pricing-private")
        becomes(lambda: "could not be delivered" not in str(priya.home), "the page still says so")
