"""What became of the demo's quarter of insights: the themes they were put into, and when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.cast import CAST, Cast
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import themes, triage
from workflows.insights.insight import Insight
from workflows.insights.theme_form import Move

THEMES = Path(__file__).with_name("themes.json")
# What came in the last working days is still to be looked at.
UNTOUCHED = 9
_SORTER = "priya"
_MADE, _SORTED, _MOVED = "09:20", "17:30", "16:00"


@dataclass(frozen=True)
class Seed:
    """A theme of the quarter.

    Args:
        who: the handle of who made it and answers for it.
        days: how many working days before the beginning it was made.
        tags: of the insights that were put into it.
        moves: what became of it: `state`, `days` and `reason`.
    """

    name: str
    who: str
    days: int
    tags: Sequence[str]
    moves: Sequence[Mapping[str, str]]


def sort(
    session: Session,
    workspace: Workspace,
    known: Mapping[str, Person],
    kept: Mapping[int, list[Insight]],
    now: datetime,
) -> None:
    """Make the themes, put into them what bears their tags, move them on, and close the rest.

    Args:
        known: the people, by handle.
        kept: the insights, by how many working days before the beginning they were kept.
    """
    cast: Cast = session.info[CAST]
    placed: set[int] = set()
    for seed in (Seed(**each) for each in json.loads(THEMES.read_text(encoding="utf-8"))):
        owner = known.get(seed.who)
        if owner is None:
            continue
        made = cast.moment(now, seed.who, seed.days, _MADE)
        theme = themes.make(session, workspace, owner, seed.name, made)
        for days, insight in _of(seed, kept):
            if insight.id in placed:
                continue
            placed.add(insight.id)
            at = cast.moment(now, seed.who, min(days, seed.days) - 1, _SORTED)
            triage.put_in_theme(session, workspace, owner, insight.id, theme.id, at)
        for each in seed.moves:
            at = cast.moment(now, seed.who, int(each["days"]), _MOVED)
            to = Move(each["state"], each.get("reason", ""))
            themes.move(session, workspace, owner, theme.id, to, at)
    by_id = {person.slack_id: person for person in known.values()}
    for days, insights in kept.items():
        for insight in insights:
            # What is private its author looks at.
            sorter = by_id[insight.author] if insight.private else known.get(_SORTER)
            standing = insight.id not in placed and not insight.undone_at
            if sorter and days > UNTOUCHED and standing:
                at = cast.moment(now, _SORTER, days - 1, _SORTED)
                triage.close(session, workspace, sorter, insight.id, at)


def _of(seed: Seed, kept: Mapping[int, list[Insight]]) -> list[tuple[int, Insight]]:
    """What a theme gathers of what is not too new."""
    return [
        (days, insight)
        for days, insights in sorted(kept.items(), reverse=True)
        for insight in insights
        if days > UNTOUCHED and not insight.private and set(seed.tags) & set(insight.tags)
    ]
