"""PostgreSQL for a run: stopped in order or in the middle of everything, and started again."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.store import embedded
from bot.store.embedded import Embedded
from tests.database import forget

CONNECTIONS = 200


@dataclass
class Server:
    """A server on its folder, which keeps what it commits."""

    folder: Path
    running: Embedded | None = None

    @property
    def url(self) -> str:
        """Its `postgresql://…`, the same after every start."""
        assert self.running is not None
        return self.running.url

    def start(self) -> None:
        """Start it, or start it again."""
        self.running = embedded.serve(self.folder, max_connections=CONNECTIONS)

    def stop(self, immediate: bool = False) -> None:
        """Stop it: connections are broken off; `immediate` leaves it no time to tidy up."""
        if self.running is None:
            return
        if immediate:
            written = (self.folder / "postgres" / "data" / "postmaster.pid").read_text()
            os.kill(int(written.split()[0]), signal.SIGQUIT)
        running, self.running = self.running, None
        running.stop()


@contextmanager
def opened() -> Iterator[Server]:
    """A started server on a fresh folder; both are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="po-chaos-") as folder:
        server = Server(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
            forget(Path(folder))
