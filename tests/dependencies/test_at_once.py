"""Two who move or ask at once: one result, and one clear sentence for the other."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from bot import facts, i18n
from bot.errors import Refusal
from bot.i18n import LANGUAGES
from bot.replies import Answer
from bot.store import teams
from bot.store.engine import Session, Store
from bot.store.person import Person
from bot.store.teams import Content
from handlers.dependencies import ids, moves
from tests.dependencies import told
from tests.dependencies.conftest import Teams
from workflows.dependencies import dependency
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side, State

P, R = Side.PROVIDER, Side.REQUESTER
Click = Callable[[Session], str]


def at_once(store: Store, *clicks: Click) -> list[str]:
    """What each of several transactions that begin together says."""
    said, ready = [""] * len(clicks), Barrier(len(clicks))

    def one(place: int, click: Click) -> None:
        ready.wait(10)
        with store.begin() as session:
            said[place] = click(session)

    threads = [Thread(target=one, args=each) for each in enumerate(clicks)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    return said


def clicking(
    company: Teams, person: Person, found: Dependency, move: Move, side: Side, language: str = "en"
) -> Click:
    """A click on the button of a move, and what is answered."""
    action = {"value": ids.carried(found.id, move, side, str(found.moves))}
    t = i18n.load()(language)

    def click(session: Session) -> str:
        try:
            reply = moves.move(session, company.workspace, person, action, company.now, t)
        except Refusal as refused:
            return t.words(refused.words)
        assert isinstance(reply, Answer)
        return reply.message.text

    return click


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_two_who_confirm_one_is_first_and_the_other_is_told(
    store: Store, company: Teams, language: str
) -> None:
    found = company.makes(company.marc, company.promised(company.asks()), Move.DELIVER, P)
    company.session.commit()
    said = at_once(
        store,
        clicking(company, company.lea, found, Move.CONFIRM, R, language),
        clicking(company, company.priya, found, Move.CONFIRM, R, language),
    )
    late = {
        "en": "{who} was first: it is delivered and confirmed.",
        "fr": "{who} t’a devancé·e\u00a0: c’est livré et confirmé.",
    }[language]
    with store.begin() as session:
        now = dependency.find(session, company.workspace, found.id)
        history = dependency.history(session, company.workspace, found.id)
        threads = told.threads(session)
    assert now.state is State.CONFIRMED
    assert [one.move for one in history].count(Move.CONFIRM) == 1
    first = history[-1].person
    assert first
    assert late.format(who=first.name) in said
    assert {len(lines) for lines in threads.values()} == {3}


def test_a_double_click_makes_one_move(store: Store, company: Teams) -> None:
    found = company.asks()
    company.session.commit()
    click = clicking(company, company.marc, found, Move.ACCEPT, P)
    said = at_once(store, click, click)
    assert said[0] == said[1]
    with store.begin() as session:
        moves_ = dependency.history(session, company.workspace, found.id)
        assert [str(one.move) for one in moves_] == ["ask", "accept"]
        assert told.asks(session) == []


def test_two_who_ask_at_once_get_two_numbers(store: Store, company: Teams) -> None:
    company.session.commit()

    def ask(session: Session) -> str:
        mine = Teams(**{**vars(company), "session": session})
        return mine.asks().reference

    assert sorted(at_once(store, ask, ask)) == ["DEP-1", "DEP-2"]


def test_an_answer_at_the_moment_at_which_the_lead_changes_leaves_nothing_asked(
    store: Store, company: Teams
) -> None:
    found = company.asks()
    company.session.commit()

    def change(session: Session) -> str:
        content = Content("Payments", "C2", company.sam.id, company.sam.id, "", (company.sam.id,))
        teams.write(session, company.workspace, company.payments.id, content)
        facts.record(
            *(session, company.workspace, "team.changed"),
            *(company.payments.id, company.priya, company.now),
        )
        return ""

    at_once(store, clicking(company, company.marc, found, Move.ACCEPT, P), change)
    with store.begin() as session:
        now = dependency.find(session, company.workspace, found.id)
        asked = told.asks(session)
    assert asked == ([] if now.state is State.AGREED else [("answer", "U0SAM")])
