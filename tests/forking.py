"""`python -m tests.forking`: imports the command line once, and forks a process for each verb."""

import atexit
import gc
import json
import os
import sys
import traceback
from typing import Any

from bot import cli, doctor
from bot.delivery import window
from bot.store import embedded, migrate

# What verbs import when they run.
IMPORTED = (doctor, window, embedded, migrate)


def main() -> None:
    """Take orders, each a line of JSON: a verb, in which folder, in what settings."""
    # Counted again in each process, what was imported would be copied to each.
    gc.freeze()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            _become(order)
            _end(_run())
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _run() -> int:
    """The code with which the verb ends."""
    try:
        cli.main()
    except SystemExit as over:
        return over.code if isinstance(over.code, int) else int(over.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> None:
    """End without taking down, module by module, what was imported for the next verb too."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _become(order: dict[str, Any]) -> None:
    """What a process that was started for this verb would find."""
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["settings"])
    for name, number in ((os.devnull, 0), (order["output"], 1), (order["errors"], 2)):
        opened = os.open(name, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["productops", *order["words"]]


if __name__ == "__main__":
    main()
