"""What the bot says of what teams need from each other, word for word, in both languages.

The words stand in `said/en.txt` and `said/fr.txt`, to be read aloud.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.delivery import reasons
from bot.delivery.reach import Problem
from bot.forms import Errors
from bot.i18n import LANGUAGES, Languages, Translator
from handlers.dependencies import (
    alert_messages,
    ask_form,
    cards,
    kinds,
    lines,
    move_forms,
    page,
    receipts,
    tie_form,
    wording,
)
from handlers.dependencies.ask_form import Opened
from handlers.dependencies.carrying import Carried
from handlers.dependencies.describing import Links
from tests.dependencies.sampled import (
    AGREED,
    ANSWERED,
    ASKED,
    BLOCKED,
    COUNTERED,
    DECLINED,
    DELIVERED,
    HISTORY,
    LEA,
    NEEDED_BY,
    RISKY,
    SLIPPED,
    made,
)
from tests.moment import NOW
from tests.transcript import Said, asked, form, shown, transcript
from workflows.dependencies import asking, awaiting, moving
from workflows.dependencies.asking import Typed
from workflows.dependencies.awaiting import Titled
from workflows.dependencies.blast import Hit
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Risk, Side, State
from workflows.dependencies.tying import Clash

P, R = Side.PROVIDER, Side.REQUESTER
TODAY = date(2026, 3, 3)
LINKS = Links("Refunds within 2 days", ("DEP-1: A monthly report",), ("DEP-8: A queue",))
NOWHERE = Problem("not_in_channel", reasons.words("not_in_channel"), NOW)
ARCHIVED = Problem("is_archived", reasons.words("is_archived"), NOW)
TITLE = Titled("DEP-3", NEEDED_BY, 1, "Billing <R&D>", "A webhook for refunds <!channel>").title
OPENED = Opened(
    Typed("A webhook", "2026-03-24", "1", "2", "Invoices wait", lag="3"),
    {1: "Billing", 3: "Platform"},
    {1: "Billing", 2: "Payments", 3: "Platform"},
    {7: "Refunds within 2 days"},
    {1: "DEP-1: A monthly report"},
)


def card(found: Dependency, *sides: Side, links: Links = Links()) -> Callable[[Translator], str]:  # noqa: B008
    """A card in the channel of a side."""
    return lambda t: shown(cards.card(t, found, sides, links))


def both(found: Dependency) -> Callable[[Translator], str]:
    """The cards of both sides."""
    return lambda t: "\n--\n".join(card(found, side)(t) for side in (P, R))


def every_move(t: Translator) -> str:
    """What a thread says of each move."""
    found = replace(AGREED, promised=NEEDED_BY)
    first = made(Move.ASK, 1)
    return "\n".join(lines.told(t, found, made(move), (first, made(move))) for move in Move)


def forms(t: Translator) -> str:
    """The form of each move that has one."""
    teams = {3: "Platform", 4: "Growth"}
    carried = (
        Carried(12, move, side)
        for move, side in (
            *((move, P) for move in (Move.ACCEPT, Move.PROPOSE, Move.DECLINE, Move.REDIRECT)),
            *((move, P) for move in (Move.SLIP, Move.RISK, Move.BLOCK, Move.DELIVER)),
            *((move, R) for move in (Move.REOPEN, Move.OPTIONS, Move.OTHER_WAY)),
            (Move.WITHDRAW, R),
        )
    )
    of = {P: ASKED, R: AGREED}
    return "\n".join(form(move_forms.of(t, of[one.side], one, "U0MARC", teams)) for one in carried)


def opened(found: Dependency, *sides: Side, said: str = "") -> Callable[[Translator], str]:
    """The page of a dependency, for who speaks for these sides."""
    return lambda t: form(page.page(t, found, HISTORY, sides, LINKS, said))


def eased(move: Move) -> Callable[[Translator], str]:
    """What is better after a move, to a team further down the chain."""
    sooner = [Hit(AGREED, NEEDED_BY, NEEDED_BY, ASKED)]
    return lambda t: shown(alert_messages.eased(t, ASKED, made(move), sooner))


def refused(*found: Errors | object) -> Callable[[Translator], str]:
    """What stands beside the fields of a form."""
    wrong = [one for one in found if isinstance(one, Errors)]
    assert len(wrong) == len(found)
    return lambda t: "\n".join(
        f"{field}: {t.words(words)}" for one in wrong for field, words in one.fields.items()
    )


def names(t: Translator) -> str:
    """What states and risks are called."""
    states = [f"{wording.sign(one)} {wording.state(t, one)}" for one in State]
    risks = [f"{wording.sign(State.AGREED, one)} {wording.risk(t, one)}" for one in Risk if one]
    return "\n".join([*states, *risks])


WISHES = (
    Wish(Move.DECLINE, P, words="x" * 1001),
    Wish(Move.DECLINE, P),
    Wish(Move.PROPOSE, P),
    Wish(Move.PROPOSE, P, NEEDED_BY),
    Wish(Move.PROPOSE, P, date(2020, 1, 1)),
    Wish(Move.PROPOSE, P, date(2036, 1, 1)),
    Wish(Move.REDIRECT, P),
    Wish(Move.REDIRECT, P, team=1),
    Wish(Move.REDIRECT, P, team=2),
)
LATE = replace(ASKED, needed_by=date(2026, 3, 2))

SAID: Said = {
    "to ask another team": lambda t: form(ask_form.of(t, OPENED)),
    "what is wrong with it": refused(
        asking.check(Typed("", "", "", ""), TODAY),
        asking.check(Typed("x" * 151, "2020-01-01", "1", "1", "x" * 1001, lag="x"), TODAY),
    ),
    "asked": lambda t: receipts.asked(t, ASKED, None),
    "asked, and the channel was out of reach": lambda t: receipts.asked(t, ASKED, NOWHERE),
    "asked, and the channel was archived": lambda t: receipts.asked(t, ASKED, ARCHIVED),
    "the names of states": names,
    "the lead is asked to answer": asked(kinds.KINDS[awaiting.ANSWER], TITLE, LEA),
    "who asked is asked about another date": asked(kinds.KINDS[awaiting.COUNTER], TITLE, LEA),
    "who asked is asked to confirm": asked(kinds.KINDS[awaiting.CONFIRM], TITLE, LEA),
    "cards: asked": both(ASKED),
    "cards: another date is proposed": both(COUNTERED),
    "cards: the other team proposes another date": both(ANSWERED),
    "cards: agreed": both(AGREED),
    "cards: what it is for": card(AGREED, P, links=LINKS),
    "cards: at risk": both(RISKY),
    "cards: blocked": both(BLOCKED),
    "cards: another date than agreed": both(SLIPPED),
    "cards: delivered": both(DELIVERED),
    "cards: declined": both(DECLINED),
    "cards: one for both": card(ASKED, P, R),
    "threads": every_move,
    "moved": lambda t: receipts.moved(t, AGREED, P, None),
    "moved, and who asked is asked": lambda t: receipts.moved(t, COUNTERED, P, None),
    "the page, for the providing team": opened(COUNTERED, P),
    "the page, for both": opened(AGREED, R, P),
    "the page, for somebody else": opened(AGREED),
    "the forms of moves": forms,
    "the form that asks again": lambda t: form(
        move_forms.of(t, DECLINED, Carried(12, Move.ASK_AGAIN, R), "", {})
    ),
    "the form that says what waits for it": lambda t: form(
        tie_form.of(t, replace(ASKED, serves=(1,), lag=3), OPENED.promises)
    ),
    "a promise that comes too soon": lambda t: alert_messages.clash(
        t, ASKED, Clash(AGREED, date(2026, 3, 27))
    ),
    "nobody needs it any more, to who was told": eased(Move.WITHDRAW),
    "it does not come, to who was told": eased(Move.DECLINE),
    "what is wrong with a move": refused(
        *(moving.check(ASKED, wish, TODAY) for wish in WISHES),
        moving.check(LATE, Wish(Move.ACCEPT, P), TODAY),
        moving.check(LATE, Wish(Move.ASK_AGAIN, R), TODAY),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_dependencies_is_said_word_for_word(
    languages: Languages, language: str
) -> None:
    expected = Path(__file__).with_name("said") / f"{language}.txt"
    assert transcript(languages(language), SAID) == expected.read_text(encoding="utf-8")


def test_nothing_is_said_in_the_same_words_in_both_languages(languages: Languages) -> None:
    en, fr = (languages(language) for language in LANGUAGES)
    assert not [name for name, said in SAID.items() if said(en) == said(fr)]


def test_a_line_of_what_is_asked_is_never_too_long(languages: Languages) -> None:
    title = replace(awaiting.titled(TITLE), team="a" * 80, needs="&" * 150).title
    for t in (languages(language) for language in LANGUAGES):
        for kind in kinds.KINDS.values():
            assert len(asked(kind, title[:150], LEA)(t).splitlines()[0]) < 700
