"""Dependencies as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime

from bot.i18n import Translator
from bot.spreadsheet import MARK, safe
from handlers.dependencies import wording
from workflows.dependencies.exporting import Table
from workflows.dependencies.standing import Standing


def sheet(t: Translator, table: Table, titles: Mapping[int, str]) -> str:
    """Dependencies as CSV, one a line; days in UTC.

    Args:
        titles: of the key results they are for, by id.
    """
    written = io.StringIO()
    out = csv.writer(written, quoting=csv.QUOTE_ALL)
    out.writerow(head(t))
    for each in table.standings:
        out.writerow(safe(cell) for cell in _cells(t, each, table.serves, titles))
    return MARK + written.getvalue()


def head(t: Translator) -> tuple[str, ...]:
    """What its columns are called: an import knows them by these names."""
    return (
        t("Reference"),
        t("Needs"),
        t("For team"),
        t("From team"),
        t("State"),
        t("Risk"),
        t("What stands in the way"),
        t("Needed by"),
        t("Proposed date"),
        t("Agreed date"),
        t("Working days late"),
        t("Owner"),
        t("Asked by"),
        t("Asked on"),
        t("Agreed on"),
        t("Date confirmed on"),
        t("Delivered on"),
        t("Ended on"),
        t("Days from asked to delivered"),
        t("Why"),
        t("Key result"),
        t("Waits for it"),
        t("Working days it takes then"),
    )


def _cells(
    t: Translator, each: Standing, serves: Mapping[int, int], titles: Mapping[int, str]
) -> tuple[str, ...]:
    found = each.found
    waits = ", ".join(f"DEP-{serves[which]}" for which in found.serves if which in serves)
    lead = (found.delivered_at - found.asked_at).days if found.delivered_at else None
    return (
        found.reference,
        found.needs,
        found.requester.name,
        found.provider.name,
        wording.state(t, found.state),
        wording.risk(t, found.risk),
        found.risk_why,
        _day(found.needed_by),
        _day(found.proposed),
        _day(found.promised),
        "" if each.late is None else str(each.late),
        found.owner.name if found.owner else "",
        found.asked_by.name,
        *map(_day, (found.asked_at, found.agreed_at, found.sure_at)),
        *map(_day, (found.delivered_at, found.ended_at)),
        "" if lead is None else str(lead),
        found.why,
        titles.get(found.key_result or 0, ""),
        waits,
        str(found.lag) if waits else "",
    )


def _day(when: date | datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""
