"""A quarter of six teams and fifteen dependencies, word for word, in both languages.

The words stand in `said/quarter_en.txt` and `said/quarter_fr.txt`: what each channel, in the
workspace's language, and each person, in their own, read from April to June.
"""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from bot import clock
from bot.i18n import LANGUAGES
from bot.overtaking import Edit
from handlers.dependencies import wording
from tests.dependencies.quarter import NAMES, Quarter, quarter
from workflows.dependencies import settings
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.settings import Chosen

# As long as a quarter: it is told apart from the suite.
pytestmark = pytest.mark.chaos

P, R = Side.PROVIDER, Side.REQUESTER


@pytest.fixture(params=LANGUAGES)
def spring(request: pytest.FixtureRequest, empty_database: str) -> Iterator[Quarter]:
    """The six teams."""
    with quarter(empty_database, request.param) as found:
        yield found


def test_six_teams_go_through_a_quarter(spring: Quarter) -> None:
    agree(spring)
    close_a_circle(spring)
    say_no(spring)
    do_not_answer(spring)
    see_risks(spring)
    slip(spring)
    deliver(spring)
    all_is_well(spring)
    expected = Path(__file__).with_name("said") / f"quarter_{spring.language}.txt"
    assert spring.transcript() == expected.read_text("utf-8")


def agree(spring: Quarter) -> None:
    """Three teams in a row need something of the next, and agree after a proposal or two."""
    spring.asks_in_form(
        *("hugo", "Un webhook pour les remboursements", "Payments", "2026-05-15"),
        "Marc Lefèvre reçoit la question, à ses heures de travail.",
    )
    spring.asks_in_form("sam", "An endpoint for <invoices>", "Billing", "2026-05-29")
    spring.turns_to(30, 3, 9)
    spring.presses("marc", Move.ACCEPT)
    spring.fills_in("marc")
    spring.presses("hugo", Move.PROPOSE)
    spring.fills_in("hugo", "2026-06-05", "Juste après la clôture")
    spring.turns_to(30, 3, 14)
    spring.presses("sam", Move.PROPOSE)
    spring.fills_in("sam", "2026-06-02", "The store reviews on the 4th")
    spring.asks_in_form("nora", "A paywall screen", "Mobile", "2026-06-12")
    spring.turns_to(30, 3, 14, 30)
    spring.presses("hugo", Move.ACCEPT)
    spring.fills_in("hugo")
    spring.presses("sam", Move.ACCEPT)
    spring.fills_in("sam")
    # What waits for what, on the page of what is needed.
    hugo = spring.as_("hugo")
    hugo.types("/dependency DEP-1")
    hugo.clicks(spring.words("hugo")("What waits for it…"))
    hugo.chooses("dependencies.serves", "DEP-2: An endpoint for <invoices>")
    hugo.fills("dependencies.lag", "3")
    assert hugo.submits() is None
    hugo.closes(everything=True)
    spring.ties("sam", 2, 3, 5)


def close_a_circle(spring: Quarter) -> None:
    """Payments waits for Platform, which waits for Billing, which waits for Payments."""
    spring.turns_to(31, 3, 7)
    spring.asks("marc", ("Payments", "Platform"), "Une file d’attente fiable", date(2026, 4, 30))
    spring.turns_to(1, 4, 1)
    spring.moves("kenji", 4, Wish(Move.ACCEPT, P, owner=spring.as_("yuki").id))
    spring.asks_in_form(
        *("kenji", "The hundred largest invoices", "Billing", "2026-05-20"),
        "Platform → Billing → Payments → Platform",
    )
    spring.turns_to(1, 4, 8)
    spring.presses("hugo", Move.ACCEPT)
    spring.fills_in("hugo")


