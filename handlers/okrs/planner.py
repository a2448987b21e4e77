"""How a form of the plan is opened, checked and kept, whatever it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import decoding, filled
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, say
from bot.posts import Post
from bot.replies import FormErrors, UpdateForm
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import ids, plan_page, resuming, sayings
from handlers.okrs.fields import Carried, Filled
from handlers.okrs.plan_page import Plan
from workflows.okrs import cadences, copying, cycles, key_result, kpi, objective, reopening
from workflows.okrs.cycles import Cycle

Json = dict[str, Any]
View = Mapping[str, Any]


@dataclass(frozen=True)
class Planner:
    """Who plans, when and in which language; `tell` is what others hear of it."""

    session: Session
    workspace: Workspace
    person: Person
    now: datetime
    t: Translator
    tell: list[Post] = field(default_factory=list)

    @property
    def given(self) -> tuple[Session, Workspace, Person]:
        """What most workflow functions begin with."""
        return self.session, self.workspace, self.person

    def page(self, team: int, head: str = "", cycle_id: int = 0) -> Json:
        """A team's plan in a cycle, by default the one under way; 0 for the company's."""
        given = (self.session, self.workspace)
        which = team or None
        objective.require_shape(*given, self.person, which)
        cycle = cycles.find(*given, cycle_id) if cycle_id else cycles.current(*given, self.now)
        plan = Plan(
            teams.find(*given, team) if team else None,
            cycle,
            choices=objective.shapable(*given, self.person),
            arranges=self.person.product_ops,
            cycles=cycles.planned(*given, self.now),
            reopens=self._reopens(cycle),
        )
        if cycle:
            plan = replace(
                plan,
                objectives=objective.of(*given, cycle.id, which),
                key_results=key_result.of(*given, cycle.id, which),
                kpis=kpi.of(*given, which),
                cadence=cadences.of(*given, which),
                before=copying.sources(*given, which, cycle),
            )
        return plan_page.page(self.t, plan, head)

    def _reopens(self, cycle: Cycle | None) -> bool:
        if cycle is None or not self.person.product_ops:
            return False
        return reopening.may_reopen(self.session, self.workspace, cycle, self.now)

    def team(self, name: str) -> int:
        """The id of the team with this name.

        Raises:
            Refusal: there is none.
        """
        found = teams.named(self.session, self.workspace, name)
        if found is None:
            raise Refusal(say("There is no such team. `/team` lists them."))
        return found.id

    def first(self) -> int:
        """The team whose plan is shown first: one they lead, else the company's."""
        mine = objective.shapable(self.session, self.workspace, self.person)
        led = (team.id for team in mine if team.lead and team.lead.id == self.person.id)
        return next(led, 0)


@dataclass(frozen=True)
class Form:
    """A form of the plan.

    Attributes:
        id: what Slack calls it.
        fields: the ids of its fields, by their names, in order.
        draw: the view.
        check: what was typed, by the fields' names, as the workflow takes it, or what is wrong.
        standing: what its fields would say if it was opened now.
        keep: keeps what is wanted and returns a title, or what is wrong with it.
        drop: ends what it is about, where the box is ticked that says so.
    """

    id: str
    fields: Mapping[str, str]
    draw: Callable[[Planner, Filled], Json]
    check: Callable[[Planner, Carried, dict[str, str]], Any]
    standing: Callable[[Planner, Carried], tuple[str, ...]]
    keep: Callable[[Planner, Carried, Any], str | Errors]
    drop: Callable[[Planner, Carried], str] | None = None

    def open(self, planner: Planner, carried: Carried) -> UpdateForm:
        """The form, in place of the page it was opened from."""
        fields = self.standing(planner, carried)
        form = self.id, self.fields
        return UpdateForm(
            self.draw(planner, resuming.resumed(*planner.given, form, fields, carried))
        )

    def save(self, planner: Planner, view: View) -> FormErrors | UpdateForm:
        """The form, submitted: the plan follows once it is kept."""
        t, carried = planner.t, decoding.read(Carried.loads, view["private_metadata"])
        if self.drop and carried.id and _is_dropped(view):
            head = t("*{title}* is dropped; its history stays.", title=self.drop(planner, carried))
            return self._done(planner, carried, head)
        said = filled.fields(view, self.fields)
        wanted = self.check(planner, carried, said)
        if isinstance(wanted, Errors):
            return FormErrors(filled.beside(t, view, wanted, self.fields))
        if carried.id:
            standing = self.standing(planner, carried)
            again = resuming.outdated(carried, tuple(said.values()), standing)
            if again:
                return UpdateForm(self.draw(planner, again))
        kept = self.keep(planner, carried, wanted)
        if isinstance(kept, Errors):
            return FormErrors(filled.beside(t, view, kept, self.fields))
        return self._done(planner, carried, t("*{title}* is kept.", title=sayings.titled(kept)))

    def _done(self, planner: Planner, carried: Carried, head: str) -> UpdateForm:
        resuming.settle(*planner.given, self.id, carried)
        return UpdateForm(planner.page(carried.team, head, carried.cycle), tell=tuple(planner.tell))


def _is_dropped(view: View) -> bool:
    return bool(filled.chosen(view).get(ids.DROPPED, {}).get("selected_options"))
