"""A table of insights is brought in, once however often it is, and says what it could not keep."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from sqlalchemy import func, select, update

from bot import i18n
from bot.errors import Refusal
from bot.forms import Errors
from bot.sheets import Refused
from bot.store.audit import AuditRow
from bot.store.engine import Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights.importing import TOGETHER, Import, Tally, Wish
from handlers.insights.sheets import look
from handlers.insights.table import sheet as written
from tests.moment import NOW
from tests.program import said
from workflows.insights import settings
from workflows.insights.capture import keep
from workflows.insights.export import Table, table
from workflows.insights.filters import parse
from workflows.insights.form import Fields
from workflows.insights.incoming import Known, Sent, first_in, read
from workflows.insights.insight import Origin
from workflows.insights.search import search
from workflows.insights.sorting_tables import AreaRow
from workflows.insights.tables import CustomerRow, InsightRow

Run = Callable[..., CompletedProcess[str]]

# As a French Excel writes it.
FRENCH = """\
Référence;Remarque;Entreprise;Segment;Type;Source;Gravité;Domaine;Étiquettes;Date;Votes
A-1;"Des factures ; #compta";Acme;ETI;utilisateur;Support;Élevée;Paiement;export;12/03/2025;3
A-2;Le concurrent propose SAML;;;marché;veille;;;;2025-04-01;
A-3;;Acme;;;;;;;;

