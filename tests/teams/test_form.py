"""A team's form says what is wrong beside each field, and what to do."""

import pytest

from bot.forms import Errors
from bot.i18n import Translator
from bot.store import people, teams
from bot.store.people import SLACKBOT
from tests.moment import NOW
from tests.teams.squad import Squad
from workflows.teams import form
from workflows.teams.form import Fields, Typed
from workflows.teams.known import look_up

RIGHT = Typed("Payments", "C1", "U0HUGO", ("U0LEA",))


def checked(squad: Squad, typed: Typed, team: int = 0) -> Fields | Errors:
    """What comes of a form."""
    return form.check(typed, look_up(squad.session, squad.workspace, typed, team))


def told(squad: Squad, typed: Typed, t: Translator, team: int = 0) -> dict[str, str]:
    """The sentences beside its fields."""
    found = checked(squad, typed, team)
    assert isinstance(found, Errors)
    return {field: t.words(words) for field, words in found.fields.items()}


def test_what_is_right_is_a_team(squad: Squad) -> None:
    fields = checked(squad, Typed("  Pay \n ments ", "C1", "U0HUGO", ("U0LEA", "U0GUS", "U0LEA")))
    assert isinstance(fields, Fields)
    assert (fields.name, fields.channel, fields.lead.name) == ("Pay ments", "C1", "Hugo")
    assert [member.name for member in fields.members] == ["Lea", "Gus"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "A team needs a name"),
        ("name", " \u200b\n", "A team needs a name"),
        ("name", "x" * 61, "This name is 61 characters long; 60 fit. Shorten it."),
        ("name", "BÎLL ing", "There is a team “Billing” already: choose another name"),
        ("channel", "D123", "Choose a channel"),
        ("lead", "", "A team needs a lead"),
        ("lead", "U0GONE", "Gone has left the workspace: choose someone else."),
        ("lead", "U0APP", "An app can't lead a team"),
        ("lead", SLACKBOT, "An app can't lead a team"),
        ("lead", "U0GUS", "Gus is a guest of this workspace"),
        ("lead", "U0NEW", "I have not met this person yet"),
        ("members", ("U0LEA", "U0GONE"), "Gone has left the workspace: take them off the list."),
        ("members", ("U0APP", SLACKBOT), "App, Slackbot are apps: take them off the list."),
        ("members", ("U0LEA", "U0NEW"), "I have not met this person yet"),
        ("group", "S0NONE", "This user group is gone from Slack"),
        ("group", "S0BILL", "With a user group, its people are the members"),
    ],
)
def test_each_wrong_field_has_a_sentence_that_says_what_to_do(
    squad: Squad, t: Translator, field: str, value: object, says: str
) -> None:
    squad.makes("Billing")
    squad.group("LEA")
    wrong = told(squad, Typed(**{**vars(RIGHT), field: value}), t)
    assert wrong.keys() == {field}
    assert wrong[field].startswith(says)


def test_everything_wrong_is_told_at_once(squad: Squad, t: Translator) -> None:
    wrong = told(squad, Typed("", "D1", "", ("U0GONE",), "S0NONE"), t)
    assert wrong.keys() == {"name", "channel", "lead", "members", "group"}


def test_a_user_group_that_was_deleted_is_gone(squad: Squad, t: Translator) -> None:
    squad.group("LEA")
    typed = Typed("Payments", "", "U0HUGO", (), "S0BILL")
    assert isinstance(checked(squad, typed), Fields)
    squad.disables()
    assert told(squad, typed, t).keys() == {"group"}


def test_a_team_keeps_its_own_name_and_a_closed_ones_is_free(squad: Squad) -> None:
    team = squad.makes("Billing")
    typed = Typed("billing", "", "U0HUGO")
    assert isinstance(checked(squad, typed, team.id), Fields)
    assert isinstance(checked(squad, typed), Errors)
    teams.close(squad.session, squad.workspace, team.id, NOW)
    assert isinstance(checked(squad, typed), Fields)


def test_the_bot_itself_can_be_in_no_team(squad: Squad, t: Translator) -> None:
    itself = squad.workspace.bot_user
    assert told(squad, Typed("Payments", "", itself, (itself,)), t).keys() == {"lead", "members"}


def test_who_is_not_known_yet_is_to_be_asked_for(squad: Squad) -> None:
    people.meet(squad.session, squad.workspace, "U0MET")
    typed = Typed("Payments", "", "U0NEW", ("U0MET", "U0LEA", "U0APP", SLACKBOT))
    known = look_up(squad.session, squad.workspace, typed)
    assert form.unknown(typed, known) == ("U0NEW", "U0MET")
