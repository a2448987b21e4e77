"""Who is to be met is here, or it is said who may be meant; who leaves later breaks nothing."""

from dataclasses import replace

import pytest

from bot.i18n import Translator
from bot.store import people
from bot.store.people import Kind, Profile
from handlers.onboarding import stepping
from tests.moment import NOW
from tests.okrs.test_doors import Visitor
from tests.onboarding.conftest import JOURNEY, Arrival, step
from tests.transcript import form
from workflows.onboarding import meeting
from workflows.onboarding.journey import Journey
from workflows.onboarding.journey import Kind as Does

ZOE = Profile("Zoé Petit", "UTC", True, "fr")


def meets(*who: str) -> Journey:
    """A journey that names people to be met."""
    steps = (step(f"meet-{n}", kind=Does.MEET, meets=one) for n, one in enumerate(who))
    return replace(JOURNEY, steps=tuple(steps))


def learns(arrival: Arrival, profile: Profile, slack_id: str = "U0ZOE") -> None:
    """Slack tells of somebody."""
    people.meet(*arrival.given, slack_id)
    people.learn(*arrival.given, {slack_id: profile}, NOW)


def test_roles_and_who_is_here_are_nothing_to_tell(arrival: Arrival) -> None:
    learns(arrival, ZOE)
    named = meets("manager", "buddy", "team_lead", "product_ops", "@Zoé Petit", "@zoepetit")
    assert meeting.absent(*arrival.given, named) == ()
    assert meeting.absent(*arrival.given, JOURNEY) == ()


@pytest.mark.parametrize(
    ("who", "words", "is_note"),
    [
        ("@Sam Okafer", "Nobody here is called Sam Okafer. Did you mean Sam Okafor?", False),
        ("@sam", "Nobody here is called just sam. There are Sam Okafor (U0SAM): give", False),
        ("@zoe", "Nobody here is called just zoe. There are Zoé Petit (U0ZOE)", False),
        ("@U0ZOE", "Zoé Petit has left this workspace: name somebody who is here.", False),
        ("@robot", "Robot is an app: name a person.", False),
        (
            "sam.okafor@example.com",
            "E-mail addresses are not kept: write a name or Slack's id instead of"
            " sam.okafor@example.com. Did you mean Sam Okafor?",
            True,
        ),
        ("x@example.com", "E-mail addresses are not kept: write a name or Slack's id", True),
    ],
)
def test_who_is_not_here_is_found_with_what_to_write(
    arrival: Arrival, t: Translator, who: str, words: str, is_note: bool
) -> None:
    learns(arrival, replace(ZOE, active=False))
    learns(arrival, Profile("Robot", "UTC", True, "en", kind=Kind.APP), "U0APP")
    (found,) = meeting.absent(*arrival.given, meets("buddy", who))
    assert t.words(found.words).startswith(words)
    assert (found.place, found.field, found.step, found.is_note) == (1, "meets", "meet-1", is_note)


def test_the_page_of_a_step_holds_when_who_is_to_be_met_leaves(
    arrival: Arrival, t: Translator
) -> None:
    learns(arrival, ZOE)
    arrival.journey = meets("@zoe petit", "@nobody", "zoe@example.com")
    arrival.begins()
    arrival.ticks()
    sam = Visitor(*arrival.given, arrival.sam, t)

    def page(key: str) -> str:
        return form(sam.clicks(stepping.open_step, arrival.step(key).id).view)

    assert "meet <@U0ZOE>" in page("meet-0")
    learns(arrival, replace(ZOE, active=False))
    left = page("meet-0")
    assert "Zoé Petit is not here any more: ask <@U0MARC> whom to meet instead." in left
    assert "meet @zoe petit" in left
    assert "meet @nobody" in page("meet-1")
    assert "meet zoe@example.com" in page("meet-2")
