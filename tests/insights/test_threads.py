"""A thread is kept with the insight of its message, or its author is told what to do."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot.playground import Actor, Message
from bot.store import jobs
from handlers.insights import threads
from handlers.insights.listeners import turn_part
from tests.insights.doors import Visitor, inputs
from tests.turned import TurnedOffice, turned_office
from workflows.insights import conversation


@pytest.fixture
def office(empty_database: str) -> Iterator[TurnedOffice]:
    """On a Tuesday morning, everything running."""
    with turned_office(empty_database) as found:
        yield found


def kept(office: TurnedOffice) -> list[str]:
    """The conversations of the insights, in their order."""
    with office.bot.store.begin() as session:
        found = session.execute(text("SELECT conversation FROM insights ORDER BY id"))
        return [str(each) for each in found.scalars()]


def talk(office: TurnedOffice, channel: str, *replies: tuple[str, str]) -> Message:
    """What Léa begins, and what others reply."""
    first = office.as_("lea").types("Who else waits for exports?", channel)
    assert first
    for name, words in replies:
        office.as_(name).types(words, channel, thread=first)
    return first


def keeps(who: Actor, message: Message, box: str) -> None:
    """The form of a message's menu, its box ticked, submitted and closed."""
    who.shortcut("Keep as insight", message)
    who.waits_for_modal()
    who.chooses("insights.thread", box)
    assert who.submits() is None
    who.sees_in_modal("INS-")


def test_a_thread_is_kept_shown_and_found_by_its_words(office: TurnedOffice) -> None:
    lea, hugo, camille = (office.as_(name) for name in ("lea", "hugo", "camille"))
    said = ("awa", "Globex, says @hugo:\nquarterly <!channel>"), ("camille", "Initech aussi")
    first = talk(office, "billing", *said)
    keeps(camille, first, "Enregistrer tout le fil")
    camille.sees_in_modal("Je lis le fil")
    camille.closes()
    office.jobs_done()
    (whole,) = kept(office)
    assert whole.splitlines() == [
        "Léa Martin: Who else waits for exports?",
        "Awa Diop: Globex, says @Hugo Bernard: quarterly <!channel>",
        "Camille Roux: Initech aussi",
    ]
    hugo.types("/insight search quarterly", "general")
    assert "INS-1" in hugo.sees("exports").text
    camille.types("/insight INS-1", "general")
    card = camille.sees("Le fil dont il vient").text
    assert "> Awa Diop: Globex, says @Hugo Bernard: quarterly &lt;!channel&gt;" in card
    # Slack may run it twice, and by then say something else.
    office.as_("awa").types("One more", "billing", thread=first)
    with office.bot.store.begin() as session:
        where = {"channel": first.channel, "thread_ts": first.ts, "insight": "1"}
        given = {"person": camille.id, "at": "now", **where}
        given["insight"] = str(session.execute(text("SELECT id FROM insights")).scalar_one())
        jobs.defer(session, office.bot.workspace, threads.READ, 0, **given)
    office.jobs_done()
    assert kept(office) == [whole]
    lea.reacts("bulb", first)
    assert "INS-1" in lea.sees("is kept already", lea.dm).text


def test_without_the_bot_the_insight_stays_and_a_button_reads_the_thread_later(
    office: TurnedOffice,
) -> None:
    lea, nora = office.as_("lea"), office.as_("nora")
    first = talk(office, "sales-calls", ("nora", "Globex does"))
    keeps(lea, first, "Keep the whole thread")
    lea.closes()
    told = lea.sees("is kept, but without its thread", lea.dm)
    assert "`/invite`" in told.text
    assert kept(office) == [""]
    nora.invites_the_bot("sales-calls")
    lea.clicks("Read the thread", told)
    lea.sees("I'm reading the thread", lea.dm)
    office.jobs_done()
    assert kept(office) == ["Léa Martin: Who else waits for exports?\nNora Reyes: Globex does"]


def test_a_long_thread_says_that_it_goes_on(lea_at: Visitor) -> None:
    lines = [f"Marc: {each} " + "waits " * 30 for each in range(300)]
    found = {
        conversation.joined(lines[:2]): False,
        conversation.joined(lines[:2], whole=False): True,
        conversation.joined(lines): True,
        conversation.joined(["short"] * 201): True,
        conversation.joined(["x" * 30_000]): True,
    }
    for each, more in found.items():
        assert conversation.is_cut(each) is more
        assert len(each) <= conversation.LONGEST + 2
        assert not conversation.uncut(each).endswith("…")
    lea_at.types("Exports are slow")
    (one,) = lea_at.insights
    given = {name: lea_at.given[name] for name in ("session", "workspace", "person")}
    conversation.attach(**given, insight=one.id, conversation=conversation.joined(lines))
    parts = [lea_at.clicks(turn_part, f"{one.id}:{number}").message.text for number in (1, 4)]
    assert "part 1 of 4" in parts[0]
    assert "Exports are slow" in parts[0]
    assert "The thread it comes from" in parts[0]
    assert "I keep the first 200 messages, and 20,000 characters at most" in parts[1]
    assert "goes on" not in parts[0]
    assert "It comes from a thread, which `/insight INS-1` shows." in str(lea_at.opens("triage"))


def test_the_box_is_offered_only_where_there_is_a_thread_to_read(lea_at: Visitor) -> None:
    threaded = {"text": "Acme waits", "user": "U0MARC", "thread_ts": "1.0"}
    assert "thread" in inputs(lea_at.keeps(threaded))
    assert "thread" not in inputs(lea_at.keeps({"text": "Acme waits"}))
    assert "thread" not in inputs(lea_at.keeps(threaded, id="D1", name="directmessage"))
