"""What people read about absences, in both languages."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.i18n import Languages, Translator
from bot.replies import Message
from bot.store.absences import STATUS, Away
from handlers.absence import forms, home, ids, sentences, telling, views
from handlers.absence.opening import Opened
from handlers.absence.reading import Carried
from tests.absence.people import TODAY, march
from tests.moment import NOW
from workflows.absence.back import Ended
from workflows.absence.filling import Filled, Saved
from workflows.absence.leave import Left
from workflows.absence.standing_in import Event, News
from workflows.absence.state import Shown, State

WEEK = Away(TODAY, march(6), "U0HUGO", id=7)
WINTER = Away(date(2026, 12, 12), date(2027, 1, 2), id=8)
OPEN = Away(TODAY, None, id=9)
NOTHING = State(TODAY, (), follows=False)


def shown(away: Away, back: date | None = None) -> Shown:
    """An absence as it is seen today."""
    return Shown(away, TODAY, back or march(9))


def buttons(message: Message) -> list[str]:
    """The texts of a message's buttons."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row]


def words(view: Any) -> str:
    """All that a form says."""
    return json.dumps(view, ensure_ascii=False)


def test_an_absence_says_its_days_the_first_working_day_back_and_what_it_does(
    t: Translator, fr: Translator
) -> None:
    left = Left(shown(replace(WEEK, delegate="")))
    assert views.left(t, left).text == (
        "Noted: away from *Tuesday 3 March* to *Friday 6 March*, both included.\n"
        "Your first working day back is *Monday 9 March*.\n"
        "Meanwhile I won't ask you anything, and nothing counts as late."
    )
    assert views.left(fr, left).text.startswith(
        "C’est noté\xa0: absence du *mardi 3 mars* au *vendredi 6 mars* inclus.\n"
        "Ton premier jour de travail au retour\xa0: *lundi 9 mars*."
    )


@pytest.mark.parametrize(
    ("away", "english", "french"),
    [
        (Away(TODAY, TODAY), "away on *Tuesday 3 March*", "absence le *mardi 3 mars*"),
        (OPEN, "until you say that you are back", "jusqu’à ce que tu dises"),
        (replace(OPEN, status=":ooo: 0"), "until your Slack status changes", "statut Slack change"),
        (WINTER, "to *Saturday 2 January 2027*, both", "au *samedi 2 janvier 2027* inclus"),
    ],
)
def test_the_days_are_written_out(
    t: Translator, fr: Translator, away: Away, english: str, french: str
) -> None:
    assert english in sentences.days(t, away, TODAY)
    assert french in sentences.days(fr, away, TODAY)
    assert "You" not in sentences.their_days(t, away, TODAY)


def test_an_open_absence_says_how_to_end_it_and_one_that_another_follows_says_so(
    t: Translator,
) -> None:
    assert "Type `/absence back`" in views.left(t, Left(shown(OPEN))).text
    followed = Left(Shown(WEEK, TODAY, None))
    assert "Another absence follows" in views.left(t, followed).text


@pytest.mark.parametrize(
    ("away", "until", "expected"),
    [
        (WEEK, True, ["Back a day earlier", "Change", "I'm back"]),
        (WEEK, False, ["Change", "I'm back"]),
        (Away(TODAY, TODAY), True, ["Change", "I'm back"]),
        (WINTER, False, ["Change", "Cancel this absence"]),
    ],
)
def test_buttons_are_those_that_make_sense(
    t: Translator, away: Away, until: bool, expected: list[str]
) -> None:
    assert buttons(views.left(t, Left(shown(away)), until=until)) == expected


def test_it_says_who_stands_in_and_whether_they_hear_it(t: Translator) -> None:
    named = News(Event.NAMED, "U0HUGO", WEEK, None, NOW)
    gone = News(Event.RELEASED, "U0MARC", WEEK, WEEK, NOW)
    assert "<@U0HUGO> stands in for you.\n" in f"{views.left(t, Left(shown(WEEK))).text}\n"
    told = views.left(t, Left(shown(WEEK), (named, gone))).text
    assert "<@U0HUGO> stands in for you, and hears it" in told
    assert "<@U0MARC> no longer stands in for you." in told
    late = views.left(t, Left(shown(WEEK), (replace(named, due=None),))).text
    assert "so I don't tell them" in late
    assert views.left(t, Left(shown(WEEK), known=True)).text.startswith("I have that already: ")


