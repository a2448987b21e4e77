"""Filters of a list are read in any order, in both languages; what is none is told from them."""

from datetime import date, timedelta

import pytest

from tests.dependencies.conftest import TODAY
from workflows.dependencies.filters import Why, parse


def read(text: str) -> tuple[list[tuple[str, str]], date | None]:
    """The filters of a text, and its date."""
    found = parse(text, TODAY)
    assert not found.wrongs
    return [(each.key, each.value) for each in found.filters], found.by


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("", []),
        ("late", [("state", "late")]),
        ("En retard", [("state", "late")]),
        ("at risk, ours", [("state", "at_risk"), ("scope", "ours")]),
        ("on us and blocked", [("scope", "on_us"), ("state", "blocked")]),
        ("demandes reçues et bloquées", [("scope", "on_us"), ("state", "blocked")]),
        ("nos demandes à risque", [("scope", "ours"), ("state", "at_risk")]),
        ("mine over", [("scope", "mine"), ("state", "over")]),
        ("les miennes terminées", [("scope", "mine"), ("state", "over")]),
        ("state:at risk", [("state", "at_risk")]),
        ("état:en cours", [("state", "under_way")]),
        ("team:Payments late", [("team", "Payments"), ("state", "late")]),
        ("équipe : Data Platform en retard", [("team", "Data Platform"), ("state", "late")]),
        ("équipe\u00a0: «\u00a0Paiements\u00a0» toutes", [("team", "Paiements"), ("scope", "all")]),
        ("from:Payments for:Billing", [("from", "Payments"), ("for", "Billing")]),
        ("de:Paiements pour:Facturation", [("from", "Paiements"), ("for", "Facturation")]),
        ("owner:<@U0MARC|marc>", [("owner", "<@U0MARC|marc>")]),
        ("responsable:moi", [("owner", "moi")]),
        ("Payments late", [("", "Payments"), ("state", "late")]),
    ],
)
def test_filters_are_read_as_people_type_them(text: str, filters: list[tuple[str, str]]) -> None:
    assert read(text) == (filters, None)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("by:2026-03-31", date(2026, 3, 31)),
        ("avant:2026-03-31", date(2026, 3, 31)),
        ("d’ici : 2s", TODAY + timedelta(14)),
        ("by:30d by:2w", TODAY + timedelta(14)),
    ],
)
def test_dates_are_days_or_so_far_ahead(text: str, by: date) -> None:
    assert read(text) == ([], by)


@pytest.mark.parametrize(
    ("text", "why", "corrected"),
    [
        ("taem:Payments late", Why.KEY, "team:Payments late"),
        ("ours state:lat", Why.STATE, "ours state:late"),
        ("by:soon", Why.DAY, ""),
        ("team:", Why.EMPTY, ""),
    ],
)
def test_what_is_mistyped_is_told_with_what_was_meant(text: str, why: Why, corrected: str) -> None:
    found = parse(text, TODAY)
    (wrong,) = found.wrongs
    assert wrong.why is why
    assert (found.corrected(wrong, wrong.instead[0]) if wrong.instead else "") == corrected
