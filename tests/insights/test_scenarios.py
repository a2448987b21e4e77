"""Insights as people live them: typed in a workspace, over signed HTTP and over Socket Mode."""

import json
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from freezegun import freeze_time
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import text

from bot import clock
from bot.playground import realtime
from tests.office import Office

REAL = ["slack_bolt", "slack_sdk", "bot.playground"]
WORDS = {
    "lea": (
        ("is kept.", "Undo", "is undone", "Put it back", "Add details"),
        ("What did you learn?", "is up to date", "Your insights", "is not a web address"),
    ),
    "camille": (
        ("est enregistré.", "Annuler", "est annulé", "Rétablir", "Ajouter des détails"),
        ("Qu’as-tu appris", "est à jour", "Tes insights", "est pas une adresse web"),
    ),
}


by_both_doors = pytest.mark.parametrize(
    ("either_office", "name"), [("http", "lea"), ("socket", "camille")], indirect=["either_office"]
)


def kept(office: Office) -> int:
    """How many insights stand, in committed rows."""
    with office.bot.store.begin() as session:
        standing = text("SELECT count(*) FROM insights WHERE undone_at IS NULL")
        return int(session.execute(standing).scalar_one())


@by_both_doors
def test_a_sentence_is_kept_undone_put_back_and_completed(either_office: Office, name: str) -> None:
    (is_kept, undo, undone, put_back, details), (_, up_to_date, mine, _) = WORDS[name]
    either_office.introduce(name)
    person = either_office.as_(name)
    person.types("/insight Acme cannot export invoices #billing")
    receipt = person.sees(is_kept)
    assert "INS-1" in str(receipt.blocks)
    assert "#billing" in str(receipt.blocks)
    person.clicks(undo)
    person.sees(undone)
    assert kept(either_office) == 0
    person.clicks(put_back)
    person.sees(is_kept)
    assert kept(either_office) == 1
    person.clicks(details)
    person.waits_for_modal()
    new = "New: Acme" if name == "lea" else "Nouveau\u00a0: Acme"
    person.chooses("insights.customer", new, typed="Acme")
    assert person.submits() is None
    person.sees_in_modal(up_to_date)
    person.closes()
    person.types("/insight list")
    person.sees(mine)


@by_both_doors
def test_the_form_says_what_is_wrong_keeps_the_words_and_offers_them_again(
    either_office: Office, name: str
) -> None:
    (is_kept, *_), (question, *_, wrong) = WORDS[name]
    either_office.introduce(name)
    person = either_office.as_(name)
    person.types("/insight")
    assert question in json.dumps(person.waits_for_modal(), ensure_ascii=False)
    person.fills("insights.words", "Two customers left over exports")
    person.fills("insights.link", "not a link")
    told = person.submits()
    assert told is not None
    assert wrong in " ".join(told.values())
    person.closes()
    person.types("/insight")
    assert "Two customers left over exports" in json.dumps(person.waits_for_modal())
    person.fills("insights.link", "https://example.com/ticket")
    assert person.submits() is None
    person.sees_in_modal(is_kept)
    person.closes()
    person.types("/insight")
    assert "Two customers" not in json.dumps(person.waits_for_modal())


def test_a_stranger_is_learnt_from_the_payload_and_completed_by_a_job(
    either_office: Office,
) -> None:
    camille = either_office.as_("camille")
    camille.types("/insight help")
    either_office.jobs_done()
    known = either_office.known(camille)
    assert known
    assert (known.language, known.completed) == ("fr", True)
    camille.types("/insight aide")
    camille.sees("Un insight, c’est ce que tu as appris")


def test_a_double_enter_is_one_insight_and_the_same_receipt(either_office: Office) -> None:
    either_office.introduce("lea")
    lea = either_office.as_("lea")
    lea.types("/insight Acme waits")
    lea.types("/insight Acme waits")
    assert kept(either_office) == 1
    lea.types("/insight list")
    lea.does_not_see("INS-2")


def test_a_message_is_kept_whole_with_its_author_and_its_link(either_office: Office) -> None:
    either_office.introduce("lea", "nora")
    lea, nora = either_office.as_("lea"), either_office.as_("nora")
    said = nora.types("Acme waits. " * 500, channel="sales-calls")
    assert said
    lea.shortcut("Keep as insight", said)
    view = json.dumps(lea.waits_for_modal(), ensure_ascii=False)
    assert "Nora" in view
    assert said.ts.replace(".", "") in view
    assert lea.submits() is None
    with either_office.bot.store.begin() as session:
        (words,) = session.execute(text("SELECT words FROM insights")).scalars()
    assert words == ("Acme waits. " * 500).strip()


