"""What the demo's Product Ops chose for insights: areas and their owners, tags, customers."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.cast import CAST, Cast
from bot.overtaking import Edit
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import area_changes, customer_changes, routes, settings

ARRANGED = Path(__file__).with_name("arranged.json")
# Working days before the beginning: teams hear of tags since yesterday.
_AREAS, _ROUTES, _CUSTOMERS = 64, 1, 3
_AT, _EARLY = "14:40", "09:05"


def prepare(
    session: Session, workspace: Workspace, known: Mapping[str, Person], now: datetime
) -> None:
    """Make the areas, and say where everyone's digest goes.

    Args:
        known: the people, by handle.
    """
    cast, ops = session.info[CAST], known["priya"]
    at = cast.moment(now, "priya", _AREAS, _AT)
    for area in _file()["areas"]:
        owner = known.get(area["owner"])
        wanted = area_changes.Content(area["name"], owner.slack_id if owner else "")
        area_changes.add(session, workspace, ops, wanted, at)
    channel = cast.channels.get(_file()["digest"], "")
    edit = Edit(settings.Chosen(digest_channel=channel), settings.Chosen())
    settings.choose(session, workspace, ops, edit, at)


def complete(
    session: Session, workspace: Workspace, known: Mapping[str, Person], now: datetime
) -> None:
    """Say what customers are worth, and which teams hear of which tags."""
    cast: Cast = session.info[CAST]
    ops = known["priya"]
    at = cast.moment(now, "priya", _CUSTOMERS, _AT)
    for name, (segment, value) in _file()["customers"].items():
        found = customer_changes.named(session, workspace, ops, name)
        wanted = customer_changes.Content(found.content.name, segment, value)
        edit = Edit(wanted, found.content)
        customer_changes.change(session, workspace, ops, found.id, edit, at)
    at = cast.moment(now, "priya", _ROUTES, _EARLY)
    for tag, name in _file()["routes"].items():
        team = teams.named(session, workspace, name)
        if team:
            routes.send(session, workspace, ops, routes.Typed(tag, team.id), at)


def area_of(tags: Collection[str]) -> str:
    """The name of the product area that an insight with these tags is about, empty for none."""
    found = (area["name"] for area in _file()["areas"] if set(area["tags"]) & set(tags))
    return next(found, "")


@cache
def _file() -> Any:
    return json.loads(ARRANGED.read_text(encoding="utf-8"))
