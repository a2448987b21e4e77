"""Two clocks: messages follow the product's time, triggers and signatures the real one."""

from datetime import UTC, datetime, timedelta

from freezegun import freeze_time
from slack_sdk import WebClient

from bot.playground import Actor, Playground, realtime
from tests.playground.tools import HttpBot, modal

REAL = ["slack_bolt", "slack_sdk", "bot.playground"]
NEW_YEAR = datetime(2030, 1, 1, 9, tzinfo=UTC)


def test_messages_carry_the_products_time_and_never_share_a_moment(
    playground: Playground, lea: Actor
) -> None:
    with freeze_time(NEW_YEAR, ignore=REAL) as clock:
        first, second = lea.types("One"), lea.types("Two")
        clock.tick(timedelta(days=7))
        third = lea.types("Three")
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.ts == f"{int(NEW_YEAR.timestamp())}.000000"
    assert second.ts == f"{int(NEW_YEAR.timestamp())}.000001"
    assert float(third.ts) - float(first.ts) == timedelta(days=7).total_seconds()


def test_a_trigger_lives_in_real_time(playground: Playground, slack: WebClient, lea: Actor) -> None:
    with freeze_time(NEW_YEAR, ignore=REAL) as clock:
        trigger = playground.workspace.triggers.give(lea.id)
        clock.tick(timedelta(days=7))
        assert slack.views_open(trigger_id=trigger, view=modal())["ok"]


def test_a_signature_carries_real_time(playground: Playground, lea: Actor) -> None:
    before = int(realtime.wall())
    with HttpBot() as site:
        playground.deliver_to(site.url)
        with freeze_time(NEW_YEAR, ignore=REAL):
            lea.types("/echo hi")
    signed_at = int(site.heard[0][0]["X-Slack-Request-Timestamp"])
    assert before <= signed_at <= before + 60
