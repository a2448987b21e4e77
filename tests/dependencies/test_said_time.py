"""What the bot says of dates, of the week and of the quarters, word for word, in both languages.

The words stand in `said/time_en.txt` and `said/time_fr.txt`, to be read aloud.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.delivery import limits
from bot.forms import Errors
from bot.i18n import LANGUAGES, Languages, Translator
from bot.store.people import Person
from bot.store.team import Team
from handlers.dependencies import describing, digest_views, kinds_time, settings, time_messages
from handlers.dependencies import trend_views as trends
from handlers.dependencies.describing import Links
from handlers.dependencies.time_messages import Near
from handlers.okrs import waits
from tests.moment import NOW
from tests.okrs.test_views import KEY_RESULT
from tests.transcript import Said, asked, form, shown, transcript
from workflows.dependencies import confirming
from workflows.dependencies import settings as arranging
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.digest import Digest, Line, Note, Pair
from workflows.dependencies.holding import Held, Why
from workflows.dependencies.rules import Risk, Side, State
from workflows.dependencies.settings import Chosen, Typed
from workflows.dependencies.trends import Pair as Went
from workflows.dependencies.trends import Trends
from workflows.dependencies.trust import Shown

TODAY = NOW.date()
AGREED, LATER = date(2026, 2, 20), date(2026, 3, 12)
MARC = Person(1, "U0MARC", "Marc Dubois", "en")
LEA = Person(2, "U0LEA", "Léa Martin", "fr")
BILLING = Team(1, "Billing", "C1", LEA, None, "", 0)
PAYMENTS = Team(2, "Payments", "C2", MARC, None, "", 0)
LONG_AGO = NOW - timedelta(days=40)


def found(**more: object) -> Dependency:
    """What Marc's team promised to Léa's."""
    given = Dependency(
        *(1, 7, "A webhook for refunds", "", BILLING, PAYMENTS, LEA, MARC, None, (), 0),
        *(State.AGREED, Risk.NONE, "", AGREED, LATER, None, None, LONG_AGO, LONG_AGO, LONG_AGO),
        *(LONG_AGO, None, None, 2),
    )
    return replace(given, **more)  # type: ignore[arg-type]


OPEN = found(state=State.ASKED, owner=None, promised=None, agreed_at=None, sure_at=None)


def held(why: Why, agreed: date = AGREED, **more: object) -> Held:
    """Something that is the matter with it."""
    return Held(found(**more), why, agreed, date(2026, 2, 2))


HELD = [
    held(Why.BLOCKED, risk=Risk.BLOCKED),
    held(Why.LATE, LATER),
    held(Why.LATE, promised=date(2026, 3, 2)),
    held(Why.MOVED),
    held(Why.AT_RISK),
    held(Why.UNCONFIRMED),
]
LINES = [
    *(Line(one.dependency, Note.HELD, one) for one in HELD),
    Line(OPEN, Note.UNANSWERED),
    Line(replace(OPEN, proposed=LATER, proposed_by=Side.PROVIDER), Note.UNANSWERED),
    Line(OPEN, Note.NEW),
    Line(found(), Note.NEW),
    Line(found(), Note.SOON),
    Line(found(state=State.DELIVERED), Note.TO_CONFIRM),
    Line(found(state=State.CONFIRMED), Note.DONE),
]
DIGEST = Digest(TODAY, (Pair(PAYMENTS, BILLING, tuple(LINES)),))
WENT = Went("Payments", "Billing", 12, 3, 0, (9.0, 15.0, 22.5))
LATE = Went("Platform", "Billing", 5, 4, 6.5, None)
FINE = Went("Billing", "Payments", 1, 0, 0, None)
QUARTERS = Trends(date(2025, 7, 1), (WENT, LATE, FINE), 4)


def near(days: int) -> Callable[[Translator], str]:
    """A line that it is due."""
    return lambda t: shown(time_messages.soon(t, Near(found(), TODAY, days)))


def card(noticed: Shown) -> Callable[[Translator], str]:
    """What its card says of its date."""
    return lambda t: "\n".join(describing.facts(t, found(), Links(date=noticed)))


def wrong(typed: Typed) -> Callable[[Translator], str]:
    """What stands beside a field."""
    refused = arranging.check(typed)
    assert isinstance(refused, Errors)
    return lambda t: "\n".join(t.words(words) for words in refused.fields.values())


SAID: Said = {
    "asked whether a date stands": asked(
        kinds_time.KINDS[confirming.KIND], confirming.about(found()).title, MARC
    ),
    "due in seven days": near(7),
    "due in a day": near(1),
    "due today": near(0),
    "over, for who sees to it": lambda t: shown(time_messages.over(t, found(), TODAY)),
    "over, for who needs it": lambda t: shown(
        time_messages.not_there(t, found(), "<@U0MARC>", TODAY)
    ),
    "over, and nobody sees to it": lambda t: shown(time_messages.not_there(t, found(), "", TODAY)),
    "a card, late": card(Shown(late=True)),
    "a card, not confirmed": card(Shown(since=date(2026, 2, 2))),
    "nobody leads the team": lambda t: shown(time_messages.unanswered(t, OPEN, Side.PROVIDER)),
    "nobody reads it": lambda t: shown(time_messages.unread(t, OPEN, Side.PROVIDER)),
    "the digest": lambda t: shown(digest_views.told(t, DIGEST)),
    "the settings": lambda t: form(settings.open_view(t, Chosen("C9", 4, time(14, 30)))),
    "the settings, changed by somebody else": lambda t: form(
        settings.open_view(t, Chosen(), outdated=True)
    ),
    "chosen": lambda t: settings.said(t, Chosen("C9", 4, time(14, 30))),
    "no channel is chosen": lambda t: settings.said(t, Chosen()),
    "no day": wrong(Typed("C9", "7")),
    "no hour": wrong(Typed("C9", "1", "noon")),
    "/dependency trends": lambda t: shown(trends.told(t, QUARTERS)),
    "/dependency trends, too soon": lambda t: shown(trends.told(t, replace(QUARTERS, pairs=()))),
    "its table": lambda t: trends.sheet(t, QUARTERS).replace("\r\n", "\n"),
    "its table is on its way": lambda t: shown(trends.on_its_way(t)),
    "with its table": lambda t: shown(trends.sent(t)),
    **{
        f"said to be on track, and {one.why}": (
            lambda t, one=one: waits.doubt(t, KEY_RESULT, one)  # type: ignore[misc]
        )
        for one in HELD
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_dates_is_said_word_for_word(languages: Languages, language: str) -> None:
    expected = Path(__file__).with_name("said") / f"time_{language}.txt"
    assert transcript(languages(language), SAID) == expected.read_text(encoding="utf-8")


def test_nothing_is_said_in_the_same_words_in_both_languages(languages: Languages) -> None:
    en, fr = (languages(language) for language in LANGUAGES)
    assert not [name for name, said in SAID.items() if said(en) == said(fr)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("providers", [1, 40])
def test_a_digest_of_two_hundred_fits_into_a_message(
    languages: Languages, language: str, providers: int
) -> None:
    """With the longest words that everything may have; the most pressing ones are there."""
    pairs = []
    for place in range(providers):
        team = replace(PAYMENTS, id=place + 10, name=f"{place} " + "<&>" * 30)
        other = replace(BILLING, name="é" * 80)
        some = [
            replace(
                one,
                dependency=replace(
                    one.dependency,
                    id=place * 1_000 + number,
                    needs="<" * 150,
                    provider=team,
                    requester=other,
                ),
            )
            for number, one in enumerate(LINES * 16)
        ][: 200 // providers]
        pairs.append(Pair(team, other, tuple(some)))
    message = digest_views.told(languages(language), Digest(TODAY, tuple(pairs)))
    limits.check(message)
    shown = message.text.count("•")
    assert shown > 10
    assert str(200 - shown) in message.text.splitlines()[-1]


def test_trends_of_many_teams_fit_into_a_message(t: Translator) -> None:
    many = tuple(replace(WENT, provider="<" * 80, requester="&" * 80) for _ in range(200))
    limits.check(trends.told(t, replace(QUARTERS, pairs=many)))


def test_a_question_is_never_too_long(languages: Languages) -> None:
    team = replace(BILLING, name="x" * 200)
    title = confirming.about(found(requester=team, needs="y" * 150)).title
    for t in (languages(language) for language in LANGUAGES):
        assert len(asked(kinds_time.KINDS[confirming.KIND], title, MARC)(t).splitlines()[0]) < 400
