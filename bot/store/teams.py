"""Finds teams and who is in them, and writes them; whether someone leads one follows at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, false, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.folding import sameness
from bot.store.person import Person, PersonRow, are_here, are_own, note, record
from bot.store.team import Team as Team
from bot.store.team import TeamMemberRow as TeamMemberRow
from bot.store.team import TeamRow as TeamRow
from bot.store.team import team_of
from bot.store.workspaces import Workspace

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('teams'), :workspace)")


@dataclass(frozen=True)
class Content:
    """What a team is to be.

    Attributes:
        channel, group: as in Team.
        lead: the id of who leads it.
        named_by: the id of who named them; None for the bot.
        members: the ids of who is in it.
    """

    name: str
    channel: str
    lead: int | None
    named_by: int | None
    group: str
    members: tuple[int, ...]


def lock(session: Session, workspace: Workspace) -> None:
    """Nobody else changes a team of this workspace until the transaction ends."""
    session.execute(_LOCK, {"workspace": workspace.id})


def find(session: Session, workspace: Workspace, team: int) -> Team | None:
    """The team with this id, closed ones too."""
    return next(iter(_read(session, workspace, TeamRow.id == team)), None)


def by_ids(session: Session, workspace: Workspace, which: Iterable[int]) -> Mapping[int, Team]:
    """The teams with these ids, closed ones too."""
    found = _read(session, workspace, TeamRow.id.in_(sorted(which)))
    return {team.id: team for team in found}


def every(session: Session, workspace: Workspace) -> tuple[Team, ...]:
    """The teams that stand, by name."""
    return _read(session, workspace, _stands())


def any_ever(session: Session, workspace: Workspace) -> bool:
    """Whether there is a team, or ever was."""
    return bool(session.scalar(select(exists().where(TeamRow.workspace_id == workspace.id))))


def named(session: Session, workspace: Workspace, name: str) -> Team | None:
    """The team that stands and is called so; case, accents and blanks make no difference."""
    same = TeamRow.folded == sameness(name)
    return next(iter(_read(session, workspace, same, _stands())), None)


def of(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams that stand which a person leads or is in; none once they have left."""
    if not person.here:
        return ()
    leads = TeamRow.lead_id == person.id if person.own else false()
    return _read(session, workspace, or_(leads, _has(person.id)), _stands())


