"""Nobody reaches the playground but this machine and its own page."""

import http.client
import re
import socket
from collections.abc import Iterator, Mapping

import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.playground import Playground
from tests.playground.tools import SocketBot

FOREIGN_HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example:{port}",
    "evil.example:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "192.168.1.7:{port}",
)
FOREIGN_ORIGINS = (
    "null",
    "https://evil.example",
    "http://127.0.0.1.evil.example:{port}",
    "http://evil.example:{port}",
    # Another page of this machine is another site.
    "http://127.0.0.1:1",
    "http://localhost",
    "https://127.0.0.1:{port}",
)


def routes(playground: Playground) -> Iterator[tuple[str, str]]:
    """Every method and path that is served, a word in the place of what varies."""
    for rule in playground.app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "auth.test", rule.rule)
        for method in rule.methods or ():
            yield method, path


def ask(
    playground: Playground, method: str, path: str, headers: Mapping[str, str]
) -> tuple[int, Mapping[str, str]]:
    """The status and headers of the answer; `{port}` in a header is the playground's."""
    line = http.client.HTTPConnection("127.0.0.1", playground.port, timeout=30)
    line.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        line.putheader(name, value.format(port=playground.port))
    line.endheaders()
    try:
        answer = line.getresponse()
        answer.read()
        return answer.status, dict(answer.getheaders())
    finally:
        line.close()


def test_both_ports_are_open_on_the_loopback_address_alone(
    bot: SocketBot, playground: Playground
) -> None:
    link = int(playground.workspace.link_url.rpartition(":")[2].partition("/")[0])
    mine = [one for one in psutil.Process().net_connections("inet") if one.status == "LISTEN"]
    for port in (playground.port, link):
        assert [one.laddr.ip for one in mine if one.laddr.port == port] == ["127.0.0.1"]
        with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", port)):
            pass


def test_every_route_refuses_a_name_that_is_not_this_machines(playground: Playground) -> None:
    before = playground.workspace.version
    every = sorted(set(routes(playground)))
    assert {"/", "/page/state", "/page/type", "/inspector/faults", "/api/auth.test"} <= {
        path for _, path in every
    }
    for method, path in every:
        for host in FOREIGN_HOSTS:
            given = {"Host": host, "X-Playground": "1", "X-Forwarded-Host": "127.0.0.1"}
            status, _ = ask(playground, method, path, given)
            assert status == 403, f"{method} {path} as {host}"
    assert playground.workspace.version == before


def test_every_route_refuses_a_page_of_another_site_and_gives_it_nothing_to_read(
    playground: Playground,
) -> None:
    before = playground.workspace.version
    for method, path in sorted(set(routes(playground))):
        for origin in FOREIGN_ORIGINS:
            given = {"Origin": origin, "X-Playground": "1"}
            status, headers = ask(playground, method, path, given)
            assert status == 403, f"{method} {path} from {origin}"
            assert not [name for name in headers if name.lower().startswith("access-control")]
    assert playground.workspace.version == before


def test_a_form_of_another_site_does_nothing_even_where_no_origin_is_sent(
    playground: Playground,
) -> None:
    before = playground.workspace.version
    gestures = [
        (method, path)
        for method, path in sorted(set(routes(playground)))
        if method in ("POST", "DELETE") and path.startswith(("/page/", "/inspector/"))
    ]
    assert len(gestures) >= 9
    for method, path in gestures:
        status, _ = ask(playground, method, path, {"Content-Length": "0"})
        assert status == 403, f"{method} {path}"
    assert playground.workspace.version == before


@pytest.mark.parametrize("path", ["/page/?as=lea", "/link/?ticket=x"])
def test_the_websocket_refuses_other_names_and_other_sites(
    bot: SocketBot, playground: Playground, path: str
) -> None:
    link = playground.workspace.link_url.removesuffix("/link/")
    here = Origin(playground.url)
    for host in FOREIGN_HOSTS:
        named = {"Host": host.format(port=playground.port)}
        with (
            pytest.raises(InvalidStatus),
            connect(f"{link}{path}", origin=here, additional_headers=named),
        ):
            pass
    for origin in (None, *FOREIGN_ORIGINS):
        from_there = Origin(origin.format(port=playground.port)) if origin else None
        with pytest.raises(InvalidStatus), connect(f"{link}{path}", origin=from_there):
            pass


def test_the_page_itself_is_let_in(playground: Playground) -> None:
    for host in ("127.0.0.1:{port}", "localhost:{port}"):
        origin = f"http://{host}"
        given = {"Host": host, "Origin": origin}
        assert ask(playground, "GET", "/page/state", given)[0] == 200
