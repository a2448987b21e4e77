"""How the shape of one payload differs from another's: keys, and the types of values."""

from collections.abc import Iterator
from typing import Any

NAMES = {str: "text", bool: "flag", int: "number", float: "number", dict: "object", list: "list"}


def differences(ours: Any, published: Any, place: str = "") -> Iterator[str]:
    """ "+ key" for what we add, "- key" for what we lack, "key: type" where the types differ.

    Args:
        ours: a payload.
        published: a shape: an object of shapes, a list of one shape, or the name of a type, where
            "nothing" may be anything.
        place: where it is, with dots.
    """
    if isinstance(published, dict) and isinstance(ours, dict):
        for key in sorted(ours.keys() | published.keys()):
            here = f"{place}.{key}".lstrip(".")
            if key not in published:
                yield f"+ {here}"
            elif key not in ours:
                yield f"- {here}"
            else:
                yield from differences(ours[key], published[key], here)
    elif isinstance(published, list) and isinstance(ours, list):
        for one in ours:
            yield from differences(one, published[0], f"{place}[]")
    elif published != "nothing" and NAMES.get(type(ours), "nothing") != published:
        yield f"{place}: {NAMES.get(type(ours), 'nothing')}"