def test_who_is_back_reads_what_comes_next(t: Translator, fr: Translator) -> None:
    coming = State(TODAY, (shown(WINTER),), follows=False)
    back = views.ended(t, Ended((WEEK,), coming))
    assert back.text.startswith("Welcome back!")
    assert "Next: away from *Saturday 12 December*" in back.text
    assert buttons(back) == ["Change", "Cancel this absence"]
    stands = Ended((replace(WEEK, status=":ooo: 0"),), NOTHING)
    assert "Your Slack status still says" in views.ended(t, stands).text
    assert "Aucune autre absence" in views.ended(fr, stands).text
    assert views.ended(t, Ended((WINTER,), NOTHING)).text.startswith("Cancelled: away from")
    nothing = views.ended(t, Ended((), NOTHING))
    assert nothing.text.startswith("As far as I know you are not away")
    assert buttons(nothing) == []
    under_way = State(TODAY, (shown(WEEK),), follows=False)
    assert "As I have it: away" in views.ended(t, Ended((WINTER,), under_way)).text


def test_all_absences_stand_in_a_list(t: Translator, fr: Translator) -> None:
    told = Away(march(4), march(5), source=STATUS, status=":ooo: 1")
    state = State(TODAY, (shown(WEEK), Shown(OPEN, TODAY, None), shown(told)), follows=True)
    text = views.standing(t, state).text
    assert "• Away from *Tuesday 3 March* to *Friday 6 March*, both included; back on" in text
    assert "<@U0HUGO> stands in" in text
    assert ", by your Slack status" in text
    assert "• Absence du *mardi 3 mars*" in views.standing(fr, state).text
    assert "no absence is planned" in views.standing(t, NOTHING).text
    many = State(TODAY, tuple(replace(shown(WINTER)) for _ in range(12)), follows=False)
    assert views.standing(t, many).text.endswith("… and 2 more")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_help_names_what_can_be_typed_and_that_can_be_read(
    language: str, languages: Languages
) -> None:
    text = views.explained(languages(language)).text
    for typed in ("until friday", "back") if language == "en" else ("jusqu’à vendredi", "retour"):
        assert f"/absence {typed}" in text


def test_home_shows_absences_and_how_to_end_them(t: Translator) -> None:
    assert texts(home.drawn(t, NOTHING)) == ["I'm away…"]
    state = State(TODAY, (shown(WEEK), shown(WINTER)), follows=True)
    section, _ = home.drawn(t, state)
    assert "Your Slack status says it too." in str(section.to_dict())
    assert texts(home.drawn(t, state)) == ["I'm away…", "I'm back"]
    assert texts(home.drawn(t, State(TODAY, (shown(WINTER),), follows=False))) == [
        *("I'm away…", "Cancel this absence")
    ]


def texts(blocks: Any) -> list[str]:
    """The texts of the buttons in the last block."""
    return [element["text"]["text"] for element in blocks[-1].to_dict()["elements"]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_form_fits_slack_whatever_it_opens_with(language: str, languages: Languages) -> None:
    t = languages(language)
    filled = Filled(TODAY, march(6), "U0HUGO", follows=True, absence=7)
    for opened in (
        Opened(Filled(), Carried()),
        Opened(filled, Carried(7), shown(WEEK)),
        Opened(filled, Carried(7, 3), shown(WEEK), NOW),
    ):
        view = forms.absence_form(t, opened)
        assert view["callback_id"] == ids.FORM
        assert Carried.loads(view["private_metadata"]) == opened.carried
    assert "U0HUGO" in words(view)
    assert "2026-03-06" in words(view)
    assert ids.START_AFRESH in words(view)
    told = forms.saved(t, Saved(Left(shown(WEEK)), follows=True))
    assert "🤒" in words(told)
    assert words(forms.saved(t, Saved(None, follows=False)))
    assert words(forms.ended(t, Ended((WEEK,), NOTHING)))


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ("asks you to stand in", "is now: away", "no longer stand in", "no end yet")),
        ("fr", ("remplacement", "maintenant\xa0:", "plus à remplacer", "sans date de fin")),
    ],
)
def test_who_stands_in_reads_for_whom_and_when(
    language: str, says: tuple[str, ...], languages: Languages
) -> None:
    t = languages(language)
    heard = [
        telling.named(t, "U0LEA", WEEK, TODAY),
        telling.changed(t, "U0LEA", WEEK, TODAY),
        telling.released(t, "U0LEA", WEEK, TODAY),
        telling.named(t, "U0LEA", OPEN, TODAY),
    ]
    for message, words in zip(heard, says, strict=True):
        assert words in message.text
        assert "<@U0LEA>" in message.text
        assert message.blocks[0]["text"]["text"] == message.text
