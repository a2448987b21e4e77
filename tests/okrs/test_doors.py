"""The doors of OKRs: forms that keep what was typed, two who change the same, long lists."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import Answer, FormErrors, OpenForm, UpdateForm
from bot.store import drafts
from bot.store.drafts import Draft
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import checking, ids, listeners, planning, reading
from handlers.okrs.check_form import PART
from tests.moment import NOW
from tests.okrs.conftest import FIELDS, Aims
from workflows.okrs import key_result, objectives, shaping
from workflows.okrs.key_result_form import Fields

Json = Mapping[str, Any]


class Visitor:
    """Somebody at Slack's doors."""

    def __init__(self, session: Session, workspace: Workspace, person: Person, t: Translator):
        self.given = {"session": session, "workspace": workspace, "person": person, "t": t}

    def does(self, listener: Any, **more: Any) -> Any:
        """What a listener answers."""
        wanted = {**self.given, "now": NOW, **more}
        names = listener.__code__.co_varnames[: listener.__code__.co_argcount]
        return listener(**{name: wanted[name] for name in names})

    def types(self, words: str) -> Any:
        """`/okr …`."""
        return self.does(listeners.okr, command={"text": words})

    def clicks(self, listener: Any, value: object, view: Json | None = None) -> Any:
        """A button."""
        action = {"value": str(value), "action_id": ""}
        return self.does(listener, action=action, view=view or {"private_metadata": "{}"})

    def submits(self, listener: Any, view: Json, **typed: str) -> Any:
        """A form with some of its fields changed, by the end of their ids."""
        return self.does(listener, view={**view, "state": {"values": values(view, typed)}})


def values(view: Json, typed: Mapping[str, str]) -> dict[str, Any]:
    """What Slack sends of a form's fields."""
    found: dict[str, Any] = {}
    for block in view["blocks"]:
        element = block.get("element")
        if not element:
            continue
        action = element["action_id"]
        option = element.get("initial_option")
        state: dict[str, Any] = {"value": element.get("initial_value")}
        if element["type"] == "static_select":
            state = {"selected_option": option}
        if element["type"] == "users_select":
            state = {"selected_user": element.get("initial_user")}
        said = typed.get(action.removeprefix("okrs."))
        if said is not None:
            key = "selected_option" if "selected_option" in state else "value"
            state = {key: {"value": said} if key == "selected_option" else said}
        found[block["block_id"]] = {action: state}
    return found


@pytest.fixture
def marc_here(session: Session, workspace: Workspace, aims: Aims, t: Translator) -> Visitor:
    """Marc, who leads the team."""
    return Visitor(session, workspace, aims.lead, t)


def test_what_a_form_could_not_keep_is_there_again(
    session: Session, workspace: Workspace, aims: Aims, marc_here: Visitor
) -> None:
    opened = marc_here.clicks(planning.change_key_result, aims.key_result.id)
    assert isinstance(opened, UpdateForm)
    typed = values(opened.view, {"title": "Invoices paid at once"})
    kept = {"values": typed, "metadata": opened.view["private_metadata"]}
    draft = Draft(ids.KEY_RESULT_FORM, "view:1", kept)
    drafts.save(session, workspace, marc_here.given["person"], draft, NOW)
    again = marc_here.clicks(planning.change_key_result, aims.key_result.id)
    assert "Invoices paid at once" in json.dumps(again.view)
    assert "it was not kept yet" in json.dumps(again.view)
    done = marc_here.submits(planning.save_key_result, again.view)
    assert isinstance(done, UpdateForm)
    after = marc_here.clicks(planning.change_key_result, aims.key_result.id)
    assert "it was not kept yet" not in json.dumps(after.view)


