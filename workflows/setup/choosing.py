"""Answers the other questions of the set-up: where, which country, which language, how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import LANGUAGES, Words, say
from bot.places import region_name, wrong_country, wrong_region
from bot.store import homes, jobs
from bot.store.audit import Change
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace
from workflows.setup import permissions
from workflows.setup.answers import Answer, Question, hold, write

# The job that asks Slack whether the bot can write in the channel of announcements.
LOOK = "setup.look"
# The job that tells, some people at a time, that the country of their calendar is another one.
RECKON = "setup.reckon"
AT_ONCE = 200
# How many messages a week a workspace may allow.
FEWEST, MOST = 1, 20


@dataclass(frozen=True)
class Place:
    """A country, empty for none, and its region, empty for all of it."""

    country: str
    region: str = ""


def wrong_place(place: Place) -> Mapping[str, Words]:
    """What is wrong with a place, by field: `country` or `region`; empty where nothing is."""
    wrong = {
        "country": wrong_country(place.country),
        "region": wrong_region(place.country, place.region),
    }
    return {field: sentence for field, sentence in wrong.items() if sentence}


def announce(
    session: Session, workspace: Workspace, person: Person, channel: str, now: datetime
) -> None:
    """Say where announcements go; a job then looks whether the bot can write there.

    Args:
        channel: Slack's id of it.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.CHANGE)
    before = hold(session, workspace).announcements
    change = _differs("announcements.changed", {"channel": before}, {"channel": channel})
    answer = Answer(change, {"announcements": channel}, Question.ANNOUNCEMENTS)
    write(session, workspace, person, answer, now)
    jobs.defer(session, workspace, LOOK, channel=channel)


def locate(
    session: Session, workspace: Workspace, person: Person, place: Place, now: datetime
) -> None:
    """Say which country's calendar counts for whoever chose none.

    The fact `calendar.changed` is then recorded for each of them, by jobs.

    Raises:
        Refusal: there is no such country or region, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    for sentence in wrong_place(place).values():
        raise Refusal(sentence)
    standing = hold(session, workspace)
    before = Place(standing.country, standing.region)
    change = _differs("country.changed", _named(before), _named(place))
    answer = Answer(change, vars(place), Question.COUNTRY)
    write(session, workspace, person, answer, now)
    if place != before:
        homes.touch_all(session, workspace)
        jobs.defer(session, workspace, RECKON, after="0")


def reckon(session: Session, workspace: Workspace, after: int, now: datetime) -> None:
    """Tell of some people whose country is the workspace's that their calendar changed.

    Records the fact `calendar.changed`, and asks for a job for those that follow.

    Args:
        after: those with higher ids of ours, in their order.
    """
    rows = session.scalars(
        select(PersonRow)
        .where(
            PersonRow.workspace_id == workspace.id,
            PersonRow.id > after,
            PersonRow.active,
            PersonRow.country.is_(None),
        )
        .order_by(PersonRow.id)
        .limit(AT_ONCE)
    ).all()
    for row in rows:
        person = record(row, workspace)
        facts.record(session, workspace, "calendar.changed", person.id, person, now)
    if len(rows) == AT_ONCE:
        jobs.defer(session, workspace, RECKON, after=str(rows[-1].id))


def speak(
    session: Session, workspace: Workspace, person: Person, language: str, now: datetime
) -> None:
    """Say which language is spoken to whoever told none.

    Args:
        language: `en` or `fr`.

    Raises:
        Refusal: the bot does not speak it, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    if language not in LANGUAGES:
        raise Refusal(say("I don't speak this language yet: choose one from the list."))
    before = hold(session, workspace).language
    change = _differs("language.changed", {"language": before}, {"language": language})
    answer = Answer(change, {"chosen_language": language}, Question.LANGUAGE)
    write(session, workspace, person, answer, now)


def limit(
    session: Session, workspace: Workspace, person: Person, number: int, now: datetime
) -> None:
    """Say how many messages a week may ask something of a person.

    Raises:
        Refusal: it is not from 1 to 20, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    wrong = wrong_number(number)
    if wrong:
        raise Refusal(wrong)
    before = hold(session, workspace).weekly_ceiling
    change = _differs("ceiling.changed", {"weekly_ceiling": before}, {"weekly_ceiling": number})
    write(session, workspace, person, Answer(change, {"weekly_ceiling": number}), now)
    if number != before:
        homes.touch_all(session, workspace)


def wrong_number(number: int) -> Words | None:
    """What is wrong with a number of messages a week."""
    if FEWEST <= number <= MOST:
        return None
    return say("Choose a number from {fewest} to {most}.", fewest=FEWEST, most=MOST)


def _named(place: Place) -> dict[str, str]:
    """A place as the audit trail tells it: a region's code says nothing to a reader."""
    region = region_name(place.country, place.region) if place.region else ""
    return {"country": place.country, "region": region}


def _differs(action: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    """A change with the fields that differ alone; before and after are equal where none does."""
    fields = [name for name in after if after[name] != before[name]]
    return Change(
        action,
        "",
        {name: before[name] for name in fields},
        {name: after[name] for name in fields},
    )
