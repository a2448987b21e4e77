"""Fills the demo's workspace: everyone is learnt, then each feature adds what it shows."""

from datetime import UTC, datetime
from html import unescape

from bot import clock
from bot.assembly import Bot
from bot.cast import CAST, Cast, Quote
from bot.delivery import engine, sweeping
from bot.delivery.pacing import Pacing
from bot.delivery.postmen import Postmen
from bot.playground import Playground, lumen, seeding
from bot.playground.state import Workspace
from bot.store import groups, people, workspaces
from bot.store.workspaces import Workspace as Joined

# What the features' seeds have to know first.
FIRST = (people.LEARN, groups.READ)
# Seconds that pass at the least from one moment of the past to the next.
BETWEEN = 60.0
EVER = datetime.min.replace(tzinfo=UTC)


def fill(bot: Bot, playground: Playground, pacing: Pacing | None = None) -> None:
    """Give the bot a past in the workspace, which begins now; once, and none in a bare one.

    Call it before jobs and ticks run: what was told in the past is delivered while product time
    stands at its moment.

    Args:
        pacing: the machine time that the playground's limits fill by, if it has any.
    """
    assert bot.workspace, "it has joined"
    jobs = {job.name: job for feature in bot.features for job in feature.jobs}
    for name in FIRST:
        engine.run(jobs[name], bot.store, bot.clients, bot.workspace.slack_id, {})
    if playground.workspace.begun:
        return
    begins = clock.now()
    _keep(bot, playground.workspace, begins)
    playground.workspace.rewind()
    _deliver(bot, begins, pacing or Pacing())
    with playground.workspace.change():
        seeding.answer(playground.workspace, lumen(), begins)
        playground.workspace.begun = True


def _keep(bot: Bot, workspace: Workspace, begins: datetime) -> None:
    """Each feature keeps what it shows; all or nothing of it stays."""
    assert bot.workspace, "it has joined"
    with bot.store.begin() as session:
        session.info[CAST] = cast(workspace)
        for feature in bot.features:
            # What one feature keeps may be a setting of the workspace.
            current = workspaces.find(session, bot.workspace.slack_id)
            assert current, "it has joined"
            if feature.seed is not None:
                feature.seed(session, current, begins)


def _deliver(bot: Bot, begins: datetime, pacing: Pacing) -> None:
    """What was told before the beginning is said then."""
    assert bot.workspace, "it has joined"
    postmen = Postmen(bot.store, bot.clients, bot.rules, pacing)
    # Days pass from one to the next: nobody has to wait for Slack's pace.
    pacing.hold(pacing.skipped)
    try:
        moment = _next(bot, bot.workspace, EVER)
        while moment and moment < begins:
            clock.hold(moment)
            pacing.skipped(BETWEEN)
            postmen.deliver(bot.workspace.slack_id)
            moment = _next(bot, bot.workspace, moment)
    finally:
        pacing.let_go()
        clock.set_to(begins)
        postmen.close()


def _next(bot: Bot, workspace: Joined, after: datetime) -> datetime | None:
    with bot.store.begin() as session:
        return sweeping.next_due(session, workspace, after)


def cast(workspace: Workspace) -> Cast:
    """Who and what is in a playground's workspace."""
    with workspace.lock:
        channels = [one for one in workspace.channels.values() if not one.is_direct()]
        return Cast(
            people={person.name: person.id for person in workspace.people.values()},
            channels={channel.name: channel.id for channel in channels},
            names={person.id: person.real_name for person in workspace.people.values()},
            zones={person.name: person.tz for person in workspace.people.values()},
            private=frozenset(one.name for one in channels if one.kind == "private"),
            quotes={
                unescape(message.text): Quote(
                    channel.id,
                    message.user,
                    f"{workspace.url}archives/{channel.id}/p{message.ts.replace('.', '')}",
                )
                for channel in channels
                for message in channel.messages.values()
            },
        )
