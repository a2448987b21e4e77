"""People, teams and user groups to test with."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.facts import REACTIONS, Fact
from bot.store import groups, people, teams
from bot.store.engine import Session
from bot.store.groups import Group, Told
from bot.store.people import Kind, Person, Profile
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.teams import change, make
from workflows.teams.change import Changed, Wanted
from workflows.teams.form import Fields

# Who there is, by the end of their Slack id: their kind and whether they are still there.
WHO = {
    "PRIYA": (Kind.MEMBER, True),
    "HUGO": (Kind.MEMBER, True),
    "LEA": (Kind.MEMBER, True),
    "KENJI": (Kind.MEMBER, True),
    "GUS": (Kind.GUEST, True),
    "GONE": (Kind.MEMBER, False),
    "APP": (Kind.APP, True),
}


@dataclass(frozen=True)
class Squad:
    """A workspace with people: Priya is Product Ops, Gus a guest, Gone has left, App is one."""

    session: Session
    workspace: Workspace

    def person(self, name: str) -> Person:
        """Someone as they are now, with their roles."""
        found = people.find(self.session, self.workspace, f"U0{name}")
        assert found
        return found

    def makes(self, name: str = "Billing", lead: str = "HUGO", *members: str, **more: str) -> Team:
        """A team, made by Priya; `group` is the user group it follows, `channel` its channel."""
        group = more.get("group")
        fields = Fields(
            name=name,
            channel=more.get("channel", "C0BILLING"),
            lead=self.person(lead),
            members=tuple(map(self.person, members)),
            group=groups.find(self.session, self.workspace, group) if group else None,
        )
        return make.make(self.session, self.workspace, self.person("PRIYA"), fields, NOW)

    def change(self, who: str, team: Team, fields: Fields) -> Team:
        """A team, changed by someone who has it before them as it is."""
        wanted = Wanted(team.id, fields, team.revision)
        done = change.change(self.session, self.workspace, self.person(who), wanted, NOW)
        assert isinstance(done, Changed)
        return done.team

    def group(self, *names: str, slack_id: str = "S0BILL", updated: int = 1) -> Group:
        """A user group as Slack tells of it, @billing."""
        told = Told(slack_id, "billing", "Billing people", _ids(names), updated)
        groups.learn(self.session, self.workspace, [told], NOW)
        found = groups.find(self.session, self.workspace, slack_id)
        assert found
        return found

    def disables(self, slack_id: str = "S0BILL") -> Group:
        """Slack tells that a user group is deleted."""
        told = Told(slack_id, "billing", "Billing people", None, 9, gone=True)
        (gone,) = groups.learn(self.session, self.workspace, [told], NOW)
        return gone

    def learns(self, name: str, at: datetime = NOW, updated: int = 2, **changes: object) -> None:
        """Slack tells of someone."""
        kind, active = WHO[name]
        told = Profile(name.title(), "Europe/Paris", active, "en", updated, kind)
        profile = replace(told, **changes)  # type: ignore[arg-type]
        people.learn(self.session, self.workspace, {f"U0{name}": profile}, at)

    def team(self, name: str = "Billing") -> Team:
        """A team as it is now."""
        found = teams.named(self.session, self.workspace, name)
        assert found
        return found

    def members(self, name: str = "Billing") -> list[str]:
        """Who is in a team now, by name."""
        found = teams.members(self.session, self.workspace, self.team(name).id)
        return [person.name for person in found]

    def facts(self) -> list[tuple[str, int]]:
        """What is recorded of teams from now on: the kind, and the team's id."""
        told: list[tuple[str, int]] = []

        def hear(session: Session, workspace: Workspace, fact: Fact) -> None:
            told.append((fact.kind, fact.subject))

        reactions = dict(self.session.info[REACTIONS])
        for kind in ("team.made", "team.changed", "team.closed"):
            reactions[kind] = (*reactions.get(kind, ()), hear)
        self.session.info[REACTIONS] = reactions
        return told


def people_there(session: Session, workspace: Workspace) -> Squad:
    """The workspace's people, learnt."""
    squad = Squad(session, workspace)
    for name, (kind, _) in WHO.items():
        if kind is Kind.APP:
            people.meet(session, workspace, f"U0{name}")
        squad.learns(name, updated=1)
    people.name_product_ops(session, workspace, ("U0PRIYA",))
    return squad


def _ids(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"U0{name}" for name in names)
