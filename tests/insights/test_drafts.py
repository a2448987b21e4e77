"""What was typed and not kept is offered again: words to keep, until they were said anew."""

from datetime import timedelta

import pytest

from bot.store.drafts import Draft
from handlers.insights import ids, listeners, reading
from tests.insights.doors import Visitor, filled
from tests.office import Office

SECOND = timedelta(seconds=1)


def refused(visitor: Visitor, text: str) -> None:
    """A command that could not be kept; the guard saved what it carried."""
    visitor.saves(Draft(ids.FORM, f"trigger:{text}", {"text": text}))
    visitor.now += SECOND


@pytest.mark.parametrize(
    ("typed", "anew"),
    [
        ("#billing", "Acme cannot export #billing"),
        ("Acme waits for exports.", "acme waits, for *exports*"),
        ("Acmé canot export invoices", "Acme cannot export invoices"),
        ("One. Two. " * 4_500, "One. Two. " * 3_900),
        ("😀 😀", "😀 😀"),
    ],
)
def test_words_that_were_refused_are_not_offered_once_they_were_said_anew(
    lea_at: Visitor, typed: str, anew: str
) -> None:
    refused(lea_at, typed)
    assert filled(lea_at.opens())["words"] == typed.strip()[:3_000]
    lea_at.types(anew)
    assert filled(lea_at.opens()) == {}
    assert lea_at.drafts == 0
    refused(lea_at, "#export")
    assert filled(lea_at.opens()) == {"words": "#export"}


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("Acme waits for exports", "Globex left"),
        (f"Acme waits. {'Globex left. ' * 4_000}", "Acme waits"),
        (f"{'One thing. ' * 2_000}{'Another one. ' * 2_000}", "One thing. " * 2_000),
    ],
)
def test_words_that_were_refused_are_offered_whatever_else_is_kept(
    lea_at: Visitor, typed: str, other: str
) -> None:
    lea_at.types(typed[:40_000])
    lea_at.now += SECOND
    refused(lea_at, typed)
    lea_at.types(other)
    assert filled(lea_at.opens())["words"] == typed.strip()[:3_000]


def test_words_said_anew_do_not_come_back_when_they_are_undone(lea_at: Visitor) -> None:
    refused(lea_at, "#billing")
    refused(lea_at, "#export")
    lea_at.types("Acme cannot export #export")
    lea_at.clicks(listeners.take_back, lea_at.insights[0].id)
    assert filled(lea_at.opens()) == {"words": "#billing"}


def test_what_others_keep_settles_nobodys_words(lea_at: Visitor, marc_at: Visitor) -> None:
    refused(lea_at, "#billing")
    marc_at.now = lea_at.now
    marc_at.types("Acme cannot export #billing")
    assert filled(lea_at.opens()) == {"words": "#billing"}


def test_keeping_a_message_leaves_refused_words_to_be_taken_up(lea_at: Visitor) -> None:
    refused(lea_at, "#billing")
    lea_at.submits(lea_at.keeps({"text": "Globex left"}))
    assert filled(lea_at.opens()) == {"words": "#billing"}


def test_a_forms_draft_stays_whatever_is_kept_by_command(lea_at: Visitor) -> None:
    lea_at.leaves(lea_at.opens(), words="#billing", customer="Acme")
    lea_at.now += SECOND
    lea_at.types("Globex left")
    assert filled(lea_at.opens()) == {"words": "#billing", "customer": "Acme"}


@pytest.mark.parametrize(
    ("typed", "keepable"),
    [
        *((each, False) for each in ("search acme", "chercher acme", "SEARCH acme", "search")),
        *((each, False) for each in ("list", "LISTE", "help", "aide", "\u200b")),
        *((each, True) for each in ("#billing", "list of exports", "searching takes long")),
    ],
)
def test_only_words_to_keep_are_offered_again(typed: str, keepable: bool) -> None:
    assert reading.keepable({"text": typed}) is keepable


def test_a_search_that_fails_is_not_offered_as_words_to_keep(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    with office.bot.store.begin() as session:
        # The listener waits for its lock for a second, and gives up.
        session.connection().exec_driver_sql("LOCK TABLE insights IN ACCESS EXCLUSIVE MODE")
        lea.types("/insight search acme")
        assert "search acme" in lea.sees("Something went wrong").text
    lea.types("/insight")
    assert "acme" not in str(lea.waits_for_modal())


def test_a_command_that_was_refused_and_typed_again_leaves_an_empty_form(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    lea.types("/insight #billing")
    lea.sees("Your words are safe")
    lea.types("/insight Acme cannot export #billing")
    lea.sees("is kept.")
    lea.types("/insight")
    assert "#billing" not in str(lea.waits_for_modal())


def test_words_that_show_nothing_are_not_called_safe(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    lea.types("/insight \u200b")
    lea.sees("There are no words to keep here")
    lea.does_not_see("Your words are safe")
