"""Searches with filters at their door, and what they find as a table."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from bot.delivery.tables import DeliveryRow, FileRow
from bot.store.audit import AuditRow
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import exporting, listeners
from tests.insights.doors import Visitor, said
from tests.moment import NOW
from workflows.insights.capture import keep
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.sorting_tables import AreaRow, ThemeRow
from workflows.insights.tables import CustomerRow, InsightRow

HERE = Origin("C1")
SECRET = Origin("G1", private=True)


@pytest.fixture
def kept(session: Session, workspace: Workspace, lea: Person, marc: Person) -> list[Insight]:
    """What Léa and Marc know, one day after another; the last is for Marc alone."""
    ours = {"workspace_id": workspace.id, "made_at": NOW}
    session.execute(insert(AreaRow).values(name="Checkout", folded="checkout", **ours))
    theme = session.execute(
        insert(ThemeRow)
        .values(name="Bulk exports", folded="bulkexports", state="planned", state_at=NOW, **ours)
        .returning(ThemeRow.id)
    ).scalar_one()
    said = [
        (lea, Fields("Export is slow", tags=("billing",), customer="Acme Corp", kind="user"), HERE),
        (lea, Fields("They wait for exports", area="Checkout", severity="high"), HERE),
        (marc, Fields("=Rivals export", tags=("billing", "rivals"), kind="market"), HERE),
        (marc, Fields("Secret export", tags=("merger",), customer="Hooli"), SECRET),
    ]
    found = [
        keep(session, workspace, who, fields, origin, NOW + timedelta(days=day))
        for day, (who, fields, origin) in enumerate(said)
    ]
    session.execute(update(InsightRow).where(InsightRow.id == found[0].id).values(theme_id=theme))
    session.execute(
        update(CustomerRow).where(CustomerRow.name == "Acme Corp").values(segment="SMB")
    )
    return found


@pytest.fixture
def reader(lea_at: Visitor, kept: list[Insight]) -> Visitor:
    """Léa, a week later."""
    lea_at.now = NOW + timedelta(days=7)
    return lea_at


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("export", [3, 2, 1]),
        ("export tag:billing", [3, 1]),
        ("tag:billing and in kind:user", [1]),
        ("tag:billing tag:rivals", [3]),
        ("customer:acme", [1]),
        ('kind:user customer:"acme corp" slow', [1]),
        ("domaine:checkout gravité:haute", [2]),
        ("de:marc", [3]),
        ("from:me state:new", [2]),
        ("theme:bulk state:planned", [1]),
        ("since:5d export", [3]),
        ("kind:user kind:market", [3, 1]),
    ],
)
def test_filters_narrow_what_is_found(reader: Visitor, asked: str, numbers: list[int]) -> None:
    found = said(reader.types(f"search {asked}"))
    assert [number for number in (3, 2, 1, 4) if f"*INS-{number}*" in found] == numbers


@pytest.mark.parametrize(
    ("asked", "corrected"),
    [
        ("slow tga:billing", "slow tag:billing"),
        ("tag:biling", "tag:billing"),
        ("client:acne", 'client:"Acme Corp"'),
        ("area:chekout", "area:Checkout"),
        ("theme:bulkk", 'theme:"Bulk exports"'),
        ("from:mark", "from:Marc"),
        ("tga:x state:planed", "tag:x state:planned"),
    ],
)
def test_what_was_meant_is_a_click_away(reader: Visitor, asked: str, corrected: str) -> None:
    reply = reader.types(f"search {asked}")
    assert f"`/insight search {corrected}`" in said(reply)
    button = reply.message.blocks[1]["accessory"]
    assert corrected in json.loads(button["value"])["text"]
    reader.clicks(listeners.turn, button["value"])


@pytest.mark.parametrize("asked", ["customer:hooli", "tag:merger", "customer:holi", "tag:merge"])
def test_names_that_only_private_insights_have_are_known_to_nobody_else(
    reader: Visitor, marc_at: Visitor, asked: str
) -> None:
    told = said(reader.types(f"search {asked}"))
    for telling in ("Hooli", "INS-4", "Did you mean"):
        assert telling not in told
    theirs = said(marc_at.types(f"search {asked}"))
    assert "INS-4" in theirs or "Did you mean" in theirs


def exported(session: Session, workspace: Workspace) -> tuple[list[list[str]], Any]:
    """The table that the job writes, and the post it goes with."""
    args = "SELECT args -> 'args' FROM procrastinate_jobs WHERE task_name = 'insights.export'"
    (given,) = session.execute(text(args)).scalars()
    for _ in range(2):
        exporting.write(session, workspace, given, NOW)
    (post,) = session.scalars(select(DeliveryRow).where(DeliveryRow.key.like("insights.export:%")))
    (content,) = session.scalars(select(FileRow.content))
    return list(csv.reader(io.StringIO(bytes(content).decode("utf-8-sig")))), post


def test_what_matches_is_sent_once_as_a_table_without_what_is_private(
    reader: Visitor, session: Session, workspace: Workspace
) -> None:
    assert "2 insights are on their way" in said(reader.types("export tag:billing"))
    (head, rivals, slow), post = exported(session, workspace)
    assert rivals[2] == "'=Rivals export", "no spreadsheet takes it for a formula"
    assert (slow[0], slow[6:8]) == ("INS-1", ["Acme Corp", "SMB"])
    assert (slow[10:12], slow[13]) == (["Bulk exports", "Prévu"], "#billing"), "Léa reads French"
    assert head[:2] == ["Référence", "Quand (UTC)"]
    assert post.target == "U0LEA"
    assert session.scalars(select(AuditRow.subject)).all() == ["tag:billing"]


def test_words_behind_export_may_be_an_insight(reader: Visitor, session: Session) -> None:
    asked = reader.types("export fails for Acme")
    assert "nothing to export" in said(asked)
    assert asked.message.blocks[-1]["elements"][0]["action_id"] == "insights.keep_line"
    asked = reader.types("export slow")
    assert "Or did you mean to keep this" in said(asked)
    send, _ = asked.message.blocks[-1]["elements"]
    assert "1 insight is on its way" in said(reader.clicks(exporting.send, send["value"]))
    assert "Did you mean" in said(reader.types("export tga:billing"))
    assert said(reader.types("export")).startswith("3 insights are on their way")
