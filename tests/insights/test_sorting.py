"""In Slack: insights are sorted one click each, and themes say what becomes of them."""

import pytest

from tests.conftest import Office

SAID = {
    "lea": {
        "empty": "Nothing is left to sort",
        "left": "2 to look at",
        "into": "Put it into a theme",
        "new": "New: Exports",
        "themed": "is in *Exports*",
        "back": "Take that back",
        "close": "Thank and close",
        "closed": "is closed, and its author thanked",
        "skip": "Skip",
        "all_but": "That was all but 1",
        "again": "Look at them now",
        "planned": "Planned",
        "not_now": "Not now",
        "save": "is up to date",
        "notes": "1 note",
    },
    "camille": {
        "empty": "Il n’y a plus rien à trier",
        "left": "Encore 2 à regarder",
        "into": "Le mettre dans un thème",
        "new": "Nouveau\u00a0: Exports",
        "themed": "est dans *Exports*",
        "back": "Revenir dessus",
        "close": "Remercier et clore",
        "closed": "est clos, et la personne",
        "skip": "Passer",
        "all_but": "sauf 1 que tu as laissé",
        "again": "Les regarder maintenant",
        "planned": "Prévu",
        "not_now": "Pas maintenant",
        "save": "est à jour",
        "notes": "1 note",
    },
}


@pytest.mark.parametrize("name", SAID)
def test_insights_are_sorted_one_click_each_and_each_click_can_be_taken_back(
    office: Office, name: str
) -> None:
    said = SAID[name]
    office.introduce(name)
    person = office.as_(name)
    person.types("/insight tri")
    person.sees_in_modal(said["empty"])
    person.closes()
    for words in ("Acme cannot export invoices", "Globex asks for dark mode"):
        person.types(f"/insight {words}")
        person.sees(words)
    person.types("/insight triage")
    person.sees_in_modal(said["left"])
    person.sees_in_modal("Globex asks for dark mode")
    person.clicks(said["skip"])
    person.sees_in_modal("Acme cannot export invoices")
    person.chooses(said["into"], said["new"], typed="Exports")
    person.sees_in_modal(said["themed"])
    person.sees_in_modal(said["all_but"])
    person.clicks(said["again"])
    person.clicks(said["close"])
    person.sees_in_modal(said["closed"])
    person.clicks(said["back"])
    person.sees_in_modal("Globex asks for dark mode")
    person.clicks("Exports")
    person.sees_in_modal(said["empty"])
    person.closes()


@pytest.mark.parametrize("name", SAID)
def test_a_theme_shows_what_speaks_for_it_and_says_what_becomes_of_it(
    office: Office, name: str
) -> None:
    said = SAID[name]
    office.introduce(name)
    person = office.as_(name)
    person.types("/insight Acme cannot export invoices")
    person.sees("Acme cannot export invoices")
    person.types("/insight triage")
    person.chooses(said["into"], said["new"], typed="Exports")
    person.sees_in_modal(said["themed"])
    person.closes()
    person.types("/insight themes")
    person.sees_in_modal(said["notes"])
    person.clicks("Open" if name == "lea" else "Ouvrir")
    person.sees_in_modal("Acme cannot export invoices")
    person.chooses("insights.theme_state", said["not_now"])
    wrong = person.submits()
    assert wrong
    assert all("insights.theme_reason" in block for block in wrong)
    person.chooses("insights.theme_state", said["planned"])
    assert person.submits() is None
    person.sees_in_modal(said["save"])
    person.closes(everything=True)
    person.types("/insight INS-1")
    assert said["planned"] in str(person.sees("Exports · ").blocks)


def test_only_its_owner_and_product_ops_move_a_theme_and_the_quicker_one_wins(
    office: Office,
) -> None:
    office.introduce("lea")
    office.introduce("nora")
    lea, nora = office.as_("lea"), office.as_("nora")
    lea.types("/insight Acme cannot export invoices")
    lea.sees("Acme cannot export invoices")
    for each in (lea, nora):
        each.types("/insight triage")
        each.sees_in_modal("Acme cannot export invoices")
    lea.chooses("Put it into a theme", "New: Exports", typed="Exports")
    lea.sees_in_modal("is in *Exports*")
    nora.clicks("Thank and close")
    nora.sees_in_modal("was quicker: *INS-1* is in *Exports* already. Nothing was changed.")
    nora.closes()
    nora.types("/insight themes")
    nora.clicks("Open")
    page = str(nora.sees_in_modal("say what becomes of it"))
    assert "insights.theme_state" not in page
