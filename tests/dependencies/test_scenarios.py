"""A handshake between two teams as they live it, in an office whose clock is turned."""

from collections.abc import Iterator

import pytest

from bot.store import teams
from bot.store.teams import Content
from tests.moment import NOW
from tests.turned import TurnedOffice, turned_office


@pytest.fixture
def lumen(empty_database: str) -> Iterator[TurnedOffice]:
    """Hugo, who reads French, leads Facturation; Sam, who reads English, leads Payments."""
    with turned_office(empty_database) as office:
        for name, lead, channel in (
            ("Facturation", "hugo", "product"),
            ("Payments", "sam", "general"),
        ):
            with office.acting(lead) as (session, person):
                where = office.playground.workspace.channel(channel).id
                content = Content(name, where, person.id, person.id, "", (person.id,))
                teams.add(session, office.bot.workspace, content, NOW)
        yield office


def in_channel(office: TurnedOffice, name: str) -> list[str]:
    """What the bot has said in a channel, oldest first, threads too."""
    workspace = office.playground.workspace
    messages = workspace.channel(name).messages.values()
    return [one.text for one in messages if one.user == workspace.bot_user]


NEEDS = "un webhook pour les &lt;!channel&gt; remboursements"
CARD = (
    f"*DEP-1* · {NEEDS}\n"
    "*🕓 Asked*\n"
    "*Facturation* needs it from *Payments*.\n"
    "Needed by: Tuesday 24 March\n"
    "Les clients attendent."
)
AGREED = CARD.replace("*🕓 Asked*", "*🤝 Agreed*").replace(
    "24 March\n",
    "24 March\nAgreed date: Tuesday 31 March\nOwner: Sam Okafor\n",
)
PROPOSED = "🔁 *Sam Okafor* (Payments) proposes another date: Tuesday 31 March.\n> The bank is slow"
ACCEPTED = "🤝 *Hugo Bernard* (Facturation) accepts: Tuesday 31 March."
DELIVERED = "📦 *Sam Okafor* (Payments) says it is there.\n> In the docs"
CONFIRMED = "✅ *Hugo Bernard* (Facturation) confirms: it is what they needed."


def heard(office: TurnedOffice, name: str) -> list[str]:
    """What the bot has told somebody, oldest first."""
    return [words for _, words in office.said_to(name)]


def hugo_asks(office: TurnedOffice) -> None:
    """Facturation asks Payments."""
    hugo = office.as_("hugo")
    hugo.types("/dependency un webhook pour les <!channel> remboursements")
    hugo.chooses("À quelle équipe le demander", "Payments")
    hugo.chooses("Souhaité pour", "2026-03-24")
    hugo.fills("Pourquoi c’est important", "Les clients attendent.")
    assert hugo.submits() is None
    hugo.sees_in_modal("Sam Okafor reçoit la question, à ses heures de travail.")
    hugo.closes()
    office.turns(minutes=30)


def sam_proposes(office: TurnedOffice) -> None:
    """Payments proposes another date."""
    sam = office.as_("sam")
    sam.clicks("Another date")
    sam.chooses("The date you propose", "2026-03-31")
    sam.fills("Why this date", "The bank is slow")
    assert sam.submits() is None
    sam.sees_in_modal("Hugo Bernard is asked, in their working hours.")
    sam.closes(everything=True)
    office.turns(minutes=30)


def sam_delivers(office: TurnedOffice) -> None:
    """Payments says that it is there."""
    sam = office.as_("sam")
    sam.clicks("Delivered")
    sam.fills("Where they find it", "In the docs")
    assert sam.submits() is None
    sam.closes(everything=True)
    office.turns(minutes=30)


def test_two_teams_agree_on_another_date(lumen: TurnedOffice) -> None:
    hugo = lumen.as_("hugo")
    hugo_asks(lumen)
    assert in_channel(lumen, "product") == [CARD]
    assert in_channel(lumen, "general") == [CARD]
    assert heard(lumen, "hugo") == []
    assert heard(lumen, "sam") == [
        f"*Facturation* needs this from your team by *Tuesday 24 March*: {NEEDS} (DEP-1)"
    ]
    sam_proposes(lumen)
    assert heard(lumen, "hugo") == [
        f"*Payments* propose *mardi 31 mars* pour\u00a0: {NEEDS} (DEP-1)"
    ]
    assert heard(lumen, "sam") == [
        f"✅ Done: the answer to DEP-1, which Facturation needs: {NEEDS}"
    ]
    hugo.clicks("Accepter cette date")
    lumen.turns(minutes=30)
    hugo.sees("🤝 Convenu\nDate convenue\u00a0: mardi 31 mars\nPayments le voit dans")
    assert in_channel(lumen, "general") == [AGREED, PROPOSED, ACCEPTED]


