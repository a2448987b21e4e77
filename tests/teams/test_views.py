"""What is said about teams, in both languages and within Slack's limits."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.delivery import reasons
from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.store.groups import Group
from bot.store.people import Kind, Person
from bot.store.teams import Team
from handlers.teams import forms, views
from handlers.teams.opening import Opened
from handlers.teams.reading import Carried
from tests.moment import NOW
from workflows.teams.find import PER_PAGE, Page, Sheet
from workflows.teams.form import LONGEST_NAME, Typed

HUGO = Person(1, "U0HUGO", "Hugo <Bernard> & Co", "fr")
NOBODY = Person(2, "U0NEW", "", "en")
TEAM = Team(7, "R&D <!here>", "C1", HUGO, None, "", 0)
GROUP = Group(3, "S1", "billing", "Billing people", ())


def whole(message: Any) -> str:
    """All that a message says."""
    return json.dumps([message.text, message.blocks], ensure_ascii=False)


def told(t: Translator, team: Team = TEAM, group: Group | None = None) -> str:
    """All about a team."""
    return views.shown(t, Sheet(team, (HUGO, NOBODY), group), {}, []).text


def test_names_ping_nobody(t: Translator, fr: Translator) -> None:
    for words in (t, fr):
        said = whole(views.shown(words, Sheet(TEAM, (HUGO, NOBODY), None), {}, []))
        said += whole(views.listed(words, Page(1, (TEAM,), {7: 2}, False), False))
        said += whole(views.closed(words, TEAM))
        assert "<!here>" not in said
        assert "R&amp;D &lt;!here&gt;" in said
        assert "Hugo &lt;Bernard&gt; &amp; Co" in said
    assert "<@U0NEW>" in told(t), "whose name is unknown is mentioned, to one reader"


def test_a_team_is_told_whole_in_both_languages(t: Translator, fr: Translator) -> None:
    plain = replace(TEAM, name="Billing", named=replace(HUGO, name="Hugo"))
    assert told(t, plain) == (
        "*Billing*\nLead: Hugo\nChannel: <#C1>\n2 people: Hugo &lt;Bernard&gt; &amp; Co, <@U0NEW>"
    )
    assert told(fr, plain).startswith(
        "*Billing*\nResponsable\u00a0: Hugo\nCanal\u00a0: <#C1>\n2 personnes\u00a0: Hugo"
    )


@pytest.mark.parametrize(
    ("lead", "english", "french"),
    [
        (None, "Nobody leads it. Product Ops can", "Personne n’en est responsable"),
        (replace(HUGO, active=False), "has left. Product Ops can name", "a quitté l’espace"),
        (replace(HUGO, kind=Kind.GUEST), "is a guest by now", "n’est plus qu’invité·e"),
    ],
)
def test_a_team_without_lead_says_why_and_what_to_do(
    t: Translator, fr: Translator, lead: Person | None, english: str, french: str
) -> None:
    team = replace(TEAM, named=lead)
    assert english in told(t, team)
    assert french in told(fr, team)
    assert "⚠️ no lead" in views.listed(t, Page(1, (team,), {}, False), False).text


def test_where_its_people_come_from_is_told_and_what_to_do_when_that_is_gone(
    t: Translator, fr: Translator
) -> None:
    team, gone = replace(TEAM, group="S1"), replace(GROUP, gone=True)
    assert "from the user group @billing, and change with it" in told(t, team, GROUP)
    assert "viennent du groupe d’utilisateurs @billing" in told(fr, team, GROUP)
    for group, named in ((gone, "@billing "), (None, "")):
        assert f"{named}is gone from Slack" in told(t, team, group).replace("came from ", "")
        assert "n’existe plus dans Slack" in told(fr, team, group)


def test_a_channel_that_could_not_be_reached_is_told(t: Translator) -> None:
    problem = Problem("not_in_channel", reasons.words("not_in_channel"), NOW)
    said = views.shown(t, Sheet(TEAM, (), None), {"C1": problem}, []).text
    assert "The last time I could not post there. I am not in this channel" in said
    assert "could not post" not in views.shown(t, Sheet(TEAM, (), None), {"C2": problem}, []).text


def test_an_empty_list_says_who_makes_teams(t: Translator, fr: Translator) -> None:
    empty = Page(1, (), {}, False)
    assert "Product Ops makes them" in views.listed(t, empty, False).text
    assert "Make the first one" in views.listed(t, empty, True).text
    assert "Crée la première" in views.listed(fr, empty, True).text
    assert "New team" in whole(views.listed(t, empty, True))
    assert "New team" not in whole(views.listed(t, empty, False))


def test_pages_have_the_buttons_that_lead_on(t: Translator) -> None:
    middle = whole(views.listed(t, Page(2, (TEAM,), {}, True), False))
    assert "teams.previous" in middle
    assert "teams.next" in middle
    last = views.listed(t, Page(3, (), {}, False), False)
    assert "Nothing left on this page." in last.text
    assert "teams.next" not in whole(last)


def test_the_largest_of_everything_fits(t: Translator, fr: Translator) -> None:
    crowd = tuple(replace(HUGO, id=each, name="&<" * 60) for each in range(500))
    team = replace(TEAM, name="<&" * (LONGEST_NAME // 2), named=crowd[0], group="S1")
    group = replace(GROUP, handle="h" * 200, name="n" * 200, gone=True)
    opened = Opened(
        Typed(team.name, "C1", "U0HUGO", ("U0HUGO",) * 500, "S1"),
        Carried(7, 1),
        group=group,
        has_groups=True,
        vanished=group.handle,
        by_now=Typed(team.name, "C2", "U1", tuple(f"U{each}" for each in range(500))),
        before=Typed(),
        people={f"U{number}": each for number, each in enumerate(crowd)},
    )
    for words in (t, fr):
        whole_page = Page(9, (team,) * PER_PAGE, {7: 500}, True)
        assert len(json.dumps(views.listed(words, whole_page, True).blocks)) < 13_200
        sheet = Sheet(team, crowd, group)
        row = [views.edit_button(words, team), views.close_button(words, team)]
        assert " and 4" in views.shown(t, sheet, {}, row).text
        forms.team_form(words, opened)
        forms.changed(words, sheet, {}, crowd[0])


@pytest.mark.parametrize("form", [forms.made, forms.changed])
def test_a_receipt_says_who_hears_of_it(
    t: Translator, fr: Translator, form: Callable[..., Any]
) -> None:
    sheet = Sheet(TEAM, (HUGO,), None)
    assert "hears of it during their working hours" in str(form(t, sheet, {}, HUGO))
    assert "l’apprendra pendant ses heures de travail" in str(form(fr, sheet, {}, HUGO))
    assert "hears of it" not in str(form(t, sheet, {}, None))


def test_the_help_is_in_both_languages(t: Translator, fr: Translator) -> None:
    assert "/team edit Billing" in views.explained(t).text
    assert "/team modifier Facturation" in views.explained(fr).text
