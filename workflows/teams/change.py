"""Changes a team, unless someone else changed it meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import Words, say
from bot.mrkdwn import escape
from bot.store import audit, homes, teams
from bot.store.people import Person
from bot.store.teams import Content, Team
from bot.store.workspaces import Workspace
from workflows.teams import confirming, permissions, roster, seeking
from workflows.teams.form import Fields
from workflows.teams.make import content


@dataclass(frozen=True)
class Wanted:
    """What someone wants a team to be.

    Attributes:
        team: its id.
        fields: all of it, checked.
        seen: the `revision` of what they had before them.
    """

    team: int
    fields: Fields
    seen: int


@dataclass(frozen=True)
class Changed:
    """A team was changed; `before` is what it was."""

    before: Team
    team: Team

    @property
    def handed_over(self) -> bool:
        """Whether someone else leads it now."""
        return _id(self.before.named) != _id(self.team.named)


@dataclass(frozen=True)
class Outdated:
    """Nothing was changed: the team is another since it was looked at."""

    team: Team


def to_change(session: Session, workspace: Workspace, person: Person, team: int) -> Team:
    """A team that stands and that this person may change: Product Ops, or its lead.

    Args:
        team: its id.

    Raises:
        Refusal: it is closed, or the person may not.
    """
    if not person.own:
        roles.require(person, permissions.CHANGE)
    found = teams.find(session, workspace, team)
    if found is None or found.closed_at:
        raise Refusal(say("This team is not there any more: it was closed. `/team` lists them."))
    if not changes(person, found):
        raise Refusal(_not_theirs(found))
    return found


def changes(person: Person, team: Team) -> bool:
    """Whether a person may change a team that stands."""
    if not roles.may(person, permissions.CHANGE):
        return False
    return person.product_ops or (team.lead is not None and team.lead.id == person.id)


def change(
    session: Session, workspace: Workspace, person: Person, wanted: Wanted, now: datetime
) -> Changed | Outdated:
    """Change a team, handing it over too; records the fact `team.changed`.

    Returns:
        `Outdated` when someone changed it since this person looked at it.

    Raises:
        Refusal: it is closed, or the person may not.
    """
    teams.lock(session, workspace)
    before = to_change(session, workspace, person, wanted.team)
    if before.revision != wanted.seen:
        return Outdated(before)
    old = roster.told(session, workspace, before)
    touched = teams.members(session, workspace, before.id)
    teams.write(session, workspace, before.id, _content(session, workspace, person, wanted))
    after = teams.find(session, workspace, before.id)
    assert after, "it was just written"
    new = roster.told(session, workspace, after)
    difference = roster.difference("team.changed", after.name, old, new)
    if difference:
        audit.record(session, workspace, person, difference, now)
        touched += teams.members(session, workspace, after.id)
        homes.touch(session, workspace, touched)
        facts.record(session, workspace, "team.changed", after.id, person, now)
    changed = Changed(before, after)
    _ask(session, workspace, person, changed, now)
    return changed


def _ask(
    session: Session, workspace: Workspace, person: Person, changed: Changed, now: datetime
) -> None:
    """A new lead is asked whether its people are right; one who has just saved it says so."""
    seeking.seek(session, workspace, changed.team, now)
    if changed.handed_over:
        confirming.drop(session, workspace, changed.team.id, now)
        confirming.ask(session, workspace, person, changed.team, now)
    elif _id(changed.team.lead) == person.id:
        confirming.confirm(session, workspace, person, changed.team.id, now)
    else:
        confirming.rename(session, workspace, changed.team, now)


def _content(session: Session, workspace: Workspace, person: Person, wanted: Wanted) -> Content:
    team = teams.find(session, workspace, wanted.team)
    assert team, "it is there"
    same = _id(team.named) == wanted.fields.lead.id
    made = content(session, workspace, wanted.fields, team.named_by if same else person.id)
    if made.group:
        return made
    # Who left is not on the form, and is a member again if they come back.
    gone = [each for each in teams.chosen(session, workspace, team.id) if not each.active]
    members = dict.fromkeys((*made.members, *(each.id for each in gone)))
    return replace(made, members=tuple(members))


def _not_theirs(team: Team) -> Words:
    if team.lead is None:
        return say("Only Product Ops can change *{team}*: ask them.", team=escape(team.name))
    return say(
        "Only Product Ops and {lead}, who leads *{team}*, can change it: ask them.",
        team=escape(team.name),
        lead=escape(team.lead.name) or f"<@{team.lead.slack_id}>",
    )


def _id(person: Person | None) -> int | None:
    return person.id if person else None
