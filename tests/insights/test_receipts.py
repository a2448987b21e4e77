"""Whoever told us something hears what becomes of it, in one message that is kept up to date."""

from collections.abc import Iterator

import pytest

from bot import clock
from bot.playground import happenings
from tests.database import delete_rows
from tests.turned import TurnedOffice, turned_office
from workflows.insights import themes, triage
from workflows.insights.capture import keep
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.insights.linking import link
from workflows.insights.sorting_tables import InsightKeyRow
from workflows.insights.theme_form import Move, Wanted
from workflows.insights.undo import undo


@pytest.fixture
def turned(database_url: str) -> Iterator[TurnedOffice]:
    """An office whose clock is turned."""
    delete_rows(database_url)
    with turned_office(database_url) as office:
        yield office


def keeps(office: TurnedOffice, name: str, *words: str, origin: Origin | None = None) -> list[int]:
    """Someone keeps insights; their ids."""
    with office.acting(name) as (session, person):
        where = origin or Origin(office.playground.workspace.channel("product").id)
        given = (session, office.bot.workspace, person)
        return [keep(*given, Fields(each), where, clock.now()).id for each in words]


def sorts(office: TurnedOffice, name: str, *insights: int, theme: str = "Exports") -> int:
    """Someone puts insights into a theme; its id."""
    with office.acting(name) as (session, person):
        given = (session, office.bot.workspace, person)
        made = themes.make(*given, theme, clock.now()).id
        for insight in insights:
            triage.put_in_theme(*given, insight, made, clock.now())
    return made


def moves(office: TurnedOffice, name: str, theme: int, state: str, reason: str = "") -> None:
    """Someone says what becomes of a theme."""
    with office.acting(name) as (session, person):
        themes.move(session, office.bot.workspace, person, theme, Move(state, reason), clock.now())


def heard(office: TurnedOffice, name: str, about: str) -> list[str]:
    """What the bot said to someone about something."""
    return [text for _, text in office.said_to(name) if about in text]


def test_an_author_has_one_message_that_follows_what_becomes_of_their_insights(
    turned: TurnedOffice,
) -> None:
    turned.introduce("lea", "camille", "nora")
    first, second = keeps(turned, "camille", "Acme cannot export", "Globex wants dark mode")
    theme = sorts(turned, "nora", first)
    with turned.acting("nora") as (session, person):
        triage.close(session, turned.bot.workspace, person, second, clock.now())
    turned.turns(days=1)
    (said,) = heard(turned, "camille", "*Ce que devient")
    assert "*INS-1* “Acme cannot export”\nDans *Exports*\u00a0: À l’écoute" in said
    assert "Lu, merci." in said
    moves(turned, "nora", theme, "planned", "In March")
    turned.turns(hours=1)
    moves(turned, "nora", theme, "shipped")
    moves(turned, "nora", theme, "planned")
    moves(turned, "nora", theme, "shipped")
    turned.turns(days=1)
    (said,) = heard(turned, "camille", "*Ce que devient")
    assert "À l’écoute → Prévu → Livré" in said
    (told,) = heard(turned, "camille", "*Exports* est livré")
    assert "*INS-1*" in told
    assert "*INS-2*" not in told
    assert not heard(turned, "nora", "Exports")


def test_those_that_say_the_same_are_told_alike_and_never_of_what_they_may_not_see(
    turned: TurnedOffice,
) -> None:
    turned.introduce("lea", "dan", "nora")
    (secret,) = keeps(turned, "lea", "Acme, in confidence", origin=Origin(private=True))
    (seen,) = keeps(turned, "lea", "Acme cannot export")
    (same,) = keeps(turned, "dan", "Acme can't export")
    with turned.acting("lea") as (session, lea):
        link(session, turned.bot.workspace, lea, seen, secret, clock.now())
    with turned.acting("nora") as (session, nora):
        link(session, turned.bot.workspace, nora, same, seen, clock.now())
    theme = sorts(turned, "nora", same)
    moves(turned, "nora", theme, "not_now", "Next year")
    turned.turns(days=1)
    (lea_heard,) = heard(turned, "lea", "*What becomes")
    (dan_heard,) = heard(turned, "dan", "*What becomes")
    assert "In *Exports*: Listening → Not now, because: Next year · 3 notes say this" in lea_heard
    assert "Next year · 2 notes say this" in dan_heard
    assert "INS-1*" not in dan_heard


