"""The playground as a whole: its two servers, started and stopped together."""

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from flask import Flask, Response, request
from waitress.channel import ClientDisconnected
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from bot.playground import happenings, payloads, seeding, statuses, storage
from bot.playground.actor import Actor
from bot.playground.api import LOST, Api
from bot.playground.company import Company
from bot.playground.console import Console
from bot.playground.delivery import Delivered, Delivery, Outcome, Parcel
from bot.playground.gestures import Gestures
from bot.playground.inspector import Inspector
from bot.playground.limits import Limiter, Rates
from bot.playground.link import LOCAL_HOSTS, Link, host_name
from bot.playground.lumen import lumen
from bot.playground.page import Page
from bot.playground.port import listen
from bot.playground.records import Json, Person, identity
from bot.playground.replay import Replay
from bot.playground.signed import SignedPost
from bot.playground.state import Workspace
from bot.playground.tools import Tools

HTTP_THREADS = 16


class _Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """Waitress's threads, remembered so that stopping can wait for their end."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[threading.Thread] = []

    def start_new_thread(self, target: Callable[[int], None], thread_no: int) -> None:
        """Starts one, as waitress asks."""
        thread = threading.Thread(target=target, args=(thread_no,), name="playground-http")
        self.started.append(thread)
        thread.start()


class Playground:
    """A Slack workspace on this machine, for the demo and for tests.

    Args:
        manifest: the app's manifest; what is not in it is not sent to the bot.
        state_file: where the workspace is kept between runs; None keeps nothing.
        port: of the Web API and the page; 0 takes a free one.
        rate_limits: whether Slack's published rates apply, or other ones.
        seed: the company to begin with where the state file has none; Lumen by default.
        tools: what the page offers beside Slack.

    Raises:
        PlaygroundError: the state file is not a playground's.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        state_file: Path | None = None,
        port: int = 0,
        rate_limits: bool | Rates = False,
        seed: Company | None = None,
        tools: Tools | None = None,
    ) -> None:
        self.workspace = Workspace(manifest)
        if state_file is None or not storage.read(self.workspace, state_file):
            seeding.settle(self.workspace, seed or lumen())
        self.port = port
        self._tools = tools or Tools()
        self.app: Flask
        self.delivery: Delivery
        self.gestures: Gestures
        self.link: Link
        self.keeper = storage.Keeper(self.workspace, state_file) if state_file else None
        rates = Rates() if rate_limits is True else rate_limits or None
        self._limiter = Limiter(rates, self._tools.elapsed) if rates else None

    def start(self) -> Self:
        """Opens both ports; from here on a bot can connect.

        Raises:
            PlaygroundError: the port is taken.
        """
        workspace = self.workspace
        self.app = app = Flask("bot.playground", static_folder=None)
        listening, self.port = listen(self.port)
        self._threads = _Threads()
        self._http = create_server(
            _losing(app),
            sockets=[listening],
            _dispatcher=self._threads,
            threads=HTTP_THREADS,
            ident="playground",
        )
        self._threads.set_thread_count(HTTP_THREADS)
        workspace.base_url = self.url
        origins = [f"http://{host}:{self.port}" for host in LOCAL_HOSTS]
        self.link = Link(workspace, origins)
        link_port = self.link.start()
        workspace.link_url = f"ws://127.0.0.1:{link_port}/link/"
        self.delivery = Delivery(workspace, self.link)
        self.gestures = Gestures(workspace, self.delivery)
        workspace.emit = lambda event: self.delivery.queue(payloads.event(workspace, event))
        app.before_request(lambda: _refuse_foreigners(origins))
        self._route(app, link_port)
        self._loop = threading.Thread(target=self._http.run, name="playground-http-loop")
        self._loop.start()
        self.delivery.start()
        self._hours = statuses.Hours(workspace).start()
        if self.keeper is not None:
            self.keeper.start()
        return self

    def _route(self, app: Flask, link_port: int) -> None:
        """What is answered at which address."""
        console = Console(self.workspace, self.delivery, self._tools)
        for routes in (
            Api(self.workspace, self._limiter),
            Inspector(self.workspace),
            Replay(self.workspace, self.delivery),
            Page(self.workspace, self.gestures, console, link_port),
        ):
            app.register_blueprint(routes.blueprint())

    def stop(self) -> None:
        """Closes both ports, saves the workspace and waits for every thread."""
        self.workspace.close()
        self.link.let_go()
        self.delivery.join()
        self._hours.join()
        self.link.stop()
        # A request that ends just now may wake the loop first, which is then gone when we do.
        with suppress(OSError):
            self._http.trigger.pull_trigger(self._close_http)
        self._loop.join()
        self._threads.shutdown()
        for thread in self._threads.started:
            thread.join()
        if self.keeper is not None:
            self.keeper.join()

    def _close_http(self) -> None:
        # Runs in waitress's own loop, where sockets may be closed without a race.
        for channel in list(self._http.active_channels.values()):
            channel.handle_close()
        self._http.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The page's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """The base URL for slack_sdk's WebClient."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token, xoxb-…"""
        return self.workspace.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token, xapp-…"""
        return self.workspace.app_token

    @property
    def signing_secret(self) -> str:
        """The secret that signs deliveries over HTTP."""
        return self.workspace.signing_secret

    @property
    def resumes_at(self) -> datetime | None:
        """The product time that the state file was kept at; None for a new workspace."""
        return self.workspace.reached

    @property
    def team_id(self) -> str:
        """The workspace's id, T…"""
        return self.workspace.team_id

    @property
    def posted(self) -> int:
        """How many messages the bot has posted."""
        return self.workspace.calls.tally[("chat.postMessage", "ok")]

    def redraws(self) -> None:
        """Has every page drawn again."""
        with self.workspace.change():
            pass

    @property
    def admins(self) -> tuple[str, ...]:
        """The ids of the people who run the workspace: Product Ops."""
        return tuple(one.id for one in self.workspace.people.values() if one.is_admin)

    def deliver_to(self, url: str | None) -> None:
        """Delivers by signed HTTP to this URL from now on; None goes back to Socket Mode."""
        self.delivery.courier = (
            self.link if url is None else SignedPost(url, self.workspace.signing_secret)
        )

    def as_(self, name: str) -> Actor:
        """The person of that handle or id, to drive.

        Raises:
            KeyError: nobody is called so.
        """
        return Actor(self.workspace, self.gestures, name)

    def hires(self, name: str, real_name: str, **profile: Any) -> Actor:
        """Somebody new joins the workspace; `profile` are further fields of Person."""
        person_id = identity("U", self.workspace.team_name, name)
        person = Person(id=person_id, name=name, real_name=real_name, **profile)
        happenings.arrive(self.workspace, person)
        return self.as_(name)

    def revokes_token(self, code: str = "token_revoked") -> None:
        """The bot token gets this error from now on."""
        happenings.revoke(self.workspace, code)

    def reinstalls(self) -> str:
        """Installs the app once more; the old bot token is revoked, the new one returned."""
        happenings.reinstall(self.workspace)
        return self.workspace.bot_token

    def sends_event(self, event: Json) -> None:
        """Delivers an event of any type, whether subscribed or not; `event_ts` is filled in."""
        whole = {"event_ts": self.workspace.next_ts()} | event
        self.delivery.queue(payloads.event(self.workspace, whole))

    @property
    def last(self) -> Delivered:
        """The last delivery: its parcel (kind, payload), headers and outcome."""
        return self.delivery.delivered[-1]

    def redeliver(self, parcel: Parcel | None = None) -> Outcome:
        """Sends the last parcel (or this one) once more, payload unchanged, marked as a retry.

        Returns:
            The bot's new answer, which is shown to nobody.
        """
        again = parcel or self.last.parcel
        return self.delivery.send(
            Parcel(again.kind, again.payload, again.attempt + 1, "http_timeout")
        )

    def settles(self, timeout: float = 5.0) -> bool:
        """Waits until the bot got every event so far; False after `timeout` seconds."""
        return self.delivery.settle(timeout)

    def disconnects(self, reason: str = "refresh_requested") -> None:
        """Asks the bot to reconnect its socket, as Slack does every few hours."""
        self.link.disconnect(reason)

    def hangs_up(self) -> None:
        """Closes the bot's sockets without a word, as a broken line does."""
        self.link.hang_up()


def _refuse_foreigners(origins: list[str]) -> Response | None:
    """Only this machine, and no page of another site, may talk to the playground."""
    host = host_name(request.host)
    origin = request.headers.get("Origin")
    if host in LOCAL_HOSTS and (origin is None or origin in origins):
        return None
    return Response("Only this machine may ask.\n", status=403, mimetype="text/plain")


def _losing(app: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Closes the connection without an answer where a fault asks for it."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = app(environ, start_response)
        if environ.get(LOST):
            raise ClientDisconnected
        return body

    return answer
