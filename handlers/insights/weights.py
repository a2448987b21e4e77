"""The weight of evidence in words: each measure apart, and never a sum of them."""

from bot.i18n import Translator
from handlers.insights.views import fitted
from workflows.insights.evidence import Evidence

_NAME = 60


def line(t: Translator, evidence: Evidence) -> str:
    """The measures one after another, those that say nothing left out."""
    if not evidence.notes:
        return t("No insight yet")
    said = [
        t.n("{n} note", "{n} notes", evidence.notes),
        t.n("{n} customer", "{n} customers", evidence.customers)
        if evidence.customers
        else t("no customer named"),
        t.n("told by {n} person", "told by {n} people", evidence.reporters),
    ]
    if evidence.teams:
        said.append(t.n("{n} team", "{n} teams", evidence.teams))
    if evidence.value is not None:
        said.append(t("customers worth {value} a year", value=t.number(evidence.value)))
    said.append(
        t.n("{n} in the last 30 days", "{n} in the last 30 days", evidence.recent)
        if evidence.recent
        else t("none in the last 30 days")
    )
    return " · ".join(said)


def warning(t: Translator, evidence: Evidence) -> str:
    """That most of it comes from one customer; empty where it does not."""
    if not evidence.one_sided:
        return ""
    return t(
        "{loudest} of {notes} notes are from {customer}: one customer is not a market yet.",
        loudest=t.number(evidence.loudest_notes),
        notes=t.number(evidence.notes),
        customer=fitted(evidence.loudest, _NAME),
    )
