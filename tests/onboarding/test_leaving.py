"""What becomes of journeys once somebody leaves, or is erased."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.asks import finding
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.onboarding import asked, doing, enrolling, enrolment, leaving, opening, shelf
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment, State
from workflows.onboarding.journey import Audience, Journey, Kind, Step, Text
from workflows.privacy.erase import erase
from workflows.privacy.whose import Whose

# New York works too.
AT = NOW + timedelta(hours=6)


def step(key: str, audience: Audience = Audience.NEW_HIRE, confirmed_by: str = "") -> Step:
    """A step of the first day."""
    words = Text(key.capitalize())
    return Step(key, words, Text(), 0, audience, Kind.DO, confirmed_by=confirmed_by)


STEPS = (
    step("read"),
    step("show", confirmed_by="buddy"),
    step("access", Audience.MANAGER),
    step("lunch", Audience.BUDDY),
    step("welcome", Audience.PRODUCT_OPS),
)


@pytest.fixture
def sam(session: Session, workspace: Workspace) -> Person:
    """Sam, who arrives."""
    return people.meet(session, workspace, "U0SAM", "Sam Quill")


@pytest.fixture
def found(
    session: Session, workspace: Workspace, lea: Person, marc: Person, sam: Person
) -> Enrolment:
    """Sam's journey on its first day: Léa began it, Marc is manager, Nora the buddy."""
    people.meet(session, workspace, "U0NORA", "Nora")
    people.name_product_ops(session, workspace, (lea.slack_id, "U0IBRA"))
    people.meet(session, workspace, "U0IBRA", "Ibrahim")
    people.name_product_ops(session, workspace, (lea.slack_id, "U0IBRA"))
    journey = Journey("first", Text("First weeks"), Text(), "", STEPS)
    starter = replace(lea, product_ops=True)
    kept = shelf.keep(session, workspace, starter, journey, AT)
    wanted = Wanted(sam.slack_id, date(2026, 3, 3), marc.slack_id, "U0NORA")
    made = enrolling.enrol(session, workspace, starter, kept.id, wanted, AT)
    assert isinstance(made, Enrolment)
    opening.due(session, workspace, AT, 10)
    return enrolment.find(session, workspace, made.id)


def go(session: Session, workspace: Workspace, slack_id: str) -> None:
    """Somebody leaves."""
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id == slack_id)
        .values(active=False)
    )
    gone = people.find(session, workspace, slack_id)
    assert gone
    leaving.left(session, workspace, gone, AT)


def whose(found: Enrolment) -> dict[str, str]:
    """Slack's id of whose each step is, by its key."""
    return {one.step.key: one.person.slack_id for one in found.steps}


def asked_of(session: Session, workspace: Workspace) -> Sequence[tuple[str, str]]:
    """What is asked, and of whom."""
    return sorted(
        (asked.titled(each.title).step, each.person.slack_id)
        for kind in asked.KINDS
        for each in finding.standing(session, workspace, kind)
    )


def test_the_part_of_a_buddy_who_leaves_is_for_who_else_accompanies_them(
    session: Session, workspace: Workspace, found: Enrolment
) -> None:
    go(session, workspace, "U0NORA")
    assert whose(enrolment.find(session, workspace, found.id))["lunch"] == "U0MARC"
    assert ("Lunch", "U0NORA") not in asked_of(session, workspace)
    opening.due(session, workspace, AT, 10)
    assert ("Lunch", "U0MARC") in asked_of(session, workspace)


def test_what_who_began_a_journey_leaves_behind_is_for_somebody_else_of_product_ops(
    session: Session, workspace: Workspace, found: Enrolment
) -> None:
    go(session, workspace, "U0MARC")
    go(session, workspace, "U0LEA")
    after = enrolment.find(session, workspace, found.id)
    assert after.made_by.slack_id == "U0IBRA"
    assert {whose(after)[key] for key in ("access", "welcome")} == {"U0IBRA"}


def test_nobody_confirms_what_is_somebody_elses_to_do_by_now(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    people.name_product_ops(session, workspace, (lea.slack_id,))
    steps = (step("read"), step("badge", Audience.MANAGER, confirmed_by="product_ops"))
    starter = replace(lea, product_ops=True)
    journey = Journey("badges", Text("Badges"), Text(), "", steps)
    kept = shelf.keep(session, workspace, starter, journey, AT)
    wanted = Wanted("U0SAM", date(2026, 3, 3), marc.slack_id)
    made = enrolling.enrol(session, workspace, starter, kept.id, wanted, AT)
    assert isinstance(made, Enrolment)
    opening.due(session, workspace, AT, 10)
    (badge,) = (one for one in made.steps if one.step.key == "badge")
    doing.do(session, workspace, marc, badge.id, AT)
    assert ("Badge", "U0LEA") in asked_of(session, workspace)
    go(session, workspace, "U0MARC")
    assert ("Badge", "U0LEA") not in asked_of(session, workspace)
    opening.due(session, workspace, AT, 10)
    heir = people.find(session, workspace, lea.slack_id)
    assert heir
    assert ("Badge", "U0LEA") in asked_of(session, workspace)
    doing.do(session, workspace, heir, badge.id, AT)
    (after,) = (
        one for one in enrolment.find(session, workspace, made.id).steps if one.id == badge.id
    )
    assert after.state is State.DONE


def test_who_is_erased_takes_their_journey_and_what_others_owed_to_it(
    session: Session, workspace: Workspace, sam: Person, found: Enrolment
) -> None:
    assert ("Access", "U0MARC") in asked_of(session, workspace)
    erase(session, workspace, Whose(sam), AT)
    assert enrolment.under_way(session, workspace) == ()
    assert asked_of(session, workspace) == []


def test_what_who_is_erased_did_for_others_stays_without_their_name(
    session: Session, workspace: Workspace, marc: Person, found: Enrolment
) -> None:
    (access,) = (one for one in found.steps if one.step.key == "access")
    doing.do(session, workspace, marc, access.id, AT)
    nora = people.find(session, workspace, "U0NORA")
    assert nora
    erase(session, workspace, Whose(marc), AT)
    erase(session, workspace, Whose(nora), AT)
    after = enrolment.find(session, workspace, found.id)
    assert after.manager is None
    assert after.buddy is None
    states = {one.step.key: (one.state, one.person.name) for one in after.steps}
    assert states["access"] == (State.DONE, "[…]")
    assert states["lunch"] == (State.WAITING, "Léa")
