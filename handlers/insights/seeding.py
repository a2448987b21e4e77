"""A quarter of insights at the demo's company, kept as its people keep them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cast import CAST, Cast
from bot.delivery import outbox
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import seeding_arranged, seeding_themes, sharing
from workflows.insights import details, form, kept, share, undo
from workflows.insights.capture import capture, keep
from workflows.insights.details import Change
from workflows.insights.form import Fields, Typed
from workflows.insights.insight import Insight, Origin
from workflows.insights.share import Place
from workflows.insights.tags import tags_in

QUARTER = Path(__file__).with_name("quarter.json")
_SOON = timedelta(minutes=2)


@dataclass(frozen=True)
class Shared:
    """By whom, when and where an insight was shared, and what was said with it."""

    who: str
    days: int
    at: str
    place: str
    note: str = ""


@dataclass(frozen=True)
class Seed:
    """An insight of the quarter.

    Args:
        who, days, at: a handle, how many working days before the beginning, their time of day.
        place: the name of the channel where it was kept.
        message: whether it was kept from a message that says just this.
        then: what its author did at once: `undo`, or `details`, where it was typed and its other
            fields came after.
    """

    who: str
    days: int
    at: str
    words: str
    customer: str = ""
    said_by: str = ""
    kind: str = ""
    tags: str = ""
    place: str = "general"
    message: bool = False
    then: str = ""
    source: str = ""
    severity: str = ""
    shared: Mapping[str, Any] | None = None

    @property
    def typed(self) -> Typed:
        """The form's fields."""
        about = seeding_arranged.area_of((*tags_in(self.words), *self.tags.split()))
        return Typed(
            words=self.words,
            said_by=self.said_by,
            kind=self.kind,
            customer=self.customer,
            tags=self.tags,
            source=self.source,
            severity=self.severity,
            area=about,
        )


def quarter() -> tuple[Seed, ...]:
    """The insights, oldest first."""
    return tuple(Seed(**each) for each in json.loads(QUARTER.read_text(encoding="utf-8")))


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Keep them, unless an insight was ever kept."""
    cast: Cast = session.info[CAST]
    if kept.any_ever(session, workspace):
        return
    known = {name: cast.known(session, workspace, name) for name in cast.people}
    people = {name: one for name, one in known.items() if one}
    arranges = people.get("priya")
    if arranges and arranges.product_ops:
        seeding_arranged.prepare(session, workspace, people, now)
    shares = []
    insights: dict[int, list[Insight]] = {}
    for each in quarter():
        person = known.get(each.who)
        if person is None:
            continue
        at = cast.moment(now, each.who, each.days, each.at)
        made = _keep(session, workspace, person, each, at)
        insights.setdefault(each.days, []).append(made)
        if each.shared:
            shares.append((Shared(**each.shared), made))
    for shared, made in shares:
        sharer = known.get(shared.who)
        if sharer and shared.place in cast.channels:
            at = cast.moment(now, shared.who, shared.days, shared.at)
            where = Place(cast.channels[shared.place], shared.note)
            found, put = share.share(session, workspace, sharer, made.id, where, at)
            outbox.put(session, workspace, [sharing.post_of(found, put)], at)
    seeding_themes.sort(session, workspace, people, insights, now)
    if arranges and arranges.product_ops:
        seeding_arranged.complete(session, workspace, people, now)


def _keep(
    session: Session, workspace: Workspace, person: Person, seed: Seed, now: datetime
) -> Insight:
    cast: Cast = session.info[CAST]
    origin = _origin(cast, seed)
    checked = form.check(seed.typed)
    assert isinstance(checked, Fields), f"{seed.words} can't be kept"
    if seed.then == "details":
        made = capture(session, workspace, person, seed.words, origin, now)
        change = Change(made.id, checked, made.changed_at)
        details.change(session, workspace, person, change, now + _SOON)
        return made
    if origin.permalink:
        checked = replace(checked, link=origin.permalink, said_by=cast.names[origin.author])
    made = keep(session, workspace, person, checked, origin, now)
    if seed.then == "undo":
        undo.undo(session, workspace, person, made.id, now + _SOON)
    return made


def _origin(cast: Cast, seed: Seed) -> Origin:
    private = seed.place in cast.private
    quote = cast.quotes.get(seed.words) if seed.message else None
    if quote is None:
        return Origin(cast.channels.get(seed.place, ""), private)
    return Origin(quote.channel, private, quote.author, quote.permalink)
