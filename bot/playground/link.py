"""Socket Mode, and the page's wake-ups, on one WebSocket server.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
import secrets
import threading
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve
from websockets.typing import Origin

from bot.playground.delivery import EVENT, Delivered, Outcome, Parcel
from bot.playground.records import Json
from bot.playground.state import Workspace

LOCAL_HOSTS = ("127.0.0.1", "localhost")
PAGE_HEARTBEAT_SECONDS = 20.0
PING_SECONDS = 0.2


def host_name(header: str) -> str:
    """The name in a Host header, with or without a port."""
    return header.partition(":")[0]


class _Answer:
    """An envelope's ack, to be waited for."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.body: Json | None = None


class Link:
    """The WebSocket server: bots at `/link/`, browsers at `/page/`.

    Args:
        workspace: what it serves.
        origins: the addresses a browser's page may come from.
    """

    def __init__(self, workspace: Workspace, origins: list[str]) -> None:
        self.workspace = workspace
        self.origins = origins
        self._condition = threading.Condition()
        self._bots: list[ServerConnection] = []
        self._leaving: list[ServerConnection] = []
        self._turn = 0
        self._waiting: dict[str, _Answer] = {}
        self._server: Server
        self._thread: threading.Thread

    def start(self) -> int:
        """Listens on a free port of 127.0.0.1 and returns it."""
        quiet = logging.getLogger("bot.playground.link")
        quiet.setLevel(logging.CRITICAL)
        self._server = serve(
            self._connected,
            "127.0.0.1",
            0,
            origins=[None, *(Origin(origin) for origin in self.origins)],
            process_request=self._check,
            # A test may turn the clock that these time-outs read.
            open_timeout=None,
            # slack_sdk reads with its lock held, and cannot close before something arrives.
            ping_interval=PING_SECONDS,
            ping_timeout=None,
            close_timeout=1,
            compression=None,
            logger=quiet,
        )
        self._thread = threading.Thread(target=self._server.serve_forever, name="playground-link")
        self._thread.start()
        port: int = self._server.socket.getsockname()[1]
        return port

    def let_go(self) -> None:
        """Ends every wait for a bot or its ack, once the workspace is closed."""
        with self._condition:
            self._condition.notify_all()
        for answer in list(self._waiting.values()):
            answer.over.set()

    def stop(self) -> None:
        """Closes every connection and the port."""
        self._server.shutdown()
        self._thread.join()

    @property
    def connections(self) -> int:
        """How many connections of bots take envelopes."""
        with self._condition:
            return len(self._bots)

    def wait_for_connections(self, count: int, timeout: float) -> bool:
        """Waits until so many bot connections are open; False after `timeout` seconds."""
        with self._condition:
            return self._condition.wait_for(lambda: len(self._bots) == count, timeout)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks each connected bot to reconnect; "warning" announces it, and keeps the link."""
        with self._condition:
            leaving = list(self._bots)
            if reason != "warning":
                self._bots.clear()
                self._leaving += leaving
                self._condition.notify_all()
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
        for bot in leaving:
            _send(bot, message)

    def hang_up(self) -> None:
        """Closes every connection of a bot, without asking it to reconnect first."""
        with self._condition:
            leaving = self._bots + self._leaving
            self._bots, self._leaving = [], []
            self._condition.notify_all()
        for bot in leaving:
            bot.close()

    def carry(self, parcel: Parcel, timeout: float) -> Delivered:
        """Sends an envelope to one bot connection and waits for its ack."""
        envelope_id, answer = secrets.token_hex(16), _Answer()
        envelope: Json = {
            "type": parcel.kind,
            "envelope_id": envelope_id,
            "payload": parcel.payload,
            "accepts_response_payload": parcel.kind != EVENT,
        }
        if parcel.kind == EVENT:
            envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
        bot = self._next_bot(timeout)
        if bot is None:
            return Delivered(parcel, {}, Outcome(None))
        self._waiting[envelope_id] = answer
        if _send(bot, envelope) and not self.workspace.closing.is_set():
            answer.over.wait(timeout)
        del self._waiting[envelope_id]
        body = answer.body
        return Delivered(parcel, {}, Outcome(None) if body is None else Outcome(200, body))

    def _next_bot(self, timeout: float) -> ServerConnection | None:
        with self._condition:
            # A bot that is just reconnecting is back within the deadline.
            self._condition.wait_for(lambda: self._bots or self.workspace.closing.is_set(), timeout)
            if not self._bots:
                return None
            self._turn += 1
            return self._bots[self._turn % len(self._bots)]

    def _check(self, connection: ServerConnection, request: Request) -> Response | None:
        if host_name(request.headers.get("Host", "")) not in LOCAL_HOSTS:
            return connection.respond(HTTPStatus.FORBIDDEN, "Only this machine may connect.\n")
        where = urlsplit(request.path)
        asked = parse_qs(where.query)
        if where.path == "/link/":
            ticket = asked.get("ticket", [""])[0]
            if ticket not in self.workspace.tickets:
                return connection.respond(HTTPStatus.FORBIDDEN, "This ticket is not valid.\n")
            self.workspace.tickets.discard(ticket)
            return None
        if where.path == "/page/" and request.headers.get("Origin") in self.origins:
            return None
        return connection.respond(HTTPStatus.NOT_FOUND, "There is nothing here.\n")

    def _connected(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        try:
            if connection.request.path.startswith("/link/"):
                self._serve_bot(connection)
            else:
                self._serve_page(connection)
        except ConnectionClosed:
            return

    def _serve_bot(self, bot: ServerConnection) -> None:
        with self._condition:
            count = len(self._bots) + 1
            leaving, self._leaving = self._leaving, []
        for old in leaving:
            # A client that reconnects waits for the old connection's end before it listens.
            old.close()
        hello = {
            "type": "hello",
            "num_connections": count,
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.workspace.app_id},
        }
        bot.send(json.dumps(hello))
        with self._condition:
            self._bots.append(bot)
            self._condition.notify_all()
        try:
            for message in bot:
                self._acked(message)
        finally:
            with self._condition:
                if bot in self._bots:
                    self._bots.remove(bot)
                self._condition.notify_all()

    def _acked(self, message: str | bytes) -> None:
        try:
            ack = json.loads(message)
        except ValueError:
            return
        answer = self._waiting.get(ack.get("envelope_id", "")) if isinstance(ack, dict) else None
        if answer is not None:
            payload = ack.get("payload")
            answer.body = payload if isinstance(payload, dict) else {}
            answer.over.set()

    def _serve_page(self, page: ServerConnection) -> None:
        seen = -1
        while not self.workspace.closing.is_set():
            self.workspace.wait_until(
                lambda known=seen: self.workspace.version != known,  # type: ignore[misc]
                PAGE_HEARTBEAT_SECONDS,
            )
            seen = self.workspace.version
            page.send(json.dumps({"version": seen}))


def _send(bot: ServerConnection, message: Json) -> bool:
    try:
        bot.send(json.dumps(message, ensure_ascii=False))
    except ConnectionClosed:
        return False
    return True
