"""The form of an absence, opened, filled in, corrected, submitted and let go."""

import json
from datetime import date, timedelta

import pytest

from bot.replies import FormErrors, OpenForm, UpdateForm
from bot.store.people import Person
from handlers.absence import ids, listeners
from handlers.absence.reading import Carried
from tests.absence.doors import Visitor, button, filled, inputs
from tests.absence.people import Absent, march

FRIDAY = "from *Tuesday 3 March* to *Friday 6 March*"


def test_the_form_opens_empty_and_keeps_what_is_chosen(
    lea_at: Visitor, her: Absent, hugo: Person
) -> None:
    view = lea_at.opens()
    assert filled(view) == {}
    chosen = {"first": march(4), "last": march(6), "delegate": ["U0HUGO"]}
    reply = lea_at.submits(view, **chosen, status=[{"value": ids.FOLLOW}])
    assert isinstance(reply, UpdateForm)
    assert "Your first working day back is *Monday 9 March*" in json.dumps(reply.view)
    assert "From now on your Slack status" in json.dumps(reply.view)
    assert her.absences == [(4, 6)]
    assert her.state.follows
    again = lea_at.opens()
    assert filled(again) == {
        "first": "2026-03-04",
        "last": "2026-03-06",
        "delegate": ["U0HUGO"],
        "status": inputs(again)["status"]["element"]["options"],
    }
    lea_at.submits(again, last=None, delegate=[], status=[])
    assert her.absences == [(4, None)]
    assert not her.state.follows


def test_the_form_lets_the_status_say_it_without_any_day(lea_at: Visitor, her: Absent) -> None:
    reply = lea_at.submits(lea_at.opens(), status=[{"value": ids.FOLLOW}])
    assert isinstance(reply, UpdateForm)
    assert her.state.follows
    assert her.absences == []


@pytest.mark.parametrize(
    ("chosen", "field", "says"),
    [
        ({}, "first", "Choose your first day away."),
        ({"last": march(6)}, "first", "Choose your first day away."),
        ({"first": march(6), "last": march(4)}, "last", "before the first"),
        ({"first": march(1), "last": march(2)}, "last", "are over"),
        ({"first": march(4), "last": date(2027, 3, 6)}, "last", "longer than a year"),
        ({"first": date(2029, 3, 4)}, "first", "two years ahead"),
        ({"first": march(4), "delegate": ["U0LEA"]}, "delegate", "stand in for yourself"),
        ({"first": march(4), "delegate": ["U0HUGO"]}, "delegate", "Hugo Bernard is away too"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_is_offered_again(
    lea_at: Visitor, her: Absent, him: Absent, chosen: dict[str, object], field: str, says: str
) -> None:
    him.leaves(5, 5)
    view = lea_at.opens()
    told = lea_at.submits(view, **chosen)
    assert isinstance(told, FormErrors)
    assert set(told.errors) == {inputs(view)[field]["block_id"]}
    assert says in next(iter(told.errors.values()))
    assert her.absences == []


def test_what_was_chosen_and_not_kept_is_offered_again_and_can_be_let_go(
    lea_at: Visitor, her: Absent
) -> None:
    lea_at.submits(lea_at.opens(), first=march(6), last=march(4))
    again = lea_at.opens()
    assert filled(again) == {"first": "2026-03-06", "last": "2026-03-04"}
    assert "it was not kept yet" in json.dumps(again)
    reply = lea_at.clicks(listeners.start_afresh, view=again)
    assert isinstance(reply, UpdateForm)
    assert filled(reply.view) == {}
    # Slack would keep what stands in a field of the same name.
    assert not set(blocks(again)) & set(blocks(reply.view))
    assert lea_at.drafts == 0
    lea_at.submits(lea_at.opens(), first=march(6), last=march(4))
    lea_at.submits(lea_at.opens(), last=march(7))
    assert her.absences == [(6, 7)]
    assert lea_at.drafts == 0


def blocks(view: dict[str, object]) -> list[str]:
    """The ids of the blocks of a form's fields."""
    return [block["block_id"] for block in inputs(view).values()]


def test_what_was_chosen_for_days_that_are_over_is_not_offered(lea_at: Visitor) -> None:
    lea_at.submits(lea_at.opens(), first=march(6), last=march(4))
    lea_at.now += timedelta(days=2)
    assert filled(lea_at.opens()) == {}


def test_the_form_of_an_absence_that_ended_since_makes_a_new_one(
    lea_at: Visitor, her: Absent
) -> None:
    lea_at.types("until friday")
    view = lea_at.opens()
    lea_at.types("back")
    lea_at.submits(view, first=march(4))
    assert her.absences == [(4, 6)]


def test_the_form_ends_what_it_shows(lea_at: Visitor, her: Absent) -> None:
    lea_at.types("until friday")
    view = lea_at.opens()
    (section,) = [block for block in view["blocks"] if block["type"] == "section"]
    assert FRIDAY in section["text"]["text"]
    reply = lea_at.clicks(listeners.come_back_in_form, section["accessory"]["value"])
    assert "Welcome back!" in json.dumps(reply.view)
    assert her.absences == []


def test_a_button_opens_the_absence_it_stands_under(lea_at: Visitor) -> None:
    lea_at.types("until friday")
    later = lea_at.types("16 to 18 march")
    reply = lea_at.clicks(listeners.change, button(later, ids.CHANGE))
    assert isinstance(reply, OpenForm)
    assert filled(reply.view) == {"first": "2026-03-16", "last": "2026-03-18"}


def test_someone_named_without_days_stands_in_the_form(lea_at: Visitor, hugo: Person) -> None:
    assert filled(lea_at.opens("<@U0HUGO>")) == {"delegate": ["U0HUGO"]}


def test_home_opens_the_form_and_ends_an_absence(lea_at: Visitor, her: Absent) -> None:
    assert filled(lea_at.clicks(listeners.open_from_home).view) == {}
    lea_at.types("until friday")
    absence = her.state.absences[0].away.id
    reply = lea_at.clicks(listeners.come_back_at_home, absence)
    assert "Welcome back!" in json.dumps(reply.view)
    assert her.absences == []


def test_what_a_form_carries_comes_back() -> None:
    for carried in (Carried(), Carried(3, 4)):
        assert Carried.loads(carried.dumps()) == carried
    assert Carried.loads("") == Carried()
