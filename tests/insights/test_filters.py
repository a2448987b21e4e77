"""Searches are words and filters in any order, in both languages; typos are told from words."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.moment import NOW
from workflows.insights.filters import Asked, Why, parse
from workflows.insights.nearness import nearest


def asked(text: str) -> Asked:
    """What a search asks for."""
    return parse(text, NOW, "Europe/Paris")


def read(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Its words and its filters."""
    found = asked(text)
    assert not found.wrongs
    return found.words, [(each.key, each.value) for each in found.filters]


@pytest.mark.parametrize(
    ("text", "words", "filters"),
    [
        ("export invoices", "export invoices", []),
        ("tag:billing", "", [("tag", "billing")]),
        ("export tag:#billing fast", "export fast", [("tag", "#billing")]),
        ("TAG:billing, Area:checkout;", "", [("tag", "billing"), ("area", "checkout")]),
        ("étiquette:facturation domaine:caisse", "", [("tag", "facturation"), ("area", "caisse")]),
        ("from:@lea de:moi", "", [("from", "@lea"), ("from", "moi")]),
        ("from:<@U0LEA|lea m> x", "x", [("from", "<@U0LEA|lea m>")]),
        ('slow customer:"Acme Corp"', "slow", [("customer", "Acme Corp")]),
        ("client:“Acme Corp” lent", "lent", [("customer", "Acme Corp")]),
        ("client\u00a0: «\u00a0Société Générale\u00a0»", "", [("customer", "Société Générale")]),
        ("type:marché état:prévue", "", [("kind", "market"), ("state", "planned")]),
        ("kind:User state:not-now", "", [("kind", "user"), ("state", "not_now")]),
        ('état:"à l’étude" state:ecoute', "", [("state", "exploring"), ("state", "listening")]),
        ("source:enquête gravité:haute", "", [("source", "survey"), ("severity", "high")]),
        ("thème:exports theme: imports", "", [("theme", "exports"), ("theme", "imports")]),
        ("https://acme.com/a:b note: x 10:30", "https://acme.com/a:b note: x 10:30", []),
        ('"tag:billing" -"area:x y" slow', '"tag:billing" -"area:x y" slow', []),
        ("note: tag:billing", "note:", [("tag", "billing")]),
    ],
)
def test_words_and_filters_are_told_apart(
    text: str, words: str, filters: list[tuple[str, str]]
) -> None:
    assert read(text) == (words, filters)


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("since:30d", NOW - timedelta(days=30)),
        ("depuis:30j", NOW - timedelta(days=30)),
        ("since:2w", NOW - timedelta(weeks=2)),
        ("depuis:2s", NOW - timedelta(weeks=2)),
        ("since:3m", NOW - timedelta(days=90)),
        ("depuis:3mois", NOW - timedelta(days=90)),
        ("since:1y", NOW - timedelta(days=365)),
        ("since:9999y", NOW - timedelta(days=36_500)),
        ("since:2026-10-01", datetime(2026, 9, 30, 22, tzinfo=UTC)),
        ("depuis:2026-01 since:2y", datetime(2025, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, since: datetime) -> None:
    assert (asked(text).since, asked(text).words) == (since, "")


@pytest.mark.parametrize(
    ("text", "why", "corrected"),
    [
        ("slow tga:billing now", Why.KEY, "slow tag:billing now"),
        ("costumer:acme", Why.KEY, "customer:acme"),
        ("domain:caisse", Why.KEY, "domaine:caisse"),
        ("state:planed", Why.VALUE, "state:planned"),
        ("état:prevus x", Why.VALUE, "état:prévu x"),
        ("kind:people", Why.VALUE, "kind:user"),
        ("gravité:xx", Why.VALUE, "gravité:basse"),
        ("since:tuesday", Why.MOMENT, ""),
        ("since:2026-13-01", Why.MOMENT, ""),
        ("slow tag:", Why.EMPTY, ""),
        ("tag: area:x", Why.EMPTY, ""),
    ],
)
def test_a_typo_is_told_with_what_was_most_likely_meant(
    text: str, why: Why, corrected: str
) -> None:
    found = asked(text)
    (wrong,) = found.wrongs
    assert wrong.why is why
    assert found.corrected({wrong.filter: wrong.instead[0]} if wrong.instead else {}) == (
        corrected or text
    )


def test_the_nearest_names_come_first() -> None:
    names = ("Globex", "Acme Corp", "Initech", "Société Générale", "ACME Labs")
    assert set(nearest("acme", names)) == {"Acme Corp", "ACME Labs"}
    assert nearest("initehc", names) == ("Initech",)
    assert nearest("societe general", names) == ("Société Générale",)
    assert nearest("zzz", names) == ()
