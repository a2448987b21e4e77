"""The audit trail as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable

from bot.spreadsheet import MARK, safe
from bot.store.audit import Entry
from handlers.audit.wording import Wording


def sheet(said: Wording, entries: Iterable[Entry]) -> str:
    """Changes as CSV, a line for each field that differs; times in UTC."""
    t = said.t
    written = io.StringIO()
    table = csv.writer(written, quoting=csv.QUOTE_ALL)
    head = (t("When (UTC)"), t("Who"), t("What"), t("Of what"), t("Field"))
    table.writerow((*head, t("Before"), t("After")))
    for entry in entries:
        change = entry.change
        first = (
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
            said.by(entry),
            said.action(change.action),
            change.subject,
        )
        for side in list(said.sides(entry)) or [("", "", "")]:
            table.writerow(safe(cell) for cell in (*first, *side))
    return MARK + written.getvalue()