def test_of_two_who_change_the_same_the_second_sees_it_first(
    session: Session, workspace: Workspace, aims: Aims, marc_here: Visitor
) -> None:
    opened = marc_here.clicks(planning.change_key_result, aims.key_result.id)
    other = Fields(**{**vars(FIELDS), "title": "Paid in time"})
    shaping.change(session, workspace, aims.priya, aims.key_result.id, other, NOW)
    again = marc_here.submits(planning.save_key_result, opened.view, title="Paid at once")
    assert "Somebody else changed this meanwhile" in json.dumps(again.view)
    assert "Paid at once" in json.dumps(again.view)
    assert isinstance(marc_here.submits(planning.save_key_result, again.view), UpdateForm)
    found = key_result.find(session, workspace, aims.key_result.id)
    assert found.title == "Paid at once"


def test_a_wrong_figure_stays_in_the_form_with_a_sentence_beside_it(
    aims: Aims, marc_here: Visitor
) -> None:
    opened = marc_here.clicks(planning.add_key_result, aims.objective.id)
    wrong = marc_here.submits(
        planning.save_key_result, opened.view, title="Revenue", start="0", target="much"
    )
    assert isinstance(wrong, FormErrors)
    (sentence,) = wrong.errors.values()
    assert sentence.startswith("This is no figure I can read.")


def test_many_key_results_come_in_parts(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    for number in range(PART):
        wanted = Fields(**{**vars(FIELDS), "title": f"Goal {number} {'long ' * 30}"})
        shaping.make(session, workspace, aims.priya, aims.objective.id, wanted, NOW)
    visitor = Visitor(session, workspace, lea, t)
    opened = visitor.types("update")
    assert isinstance(opened, OpenForm)
    assert opened.view["title"]["text"] == "Check-in 1 of 2"
    figures = {f"value.{each.id}": "70" for each in owned(session, workspace, lea, aims)[:PART]}
    second = visitor.submits(checking.save, opened.view, **figures)
    assert second.view["title"]["text"] == "Check-in 2 of 2"
    last = owned(session, workspace, lea, aims)[PART:]
    done = visitor.submits(checking.save, second.view, **{f"value.{last[0].id}": "71"})
    assert "1 figure is up to date" in json.dumps(done.view)
    values_now = {each.value for each in owned(session, workspace, lea, aims)}
    assert values_now == {70, 71}


def owned(session: Session, workspace: Workspace, lea: Person, aims: Aims) -> list[Any]:
    """Léa's key results."""
    return list(key_result.owned_in(session, workspace, [lea.id], aims.cycle.id))


def test_a_guest_plans_nothing_and_reads_no_team_of_others(
    session: Session, workspace: Workspace, aims: Aims, t: Translator
) -> None:
    guest = Visitor(session, workspace, aims.guest, t)
    for words in ("plan", "report Billing", "copy"):
        with pytest.raises(Refusal):
            guest.types(words)
    report = guest.types("report")
    assert isinstance(report, Answer)
    assert "Billing" not in json.dumps(report.message.body)


@pytest.mark.parametrize(
    ("typed", "verb", "words"),
    [
        ("", "", ""),
        ("maj", "update", ""),
        ("bilan Billing", "report", "Billing"),
        ("copier", "copy", ""),
        ("AIDE", "help", ""),
    ],
)
def test_both_languages_are_understood(typed: str, verb: str, words: str) -> None:
    assert reading.asked(typed) == reading.Asked(verb, words)


def test_another_word_is_answered_with_what_there_is() -> None:
    with pytest.raises(Refusal) as refused:
        reading.asked("<!channel>")
    assert refused.value.words.values == {"word": "&lt;!channel&gt;"}


def test_titles_ping_nobody(
    session: Session, workspace: Workspace, aims: Aims, lea: Person, t: Translator
) -> None:
    loud = Fields(**{**vars(FIELDS), "title": "<!channel> & co"})
    shaping.change(session, workspace, aims.priya, aims.key_result.id, loud, NOW)
    louder = objectives.Typed("<!here> now", aims.team)
    objectives.change(session, workspace, aims.priya, aims.objective.id, louder, NOW)
    said = json.dumps(Visitor(session, workspace, lea, t).types("").message.body)
    said += json.dumps(Visitor(session, workspace, lea, t).types("report Billing").message.body)
    assert "<!" not in said
    assert "&lt;!channel&gt; &amp; co" in said
