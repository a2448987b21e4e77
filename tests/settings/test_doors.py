"""A person changes their settings: at once, for themselves alone, and others hear of it."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

import pytest
from sqlalchemy import text

from bot import payload
from bot.callers import Callers
from bot.facts import REACTIONS, Fact
from bot.feature import Command
from bot.i18n import Languages, Translator
from bot.payload import Request
from bot.replies import Done, FormErrors, OpenForm
from bot.store import calendars, homes, people, workspaces
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.settings import home, ids, listeners
from tests.forms import submitted
from tests.home.test_drawing import asked
from tests.moment import NOW
from workflows.settings import own
from workflows.settings.own import Settings


@dataclass
class Heard:
    """What others heard of."""

    kinds: list[str] = field(default_factory=list)

    def hears(self, session: Session, workspace: Workspace, fact: Fact) -> None:
        """A fact."""
        self.kinds.append(f"{fact.kind} {fact.subject}")


@pytest.fixture
def heard(session: Session) -> Heard:
    """Someone who listens."""
    found = Heard()
    kinds = ("settings.changed", "calendar.changed")
    session.info[REACTIONS] = dict.fromkeys(kinds, (found.hears,))
    return found


@dataclass(frozen=True)
class Visitor:
    """Someone at the doors of settings."""

    session: Session
    workspace: Workspace
    person: Person
    t: Translator

    def opens(self) -> dict[str, Any]:
        """The form."""
        reply = listeners.open_form(self.session, self.workspace, self.person, self.t)
        assert isinstance(reply, OpenForm)
        return reply.view

    def saves(self, view: dict[str, Any] | None = None, **chosen: Any) -> FormErrors | Done:
        """The form with some fields changed."""
        sent = submitted(view or self.opens(), **chosen)
        return listeners.save(self.session, self.workspace, self.person, sent, NOW, self.t)

    @property
    def settings(self) -> Settings:
        """What is kept."""
        return own.read(self.session, self.workspace, self.person)


@pytest.fixture
def lea_at(session: Session, workspace: Workspace, lea: Person, t: Translator) -> Visitor:
    """Léa at the doors."""
    return Visitor(session, workspace, lea, t)


def test_all_that_was_chosen_is_kept_and_says_when_she_works(lea_at: Visitor, lea: Person) -> None:
    form = listeners.choose_country(
        lea_at.workspace,
        {"selected_option": {"value": "DE"}},
        submitted(lea_at.opens(), start="08:00"),
        lea_at.t,
    ).view
    chosen = {"region": "BY", "weekdays": ["1", "2", "4"], "end": "16:00", "ceiling": "2"}
    assert lea_at.saves(form, **chosen, language="en", status=["status"]) == Done()
    assert lea_at.settings == Settings(
        "en", "DE", "BY", frozenset({1, 2, 4}), time(8), time(16), 2, True
    )
    when = calendars.of(lea_at.session, lea_at.workspace, [lea.id])[lea.id]
    assert (when.country, when.region, when.weekdays) == ("DE", "BY", frozenset({1, 2, 4}))
    assert (when.start, when.end) == (time(8), time(16))
    assert lea_at.saves(country="none", region="") == Done()
    assert calendars.of(lea_at.session, lea_at.workspace, [lea.id])[lea.id].country == ""


def test_another_country_forgets_the_region_of_the_one_before(lea_at: Visitor) -> None:
    action = {"selected_option": {"value": "FR"}}
    form = submitted(lea_at.opens(), country="DE", region="BY")
    view = listeners.choose_country(lea_at.workspace, action, form, lea_at.t).view
    assert "settings.region.FR" in str(view)
    assert "Bayern" not in str(view)


def test_a_mistake_stands_beside_its_field_and_nothing_is_kept(lea_at: Visitor) -> None:
    told = lea_at.saves(end="08:00", weekdays=[])
    assert isinstance(told, FormErrors)
    assert told.errors == {
        ids.END: "Your day ends before it begins: choose a later hour.",
        ids.WEEKDAYS: "Choose at least one day.",
    }
    assert lea_at.settings == Settings()


def test_others_hear_what_concerns_them_and_her_page_is_drawn_at_once(
    lea_at: Visitor, lea: Person, heard: Heard
) -> None:
    homes.opened(lea_at.session, lea_at.workspace, lea, NOW)
    homes.take(lea_at.session, lea_at.workspace, lea.id)
    lea_at.saves()
    assert heard.kinds == asked(lea_at.session) == []
    lea_at.saves(ceiling="3")
    assert heard.kinds == [f"settings.changed {lea.id}"]
    lea_at.saves(start="07:00")
    assert heard.kinds[1:] == [f"settings.changed {lea.id}", f"calendar.changed {lea.id}"]
    assert asked(lea_at.session) == [(str(lea.id), None)] * 2


def test_nothing_of_hers_waits_while_she_changes_her_settings(
    store: Store, workspace: Workspace, lea: Person
) -> None:
    with store.begin() as first:
        own.change(first, workspace, lea, Settings(ceiling=3), NOW)
        with store.begin() as second:
            second.execute(text("SET LOCAL lock_timeout = '1ms'"))
            # A row of hers, such as an insight or a message: her own row may not go meanwhile.
            homes.opened(second, workspace, lea, NOW)


def test_countries_and_regions_are_found_as_people_type_them(
    lea_at: Visitor, fr: Translator
) -> None:
    def countries(t: Translator, typed: str) -> list[str]:
        found = listeners.countries(lea_at.workspace, {"value": typed}, t)
        assert len(found.options) <= 100
        return [text for text, _ in found.options]

    assert countries(lea_at.t, "")[:2] == [
        *("As the workspace: none", "None: no public holidays"),
    ]
    assert countries(fr, "etats")[0] == "États-Unis"
    assert countries(lea_at.t, "GERM") == ["Germany"]
    assert countries(lea_at.t, "de")[:2] == ["Germany", "Denmark"]
    assert countries(lea_at.t, "Atlantis") == []
    regions = listeners.regions({"block_id": "settings.region.IT", "value": "mil"}).options
    assert regions[0] == ("Milano", "MI")
    assert len(listeners.regions({"block_id": "settings.region.IT", "value": ""}).options) == 100


@pytest.mark.parametrize(("language", "says"), [("en", "Monday to Wednesday"), ("fr", "lundi à")])
def test_the_page_says_what_was_chosen_in_her_language(
    lea_at: Visitor, lea: Person, languages: Languages, language: str, says: str
) -> None:
    lea_at.saves(weekdays=["1", "2", "3"], country="FR", ceiling="1", language=language)
    blocks = home.draw(lea_at.session, lea_at.workspace, lea, NOW, languages(language))
    said = str(blocks[0].to_dict())
    assert says in said
    assert "France" in said
    assert ids.CHANGE in said


def test_the_next_thing_she_reads_is_in_the_language_she_chose(
    store: Store, workspace: Workspace, lea: Person, t: Translator
) -> None:
    callers = Callers("en")
    store.after_commit(callers.forget)
    request = asking(workspace, lea)

    def language() -> str:
        with store.begin() as session:
            caller = callers.find(session, request)
        callers.met(caller)
        return caller.person.language

    assert language() == "fr"
    with store.begin() as session:
        Visitor(session, workspace, lea, t).saves(language="en")
    assert language() == "en"
    with store.begin() as session:
        people.complete(
            session, workspace, lea.slack_id, people.Profile("L", "UTC", True, "fr"), NOW
        )
    assert language() == "en"


def test_what_the_workspace_is_now_counts_at_once_for_everyone_of_it(
    store: Store, workspace: Workspace, lea: Person, marc: Person
) -> None:
    callers = Callers("en")
    store.after_commit(callers.forget)
    for person in (lea, marc):
        with store.begin() as session:
            callers.met(callers.find(session, asking(workspace, person)))
    with store.begin() as session:
        workspaces.note_change(session, workspace)
    with store.begin() as session:
        first = callers.find(session, asking(workspace, lea))
    with store.begin() as session:
        assert callers.find(session, asking(workspace, lea)) is not first


def asking(workspace: Workspace, person: Person) -> Request:
    """A request of someone's."""

    def run() -> None:
        """Nothing."""

    body = {"team_id": workspace.slack_id, "user_id": person.slack_id, "text": ""}
    return payload.read(Command("/trial", run), body)
