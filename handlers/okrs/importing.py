"""Writes the lines of a file that were refused, each with why, into a file beside it."""

from collections.abc import Mapping
from pathlib import Path

from bot.errand import why
from bot.forms import Errors
from bot.i18n import Translator
from bot.sheets import Refused
from handlers.okrs.plan_tables import Table


def write(t: Translator, table: Table, wrong: Mapping[int, Errors]) -> tuple[Path, int]:
    """Write the rows that were refused into a file beside theirs.

    Args:
        wrong: what is wrong, by the line where the row begins.

    Returns:
        Where they are, and how many; there is no file where there are none.
    """
    path = table.sheet.path
    every = {line: t.words(words) for line, words in table.misread.items()}
    every |= {line: why(t, errors, table.heads()) for line, errors in wrong.items()}
    with Refused(path.with_name(f"{path.stem}.errors.csv"), table.sheet) as refused:
        for line in sorted(every):
            refused.add(table.rows[line], every[line])
    return refused.path, refused.count
