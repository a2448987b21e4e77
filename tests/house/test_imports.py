"""Nothing happens at import."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house.sources import ROOT

# Importing a module from a file's text, with the watch on: it must see what our code opens.
GUILTY = """
import runpy, sys
from tests.house import imports
seen = []
imports.CODE = (sys.argv[1],)
imports.ROOT = imports.Path(sys.argv[1])
imports.watch(seen)
runpy.run_path(sys.argv[1] + "/guilty.py")
print(seen)
"""


def _python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-B", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_is_opened_or_started_when_modules_are_imported() -> None:
    offences = json.loads(_python("-m", "tests.house.imports"))
    assert not offences, "\n".join(["Do this in a function that is called at start.", *offences])


def test_the_watch_sees_a_file_opened_at_import(tmp_path: Path) -> None:
    (tmp_path / "guilty.py").write_text("import os\nopen(os.devnull).close()\n")
    assert "guilty.py:2: open" in _python("-c", GUILTY, str(tmp_path))


def test_what_takes_long_to_import_waits_for_who_needs_it() -> None:
    slow = {"dateparser", "matplotlib", "hypothesis"}
    loaded = _python("-c", "import sys, bot.cli; print('\\n'.join(sys.modules))")
    assert not slow & set(loaded.split())