def say_no(spring: Quarter) -> None:
    """One is declined with a reason, one is for another team, one is withdrawn."""
    spring.asks("ines", ("Design", "Mobile"), "Des captures d’écran", date(2026, 4, 24))
    spring.asks("lea", ("Billing", "Design"), "An illustration for reminders", date(2026, 4, 17))
    spring.asks("nora", ("Growth", "Platform"), "A list of failed cards", date(2026, 6, 18))
    spring.turns_to(2, 4, 9)
    spring.moves("sam", 6, Wish(Move.ACCEPT, P, owner=spring.as_("dan").id))
    spring.presses("ines", Move.DECLINE)
    spring.fills_in("ines", words="La refonte d’abord <!channel>")
    spring.turns_to(3, 4, 1)
    ids = spring.ids["Payments"]
    spring.moves("kenji", 8, Wish(Move.REDIRECT, P, team=ids, words="Cards are theirs"))
    spring.turns_to(3, 4, 8)
    spring.presses("marc", Move.ACCEPT)
    spring.fills_in("marc")


def do_not_answer(spring: Quarter) -> None:
    """Nora answers after a reminder, and after Marc heard that she had not."""
    channels = spring.office.playground.workspace.channels.values()
    product = next(one.id for one in channels if one.name == "product")
    with spring.office.acting("priya") as (session, priya):
        edit = Edit(Chosen(product, 4, time(10)), Chosen())
        settings.choose(session, spring.workspace, priya, edit, clock.now())
    spring.asks("marc", ("Payments", "Growth"), "Les pays du lancement", date(2026, 5, 22))
    # Four working days in New York, where Easter Monday is none.
    spring.turns_to(10, 4, 16)
    spring.owners_are_sure()
    spring.presses("nora", Move.ACCEPT)
    spring.fills_in("nora")


def see_risks(spring: Quarter) -> None:
    """A risk is raised and cleared; what nobody says anything of falls due, and is late."""
    spring.turns_to(13, 4, 1)
    spring.asks("dan", ("Mobile", "Platform"), "Push certificates", date(2026, 5, 29))
    spring.asks("ines", ("Design", "Billing"), "Les vraies factures d’un client", date(2026, 5, 5))
    spring.moves("kenji", 10, Wish(Move.ACCEPT, P))
    spring.moves("hugo", 11, Wish(Move.ACCEPT, P, owner=spring.as_("lea").id))
    spring.turns_to(15, 4, 1)
    spring.moves("kenji", 10, Wish(Move.RISK, P, words="Apple answers slowly"))
    for day, month in ((20, 4), (23, 4), (27, 4)):
        spring.turns_to(day, month, 8)
        spring.owners_are_sure(11)
    spring.moves("kenji", 10, Wish(Move.CLEAR, P))
    spring.moves("dan", 6, Wish(Move.DELIVER, P, words="In the drive"))
    spring.turns_to(28, 4, 9)
    spring.presses("ines", Move.CONFIRM, R)
    spring.moves("yuki", 4, Wish(Move.DELIVER, P))
    spring.turns_to(29, 4, 8)
    spring.presses("marc", Move.CONFIRM, R)
    spring.turns_to(6, 5, 9)
    spring.owners_are_sure(11)
    spring.turns_to(7, 5, 14)
    spring.moves("lea", 11, Wish(Move.DELIVER, P))
    spring.turns_to(11, 5, 9)
    spring.moves("ines", 11, Wish(Move.REOPEN, R, words="Elles sont caviardées"))
    spring.moves("lea", 11, Wish(Move.SLIP, P, date(2026, 5, 19), words="Legal has to agree"))
    spring.turns_to(12, 5, 8)
    spring.presses("ines", Move.TAKE, R)


