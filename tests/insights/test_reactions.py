"""An emoji keeps the message it is put on: once, and everybody concerned is told what they need."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert

from bot import clock
from bot.playground import Actor, Message
from bot.playground.records import Json
from bot.store import jobs
from bot.store.engine import Session
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from handlers.insights import reacting
from tests.moment import NOW
from tests.turned import TurnedOffice, turned_office
from workflows.insights import capture, emoji, undo
from workflows.insights.form import Fields
from workflows.insights.holding import holding
from workflows.insights.insight import Origin
from workflows.insights.reaction import Reaction, keep_reacted
from workflows.insights.sorting_tables import InsightSettingsRow


@pytest.fixture
def office(empty_database: str) -> Iterator[TurnedOffice]:
    """On a Tuesday morning, everything running."""
    with turned_office(empty_database) as found:
        yield found


def rows(office: TurnedOffice, query: str) -> list[tuple[object, ...]]:
    """What the database says."""
    with office.bot.store.begin() as session:
        return [tuple(row) for row in session.execute(text(query))]


def written(who: Actor, words: str, channel: str = "product") -> Message:
    """A message of theirs."""
    message = who.types(words, channel)
    assert message
    return message


def explained(office: TurnedOffice, name: str) -> int:
    """How often someone was told that a message of theirs was kept."""
    return sum("your message" in words for _, words in office.said_to(name))


@pytest.mark.parametrize(
    ("chosen", "put", "same"),
    [
        ("bulb", "bulb", True),
        ("bulb", "bulb::skin-tone-2", True),
        (":thumbsup:", "+1::skin-tone-6", True),
        ("bulb", "light_bulb", False),
        ("", "", False),
    ],
)
def test_one_emoji_has_several_names(chosen: str, put: str, same: bool) -> None:
    assert emoji.same(chosen, put) is same


def test_a_message_is_its_insights_until_that_is_undone(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    first, second = (Origin("C1", ts=f"{each}.0", thread_ts=f"{each}.0") for each in (1, 2))

    def reacts(who: Person, origin: Origin, minute: int, put: int | None = None) -> int | None:
        at = NOW + timedelta(minutes=minute if put is None else put)
        wanted = Reaction(Fields(f"Acme waits {origin.ts}"), origin, at)
        now = NOW + timedelta(minutes=minute)
        found = keep_reacted(session, workspace, who, wanted, now)
        return found.insight.number if found else None

    def held(origin: Origin) -> int:
        found = holding(session, workspace, origin)
        assert found
        return found.number

    assert (reacts(lea, first, 1), reacts(marc, first, 1), reacts(lea, second, 1)) == (1, 1, 2)
    one = holding(session, workspace, first)
    assert one
    undo.undo(session, workspace, lea, one.id, NOW + timedelta(minutes=2))
    assert reacts(lea, first, 3, put=1) is None, "it was undone since"
    # From a message's menu anybody keeps anything: the message stays with what holds it.
    capture.keep(session, workspace, marc, Fields("In my words"), second, NOW)
    assert (held(first), held(second)) == (1, 2)
    assert reacts(marc, first, 4) == held(first) == 4


def test_a_message_is_kept_once_whoever_puts_the_emoji_on_it_and_its_author_hears_once(
    office: TurnedOffice,
) -> None:
    lea, hugo, dan = (office.as_(name) for name in ("lea", "hugo", "dan"))
    said = written(dan, "@hugo says Acme waits for exports #export")
    lea.reacts("eyes", said)
    lea.reacts("bulb::skin-tone-2", said)
    receipt = lea.sees("INS-1", lea.dm)
    assert "says Acme waits for exports" in receipt.text
    assert "Said by: Dan Whitfield" in receipt.text
    assert "Tags: #export" in receipt.text
    told = dan.sees("INS-1", dan.dm)
    assert "Everyone in the workspace can find it." in told.text
    dan.clicks("Open", told)
    dan.sees("kept by Léa")
    found = "SELECT p.slack_id, i.thread_ts, i.source_author, k.key FROM insights i"
    found += " JOIN people p ON p.id = i.author_id JOIN insight_keys k ON k.insight_id = i.id"
    assert rows(office, found) == [(lea.id, said.ts, dan.id, f"{said.channel}:{said.ts}")]
    hugo.reacts("bulb", said)
    assert "l’a fait avant toi" in hugo.sees("INS-1", hugo.dm).text
    at_once, four = written(dan, "Globex cannot pay by card"), ("marc", "hugo", "ines", "awa")
    for name in four:
        office.as_(name).reacts("bulb", at_once)
    hugo.sees("INS-2", hugo.dm)
    office.jobs_done()
    assert len(rows(office, "SELECT id FROM insights")) == 2
    assert explained(office, "dan") == 1
    lea.clicks("Undo", receipt)
    lea.sees("is undone")
    lea.unreacts("bulb::skin-tone-2", said)
    lea.reacts("bulb", said)
    lea.sees("INS-3", lea.dm)
    lea.clicks("Add details", lea.sees("INS-3", lea.dm))
    lea.fills("insights.said_by", "Dan")
    assert lea.submits() is None
    assert explained(office, "dan") == 1


def test_the_same_event_or_job_twice_keeps_and_says_nothing_more(
    office: TurnedOffice,
) -> None:
    lea, dan = office.as_("lea"), office.as_("dan")
    said = written(dan, "Acme waits for exports")
    workspace = office.playground.workspace
    sent: list[Json] = []
    emit = workspace.emit
    workspace.emit = lambda event: (sent.append(event), emit(event))[1]
    lea.reacts("bulb", said)
    lea.sees("INS-1", lea.dm)
    # Slack may tell of it again, under another name, and a job may run again.
    emit(sent[0])
    at = clock.now().isoformat()
    args = {"channel": said.channel, "ts": said.ts, "emoji": "bulb", "person": lea.id, "at": at}
    for _ in range(2):
        with office.bot.store.begin() as session:
            jobs.defer(session, office.bot.workspace, reacting.KEEP, 0, **args)
        office.jobs_done()
    before = [one for _, one in office.said_to("lea")]
    assert len(rows(office, "SELECT id FROM insights")) == 1
    assert len(before) == 3, before
    assert all("You kept the message" in one for one in before[1:])
    assert explained(office, "dan") == 1


def test_who_cannot_be_served_reads_what_to_do_and_nobody_else_hears(
    office: TurnedOffice,
) -> None:
    lea, camille, dan = (office.as_(name) for name in ("lea", "camille", "dan"))
    workspace = office.playground.workspace
    deleted, picture, own = (written(dan, f"Acme waits {each}") for each in range(3))
    with workspace.change():
        picture.text = ""
    dan.deletes(deleted)
    for ts, sentence in ((deleted.ts, "was deleted"), (picture.ts, "There are no words")):
        reacting_to(office, lea, "product", ts)
        lea.sees(sentence, lea.dm)
    camille.reacts("bulb", written(lea, "Acme attend", "billing"))
    camille.sees("INS-1", camille.dm)
    camille.removes_the_bot("billing")
    unread = written(lea, "Acme attend encore", "billing")
    reacting_to(office, camille, "billing", unread.ts)
    assert "`/invite`" in camille.sees("Je ne peux pas lire", camille.dm).text
    lea.reacts("bulb", own)
    lea.sees("INS-2", lea.dm)
    lea.reacts("bulb", office.as_("dan").sees("INS-2", dan.dm))
    lea.types("/insight Globex leaves", "product")
    lea.reacts("bulb", written(lea, "What I say myself", "product-leads"))
    mine = lea.sees("INS-4", lea.dm)
    assert "Private" in mine.text
    office.jobs_done()
    with office.bot.store.begin() as session:
        session.execute(update(PersonRow).values(kind="guest").where(PersonRow.slack_id == dan.id))
        session.execute(
            update(PersonRow).values(active=False).where(PersonRow.name == "Sam Okafor")
        )
    dan.reacts("bulb", written(office.as_("sam"), "Guests keep too"))
    dan.sees("INS-5", dan.dm)
    office.jobs_done()
    assert office.said_to("sam") == []


def test_another_emoji_can_be_chosen_or_none(office: TurnedOffice) -> None:
    lea, dan = office.as_("lea"), office.as_("dan")
    with office.bot.store.begin() as session:
        row = insert(InsightSettingsRow).values(workspace_id=office.bot.workspace.id)
        session.execute(row.on_conflict_do_nothing())
        session.execute(update(InsightSettingsRow).values(emoji="thumbsup"))
    first, second = (written(dan, f"Acme waits {each}") for each in range(2))
    lea.reacts("bulb", first)
    lea.reacts("+1", first)
    lea.sees(":+1:", lea.dm)
    with office.bot.store.begin() as session:
        session.execute(update(InsightSettingsRow).values(emoji=""))
    lea.reacts("+1", second)
    lea.reacts("bulb", second)
    office.jobs_done()
    assert len(rows(office, "SELECT id FROM insights")) == 1


def reacting_to(office: TurnedOffice, who: Actor, channel: str, ts: str) -> None:
    """They put the emoji on a message just before the bot could no longer see it."""
    office.playground.workspace.emit(
        {
            "type": "reaction_added",
            "user": who.id,
            "reaction": "bulb",
            "item": {"type": "message", "channel": who._channel(channel).id, "ts": ts},
            "event_ts": office.playground.workspace.next_ts(),
        }
    )
