"""Block Kit's blocks and views: what Slack accepts, and its words for what it does not.

Source: https://docs.slack.dev/reference/block-kit/blocks and …/reference/views
"""

import json
import secrets
from collections import Counter
from typing import Any

from bot.playground.elements import (
    BUTTON,
    ID,
    IMAGE,
    MOMENTS,
    MULTIPLE,
    OFFERED,
    OVERFLOW,
    PICKERS,
    TYPED,
    any_text,
    plain,
)
from bot.playground.fields import elements
from bot.playground.records import Json
from bot.playground.rich_rules import URL, rich_text
from bot.playground.rules import (
    Check,
    Fields,
    Spot,
    anything,
    both,
    by_type,
    flag,
    items,
    one_of,
    shape,
    text,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Measured by https://github.com/slackapi/bolt-js/issues/2509; Slack publishes no figure.
MESSAGE_CHARACTERS = 13_200
VIEW_BYTES = 250_000
# https://docs.slack.dev/reference/block-kit/blocks/markdown-block: of all of a message's together.
MARKDOWN_CHARACTERS = 12_000
# https://docs.slack.dev/reference/block-kit/blocks/table-block
TABLE_ROWS, TABLE_COLUMNS = 100, 20


def _block(required: Fields, optional: Fields | None = None) -> Check:
    return shape({"type": anything, **required}, {"block_id": ID, **(optional or {})})


def _says_something(value: Any, spot: Spot) -> None:
    if not value.get("text") and not value.get("fields"):
        spot.bad("missing required field: text")


def _has_a_picture(value: Any, spot: Spot) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        spot.bad("must have exactly one of: image_url, slack_file")


PICTURE = both(IMAGE, _has_a_picture)
_CELL = by_type(
    {
        "raw_text": shape({"type": anything, "text": text(MARKDOWN_CHARACTERS, 0)}, {}),
        "rich_text": rich_text({"block_id": ID}),
    }
)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
BLOCKS: Fields = {
    "section": both(
        _block(
            {},
            {
                "text": any_text(3000),
                "fields": items(any_text(2000), 10),
                "accessory": by_type(
                    {
                        "button": BUTTON,
                        "image": PICTURE,
                        "overflow": OVERFLOW,
                        **PICKERS,
                        **MULTIPLE,
                    }
                ),
                "expand": flag,
            },
        ),
        _says_something,
    ),
    "header": _block({"text": plain(150)}),
    "divider": _block({}),
    "context": _block(
        {
            "elements": items(
                by_type({"image": PICTURE, "plain_text": any_text(3000), "mrkdwn": any_text(3000)}),
                10,
            )
        }
    ),
    "actions": _block(
        {
            "elements": items(
                by_type({"button": BUTTON, "overflow": OVERFLOW, **PICKERS, **MOMENTS}), 25
            )
        }
    ),
    "input": _block(
        {"label": plain(2000), "element": by_type({**TYPED, **PICKERS, **MOMENTS, **MULTIPLE})},
        {"hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "image": both(
        _block(
            {"alt_text": text(2000)},
            {"image_url": URL, "slack_file": anything, "title": plain(2000)},
        ),
        _has_a_picture,
    ),
    "rich_text": rich_text({"block_id": ID}),
    "markdown": _block({"text": text(MARKDOWN_CHARACTERS)}),
    "table": _block(
        {"rows": items(items(_CELL, TABLE_COLUMNS), TABLE_ROWS)},
        {"column_settings": items(_COLUMN, TABLE_COLUMNS)},
    ),
}
BLOCK = by_type(BLOCKS)
# https://docs.slack.dev/reference/block-kit/blocks: these two stand in messages only.
VIEW_BLOCK = by_type({kind: BLOCKS[kind] for kind in BLOCKS if kind not in ("markdown", "table")})
_VIEW: Fields = {
    "private_metadata": text(3000, 0),
    "callback_id": text(255, 0),
    "external_id": text(255, 0),
}
VIEW = by_type(
    {
        "modal": shape(
            {"type": anything, "title": plain(24), "blocks": items(VIEW_BLOCK, VIEW_BLOCKS, 0)},
            {
                **_VIEW,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
        ),
        "home": shape({"type": anything, "blocks": items(VIEW_BLOCK, VIEW_BLOCKS, 0)}, _VIEW),
    }
)


_TEXT_DEFAULTS = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}


def problems_of_blocks(blocks: Any) -> list[str]:
    """What Slack finds wrong with a message's blocks; empty when nothing is."""
    spot = Spot("/blocks")
    items(BLOCK, MESSAGE_BLOCKS, 0)(blocks, spot)
    if not spot.problems:
        _unique_ids(blocks, spot)
        _one_table(blocks, spot)
        written = sum(len(one["text"]) for one in blocks if one["type"] == "markdown")
        if written > MARKDOWN_CHARACTERS:
            spot.bad(f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters together")
    return spot.problems


def problems_of_options(offered: Any) -> list[str]:
    """What Slack finds wrong with the options that an app offers for an external select."""
    spot = Spot()
    OFFERED(offered, spot)
    return spot.problems


def _one_table(blocks: list[Json], spot: Spot) -> None:
    """https://docs.slack.dev/reference/block-kit/blocks/table-block: one in a message."""
    if sum(block["type"] == "table" for block in blocks) > 1:
        spot.bad("only_one_table_allowed")


def too_long(blocks: list[Json]) -> bool:
    """Whether a message's blocks are too long together: `msg_blocks_too_long`."""
    written = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return len(written) > MESSAGE_CHARACTERS


def problems_of_view(view: Any, kind: str) -> list[str]:
    """What Slack finds wrong with a view of that kind ("modal" or "home")."""
    spot = Spot("/view")
    both(shape_of(kind), VIEW)(view, spot)
    if not spot.problems:
        blocks = spot.at("blocks")
        _unique_ids(view["blocks"], blocks)
        if kind == "modal" and "submit" not in view and _asks(view["blocks"]):
            spot.bad("missing required field: submit")
        focused = [one for _, one in elements(view["blocks"]) if one.get("focus_on_load")]
        if len(focused) > 1:
            blocks.bad("only one element may have focus_on_load")
    return spot.problems


def shape_of(kind: str) -> Check:
    """That a view is of this kind."""

    def check(value: Any, spot: Spot) -> None:
        if isinstance(value, dict) and "type" in value:
            one_of(kind)(value["type"], spot.at("type"))

    return check


def _asks(blocks: list[Json]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _unique_ids(blocks: list[Json], spot: Spot) -> None:
    _refuse_doubles([block.get("block_id") for block in blocks], "block_id", spot)
    for index, block in enumerate(blocks):
        ids = [element.get("action_id") for _, element in elements([block])]
        _refuse_doubles(ids, "action_id", spot.at(index))


def _refuse_doubles(ids: list[str | None], what: str, spot: Spot) -> None:
    counted = Counter(one for one in ids if one is not None)
    for one, count in counted.items():
        if count > 1:
            spot.bad(f'`{what}` "{one}" already exists')


def with_defaults(value: Any) -> Any:
    """A copy in which each text object says what Slack makes of it where it does not say so."""
    if isinstance(value, list):
        return [with_defaults(one) for one in value]
    if not isinstance(value, dict):
        return value
    done = {name: with_defaults(one) for name, one in value.items()}
    kind = done.get("type")
    default = _TEXT_DEFAULTS.get(kind) if isinstance(kind, str) and "text" in done else None
    return done | {name: done.get(name, given) for name, given in (default or {}).items()}


def completed(blocks: list[Json]) -> list[Json]:
    """A copy of accepted blocks with the ids and defaults that Slack fills in."""
    done: list[Json] = with_defaults(blocks)
    for block in done:
        if block.get("block_id") is None:
            block["block_id"] = secrets.token_urlsafe(4)
        if block["type"] == "input":
            block.setdefault("optional", False)
    for _, element in elements(done):
        if element["type"] != "image" and element.get("action_id") is None:
            element["action_id"] = secrets.token_urlsafe(4)
    return done
