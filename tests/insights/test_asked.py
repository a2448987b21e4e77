"""Teams hear of what bears their tags; who answers for a product area is asked about what waits."""

from collections.abc import Iterator

import pytest

from bot import clock
from bot.forms import Errors
from bot.overtaking import Edit
from bot.store import teams
from bot.store.teams import Content as TeamContent
from tests.database import delete_rows
from tests.turned import TurnedOffice, turned_office
from workflows.insights import area_changes, routes, triage
from workflows.insights.area_changes import Content
from workflows.insights.bringing import Source, bring
from workflows.insights.capture import keep
from workflows.insights.form import Fields
from workflows.insights.incoming import Incoming
from workflows.insights.insight import Origin
from workflows.insights.routes import Typed
from workflows.insights.undo import undo


@pytest.fixture
def turned(database_url: str) -> Iterator[TurnedOffice]:
    """An office whose clock is turned, on a Tuesday morning."""
    delete_rows(database_url)
    with turned_office(database_url) as office:
        office.introduce("lea", "nora", "hugo", "priya")
        yield office


def keeps(office: TurnedOffice, name: str, words: str, area: str = "", **where: object) -> int:
    """Someone keeps an insight with the tags in its words; its id."""
    tagged = tuple(word[1:] for word in words.split() if word.startswith("#"))
    origin = Origin(**where)  # type: ignore[arg-type]
    with office.acting(name) as (session, person):
        fields = Fields(words, tags=tagged, area=area)
        return keep(session, office.bot.workspace, person, fields, origin, clock.now()).id


def routes_to(office: TurnedOffice, tag: str, channel: str) -> str:
    """Priya has a team told of a tag; the id of its channel."""
    where = office.playground.workspace.channel(channel).id
    with office.acting("priya") as (session, priya):
        workspace = office.bot.workspace
        content = TeamContent(f"Team of {tag}", where, None, None, "", ())
        team = teams.add(session, workspace, content, clock.now())
        made = routes.send(session, workspace, priya, Typed(tag, team), clock.now())
        assert not isinstance(made, Errors)
    return where


def heard(office: TurnedOffice, channel: str) -> list[str]:
    """What the bot said in a channel."""
    found = office.playground.workspace.channels[channel]
    return [one.text for one in found.messages.values() if one.from_app]


def test_a_team_hears_once_and_together_of_what_bears_its_tags(turned: TurnedOffice) -> None:
    keeps(turned, "lea", "Before there was a team #billing")
    channel = routes_to(turned, "billing", "product")
    turned.turns(minutes=1)
    keeps(turned, "lea", "Acme cannot export #billing")
    keeps(turned, "nora", "Globex pays <!channel> late #billing #dunning")
    keeps(turned, "lea", "Of no team #search")
    keeps(turned, "lea", "In confidence #billing", private=True)
    gone = keeps(turned, "lea", "A slip #billing")
    with turned.acting("lea") as (session, lea):
        undo(session, turned.bot.workspace, lea, gone, clock.now())
        note = Incoming(Fields("From a file #billing", tags=("billing",)), "ref:1", 1)
        bring(session, turned.bot.workspace, Source(), [(lea, note)], clock.now())
    turned.turns(hours=8)
    (said,) = heard(turned, channel)
    assert said.startswith("*2 new insights with #billing*\n*INS-3* Globex pays &lt;!channel&gt;")
    assert "*INS-2* Acme cannot export #billing · Léa" in said
    turned.turns(days=1)
    assert len(heard(turned, channel)) == 1
    keeps(turned, "nora", "Another one #billing")
    turned.turns(days=1)
    assert heard(turned, channel)[1].startswith("*1 new insight with #billing*")
    with turned.acting("priya") as (session, priya):
        routes.remove(session, turned.bot.workspace, priya, "billing", clock.now())
    keeps(turned, "nora", "Nobody hears of it #billing")
    turned.turns(days=1)
    assert len(heard(turned, channel)) == 2


def makes_area(office: TurnedOffice, name: str, owner: str) -> int:
    """Priya makes a product area; its id."""
    with office.acting("priya") as (session, priya):
        wanted = Content(name, office.as_(owner).id)
        made = area_changes.add(session, office.bot.workspace, priya, wanted, clock.now())
        assert not isinstance(made, Errors)
        return made.id


def test_who_answers_for_an_area_is_asked_once_about_what_waited_for_a_week(
    turned: TurnedOffice,
) -> None:
    _, search = (makes_area(turned, name, "nora") for name in ("Checkout", "Search"))
    keeps(turned, "lea", "Slow at night", "Checkout")
    second = keeps(turned, "hugo", "Finds nothing", "Search")
    keeps(turned, "lea", "In confidence", "Search", private=True)
    keeps(turned, "lea", "Of no area")
    turned.turns(days=6)
    assert not [text for _, text in turned.said_to("nora") if "waited" in text]
    turned.turns(days=3)
    nora = turned.as_("nora")
    asked = nora.sees("*2 insights have waited for more than a week*, INS-1 the longest", nora.dm)
    nora.clicks("Look at them", asked)
    nora.sees_in_modal("Slow at night")
    nora.sees_in_modal("2 to look at")
    nora.clicks("Thank and close")
    nora.sees_in_modal("Finds nothing")
    nora.closes()
    turned.turns(hours=1)
    nora.sees("*INS-2 has waited for more than a week*", nora.dm)
    # Whoever takes the area over is asked instead.
    with turned.acting("priya") as (session, priya):
        edit = Edit(Content("Search", turned.as_("hugo").id), Content("Search", nora.id))
        area_changes.change(session, turned.bot.workspace, priya, search, edit, clock.now())
    turned.turns(days=1)
    hugo = turned.as_("hugo")
    hugo.sees("INS-2 attend depuis plus d’une semaine", hugo.dm)
    with turned.acting("hugo") as (session, person):
        triage.close(session, turned.bot.workspace, person, second, clock.now())
    turned.turns(days=7)
    # It is settled, so he is not reminded.
    assert len([text for _, text in turned.said_to("hugo") if "INS-2" in text]) == 1
