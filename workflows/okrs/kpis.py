"""KPIs: made, changed and closed; their values, and when one leaves its bounds or is back."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.asks import finding
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean, escape
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import answering, kpi, numbers, objective, objectives, permissions
from workflows.okrs.key_result_form import LONGEST_SOURCE, LONGEST_UNIT, too_long
from workflows.okrs.kpi import Kpi
from workflows.okrs.owners import owner_to_be
from workflows.okrs.tables import KpiReadingRow, KpiRow


@dataclass(frozen=True)
class Typed:
    """A KPI's fields as they were typed; `owner` is Slack's id, empty for nobody."""

    title: str = ""
    unit: str = ""
    floor: str = ""
    ceiling: str = ""
    owner: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fields:
    """What a KPI is, checked."""

    title: str
    unit: str
    floor: Decimal | None
    ceiling: Decimal | None
    owner: str
    source: str


def check(typed: Typed, language: str) -> Fields | Errors:
    """What was typed of a KPI, or what is wrong with it.

    Args:
        language: in which figures are read.
    """
    title, unit = (" ".join(clean(one).split()) for one in (typed.title, typed.unit))
    source = clean(typed.source)
    wrong: dict[str, Words | None] = {
        "title": objectives.wrong_title(title),
        "unit": too_long(unit, LONGEST_UNIT),
        "source": too_long(source, LONGEST_SOURCE),
    }
    bounds: dict[str, Decimal | None] = {"floor": None, "ceiling": None}
    for name, said in (("floor", clean(typed.floor)), ("ceiling", clean(typed.ceiling))):
        try:
            bounds[name] = numbers.read(said, unit, language) if said else None
        except Refusal as refused:
            wrong[name] = refused.words
    if not clean(typed.floor) and not clean(typed.ceiling):
        wrong["floor"] = say(
            "Give a floor or a ceiling: without one, nothing can be wrong with it."
        )
    floor, ceiling = bounds["floor"], bounds["ceiling"]
    if floor is not None and ceiling is not None and floor >= ceiling:
        wrong["ceiling"] = say("The ceiling is above the floor: give a higher one.")
    errors = {name: words for name, words in wrong.items() if words}
    return Errors(errors) if errors else Fields(title, unit, floor, ceiling, typed.owner, source)


def make(
    session: Session,
    workspace: Workspace,
    person: Person,
    team: int | None,
    wanted: Fields,
    now: datetime,
) -> Kpi | Errors:
    """Make a KPI of a team; the audit trail tells it.

    Args:
        team: its id; None for the company.

    Returns:
        The KPI; the one with this name where the team has it already; what is wrong with the owner.

    Raises:
        Refusal: it is somebody else's to say.
    """
    objective.require_shape(session, workspace, person, team)
    owner = owner_to_be(session, workspace, wanted.owner)
    if isinstance(owner, Errors):
        return owner
    made = session.scalar(
        insert(KpiRow)
        .values(workspace_id=workspace.id, team_id=team, made_at=now, **_columns(wanted, owner))
        .on_conflict_do_nothing()
        .returning(KpiRow.id)
    )
    if made is None:
        same = kpi.of(session, workspace, team)
        return next(one for one in same if sameness(one.title) == sameness(wanted.title))
    after = kpi.find(session, workspace, made)
    audit.record(
        session, workspace, person, Change("kpi.made", after.title, None, _said(after)), now
    )
    return after


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    wanted: Fields,
    now: datetime,
) -> Kpi | Errors:
    """Change what a KPI is; the audit trail tells it. Its last value is held to the new bounds.

    Args:
        which: its id.

    Returns:
        The KPI; what is wrong where its name is another's or its owner can't be asked.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    before = kpi.find(session, workspace, which)
    objective.require_shape(session, workspace, person, before.team)
    named = {
        sameness(one.title) for one in kpi.of(session, workspace, before.team) if one.id != which
    }
    if sameness(wanted.title) in named:
        return Errors({"title": say("There is a KPI with this name already.")})
    owner = owner_to_be(session, workspace, wanted.owner, before.owner)
    if isinstance(owner, Errors):
        return owner
    _set(session, workspace, which, **_columns(wanted, owner))
    after = kpi.find(session, workspace, which)
    if _said(before) != _said(after):
        told = Change("kpi.changed", before.title, _said(before), _said(after))
        audit.record(session, workspace, person, told, now)
    if after.value is not None:
        _judge(session, workspace, person, after, now)
    return kpi.find(session, workspace, which)


