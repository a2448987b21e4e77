"""What Slack accepts in rich text: a block's, a table cell's, an input's first value.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from bot.playground.rules import (
    Check,
    Fields,
    anything,
    by_type,
    flag,
    items,
    matching,
    one_of,
    shape,
    text,
    whole,
)

MOST_PARTS = 1_000
LONGEST = 12_000
LATEST = 10**11
URL = matching(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", "must be a valid url")
_STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), flag
    ),
)


def _piece(required: Fields, optional: Fields | None = None) -> Check:
    return shape({"type": anything, **required}, {"style": _STYLE, **(optional or {})})


TEXT = _piece({"text": text(LONGEST)})
LINK = _piece({"url": URL}, {"text": text(LONGEST, 0), "unsafe": flag})
PIECES: Fields = {
    "text": TEXT,
    "link": LINK,
    "emoji": _piece({"name": text(255)}, {"unicode": text(255), "skin_tone": whole(1, 6)}),
    "user": _piece({"user_id": text(255)}),
    "usergroup": _piece({"usergroup_id": text(255)}),
    "channel": _piece({"channel_id": text(255)}),
    "broadcast": _piece({"range": one_of("here", "channel", "everyone")}),
    "date": _piece(
        {"timestamp": whole(0, LATEST), "format": text(255)},
        {"url": URL, "fallback": text(255)},
    ),
    "color": _piece({"value": text(255)}),
}
_WORDS = items(by_type(PIECES), MOST_PARTS, 0)
_BORDER: Fields = {"border": whole(0, 1)}
SECTION = shape({"type": anything, "elements": _WORDS}, {})
PARTS: Fields = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            "type": anything,
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": SECTION}), MOST_PARTS),
        },
        {"indent": whole(0, 8), "offset": whole(0, 10_000), **_BORDER},
    ),
    "rich_text_preformatted": shape(
        {
            "type": anything,
            "elements": items(by_type({"text": TEXT, "link": LINK}), MOST_PARTS, 0),
        },
        {"language": text(255), **_BORDER},
    ),
    "rich_text_quote": shape({"type": anything, "elements": _WORDS}, _BORDER),
}


def rich_text(optional: Fields) -> Check:
    """A rich_text object, as a block (which may have an id) or inside something else."""
    parts = items(by_type(PARTS), MOST_PARTS)
    return shape({"type": anything, "elements": parts}, optional)
