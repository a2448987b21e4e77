"""An insight is shared with a channel, through the outbox, and what is said there follows it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from bot import clock
from bot.errors import Refusal
from bot.playground import Actor
from bot.store import workspaces
from bot.store.engine import Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.insights.test_at_once import someone_waits
from tests.office import Office, open_office
from workflows.insights.capture import capture
from workflows.insights.insight import Origin
from workflows.insights.narrow import narrow
from workflows.insights.share import Place, share
from workflows.insights.widen import widen
from workflows.privacy.erase import erase
from workflows.privacy.whose import Whose, named


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """A bot that delivers too."""
    with open_office(empty_database, worker=True) as opened:
        opened.introduce("lea", "camille", "hugo")
        yield opened


def shares(person: Actor, channel: str, note: str = "") -> None:
    """Share the newest insight on screen."""
    person.clicks("Share")
    person.waits_for_modal()
    person.chooses("insights.channel", channel)
    if note:
        person.fills("insights.note", note)
    assert person.submits() is None
    person.sees_in_modal("is on its way to")
    person.closes()


@contextmanager
def standing_still() -> Iterator[None]:
    """Product time does not pass, as while the demo's clock is turned."""
    clock.hold(clock.now())
    try:
        yield
    finally:
        clock.let_go()


def posted(office: Office, channel: str) -> list[str]:
    """What the bot says in a channel, seen by nobody in particular."""
    messages = office.playground.workspace.channel(channel).messages.values()
    return [each.text for each in messages if each.from_app and each.ephemeral_for is None]


def test_a_receipt_shares_its_insight_with_a_channel_for_all_who_read_there(
    office: Office,
) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    lea.types("/insight Acme cannot export invoices #billing")
    lea.sees("*INS-1* is kept.")
    shares(lea, "product", "For the <!channel> roadmap & you")
    message = hugo.sees("*INS-1*, shared by", "product")
    assert "Acme cannot export invoices" in message.text
    assert "Tags: #billing" in message.text
    assert "&lt;!channel&gt; roadmap &amp; you" in message.text
    assert "<@" not in message.text
    hugo.clicks("Open", message)
    hugo.sees("*INS-1* · Léa Martin", "product")


def test_what_is_said_in_a_channel_follows_the_insight(office: Office) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    lea.types("/insight Acme cannot export")
    receipt = lea.sees("*INS-1* is kept.")
    shares(lea, "product")
    hugo.sees("*INS-1*, shared by", "product")
    lea.clicks("Add details", receipt)
    lea.waits_for_modal()
    lea.chooses("insights.customer", "New: Globex", typed="Globex")
    assert lea.submits() is None
    lea.sees_in_modal("is up to date")
    lea.closes()
    hugo.sees("Customer: Globex", "product")
    lea.clicks("Undo", receipt)
    hugo.sees("*INS-1* was taken back by its author.", "product")
    hugo.does_not_see("Acme cannot export", "product")
    lea.clicks("Put it back")
    hugo.sees("Acme cannot export", "product")
    assert len(posted(office, "product")) == 1


def test_what_was_shared_is_nobodys_once_its_author_is_erased(office: Office) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    lea.types("/insight Acme cannot export, wrote Léa Martin")
    lea.sees("*INS-1* is kept.")
    shares(lea, "product", "Ask me")
    hugo.sees("*INS-1*, shared by Léa Martin", "product")
    with office.bot.store.begin() as session:
        (workspace,) = workspaces.every(session)
        whose = Whose(named(session, workspace, "Léa Martin"))
        erase(session, workspace, whose, clock.now())
    message = hugo.sees("*INS-1*, shared by […]", "product")
    assert "Acme cannot export, wrote […]" in message.text
    assert "Léa" not in str(message.blocks)
    # Who comes back is somebody new.
    lea.types("/insight Globex waits")
    lea.sees("*INS-2* is kept.")
    lea.types("/insight list")
    assert "INS-1" not in lea.sees("*Your insights*").text


