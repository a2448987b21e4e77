"""A week's digest: what it tells, to whom, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text, update

from bot.delivery.tables import DeliveryRow, FileRow
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace, WorkspaceRow
from handlers.insights import digests
from tests.insights.doors import Visitor, said
from tests.turned import TurnedOffice, at, turned_office
from workflows.insights import weekly, weeks
from workflows.insights.capture import keep
from workflows.insights.digest import Digest, digest
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.sorting_tables import (
    InsightSettingsRow,
    TagRouteRow,
    ThemeMoveRow,
    ThemeRow,
)
from workflows.insights.tables import InsightRow

# A Monday morning in Paris, and the week before.
MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
LAST = datetime(2026, 3, 4, 10, tzinfo=UTC)
HERE, SECRET = Origin("C1"), Origin("G1", private=True)


class Desk:
    """One workspace, and what its people kept in five weeks."""

    def __init__(self, session: Session, workspace: Workspace, lea: Person, marc: Person) -> None:
        self.session, self.workspace, self.lea, self.marc = session, workspace, lea, marc

    def keeps(
        self, who: Person, fields: Fields, at: datetime = LAST, origin: Origin = HERE
    ) -> Insight:
        """An insight."""
        return keep(self.session, self.workspace, who, fields, origin, at)

    def theme(self, name: str, state: str, at: datetime, *insights: Insight) -> None:
        """A theme with these insights, in a state since then."""
        theme = self.session.execute(
            insert(ThemeRow)
            .values(workspace_id=self.workspace.id, name=name, folded=name.lower(), state=state)
            .values(made_at=at, state_at=at)
            .returning(ThemeRow.id)
        ).scalar_one()
        moved = {"workspace_id": self.workspace.id, "theme_id": theme, "state": state, "at": at}
        self.session.execute(insert(ThemeMoveRow).values(**moved))
        ids = [one.id for one in insights]
        self.session.execute(
            update(InsightRow).where(InsightRow.id.in_(ids)).values(theme_id=theme)
        )

    def team(self, name: str, channel: str, *members: Person) -> int:
        """A team of some people."""
        ids = tuple(one.id for one in members)
        content = teams.Content(name, channel, None, None, "", ids)
        return teams.add(self.session, self.workspace, content, LAST)

    def digest(self, *teams: int) -> Digest:
        """Last week's."""
        week = weeks.latest(self.session, self.workspace, MONDAY)
        return digest(self.session, self.workspace, week, teams)


@pytest.fixture
def desk(session: Session, workspace: Workspace, lea: Person, marc: Person) -> Desk:
    """In Paris: four weeks with one insight on billing each, and one with more."""
    session.execute(update(PersonRow).values(timezone="Europe/Paris"))
    found = Desk(session, workspace, lea, marc)
    for back in range(1, 5):
        words = Fields(f"Invoices were late {back} times", tags=("billing", "usual"))
        found.keeps(lea, words, LAST - timedelta(weeks=back))
    return found


def filled(desk: Desk) -> None:
    """The week: what rose, what did not, what is private."""
    late = [
        desk.keeps(desk.lea, Fields(words, tags=("billing",), customer=customer))
        for words, customer in (
            ("Invoices come a week late, every month", "Acme"),
            ("Invoices can't be exported at all", "Globex"),
            ("Nobody finds the invoices of last year", "Acme"),
            ("*Invoices* <!channel> are wrong & late", "Initech"),
        )
    ]
    desk.keeps(desk.lea, Fields("As usual", tags=("usual",)))
    desk.keeps(desk.marc, Fields("Once and no more", tags=("rare",)))
    desk.keeps(desk.marc, Fields("They merge, don't tell anyone", tags=("billing",)), LAST, SECRET)
    desk.theme("Late invoices", "listening", LAST, *late[:1])
    desk.theme("Exports", "shipped", LAST, *late[1:2])
    desk.theme("Old", "shipped", LAST - timedelta(weeks=2), *late[2:3])


def test_what_rose_is_told_and_what_is_usual_rare_or_private_is_not(desk: Desk) -> None:
    filled(desk)
    found = desk.digest()
    assert (found.insights, found.customers, found.known) == (6, 3, True)
    assert [(one.name, one.count, one.before) for one in found.risen] == [("billing", 4, 1.0)]
    assert set(found.themes) == {"Late invoices", "Exports"}
    assert [(one.theme, one.customers) for one in found.shipped] == [("Exports", ("Globex",))]
    quoted = [one.words for one in found.quotes]
    assert len(quoted) == 3
    assert not [words for words in quoted if "merge" in words]
    assert len({one.customer for one in found.quotes}) == 3


