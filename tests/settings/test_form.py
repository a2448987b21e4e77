"""What a person may choose for themselves, and the words for what they can't."""

from datetime import time

import pytest

from bot.forms import Errors
from bot.i18n import Translator
from bot.store.workspaces import Workspace
from handlers.settings import forms
from tests.forms import shown
from workflows.settings.form import Typed, check, chosen
from workflows.settings.own import Settings

MOST = 5
RIGHT = Typed(weekdays=("1", "2"), start="09:00", end="17:30")


def wrong(**changed: object) -> dict[str, str]:
    """What is said of a form that is right but for some fields."""
    found = check(Typed(**{**vars(RIGHT), **changed}), MOST)  # type: ignore[arg-type]
    assert isinstance(found, Errors)
    return {field: sentence.one for field, sentence in found.fields.items()}


def test_what_was_chosen_is_read_as_it_stands_in_the_form() -> None:
    settings = Settings("fr", "DE", "BY", frozenset({1, 3}), time(8), time(16, 30), 2, True)
    assert check(chosen(settings), MOST) == settings
    assert check(chosen(Settings()), MOST) == Settings()
    assert check(chosen(Settings(country="")), MOST) == Settings(country="")


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"country": "XX"}, "country", "choose one from the list"),
        ({"country": "DE", "region": "75"}, "region", "not in the country you chose"),
        ({"region": "BY"}, "region", "not in the country you chose"),
        ({"weekdays": ()}, "weekdays", "at least one day"),
        ({"weekdays": ("8", "")}, "weekdays", "at least one day"),
        ({"start": ""}, "start", "when your day begins"),
        ({"end": "25:00"}, "end", "when your day ends"),
        ({"end": "09:00"}, "end", "ends before it begins"),
        ({"end": "00:00"}, "end", "ends before it begins"),
        ({"ceiling": "6"}, "ceiling", "allows at most {most}"),
        ({"ceiling": "0"}, "ceiling", "allows at most {most}"),
    ],
)
def test_each_wrong_field_has_a_sentence_that_says_what_to_do(
    changed: dict[str, object], field: str, says: str
) -> None:
    found = wrong(**changed)
    assert found.keys() == {field}
    assert says in found[field]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert wrong(country="XX", weekdays=(), start="", ceiling="9").keys() == {
        *("country", "weekdays", "start", "ceiling")
    }


def test_a_language_nobody_speaks_is_slacks() -> None:
    found = check(Typed(**{**vars(RIGHT), "language": "de"}), MOST)
    assert isinstance(found, Settings)
    assert found.language == ""


def test_the_form_shows_what_is_chosen_and_regions_only_where_there_are_some(
    workspace: Workspace, t: Translator
) -> None:
    typed = Typed("fr", "DE", "BY", ("1", "2"), "08:00", "16:30", "2", True)
    assert shown(forms.settings_form(t, workspace, typed)) == {
        "language": "fr",
        "country": "DE",
        "region": "BY",
        "weekdays": ["1", "2"],
        "start": "08:00",
        "end": "16:30",
        "ceiling": "2",
        "status": ["status"],
    }
    for country in ("workspace", "none", "EE"):
        fields = shown(forms.settings_form(t, workspace, Typed(country=country)))
        assert "region" not in fields


def test_a_number_that_the_workspace_no_longer_allows_becomes_the_usual_one(
    workspace: Workspace, t: Translator
) -> None:
    fields = shown(forms.settings_form(t, workspace, Typed(ceiling="9")))
    assert fields["ceiling"] == "usual"


def test_the_form_is_written_in_both_languages(workspace: Workspace, fr: Translator) -> None:
    said = str(forms.settings_form(fr, workspace, Typed(country="DE")))
    for words in ("Tes réglages", "Jours travaillés", "lundi", "Allemagne", "Région"):
        assert words in said