def close(session: Session, workspace: Workspace, person: Person, which: int, now: datetime) -> Kpi:
    """Follow a KPI no more; its values stay, and the audit trail tells it.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    before = kpi.find(session, workspace, which)
    objective.require_shape(session, workspace, person, before.team)
    _set(session, workspace, which, closed_at=now)
    audit.record(session, workspace, person, Change("kpi.closed", before.title, _said(before)), now)
    return before


def may_tell(session: Session, workspace: Workspace, person: Person, found: Kpi) -> bool:
    """Whether a person may bring a value of a KPI: its owner, its team's lead, Product Ops."""
    owner = found.owner
    if owner is not None and owner.id == person.id:
        return roles.may(person, permissions.CHECK_IN)
    if owner and finding.is_owed(session, workspace, person, answering.KIND, owner.id):
        return True
    return objective.may_shape(session, workspace, person, found.team)


def tell(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    reading: tuple[Decimal, datetime],
    now: datetime,
) -> bool:
    """Keep a value of a KPI; records `kpi.breached` or `kpi.recovered` where that is new.

    Args:
        which: its id.
        reading: the value, and when it was so; another one of that time is replaced.

    Returns:
        Whether it was not known already.

    Raises:
        Refusal: there is no such KPI, or somebody else brings its values.
    """
    held = select(KpiRow.id).where(KpiRow.workspace_id == workspace.id, KpiRow.id == which)
    session.execute(held.with_for_update())
    found = kpi.find(session, workspace, which)
    if person.id and not may_tell(session, workspace, person, found):
        raise Refusal(_not_theirs(found))
    value, at = reading
    new = insert(KpiReadingRow).values(
        workspace_id=workspace.id, kpi_id=which, person_id=person.id or None, value=value, at=at
    )
    kept = session.scalar(
        new.on_conflict_do_update(
            index_elements=["kpi_id", "at"],
            set_={"value": value, "person_id": person.id or None},
            where=KpiReadingRow.value != value,
        ).returning(KpiReadingRow.id)
    )
    if found.read_at is None or at >= found.read_at:
        _set(session, workspace, which, value=value, read_at=at)
        _judge(session, workspace, person, kpi.find(session, workspace, which), now)
    return kept is not None


def readings(
    session: Session, workspace: Workspace, which: int
) -> tuple[tuple[datetime, Decimal], ...]:
    """The values of a KPI, oldest first, with when they were so."""
    rows = session.execute(
        select(KpiReadingRow.at, KpiReadingRow.value)
        .where(KpiReadingRow.workspace_id == workspace.id, KpiReadingRow.kpi_id == which)
        .order_by(KpiReadingRow.at)
    )
    return tuple((row.at, row.value) for row in rows)


def _judge(
    session: Session, workspace: Workspace, person: Person, found: Kpi, now: datetime
) -> None:
    assert found.value is not None, "it was just told"
    outside = found.is_outside(found.value)
    if outside == (found.breached_at is not None):
        return
    _set(session, workspace, found.id, breached_at=found.read_at if outside else None)
    kind = "kpi.breached" if outside else "kpi.recovered"
    facts.record(session, workspace, kind, found.id, person, now)


def _not_theirs(found: Kpi) -> Words:
    title = escape(found.title)
    if found.owner is None:
        return say("Nobody brings the values of “{title}” yet: ask Product Ops.", title=title)
    who = escape(found.owner.name) or f"<@{found.owner.slack_id}>"
    return say("{owner} brings the values of “{title}”: ask them.", title=title, owner=who)


def _said(found: Kpi) -> dict[str, Any]:
    floor, ceiling = (
        "" if one is None else numbers.plain(one) for one in (found.floor, found.ceiling)
    )
    owner = found.owner.name if found.owner else ""
    own = {"title": found.title, "unit": found.unit, "floor": floor, "ceiling": ceiling}
    return {**own, "owner": owner, "source": found.source}


def _columns(wanted: Fields, owner: int | None) -> dict[str, Any]:
    given = {name: one for name, one in vars(wanted).items() if name != "owner"}
    return {**given, "folded": sameness(wanted.title), "owner_id": owner}


def _set(session: Session, workspace: Workspace, which: int, **columns: object) -> None:
    session.execute(
        update(KpiRow)
        .where(KpiRow.workspace_id == workspace.id, KpiRow.id == which)
        .values(**columns)
    )