def slip(spring: Quarter) -> None:
    """One slip in Paris hits Paris, London and New York, each with a date of its own."""
    spring.owners_are_sure()
    spring.turns_to(13, 5, 8)
    marc = spring.as_("marc")
    marc.types("/dependency DEP-1")
    spring.presses("marc", Move.SLIP)
    spring.fills_in("marc", "2026-06-04", "La banque a repoussé la certification")
    spring.turns_to(13, 5, 14, 30)
    heard = {
        one.name: sum(each.text.startswith("📅 *DEP-1*") for each in one.messages.values())
        for one in spring.office.playground.workspace.channels.values()
    }
    assert {name for name, times in heard.items() if times} == {"billing", "mobile", "growth"}
    assert max(heard.values()) == 1
    # Billing goes along, and moves its own promise in a click: nobody hears of that again.
    t = spring.words()
    later = t("Move to {day}", day=t.weekday(date(2026, 6, 9)))
    spring.as_("hugo").clicks(wording.move(t, Move.TAKE))
    spring.as_("hugo").clicks(later)
    spring.as_("nora").clicks(wording.move(t, Move.OPTIONS))
    spring.fills_in("nora", words="Could the old screen do?")
    spring.turns_to(14, 5, 9)
    spring.turns_to(18, 5, 8)
    spring.owners_are_sure()


def deliver(spring: Quarter) -> None:
    """What is left is delivered, or found to be needed no more."""
    spring.asks("lea", ("Billing", "Growth"), "Les textes de relance", date(2026, 6, 10))
    spring.asks("nora", ("Growth", "Design"), "Icons", date(2026, 6, 10))
    spring.asks("kenji", ("Platform", "Mobile"), "Crash reports by release", date(2026, 6, 9))
    spring.asks("marc", ("Payments", "Design"), "Le parcours de refus", date(2026, 6, 15))
    spring.turns_to(19, 5, 14)
    for name, number in (("nora", 12), ("sam", 14), ("ines", 15)):
        spring.moves(name, number, Wish(Move.ACCEPT, P))
    spring.moves("nora", 13, Wish(Move.WITHDRAW, R))
    spring.moves("marc", 15, Wish(Move.OTHER_WAY, R, words="On reprend celui de la v1"))
    spring.moves("lea", 11, Wish(Move.DELIVER, P))
    spring.moves("hugo", 5, Wish(Move.DELIVER, P))
    spring.turns_to(20, 5, 9)
    spring.presses("ines", Move.CONFIRM, R)
    spring.moves("kenji", 5, Wish(Move.CONFIRM, R))
    ends_with_a_confirmation(spring)


def ends_with_a_confirmation(spring: Quarter) -> None:
    """What was promised comes, mostly in time, and is what was needed."""
    ends = (
        (22, 5, (("nora", 9), ("kenji", 10))),
        (3, 6, (("marc", 1),)),
        (9, 6, (("hugo", 2), ("nora", 12), ("sam", 14))),
        (16, 6, (("sam", 3), ("marc", 8))),
    )
    needs = {
        9: "marc",
        10: "dan",
        1: "hugo",
        2: "sam",
        12: "lea",
        14: "kenji",
        3: "nora",
        8: "nora",
    }
    for day, month, some in ends:
        spring.turns_to(day, month, 9)
        spring.owners_are_sure()
        for name, number in some:
            spring.moves(name, number, Wish(Move.DELIVER, P))
        spring.turns_to(day, month, 15)
        for _, number in some:
            spring.moves(needs[number], number, Wish(Move.CONFIRM, R))
    spring.turns_to(30, 6, 9)


def all_is_well(spring: Quarter) -> None:
    """Fifteen dependencies have ended, nobody is asked anything, nothing was said twice."""
    ended = dict.fromkeys(range(1, 16), "confirmed")
    assert spring.states() == ended | {7: "declined", 13: "withdrawn", 15: "withdrawn"}
    assert spring.still_asked() == 0
    assert spring.not_delivered() == []
    for name in NAMES:
        assert not spring.outside_hours(name), name
    # What is asked is said once more, as a reminder, and “due today” of a later date again.
    for (where, said), times in spring.said_in_full().items():
        once = where not in NAMES or said.startswith("📅")
        assert times <= (1 if once else 2), said
