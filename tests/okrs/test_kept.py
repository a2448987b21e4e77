"""What is kept for people: words typed in any form, figures told in another unit, their turn."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.i18n import Translator
from bot.posts import Post
from bot.replies import FormErrors, OpenForm, UpdateForm
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import (
    checking,
    closing,
    copying,
    handing,
    ids,
    mine,
    planning,
    report_views,
    reporting,
    showing,
)
from tests.moment import NOW
from tests.okrs.conftest import FIELDS, Aims
from tests.okrs.offices import Office
from tests.okrs.test_doors import Visitor, values
from workflows.okrs import (
    asking,
    check_in,
    check_ins,
    correcting,
    cycles,
    ending,
    joining,
    key_result,
    rounds,
    shaping,
)
from workflows.okrs import closing as ends
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.key_result import KeyResult

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE = text("UPDATE okr_cadences SET due_at = :now, next_on = '2026-03-03'")
ASKED = text("SELECT person_id FROM asks WHERE kind = 'okrs.check_in' AND state = 'open'")
STEPS = replace(FIELDS, unit="", zones=("Designed", "Live"), start=Decimal(0), target=Decimal(1))

Opens = Callable[[Office], tuple[Visitor, Callable[[], Any]]]


def correction(office: Office) -> tuple[Visitor, Callable[[], Any]]:
    """The form that corrects what Léa told."""
    office.tells("65")
    (told,) = check_in.history(*office.given, office.aims.key_result.id)
    lea = office.visits(office.lea)
    return lea, lambda: lea.clicks(showing.open_correction, told.id)


def comment(office: Office) -> tuple[Visitor, Callable[[], Any]]:
    """The form that says something with a team's figures."""
    which = ending.keep_past(*office.given, office.aims.team, office.aims.cycle, NOW)
    lea = office.visits(office.lea)
    return lea, lambda: lea.clicks(reporting.open_comment, which)


def scores(office: Office) -> tuple[Visitor, Callable[[], Any]]:
    """The form that confirms scores."""
    ends.ask_scores(*office.given, office.aims.priya, office.aims.cycle.id, NOW)
    lea = office.visits(office.lea)
    which = office.given[0].scalar(text("SELECT subject FROM asks WHERE kind = 'okrs.close'"))
    return lea, lambda: lea.clicks(closing.open_scores, which)


def hand_over(office: Office) -> tuple[Visitor, Callable[[], Any]]:
    """The form that says who takes over."""
    marc = office.visits(office.aims.lead)
    return marc, lambda: marc.clicks(handing.open_form, office.lea.id)


