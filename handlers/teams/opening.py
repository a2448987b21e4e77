"""What a team's form opens with, and what is wrong with it when it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot import roles
from bot.forms import Errors
from bot.store import groups, jobs, people, teams
from bot.store.engine import Session
from bot.store.groups import Group
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from handlers.teams import reading
from handlers.teams.reading import Carried
from workflows.teams import form, permissions
from workflows.teams.change import to_change
from workflows.teams.form import Fields, Typed
from workflows.teams.known import look_up

Json = Mapping[str, Any]

# A field of Slack's holds so many characters; that a name is too long is told beside it.
LONGEST = 3_000


@dataclass(frozen=True)
class Opened:
    """A form about to be shown.

    Attributes:
        typed: what stands in its fields.
        carried: what it carries unseen.
        group: the user group that stands in its field.
        has_groups: whether there are user groups to choose from.
        vanished: the handle of the user group that its people came from and that is gone.
        by_now: what the team is by now in fields that said something else when the form was
            opened; None when nobody changed it.
        people: those whom `by_now` names, by Slack's ids.
    """

    typed: Typed
    carried: Carried
    group: Group | None = None
    has_groups: bool = False
    vanished: str | None = None
    by_now: Typed | None = None
    before: Typed | None = None
    people: Mapping[str, Person] = field(default_factory=dict)


def for_new(session: Session, workspace: Workspace, person: Person, name: str) -> Opened:
    """The form of a new team, its name filled in where it was typed.

    Raises:
        Refusal: the person may not make one.
    """
    roles.require(person, permissions.MAKE)
    any_group = bool(groups.search(session, workspace))
    return Opened(Typed(name=name[:LONGEST]), Carried(), has_groups=any_group)


def for_team(session: Session, workspace: Workspace, person: Person, team: int) -> Opened:
    """The form of a team that this person may change.

    Args:
        team: its id.

    Raises:
        Refusal: it is closed, or the person may not.
    """
    return _of(session, workspace, to_change(session, workspace, person, team))


def for_outdated(session: Session, workspace: Workspace, view: Json, team: Team) -> Opened:
    """The form of a team that was changed since it was opened, with all that was filled in.

    Args:
        view: the form as it was submitted.
        team: what the team is by now.
    """
    current = _of(session, workspace, team)
    typed, before = reading.typed(view["state"]["values"]), reading.shown(view)
    named = {*current.typed.members, current.typed.lead}
    group = groups.find(session, workspace, typed.group) if typed.group else None
    return replace(
        current,
        typed=typed,
        group=group,
        by_now=current.typed,
        before=before,
        people=people.known(session, workspace, named),
    )


def checked(session: Session, workspace: Workspace, view: Json) -> tuple[Carried, Fields | Errors]:
    """What a submitted form carries and says; of whom the bot does not know, Slack is asked."""
    carried = Carried.loads(view["private_metadata"])
    typed = reading.typed(view["state"]["values"])
    known = look_up(session, workspace, typed, carried.team)
    for each in form.unknown(typed, known):
        people.meet(session, workspace, each)
        jobs.defer(session, workspace, people.COMPLETE, person=each)
    return carried, form.check(typed, known)


def _of(session: Session, workspace: Workspace, team: Team) -> Opened:
    group = groups.find(session, workspace, team.group) if team.group else None
    stands = group is not None and not group.gone
    chosen = [one for one in teams.chosen(session, workspace, team.id) if one.here]
    typed = Typed(
        name=team.name,
        channel=team.channel,
        lead=team.lead.slack_id if team.lead else "",
        members=() if stands else tuple(person.slack_id for person in chosen),
        group=group.slack_id if group and stands else "",
    )
    return Opened(
        typed,
        Carried(team.id, team.revision),
        group=group if stands else None,
        has_groups=bool(groups.search(session, workspace)),
        vanished=(group.handle if group else "") if team.group and not stands else None,
    )
