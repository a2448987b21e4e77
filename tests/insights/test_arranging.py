"""Product Ops choose what holds for insights: who answers for what, and what goes where."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot import clock
from bot.overtaking import Edit
from bot.store import teams
from bot.store.audit import AuditRow
from bot.store.teams import Content as TeamContent
from tests.office import Office, open_office
from workflows.insights import area_changes, customer_changes, routes, settings
from workflows.insights.capture import keep
from workflows.insights.filters import parse
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.insights.search import search
from workflows.insights.settings import Chosen

CLOSE = "Close it: nobody chooses it any more; its insights go on naming it"


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot with its jobs, Priya of Product Ops, and others."""
    with open_office(empty_database, worker=True) as opened:
        opened.introduce("priya", "lea", "nora", "hugo")
        yield opened


def trail(office: Office) -> list[tuple[str, str, object, object]]:
    """What the audit trail says of insights, oldest first."""
    columns = (AuditRow.action, AuditRow.subject, AuditRow.before, AuditRow.after)
    with office.bot.store.begin() as session:
        rows = session.execute(select(*columns).order_by(AuditRow.id))
        return [
            tuple(row) for row in rows if row.action.startswith(("insights", "area", "rou", "cu"))
        ]


def test_only_product_ops_choose_and_everything_stands_in_one_message(office: Office) -> None:
    lea, priya = office.as_("lea"), office.as_("priya")
    lea.types("/insight settings")
    lea.sees("Product Ops")
    lea.does_not_see("*Product areas*")
    priya.types("/insight réglages")
    told = priya.sees("*Product areas*")
    assert ":bulb: on a message keeps it." in told.text
    assert "Everyone's weekly digest goes nowhere yet." in told.text


def test_the_settings_are_checked_saved_and_told_of(office: Office) -> None:
    priya = office.as_("priya")
    product = office.playground.workspace.channel("product").id
    priya.types("/insight settings")
    priya.clicks("Change", priya.sees("*Product areas*"))
    priya.fills("Emoji that keeps the message it is put on", "two words")
    priya.fills("Months for which insights are kept", "999")
    told = priya.submits()
    assert told
    assert "Give one emoji" in str(told)
    assert "from 1 to 120" in str(told)
    priya.fills("Emoji that keeps the message it is put on", ":Star:")
    priya.fills("Months for which insights are kept", "24")
    priya.chooses("insights.digest_channel", "product")
    assert priya.submits() is None
    priya.sees_in_modal("It is as you chose.")
    with office.bot.store.begin() as session:
        assert settings.chosen(session, office.bot.workspace) == Chosen("star", product, 24)
    ((action, _, before, after),) = trail(office)
    assert action == "insights.settings"
    assert before == {"emoji": "bulb", "digest_channel": "", "retention_months": None}
    assert after == {"emoji": "star", "digest_channel": product, "retention_months": 24}


def is_quicker(office: Office) -> None:
    """Somebody else calls the only area Payment."""
    with office.bot.store.begin() as session:
        ops = office.known(office.as_("priya"))
        assert ops
        given = (session, office.bot.workspace, ops)
        (area,) = area_changes.standing(*given)
        wanted = area_changes.Content("Payment", area.content.owner)
        area_changes.change(*given, area.id, Edit(wanted, area.content), clock.now())


def test_an_area_is_made_changed_by_two_and_closed(office: Office) -> None:
    priya = office.as_("priya")
    priya.types("/insight settings")
    message = priya.sees("*Product areas*")
    for taken in (False, True):
        priya.clicks("Add a product area", message)
        priya.fills("Name", "Checkout")
        priya.chooses("insights.area_owner", "nora")
        told = priya.submits()
        assert ("with this name already" in str(told)) is taken
        priya.closes()
    priya.types("/insight settings")
    message = priya.sees("Checkout · Nora")
    priya.clicks("Change one", message)
    priya.chooses("insights.area_found", "Checkout", typed="check")
    priya.sees_in_modal("They are asked about its insights")
    is_quicker(office)
    priya.fills("Name", "Paying")
    assert priya.submits() is None
    priya.sees_in_modal("by now it says Payment")
    assert priya.submits() is None
    priya.sees_in_modal("*Paying* is a product area.")
    priya.closes()
    priya.clicks("Change one", message)
    priya.chooses("insights.area_found", "Paying", typed="")
    priya.chooses("insights.area_close", CLOSE)
    assert priya.submits() is None
    priya.sees_in_modal("*Paying* is closed.")
    added, *changed, closed = [(action, subject) for action, subject, *_ in trail(office)]
    assert (added, closed) == (("area.added", "Checkout"), ("area.closed", "Paying"))
    assert changed == [("area.changed", "Checkout"), ("area.changed", "Payment")]