def test_what_was_agreed_is_delivered_and_confirmed(lumen: TurnedOffice) -> None:
    hugo = lumen.as_("hugo")
    hugo_asks(lumen)
    sam_proposes(lumen)
    hugo.clicks("Accepter cette date")
    lumen.turns(minutes=30)
    sam_delivers(lumen)
    assert heard(lumen, "hugo")[-1] == (
        f"*Payments* a livré\u00a0: {NEEDS} (DEP-1). C’est bien ce qu’il vous fallait\u202f?"
    )
    hugo.clicks("C’est ce qu’il nous fallait")
    lumen.turns(minutes=30)
    for name in ("general", "product"):
        card, *thread = in_channel(lumen, name)
        assert "*✅ Delivered and confirmed*" in card
        assert thread == [PROPOSED, ACCEPTED, DELIVERED, CONFIRMED]
    where = lumen.playground.workspace.channel("general").id
    receipt = f"*DEP-1* · {NEEDS}\n{{}}\nPayments le voit dans <#{where}>."
    assert heard(lumen, "hugo") == [
        f"✅ Fait\u00a0: la date que Payments propose pour DEP-1\u00a0: {NEEDS}",
        receipt.format("🤝 Convenu\nDate convenue\u00a0: mardi 31 mars"),
        f"✅ Fait\u00a0: la confirmation que DEP-1 est bien là\u00a0: {NEEDS}",
        receipt.format("✅ Livré et confirmé"),
    ]
    assert len(heard(lumen, "sam")) == 1


def test_what_nobody_answers_is_reminded_and_then_told_to_the_other_lead(
    lumen: TurnedOffice,
) -> None:
    camille = lumen.as_("camille")
    with lumen.acting("hugo") as (session, hugo):
        found = teams.of(session, lumen.bot.workspace, hugo)[0]
        who = lumen.known(camille)
        assert who
        teams.set_members(session, lumen.bot.workspace, found.id, (hugo.id, who.id))
    camille.types("/dependency un export")
    camille.chooses("À quelle équipe le demander", "Payments")
    camille.chooses("Souhaité pour", "2026-03-24")
    assert camille.submits() is None
    lumen.turns(days=10)
    asked = "*Facturation* needs this from your team by *Tuesday 24 March*: un export (DEP-1)"
    told = "_I told <@{hugo}> on 9 March 2026 that it is open, so that you get a hand._"
    said = heard(lumen, "sam")
    assert said == [asked, asked, f"{asked}\n{told.format(hugo=lumen.as_('hugo').id)}"]
    assert len(lumen.said_to("hugo")) == 1
    assert "DEP-1" in lumen.said_to("hugo")[0][1]


def test_a_channel_that_the_bot_is_not_in_is_said_and_gets_its_card_once_it_is(
    lumen: TurnedOffice,
) -> None:
    hugo, sam = lumen.as_("hugo"), lumen.as_("sam")
    sam.creates("payments-private", private=True)
    where = lumen.playground.workspace.channel("payments-private").id
    with lumen.acting("sam") as (session, person):
        found = teams.of(session, lumen.bot.workspace, person)[0]
        content = Content(found.name, where, person.id, person.id, "", (person.id,))
        teams.write(session, lumen.bot.workspace, found.id, content)
    hugo.types("/dependency un export")
    hugo.chooses("À quelle équipe le demander", "Payments")
    hugo.chooses("Souhaité pour", "2026-03-24")
    assert hugo.submits() is None
    lumen.turns(minutes=30)
    assert heard(lumen, "hugo") == [
        f"Je n’ai pas pu publier *DEP-1* dans <#{where}>. Je ne vois pas ce canal. S’il est privé,"
        " tapes-y `/invite` et choisis-moi\u202f; sinon il n’existe plus\u202f: choisis-en"
        " un autre."
    ]
    assert in_channel(lumen, "payments-private") == []
    sam.invites_the_bot("payments-private")
    lumen.turns(minutes=5)
    assert len(in_channel(lumen, "payments-private")) == 1
    assert len(lumen.said_to("hugo")) == 1


def test_an_archived_channel_is_said_to_who_asked(lumen: TurnedOffice) -> None:
    hugo, sam = lumen.as_("hugo"), lumen.as_("sam")
    where = lumen.playground.workspace.channel("payments").id
    with lumen.acting("sam") as (session, person):
        found = teams.of(session, lumen.bot.workspace, person)[0]
        content = Content(found.name, where, person.id, person.id, "", (person.id,))
        teams.write(session, lumen.bot.workspace, found.id, content)
    sam.archives("payments")
    hugo.types("/dependency un export")
    hugo.chooses("À quelle équipe le demander", "Payments")
    hugo.chooses("Souhaité pour", "2026-03-24")
    assert hugo.submits() is None
    lumen.turns(minutes=30)
    assert heard(lumen, "hugo") == [
        f"Je n’ai pas pu publier *DEP-1* dans <#{where}>. Ce canal est archivé\u202f:"
        " désarchive-le, ou choisis-en un autre."
    ]
    assert len(lumen.said_to("sam")) == 1, "the lead is asked all the same"


def test_a_message_is_passed_on_as_what_is_needed(lumen: TurnedOffice) -> None:
    hugo = lumen.as_("hugo")
    said = lumen.as_("marc").types("Il nous faut un webhook", "product")
    assert said
    assert hugo.shortcut("Ask another team", said)
    hugo.chooses("À quelle équipe le demander", "Payments")
    hugo.chooses("Souhaité pour", "2026-03-24")
    assert hugo.submits() is None
    lumen.turns(minutes=30)
    card = in_channel(lumen, "general")[0]
    assert card.startswith("*DEP-1* · Il nous faut un webhook\n")
    assert f"/p{said.ts.replace('.', '')}>" in card
