"""Insights as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Mapping

from bot.i18n import Translator
from bot.spreadsheet import MARK, safe
from handlers.insights import sayings
from workflows.insights.export import Table
from workflows.insights.insight import Insight


def sheet(t: Translator, table: Table) -> str:
    """Insights as CSV, one a line; times in UTC."""
    written = io.StringIO()
    out = csv.writer(written, quoting=csv.QUOTE_ALL)
    out.writerow(_head(t))
    for insight in table.insights:
        out.writerow(safe(cell) for cell in _cells(t, insight, table.segments))
    return MARK + written.getvalue()


def _head(t: Translator) -> tuple[str, ...]:
    return (
        t("Reference"),
        t("When (UTC)"),
        t("Insight"),
        t("Kind"),
        t("Source"),
        t("Severity"),
        t("Customer"),
        t("Segment"),
        t("Said by"),
        t("Product area"),
        t("Theme"),
        t("State"),
        t("Why not now"),
        t("Tags"),
        t("Kept by"),
        t("Link"),
        t("Message"),
        t("Thread"),
        t("Same as"),
        t("Private"),
    )


def _cells(t: Translator, insight: Insight, segments: Mapping[str, str]) -> tuple[str, ...]:
    return (
        insight.reference,
        f"{insight.kept_at:%Y-%m-%d %H:%M:%S}",
        insight.words,
        sayings.choice(t, "kind", insight.kind),
        sayings.choice(t, "source", insight.source),
        sayings.choice(t, "severity", insight.severity),
        insight.customer,
        segments.get(insight.customer, ""),
        insight.said_by or insight.source_name,
        insight.area,
        insight.theme,
        sayings.state(t, insight.state),
        insight.theme_reason,
        " ".join(f"#{tag}" for tag in insight.tags),
        insight.author_name,
        insight.link,
        insight.permalink,
        insight.conversation,
        f"INS-{insight.same_as}" if insight.same_as else "",
        t("yes") if insight.private else "",
    )