def test_two_changes_at_one_instant_of_a_clock_that_stands_still_are_both_said(
    office: Office,
) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    with standing_still():
        lea.types("/insight Acme cannot export")
        receipt = lea.sees("*INS-1* is kept.")
        shares(lea, "product")
        hugo.sees("*INS-1*, shared by", "product")
        for customer in ("Globex", "Initech"):
            lea.clicks("Add details", receipt)
            lea.waits_for_modal()
            lea.chooses("insights.customer", f"New: {customer}", typed=customer)
            assert lea.submits() is None
            lea.sees_in_modal("is up to date")
            lea.closes()
            hugo.sees(f"Customer: {customer}", "product")


def test_what_was_private_again_is_no_longer_said_in_a_channel(office: Office) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    lea.types("/insight Acme will leave us", channel="pricing-private")
    receipt = lea.sees("*INS-1* is kept.")
    assert "Share" not in str(receipt.blocks)
    lea.clicks("Show to everyone", receipt)
    lea.sees("*INS-1* is visible to everyone now.")
    shares(lea, "product")
    hugo.sees("Acme will leave us", "product")
    lea.clicks("Make private again")
    hugo.sees("*INS-1* is private now.", "product")
    hugo.does_not_see("Acme will leave us", "product")


def test_a_double_click_on_share_posts_once(office: Office) -> None:
    lea = office.as_("lea")
    lea.types("/insight Acme cannot export")
    lea.clicks("Share")
    lea.waits_for_modal()
    lea.chooses("insights.channel", "product")
    assert lea.submits() is None
    lea.sees_in_modal("is on its way to")
    office.playground.redeliver()
    office.as_("hugo").sees("*INS-1*, shared by", "product")
    office.jobs_done()
    assert len(posted(office, "product")) == 1


def test_a_channel_must_be_chosen(office: Office) -> None:
    lea = office.as_("lea")
    lea.types("/insight Acme cannot export")
    lea.clicks("Share")
    lea.waits_for_modal()
    lea.fills("insights.note", "look")
    lea.chooses("insights.channel")
    wrong = lea.submits()
    assert wrong is not None
    assert "insights.channel" in wrong
    assert lea.waits_for_modal()["callback_id"] == "insights.share_form"


def test_who_shared_hears_why_a_channel_cannot_be_reached(office: Office) -> None:
    camille = office.as_("camille")
    camille.types("/insight Acme ne peut pas exporter")
    camille.clicks("Partager")
    camille.waits_for_modal()
    camille.chooses("insights.channel", "sales-calls")
    office.as_("priya").archives("sales-calls")
    assert camille.submits() is None
    camille.sees_in_modal("Si je ne peux pas l’y publier, je te dirai pourquoi")
    camille.closes()
    camille.sees("Ce canal est archivé", camille.dm)


def test_who_shares_again_where_it_failed_is_told_at_once_and_has_their_note_back(
    office: Office,
) -> None:
    lea, priya = office.as_("lea"), office.as_("priya")
    lea.types("/insight Acme cannot export")
    said, notes = [], []
    for _ in range(2):
        lea.clicks("Share")
        notes.append("Look at this" in str(lea.waits_for_modal()))
        lea.chooses("insights.channel", "sales-calls")
        lea.fills("insights.note", "Look at this")
        priya.archives("sales-calls")
        assert lea.submits() is None
        said.append(str(lea.sees_in_modal("is on its way to")))
        lea.closes()
        lea.sees("I could not post *INS-1* in <#", lea.dm)
        priya.unarchives("sales-calls")
    told = ["The last time I could not post there." in each for each in said]
    assert told == notes == [False, True]


def test_whoever_makes_an_insight_private_first_is_waited_for_and_nothing_is_said(
    store: Store, workspace: Workspace, lea: Person, marc: Person, now: datetime
) -> None:
    with store.begin() as session:
        kept = capture(session, workspace, lea, "secret", Origin("C9", private=True), now)
        widen(session, workspace, lea, kept.id, now)
    refused: list[Refusal] = []

    def shares_it() -> None:
        with pytest.raises(Refusal) as refusal, store.begin() as session:
            share(session, workspace, marc, kept.id, Place("C1"), now)
        refused.append(refusal.value)

    thread = threading.Thread(target=shares_it)
    with store.begin() as session:
        narrow(session, workspace, lea, kept.id, now + timedelta(seconds=1))
        thread.start()
        while thread.is_alive() and not someone_waits(store):
            pass
    thread.join()
    assert "not there any more" in refused[0].words.one
