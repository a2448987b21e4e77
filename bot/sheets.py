"""A table as it lies on a disk: its encoding, its lines, and its rows that were refused."""

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from bot.errors import Refusal
from bot.i18n import say
from bot.spreadsheet import MARK, safe

# What a cell may hold, in characters: a quote that is never closed ends there.
_CELL = 1_000_000
_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Excel writes on Windows where nobody asks it for UTF-8.
WINDOWS = "cp1252"


@dataclass(frozen=True)
class Row:
    """A row of a file; `line` is where it begins, the head being line 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    """A file that holds a table; `head` is its first line, cell by cell."""

    path: Path
    encoding: str
    delimiter: str
    head: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Its rows but for the empty ones, as they lie there.

        Raises:
            Refusal: some can't be told apart.
        """
        with self.path.open(encoding=self.encoding, newline="") as lines:
            yield from _rows(lines, self.delimiter)


def look(path: Path, encoding: str, delimiter: Callable[[str], str]) -> Sheet:
    """Look at a file: whether all of it can be decoded, and at its first line.

    Args:
        encoding: as Python calls it; empty for UTF-8, or UTF-16 where the file begins like it.
        delimiter: says from its first line what separates the cells.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    known = require_decodable(path, encoding)
    with path.open(encoding=known, newline="") as lines:
        between = delimiter(next(lines, ""))
        lines.seek(0)
        head = tuple(next(csv.reader(lines, delimiter=between), ()))
    return Sheet(path, known, between, head)


def require_decodable(path: Path, encoding: str) -> str:
    """The encoding of a file that can be read to its end.

    Args:
        encoding: as for `look`.

    Raises:
        Refusal: it can't be; the words say what to do.
    """
    try:
        known = _encoding(path, encoding)
        _decode(path, known)
    except OSError as error:
        raise Refusal(
            say("{file} can't be read: {why}.", file=str(path), why=str(error.strerror))
        ) from None
    return known


def _encoding(path: Path, given: str) -> str:
    if given:
        with suppress(LookupError):
            return codecs.lookup(given).name
        raise Refusal(say("There is no encoding “{name}”: try utf-8 or cp1252.", name=given))
    with path.open("rb") as file:
        begins = file.read(4)
    return next((name for mark, name in _MARKS if begins.startswith(mark)), "utf-8")


def _decode(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            pending = decoder.getstate()[0]
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                raise _undecodable(pending + chunk, error, lines, encoding) from None
            lines += chunk.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise _undecodable(decoder.getstate()[0], error, lines, encoding) from None


def _undecodable(read: bytes, error: UnicodeDecodeError, lines: int, encoding: str) -> Refusal:
    before, after = read[: error.start], read[error.start :]
    begins = before.rpartition(b"\n")[2][-20:]
    near = (begins + after.partition(b"\n")[0][:20]).decode(WINDOWS, "replace").strip()
    return Refusal(
        say(
            "Line {line} is not {encoding}. Save the file as “CSV UTF-8”; or, if “{near}” is what"
            " stands there, add --encoding cp1252. Nothing was kept.",
            line=str(lines + before.count(b"\n")),
            encoding=encoding.upper(),
            near=near,
        )
    )


def _rows(lines: IO[str], between: str) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    # Strict: at the end of the file it says so where a quote is not closed.
    reader = csv.reader(lines, delimiter=between, strict=True)
    begins = 1
    try:
        for cells in reader:
            if begins > 1 and any(cell.strip() for cell in cells):
                yield Row(begins, cells)
            begins = reader.line_num + 1
    except csv.Error:
        raise Refusal(
            say(
                "What begins on line {line} can't be told apart: a quote is opened there and not"
                " closed, or something follows a closed one. Nothing was kept.",
                line=str(begins),
            )
        ) from None


class Refused:
    """The rows that could not be kept, in a file beside theirs, made with the first of them.

    Corrected there, it can be brought in as it is.
    """

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.path = path
        self.count = 0
        self._sheet = sheet
        self._file: IO[str] | None = None

    def __enter__(self) -> "Refused":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, row: Row, why: str) -> None:
        """Write down a row, and why it was refused."""
        self.count += 1
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="")
            self._file.write(MARK)
            self._write("line", "why", *self._sheet.head)
        self._write(str(row.line), why, *row.cells)

    def _write(self, *cells: str) -> None:
        assert self._file is not None, "it is opened with the first row"
        out = csv.writer(self._file, delimiter=self._sheet.delimiter)
        out.writerow(list(map(safe, cells)))
