"""Makes themes, and says what becomes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.sorting_tables import ThemeMoveRow, ThemeRow
from workflows.insights.theme import (
    NOT_NOW,
    STATES,
    Theme,
    find_theme,
    may_move,
    theme_of,
    themes,
)

LONGEST_REASON = 300
# Of themes in a menu: Slack's end is 100, one of which is the name as it was typed.
OFFERED = 99


@dataclass(frozen=True)
class Move:
    """What is to become of a theme.

    Attributes:
        state: one of `STATES`.
        reason: as typed, 300 characters at most; not now needs one.
    """

    state: str
    reason: str = ""


def make(session: Session, workspace: Workspace, person: Person, name: str, now: datetime) -> Theme:
    """A new theme, whose owner is whoever made it; records the fact `theme.made`.

    Args:
        name: as typed, 75 characters at most.

    Returns:
        The theme; the one with this name when there is one, case, accents and blanks apart.

    Raises:
        Refusal: the name is empty or too long, or the person may not.
    """
    roles.require(person, permissions.THEME)
    name = checked_name(name)
    made = session.scalar(
        insert_once(ThemeRow)
        .values(
            workspace_id=workspace.id,
            name=name,
            folded=sameness(name),
            owner_id=person.id,
            made_by_id=person.id,
            made_at=now,
            state_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ThemeRow.id)
    )
    if made is not None:
        facts.record(session, workspace, "theme.made", made, person, now)
    row = session.execute(themes(workspace).where(ThemeRow.folded == sameness(name))).one()
    return theme_of(row)


def rename(
    session: Session, workspace: Workspace, person: Person, theme: int, name: str, now: datetime
) -> Theme:
    """Give a theme another name; records the fact `theme.changed`.

    Raises:
        Refusal: the name is empty, too long or another theme's; there is no such theme; it is
            somebody else's and the person is not Product Ops.
    """
    found = to_move(session, workspace, person, theme)
    name = checked_name(name)
    if name == found.name:
        return found
    try:
        with session.begin_nested():
            _set(session, workspace, theme, name=name, folded=sameness(name))
    except IntegrityError:
        raise Refusal(
            say("There is a theme “{name}” already: choose another name.", name=name)
        ) from None
    facts.record(session, workspace, "theme.changed", theme, person, now)
    return find_theme(session, workspace, person, theme)


def hand_over(
    session: Session, workspace: Workspace, person: Person, theme: int, owner: str, now: datetime
) -> Theme:
    """Give a theme another owner; records the fact `theme.changed`.

    Args:
        owner: Slack's id of a member who is there.

    Raises:
        Refusal: the owner is no member; there is no such theme; it is somebody else's and the
            person is not Product Ops.
    """
    found = to_move(session, workspace, person, theme)
    if owner == found.owner:
        return found
    new = people.find(session, workspace, owner)
    if new is None or not roles.may(new, permissions.THEME):
        raise Refusal(
            say("A theme's owner is a member of this workspace: choose someone who is there.")
        )
    _set(session, workspace, theme, owner_id=new.id)
    facts.record(session, workspace, "theme.changed", theme, person, now)
    return find_theme(session, workspace, person, theme)


def move(
    session: Session, workspace: Workspace, person: Person, theme: int, to: Move, now: datetime
) -> Theme:
    """Say what becomes of a theme; records the fact `theme.moved`.

    Args:
        theme: its id.
        to: the state and why; nothing changes when the theme is there for that reason already.

    Raises:
        Refusal: there is no such state or theme, a reason is missing or too long, or the theme is
            somebody else's and the person is not Product Ops.
    """
    found = to_move(session, workspace, person, theme, lock=True)
    reason = checked_reason(to)
    if (found.state, found.reason) == (to.state, reason):
        return found
    session.execute(
        insert(ThemeMoveRow).values(
            workspace_id=workspace.id,
            theme_id=theme,
            state=to.state,
            reason=reason,
            person_id=person.id,
            at=now,
        )
    )
    since = now if found.state != to.state else found.state_at
    _set(session, workspace, theme, state=to.state, reason=reason, state_at=since)
    facts.record(session, workspace, "theme.moved", theme, person, now)
    return find_theme(session, workspace, person, theme)


def offered(
    session: Session, workspace: Workspace, person: Person, typed: str, limit: int = OFFERED
) -> Sequence[Theme]:
    """The themes whose names complete what was typed, those that begin so first.

    Args:
        typed: so far; empty for all.

    Raises:
        Refusal: the person may not see themes.
    """
    roles.require(person, permissions.THEME)
    folded = sameness(typed)
    rows = session.execute(
        themes(workspace)
        .where(ThemeRow.folded.contains(folded, autoescape=True))
        .order_by(~ThemeRow.folded.startswith(folded, autoescape=True), ThemeRow.name)
        .limit(limit)
    )
    return tuple(map(theme_of, rows))


def to_move(
    session: Session, workspace: Workspace, person: Person, theme: int, *, lock: bool = False
) -> Theme:
    """A theme that this person may move.

    Args:
        theme: its id.
        lock: nobody else changes it until the transaction ends.

    Raises:
        Refusal: there is none, or it is somebody else's and the person is not Product Ops.
    """
    roles.require(person, permissions.THEME)
    if lock:
        held = select(ThemeRow.id).where(
            ThemeRow.workspace_id == workspace.id, ThemeRow.id == theme
        )
        session.execute(held.with_for_update())
    found = find_theme(session, workspace, person, theme)
    if not may_move(person, found):
        raise Refusal(
            say(
                "“{theme}” is moved by its owner, {owner}, or by Product Ops: ask one of them.",
                theme=found.name,
                owner=found.owner_name or found.owner,
            )
        )
    return found


def checked_name(name: str) -> str:
    """A theme's name, cleaned.

    Raises:
        Refusal: it is empty or longer than 75 characters, what a menu of Slack's holds.
    """
    name = clean(name)
    if not sameness(name):
        raise Refusal(say("Give the theme a name of a few words."))
    if len(name) > LONGEST_CHOICE:
        raise Refusal(say("A theme's name is at most {most} characters long.", most=LONGEST_CHOICE))
    return name


def checked_reason(to: Move) -> str:
    """Why a theme moves, cleaned.

    Raises:
        Refusal: there is no such state, the reason is too long, or not now has none.
    """
    if to.state not in STATES:
        raise Refusal(say("Choose what is to become of the theme."))
    reason = clean(to.reason)
    if len(reason) > LONGEST_REASON:
        raise Refusal(say("Say why in at most {most} characters.", most=LONGEST_REASON))
    if to.state == NOT_NOW and not reason:
        raise Refusal(say("Say why it is not now: those who told it to us will read it."))
    return reason


def _set(session: Session, workspace: Workspace, theme: int, **columns: object) -> None:
    session.execute(
        update(ThemeRow)
        .where(ThemeRow.workspace_id == workspace.id, ThemeRow.id == theme)
        .values(**columns)
    )
