"""What is said in a private channel stays with those who are in it, whatever the bot missed."""

from collections.abc import Iterator

import pytest

from bot.playground import Actor
from tests.office import Office, open_office
from tests.waiting import becomes

PLACE = "product-leads"
# More than a page of Slack's list of members.
MANY = 450


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot at work, jobs running; Léa kept an insight in a private channel."""
    with open_office(empty_database, worker=True) as opened:
        begin(opened)
        yield opened


@pytest.fixture
def restarted(empty_database: str) -> Iterator[Office]:
    """The same after the bot was away."""
    with open_office(empty_database, worker=True) as opened:
        begin(opened)
        assert finds(opened.as_("hugo"))
    with open_office(empty_database, worker=True) as opened:
        yield opened


def begin(office: Office) -> None:
    """Léa keeps an insight in the private channel."""
    office.introduce("lea", "hugo", "priya")
    office.as_("lea").types("/insight Rivals halve their price", channel=PLACE)
    office.jobs_done()


def unheard(office: Office, person: str) -> None:
    """Someone leaves the private channel, and Slack's event does not reach the bot."""
    workspace = office.playground.workspace
    with workspace.change():
        workspace.channel(PLACE).members.remove(person)


def finds(actor: Actor) -> bool:
    """Whether someone finds what was kept there."""
    answer = actor.types("/insight search rivals", channel="general")
    assert answer
    return "INS-1" in str(answer.blocks)


def test_who_left_while_the_bot_was_away_no_longer_reads_its_insights(restarted: Office) -> None:
    hugo = restarted.as_("hugo")
    unheard(restarted, hugo.id)
    with restarted.ticking():
        becomes(lambda: not finds(hugo), "he reads on")
    assert finds(restarted.as_("priya"))


def test_where_the_bot_is_no_more_only_the_author_reads_on(restarted: Office) -> None:
    hugo = restarted.as_("hugo")
    unheard(restarted, restarted.playground.workspace.bot_user)
    with restarted.ticking():
        becomes(lambda: not finds(hugo), "he reads on")
    assert finds(restarted.as_("lea"))


def test_who_leaves_while_the_members_are_read_does_not_come_back_with_the_list(
    office: Office,
) -> None:
    lea, hugo = office.as_("lea"), office.as_("hugo")
    office.playground.workspace.faults.slow("conversations.members", 1.5)
    lea.types("/insight Rivals hire", channel=PLACE)
    lea.waits_until(lambda: reads(office) == 2, "nobody reads who is there")
    hugo.leaves(PLACE)
    assert office.playground.settles()
    office.jobs_done()
    assert reads(office) == 3
    assert not finds(hugo)
    assert finds(office.as_("priya"))


def test_every_page_of_members_is_read(office: Office) -> None:
    workspace = office.playground.workspace
    priya = office.as_("priya")
    with workspace.change():
        members = workspace.channel(PLACE).members
        members.remove(priya.id)
        members += [*(f"U0{number:09}" for number in range(MANY)), priya.id]
    office.as_("lea").types("/insight Rivals hire", channel=PLACE)
    office.jobs_done()
    assert finds(priya)


def reads(office: Office) -> int:
    """How often Slack was asked who is there."""
    workspace = office.playground.workspace
    with workspace.lock:
        return sum(call.method == "conversations.members" for call in workspace.calls)
