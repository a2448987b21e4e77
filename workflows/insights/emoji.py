"""Tells whether two names of emoji mean the same one."""

# What Slack's picker offers under two names; it keeps the second one, events say either.
_OTHERWISE = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "raised_hand": "hand",
    "punch": "facepunch",
    "memo": "pencil",
    "heavy_exclamation_mark": "exclamation",
    "boom": "collision",
    "satisfied": "laughing",
    "envelope": "email",
    "open_book": "book",
    "honeybee": "bee",
    "telephone": "phone",
}


def same(one: str, other: str) -> bool:
    """Whether two names mean one emoji, whatever its tone of skin; an empty one means none.

    Args:
        one: as Slack names it, without colons, e.g. `bulb` or `+1::skin-tone-2`.
        other: likewise.
    """
    return bool(one) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    bare = name.strip(":").lower().partition("::")[0]
    return _OTHERWISE.get(bare, bare)
