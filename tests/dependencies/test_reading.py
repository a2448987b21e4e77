"""What is typed after `/dependency`, in either language."""

import pytest

from handlers.dependencies.reading import Asked, Verb, asked


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("", Verb.ASK, ""),
        ("  ", Verb.ASK, ""),
        ("A webhook for refunds", Verb.ASK, "A webhook for refunds"),
        ("Tom &amp; Jerry", Verb.ASK, "Tom & Jerry"),
        ("list", Verb.LIST, ""),
        ("Liste en retard", Verb.LIST, "en retard"),
        ("LIST team:Payments late", Verb.LIST, "team:Payments late"),
        ("search refund webhook", Verb.SEARCH, "refund webhook"),
        ("chercher remboursement", Verb.SEARCH, "remboursement"),
        ("search dep-12", Verb.SHOW, "12"),
        ("DEP-12", Verb.SHOW, "12"),
        ("dep 12", Verb.SHOW, "12"),
        ("dep0012", Verb.SHOW, "12"),
        ("show DEP-12", Verb.SHOW, "12"),
        ("show 12", Verb.SHOW, "12"),
        ("montre #12", Verb.SHOW, "12"),
        ("show prices in euros", Verb.ASK, "show prices in euros"),
        ("DEP-12 again", Verb.ASK, "DEP-12 again"),
        ("export at risk", Verb.EXPORT, "at risk"),
        ("exporter", Verb.EXPORT, ""),
        ("map", Verb.MAP, ""),
        ("carte Payments", Verb.MAP, "Payments"),
        ("trends", Verb.TRENDS, ""),
        ("tendances", Verb.TRENDS, ""),
        ("settings", Verb.SETTINGS, ""),
        ("Réglages", Verb.SETTINGS, ""),
        ("settings page for SSO", Verb.ASK, "settings page for SSO"),
        ("help", Verb.HELP, ""),
        ("aide", Verb.HELP, ""),
        ("help us with SSO", Verb.ASK, "help us with SSO"),
    ],
)
def test_verbs_are_told_from_what_a_team_needs(text: str, verb: Verb, rest: str) -> None:
    assert asked(text) == Asked(verb, rest)
