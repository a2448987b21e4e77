"""How common words are in the insights kept, as PostgreSQL's own statistics tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot import clock
from bot.store.workspaces import Workspace
from workflows.insights.terms import spellings

# Of fewer insights nothing is known: all of them can be looked through.
FEWEST = 1_000
# The statistics change when the table grew by a tenth; nobody waits for what they say by then.
FRESH_SECONDS = 600
# Where there is none yet, there may be soon.
_UNKNOWN_SECONDS = 30

# Those of all workspaces in the database: what a word weighs tells nothing of who wrote it.
_READ = text("""
    SELECT c.reltuples AS texts, s.most_common_elems::text::text[] AS words,
        s.most_common_elem_freqs AS shares
    FROM pg_class c LEFT JOIN pg_stats s
        ON s.schemaname = 'public' AND s.tablename = 'insights' AND s.attname = 'search'
    WHERE c.oid = 'insights'::regclass
""")
_known: WeakKeyDictionary[Engine, tuple[float, "Vocabulary"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Vocabulary:
    """What is known of how common words are.

    Attributes:
        texts: how many insights there are, about.
        listed: the share of insights that have a lexeme, of the commonest ones.
        least: a lexeme that is not listed is in no more than this share.
    """

    texts: int = 0
    listed: Mapping[str, float] = field(default_factory=dict)
    least: float = 0.0
    _shares: dict[str, float] = field(default_factory=dict, compare=False)

    def share(self, name: str) -> float:
        """The share of insights that have a term, about."""
        found = self._shares.get(name)
        if found is None:
            listed = sum(
                min(self.listed[part] for part in each)
                for each in spellings(name)
                if all(part in self.listed for part in each)
            )
            found = self._shares[name] = min(1.0, max(listed, self.least))
        return found


def vocabulary(session: Session, workspace: Workspace) -> Vocabulary:
    """What is known of the insights in this workspace's database, at most ten minutes old."""
    engine = session.get_bind().engine
    at, known = _known.get(engine, (0.0, None))
    fresh = FRESH_SECONDS if known and known.listed else _UNKNOWN_SECONDS
    if known is None or clock.elapsed() - at > fresh:
        known = read(session, workspace)
        _known[engine] = clock.elapsed(), known
    return known


def read(session: Session, workspace: Workspace) -> Vocabulary:
    """The same as of now."""
    row = session.execute(_READ).one()
    # What a few texts have in common is what they are about, not how people write.
    if not row.words or row.texts < FEWEST:
        return Vocabulary()
    # What follows the shares of the words are the least and the greatest of them.
    shares = dict(zip(row.words, row.shares, strict=False))
    return Vocabulary(max(0, int(row.texts)), shares, min(shares.values()))
