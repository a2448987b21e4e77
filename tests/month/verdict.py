"""The verdict at the end of a month: Slack's messages against the bot's rows, and what they say."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import text

from bot.delivery.reasons import LEFT
from tests.month.arrivals import Arrival, named
from tests.month.company import Company
from tests.month.rules import Part, Thing
from tests.month.stage import Stage

_MESSAGES = text("""
    SELECT m.id, p.slack_id, d.state, d.channel, d.ts, count(d.id) OVER (PARTITION BY m.id) AS posts
    FROM ask_messages m JOIN people p ON p.id = m.person_id LEFT JOIN deliveries d
        ON d.workspace_id = m.workspace_id AND d.key = 'asks.message:' || m.id
    WHERE m.workspace_id = :workspace ORDER BY m.id
""")
_UNFINISHED = text("""
    SELECT key, state, coalesce(reason, '') AS reason FROM deliveries
    WHERE workspace_id = :workspace AND state NOT IN ('sent', 'overtaken')
""")
_ASKS = text("""
    SELECT a.id, a.state, o.slack_id AS owner, t.slack_id AS taker, e.slack_id AS helper FROM asks a
    JOIN people o ON o.id = a.person_id LEFT JOIN people t ON t.id = a.offered_to_id
    LEFT JOIN people e ON e.id = a.escalated_to_id
    WHERE a.workspace_id = :workspace
""")
# With what a line begins, in every language.
_DONE, _NEEDLESS, _OTHERS = "✅", "☑️", "🤝"
_MARKS = {"done": _DONE, "withdrawn": _NEEDLESS}


def rows_and_messages(stage: Stage, arrivals: list[Arrival]) -> Iterator[tuple[str, str]]:
    """Each row was posted once, each message has its row; nothing waits or failed."""
    with stage.bot.store.begin() as session:
        here = {"workspace": stage.workspace.id}
        rows = session.execute(_MESSAGES, here).all()
        unfinished = session.execute(_UNFINISHED, here).all()
    places = Counter((one.posted.channel, one.posted.ts) for one in arrivals)
    posted = Counter((row.channel, row.ts) for row in rows)
    for row in rows:
        if row.state != "sent" or row.posts != 1 or places[row.channel, row.ts] != 1:
            yield "rows not posted once", f"message {row.id}: {row.state}, {row.posts} posts"
    for one in arrivals:
        if posted[one.posted.channel, one.posted.ts] != 1:
            yield "messages without a row", one.words
    for row in unfinished:
        # What shows something to who has left is not brought up to date.
        if row.reason != LEFT:
            yield "not delivered", f"{row.key}: {row.state} {row.reason}"


def asks(stage: Stage, company: Company, ids: dict[int, int]) -> Iterator[tuple[str, str]]:
    """Each ask is as its owner and the others left it."""
    with stage.bot.store.begin() as session:
        rows = {row.id: row for row in session.execute(_ASKS, {"workspace": stage.workspace.id})}
    for number, ask in ids.items():
        thing, row = company.things[number], rows[ask]
        is_so = (row.state, row.owner, row.taker or "", row.helper or "")
        ought = (thing.state, thing.owner, thing.taker, thing.helper)
        if is_so != ought:
            yield "asks not as they were left", f"#{number}: {is_so} instead of {ought}"


def words(
    arrivals: list[Arrival], things: Mapping[int, Thing], gone: set[str]
) -> Iterator[tuple[str, str]]:
    """Each message says of each ask that it shows how it is by now.

    Args:
        gone: who had left at some time: nothing was said to them meanwhile.
    """
    for arrival in arrivals:
        if arrival.who.id in gone:
            continue
        whole = arrival.posted.text.splitlines()
        rows = {thing: row for row in whole if (thing := named(row, things))}
        for thing, part in arrival.lines:
            row = rows.get(thing, "")
            if not _says(row, thing, part, arrival.who.id):
                yield "says otherwise by now", f"{arrival.words}: {row!r} of what is {thing.state}"


def _says(row: str, thing: Thing, part: Part, who: str) -> bool:
    if not thing.is_open:
        return row.startswith(_MARKS[thing.state])
    if who in (thing.owner, thing.taker) or part is Part.ESCALATED:
        return bool(row) and not row.startswith((_DONE, _NEEDLESS, _OTHERS))
    return row.startswith(_OTHERS)
