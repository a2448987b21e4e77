"""Sends signed `/insight` commands over kept connections and notes how long each answer took."""

import itertools
import re
import selectors
import socket
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot import clock

# More than the server's threads, so that one of them never waits for the next command.
CONNECTIONS = 12
USERS = tuple(f"U0BENCH{number:02}" for number in range(50))
# Seconds without any answer until a run is given up.
PATIENCE = 10
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Unanswered(Exception):
    """An app stopped answering; the sentence says how."""


class Commands:
    """Writes commands as HTTP requests: new words and a new trigger each, the people in turn.

    Args:
        team: the workspace's id, `T…`.
        secret: signs them.
    """

    def __init__(self, team: str, secret: str) -> None:
        self._team = team
        self._sign = SignatureVerifier(secret).generate_signature
        self._numbers = itertools.count(1)

    def write(self, count: int, name: str = "/insight") -> list[bytes]:
        """Requests, signed now: Slack's signatures hold for five minutes.

        Args:
            count: how many.
            name: the command.
        """
        return [self._request(next(self._numbers), name) for _ in range(count)]

    def _request(self, number: int, name: str) -> bytes:
        fields = {
            "token": "unused",
            "team_id": self._team,
            "team_domain": "bench",
            "channel_id": "C0BENCH",
            "channel_name": "general",
            "user_id": USERS[number % len(USERS)],
            "user_name": "bench",
            "command": name,
            "text": f"Acme cannot export invoice {number} to its bank #billing",
            "api_app_id": "A0BENCH",
            "is_enterprise_install": "false",
            "response_url": "http://127.0.0.1/never-used",
            "trigger_id": f"{number}.{self._team}.bench",
        }
        body, timestamp = urlencode(fields), str(int(clock.wall()))
        return (
            "POST /slack/events HTTP/1.1\r\n"
            "Host: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\n"
            f"X-Slack-Signature: {self._sign(timestamp=timestamp, body=body)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


class Connection:
    """A kept connection to an app; raises OSError as sockets do."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._got = b""

    def send(self, request: bytes) -> None:
        """Send a request and remember when."""
        self.sent = clock.elapsed()
        self.socket.sendall(request)

    def take(self) -> bytes | None:
        """The whole answer, head and body, or None while some of it is under way.

        Raises:
            Unanswered: the app closed the connection.
        """
        got = self.socket.recv(65536)
        if not got:
            raise Unanswered("The app closed a connection instead of answering.")
        self._got += got
        head, found, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or (length and len(body) < int(length[1])):
            return None
        answer, self._got = self._got, b""
        return answer

    def ask(self, request: bytes) -> bytes:
        """Send a request and wait for its whole answer; raises as `take` does."""
        self.send(request)
        while (answer := self.take()) is None:
            pass
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.socket.close()


@dataclass(frozen=True)
class Burst:
    """What a burst of commands met.

    Attributes:
        seconds: from the first command to the last answer.
        latencies: of each answer, in seconds.
        refused: the answers that were no success.
    """

    seconds: float
    latencies: tuple[float, ...]
    refused: tuple[bytes, ...]


def succeeded(answer: bytes, proof: bytes) -> bool:
    """Whether an answer is a 200 that bears `proof`."""
    return answer.startswith(b"HTTP/1.1 200") and proof in answer


def burst(port: int, requests: Sequence[bytes], seconds: float, proof: bytes) -> Burst:
    """Send commands for some seconds, or until they run out; every one sent is waited for.

    Args:
        port: where the app listens, on 127.0.0.1.
        requests: from `Commands.write`, more of them than connections.
        proof: what the answer to a kept command contains.

    Raises:
        Unanswered: the app closed a connection or fell silent.
    """
    waiting = iter(requests)
    latencies: list[float] = []
    refused: list[bytes] = []
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        began = clock.elapsed()
        for request in itertools.islice(waiting, CONNECTIONS):
            connection = stack.enter_context(Connection(port))
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(request)
        while selector.get_map():
            ready = selector.select(PATIENCE)
            if not ready:
                raise Unanswered(f"The app gave no answer for {PATIENCE} s.")
            for key, _ in ready:
                answer = key.data.take()
                if answer is None:
                    continue
                now = clock.elapsed()
                latencies.append(now - key.data.sent)
                if not succeeded(answer, proof):
                    refused.append(answer)
                following = next(waiting, None) if now - began < seconds else None
                if following is None:
                    selector.unregister(key.fileobj)
                else:
                    key.data.send(following)
        return Burst(clock.elapsed() - began, tuple(latencies), tuple(refused))
