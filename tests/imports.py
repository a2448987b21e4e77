"""xdist's workers share the work of importing the tests: what one of them made, the others read."""

import importlib
from contextlib import suppress

import pytest

from tests.house.sources import ROOT


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Import this worker's share before it collects them all; what fails is told only then."""
    told: dict[str, str] = getattr(session.config, "workerinput", {})
    if not told or session.config.args != list(session.config.getini("testpaths")):
        return
    mine, of = int(told["workerid"].removeprefix("gw")), int(told["workercount"])
    for path in sorted((ROOT / "tests").rglob("*.py"))[mine::of]:
        module = path.relative_to(ROOT).with_suffix("")
        if path.name.startswith("test_"):
            with suppress(Exception):
                importlib.import_module(".".join(module.parts))