def test_nobody_is_told_of_what_they_did_or_did_not_tell_themselves(turned: TurnedOffice) -> None:
    turned.introduce("lea", "nora", "dan")
    own, imported, gone = keeps(turned, "lea", "My own", "From a file", "Taken back")
    with turned.acting("lea") as (session, lea):
        session.add(
            InsightKeyRow(
                workspace_id=turned.bot.workspace.id,
                origin="import",
                key="1",
                digest=1,
                insight_id=imported,
                at=clock.now(),
            )
        )
        undo(session, turned.bot.workspace, lea, gone, clock.now())
    theme = sorts(turned, "lea", own)
    sorts(turned, "nora", imported)
    turned.turns(days=1)
    assert not heard(turned, "lea", "*What becomes")
    with turned.acting("lea") as (session, lea):
        themes.change(
            session,
            turned.bot.workspace,
            lea,
            theme,
            Wanted(owner=turned.as_("nora").id),
            clock.now(),
        )
    moves(turned, "nora", theme, "planned")
    turned.turns(days=1)
    (said,) = heard(turned, "lea", "*What becomes")
    assert "My own" in said
    assert "From a file" not in said


def test_a_message_is_answered_in_its_thread_where_the_bot_is(turned: TurnedOffice) -> None:
    turned.introduce("lea", "nora")
    workspace = turned.playground.workspace
    shown, hidden = workspace.channel("product"), workspace.channel("general")
    lea = turned.as_("lea")
    asked, told = (
        (lea.types(words, where), lea.sees(words, where))[1]
        for words, where in (("An hour with each invoice", "product"), ("Refunds too", "general"))
    )
    happenings.leave(workspace, hidden, workspace.bot_user)
    insights = [
        *keeps(turned, "lea", "An hour each", origin=Origin(shown.id, thread_ts=asked.ts)),
        *keeps(turned, "lea", "Refunds too", origin=Origin(hidden.id, thread_ts=told.ts)),
    ]
    theme = sorts(turned, "nora", *insights)
    turned.turns(days=1)
    answers = [each.text for each in shown.messages.values() if each.thread_ts == asked.ts]
    assert any("This was kept as *INS-1*. In *Exports*: Listening" in each for each in answers)
    (said,) = heard(turned, "lea", "*What becomes")
    assert "*INS-2*" in said
    assert "*INS-1*" not in said
    moves(turned, "nora", theme, "planned")
    turned.turns(days=1)
    answers = [each.text for each in shown.messages.values() if each.thread_ts == asked.ts]
    assert sum("*INS-1*" in each for each in answers) == 1
    assert any("Listening → Planned" in each for each in answers)


def test_a_theme_of_hundreds_tells_each_author_once(turned: TurnedOffice) -> None:
    turned.introduce("lea", "nora", "dan")
    mine = keeps(turned, "lea", *(f"Export {number}" for number in range(130)))
    theirs = keeps(turned, "dan", *(f"Import {number}" for number in range(12)))
    theme = sorts(turned, "nora", *mine, *theirs)
    moves(turned, "nora", theme, "shipped")
    turned.turns(days=1)
    for name, count in (("lea", 13), ("dan", 2)):
        assert len(heard(turned, name, "*What becomes")) == count
        assert len(heard(turned, name, "*Exports* has shipped")) == 1
    assert all("Shipped" in said for said in heard(turned, "lea", "*What becomes"))
