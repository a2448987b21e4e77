"""The files of journeys that a verb is given: one by one, or all of a folder."""

from collections.abc import Iterable
from pathlib import Path

_ENDINGS = (".yaml", ".yml")


def every(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files themselves, each once; those of a folder by name, and a folder that has none."""
    found = [each for one in named for each in (_of(one) or [one])]
    return tuple({each.resolve(): each for each in found}.values())


def _of(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        each
        for each in folder.iterdir()
        if each.suffix.lower() in _ENDINGS and each.is_file() and not each.name.startswith(".")
    )