A-4;Trop lent;Globex;;plainte;;;Caisse;;31/02/2025;
A-5;'=SUM(1) est lu comme une formule;ACME;PME;;;;;;;
"""


@pytest.fixture
def run(tmp_path: Path, store: Store, workspace: Workspace, lea: Person) -> Run:
    """`productops insights import`."""
    url = store.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> CompletedProcess[str]:
        done = said(tmp_path, "insights", "import", *words, DATABASE_URL=url, COLUMNS="200")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def count(store: Store, table: type[InsightRow | CustomerRow | AreaRow] = InsightRow) -> int:
    """How many rows a table has."""
    with store.begin() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_table_is_checked_brought_in_corrected_and_brought_in_again(
    run: Run, tmp_path: Path, store: Store, workspace: Workspace, lea: Person
) -> None:
    (tmp_path / "notes.csv").write_text(FRENCH, "cp1252")
    assert "Line 1 is not UTF-8" in run("notes.csv").stderr
    ours = ("notes.csv", "--encoding", "cp1252")
    assert "In whose name?" in run(*ours).stderr
    dry = run(*ours, "--as", "Léa", "--dry-run")
    assert "3 insights would be kept" in dry.stdout, dry.stderr
    assert (count(store), count(store, AreaRow), dry.returncode) == (0, 0, 1)

    done = run(*ours, "--as", "Léa")
    assert "3 insights kept, INS-1 to INS-3." in done.stdout, done.stderr
    assert "no such columns: Votes." in done.stdout
    assert "New product areas: Paiement." in done.stdout
    assert "2 rows were not: notes.errors.csv" in done.stdout
    assert done.returncode == 1
    refused = tmp_path / "notes.errors.csv"
    _, nothing, wrong = refused.read_text("utf-8-sig").splitlines()
    assert nothing.startswith("4;Remarque: There are no words")
    assert wrong.startswith("6;")
    for why in ("Type: “plainte” is none of user, market.", "Date: “31/02/2025” is no date"):
        assert why in wrong

    text = refused.read_text("utf-8-sig").replace("plainte", "").replace("31/02", "28/02")
    (tmp_path / "more.csv").write_text(text.replace("A-3;", "A-3;Un avis"), "utf-8")
    more = run("more.csv", "--as", "U0LEA")
    assert "2 insights kept, INS-4 to INS-5." in more.stdout, more.stderr
    assert more.returncode == 0
    again = run(*ours, "--as", "Léa")
    assert "0 insights kept." in again.stdout
    assert "3 were there already." in again.stdout
    check(store, workspace, lea)


def check(store: Store, workspace: Workspace, lea: Person) -> None:
    """What of it can be found."""
    with store.begin() as session:
        found = search(session, workspace, lea, parse("customer:acme factures", NOW)).insights
        trail = session.scalars(
            select(AuditRow.after).where(AuditRow.action == "insights.imported")
        ).all()
        segments = session.execute(select(CustomerRow.name, CustomerRow.segment)).all()
        words = session.scalars(select(InsightRow.words).order_by(InsightRow.number)).all()
    (first,) = found
    assert (first.kind, first.source, first.severity) == ("user", "support", "high")
    assert (first.area, first.tags, first.author) == ("Paiement", ("export", "compta"), "U0LEA")
    assert first.kept_at == datetime(2025, 3, 12, 12, tzinfo=UTC)
    assert {tuple(row) for row in segments} == {("Acme", "ETI"), ("Globex", "")}
    assert words[2] == "=SUM(1) est lu comme une formule"
    assert [each["kept"] for each in trail] == [3, 2]


@pytest.mark.parametrize(
    ("content", "encoding", "why"),
    [
        (b"Text\nCaf\xe9 cr\xe8me\n", "", "Line 2 is not UTF-8.*“Café crème”.*--encoding cp1252"),
        ("Text\nÀ".encode()[:-1], "", "Line 2 is not UTF-8"),
        (b"Text\nAcme\n", "klingon", "no encoding “klingon”"),
        (b"", "", "This file is empty"),
        (b"Customer,Kind\nAcme,user\n", "", "No column is called “insight” or “text”.*“Customer”"),
        (b"Custmer;Insigth\nAcme;x\n", "", "Did you mean “Insigth”"),
        (b"Text,Note\na,b\n", "", "Two columns are the same: “Text” and “Note”"),
        (
            b'Text,Kind\n"Acme waits,user\n' + b"x" * 1_000_001,
            "",
            "begins on line 2 can't be told apart",
        ),
        (b'Text,Kind\n"oops,user\nAcme waits,user\n', "", "begins on line 2"),
    ],
)
def test_a_file_that_cant_be_read_as_a_whole_says_what_to_do(
    tmp_path: Path, content: bytes, encoding: str, why: str
) -> None:
    file = tmp_path / "notes.csv"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        look(file, encoding)
    said = i18n.load()("en").words(refused.value.words)
    assert re.search(why, said), said


def test_files_are_read_as_programs_write_them(tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    for content in (
        "\ufeffText;Kind\r\n\r\nÇa, c’est lent;user\r\n".encode(),
        "Text\tKind\nÇa, c’est lent\tuser\n".encode("utf-16"),
        '"Kind","TEXT "\n"user","Ça, c’est lent"'.encode(),
        "text|kind\rÇa, c’est lent|user".encode(),
    ):
        file.write_bytes(content)
        sheet = look(file, "")
        sent = [sheet.columns.sent(row.cells) for row in sheet.rows()]
        assert sent == [Sent("Ça, c’est lent", kind="user")], content
    with pytest.raises(Refusal):
        look(tmp_path / "none.csv", "")


@pytest.mark.parametrize(
    ("sent", "days", "field", "why"),
    [
        (Sent("a", at="03/04/2026"), "", "at", "Is it the day or the month"),
        (Sent("a", at="13/04/2026"), "month", "at", "is no date"),
        (Sent("a", at="1999-12-31"), "", "at", "too long ago"),
        (Sent("a", at="2026-03-09"), "", "at", "still to come"),
        (Sent("a", source="fax"), "", "source", "none of interview, support"),
        (Sent("a", area="Chekout"), "", "area", "Did you mean Checkout"),
        (Sent("a", area="Warehouse"), "", "area", "Product Ops add it"),
        (Sent("a", segment="x" * 76), "", "segment", "75 characters"),
        (Sent("#tag"), "", "words", "tags alone"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(sent: Sent, days: str, field: str, why: str) -> None:
    found = read(sent, Known(("Checkout", "Data")), NOW, days)
    assert isinstance(found, Errors)
    assert list(found.fields) == [field]
    assert why in i18n.load()("en").words(found.fields[field])


def test_the_order_of_days_and_months_is_told_by_the_dates_themselves() -> None:
    assert first_in(["03/04/2026", "13/04/2026", "2026-04-13"]) == "day"
    assert first_in(["3.4.2026", "04-13-2026"]) == "month"
    assert first_in(["03/04/2026", ""]) == ""
    assert first_in(["13/04/2026", "04/13/2026"]) == ""
    slip = read(Sent("a", area="Chekout"), Known(["Checkout"], welcome=True), NOW)
    assert isinstance(slip, Errors)
    new = read(Sent("a", area="Reports"), Known(["Checkout"], welcome=True), NOW)
    assert not isinstance(new, Errors)
    assert new.fields.area == "Reports"


def test_an_import_that_broke_off_is_gone_on_with(
    tmp_path: Path, store: Store, workspace: Workspace, lea: Person
) -> None:
    rows = [f"Acme waits for export {number},{number % 7}" for number in range(2 * TOGETHER + 5)]
    rows[TOGETHER + 1] = ",1"
    file = tmp_path / "notes.csv"
    file.write_text("\n".join(["text,customer", *rows, rows[0]]), "utf-8")
    sheet = look(file, "")
    assert sheet.count == len(rows) + 1

    def goes_on(step: Callable[[int], None]) -> Import:
        job = Import(store.begin, workspace, sheet, Wish(lea, triaged=True), i18n.load()("en"))
        with Refused(tmp_path / "errors.csv", sheet) as refused:
            job.run(refused, step)
        return job

    def breaks(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        goes_on(breaks)
    assert count(store) == TOGETHER
    tally = goes_on(lambda _: None).tally
    # The last row says what the first one said.
    assert (tally.kept, tally.known) == (TOGETHER + 4, TOGETHER + 1)
    with store.begin() as session:
        numbers = session.execute(
            select(InsightRow.number, InsightRow.triaged_at, InsightRow.routed_at)
        ).all()
        trail = session.scalars(select(AuditRow.after)).all()
    assert Counter(row.number for row in numbers) == Counter(range(1, 2 * TOGETHER + 5))
    assert all(row.triaged_at and row.routed_at for row in numbers)
    kept = [(each["kept"], each["refused"]) for each in trail if each]
    assert kept == [(TOGETHER, 0), (TOGETHER + 4, 1)]


def test_what_was_exported_can_be_brought_in(
    tmp_path: Path, store: Store, workspace: Workspace, lea: Person
) -> None:
    with store.begin() as session:
        fields = Fields("=1+1 is slow", "Zoé", "user", "Acme", ("export",), source="sales")
        kept = keep(session, workspace, lea, fields, Origin(), NOW)
        found = table(session, workspace, lea, parse("", NOW))
    assert isinstance(found, Table)
    for language in ("en", "fr"):
        t = i18n.load()(language)
        file = tmp_path / f"{language}.csv"
        file.write_text(written(t, found), "utf-8")
        sheet = look(file, "")
        (sent,) = (sheet.columns.sent(row.cells) for row in sheet.rows())
        again = read(sent, Known(()), NOW)
        assert not isinstance(again, Errors)
        assert again.fields == fields, language
        assert (again.at, again.number, sent.by) == (NOW, kept.number, "Léa")
    assert brings(store, workspace, lea, file)[0].known == 1


def brings(store: Store, workspace: Workspace, lea: Person, file: Path) -> tuple[Tally, int]:
    """What became of a file's rows, and how many were refused."""
    sheet = look(file, "")
    job = Import(store.begin, workspace, sheet, Wish(lea), i18n.load()("en"))
    with Refused(file.with_name("errors.csv"), sheet) as refused:
        job.run(refused, lambda _: None)
    return job.tally, refused.count


def test_what_is_brought_again_makes_nothing_and_what_is_private_or_too_old_is_refused(
    tmp_path: Path, store: Store, workspace: Workspace, lea: Person
) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("text,area\nSlow,Payements\nSlow,Payements\n", "utf-8")
    tally, refused = brings(store, workspace, lea, file)
    assert (tally.kept, tally.known, tally.areas) == (1, 1, ["Payements"])
    with store.begin() as session:
        session.execute(update(AreaRow).values(name="Billing", folded="billing"))
    tally, refused = brings(store, workspace, lea, file)
    assert (tally.kept, tally.known, count(store, AreaRow)) == (0, 2, 1)
    with store.begin() as session:
        settings.keep_for(session, workspace, 12, NOW)
    file.write_text("text,Privé,date\nA merger,oui,\nOld,,2020-01-31\nNew,,\n", "utf-8")
    tally, refused = brings(store, workspace, lea, file)
    assert (tally.kept, refused) == (1, 2)
    said = (tmp_path / "errors.csv").read_text("utf-8")
    assert "Privé: It is for a few only" in said
    assert "older than the months" in said
