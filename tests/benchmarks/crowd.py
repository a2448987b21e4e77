"""A workspace that has kept many insights: written by the thousand, found like those of people."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import Connection, text

from bot import clock
from bot.store import migrate, people, workspaces
from bot.store.engine import Store, open_store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.database import create_database
from workflows.insights import terms

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
TEAM = "T0CROWD"
# Those who keep them, and those whom they are about; a few are behind most.
PEOPLE, CUSTOMERS = 200, 3_000
# Of words that only one product, customer or place has, beside those that all products share.
OWN_WORDS = 20_000
_SAID = {
    "en": "the customer cannot {} {} because {} {} is {} and {} {} {} for {} {} #{}",
    "fr": "le client ne peut pas {} {} parce que {} {} est {} et {} {} {} pour {} {} #{}",
}
_BEGIN = (
    "CREATE TEMPORARY TABLE said (number bigint, author integer, customer integer, words text,"
    " tags text) ON COMMIT PRESERVE ROWS"
)
_COPY = "COPY said (number, author, customer, words, tags) FROM STDIN"
_KEEP = text("""
    INSERT INTO insights (
        workspace_id, number, author_id, words, kind, customer_id, said_by, link, tags, private,
        channel, source_author, permalink, kept_at, digest, search
    )
    SELECT :workspace, number, p.id, words, CASE number % 10 WHEN 0 THEN 'market' ELSE 'user' END,
        c.id, '', '', string_to_array(tags, ' '), number % 50 = 0, 'C0CROWD',
        '', '', :now - number * (interval '730 days' / :count), number,
        to_tsvector('english', words) || to_tsvector('french', words)
    FROM said s
    JOIN people p ON p.workspace_id = :workspace AND p.slack_id = 'U0CROWD' || s.author
    JOIN customers c ON c.workspace_id = :workspace AND c.folded = 'customer' || s.customer
""")
_PEOPLE = text("""
    INSERT INTO people (workspace_id, slack_id, name, language, completed_at)
    SELECT :workspace, 'U0CROWD' || n, 'Colleague ' || n, CASE n % 2 WHEN 0 THEN 'en' ELSE 'fr' END,
        :now
    FROM generate_series(0, :count - 1) n
""")
_CUSTOMERS = text("""
    INSERT INTO customers (workspace_id, name, folded, made_at)
    SELECT :workspace, 'Customer ' || n, 'customer' || n, :now FROM generate_series(0, :count - 1) n
""")
_INDEX = "ix_insights_search"


@dataclass(frozen=True)
class Crowd:
    """A workspace with many insights.

    Attributes:
        person: one who may see most of them.
        seconds: what it took to make it.
    """

    store: Store
    workspace: Workspace
    person: Person
    count: int
    seconds: float


def crowd(server: str, name: str, count: int) -> Crowd:
    """A database with a workspace and its insights, over two years, analysed.

    Args:
        server: PostgreSQL's `postgresql://…`.
        name: the database's.
        count: of insights.
    """
    began = clock.elapsed()
    url = create_database(server, name)
    migrate.upgrade(url)
    store = open_store(url)
    with store.begin() as session:
        team = Workspace(0, TEAM, "Crowd", "https://crowd.slack.com/", "U0BOT", "en")
        workspace = workspaces.join(session, team)
        given = {"workspace": workspace.id, "now": NOW}
        session.execute(_PEOPLE, given | {"count": PEOPLE})
        session.execute(_CUSTOMERS, given | {"count": CUSTOMERS})
        connection = session.connection()
        index = connection.exec_driver_sql(
            f"SELECT indexdef FROM pg_indexes WHERE indexname = '{_INDEX}'"
        ).scalar_one()
        connection.exec_driver_sql(f"DROP INDEX {_INDEX}")
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        _write(connection, count)
        session.execute(_KEEP, given | {"count": count})
        # Once for all of them takes a third of the time.
        connection.exec_driver_sql(index)
        connection.exec_driver_sql(
            f"CREATE SEQUENCE insight_numbers_{workspace.id} START {count + 1}"
        )
        people.complete(session, workspace, "U0CROWD0", Profile("Lea", "UTC", True, "en"), NOW)
        person = people.find(session, workspace, "U0CROWD0")
    assert person
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE")
    return Crowd(store, workspace, person, count, clock.elapsed() - began)


def texts(seed: int = 7) -> Iterator[tuple[str, str]]:
    """What people say, one after another without an end, and the tags in it."""
    chance = random.Random(seed)
    vocabularies = {language: _Zipf(chance, _words(language)) for language in _SAID}
    while True:
        language = "en" if chance.random() < 0.5 else "fr"
        words = vocabularies[language].take(11)
        yield _SAID[language].format(*words), words[-1]


class _Zipf:
    """Words of which the second is half as frequent as the first, the third a third, and so on."""

    def __init__(self, chance: random.Random, words: Sequence[str]) -> None:
        self._chance, self._words = chance, words
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(words))))

    def take(self, count: int) -> list[str]:
        """Some words, as they come."""
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)


def _write(connection: Connection, count: int) -> None:
    connection.exec_driver_sql(_BEGIN)
    chance = random.Random(11)
    authors = _Zipf(chance, [str(number) for number in range(PEOPLE)]).take(count)
    customers = _Zipf(chance, [str(number) for number in range(CUSTOMERS)]).take(count)
    driver = connection.connection.driver_connection
    assert driver
    with driver.cursor().copy(_COPY) as copy:
        said = islice(texts(), count)
        for number, (author, customer, (words, tags)) in enumerate(
            zip(authors, customers, said, strict=True), 1
        ):
            copy.write(f"{number}\t{author}\t{customer}\t{words}\t{tags}\n")


def _words(language: str) -> list[str]:
    """The words that products share in one language, most of all, and those of their own."""
    lines = Path(terms.__file__).with_name("concepts.txt").read_text("utf-8").splitlines()
    shared = []
    for line in lines:
        words = [word for word in line.split() if word.isalpha()]
        if words and not line.startswith("#"):
            shared.append(words[0] if language == "en" else words[-1])
    random.Random(3).shuffle(shared)
    made = random.Random(5)
    letters = "bcdfglmnprstv", "aeiou"
    own = (
        "".join(made.choice(letters[place % 2]) for place in range(made.randint(6, 9)))
        for _ in range(OWN_WORDS)
    )
    return [*shared, *own]
