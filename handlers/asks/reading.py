"""Reads what was chosen and typed about asks, and does what the menu's entries share."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot import decoding
from bot.asks import finding, handover, snooze
from bot.asks.kinds import kinds_of
from bot.i18n import Translator
from bot.replies import OpenForm
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.asks import forms, ids, views
from handlers.asks.choices import Choice, chosen

Json = Mapping[str, Any]


def act(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm | None:
    """What an entry of the menu does, but for the one that only explains."""
    choice, ask = chosen(action["selected_option"]["value"])
    kinds = kinds_of(session.info)
    if choice is Choice.NOT_MINE:
        found = handover.movable(session, workspace, person, ask)
        return OpenForm(forms.hand_over(t, kinds, found))
    if choice is Choice.DAY:
        found = finding.own(session, workspace, person, ask)
        week = snooze.next_week(session, workspace, person, now)
        return OpenForm(forms.snooze(t, kinds, found, week))
    pick = snooze.tomorrow if choice is Choice.TOMORROW else snooze.next_week
    until = pick(session, workspace, person, now)
    snooze.snooze(session, workspace, person, ask, until, now)
    return None


def why(session: Session, workspace: Workspace, person: Person, ask: int, t: Translator) -> str:
    """Why this person is asked."""
    found = finding.own(session, workspace, person, ask)
    ceiling = people.ceiling(session, workspace, person)
    return views.why(t, kinds_of(session.info), found, ceiling)


def day(view: Json) -> date | None:
    """The day that was picked."""
    picked = view["state"]["values"][ids.DAY][ids.DAY].get("selected_date")
    return date.fromisoformat(picked) if picked else None


def offered(view: Json) -> tuple[str, str]:
    """Slack's id of who was chosen, and the note as typed."""
    values = view["state"]["values"]
    note = values[ids.NOTE][ids.NOTE].get("value") or ""
    return values[ids.PERSON][ids.PERSON]["selected_user"], note


def takers(view: Json) -> tuple[int, dict[int, str | None]]:
    """Who has left, and Slack's id of who takes each of their asks over, None for nobody."""
    values = view["state"]["values"]
    drop = bool(values[ids.NOBODY][ids.NOBODY].get("selected_options"))
    chosen_ones = {
        decoding.number(block.removeprefix(f"{ids.TAKER}.")): field[ids.TAKER].get("selected_user")
        for block, field in values.items()
        if block.startswith(f"{ids.TAKER}.")
    }
    kept = {ask: who for ask, who in chosen_ones.items() if who or drop}
    return decoding.number(view["private_metadata"]), kept
