"""What teams wrote in a spreadsheet is brought in once, with what became of it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator
from bot.store import audit, teams
from bot.store.people import Person
from bot.store.teams import Content
from tests.dependencies.conftest import DAY, NEEDED_BY, TODAY, Teams
from workflows.dependencies import dependency, importing, searching
from workflows.dependencies.importing import Brought, File, Told
from workflows.dependencies.incoming import Incoming, Sent, read
from workflows.dependencies.rules import Risk, State

AGREED = "2026-03-20"
LINE = Sent("A webhook", "Payments", "Billing", "2026-03-24")


def brings(company: Teams, *sent: Sent, by: Person | None = None, **more: object) -> Brought:
    """A file, brought in by Priya unless it is by somebody else."""
    told = tuple(Told(line, each) for line, each in enumerate(sent, 2))
    file = File("plan.csv", told, **more)  # type: ignore[arg-type]
    return importing.bring(*company.given, by or company.priya, file, company.now)


def wrong(done: Brought, t: Translator) -> list[tuple[int, str, str]]:
    """What was refused: the line, the field, and why."""
    return [
        (told.line, name, t.words(words))
        for told, errors in done.refused
        for name, words in errors.fields.items()
    ]


def test_a_line_is_kept_once_however_often_it_comes(company: Teams) -> None:
    done = brings(company, LINE, replace(LINE, needs="A key", source="Sheet 1"))
    assert (done.kept, done.known, done.first, done.last) == (2, 0, 1, 2)
    found = dependency.numbered(*company.given, 1)
    assert (found.needs, found.state, found.needed_by) == ("A webhook", State.ASKED, NEEDED_BY)
    assert (found.requester.name, found.provider.name) == ("Billing", "Payments")
    again = brings(company, replace(LINE, why="Month end"), replace(LINE, source="sheet 1"))
    assert (again.kept, again.known, again.refused) == (0, 2, [])
    entries = audit.search(*company.given, audit.Asked(), 9)
    imported = [one.change for one in entries if one.change.action == "dependencies.imported"]
    assert [(one.subject, one.after) for one in imported] == [
        ("plan.csv", {"kept": 2, "known": 0, "refused": 0})
    ]


def test_a_line_that_comes_twice_in_one_file_is_kept_once(company: Teams, t: Translator) -> None:
    one = replace(LINE, source="1")
    done = brings(company, LINE, LINE, one, replace(one, needs="A key"))
    assert (done.kept, done.known) == (2, 1)
    assert wrong(done, t) == [(5, "source", "Line 4 has the same source: give each its own.")]


@pytest.mark.parametrize(
    ("changed", "state", "risk", "moves"),
    [
        ({}, State.ASKED, Risk.NONE, ["ask"]),
        ({"state": "open", "agreed_date": AGREED}, State.AGREED, Risk.NONE, ["ask", "accept"]),
        ({"state": "accepté"}, State.AGREED, Risk.NONE, ["ask", "accept"]),
        ({"state": "En cours"}, State.UNDER_WAY, Risk.NONE, ["ask", "accept", "start"]),
        ({"state": "à risque"}, State.AGREED, Risk.AT_RISK, ["ask", "accept", "risk"]),
        ({"state": "Blocked"}, State.AGREED, Risk.BLOCKED, ["ask", "accept", "block"]),
        ({"state": "declined"}, State.DECLINED, Risk.NONE, ["ask", "decline"]),
        ({"state": "withdrawn"}, State.WITHDRAWN, Risk.NONE, ["ask", "withdraw"]),
        (
            {"state": "done", "asked_on": "2026-01-05", "delivered_on": "2026-02-10"},
            State.CONFIRMED,
            Risk.NONE,
            ["ask", "accept", "deliver", "confirm"],
        ),
        (
            {"state": "livré", "asked_on": "2026-01-05", "delivered_on": "2026-02-10"},
            State.DELIVERED,
            Risk.NONE,
            ["ask", "accept", "deliver"],
        ),
    ],
)
def test_each_state_has_the_moves_that_lead_to_it(
    company: Teams, changed: dict[str, str], state: State, risk: Risk, moves: list[str]
) -> None:
    done = brings(company, replace(LINE, owner="Marc", **changed))
    assert done.kept == 1, done
    found = dependency.numbered(*company.given, 1)
    assert (found.state, found.risk, found.moves) == (state, risk, len(moves))
    assert [one.move for one in dependency.history(*company.given, found.id)] == moves
    assert (found.ended_at is not None) is (not found.is_open)
    assert found.owner is not None
    assert found.owner.name == "Marc"


def test_what_is_past_keeps_its_dates(company: Teams) -> None:
    past = replace(
        LINE,
        state="confirmed",
        needed_by="2026-01-30",
        agreed_date="2026-02-03",
        asked_on="2026-01-05",
        agreed_on="2026-01-07",
        delivered_on="2026-02-10",
    )
    brings(company, past, replace(LINE, needs="A key", needed_by="2026-02-02"))
    found = dependency.numbered(*company.given, 1)
    assert (found.promised, found.delivered_at and found.delivered_at.date()) == (
        date(2026, 2, 3),
        date(2026, 2, 10),
    )
    assert [one.at.date().day for one in dependency.history(*company.given, found.id)] == [
        *(5, 7, 10, 10)
    ]
    assert dependency.numbered(*company.given, 2).needed_by == date(2026, 2, 2)


def test_what_was_brought_in_is_found_by_its_words(company: Teams) -> None:
    brings(company, replace(LINE, needs="Clés d’accès", why="Refunds <b>now</b>"))
    for query in ("cle acces", "refund", "now"):
        assert searching.search(*company.given, company.lea, query, company.now).total == 1


def test_nobody_hears_of_it_unless_they_are_to(company: Teams) -> None:
    moved: list[int] = []
    reactions = {"dependency.moved": (lambda session, workspace, fact: moved.append(fact.subject),)}
    company.session.info["reactions"] = reactions
    brings(company, LINE)
    assert not moved
    late = replace(LINE, needs="A key", needed_by="2026-02-01")
    over = replace(LINE, needs="Rows", state="withdrawn")
    brings(company, late, over, tell=True)
    assert moved == [dependency.numbered(*company.given, 2).id]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"needs": ""}, "needs", "Say what is needed, in a few words."),
        ({"needs": "x" * 151}, "needs", "One line of at most 150 characters:"),
        ({"provider": "Paymnets"}, "provider", "Did you mean Payments?"),
        ({"provider": "Zzz"}, "provider", "`/team` lists them."),
        ({"provider": "billing"}, "provider", "A team does not depend on itself"),
        ({"requester": ""}, "requester", "Say which team."),
        ({"needed_by": ""}, "needed_by", "Say by when."),
        ({"needed_by": "soon"}, "needed_by", "“soon” is no date: write it as 2026-11-30."),
        ({"needed_by": "03/04/2026"}, "needed_by", "Is it the day or the month"),
        ({"needed_by": "1926-03-24"}, "needed_by", "more than two years ahead, or too long ago"),
        ({"state": "agred"}, "state", "“agred” is no state. Did you mean agreed, "),
        ({"state": "zzz"}, "state", "“zzz” is no state: write asked, agreed,"),
        (
            {"state": "delivered", "asked_on": "2026-01-05"},
            "delivered_on",
            "Say when it was delivered.",
        ),
        (
            {"state": "done", "delivered_on": "2026-02-10"},
            "asked_on",
            "Say when it was asked for: it is delivered by now.",
        ),
        ({"asked_on": "2026-03-04"}, "asked_on", "still to come"),
        (
            {"asked_on": "2026-02-10", "delivered_on": "2026-02-01"},
            "delivered_on",
            "before it was asked for",
        ),
        ({"owner": "Zoé"}, "owner", "Nobody here is called Zoé."),
        ({"key_result": "Growth"}, "key_result", "There is no key result “Growth”"),
    ],
)
def test_what_is_wrong_with_a_line_is_one_sentence(
    company: Teams, t: Translator, changed: dict[str, str], field: str, said: str
) -> None:
    done = brings(company, replace(LINE, **changed), LINE)
    ((line, name, words),) = wrong(done, t)
    assert (done.kept, line, name) == (1, 2, field)
    assert said in words


def test_the_french_write_the_day_first() -> None:
    found = read(replace(LINE, needed_by="24/03/2026"), "en", TODAY)
    assert isinstance(found, Incoming)
    assert found.needed_by == NEEDED_BY
    french = read(replace(LINE, needed_by="03/04/2026"), "fr", TODAY)
    assert isinstance(french, Incoming)
    assert french.needed_by == date(2026, 4, 3)
    assert isinstance(read(LINE, "en", TODAY), Incoming)
    assert isinstance(read(Sent(), "en", TODAY), Errors)


def test_a_team_that_nobody_would_read_for_is_asked_nothing(company: Teams, t: Translator) -> None:
    teams.add(*company.given, Content("Alone", "", None, None, "", ()), company.now)
    alone = replace(LINE, provider="Alone")
    past = {"state": "done", "asked_on": "2026-01-05", "delivered_on": "2026-02-10"}
    done = brings(company, alone, replace(alone, **past, needs="A key"))
    assert done.kept == 1
    assert "neither a channel nor a lead" in wrong(done, t)[0][2]


def test_members_bring_in_what_is_their_teams(company: Teams, t: Translator) -> None:
    others = replace(LINE, requester="Platform")
    done = brings(company, LINE, others, by=company.lea)
    assert done.kept == 1
    assert "You speak for none of the two teams" in wrong(done, t)[0][2]
    assert brings(company, others, by=company.marc).kept == 1
    with pytest.raises(Refusal):
        brings(company, LINE, by=replace(company.lea, active=False))


def test_a_key_result_is_found_by_its_title(company: Teams) -> None:
    done = brings(company, replace(LINE, key_result=" "), key_results={})
    assert done.kept == 1
    assert (company.now - DAY) < company.now
