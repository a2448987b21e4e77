"""The port that the page and the Web API are served on: of this machine alone."""

import os
import socket

from bot.playground.refusals import PlaygroundError


def listen(port: int) -> tuple[socket.socket, int]:
    """Opens a port of this machine alone, and says which; 0 takes a free one.

    Raises:
        PlaygroundError: the port is taken, or none that may be opened.
    """
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        # Python's own words repeat the address.
        why = os.strerror(error.errno or 0)
        raise PlaygroundError(
            f"Port {port} of 127.0.0.1 can't be opened ({why}): "
            "stop what uses it, or choose another port."
        ) from error
    return listening, listening.getsockname()[1]
