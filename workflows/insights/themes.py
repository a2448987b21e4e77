"""Makes themes, and says what becomes of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.sorting_tables import ThemeMoveRow, ThemeRow
from workflows.insights.theme import SHIPPED, Theme, find_theme, may_move, theme_of, themes
from workflows.insights.theme_form import Move, Wanted, wrong_name, wrong_with

# Of themes in a menu: Slack's end is 100, one of which is the name as it was typed.
OFFERED = 99


# One at a time in a workspace: of two who take one name, the second hears of the first.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('themes'), :workspace)")


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
    name = clean(name)
    if wrong := wrong_name(name):
        raise Refusal(wrong)
    _hold_names(session, workspace)
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


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    theme: int,
    wanted: Wanted,
    now: datetime,
) -> Theme | Errors:
    """Give a theme another name, owner or state; records `theme.changed` and `theme.moved`.

    Args:
        theme: its id.
        wanted: what is to be different; what it already says changes nothing.

    Returns:
        The theme; what is wrong, by field, when the name is another theme's or the owner is gone.

    Raises:
        Refusal: there is no such theme, or it is somebody else's and the person is not Product Ops.
    """
    found = to_move(session, workspace, person, theme, lock=True)
    columns: dict[str, object] = {}
    if wanted.name not in (None, found.name):
        columns |= {"name": wanted.name, "folded": sameness(wanted.name)}
        if _taken(session, workspace, theme, wanted.name):
            return Errors({"name": say("There is a theme with this name already.")})
    if wanted.owner not in (None, found.owner):
        owner = people.find(session, workspace, wanted.owner)
        if owner is None or not roles.may(owner, permissions.THEME):
            return Errors({"owner": say("Choose a member of this workspace who is there.")})
        columns["owner_id"] = owner.id
    if columns:
        _set(session, workspace, theme, **columns)
        facts.record(session, workspace, "theme.changed", theme, person, now)
    if wanted.move is not None:
        _move(session, workspace, person, found, wanted.move, now)
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
    wrong = wrong_with(to)
    if wrong:
        raise Refusal(next(iter(wrong.values())))
    _move(session, workspace, person, found, to, now)
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


def latest(session: Session, workspace: Workspace, person: Person, limit: int) -> Sequence[Theme]:
    """The themes that were made or moved last, those that shipped left out.

    Raises:
        Refusal: the person may not see themes.
    """
    roles.require(person, permissions.THEME)
    rows = session.execute(
        themes(workspace)
        .where(ThemeRow.state != SHIPPED)
        .order_by(ThemeRow.state_at.desc(), ThemeRow.id.desc())
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


def _move(
    session: Session, workspace: Workspace, person: Person, found: Theme, to: Move, now: datetime
) -> None:
    reason = clean(to.reason)
    if (found.state, found.reason) == (to.state, reason):
        return
    session.execute(
        insert(ThemeMoveRow).values(
            workspace_id=workspace.id,
            theme_id=found.id,
            state=to.state,
            reason=reason,
            person_id=person.id,
            at=now,
        )
    )
    since = now if found.state != to.state else found.state_at
    _set(session, workspace, found.id, state=to.state, reason=reason, state_at=since)
    facts.record(session, workspace, "theme.moved", found.id, person, now)


def _taken(session: Session, workspace: Workspace, theme: int, name: str | None) -> bool:
    """Whether another theme has this name; nobody takes it until the transaction ends."""
    _hold_names(session, workspace)
    other = select(ThemeRow.id).where(
        ThemeRow.workspace_id == workspace.id,
        ThemeRow.folded == sameness(name or ""),
        ThemeRow.id != theme,
    )
    return session.scalar(other) is not None


def _hold_names(session: Session, workspace: Workspace) -> None:
    session.execute(_LOCK, {"workspace": workspace.id})


def _set(session: Session, workspace: Workspace, theme: int, **columns: object) -> None:
    session.execute(
        update(ThemeRow)
        .where(ThemeRow.workspace_id == workspace.id, ThemeRow.id == theme)
        .values(**columns)
    )
