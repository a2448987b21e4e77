"""What a form changes of what others may have changed since it was opened."""

from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Any)


@dataclass(frozen=True)
class Edit(Generic[T]):
    """What a form wants; `seen` is what it showed when it was opened."""

    wanted: T
    seen: T


@dataclass(frozen=True)
class Outdated(Generic[T]):
    """What stands by now, where others changed the same."""

    standing: T


def merged(edit: Edit[T], standing: T) -> T | Outdated[T]:
    """What stands with what a form changes of it; nothing that the form left as it was."""
    ours = {name: one for name, one in vars(edit.wanted).items() if one != vars(edit.seen)[name]}
    for name, one in ours.items():
        if vars(standing)[name] not in (vars(edit.seen)[name], one):
            return Outdated(standing)
    return replace(standing, **ours)


def differing(before: Any, after: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as they were and as they are."""
    names = [name for name, one in vars(after).items() if one != vars(before)[name]]
    return {name: vars(before)[name] for name in names}, {name: vars(after)[name] for name in names}
