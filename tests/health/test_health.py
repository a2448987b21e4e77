"""What needs attention is said in words, with a button where a click helps; else all is well."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.delivery import reach
from bot.delivery.tables import DeliveryRow
from bot.errors import Refusal
from bot.feature import TICKS, Tick
from bot.i18n import Languages, Translator
from bot.replies import PublishHome
from bot.store import people, refusals, teams, ticks
from bot.store.engine import Session
from bot.store.people import Person, PersonRow
from bot.store.teams import Content, TeamRow
from bot.store.workspaces import Workspace
from handlers.health import home, ids, listeners
from tests.moment import NOW
from workflows.health.resend import resend

Say = Callable[..., list[str]]


@pytest.fixture
def ops(session: Session, workspace: Workspace, lea: Person) -> Person:
    """Léa, who is Product Ops; every tick has just run."""
    people.name_product_ops(session, workspace, (lea.slack_id,))
    run(session, workspace)
    found = people.find(session, workspace, lea.slack_id)
    assert found
    return found


@pytest.fixture
def said(session: Session, workspace: Workspace, ops: Person, languages: Languages) -> Say:
    """What Health says by now."""

    def draw(language: str = "en") -> list[str]:
        t = languages(language)
        blocks = home.draw(session, workspace, ops, NOW, t)
        return [str(block.to_dict()["text"]["text"]) for block in blocks]

    return draw


def known(session: Session) -> Sequence[Tick]:
    """The features' ticks."""
    found: Sequence[Tick] = session.info[TICKS]
    return found


def run(session: Session, workspace: Workspace, but: str = "") -> None:
    """Let every tick have run just now."""
    for tick in known(session):
        if tick.name != but:
            ticks.ran(session, workspace, tick.name, NOW)


def put(session: Session, workspace: Workspace, **values: Any) -> None:
    """A delivery."""
    whole = {"kind": "post", "target": "C1", "priority": 10, "due": NOW, "body": {"text": "x"}}
    session.add(DeliveryRow(workspace_id=workspace.id, **whole | values))
    session.flush()


def test_nothing_but_well_is_said_where_all_is_well(said: Say) -> None:
    assert said() == ["✅ All is well: nothing needs your attention."]
    assert said("fr") == ["✅ Tout va bien\u00a0: rien ne demande ton attention."]


def test_members_see_nothing_of_it(
    session: Session, workspace: Workspace, marc: Person, t: Translator
) -> None:
    assert home.draw(session, workspace, marc, NOW, t) == []
    with pytest.raises(Refusal, match="Only Product Ops"):
        resend(session, workspace, marc, "is_archived", NOW)


def test_what_failed_is_counted_by_reason_and_sent_again_with_a_click(
    session: Session, workspace: Workspace, ops: Person, said: Say, t: Translator
) -> None:
    for number in range(3):
        put(session, workspace, key=f"{number}", state="failed", reason="is_archived")
    put(session, workspace, key="other", state="failed", reason="not_enabled")
    archived, tab = said()
    assert archived.startswith("*3 messages could not be delivered.* This channel is archived")
    assert tab.startswith("*1 message could not be delivered.* The app's Home tab is off")
    reply = listeners.resend(session, workspace, ops, {"value": "is_archived"}, NOW, t)
    assert isinstance(reply, PublishHome)
    assert "3 messages could not" not in str(reply.view)
    assert ids.RESEND in str(reply.view)
    states = text("SELECT state FROM deliveries ORDER BY id")
    assert session.scalars(states).all() == ["waiting"] * 3 + ["failed"]
    trail = session.execute(text("SELECT action, subject, after FROM audit")).one()
    assert tuple(trail) == ("deliveries.resent", "is_archived", {"deliveries": 3})
    resend(session, workspace, ops, "is_archived", NOW)
    assert session.scalar(text("SELECT count(*) FROM audit")) == 1


