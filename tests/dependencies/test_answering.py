"""What `/dependency …` does with what is typed behind it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import Answer, OpenForm
from bot.store.people import Kind, Person
from bot.store.person import PersonRow
from handlers.dependencies import ids, listeners, moves
from tests.dependencies.conftest import Teams


def types(company: Teams, t: Translator, text: str, by: Person | None = None) -> Any:
    """Somebody types the command."""
    command = {"text": text, "channel_id": "C1", "channel_name": "general"}
    return listeners.dependency(*company.given, by or company.lea, command, company.now, t)


def said(found: Any) -> str:
    """The words of an answer."""
    assert isinstance(found, Answer), found
    return found.message.text


@pytest.mark.parametrize("text", ["", "A webhook for refunds", "help us with SSO"])
def test_what_is_no_verb_opens_the_form_with_it(company: Teams, t: Translator, text: str) -> None:
    found = types(company, t, text)
    assert isinstance(found, OpenForm)
    assert found.view["callback_id"] == ids.ASK_FORM
    fields = [block["element"] for block in found.view["blocks"] if block["type"] == "input"]
    needs = next(each for each in fields if each["action_id"] == ids.NEEDS)
    assert needs.get("initial_value", "") == text


@pytest.mark.parametrize("text", ["DEP-1", "show 1", "montre dep-1", "search DEP-1"])
def test_a_reference_opens_its_page(company: Teams, t: Translator, text: str) -> None:
    company.asks()
    found = types(company, t, text)
    assert isinstance(found, OpenForm)
    assert found.view["title"]["text"] == "DEP-1"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("list", "*What your teams need and what is on them*"),
        ("liste toutes", "*Dependencies: “toutes”*"),
        ("search webhook", "*Dependencies with “webhook”*"),
        ("export", "1 dependency is on its way to you"),
        ("help", "*A dependency is something your team needs"),
        ("map", "It is on its way"),
        ("trends", ""),
    ],
)
def test_verbs_are_answered(company: Teams, t: Translator, text: str, begins: str) -> None:
    company.asks()
    assert said(types(company, t, text)).startswith(begins)


def test_what_is_not_there_says_where_to_look(company: Teams, t: Translator) -> None:
    with pytest.raises(Refusal) as refused:
        types(company, t, "DEP-7")
    assert t.words(refused.value.words) == (
        "There is no DEP-7. `/dependency list` shows those there are."
    )


def test_a_guest_opens_no_page_of_others(company: Teams, t: Translator) -> None:
    found = company.asks()
    guest = replace(company.nora, kind=Kind.GUEST)
    company.session.execute(
        update(PersonRow).where(PersonRow.id == guest.id).values(kind=Kind.GUEST)
    )
    for text in ("DEP-1", "", "map", "trends", "settings"):
        with pytest.raises(Refusal):
            types(company, t, text, by=guest)
    with pytest.raises(Refusal):
        moves.open_page(*company.given, guest, {"value": str(found.id)}, t)
    assert said(types(company, t, "list all", by=guest)).startswith("Nothing is open")
