"""What the tables of insights hold of people: see `bot.personal`."""

from bot.personal import Held, Plan, columns

PERSONAL: Plan = {
    "customers": columns("folded", name=Held.TITLE, segment=Held.TITLE),
    "feeds": columns("folded", name=Held.TITLE, owner_id=Held.STAYS, token_hash=Held.SECRET),
    "insight_distinctions": columns(person_id=Held.STAYS),
    "insight_keys": columns("origin", "key"),
    "insight_settings": columns("emoji", "digest_channel"),
    "insight_shares": columns("channel", person_id=Held.STAYS, note=Held.WORDS),
    "insights": columns(
        *("kind", "channel", "source", "severity", "thread_ts", "receipt"),
        author_id=Held.STAYS,
        triaged_by_id=Held.STAYS,
        source_author=Held.STAYS,
        words=Held.WORDS,
        said_by=Held.WORDS,
        conversation=Held.WORDS,
        tags=Held.WORDS,
        link=Held.WORDS,
        permalink=Held.WORDS,
        search=Held.INDEX,
    ),
    "product_areas": columns("folded", name=Held.TITLE, owner_id=Held.CLEARED),
    "tag_routes": columns("tag"),
    "theme_moves": columns("state", person_id=Held.STAYS, reason=Held.WORDS),
    "themes": columns(
        *("folded", "state"),
        name=Held.TITLE,
        owner_id=Held.CLEARED,
        made_by_id=Held.STAYS,
        reason=Held.WORDS,
    ),
}
