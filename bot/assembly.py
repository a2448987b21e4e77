"""Puts the parts together: one bot, whichever of its doors a process opens."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flask import Flask
from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import ProgrammingError

from bot import clock, home, i18n, personal, slack, web
from bot.asks.kinds import KINDS
from bot.callers import Callers
from bot.delivery.pacing import Pacing
from bot.delivery.rules import Rules
from bot.errors import CannotStart
from bot.facts import REACTIONS, Reaction, Reactions
from bot.feature import CHANGES, TICKS, Feature
from bot.guard import Guard
from bot.slack import Clients
from bot.store import channels, groups, people, workspaces
from bot.store.engine import LISTENER, open_store
from bot.store.workspaces import Workspace

# Each door's own libraries are imported when it is opened: a process opens one or two.
if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    from bot.delivery.engine import Worker


# Workspaces that a worker delivers to at once; it mostly waits for Slack's pace.
CONCURRENCY = 24


@dataclass(frozen=True)
class Plan:
    """What a process needs to know to be the bot.

    Attributes:
        database_url: `postgresql+psycopg://…`.
        clients: the token and where to use it, not yet introduced.
        language: of people who told none.
        admins: Slack ids that are Product Ops from the start.
        rules: what its postmen keep to.
        pacing: the time they keep Slack's pace in.
    """

    features: tuple[Feature, ...]
    database_url: str
    clients: Clients
    signing_secret: str = ""
    language: str = "en"
    admins: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
    pacing: Pacing = field(default_factory=Pacing)


class Bot:
    """The bot, introduced to its workspace; each door is opened by the process that wants it."""

    def __init__(self, plan: Plan, found: Workspace | None = None) -> None:
        """Put the parts together; the database is not asked yet.

        Args:
            found: what `introduce` told, where it was called before.

        Raises:
            CannotStart: Slack refused the token or did not answer.
        """
        info = told_to_sessions(plan.features)
        self.features = plan.features
        self.rules = plan.rules
        self._pacing = plan.pacing
        self.hasty = open_store(plan.database_url, LISTENER, info)
        self.store = open_store(plan.database_url, info=info)
        self.workspace: Workspace | None = None
        self._admins = plan.admins
        self._signed = bool(plan.signing_secret)
        self._found = found or introduce(plan.clients, plan.language)
        self.clients = replace(plan.clients, team=self._found.slack_id)
        callers = Callers(plan.language)
        for store in (self.hasty, self.store):
            store.after_commit(callers.forget)
        guard = Guard(self.hasty, callers, i18n.load())
        self.bolt: App = slack.build(plan.features, guard, self.clients, plan.signing_secret)

    def join(self) -> None:
        """Write the workspace's row; does nothing once it is there.

        Raises:
            CannotStart: the schema has no place for it.
        """
        if self.workspace is not None:
            return
        try:
            with self.store.begin() as session:
                workspace = workspaces.join(session, self._found)
                people.name_product_ops(session, workspace, self._admins)
                people.make_due(session, workspace, clock.now())
                channels.make_due(session, workspace, clock.now())
                groups.make_due(session, workspace, clock.now())
        except ProgrammingError as error:
            raise CannotStart(
                "The database's schema is not what this code needs: run `productops migrate`."
            ) from error
        self.workspace = workspace

    def http(self) -> Flask:
        """The WSGI app; it joins the workspace as soon as the database lets it."""
        bolt = self.bolt if self._signed else None
        return web.build(self.features, bolt, self.hasty, self.join)

    def socket(self, app_token: str) -> "SocketModeHandler":
        """The Socket Mode door, not connected yet; `app_token` is `xapp-…`."""
        from slack_bolt.adapter.socket_mode import SocketModeHandler

        return SocketModeHandler(self.bolt, app_token)

    def worker(self, concurrency: int = CONCURRENCY) -> "Worker":
        """A worker that delivers to `concurrency` workspaces at once, not started yet."""
        from bot.delivery import engine
        from bot.delivery.postmen import Postmen

        postmen = Postmen(self.store, self.clients, self.rules, self._pacing)
        app = engine.app(self.features, self.store, self.clients, postmen)
        return engine.Worker(app, postmen, concurrency)

    def clock(self) -> "BackgroundScheduler":
        """The ticks, not started yet."""
        from bot import schedule

        return schedule.scheduler(self.features, self.store)

    def close(self) -> None:
        """Close the database's connections."""
        self.hasty.close()
        self.store.close()


def introduce(clients: Clients, language: str) -> Workspace:
    """Ask Slack which workspace a token is for.

    Raises:
        CannotStart: Slack refused the token or did not answer.
    """
    try:
        told = clients.new(clients.token).auth_test()
    except SlackApiError as refused:
        raise CannotStart(
            f"Slack refused SLACK_BOT_TOKEN ({refused.response['error']}): "
            "copy it again from your app's OAuth & Permissions page."
        ) from refused
    except (SlackClientError, OSError) as error:
        raise CannotStart(
            f"Slack does not answer at {clients.base_url} ({error}): "
            "check the network and SLACK_API_URL, then start again."
        ) from error
    return Workspace(0, told["team_id"], told["team"], told["url"], told["user_id"], language)


def told_to_sessions(features: Sequence[Feature]) -> Mapping[str, Any]:
    """What sessions know of the features.

    Their reactions to facts, the kinds of their asks, their parts of App Home, when their ticks
    run, what their changes are called, and what their tables hold of people.
    """
    kinds = {kind: ask for feature in features for kind, ask in feature.asks.items()}
    return {
        REACTIONS: _reactions(features),
        KINDS: kinds,
        home.SECTIONS: home.in_order(features),
        TICKS: tuple(tick for feature in features for tick in feature.ticks),
        CHANGES: {name: words for feature in features for name, words in feature.changes.items()},
        personal.PERSONAL: personal.whole(feature.personal for feature in features),
    }


def _reactions(features: Sequence[Feature]) -> Reactions:
    found: dict[str, list[Reaction]] = defaultdict(list)
    for feature in features:
        for kind, reaction in feature.reacts.items():
            found[kind].append(reaction)
    return {kind: tuple(reactions) for kind, reactions in found.items()}
