"""The doors of what dependencies do as time passes: what Product Ops choose, and how it went."""

import json
from datetime import time
from typing import Any

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.i18n import Translator
from bot.overtaking import Edit
from bot.replies import Answer, FormErrors, OpenForm, UpdateForm
from handlers.dependencies import digests, ids, listeners, settings, trends
from tests.dependencies.conftest import DAY, TODAY, Teams
from tests.dependencies.doors import Visitor
from tests.transcript import form, shown
from workflows.dependencies import settings as arranging
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.settings import Chosen

SENT = text("SELECT target, body FROM deliveries WHERE key LIKE :key")
TABLES = text("SELECT one.content FROM delivery_files one")


def filled(view: dict[str, Any], channel: str, weekday: str = "4", hour: str = "10:30") -> Any:
    """The settings' form as it comes back."""
    values = {
        ids.CHANNEL: {ids.CHANNEL: {"selected_conversation": channel or None}},
        ids.WEEKDAY: {ids.WEEKDAY: {"selected_option": {"value": weekday}}},
        ids.HOUR: {ids.HOUR: {"selected_time": hour}},
    }
    return {**view, "state": {"values": values}}


def test_product_ops_choose_where_and_when_the_digest_comes(company: Teams, t: Translator) -> None:
    priya = Visitor(company, company.priya, t)
    opened = priya.does(listeners.dependency, command={"text": "settings"})
    assert isinstance(opened, OpenForm)
    done = priya.does(settings.save, view=filled(opened.view, "C9"))
    assert isinstance(done, UpdateForm)
    assert "<#C9> reads what teams need from each other every week: Thursday, 10:30" in form(
        done.view
    )
    assert arranging.chosen(*company.given) == Chosen("C9", 4, time(10, 30))
    with pytest.raises(Refusal):
        Visitor(company, company.lea, t).does(listeners.dependency, command={"text": "réglages"})


def test_of_two_who_choose_the_second_sees_what_stands_first(company: Teams, t: Translator) -> None:
    priya = Visitor(company, company.priya, t)
    opened = priya.does(listeners.dependency, command={"text": "settings"})
    arranging.choose(*company.given, company.priya, Edit(Chosen("C8", 2), Chosen()), company.now)
    again = priya.does(settings.save, view=filled(opened.view, "C9"))
    assert "Somebody else changed this meanwhile" in form(again.view)
    assert arranging.chosen(*company.given).channel == "C8"
    assert isinstance(priya.does(settings.save, view=filled(again.view, "C9")), UpdateForm)
    assert arranging.chosen(*company.given).channel == "C9"


def test_an_hour_that_is_none_is_said_beside_its_field(company: Teams, t: Translator) -> None:
    priya = Visitor(company, company.priya, t)
    opened = priya.does(listeners.dependency, command={"text": "settings"})
    wrong = priya.does(settings.save, view=filled(opened.view, "C9", hour=""))
    assert isinstance(wrong, FormErrors)
    assert list(wrong.errors) == [ids.HOUR]


def test_a_digest_is_posted_where_it_was_chosen_and_not_without_news(company: Teams) -> None:
    def posted() -> list[str]:
        digests.post(*company.given, {"week": "2026-03-02"}, company.now)
        rows = company.session.execute(SENT, {"key": "dependencies.digest:%"})
        return [row.target for row in rows]

    assert posted() == []
    edit = Edit(Chosen("C9"), Chosen())
    arranging.choose(*company.given, company.priya, edit, company.now)
    assert posted() == []
    company.asks()
    assert posted() == ["C9"]
    assert posted() == ["C9"]


def test_how_promises_went_is_told_and_sent_as_a_table(company: Teams, t: Translator) -> None:
    for _ in range(5):
        found = company.promised(company.asks(needed_by=TODAY + 10 * DAY))
        company.makes(company.marc, found, Move.DELIVER, Side.PROVIDER)
    lea = Visitor(company, company.lea, t)
    told = lea.does(listeners.dependency, command={"text": "tendances"})
    assert isinstance(told, Answer)
    assert "*Payments* for *Billing*\n5 promises, none late." in shown(told.message)
    asked = lea.does(trends.send)
    assert "on its way" in asked.message.text
    args = {"person": "U0LEA", "at": company.now.isoformat()}
    trends.write(*company.given, args, company.now)
    (content,) = company.session.execute(TABLES).scalars()
    assert '"Payments","Billing","5","0","0","0","0","0"' in bytes(content).decode()


def test_what_is_asked_of_an_owner_is_answered_with_a_click(company: Teams, t: Translator) -> None:
    found = company.promised(company.asks())
    company.now += 8 * DAY
    said = Visitor(company, company.marc, t).clicks(found, Move.SURE, Side.PROVIDER)
    assert json.dumps(said.message.body)
    row = company.session.execute(text("SELECT sure_at FROM dependencies")).one()
    assert row.sure_at == company.now
