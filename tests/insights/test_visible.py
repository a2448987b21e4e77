"""What was kept in a private channel shows through no door to anyone who is not in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Refusal
from bot.store import channels
from bot.store.people import Kind, Person
from handlers.insights import exporting, home, linking, listeners, menus, sharing, theming, triage
from tests.insights.doors import Visitor
from tests.moment import NOW
from workflows.insights import capture, details, themes
from workflows.insights import linking as links
from workflows.insights import triage as sorting
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin

# What only the private one says; it is the first of all, INS-1.
MARKS = ("quartz", "Obsidian", "granite", "Mireille", "INS-1")
SECRET = Fields(
    "Export all quartz invoices in one file", said_by="Mireille", customer="Obsidian",
    tags=("granite",),
)  # fmt: skip
PUBLIC = "Export all invoices in one single file"


class Closed:
    """A private insight that stands for two public ones, in a theme, and whoever comes to it."""

    def __init__(self, author: Visitor) -> None:
        given = author.given
        self.place = given["session"], given["workspace"], given["person"]
        channels.set_members(*self.place[:2], "C9", ("U0LEA", "U0BOT"))
        self.secret = self._keep(SECRET, Origin("C9", True), 0)
        self.public = self._keep(Fields(PUBLIC), Origin("C1"), 1)
        links.link(*self.place, self.public.id, self.secret.id, NOW)
        self.theme = themes.make(*self.place, "Exports", NOW).id
        sorting.put_in_theme(*self.place, self.secret.id, self.theme, NOW)
        self.left = self._keep(Fields("Export invoices as quartz"), Origin("C9", True), 2)

    def doors(self, visitor: Visitor) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Every door that reads, by what it is called."""
        visitor.now = NOW + timedelta(minutes=5)
        for line in (
            *("search quartz", "search invoices", "search customer:obsidian", "search obsidan"),
            *("search customer:obsidan", "search tag:granite", "search tag:granit", "list"),
            *("export quartz", "triage", "themes", "digest", "INS-1", "INS-2", f"{PUBLIC} too"),
        ):
            yield f"/insight {line}", lambda line=line: visitor.types(line)  # type: ignore[misc]
        pair = f"{self.public.id}:{self.secret.id}"
        for listener in (listeners.show, listeners.add_details, sharing.ask_where):
            for shown in (self.secret, self.public):
                yield listener.__name__, self._click(visitor, listener, shown.id)
        for listener in (linking.same, linking.not_same, linking.compare_again, linking.unlink):
            yield listener.__name__, self._click(visitor, listener, pair)
        yield "part", self._click(visitor, listeners.turn_part, f"{self.secret.id}:1")
        yield "theme", self._click(visitor, theming.show, self.theme)
        yield "triage", self._click(visitor, triage.start, "")
        yield "export", self._click(visitor, exporting.send, '{"query": "quartz"}')
        given = visitor.given
        asked = {name: given[name] for name in ("session", "workspace", "person")}
        for typed in ("", "obs", "Obsidian"):
            menu = {**asked, "body": {"value": typed}, "t": given["t"]}
            yield (
                f"customers {typed}",
                lambda menu=menu: [  # type: ignore[misc]
                    option
                    for option in menus.offer_customers(**menu).options
                    if "New" not in option[0]
                ],
            )
        drawn = (*asked.values(), visitor.now, given["t"])
        yield "home", lambda: [block.to_dict() for block in home.draw(*drawn)]
        yield "home's triage", lambda: [block.to_dict() for block in home.sorting(*drawn)]

    def _keep(self, fields: Fields, origin: Origin, minutes: int) -> Insight:
        at = NOW + timedelta(minutes=minutes)
        return capture.keep(*self.place, fields, origin, at)

    @staticmethod
    def _click(visitor: Visitor, listener: Any, value: object) -> Callable[[], Any]:
        return lambda: visitor.clicks(listener, value)


def said(door: Callable[[], Any]) -> str:
    """All that a door says, but for what its visitor typed."""
    try:
        return repr(door())
    except Refusal as refused:
        return f"refused: {refused.words!r}"


def seen(closed: Closed, visitor: Visitor) -> list[str]:
    """The doors through which what is private shows."""
    found = []
    session = visitor.given["session"]
    for name, door in closed.doors(visitor):
        before = session.begin_nested()
        told = said(door)
        before.rollback()
        typed = name.removeprefix("/insight ")
        marks = [mark for mark in MARKS if mark.casefold() not in typed.casefold()]
        found += [f"{name} shows {mark}" for mark in marks if shows(told, mark)]
    return found


def shows(told: str, mark: str) -> bool:
    """Whether a mark stands in what was told; INS-1 is not in INS-12."""
    after = told.split(mark)[1:]
    return any(not (mark == "INS-1" and rest[:1].isdigit()) for rest in after)


@pytest.fixture
def closed(lea_at: Visitor) -> Closed:
    """What Léa kept in her private channel."""
    return Closed(lea_at)


@pytest.mark.parametrize("kind", [Kind.MEMBER, Kind.GUEST])
@pytest.mark.parametrize("product_ops", [False, True])
def test_a_stranger_sees_nothing_of_it(
    closed: Closed, marc_at: Visitor, kind: Kind, product_ops: bool
) -> None:
    stranger: Person = marc_at.given["person"]
    marc_at.given["person"] = replace(stranger, kind=kind, product_ops=product_ops)
    assert seen(closed, marc_at) == []


def test_the_channels_members_see_it_through_the_same_doors(
    closed: Closed, marc_at: Visitor
) -> None:
    channels.add_member(*closed.place[:2], "C9", "U0MARC")
    channels.set_members(*closed.place[:2], "C9", ("U0LEA", "U0MARC", "U0BOT"))
    shown = "\n".join(seen(closed, marc_at))
    for door in ("search invoices", "show", "theme", "triage", "customers obs"):
        assert door in shown
    assert details.numbered(*closed.place[:2], marc_at.given["person"], 1).words == SECRET.words


def test_the_number_of_what_says_the_same_is_told_where_everyone_sees_that(
    closed: Closed, marc_at: Visitor
) -> None:
    given = closed.place
    found = details.numbered(*given[:2], marc_at.given["person"], 2)
    assert found.same_as is None
    assert found.same_as_id == closed.secret.id
