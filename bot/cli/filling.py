"""Fills the demo's workspace: everyone is learnt, then each feature adds what it shows."""

from bot import clock
from bot.assembly import Bot
from bot.delivery import engine
from bot.feature import CAST, Cast
from bot.playground import Playground
from bot.store import groups, people

# What the features' seeds have to know first.
FIRST = (people.LEARN, groups.READ)


def fill(bot: Bot, playground: Playground) -> None:
    """Have the features fill the workspace; what is there from an earlier start stays as it is."""
    assert bot.workspace, "it has joined"
    jobs = {job.name: job for feature in bot.features for job in feature.jobs}
    for name in FIRST:
        engine.run(jobs[name], bot.store, bot.clients, bot.workspace.slack_id, {})
    with bot.store.begin() as session:
        session.info[CAST] = cast(playground)
        for feature in bot.features:
            if feature.seed is not None:
                feature.seed(session, bot.workspace, clock.now())


def cast(playground: Playground) -> Cast:
    """Who and what is in a playground."""
    workspace = playground.workspace
    with workspace.lock:
        return Cast(
            people={person.name: person.id for person in workspace.people.values()},
            channels={one.name: one.id for one in workspace.channels.values() if one.name},
        )
