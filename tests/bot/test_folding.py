"""Names that people take for the same are the same."""

import pytest

from bot.folding import sameness


@pytest.mark.parametrize(
    "typed", ["Équipe Œuvre", "  equipe  oeuvre ", "EQUIPE\u00a0OEUVRE", "e\u0301quipe-œuvre"]
)
def test_case_accents_and_blanks_make_no_other_name(typed: str) -> None:
    assert sameness(typed).replace("-", "") == "equipeoeuvre"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u2060", "\t\n"])
def test_what_shows_nothing_is_no_name(typed: str) -> None:
    assert sameness(typed) == ""


def test_names_of_other_scripts_stay_apart() -> None:
    assert len({sameness(name) for name in ("支払い", "請求", "Биллинг", "C++", "C#")}) == 5
