"""Who speaks for a team: who leads it, who is in it, and Product Ops."""

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape
from bot.store import teams
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import awaiting, permissions
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side


def teams_of(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams a person speaks for, by name: their own, or all for Product Ops."""
    if not roles.may(person, permissions.ASK):
        return ()
    stand = teams.every(session, workspace)
    if person.product_ops:
        return stand
    own = {one.id for one in teams.of(session, workspace, person)}
    return tuple(one for one in stand if one.id in own or (one.lead and one.lead.id == person.id))


def asking_for(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams for which a person may ask another one, those they are in first.

    Raises:
        Refusal: they are a guest, in no team, or there is no other team.
    """
    roles.require(person, permissions.ASK)
    mine = {one.id for one in teams.of(session, workspace, person)}
    found = sorted(teams_of(session, workspace, person), key=lambda one: one.id not in mine)
    if not found:
        raise Refusal(
            say(
                "A team asks another one, and you are in none yet. `/team` shows those there are:"
                " whoever leads yours adds you, or you make it."
            )
        )
    if len(teams.every(session, workspace)) < 2:
        raise Refusal(say("There is no other team to ask yet: `/team` makes one."))
    return tuple(found)


def sides(
    session: Session, workspace: Workspace, person: Person, found: Dependency
) -> tuple[Side, ...]:
    """The sides of a dependency that a person speaks for.

    Its owner speaks for the provider, and who is asked about it for the side that is asked, also
    where they took that over from somebody else.
    """
    if not roles.may(person, permissions.ASK):
        return ()
    if person.product_ops:
        # Also for a team that was closed since.
        return tuple(Side)
    theirs = {one.id for one in teams_of(session, workspace, person)}
    spoken = {side for side in Side if found.team(side).id in theirs}
    if found.owner is not None and found.owner.id == person.id:
        spoken.add(Side.PROVIDER)
    owed = awaiting.owes(session, workspace, person, found)
    if owed is not None:
        spoken.add(owed)
    return tuple(side for side in Side if side in spoken)


def takes_over(found: Dependency, side: Side) -> bool:
    """Whether who speaks for a side sees to a promise from then on: its owner has left."""
    owned = found.owner is not None and found.owner.own
    return found.is_promised and side is Side.PROVIDER and not owned


def require(
    session: Session, workspace: Workspace, person: Person, found: Dependency, side: Side
) -> None:
    """Let pass who speaks for a side.

    Raises:
        Refusal: it is somebody else's to say.
    """
    roles.require(person, permissions.ASK)
    if side in sides(session, workspace, person, found):
        return
    team = found.team(side)
    lead = team.lead
    if lead is None:
        raise Refusal(say("That is for the team *{team}* to say.", team=escape(team.name)))
    raise Refusal(
        say(
            "That is for the team *{team}* to say: ask {lead}, who leads it.",
            team=escape(team.name),
            lead=escape(lead.name) or f"<@{lead.slack_id}>",
        )
    )
