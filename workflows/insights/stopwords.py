"""Words that say nothing of what an insight is about."""

from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("stopwords.txt")


@cache
def english() -> frozenset[str]:
    """What English grammar asks for."""
    return _listed()["english"]


@cache
def french() -> frozenset[str]:
    """What French grammar asks for."""
    return _listed()["french"]


@cache
def silent() -> frozenset[str]:
    """Both, and what stands around nearly every need, whatever it is."""
    return english() | french() | _listed()["frame"]


@cache
def asking() -> frozenset[str]:
    """What follows the name of who needs something."""
    return _listed()["asking"]


@cache
def _listed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    name = ""
    for line in _LISTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in found.items()}
