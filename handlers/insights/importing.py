"""Brings a file of insights in, a thousand rows in a transaction; a second run brings the rest."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from bot import clock
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Translator, Words, say
from bot.sheets import Refused, Row
from bot.store import audit, homes
from bot.store.audit import Change
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights.sheets import Sheet
from workflows.insights import areas, bringing, settings
from workflows.insights.bringing import Brought, Source, What, bring
from workflows.insights.incoming import Incoming, Known, Sent, read

TOGETHER = 1_000


@dataclass(frozen=True)
class Wish:
    """How a file is to be brought in.

    Attributes:
        person: in whose name, where a row names nobody; None where each has to.
        triaged: nobody is to sort them any more.
        dry: nothing is to be kept.
    """

    person: Person | None = None
    triaged: bool = False
    dry: bool = False


@dataclass
class Tally:
    """What became of the rows so far.

    Attributes:
        first, last: numbers of insights.
        areas: the names of product areas that are new.
    """

    kept: int = 0
    known: int = 0
    first: int = 0
    last: int = 0
    areas: list[str] = field(default_factory=list)

    def add(self, brought: Brought) -> None:
        """Count one."""
        if brought.what is What.KEPT:
            self.kept += 1
            self.first = self.first or brought.number
            self.last = max(self.last, brought.number)
        elif brought.what is What.KNOWN:
            self.known += 1


@dataclass
class Import:
    """A file on its way in."""

    opened: Opened
    workspace: Workspace
    sheet: Sheet
    wish: Wish
    t: Translator
    tally: Tally = field(default_factory=Tally)
    _people: dict[str, Person | Words] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def run(self, refused: Refused, step: Callable[[int], None]) -> None:
        """Bring it in.

        Args:
            refused: gets the rows that can't be kept.
            step: hears of each so many rows that are done.
        """
        try:
            for rows in _pages(self.sheet.rows(), TOGETHER):
                with self.opened() as session:
                    became = self._bring(session, rows, refused, clock.now())
                # What is counted is committed.
                for brought in became:
                    self.tally.add(brought)
                step(len(rows))
        finally:
            if self.tally.kept and not self.wish.dry:
                with self.opened() as session:
                    self._note(session, refused.count, clock.now())

    def _bring(
        self, session: Session, rows: Sequence[Row], refused: Refused, now: datetime
    ) -> Sequence[Brought]:
        months = settings.chosen(session, self.workspace).retention_months
        names = (*areas.names(session, self.workspace), *self.tally.areas)
        known = Known(names, welcome=True, months=months)
        good: list[tuple[Row, Person, Incoming]] = []
        for row in rows:
            try:
                sent = self._sent(row)
                found = read(sent, known, now, self.sheet.days)
                if isinstance(found, Incoming):
                    good.append((row, self._person(session, sent.by.strip()), found))
                    continue
                why = self._why(found)
            except Refusal as wrong:
                why = self.t.words(wrong.words)
            refused.add(row, why)
        told = [(person, incoming) for _, person, incoming in good]
        before = bringing.known(session, self.workspace, Source(), [each for _, each in told])
        new = (each for (_, each), kept in zip(told, before, strict=True) if kept is None)
        self._note_areas(known, [incoming.fields.area for incoming in new])
        became = self._would(told, before) if self.wish.dry else self._keep(session, told, now)
        for (row, _, _), brought in zip(good, became, strict=True):
            if brought.what is What.CHANGED:
                refused.add(row, self.t.words(_changed(brought.number)))
        return became

    def _keep(
        self, session: Session, told: Sequence[tuple[Person, Incoming]], now: datetime
    ) -> Sequence[Brought]:
        areas.make_missing(session, self.workspace, self.tally.areas, now)
        source = Source(triaged=self.wish.triaged)
        return bring(session, self.workspace, source, told, now)

    def _would(
        self, told: Sequence[tuple[Person, Incoming]], before: Sequence[Brought | None]
    ) -> Sequence[Brought]:
        """What would become of rows, were they kept."""
        became = []
        for (_, incoming), brought in zip(told, before, strict=True):
            new = brought is None and incoming.key not in self._seen
            self._seen.add(incoming.key)
            became.append(brought or Brought(What.KEPT if new else What.KNOWN, 0, 0))
        return became

    def _note_areas(self, known: Known, named: Sequence[str]) -> None:
        before = {sameness(name) for name in ("", *known.names)}
        new = {sameness(name): name for name in reversed(named)}
        self.tally.areas += [name for folded, name in new.items() if folded not in before]

    def _sent(self, row: Row) -> Sent:
        self.sheet.columns.require_fit(row.cells)
        return self.sheet.columns.sent(row.cells)

    def _why(self, errors: Errors) -> str:
        heads = {
            field: self.sheet.head[place].strip()
            for place, field in self.sheet.columns.fields.items()
        }
        said = errors.fields.items()
        return " ".join(f"{heads.get(name, name)}: {self.t.words(each)}" for name, each in said)

    def _person(self, session: Session, by: str) -> Person:
        if not by:
            if self.wish.person is None:
                raise Refusal(say("Nobody is said to have kept it: add --as PERSON."))
            return self.wish.person
        if by not in self._people:
            try:
                self._people[by] = named(session, self.workspace, by)
            except Refusal as unknown:
                self._people[by] = unknown.words
        found = self._people[by]
        if isinstance(found, Person):
            return found
        raise Refusal(found)

    def _note(self, session: Session, refused: int, now: datetime) -> None:
        counted = {"kept": self.tally.kept, "known": self.tally.known, "refused": refused}
        made = {"areas": ", ".join(self.tally.areas)} if self.tally.areas else {}
        change = Change("insights.imported", self.sheet.path.name, None, {**counted, **made})
        audit.record(session, self.workspace, None, change, now)
        found = [each for each in self._people.values() if isinstance(each, Person)]
        everyone = [*found, *([self.wish.person] if self.wish.person else [])]
        homes.touch(session, self.workspace, everyone)


def _pages(rows: Iterator[Row], size: int) -> Iterable[list[Row]]:
    while page := list(islice(rows, size)):
        yield page


def _changed(number: int) -> Words:
    return say(
        "It was brought in as INS-{number} and says something else now: change INS-{number} in"
        " Slack.",
        number=str(number),
    )
