"""The doors of the plan: a team's objectives and key results, to be looked at and said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, filled, roles
from bot.i18n import Translator
from bot.replies import FormErrors, OpenForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import ids, plans
from handlers.okrs.fields import Carried
from handlers.okrs.planner import Planner
from workflows.okrs import kpi, objective, permissions, shaping

Json = Mapping[str, Any]


def start(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """`/okr plan`, and its button."""
    return of_team(session, workspace, person, "", now, t)


def of_team(
    session: Session,
    workspace: Workspace,
    person: Person,
    name: str,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """`/okr plan Billing`: the plan of the team with this name, of one's own without it."""
    planner = Planner(session, workspace, person, now, t)
    return OpenForm(planner.page(planner.team(name) if name else planner.first()))


def choose_team(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The menu of teams on that page."""
    team = decoding.number(action["selected_option"]["value"])
    return UpdateForm(Planner(session, workspace, person, now, t).page(team))


def choose_cycle(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The menu of cycles on that page."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    chosen = filled.fields(view, {"cycle": ids.PLAN_CYCLE})["cycle"]
    planner = Planner(session, workspace, person, now, t)
    return UpdateForm(planner.page(carried.team, "", decoding.number(chosen)))


def add_objective(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that adds an objective."""
    place = _place(session, workspace, person, view)
    return plans.OBJECTIVE.open(Planner(session, workspace, person, now, t), place)


def change_objective(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that changes an objective."""
    found = objective.find(session, workspace, decoding.number(action["value"]))
    objective.require_shape(session, workspace, person, found.team)
    carried = Carried(found.team or 0, found.cycle, found.id)
    return plans.OBJECTIVE.open(Planner(session, workspace, person, now, t), carried)


def save_objective(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """An objective's form, submitted."""
    return plans.OBJECTIVE.save(Planner(session, workspace, person, now, t), view)


def add_key_result(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that adds a key result to an objective."""
    above = objective.find(session, workspace, decoding.number(action["value"]))
    objective.require_shape(session, workspace, person, above.team)
    carried = Carried(above.team or 0, above.cycle, 0, above.id)
    return plans.KEY_RESULT.open(Planner(session, workspace, person, now, t), carried)


def change_key_result(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that changes a key result."""
    found = shaping.to_shape(session, workspace, person, decoding.number(action["value"]))
    carried = Carried(found.team or 0, found.cycle, found.id, found.objective)
    return plans.KEY_RESULT.open(Planner(session, workspace, person, now, t), carried)


def save_key_result(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A key result's form, submitted."""
    return plans.KEY_RESULT.save(Planner(session, workspace, person, now, t), view)


def add_kpi(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that adds a KPI."""
    place = _place(session, workspace, person, view)
    return plans.KPI.open(Planner(session, workspace, person, now, t), place)


def change_kpi(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that changes a KPI."""
    found = kpi.find(session, workspace, decoding.number(action["value"]))
    objective.require_shape(session, workspace, person, found.team)
    place = Carried(found.team or 0, 0, found.id)
    return plans.KPI.open(Planner(session, workspace, person, now, t), place)


def save_kpi(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A KPI's form, submitted."""
    return plans.KPI.save(Planner(session, workspace, person, now, t), view)


def open_cadence(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that says when a team checks in."""
    place = _place(session, workspace, person, view)
    return plans.CADENCE.open(Planner(session, workspace, person, now, t), place)


def save_cadence(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    return plans.CADENCE.save(Planner(session, workspace, person, now, t), view)


def add_cycle(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that makes a cycle."""
    roles.require(person, permissions.ARRANGE)
    carried = decoding.read(Carried.loads, view["private_metadata"])
    place = Carried(carried.team)
    return plans.CYCLE.open(Planner(session, workspace, person, now, t), place)


def change_cycle(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that changes a cycle."""
    roles.require(person, permissions.ARRANGE)
    which = decoding.number(action["value"])
    return plans.CYCLE.open(Planner(session, workspace, person, now, t), Carried(0, which, which))


def save_cycle(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """A cycle's form, submitted."""
    return plans.CYCLE.save(Planner(session, workspace, person, now, t), view)


def open_settings(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The button that says who hears of all teams."""
    roles.require(person, permissions.ARRANGE)
    carried = decoding.read(Carried.loads, view["private_metadata"])
    place = Carried(carried.team, carried.cycle)
    return plans.SETTINGS.open(Planner(session, workspace, person, now, t), place)


def save_settings(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    return plans.SETTINGS.save(Planner(session, workspace, person, now, t), view)


def _place(session: Session, workspace: Workspace, person: Person, view: Json) -> Carried:
    """Whose plan a page shows, and in which cycle, for somebody who says what they aim at."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    objective.require_shape(session, workspace, person, carried.team or None)
    return Carried(carried.team, carried.cycle)
