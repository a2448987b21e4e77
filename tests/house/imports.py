"""Imports every module of the code and prints, as JSON, what they do beside defining things."""

import importlib
import json
import os
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
CODE = tuple(f"{ROOT / folder}{os.sep}" for folder in ("bot", "handlers", "workflows"))
WORK = (
    *("open", "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.mkdir", "os.remove"),
    *("os.rename", "os.listdir", "os.scandir", "sqlite3.", "_thread.start_new_thread", "urllib."),
)


def watch(into: list[str]) -> None:
    """Note from now on, in `into`, every file, socket, process and thread that our code opens.

    What a library does while it is itself imported is the library's business.
    """

    def hook(event: str, details: tuple[Any, ...]) -> None:
        if not event.startswith(WORK):
            return
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith("<frozen importlib"):
                return
            if name.startswith(CODE):
                into.append(f"{Path(name).relative_to(ROOT)}:{frame.f_lineno}: {event}")
                return
            frame = frame.f_back

    sys.addaudithook(hook)


def main() -> None:
    """Import everything and print the offences."""
    offences: list[str] = []
    watch(offences)
    before = dict(os.environ)
    for folder in CODE:
        for path in sorted(Path(folder).rglob("*.py")):
            # Alembic runs these; they are no part of the package.
            if "migrations" not in path.parts and path.name != "__main__.py":
                parts = path.relative_to(ROOT).with_suffix("").parts
                importlib.import_module(".".join(parts).removesuffix(".__init__"))
    if dict(os.environ) != before:
        offences.append("the environment was changed")
    offences += [f"thread {each.name}" for each in threading.enumerate()[1:]]
    print(json.dumps(offences))  # noqa: T201


if __name__ == "__main__":
    main()