@pytest.fixture
def office(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> Office:
    """Before anything was told."""
    return Office((session, workspace), aims, lea, t)


FORMS = {
    ids.CORRECT_FORM: (correction, showing.save_correction, "because", "The dashboard was late"),
    ids.COMMENT_FORM: (comment, reporting.save_comment, "comment_text", "Two of us were ill"),
    ids.SCORES_FORM: (scores, closing.save_scores, "answer.0", "We shipped each week"),
    ids.HAND_OVER_FORM: (hand_over, handing.save, "taker", "U0PRIYA"),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_could_not_be_kept_is_in_the_form_when_it_opens_again(
    office: Office, form: str
) -> None:
    opens, save, field, said = FORMS[form]
    visitor, opened = opens(office)
    view = opened().view
    assert said not in json.dumps(view)
    typed = {
        block: {
            action: {"selected_user": said}
            if action == ids.TAKER
            else {"value": said}
            if action.startswith(f"okrs.{field}")
            else element
            for action, element in elements.items()
        }
        for block, elements in values(view, {}).items()
    }
    kept = {"values": typed, "metadata": view["private_metadata"]}
    person = visitor.given["person"]
    assert isinstance(person, Person)
    drafts.save(*office.given, person, Draft(form, "view:1", kept), NOW)
    again = opened().view
    assert said in json.dumps(again)
    assert "it was not kept yet" in json.dumps(again)
    done = visitor.does(save, view={**again, "state": {"values": typed}})
    assert isinstance(done, UpdateForm)
    assert drafts.newest(*office.given, person, form) is None


def test_what_was_told_in_another_unit_stays_as_it_was_told(office: Office) -> None:
    office.tells("65", days=7)
    shaping.change(*office.given, office.aims.priya, office.aims.key_result.id, STEPS, NOW)
    office.tells("1")
    which = office.aims.key_result.id
    old, new = check_in.history(*office.given, which)
    assert (old.unit, old.zones, new.zones) == ("%", (), ("Designed", "Live"))
    tail = check_in.tails(*office.given, [which], 5)[which]
    assert [each.id for each in tail] == [new.id]
    assert check_in.before(*office.given, [which], NOW + DAY) == {which: "1"}
    page = office.visits(office.lea).clicks(showing.open_page, which)
    assert "*65%*" in json.dumps(page.view)
    assert "*Live*" in json.dumps(page.view)
    with pytest.raises(Refusal) as refused:
        correcting.own(*office.given, office.lea, old.id)
    assert "told in another unit" in refused.value.words.one


def test_who_is_given_a_key_result_hears_of_it_and_is_asked_in_the_same_round(
    office: Office,
) -> None:
    session, workspace = office.given
    session.execute(DUE, {"now": NOW})
    rounds.open_due(session, workspace, NOW, 10)
    marc = office.visits(office.aims.lead)
    opened = marc.clicks(planning.change_key_result, office.aims.key_result.id)
    given = values(opened.view, {})
    field = next(block for block, elements in given.items() if ids.OWNER in elements)
    given[field] = {ids.OWNER: {"selected_user": "U0PRIYA"}}
    done = marc.does(planning.save_key_result, view={**opened.view, "state": {"values": given}})
    (post,) = done.tell
    assert isinstance(post, Post)
    assert (post.to, post.in_hours) == ("U0PRIYA", True)
    assert callable(post.message)
    assert "gave you 1 key result to answer for" in post.message(office.t).text
    joining.join(session, workspace, office.aims.key_result.id, NOW)
    asking.due(session, workspace, NOW + HOUR, 10)
    assert office.aims.priya.id in session.scalars(ASKED).all()


def test_nobody_hears_of_what_they_gave_themselves(office: Office) -> None:
    marc = office.visits(office.aims.lead)
    opened = marc.clicks(planning.change_key_result, office.aims.key_result.id)
    given = values(opened.view, {})
    field = next(block for block, elements in given.items() if ids.OWNER in elements)
    given[field] = {ids.OWNER: {"selected_user": office.aims.lead.slack_id}}
    done = marc.does(planning.save_key_result, view={**opened.view, "state": {"values": given}})
    assert done.tell == ()


def test_the_question_whether_it_still_matters_is_asked_on_app_home_too(office: Office) -> None:
    for days in (3, 2):
        office.tells("65", days)
        check_ins.no_change(*office.given, office.lea, office.lea.id, NOW - (days - 1) * DAY)
    office.given[0].execute(text("UPDATE check_ins SET unchanged = true"))
    lea = office.visits(office.lea)
    opened = lea.clicks(checking.no_change_at_home, office.lea.id)
    assert isinstance(opened, OpenForm)
    assert "Does it still matter?" in json.dumps(opened.view)
    which = str(office.aims.key_result.id)
    body = {"actions": [{"value": which}], "view": opened.view}
    answered = lea.does(checking.keep_alive_in_form, body=body)
    assert "Does it still matter?" not in json.dumps(answered.view)
    assert "stays. What would move it?" in json.dumps(answered.view)
    dropped = lea.does(checking.drop_in_form, body=body)
    assert "is dropped; its history stays." in json.dumps(dropped.view)


def test_what_a_form_has_no_room_for_is_carried_over_too(office: Office) -> None:
    session, workspace = office.given
    for number in range(46):
        fields = replace(FIELDS, title=f"Figure {number}")
        shaping.make(
            session, workspace, office.aims.priya, office.aims.objective.id, fields, NOW - DAY
        )
    span = Span("2026 Q2", date(2026, 4, 1), date(2026, 6, 30))
    following = cycles.make(session, workspace, office.aims.priya, span, NOW)
    assert isinstance(following, Cycle)
    marc = office.visits(office.aims.lead)
    opened = marc.does(copying.of_team, name="")
    assert len(opened.view["blocks"]) <= 100
    assert "no room for 2 more: they are carried over" in json.dumps(opened.view)
    marc.submits(copying.save, opened.view)
    assert len(key_result.of(session, workspace, following.id, office.aims.team)) == 47


def test_a_list_of_long_key_results_fits_into_a_message(office: Office, t: Translator) -> None:
    steps = tuple(f"{number} " + "long " * 14 for number in range(20))
    long_one = replace(office.aims.key_result, zones=steps, title="T" * 150)
    found = mine.Mine(
        office.lea, office.aims.cycle, date(2026, 3, 3), [long_one] * 20, (), plans=False
    )
    shown = mine.shown(t, found)
    texts = [block.get("text", {}).get("text", "") for block in shown.blocks]
    assert max(map(len, texts)) <= 3_000
    assert sum(map(len, texts)) <= 13_000
    assert [len(text) for text in report_views.fitting(["x" * 4_000] * 9, 20)] == [2_901] * 3


@pytest.mark.parametrize("title", ["Ship v1 + 3", "Grow", "A + b", "Sum + 2 + 0"])
@pytest.mark.parametrize("count", [1, 4])
def test_a_title_that_looks_like_a_count_is_read_as_a_title(title: str, count: int) -> None:
    asked = asking.Mine(count, title)
    assert asking.titled(asked.title) == asked


def test_a_wrong_correction_stays_in_its_form(office: Office) -> None:
    visitor, opened = correction(office)
    view = opened().view
    field = f"value.{office.aims.key_result.id}"
    wrong = visitor.submits(showing.save_correction, view, **{field: "soon"})
    assert isinstance(wrong, FormErrors)


def test_a_key_result_that_nobody_asks_about_joins_no_round(office: Office) -> None:
    found = key_result.find(*office.given, office.aims.key_result.id)
    assert isinstance(found, KeyResult)
    joining.join(*office.given, found.id, NOW)
    assert not office.given[0].scalars(text("SELECT person_id FROM okr_round_people")).all()
