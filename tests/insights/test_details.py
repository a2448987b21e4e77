"""The details of an insight, added to it and changed, as the guard and as people do it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.i18n import Languages
from bot.replies import UpdateForm
from handlers.insights import ids, listeners
from tests.insights.doors import LONG, Visitor, filled, inputs, notes
from tests.office import Office


def test_details_are_added_to_an_insight(lea_at: Visitor) -> None:
    lea_at.types("slow #a")
    (before,) = lea_at.insights
    view = lea_at.clicks(listeners.add_details, before.id).view
    assert filled(view) == {"words": "slow #a"}
    reply = lea_at.submits(view, tags="b", customer="Acme", words="slow #c")
    assert isinstance(reply, UpdateForm)
    assert "is up to date" in json.dumps(reply.view)
    (after,) = lea_at.insights
    assert (after.reference, after.tags, after.customer) == ("INS-1", ("b", "c"), "Acme")
    again = lea_at.clicks(listeners.add_details, after.id).view
    assert filled(again) == {"words": "slow #c", "tags": "b", "customer": "Acme"}


def test_details_of_a_long_insight_leave_it_whole(lea_at: Visitor) -> None:
    lea_at.types(LONG)
    view = lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view
    assert "The text has 11,999 characters" in notes(view)
    lea_at.submits(view, customer="Acme")
    assert lea_at.insights[0].words == LONG.strip()


def test_details_that_were_not_kept_are_offered_for_the_same_insight(lea_at: Visitor) -> None:
    lea_at.types(LONG)
    lea_at.leaves(lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view, tags="!")
    view = lea_at.opens()
    assert view["callback_id"] == ids.DETAILS_FORM
    assert filled(view)["tags"] == "!"
    lea_at.submits(view, tags="good")
    (kept,) = lea_at.insights
    assert (kept.words, kept.tags) == (LONG.strip(), ("good",))


def test_details_of_an_insight_undone_since_become_a_new_one(lea_at: Visitor) -> None:
    lea_at.types("slow")
    (first,) = lea_at.insights
    lea_at.leaves(lea_at.clicks(listeners.add_details, first.id).view, customer="Acme")
    lea_at.clicks(listeners.take_back, first.id)
    view = lea_at.opens()
    assert view["callback_id"] == ids.FORM
    lea_at.submits(view)
    assert [(each.number, each.customer) for each in lea_at.insights] == [(2, "Acme")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_details_changed_since_the_form_was_opened_are_shown_before_they_are_replaced(
    lea_at: Visitor, languages: Languages, language: str
) -> None:
    t = lea_at.given["t"] = languages(language)
    lea_at.types("slow")
    first, second = (
        lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view for _ in range(2)
    )
    lea_at.submits(first, customer="Globex", kind="user")
    lea_at.now += timedelta(minutes=1)
    again = lea_at.submits(second, customer="Acme", link="https://acme.com", said_by="Zoé")
    assert isinstance(again, UpdateForm)
    assert lea_at.insights[0].customer == "Globex"
    assert notes(again.view).splitlines()[1:] == [
        *(f"*{t('Kind')}*", f"> {t('User insight')}", f"*{t('Customer')}*", "> Globex")
    ]
    typed = {"words": "slow", "customer": "Acme", "link": "https://acme.com", "said_by": "Zoé"}
    assert filled(again.view) == typed
    # Slack keeps what stands in a field whose block keeps its id.
    blocks = [{each["block_id"] for each in inputs(view).values()} for view in (again.view, second)]
    assert not blocks[0] & blocks[1]
    lea_at.submits(again.view)
    (kept,) = lea_at.insights
    assert (kept.customer, kept.kind, kept.said_by) == ("Acme", "", "Zoé")
    assert lea_at.drafts == 0


def test_details_typed_over_newer_ones_wait_as_a_draft(lea_at: Visitor) -> None:
    lea_at.types(LONG)
    forms = []
    for _ in range(3):
        lea_at.now += timedelta(seconds=1)
        forms.append(lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view)
    first, second, third = forms
    lea_at.submits(first, customer="Globex")
    lea_at.now += timedelta(minutes=1)
    lea_at.submits(second, words="X", customer="Acme")
    resumed = lea_at.opens()
    assert (filled(resumed)["words"][0], filled(resumed)["customer"]) == ("X", "Acme")
    again = lea_at.submits(resumed)
    assert isinstance(again, UpdateForm)
    assert "Globex" in notes(again.view)
    third_again = lea_at.submits(third, said_by="Zoé")
    assert isinstance(third_again, UpdateForm)
    lea_at.submits(again.view)
    (kept,) = lea_at.insights
    assert kept.words == "X " + LONG.strip()[3_000:]
    lea_at.now += timedelta(minutes=1)
    at_last = lea_at.submits(third_again.view, customer="Initech")
    assert isinstance(at_last, UpdateForm)
    assert "> X" in notes(at_last.view)
    lea_at.submits(at_last.view)
    (kept,) = lea_at.insights
    assert (kept.words, kept.said_by, kept.customer) == (LONG.strip(), "Zoé", "Initech")
    assert lea_at.drafts == 0


@pytest.mark.parametrize(
    ("name", "details", "warning", "up_to_date"),
    [
        ("lea", "Add details", "was changed after you opened", "is up to date"),
        ("camille", "Ajouter des détails", "a été modifié après", "est à jour"),
    ],
)
def test_details_that_were_changed_elsewhere_are_shown_and_then_replaced(
    either_office: Office, name: str, details: str, warning: str, up_to_date: str
) -> None:
    either_office.introduce(name)
    person = either_office.as_(name)
    person.types("/insight Acme waits")
    person.clicks(details)
    person.waits_for_modal()
    with either_office.bot.store.begin() as session:
        session.execute(text("UPDATE insights SET link = 'https://globex.com', changed_at = now()"))
    person.fills("insights.link", "https://acme.com")
    assert person.submits() is None
    shown = json.dumps(person.sees_in_modal(warning))
    assert "globex.com" in shown
    assert person.submits() is None
    person.sees_in_modal(up_to_date)
    with either_office.bot.store.begin() as session:
        links = session.execute(text("SELECT link FROM insights")).scalars().all()
    assert links == ["https://acme.com"]
