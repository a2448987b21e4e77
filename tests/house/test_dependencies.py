"""pyproject.toml, the lock files and the page on dependencies agree."""

import re
import tomllib
from functools import cache

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import ROOT

RUNTIME, EVERYTHING = "requirements.lock", "requirements-dev.lock"
PIN = re.compile(r"([a-z0-9.-]+)==([^\s;]+)(?: ; [^\\]+)? \\")
HASH = re.compile(r" +--hash=sha256:[0-9a-f]{64}(?: \\)?")


@cache
def _wanted() -> dict[str, tuple[Requirement, ...]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime = tuple(map(Requirement, project["dependencies"]))
    tools = tuple(map(Requirement, project["optional-dependencies"]["dev"]))
    return {"To run": runtime, "To test and check": tools}


def _lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text("utf-8").splitlines()


def _pins(lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for line in _lines(lock):
        if found := PIN.fullmatch(line):
            pins.setdefault(canonicalize_name(found[1]), set()).add(found[2])
    return pins


def _missing(requirements: tuple[Requirement, ...], lock: str) -> list[str]:
    pins = _pins(lock)
    return [
        f"{lock}: {requirement}, pinned: {', '.join(versions) or 'no'}"
        for requirement in requirements
        for versions in [pins.get(canonicalize_name(requirement.name), set())]
        if not versions or not all(requirement.specifier.contains(each) for each in versions)
    ]


def test_every_dependency_is_pinned_within_its_range() -> None:
    runtime, tools = _wanted().values()
    offences = _missing(runtime, RUNTIME) + _missing((*runtime, *tools), EVERYTHING)
    assert not offences, "\n".join(["Run make lock.", *offences])


def test_both_lock_files_pin_the_same_versions() -> None:
    everything = _pins(EVERYTHING)
    offences = [name for name, pins in _pins(RUNTIME).items() if everything.get(name) != pins]
    assert not offences, f"Run make lock: {offences} differ."


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    offences = [
        f"{lock}:{number}: {line}"
        for lock in (RUNTIME, EVERYTHING)
        for number, line in enumerate(_lines(lock), 1)
        if not PIN.fullmatch(line) and not HASH.fullmatch(line)
    ]
    assert not offences, "\n".join(["Run make lock.", *offences])


def test_every_pin_has_a_hash() -> None:
    for lock in (RUNTIME, EVERYTHING):
        lines = _lines(lock)
        offences = [
            line
            for line, following in zip(lines, [*lines[1:], ""], strict=True)
            if PIN.fullmatch(line) and not HASH.fullmatch(following)
        ]
        assert lines
        assert not offences, "\n".join(["Run make lock.", *offences])


def test_the_page_gives_a_reason_for_each_dependency_and_for_no_other() -> None:
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    for heading, requirements in _wanted().items():
        _, _, section = page.partition(f"## {heading}\n")
        table = section.partition("\n## ")[0]
        listed = re.findall(r"^\| `([^`]+)` \| .+ \| .+ \| .+ \|$", table, re.MULTILINE)
        names = [requirement.name for requirement in requirements]
        assert listed == names, f"docs/dependencies.md, {heading}: list {names}, in this order."
