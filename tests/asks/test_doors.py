"""What people owe as they live it: a message with buttons, a menu, forms; over real sockets."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot import clock
from bot.asks.opening import Wanted, open_ask
from bot.playground import Actor
from handlers import FEATURES
from handlers.asks import telling
from handlers.asks.ids import MENU
from tests.asks.trial import CHECK_IN, FEATURE
from tests.office import Office, open_office

PEOPLE = ("lea", "hugo", "priya")


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot at work, among people who always are."""
    features = (*FEATURES, FEATURE)
    with open_office(empty_database, "socket", worker=True, features=features) as opened:
        opened.introduce(*PEOPLE)
        with opened.bot.store.begin() as session:
            session.execute(
                text(
                    "UPDATE people SET weekdays = '{1,2,3,4,5,6,7}', day_start = '00:00',"
                    " day_end = '23:59:59.999', chosen_language = 'en'"
                )
            )
        yield opened


def asked(office: Office, name: str, *titles: str) -> Actor:
    """Someone who was just asked something and told of it."""
    actor = office.as_(name)
    owner = office.known(actor)
    assert owner
    with office.bot.store.begin() as session:
        for subject, title in enumerate(titles):
            wanted = Wanted(CHECK_IN, subject, owner, title)
            open_ask(session, office.bot.workspace, wanted, clock.now())
    tick(office)
    actor.sees(f"How is {titles[-1]}?")
    return actor


def tick(office: Office) -> None:
    """The clock ticks."""
    with office.bot.store.begin() as session:
        telling.tell(session, office.bot.workspace, clock.now(), 500)


def test_the_button_settles_it_and_the_message_says_so(office: Office) -> None:
    lea = asked(office, "lea", "Q1", "Q2")
    message = lea.sees("How is Q1?")
    lea.clicks("No change", message)
    lea.waits_until(lambda: "✅ Done" in str(message.blocks), "it does not say that it is done")
    assert "How is Q2?" in message.text


def test_the_menu_puts_off_and_says_until_when(office: Office) -> None:
    lea = asked(office, "lea", "Q1")
    message = lea.sees("How is Q1?")
    lea.chooses(MENU, "Remind me tomorrow", message=message)
    lea.waits_until(lambda: "⏰ I remind you on" in message.text, "it does not say until when")
    lea.chooses(MENU, "Remind me on a day…", message=message)
    lea.waits_for_modal()
    past = (clock.now() - timedelta(days=3)).date()
    lea.chooses("On which day?", past.isoformat())
    told = lea.submits()
    assert told is not None
    assert "choose a later one" in str(told)
    lea.chooses("On which day?", (clock.now() + timedelta(days=9)).date().isoformat())
    assert lea.submits() is None


def test_the_menu_says_why_and_how_often(office: Office) -> None:
    lea = asked(office, "lea", "Q1")
    lea.chooses(MENU, "Why am I asked?", message=lea.sees("How is Q1?"))
    assert "at most 5 times a week" in lea.sees("You own Q1.").text


def test_not_mine_asks_the_other_who_takes_it_over(office: Office) -> None:
    lea, hugo = asked(office, "lea", "Q1"), office.as_("hugo")
    message = lea.sees("How is Q1?")
    lea.chooses(MENU, "Not mine…", message=message)
    lea.waits_for_modal()
    lea.chooses("Whose is it?", lea.person.name)
    told = lea.submits()
    assert told is not None
    assert "yours already" in str(told)
    lea.chooses("Whose is it?", "hugo")
    lea.fills("What should they know?", "You did it last time")
    assert lea.submits() is None
    tick(office)
    hugo.sees("You did it last time")
    hugo.clicks("I take it over")
    lea.waits_until(lambda: "takes care of it" in message.text, "Léa does not hear of it")
    hugo.clicks("No change", hugo.sees("How is Q1?"))
    hugo.sees("✅ Done: the check-in of Q1")