def test_what_waits_long_is_told_with_since_when(
    session: Session, workspace: Workspace, said: Say
) -> None:
    put(session, workspace, key="just now", due=NOW - timedelta(seconds=30))
    put(session, workspace, key="later", due=NOW + timedelta(days=1))
    assert said() == ["✅ All is well: nothing needs your attention."]
    put(session, workspace, key="long", due=NOW - timedelta(minutes=3))
    (told,) = said()
    since = int((NOW - timedelta(minutes=3)).timestamp())
    assert told.startswith(f"*2 messages wait*, the first since <!date^{since}^")


def test_a_token_that_slack_refuses_is_told(
    session: Session, workspace: Workspace, said: Say
) -> None:
    session.execute(
        text("INSERT INTO pauses VALUES (:workspace, '', 'token_revoked', :now, :now)"),
        {"workspace": workspace.id, "now": NOW},
    )
    (told,) = said()
    assert told.startswith("*Slack refuses my token (token_revoked)* since ")
    assert "`productops doctor`" in told


def test_a_tick_that_stands_still_is_told_in_the_products_words(
    session: Session, workspace: Workspace, said: Say
) -> None:
    long_ago = NOW - timedelta(minutes=6)
    ticks.ran(session, workspace, "people.relearn", long_ago)
    (told,) = said()
    assert told.startswith("*Learning who is here*: last done <!date^")
    assert "usual interval: 1 minute" in told
    assert "`people.relearn`" in told
    ticks.ran(session, workspace, "people.relearn", NOW - timedelta(minutes=4))
    # An hourly one may be hours late.
    ticks.ran(session, workspace, "delivery.erase", NOW - timedelta(hours=4))
    assert said() == ["✅ All is well: nothing needs your attention."]
    session.execute(text("DELETE FROM ticks WHERE name = 'delivery.erase'"))
    (told,) = said()
    assert "not done yet" in told


def test_a_clock_that_does_not_run_is_told_once(
    session: Session, workspace: Workspace, said: Say
) -> None:
    session.execute(text("UPDATE ticks SET ran_at = :at"), {"at": NOW - timedelta(days=1)})
    (told,) = said()
    assert told.startswith("*My clock stands still* since ")
    assert "`productops clock`" in told
    session.execute(text("DELETE FROM ticks"))
    assert said()[0].startswith("*My clock has not run yet.*")


def test_channels_and_people_that_somebody_counts_on_are_told_when_they_can_not_be_reached(
    session: Session, workspace: Workspace, said: Say, marc: Person
) -> None:
    teams.add(session, workspace, Content("Billing", "C0TEAM", None, None, "", ()), NOW)
    for target, problem in (
        ("C0TEAM", "is_archived"),
        ("C0ELSE", "is_archived"),
        (marc.slack_id, "messages_tab_disabled"),
        ("U0LEA", "user_disabled"),
    ):
        reach.note(session, workspace, target, problem)
    channel, person = said()
    assert channel.startswith("*I can't reach <#C0TEAM>.* This channel is archived")
    assert person.startswith(f"*I can't reach <@{marc.slack_id}>.* The app's Messages tab is off")
    session.execute(update(PersonRow).where(PersonRow.id == marc.id).values(active=False))
    session.execute(update(TeamRow).values(closed_at=NOW))
    assert said() == ["✅ All is well: nothing needs your attention."]


def test_what_commands_refused_is_counted_for_a_week_without_a_word_of_anyone(
    session: Session, workspace: Workspace, said: Say
) -> None:
    sentence = "There is no {reference} that you can see. `/insight search` finds insights by their"
    for days, times in ((0, 2), (6, 1), (8, 5)):
        for _ in range(times):
            when = NOW - timedelta(days=days)
            refusals.count(session, workspace, "/insight", sentence, when)
    refusals.count(session, workspace, "/insight", "Choose at least one day.", NOW)
    (told,) = said()
    assert told.splitlines() == [
        "*What commands refused in the last seven days*",
        "• `/insight`, 3 times: There is no … that you can see. `/insight search` finds insights"
        " by their",
        "• `/insight`, 1 time: Choose at least one day.",
    ]
    assert "Choisis au moins un jour." in said("fr")[0]
    assert refusals.forget(session, workspace, NOW + timedelta(days=23), 100) == 1
    assert refusals.forget(session, workspace, NOW + timedelta(days=60), 100) == 3
