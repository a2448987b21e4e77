"""Whoever is named in a file or a command is found, or it is said who may be meant."""

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.store.engine import Session, Store
from bot.store.naming import Everybody, named
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from tests.conftest import person

CALLED = {
    "U0LEA": "Léa Martin",
    "U0SAM": "Sam Okafor",
    "U0SAM2": "Sam Ōkafor",
    "U0NONAME": "",
}


@pytest.fixture
def everybody(store: Store, workspace: Workspace, session: Session) -> Everybody:
    """Some people, two of them called the same, and Zoé who left."""
    for slack_id, name in CALLED.items():
        person(store, workspace, slack_id, Profile(name, "UTC", True, "en"))
    person(store, workspace, "U0ZOE", Profile("Zoé Petit", "UTC", False, "en"))
    return Everybody(session, workspace)


@pytest.mark.parametrize(
    "typed", ["U0LEA", "<@U0LEA>", "<@U0LEA|lea>", "Léa Martin", "@lea martin", "@LEAMARTIN"]
)
def test_people_are_found_by_their_id_a_mention_and_their_name(
    everybody: Everybody, session: Session, workspace: Workspace, typed: str
) -> None:
    assert everybody.named(typed).slack_id == "U0LEA"
    assert named(session, workspace, typed).slack_id == "U0LEA"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Sam Okafor", "Several people are called Sam Okafor: Sam Okafor (U0SAM), Sam Ōkafor"),
        ("@lea", "Nobody here is called just lea. There are Léa Martin (U0LEA): give the whole"),
        ("Lea Marti", "Nobody here is called just Lea Marti. There are Léa Martin (U0LEA)"),
        ("Lea Matrin", "Nobody here is called Lea Matrin. Did you mean Léa Martin?"),
        (
            "lea.martin@example.com",
            "E-mail addresses are not kept: write a name or Slack's id instead of"
            " lea.martin@example.com. Did you mean Léa Martin?",
        ),
        (
            "x@example.com",
            "E-mail addresses are not kept: write a name or Slack's id instead of",
        ),
        ("U0LEA7", "Nobody here is called U0LEA7. Give the id"),
        ("Zoe Peti", "Nobody here is called just Zoe Peti. There are Zoé Petit"),
        ("Zoe Petite", "Nobody here is called Zoe Petite. Give the id"),
    ],
)
def test_who_may_be_meant_is_said(
    everybody: Everybody, t: Translator, typed: str, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        everybody.named(typed)
    assert t.words(refused.value.words).startswith(words)


def test_who_left_is_found_and_not_here(everybody: Everybody, t: Translator) -> None:
    assert everybody.here("Léa Martin").slack_id == everybody.named("Léa Martin").slack_id
    assert everybody.named("Zoe Petit").slack_id == "U0ZOE"
    with pytest.raises(Refusal) as refused:
        everybody.here("Zoe Petit")
    assert t.words(refused.value.words).startswith("Zoé Petit has left this workspace")
