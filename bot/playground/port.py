"""The port that the page and the Web API are served on: of this machine alone."""

import socket

from bot.playground.refusals import PlaygroundError


def listen(port: int) -> socket.socket:
    """Opens a port of this machine alone; 0 takes a free one.

    Raises:
        PlaygroundError: the port is taken, or none that may be opened.
    """
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise PlaygroundError(
            f"Port {port} of 127.0.0.1 can't be opened ({error.strerror}): "
            "stop what uses it, or choose another port."
        ) from error
