"""One transaction per request, said only after the commit, once."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.playground.delivery import Parcel
from bot.store.drafts import DraftRow
from bot.store.refusals import RefusalRow
from handlers.people import FEATURE as PEOPLE
from tests.bot import trial
from tests.office import DOORS, Office, open_office


@pytest.fixture(params=DOORS)
def trials(request: pytest.FixtureRequest, empty_database: str) -> Iterator[Office]:
    """A bot with the trial feature, over either door."""
    features = (PEOPLE, trial.FEATURE)
    with open_office(empty_database, request.param, features=features) as opened:
        yield opened


@pytest.fixture
def by_http(empty_database: str) -> Iterator[Office]:
    """A bot with the trial feature, over HTTP."""
    with open_office(empty_database, features=(PEOPLE, trial.FEATURE)) as opened:
        yield opened


def offered(office: Office) -> list[dict[str, object]]:
    """What was typed and saved as drafts, oldest first."""
    with office.bot.store.begin() as session:
        return list(
            session.scalars(select(DraftRow.typed).where(DraftRow.offered).order_by(DraftRow.id))
        )


def test_what_a_command_did_is_committed_before_it_is_answered(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try words")
    lea.sees("kept words")
    assert trial.effects(trials.bot.store) == 1


def test_a_redelivered_command_has_one_effect_and_the_same_answer(trials: Office) -> None:
    trials.as_("lea").types("/try words")
    first = trials.playground.last.outcome.body
    assert trials.playground.redeliver().body == first
    assert trial.effects(trials.bot.store) == 1


def test_a_refusal_undoes_what_was_done_keeps_the_words_and_says_so(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try refuse")
    lea.sees("Your words are safe: type `/try` alone")
    assert trial.effects(trials.bot.store) == 0
    assert [draft["text"] for draft in offered(trials)] == ["refuse"]


def test_what_commands_refuse_is_counted_and_nothing_else_of_it_kept(by_http: Office) -> None:
    for name in ("lea", "hugo"):
        by_http.as_(name).types("/try refuse")
    by_http.as_("lea").types("/try words")
    with by_http.bot.store.begin() as session:
        rows = session.execute(select(RefusalRow.command, RefusalRow.sentence, RefusalRow.count))
        assert [tuple(row) for row in rows] == [("/try", "Close", 2)]


def test_an_error_undoes_what_was_done_and_gives_the_words_back(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try break")
    told = lea.sees("Something went wrong on our side (reference ").text
    assert told.endswith("break")
    assert trial.effects(trials.bot.store) == 0
    assert [draft["text"] for draft in offered(trials)] == ["break"]


def test_a_commit_that_fails_is_told_and_keeps_nothing_half_done(by_http: Office) -> None:
    lea = by_http.as_("lea")
    lea.types("/try unkept")
    lea.sees("Something went wrong on our side (reference ")
    lea.does_not_see("kept unkept")
    assert trial.effects(by_http.bot.store) == 0


def test_a_connection_that_died_is_not_the_persons_problem(
    by_http: Office, empty_database: str
) -> None:
    lea = by_http.as_("lea")
    lea.types("/try before")
    by_http.bot.store.close()
    plain = make_url(empty_database).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    lea.types("/try after")
    lea.sees("kept after")
    assert trial.effects(by_http.bot.store) == 2


def test_a_wrong_field_keeps_the_form_open_with_its_words_and_a_draft(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    lea.fills("Words", "bad")
    assert lea.submits() == {"trial.words": "not this word"}
    assert len(offered(trials)) == 1
    lea.fills("Words", "good")
    assert lea.submits() is None
    assert lea.modal is None
    assert not offered(trials)
    assert trial.effects(trials.bot.store) == 1


@pytest.mark.parametrize("word", ["refuse", "break"])
def test_a_submission_that_fails_keeps_the_form_open_and_says_why(
    by_http: Office, word: str
) -> None:
    lea = by_http.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    lea.fills("Words", word)
    told = lea.submits()
    assert told is not None
    assert list(told) == ["trial.words"]
    assert lea.modal is not None
    assert trial.effects(by_http.bot.store) == 0
    assert len(offered(by_http)) == 1


def test_beside_a_field_people_stand_by_name_and_nothing_is_marked_up(by_http: Office) -> None:
    by_http.introduce("lea")
    lea = by_http.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    lea.fills("Words", "name")
    assert lea.submits() == {"trial.words": "@Léa Martin & Co takes care of this now."}
    lea.closes()
    lea.types("/try name")
    assert f"*<@{lea.id}>* &amp; Co" in lea.sees("takes care of this now.").text


def test_a_redelivered_submission_has_one_effect(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    lea.fills("Words", "receipt")
    assert lea.submits() is None
    lea.sees_in_modal("it")
    first = trials.playground.last.outcome.body
    assert trials.playground.redeliver().body == first
    assert trial.effects(trials.bot.store) == 1


def test_a_form_can_be_pushed_on_another(by_http: Office) -> None:
    lea = by_http.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    lea.fills("Words", "more")
    assert lea.submits() is None
    lea.sees_in_modal("Second")


def test_a_button_in_a_form_updates_it_or_says_why_not(by_http: Office) -> None:
    lea = by_http.as_("lea")
    lea.types("/try form")
    lea.waits_for_modal()
    assert lea.clicks("update")
    lea.sees_in_modal("Updated")
    assert lea.clicks("refuse")
    lea.sees_in_modal("Product Ops")


def test_every_reply_to_a_click_reaches_the_person(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try words")
    assert lea.clicks("answer")
    lea.sees("Close")
    assert lea.clicks("replace")
    lea.sees("replaced")
    lea.does_not_see("kept words")
    lea.types("/try again")
    assert lea.clicks("delete")
    lea.does_not_see("kept again")


def test_a_redelivered_click_has_one_effect(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try words")
    lea.clicks("replace")
    lea.sees("replaced")
    trials.playground.redeliver()
    assert trial.effects(trials.bot.store) == 2


def test_an_expired_trigger_is_said_in_words(by_http: Office) -> None:
    lea = by_http.as_("lea")
    by_http.playground.workspace.faults.error("views.open", "expired_trigger_id", times=1)
    lea.types("/try form")
    lea.sees("Slack did not let me show this in time")
    assert lea.modal is None


def test_an_unknown_action_is_acked_and_nothing_breaks(by_http: Office) -> None:
    lea = by_http.as_("lea")
    lea.types("/try words")
    parcel = by_http.playground.last.parcel
    payload = {**parcel.payload, "type": "block_actions", "actions": [{"action_id": "gone"}]}
    assert payload["actions"]
    lea.types("/try more")
    lea.sees("kept more")


def test_an_answer_that_slack_is_slow_to_take_is_said_once_and_acked_in_time(
    by_http: Office,
) -> None:
    lea = by_http.as_("lea")
    lea.types("/try words")
    by_http.playground.workspace.faults.slow("response_url", 3, times=2)
    lea.clicks("answer")
    assert by_http.playground.last.outcome.accepted
    answers = [call for call in by_http.playground.workspace.calls if call.method == "response_url"]
    assert len(answers) == 1


def test_what_people_type_does_not_reach_the_log_when_the_database_fails(
    by_http: Office, empty_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    plain = make_url(empty_database).set(drivername="postgresql")
    with psycopg.connect(plain.render_as_string(hide_password=False)) as other:
        other.execute("LOCK TABLE drafts")
        by_http.as_("lea").types("/try layoffs")
    by_http.as_("lea").sees("Here is what you typed, so that nothing is lost:")
    assert "listener failed" in caplog.text
    assert "layoffs" not in caplog.text


def test_two_commands_without_a_trigger_are_two(by_http: Office) -> None:
    lea = by_http.as_("lea")
    lea.types("/try one")
    parcel = by_http.playground.last.parcel
    payload = {name: value for name, value in parcel.payload.items() if name != "trigger_id"}
    for words in ("two", "three"):
        again = Parcel(parcel.kind, payload | {"text": words})
        assert f"kept {words}" in by_http.playground.redeliver(again).body["text"]
    assert trial.effects(by_http.bot.store) == 3
