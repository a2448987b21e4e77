"""Private channels are read again in time, and no read overwrites what happened since."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.store import channels
from bot.store.channels import ChannelMemberRow
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace
from handlers.channels import jobs, listeners
from handlers.channels.jobs import Members
from tests.conftest import join
from tests.moment import NOW

PLACE = "G0LEADS"
EVENT = {"channel": PLACE, "channel_type": "G"}


def asked(session: Session) -> list[dict[str, str]]:
    """What was asked of Slack so far, oldest first; it is forgotten with that."""
    rows = session.scalars(
        text(
            "WITH gone AS (DELETE FROM procrastinate_jobs WHERE task_name = :name"
            " RETURNING id, args -> 'args' AS args) SELECT args FROM gone ORDER BY id"
        ),
        {"name": channels.READ},
    )
    return list(rows)


def members(session: Session, workspace: Workspace) -> set[str]:
    """Who the bot thinks is there."""
    rows = select(ChannelMemberRow.person).where(
        ChannelMemberRow.workspace_id == workspace.id, ChannelMemberRow.channel == PLACE
    )
    return set(session.scalars(rows))


def told(args: dict[str, str], *people: str) -> Members:
    """What Slack answers to a read."""
    return Members(args["channel"], people, args["changes"])


@pytest.fixture
def reading(session: Session, workspace: Workspace) -> dict[str, str]:
    """A read of the channel that has begun."""
    channels.ask(session, workspace, PLACE, NOW)
    (args,) = asked(session)
    return args


def test_a_read_that_nothing_happened_since_is_kept(
    session: Session, workspace: Workspace, reading: dict[str, str]
) -> None:
    jobs.write(session, workspace, told(reading, "U0LEA", "U0MARC"), NOW)
    assert members(session, workspace) == {"U0LEA", "U0MARC"}
    jobs.write(session, workspace, told(reading, "U0MARC"), NOW)
    assert members(session, workspace) == {"U0MARC"}
    assert asked(session) == []


@pytest.mark.parametrize(
    ("event", "listener", "left"),
    [
        ({**EVENT, "user": "U0MARC"}, listeners.left, {"U0LEA"}),
        ({**EVENT, "user": "U0NORA"}, listeners.joined, {"U0LEA", "U0MARC", "U0NORA"}),
        ({"channel": PLACE}, listeners.bot_left, set()),
    ],
)
def test_a_read_older_than_an_event_is_thrown_away_and_asked_for_anew(
    session: Session,
    workspace: Workspace,
    reading: dict[str, str],
    event: dict[str, Any],
    listener: Any,
    left: set[str],
) -> None:
    channels.set_members(session, workspace, PLACE, ("U0LEA", "U0MARC"))
    wanted = listener.__code__.co_varnames[: listener.__code__.co_argcount]
    given = {"session": session, "workspace": workspace, "event": event, "now": NOW}
    listener(**{name: given[name] for name in wanted})
    jobs.write(session, workspace, told(reading, "U0LEA", "U0MARC", "U0OLD"), NOW)
    assert members(session, workspace) == left
    (anew,) = asked(session)
    jobs.write(session, workspace, told(anew, "U0LEA"), NOW)
    assert members(session, workspace) == {"U0LEA"}
    assert asked(session) == []


def test_a_read_that_an_earlier_version_asked_for_is_asked_for_anew(
    session: Session, workspace: Workspace, reading: dict[str, str]
) -> None:
    jobs.write(session, workspace, Members(PLACE, ("U0OLD",), ""), NOW)
    assert members(session, workspace) == set()
    assert len(asked(session)) == 1


def test_someone_who_joins_a_channel_the_bot_does_not_know_makes_it_read_all(
    session: Session, workspace: Workspace
) -> None:
    listeners.joined(session, workspace, {**EVENT, "user": "U0LEA"}, NOW)
    assert [args["channel"] for args in asked(session)] == [PLACE]


def test_of_public_channels_nothing_is_kept(session: Session, workspace: Workspace) -> None:
    event = {"channel": "C0GENERAL", "channel_type": "C", "user": workspace.bot_user}
    listeners.joined(session, workspace, event, NOW)
    listeners.left(session, workspace, event)
    channels.make_due(session, workspace, NOW)
    assert channels.reread(session, workspace, NOW, 500) == 0
    assert asked(session) == []


def test_a_channel_is_read_again_every_hour(session: Session, workspace: Workspace) -> None:
    channels.ask(session, workspace, PLACE, NOW)
    asked(session)
    almost = NOW + channels.AGAIN - timedelta(seconds=1)
    assert channels.reread(session, workspace, almost, 500) == 0
    later = NOW + channels.AGAIN
    assert channels.reread(session, workspace, later, 500) == 1
    assert channels.reread(session, workspace, later, 500) == 0
    assert [args["channel"] for args in asked(session)] == [PLACE]


def test_a_channel_the_bot_is_not_in_is_read_again_every_day(
    session: Session, workspace: Workspace, reading: dict[str, str]
) -> None:
    jobs.write(session, workspace, told(reading), NOW)
    assert channels.reread(session, workspace, NOW + channels.AGAIN, 500) == 0
    assert channels.reread(session, workspace, NOW + channels.GONE, 500) == 1


def test_at_start_every_known_channel_is_due_in_this_workspace_alone(
    store: Store, session: Session, workspace: Workspace
) -> None:
    globex = join(store, "T0GLOBEX", "Globex")
    channels.ask(session, workspace, PLACE, NOW)
    channels.ask(session, globex, PLACE, NOW)
    asked(session)
    channels.make_due(session, workspace, NOW)
    assert channels.reread(session, globex, NOW, 500) == 0
    assert channels.reread(session, workspace, NOW, 500) == 1


def test_many_channels_are_read_one_after_the_other(session: Session, workspace: Workspace) -> None:
    names = [f"G{number:03}" for number in range(channels.AT_ONCE + 5)]
    for name in names:
        channels.ask(session, workspace, name, NOW)
    asked(session)
    channels.make_due(session, workspace, NOW)
    assert channels.reread(session, workspace, NOW, 500) == channels.AT_ONCE
    waits = session.scalars(
        text(
            "SELECT round(extract(epoch FROM coalesce(scheduled_at, now()) - now()))::int"
            " FROM procrastinate_jobs ORDER BY id"
        )
    ).all()
    assert list(waits) == [number * channels.SPACE for number in range(channels.AT_ONCE)]
    first = {args["channel"] for args in asked(session)}
    assert channels.reread(session, workspace, NOW, 500) == 5
    assert first | {args["channel"] for args in asked(session)} == set(names)
