"""The doors of absences, called as the guard calls them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import FormErrors
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers.absence import ids, listeners, reading
from handlers.absence.reading import Typed
from tests.absence.doors import Visitor, button, said
from tests.absence.people import TODAY, Absent
from tests.conftest import person

FRIDAY = "from *Tuesday 3 March* to *Friday 6 March*"


def refusal(visitor: Visitor, text: str) -> str:
    """The sentence that refuses a command."""
    with pytest.raises(Refusal) as refused:
        visitor.types(text)
    return visitor.t.words(refused.value.words)


@pytest.mark.parametrize("typed", ["until friday", "jusqu’à vendredi", "du 3 au 6 mars"])
def test_words_of_either_language_say_when_someone_is_away(
    lea_at: Visitor, her: Absent, typed: str
) -> None:
    assert FRIDAY in said(lea_at.types(typed))
    assert her.absences == [(3, 6)]
    assert said(lea_at.types(typed)).startswith("I have that already")


def test_figures_are_read_as_the_persons_country_writes_them(
    session: Session, workspace: Workspace, marc: Person, lea: Person, t: Translator
) -> None:
    for who, first in ((lea, "Monday 4 May"), (marc, "Sunday 5 April")):
        visitor = Visitor(session, workspace, who, t)
        assert f"away on *{first}*" in said(visitor.types("4/5"))


def test_until_can_be_made_a_day_earlier_by_one_click(lea_at: Visitor, her: Absent) -> None:
    reply = lea_at.types("until friday")
    value = button(reply, ids.EARLIER)
    assert "to *Thursday 5 March*" in said(lea_at.clicks(listeners.come_back_earlier, value))
    assert "• Away from" in said(lea_at.clicks(listeners.come_back_earlier, value))
    assert her.absences == [(3, 5)]
    with pytest.raises(StopIteration):
        button(lea_at.types("6 to 7 march"), ids.EARLIER)


@pytest.mark.parametrize("typed", ["back", "Retour", "I'm back"])
def test_back_ends_it_and_back_again_finds_nothing_to_end(
    lea_at: Visitor, her: Absent, typed: str
) -> None:
    lea_at.types("until friday")
    lea_at.types("16 to 18 march")
    lea_at.now += timedelta(days=1)
    assert said(lea_at.types(typed)).startswith("Welcome back!")
    assert her.absences == [(3, 3), (16, 18)]
    nothing = lea_at.types(typed)
    assert "nothing to end" in said(nothing)
    assert "Next: away from *Monday 16 March*" in said(nothing)
    cancelled = lea_at.clicks(listeners.come_back, button(nothing, ids.BACK))
    assert said(cancelled).startswith("Cancelled: away from *Monday 16 March*")


@pytest.mark.parametrize("planned", ["from monday", "9 to 20 march"])
def test_back_on_a_day_ends_the_absence_that_is_planned_and_starts_none_today(
    lea_at: Visitor, her: Absent, planned: str
) -> None:
    lea_at.types(planned)
    lea_at.now += timedelta(minutes=1)
    assert "to *Wednesday 11 March*" in said(lea_at.types("back on the 12th"))
    assert her.absences == [(9, 11)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31 feb", "There is no day “31 feb”"),
        ("12 dec to 10 dec", "before the first"),
        ("1 jan 2026", "These days are over"),
        ("until friday <@U0HUGO> <@U0MARC>", "Name one, or nobody"),
        ("until friday <@U0HUGO> and @marc", "Name one, or nobody"),
        ("until friday <@U0LEA|lea>", "stand in for yourself"),
        ("until friday @nobody", "I know nobody called “nobody”"),
        ("until friday <!channel>", "“until friday &lt;!channel&gt;”"),
        ("until friday <!subteam^S1|@ops>", "I can't read"),
        ("until friday " + "to x " * 8_000, "I can't read “until friday to x"),
    ],
)
def test_what_can_not_be_is_refused_with_what_to_do(
    lea_at: Visitor, hugo: Person, typed: str, says: str
) -> None:
    assert says in refusal(lea_at, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "until friday <@U0HUGO>",
        "until friday with <@U0HUGO|hugo>",
        "<@U0HUGO|hugo> until friday",
        "until friday @hugo",
        "until friday, ask @Hugo.Bernard",
        "jusqu'à vendredi, remplacé par @Hugo Bernard",
        "@hugo bernard until friday",
    ],
)
def test_someone_who_stands_in_is_named_as_people_name_them(
    lea_at: Visitor, her: Absent, hugo: Person, typed: str
) -> None:
    assert "<@U0HUGO> stands in for you" in said(lea_at.types(typed))
    assert her.absences == [(3, 6)]
    assert lea_at.heard("U0HUGO") == ["<@U0LEA> te demande d’assurer son remplacement\xa0"]


def test_a_name_that_several_people_bear_is_asked_for_in_the_form(
    lea_at: Visitor, store: Store, workspace: Workspace, hugo: Person
) -> None:
    person(store, workspace, "U0HUGO2", Profile("Hugo Petit", "UTC", True, "en"))
    assert "Several people are called “hugo”" in refusal(lea_at, "until friday @hugo")
    assert "<@U0HUGO2>" in said(lea_at.types("until friday @hugo petit"))


def test_a_name_in_a_refusal_pings_nobody(
    lea_at: Visitor, store: Store, workspace: Workspace
) -> None:
    gone = Profile("<!channel>", "UTC", False, "en")
    person(store, workspace, "U0GONE", gone)
    assert "&lt;!channel&gt;'s Slack account" in refusal(lea_at, "until friday <@U0GONE>")
    told = lea_at.submits(lea_at.opens(), first=TODAY, delegate=["U0GONE"])
    assert isinstance(told, FormErrors)
    assert next(iter(told.errors.values())).startswith("<!channel>'s")


def test_who_stands_in_hears_only_what_still_holds(
    lea_at: Visitor, her: Absent, hugo: Person
) -> None:
    # At night nothing has gone yet.
    lea_at.now = her.now = her.now.replace(hour=22)
    lea_at.types("5 to 6 march <@U0HUGO>")
    lea_at.types("5 to 10 march")
    assert lea_at.heard("U0HUGO") == ["<@U0LEA> te demande d’assurer son remplacement\xa0"]
    lea_at.clicks(listeners.come_back, her.state.absences[0].away.id)
    assert lea_at.heard("U0HUGO") == []


def test_who_has_heard_hears_of_each_change(lea_at: Visitor, her: Absent, hugo: Person) -> None:
    lea_at.types("until friday <@U0HUGO>")
    lea_at.delivers()
    lea_at.types("until 10 march")
    lea_at.delivers()
    lea_at.types("back")
    assert lea_at.heard("U0HUGO") == [
        "<@U0LEA> te demande d’assurer son remplacement\xa0",
        "<@U0LEA> a modifié l’absence pendant laquelle tu assures son remplacement."
        " C’est maintenant\xa0",
        "Tu n’as plus à remplacer <@U0LEA> (absence du *mardi 3 mars* au *mardi 10 mars* inclus)."
        " Merci\u202f!",
    ]


def test_help_is_told_in_either_language(lea_at: Visitor, fr: Translator) -> None:
    assert said(lea_at.types("help")).startswith("*Say when you are away")
    french = replace(lea_at, t=fr)
    assert said(french.types("aide")).startswith("*Dis-moi quand tu t’absentes")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("until friday", Typed("until friday")),
        ("a &amp; b &lt;c&gt;", Typed("a & b <c>")),
        ("until friday, delegate: <@U1|x>", Typed("until friday", "U1")),
        ("<@W1> 12 dec", Typed("12 dec", "W1")),
        ("12 dec @x y", Typed("12 dec", named=("x", "y"))),
        ("me@example.com", Typed("me@example.com")),
        ("", Typed("")),
    ],
)
def test_a_command_is_taken_apart(text: str, read: Typed) -> None:
    assert reading.typed(text) == read
