"""How a demo starts: where it keeps its data, and when it is there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot import clock
from bot.errors import CannotStart
from bot.playground import Playground, PlaygroundError, beginning, storage
from bot.playground.port import listen
from bot.store import embedded
from bot.terminal import console

MOST_PORTS = 65_535


def now() -> datetime:
    """When a demo begins that is started now."""
    return beginning(datetime.fromtimestamp(clock.wall(), UTC))


@dataclass(frozen=True)
class Wish:
    """What a demo is asked for.

    Attributes:
        port: where the page is served, on 127.0.0.1; 0 for a free one.
        empty: whether it begins without a past.
        reset: whether what an earlier one kept is deleted first.
        begins: when it begins, if it is new.
    """

    port: int
    empty: bool = False
    reset: bool = False
    begins: datetime = field(default_factory=now)


@dataclass(frozen=True)
class Place:
    """The demo's own folder: what `productops run` keeps beside it is never touched."""

    folder: Path

    @property
    def state_file(self) -> Path:
        """Where the workspace in the browser is kept."""
        return self.folder / "playground.json"

    def erase(self) -> None:
        """Delete the workspace in the browser, whose database is out of the way; says so."""
        storage.erase(self.state_file)
        _say(f"What the demo kept in {self.folder} is deleted: it begins again.")


def place(data_dir: Path, wish: Wish) -> Place:
    """Where the demo is, made if need be, before anything is started or deleted.

    Args:
        data_dir: of the bot.

    Raises:
        CannotStart: the folder can't be made, the port can't be opened, or a demo runs there.
    """
    found = Place(data_dir.expanduser() / "demo")
    before = data_dir.expanduser() / "playground.json"
    if before.exists() and not found.folder.exists():
        _say(f"An earlier demo is left as it is, in {data_dir}; this one is in {found.folder}.")
    try:
        found.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The folder {found.folder} can't be made ({error.strerror}): set PRODUCTOPS_DATA_DIR"
            " to one that can."
        ) from error
    _require(wish.port, found.folder)
    return found


def begin(playground: Playground, wish: Wish) -> None:
    """Product time is where the demo stopped last, or where it begins.

    Raises:
        CannotStart: it is to begin empty, and has begun otherwise.
    """
    workspace = playground.workspace
    if wish.empty and not workspace.bare:
        raise CannotStart(
            "This demo has begun with a past: start it without --empty, or with --reset --empty to"
            " delete it and begin again without."
        )
    workspace.reached = workspace.reached or wish.begins
    clock.set_to(workspace.reached)


def _require(port: int, folder: Path) -> None:
    if not 0 <= port <= MOST_PORTS:
        raise CannotStart(f"--port must be from 1 to {MOST_PORTS}, or 0 for any: {port} is not.")
    try:
        listen(port)[0].close()
    except PlaygroundError:
        if embedded.running(folder):
            raise CannotStart(
                f"A demo is running with its data in {folder}: use it, or stop it with Ctrl-C"
                " before you start this one."
            ) from None
        raise


def _say(words: str) -> None:
    console().print(words, markup=False)