def test_a_team_reads_of_its_people_and_its_tags(desk: Desk) -> None:
    filled(desk)
    growth = desk.team("Growth", "C5", desk.marc)
    assert desk.digest(growth).insights == 1
    assert not desk.digest(growth).shipped
    route = {"workspace_id": desk.workspace.id, "team_id": growth, "made_at": LAST}
    desk.session.execute(insert(TagRouteRow).values(tag="billing", **route))
    both = desk.digest(growth)
    assert (both.insights, [one.theme for one in both.shipped]) == (5, ["Exports"])


def test_a_first_week_has_nothing_to_rise_against(
    session: Session, workspace: Workspace, lea: Person, marc: Person, lea_at: Visitor
) -> None:
    desk = Desk(session, workspace, lea, marc)
    lea_at.now = MONDAY
    assert "Nothing was kept" in said(lea_at.types("digest"))
    for each in range(5):
        desk.keeps(lea, Fields(f"Exports are slow, said {each}", tags=("export",)))
    assert not desk.digest().risen
    assert "*Most often:* #export (5)" in said(lea_at.types("digest"))


def test_a_channels_digest_is_posted_once_with_its_picture(desk: Desk, lea_at: Visitor) -> None:
    filled(desk)
    settings = {"workspace_id": desk.workspace.id, "digest_channel": "C9"}
    desk.session.execute(insert(InsightSettingsRow).values(**settings))
    desk.team("Growth", "C9", desk.marc)
    desk.team("Billing", "C5", desk.lea)
    desk.team("Empty", "C6")
    given = (desk.session, desk.workspace)
    assert [one.channel for one in weekly.readers(*given)] == ["C5", "C6", "C9"]
    assert [weekly.due(*given, MONDAY, 500) for _ in range(2)] == [1, 0]
    args = "SELECT args -> 'args' FROM procrastinate_jobs WHERE task_name = 'insights.digest'"
    asked = list(desk.session.execute(text(args)).scalars())
    for each in asked + asked:
        digests.post(*given, each, MONDAY)
    posts = {one.target: one for one in desk.session.scalars(select(DeliveryRow))}
    assert sorted(posts) == ["C5", "C9"], "a team that kept nothing reads nothing"
    text_of = posts["C9"].body["text"]
    assert "#billing: 4, against 1 in a usual week" in text_of
    assert "<!channel>" not in text_of
    assert "Exports, for Globex" in text_of
    everyones = select(FileRow).where(FileRow.delivery_id == posts["C9"].id)
    (picture,) = desk.session.scalars(everyones)
    assert picture.content.startswith(b"\x89PNG")
    assert "#billing 4 (1)" in picture.alt
    lea_at.now = MONDAY
    assert said(lea_at.types("digest")).splitlines()[0] == text_of.splitlines()[0]


@pytest.mark.parametrize(
    ("country", "day", "told"),
    [
        ("", datetime(2026, 4, 8, tzinfo=UTC), datetime(2026, 4, 6, 7, tzinfo=UTC)),
        ("FR", datetime(2026, 4, 8, tzinfo=UTC), datetime(2026, 4, 7, 7, tzinfo=UTC)),
    ],
)
def test_a_holiday_moves_it_to_the_next_working_morning(
    desk: Desk, country: str, day: datetime, told: datetime
) -> None:
    desk.session.execute(update(WorkspaceRow).values(country=country))
    where = desk.workspace.__class__(**{**vars(desk.workspace), "country": country})
    assert weeks.latest(desk.session, where, day).told == told
    assert weekly.upcoming(desk.session, where, told - timedelta(days=1)) == told


@pytest.fixture
def office(empty_database: str) -> Iterator[TurnedOffice]:
    """On a Wednesday, everything running."""
    with turned_office(empty_database, LAST) as found:
        yield found


def test_on_monday_at_nine_the_channel_reads_it_and_a_table_comes_when_asked_for(
    office: TurnedOffice,
) -> None:
    priya = office.as_("priya")
    general = office.playground.workspace.channel("general").id
    with office.acting("priya") as (session, known):
        given = (session, office.bot.workspace, known)
        session.execute(update(InsightSettingsRow).values(digest_channel=general))
        for each in range(3):
            keep(*given, Fields(f"Exports are slow {each}", tags=("export",)), HERE, LAST)
    office.turns_to(MONDAY + timedelta(days=1))
    found = priya.sees("Insights of the week from", "general")
    assert at(found) - datetime(2026, 3, 9, 8, tzinfo=UTC) < timedelta(minutes=2)
    assert found.files[0].alt_txt.startswith("What insights were about")
    priya.types("/insight export tag:export from:me", "general")
    sent = priya.sees("Here are the 3 insights", priya.dm)
    assert sent.files[0].content.decode("utf-8-sig").count("Exports are slow") == 3