def test_a_private_channels_insight_stays_with_its_members_until_widened(
    either_office: Office,
) -> None:
    either_office.introduce("lea", "hugo", "priya", "kenji")
    lea, kenji = either_office.as_("lea"), either_office.as_("kenji")
    place = either_office.playground.workspace.channel("pricing-private")
    inside = [each for each in ("hugo", "priya") if either_office.as_(each).id in place.members]
    lea.joins("pricing-private")
    lea.invites_the_bot("pricing-private")
    lea.types("/insight Rivals halve their price", channel="pricing-private")
    receipt = lea.sees("is kept.")
    either_office.jobs_done()
    kenji.types("/insight search rivals")
    kenji.sees("No insight you can see")
    for member in inside:
        either_office.as_(member).types("/insight search rivals")
        either_office.as_(member).sees("INS-1")
    lea.clicks("Show to everyone", receipt)
    kenji.types("/insight search price")
    kenji.sees("INS-1")


@pytest.mark.parametrize(
    ("name", "show", "visible"),
    [
        ("lea", "Show to everyone", "is visible to everyone now"),
        ("camille", "Montrer à tout le monde", "est maintenant visible par tout le monde"),
    ],
)
def test_a_form_of_a_direct_message_keeps_in_private_and_offers_to_show_it_to_everyone(
    either_office: Office, name: str, show: str, visible: str
) -> None:
    either_office.introduce(name, "kenji")
    person, kenji = either_office.as_(name), either_office.as_("kenji")
    person.types("/insight", channel=person.dm)
    person.waits_for_modal()
    person.fills("insights.words", "Rivals halve their price")
    assert person.submits() is None
    kenji.types("/insight search rivals")
    kenji.sees("No insight you can see")
    assert person.clicks(show)
    person.sees_in_modal(visible)
    kenji.types("/insight search price")
    kenji.sees("INS-1")


def test_search_finds_both_languages_whatever_the_accents_and_endings(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    lea.types("/insight Bonduel réclame des factures régionalisées #Facturation")
    lea.types("/insight Customers were exporting invoices by hand")
    lea.types("/insight search regionalisee facture")
    lea.sees("régionalisées")
    lea.types("/insight search export invoice")
    lea.sees("exporting invoices by hand")


@pytest.mark.parametrize(
    ("name", "nothing", "keep", "is_kept"),
    [
        ("lea", "No insight you can see", "Keep it as an insight", "is kept."),
        ("camille", "Aucun des insights", "L’enregistrer comme insight", "est enregistré."),
    ],
)
def test_an_insight_that_begins_like_a_search_is_kept_by_one_more_click(
    office: Office, name: str, nothing: str, keep: str, is_kept: str
) -> None:
    office.introduce(name)
    person = office.as_(name)
    person.types("/insight Search is broken for Acme, they churn in May")
    person.sees(nothing)
    person.clicks(keep)
    assert "Search is broken for Acme" in person.sees(is_kept).text
    person.does_not_see(nothing)
    assert kept(office) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "#billing #export",
        "<!channel> <@U123> everyone",
        "a\x07b\x00c",
        "\u202eright to left\u2066",
        "😀" * 10_000,
        ":smile:" * 5_000,
        "x" * 39_000,
        "x" * 41_000,
        "\u200b\u200f",
    ],
)
def test_whatever_is_typed_gets_a_sentence_or_a_faithful_row(office: Office, typed: str) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    shown = lea.types(f"/insight {typed}")
    assert shown or lea.modal
    seen = json.dumps([shown.text, shown.blocks] if shown else lea.modal)
    assert "Something went wrong" not in seen
    assert "<!channel>" not in seen
    assert "<@U123>" not in seen


def test_undo_ends_after_ten_minutes_and_says_what_to_do(office: Office) -> None:
    office.introduce("lea")
    lea = office.as_("lea")
    with freeze_time("2026-03-03 09:00", ignore=REAL) as moving:
        lea.types("/insight Acme waits")
        lea.sees("is kept.")
        moving.move_to("2026-03-03 09:11")
        assert clock.now().minute == 11
        lea.clicks("Undo")
        lea.sees("you can still change it")
    assert kept(office) == 1


@pytest.mark.parametrize(("age", "secret"), [(0, "wrong"), (301, "")])
def test_a_request_that_is_not_slacks_or_too_old_is_refused_and_touches_nothing(
    office: Office, age: int, secret: str
) -> None:
    lea = office.as_("lea")
    lea.types("/insight help")
    payload = dict(office.playground.last.parcel.payload)
    payload |= {"text": "forged", "trigger_id": "forged"}
    body = urlencode(payload)
    timestamp = str(int(realtime.wall()) - age)
    signer = SignatureVerifier(secret or office.playground.signing_secret)
    signature = signer.generate_signature(timestamp=timestamp, body=body)
    assert signature
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }
    where = urlsplit(office.url)
    connection = HTTPConnection(where.hostname or "", where.port)
    connection.request("POST", where.path, body, headers)
    assert connection.getresponse().status == 401
    connection.close()
    assert kept(office) == 0