def test_a_tag_goes_to_one_team_then_to_another_then_to_none(office: Office) -> None:
    priya = office.as_("priya")
    channel = office.playground.workspace.channel("product").id
    with office.bot.store.begin() as session:
        for name, where in (("Billing", channel), ("Data", "")):
            content = TeamContent(name, where, None, None, "", ())
            teams.add(session, office.bot.workspace, content, clock.now())
    priya.types("/insight settings")
    message = priya.sees("*Product areas*")
    for team, typed, said in (
        ("Billing", "two words", "A tag is one word: write two-words"),
        ("Billing", "#Billing", "Billing hears of new insights with #billing."),
        ("Data", "billing", "It has no channel yet"),
        ("No team any more", "billing", "No team hears of #billing any more."),
    ):
        priya.clicks("Say where a tag goes", message)
        priya.fills("Tag", typed)
        priya.chooses("insights.route_team", team)
        told = priya.submits()
        assert said in (str(told) if told else str(priya.sees_in_modal(said)))
        priya.closes()
    # Another team may be called as a closed one was.
    with office.bot.store.begin() as session:
        given = (session, office.bot.workspace)
        old, _ = teams.every(*given)
        ops = office.known(priya)
        assert ops
        routes.send(*given, ops, routes.Typed("late", old.id), clock.now())
        teams.close(*given, old.id, clock.now())
        new = teams.add(*given, TeamContent("Billing", channel, None, None, "", ()), clock.now())
        sent = routes.send(*given, ops, routes.Typed("late", new), clock.now())
        assert isinstance(sent, routes.Route)
        assert not sent.closed
    assert [row[2:] for row in trail(office)][:3] == [
        (None, {"team": "Billing"}),
        ({"team": "Billing"}, {"team": "Data"}),
        ({"team": "Data"}, None),
    ]


def test_a_customer_is_called_otherwise_and_found_so(office: Office) -> None:
    priya = office.as_("priya")
    with office.bot.store.begin() as session:
        lea = office.known(office.as_("lea"))
        assert lea
        for name, private in (("Acme", False), ("Globex", False), ("Secret", True)):
            fields, origin = Fields("Slow export", customer=name), Origin(private=private)
            keep(session, office.bot.workspace, lea, fields, origin, clock.now())
    priya.types("/insight settings")
    priya.clicks("Change a customer", priya.sees("*Product areas*"))
    assert priya.suggested("insights.customer_found", "") == ["Acme", "Globex"]
    priya.chooses("insights.customer_found", "Acme", typed="ac")
    priya.fills("Name", "globex")
    priya.fills("Worth a year", "a lot")
    told = str(priya.submits())
    assert "whole number" in told
    priya.fills("Worth a year", "12 000")
    assert "another customer with this name" in str(priya.submits())
    priya.fills("Name", "Initech")
    priya.fills("Segment", "Enterprise")
    assert priya.submits() is None
    priya.sees_in_modal("*Initech* is up to date.")
    office.jobs_done()
    with office.bot.store.begin() as session:
        ops = office.known(priya)
        assert ops
        given = (session, office.bot.workspace, ops)
        found = search(*given, parse("initech", clock.now())).insights
        known = customer_changes.named(*given, "INITECH").content
    assert [insight.customer for insight in found] == ["Initech"]
    assert (known.segment, known.value) == ("Enterprise", 12_000)
