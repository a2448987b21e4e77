"""Insights that are alike: one that is linked, and one that someone said is not the same."""

from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.insights import capture, linking
from workflows.insights.form import Fields
from workflows.insights.insight import Origin

_SAID = (
    "Export all invoices in one file",
    "Invoices exported, all in one file",
    "One export file for invoices of a month",
)


def settle(session: Session, workspace: Workspace, person: Person, mark: str) -> int:
    """The id of an insight of three that are alike, linked to one and told apart from one.

    Args:
        mark: stands in what they say.
    """
    first, linked, apart = (
        capture.keep(session, workspace, person, Fields(f"{said} {mark}"), Origin(), NOW).id
        for said in _SAID
    )
    linking.link(session, workspace, person, linked, first, NOW)
    linking.distinguish(session, workspace, person, linked, apart, NOW)
    return linked
