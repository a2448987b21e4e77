"""When the demo begins, and what was said before."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.playground import Message, Playground, beginning, lumen
from bot.playground.state import Workspace
from bot.zones import zone
from tests.playground.tools import MANIFEST

# A Thursday, a Monday in summer, and weeks in which New York's clock had changed and not Paris's.
MORNINGS = [
    datetime(2026, 11, 26, 8, 41, tzinfo=UTC),
    datetime(2026, 7, 6, 7, 41, tzinfo=UTC),
    datetime(2026, 3, 18, 8, 41, tzinfo=UTC),
    datetime(2026, 10, 30, 8, 41, tzinfo=UTC),
]


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2026-11-26T17:05+01:00", "2026-11-26T09:41+01:00"),
        ("2026-11-26T06:00+01:00", "2026-11-26T09:41+01:00"),
        ("2026-11-28T12:00+01:00", "2026-11-27T09:41+01:00"),
        ("2026-11-29T23:59+01:00", "2026-11-27T09:41+01:00"),
        ("2026-11-30T00:01+01:00", "2026-11-30T09:41+01:00"),
        # Already Monday in Paris.
        ("2026-11-29T18:30-08:00", "2026-11-30T09:41+01:00"),
        ("2026-07-08T10:00+02:00", "2026-07-08T09:41+02:00"),
        # Nobody works in Paris on the 14th of July, nor on Christmas Day.
        ("2026-07-14T10:00+02:00", "2026-07-13T09:41+02:00"),
        ("2026-12-26T10:00+01:00", "2026-12-24T09:41+01:00"),
    ],
)
def test_it_begins_at_9_41_on_the_last_working_day_in_paris(wall: str, expected: str) -> None:
    begins = beginning(datetime.fromisoformat(wall))
    assert begins == datetime.fromisoformat(expected)
    assert begins.utcoffset() == timedelta()


def said(workspace: Workspace) -> Iterator[tuple[str, Message, datetime]]:
    """All that was said: the channel's name, the message, when it was where its author is."""
    for channel in workspace.channels.values():
        for message in channel.messages.values():
            author = workspace.people[message.user]
            yield channel.name, message, datetime.fromtimestamp(float(message.ts), zone(author.tz))


@pytest.mark.parametrize("begins", MORNINGS)
def test_what_was_said_was_said_before_in_working_hours_and_in_its_order(begins: datetime) -> None:
    workspace = Playground(MANIFEST, seed=lumen(begins)).workspace
    found = list(said(workspace))
    assert len(found) > 60
    for _, message, at in found:
        assert begins - timedelta(days=8) < at < begins, message.text
        assert time(8, 30) <= at.time() <= time(18, 30), message.text
        assert at.isoweekday() <= 5, message.text
        assert message.user in workspace.channels[message.channel].members, message.text
        for whose in message.reactions.values():
            assert set(whose) <= set(workspace.channels[message.channel].members), message.text
    for seed in lumen(begins).channels:
        channel = workspace.channel(seed.name)
        told = [each.text for each in channel.messages.values() if not each.thread_ts]
        assert len(told) == len(seed.said)
        for one, seeded in zip(told, seed.said, strict=True):
            assert one[:8] == seeded.text[:8]
        for each in channel.messages.values():
            assert each.thread_ts is None or each.thread_ts < each.ts
            assert each.replies == sorted(each.replies)


def test_the_company_is_the_same_every_time_and_lives_in_many_places() -> None:
    begins = MORNINGS[0]
    assert lumen(begins) == lumen(begins)
    company = lumen(begins)
    assert 10 <= len(company.people) <= 12
    assert {person.locale[:2] for person in company.people} == {"en", "fr"}
    assert {"America/New_York", "Asia/Tokyo"} <= {person.tz for person in company.people}
    workspace = Playground(MANIFEST, seed=company).workspace
    hidden, shared = workspace.channel("pricing-private"), workspace.channel("product-leads")
    assert workspace.bot_user not in hidden.members
    assert workspace.bot_user in shared.members
    texts = [message.text for _, message, _ in said(workspace)]
    assert [text for text in texts if " :" in text.replace(" :tada:", "")] == []
    assert [text for text in texts if any(f" {mark}" in text for mark in "!?;")] == []


def test_a_bare_company_has_people_and_channels_and_nothing_said() -> None:
    workspace = Playground(MANIFEST, seed=lumen(MORNINGS[0], bare=True)).workspace
    assert len(workspace.channels) == len(lumen().channels)
    assert list(said(workspace)) == []