def around(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams that stand which a person leads or is in, or would if they were still there."""
    return _read(session, workspace, or_(TeamRow.lead_id == person.id, _has(person.id)), _stands())


def following(session: Session, workspace: Workspace, group: str) -> tuple[Team, ...]:
    """The teams that stand whose members come from a user group, by Slack's id of it."""
    return _read(session, workspace, TeamRow.group == group, _stands())


def lead_of(session: Session, workspace: Workspace, team: int) -> Person | None:
    """Who leads a team, None where nobody does any more."""
    found = find(session, workspace, team)
    return found.lead if found else None


def members(session: Session, workspace: Workspace, team: int) -> tuple[Person, ...]:
    """Who is in a team, by name: its lead and its members, guests too, who are still there."""
    leads = exists().where(TeamRow.id == team, TeamRow.lead_id == PersonRow.id, are_own())
    return _people(session, workspace, or_(leads, _is_in(team)), _is_ours(workspace, team))


def chosen(session: Session, workspace: Workspace, team: int) -> tuple[Person, ...]:
    """The people written as members of a team, by name, those who left too."""
    here_or_gone = (_is_in(team), _is_ours(workspace, team))
    return _people(session, workspace, *here_or_gone, gone=True)


def sizes(session: Session, workspace: Workspace, teams: Iterable[int]) -> Mapping[int, int]:
    """How many are in each of these teams, counted as `members` does; no entry for nobody."""
    wanted = list(teams)
    leads = select(TeamRow.id.label("team"), TeamRow.lead_id.label("person")).where(
        TeamRow.workspace_id == workspace.id, TeamRow.id.in_(wanted)
    )
    others = select(TeamMemberRow.team_id, TeamMemberRow.person_id).where(
        TeamMemberRow.workspace_id == workspace.id, TeamMemberRow.team_id.in_(wanted)
    )
    # A guest counts as a member, and not as the lead they once were.
    lead = leads.join(PersonRow, and_(PersonRow.id == TeamRow.lead_id, are_own()))
    both = lead.union(others).subquery()
    rows = session.execute(
        select(both.c.team, func.count().label("size"))
        .join(PersonRow, and_(PersonRow.id == both.c.person, are_here()))
        .group_by(both.c.team)
    )
    return {row.team: row.size for row in rows}


def add(session: Session, workspace: Workspace, content: Content, now: datetime) -> int:
    """Make a team whose name is free; returns its id."""
    lock(session, workspace)
    row = TeamRow(workspace_id=workspace.id, made_at=now, **_columns(session, workspace, content))
    session.add(row)
    session.flush()
    set_members(session, workspace, row.id, content.members)
    _settle_leads(session, workspace, (content.lead,))
    return row.id


def write(session: Session, workspace: Workspace, team: int, content: Content) -> None:
    """Write all that a team is from now on, its name free or its own."""
    lock(session, workspace)
    before = session.scalar(select(TeamRow.lead_id).where(*_one(workspace, team)))
    session.execute(
        update(TeamRow)
        .where(*_one(workspace, team))
        .values(revision=TeamRow.revision + 1, **_columns(session, workspace, content))
    )
    set_members(session, workspace, team, content.members)
    _settle_leads(session, workspace, (before, content.lead))


def close(session: Session, workspace: Workspace, team: int, now: datetime) -> None:
    """End a team; who led it does so no more."""
    lock(session, workspace)
    before = session.scalars(
        update(TeamRow)
        .where(*_one(workspace, team), _stands())
        .values(closed_at=now, revision=TeamRow.revision + 1)
        .returning(TeamRow.lead_id)
    ).all()
    _settle_leads(session, workspace, before)


def set_members(session: Session, workspace: Workspace, team: int, people: Iterable[int]) -> None:
    """Put these people, and no others, in a team."""
    session.execute(
        delete(TeamMemberRow).where(
            TeamMemberRow.workspace_id == workspace.id, TeamMemberRow.team_id == team
        )
    )
    both = (
        select(TeamRow.id, PersonRow.id, TeamRow.workspace_id)
        .join(PersonRow, PersonRow.workspace_id == TeamRow.workspace_id)
        .where(*_one(workspace, team), PersonRow.id.in_(list(people)))
    )
    session.execute(
        insert(TeamMemberRow).from_select(["team_id", "person_id", "workspace_id"], both)
    )


def _columns(session: Session, workspace: Workspace, content: Content) -> dict[str, object]:
    ours = select(PersonRow.id).where(PersonRow.workspace_id == workspace.id)
    known = set(
        session.scalars(ours.where(PersonRow.id.in_([content.lead or 0, content.named_by or 0])))
    )
    return {
        "name": content.name,
        "folded": sameness(content.name),
        "channel": content.channel or None,
        "lead_id": content.lead if content.lead in known else None,
        "named_by_id": content.named_by if content.named_by in known else None,
        "group": content.group or None,
    }


def _settle_leads(session: Session, workspace: Workspace, people: Iterable[int | None]) -> None:
    """Write anew whether each of these people was named lead of a team that stands."""
    leads = exists().where(
        TeamRow.workspace_id == workspace.id, TeamRow.lead_id == PersonRow.id, _stands()
    )
    changed = session.scalars(
        update(PersonRow)
        .where(
            PersonRow.workspace_id == workspace.id,
            PersonRow.id.in_([one for one in people if one is not None]),
            PersonRow.leads != leads,
        )
        .values(leads=leads)
        .returning(PersonRow.slack_id)
    ).all()
    note(session, workspace, *changed)


def _read(session: Session, workspace: Workspace, *which: ColumnElement[bool]) -> tuple[Team, ...]:
    rows = session.execute(
        select(TeamRow, PersonRow)
        .outerjoin(PersonRow, PersonRow.id == TeamRow.lead_id)
        .where(TeamRow.workspace_id == workspace.id, *which)
        .order_by(TeamRow.folded, TeamRow.id),
        execution_options={"populate_existing": True},
    )
    return tuple(team_of(row, lead, workspace) for row, lead in rows)


def _people(
    session: Session, workspace: Workspace, *which: ColumnElement[bool], gone: bool = False
) -> tuple[Person, ...]:
    query = (
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, *which)
        .order_by(func.lower(PersonRow.name), PersonRow.id)
    )
    rows = session.scalars(
        query if gone else query.where(are_here()), execution_options={"populate_existing": True}
    )
    return tuple(record(row, workspace) for row in rows)


def _stands() -> ColumnElement[bool]:
    return TeamRow.closed_at.is_(None)


def _one(workspace: Workspace, team: int) -> tuple[ColumnElement[bool], ...]:
    return (TeamRow.workspace_id == workspace.id, TeamRow.id == team)


def _is_ours(workspace: Workspace, team: int) -> ColumnElement[bool]:
    return exists().where(*_one(workspace, team))


def _has(person: int) -> ColumnElement[bool]:
    return exists().where(TeamMemberRow.team_id == TeamRow.id, TeamMemberRow.person_id == person)


def _is_in(team: int) -> ColumnElement[bool]:
    return exists().where(TeamMemberRow.team_id == team, TeamMemberRow.person_id == PersonRow.id)
