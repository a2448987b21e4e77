"""What a file calls cycles, teams and people: found, or said what is wrong with the name."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import teams
from bot.store.naming import named
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, permissions
from workflows.okrs.columns import no_team
from workflows.okrs.cycles import Cycle
from workflows.okrs.import_refusals import is_over
from workflows.okrs.incoming import is_company


@dataclass(frozen=True)
class Names:
    """Who and what there is, for a file that names it."""

    session: Session
    workspace: Workspace
    now: datetime

    @cached_property
    def _teams(self) -> dict[str, Team]:
        return {sameness(team.name): team for team in teams.every(self.session, self.workspace)}

    def known(self, name: str) -> Cycle | None:
        """The cycle of this name, whatever became of it."""
        every = cycles.every(self.session, self.workspace)
        return next((one for one in every if sameness(one.name) == sameness(name)), None)

    def cycle(self, name: str) -> Cycle:
        """The cycle of this name, of which it can still be said what it aims at.

        Args:
            name: empty for the one under way.

        Raises:
            Refusal: there is none, or it is over.
        """
        given = (self.session, self.workspace)
        typed = clean(name).strip()
        found = self.known(typed) if typed else cycles.current(*given, self.now)
        if found is None:
            every = ", ".join(each.name for each in cycles.every(*given))
            raise Refusal(
                say("There is no cycle “{name}”. There are {cycles}.", name=typed, cycles=every)
                if every
                else say("There is no cycle yet: Product Ops make one with `/okr plan`.")
            )
        if found.closing_at:
            raise Refusal(say("*{cycle}* is being closed: it stays as it is.", cycle=found.name))
        if found.ends < cycles.today(*given, self.now):
            raise Refusal(is_over(found.name))
        return found

    def team(self, name: str) -> int:
        """The id of the team of this name; 0 for the company.

        Raises:
            Refusal: there is none, with those that may be meant.
        """
        found = self._teams.get(sameness(name))
        if found is not None:
            return found.id
        if is_company(name):
            return 0
        raise Refusal(no_team(clean(name), [team.name for team in self._teams.values()]))

    def owner(self, name: str) -> str:
        """Slack's id of whom a name means; empty for nobody.

        Raises:
            Refusal: nobody is called so, several are, or they can't be asked.
        """
        if not clean(name):
            return ""
        found = named(self.session, self.workspace, name)
        if not roles.may(found, permissions.CHECK_IN):
            raise Refusal(say("Choose a person who is still here: they are asked about it."))
        return found.slack_id
