"""What `/dependency list`, `search` and `export` answer, in both languages, and App Home's part."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot import blockkit
from bot.i18n import Translator
from bot.replies import Message
from bot.store import audit, homes
from bot.store.people import Kind, Person
from handlers.dependencies import exporting, home, ids, list_views, lists
from handlers.dependencies.lists import Turn
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from tests.moment import NOW
from workflows.dependencies import seeing
from workflows.dependencies.rules import Move, Side

P, R = Side.PROVIDER, Side.REQUESTER
LATER = NEEDED_BY + 7 * DAY


@pytest.fixture
def several(company: Teams) -> Teams:
    """One of each: slipped, asked, late, at risk; three days later."""
    slipped = company.promised(company.asks("A <webhook>", why="Month end"))
    company.makes(company.marc, slipped, Move.SLIP, P, day=LATER, words="The bank is late")
    company.asks("Sandbox keys", needed_by=NEEDED_BY - 7 * DAY)
    late = company.asks("Clés d’accès", to=company.platform, needed_by=TODAY)
    company.promised(late, by=company.sam)
    risky = company.promised(company.asks("=SUM(A1)", by=company.sam, of=company.platform))
    company.makes(company.marc, risky, Move.RISK, P, words="Two of us are away")
    company.now += 3 * DAY
    return company


def answer(
    company: Teams, t: Translator, typed: str, number: int = 1, by: Person | None = None
) -> Message:
    """What somebody is answered."""
    who = by or company.lea
    return lists.answer(*company.given, who, Turn(typed, number), company.now, t)


def buttons(found: Message) -> list[tuple[str, str, str]]:
    """The buttons of a message: what they say, what they do, and what with."""
    blocks = list(found.blocks or ())
    held = [each for block in blocks for each in block.get("elements", ())]
    held += [block["accessory"] for block in blocks if "accessory" in block]
    return [
        (each["text"]["text"], each["action_id"], each["value"])
        for each in held
        if each["type"] == "button"
    ]


def test_a_list_says_of_each_how_it_stands(several: Teams, t: Translator) -> None:
    head, *lines, end = answer(several, t, "list").text.split("\n")
    assert head == "*What your teams need and what is on them*, what needs attention first"
    assert lines == [
        "*DEP-3* Clés d’accès",
        "Platform for Billing · 🤝 Agreed · Tuesday 3 March · ⏰ late by 3 working days",
        "*DEP-2* Sandbox keys",
        "Payments for Billing · 🕓 Asked · Tuesday 17 March",
        "*DEP-1* A &lt;webhook&gt;",
        "Payments for Billing · 🤝 Agreed, with a new date · Tuesday 31 March"
        " · Billing has not answered the new date",
    ]
    assert end == "Page 1 · 3 dependencies"


def test_the_same_in_french(several: Teams, fr: Translator) -> None:
    head, *lines, end = answer(several, fr, "liste").text.split("\n")
    assert head == (
        "*Ce que tes équipes attendent, et ce qu’on attend d’elles*, le plus urgent d’abord"
    )
    assert lines[1] == (
        "Platform pour Billing · 🤝 Convenu · mardi 3 mars · ⏰ 3 jours ouvrés de retard"
    )
    assert lines[5].endswith(" · nouvelle date sans réponse de Billing")
    risky = answer(several, fr, "liste toutes à risque").text.split("\n")
    assert risky[2] == "Payments pour Platform · ⚠️ Convenu, à risque · mardi 24 mars"
    assert end == "Page 1 · 3 dépendances"


def test_a_list_opens_each_and_leads_to_the_others(several: Teams, t: Translator) -> None:
    found = answer(several, t, "list ours")
    held = buttons(found)
    first = seeing.numbered(*several.given, several.lea, 3)
    assert ("Open", ids.OPEN, str(first.id)) in held
    others = {action: json.loads(value) for _, action, value in held if action in ids.LISTS}
    assert others == {
        ids.ON_US: {"text": "list on us", "number": 1},
        ids.ALL: {"text": "list all", "number": 1},
    }
    turned = lists.turn(
        *several.given, several.lea, {"value": json.dumps(others[ids.ALL])}, several.now, t
    )
    assert "*DEP-4* =SUM(A1)" in turned.message.text


def test_a_long_list_has_pages(company: Teams, t: Translator) -> None:
    for number in range(11):
        company.asks(f"Thing {number}")
    held = {
        action: json.loads(value)
        for _, action, value in buttons(answer(company, t, "list ours"))
        if action in ids.LISTS
    }
    assert held[ids.NEXT] == {"text": "list ours", "number": 2}
    assert ids.PREVIOUS not in held
    last = answer(company, t, "list ours", 2)
    assert last.text.endswith("Page 2 · 11 dependencies")
    assert answer(company, t, "list ours", 9).text.endswith("Nothing left on this page.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("list", "Nothing is open between your teams and others. When you need something"),
        ("list ours", "Nothing is open between your teams and others."),
        ("list on us", "Nobody waits for your teams at the moment."),
        ("list mine", "Nothing is open that you see to, or that you asked for."),
        ("list all", "Nothing is open between teams that you can see."),
        ("list late", "Nothing is like that: “late”. This is about your teams: add `all`"),
        ("list team:Platform", "These are the open ones: add `over`"),
        ("list all over", "Fewer filters show more."),
        ("export", "There is no such dependency, so nothing to export."),
        ("search", "Say what to look for:"),
        ("search nothing", "No dependency that you can see has all of these words: “nothing”."),
        (f"list {'x' * 301}", "That is too long: say it in 300 characters."),
        (f"search {'x' * 201}", "That is too long: say it in 200 characters."),
    ],
)
def test_what_is_empty_says_what_to_do(
    company: Teams, t: Translator, typed: str, said: str
) -> None:
    assert said in answer(company, t, typed).text


def test_who_is_in_no_team_sees_all_of_them(several: Teams, t: Translator) -> None:
    said = answer(several, t, "list", by=several.nora).text
    assert said.startswith("*What teams need from each other*: you are in no team")
    assert "4 dependencies" in said
    none = answer(several, t, "list ours", by=several.nora).text
    assert none == "You are in no team yet. `/dependency list all` shows those of all teams."


def test_a_mistyped_filter_is_a_click_away_from_what_was_meant(
    several: Teams, t: Translator
) -> None:
    found = answer(several, t, "list laet team:Paymnets")
    assert found.text.split("\n")[:3] == [
        "I know no team or person called “Paymnets”.",
        "I don't know what “laet” means here.",
        "Did you mean:",
    ]
    (_, _, first), *_ = (each for each in buttons(found) if each[1] == ids.AGAIN)
    assert json.loads(first)["text"] == "list laet team:Payments"
    french = answer(several, t, "liste retrad")
    assert [json.loads(each[2])["text"] for each in buttons(french)] == ["liste retard"]
    lost = answer(several, t, "list of `things`")
    assert lost.text.startswith("I don't know what “of 'things'” means here.\n• Filters: `late`")


def test_a_mistyped_word_is_a_click_away_from_what_is_there(several: Teams, t: Translator) -> None:
    found = answer(several, t, "search webhok")
    (button,) = buttons(found)
    assert json.loads(button[2])["text"] == "search webhook"
    turned = lists.turn(*several.given, several.lea, {"value": button[2]}, several.now, t)
    assert turned.message.text.startswith("*Dependencies with “webhook”*, open ones first\n*DEP-1*")


def test_a_table_is_sent_with_all_dates_and_no_formula(several: Teams, t: Translator) -> None:
    said = answer(several, t, "export team:Payments")
    assert said.text.startswith("3 dependencies are on their way to you as a table")
    rows = written(several, several.lea, "team:Payments")
    assert [row["Référence"] for row in rows] == ["DEP-1", "DEP-2", "DEP-4"]
    by_number = {row["Référence"]: row for row in rows}
    risky, slipped = by_number["DEP-4"], by_number["DEP-1"]
    assert risky["Besoin"] == "'=SUM(A1)"
    assert (risky["État"], risky["Risque"], risky["Ce qui bloque"]) == (
        "convenu",
        "à risque",
        "Two of us are away",
    )
    dates = (slipped["Souhaité pour"], slipped["Date convenue"], slipped["Demandé le"])
    assert dates == ("2026-03-24", "2026-03-31", "2026-03-03")
    assert (slipped["Jours ouvrés de retard"], by_number["DEP-2"]["Date convenue"]) == ("", "")
    trail = audit.search(*several.given, audit.Asked(""), 1)
    assert trail[0].change == audit.Change("dependencies.exported", "team:Payments")


def written(company: Teams, person: Person, query: str) -> Sequence[dict[str, str]]:
    """The rows of the table that the job sends to somebody."""
    args = {"person": person.slack_id, "query": query, "at": company.now.isoformat()}
    exporting.write(*company.given, args, company.now)
    content = company.session.scalar(text("SELECT content FROM delivery_files"))
    return list(csv.DictReader(io.StringIO(bytes(content).decode("utf-8-sig"))))


def test_home_shows_what_needs_the_attention_of_ones_teams(several: Teams, t: Translator) -> None:
    drawn = [
        blockkit.written(each) for each in home.draw(*several.given, several.lea, several.now, t)
    ]
    assert drawn[0]["text"]["text"] == "*Between your teams and others*"
    assert [each["text"]["text"].split("*")[1] for each in drawn[1:]] == ["DEP-3", "DEP-2", "DEP-1"]
    assert {each["accessory"]["action_id"] for each in drawn[1:]} == {ids.OPEN_AT_HOME}
    assert not home.draw(*several.given, several.nora, several.now, t)
    guest = replace(several.lea, kind=Kind.GUEST)
    assert not home.draw(*several.given, guest, several.now, t)


def test_home_says_how_many_more_there_are(company: Teams, t: Translator) -> None:
    for number in range(8):
        company.asks(f"Thing {number}")
    drawn = list(map(blockkit.written, home.draw(*company.given, company.lea, NOW, t)))
    assert len(drawn) == 8
    assert drawn[-1]["elements"][0]["text"] == "And 2 more: `/dependency list`"


def test_a_move_draws_the_homes_of_both_teams_anew(company: Teams) -> None:
    for who in (company.lea, company.marc, company.sam):
        homes.opened(*company.given, who, NOW)
    company.session.execute(text("DELETE FROM procrastinate_jobs"))
    home.moved(*company.given, company.asks(), company.lea)
    jobs = text("SELECT args -> 'args' ->> 'person' FROM procrastinate_jobs")
    drawn = company.session.scalars(jobs).all()
    assert {each for each in drawn if each} == {str(company.lea.id), str(company.marc.id)}


def test_the_help_names_all_that_can_be_typed(t: Translator, fr: Translator) -> None:
    said = list_views.explained(t).text
    for word in ("list", "DEP-12", "search", "map", "trends", "export"):
        assert f"/dependency {word}" in said
    assert "/dependency liste" in list_views.explained(fr).text
