"""What the playground sends has the shape of what Slack and Bolt publish, but for what is named."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground, small
from tests.playground.shaping import differences
from tests.playground.tools import (
    EVENTS,
    MANIFEST,
    HttpBot,
    Json,
    SocketBot,
    actions,
    button,
    client,
    field,
    modal,
    plain,
    section,
)

PUBLISHED: Json = json.loads((Path(__file__).parent / "published_payloads.json").read_text())
SUBSCRIBED = MANIFEST["settings"] | {
    "event_subscriptions": {"bot_events": [*EVENTS, "tokens_revoked"]}
}
FAR = {"type": "external_select", "action_id": "far", "min_query_length": 0}
OPTIONAL = {"optional": True}

# An organisation of several workspaces is not played.
GRID = {"- team.enterprise_id", "- team.enterprise_name"}
# Slack's pages on interactions have these two; Bolt's tests are older.
ALONE = {"+ enterprise", "+ is_enterprise_install"}
SENT = GRID | ALONE
# Bolt's samples leave it out; https://docs.slack.dev/reference/methods/views.push shows it.
FILLED = {f"+ view.{name}.emoji" for name in ("close", "submit", "title")}
# https://docs.slack.dev/interactivity/handling-user-interaction#payloads: what stands in fields.
STATE = {"+ state"}
# What a person types is not made into rich text.
WORDS = {"- blocks"}
# Pictures, phone numbers, first names and other parts of a profile that the company has not.
PROFILE = {
    *(f"- user.profile.image_{size}" for size in (24, 32, 72, 192, 512)),
    *(f"- user.profile.{name}" for name in ("fields", "first_name", "last_name", "phone")),
    *(f"- user.profile.{name}" for name in ("skype", "status_text_canonical")),
    *(f"- user.{name}" for name in ("color", "is_email_confirmed", "who_can_share_contact_card")),
}
STAMP = {"+ event_ts"}

KNOWN: dict[str, set[str]] = {
    "slash_command": {
        "- enterprise_id",
        "- enterprise_name",
        # https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling
        "+ api_app_id",
        "+ is_enterprise_install",
    },
    # https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    "shortcut": SENT | {"+ api_app_id", "+ user.name"},
    "message_action": ALONE
    | {"+ api_app_id", "+ message.team", "+ user.team_id", "+ user.username"},
    "block_actions": SENT | STATE,
    "block_suggestion": SENT | FILLED,
    "view_submission": SENT | FILLED,
    # https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
    "view_closed": SENT | FILLED | {"+ is_cleared", "- response_urls"},
    "event_callback": {
        "- enterprise_id",
        # https://docs.slack.dev/apis/events-api#callback-field
        "+ context_enterprise_id",
        "+ context_team_id",
        "authorizations[].enterprise_id: nothing",
    },
    "message": WORDS,
    # Bolt's sample lacks the message's own moment, which Slack's page has.
    "message_changed": {"- message.blocks", "- previous_message.blocks", "+ message.ts"},
    "app_mention": set(),
    "reaction_added": set(),
    "member_joined_channel": STAMP,
    "member_left_channel": STAMP,
    "tokens_revoked": STAMP,
    # https://docs.slack.dev/reference/methods/views.publish answers with these four.
    "app_home_opened": {
        *(f"+ view.{name}" for name in ("close", "previous_view_id", "submit", "title"))
    },
    "user_change": PROFILE,
    "team_join": PROFILE | STAMP,
}


@pytest.fixture(params=["Socket Mode", "signed HTTP"])
def heard(request: pytest.FixtureRequest) -> Iterator[list[Json]]:
    """What an app hears of all that can happen, by either road."""
    manifest = MANIFEST | {"settings": SUBSCRIBED}
    with Playground(manifest, seed=small()) as playground:
        if request.param == "Socket Mode":
            with SocketBot(playground) as socket:
                everything_happens(playground)
                yield socket.heard
        else:
            with HttpBot() as site:
                playground.deliver_to(site.url)
                everything_happens(playground)
                yield [payload for _, _, payload in site.heard]


def everything_happens(playground: Playground) -> None:
    """People do all that they can do."""
    slack, lea, hugo = client(playground), playground.as_("lea"), playground.as_("hugo")
    lea.types("/echo hi")
    lea.shortcut("New")
    said = lea.types("@echo Hello")
    assert said is not None
    lea.shortcut("Keep", said)
    lea.edits(said, "Hello!")
    hugo.reacts("tada", said)
    form_is_used(playground, slack, lea)
    lea.leaves("general")
    hugo.invites_the_bot("sales-calls")
    slack.views_publish(user_id=lea.id, view={"type": "home", "blocks": [section()]})
    lea.opens_home()
    lea.changes_profile(title="Head of Billing")
    playground.hires("zoe", "Zoé Petit")
    playground.revokes_token()
    assert playground.settles()


def form_is_used(playground: Playground, slack: WebClient, lea: Actor) -> None:
    """A button is pressed, a form searched in and sent, another closed."""
    pressed = button("Go", value="1") | {"text": plain("Go") | {"emoji": True}}
    blocks = [actions(pressed)]
    general = playground.workspace.channel("general").id
    slack.chat_postEphemeral(channel=general, user=lea.id, text="Go", blocks=blocks)
    lea.clicks("Go")
    form = modal(field("words", "Words", **OPTIONAL), field("f", "Far", element=FAR, **OPTIONAL))
    give = playground.workspace.triggers.give
    for end in (lea.submits, lea.closes):
        view = form | {"notify_on_close": True, "close": plain("Cancel")}
        slack.views_open(trigger_id=give(lea.id), view=view)
        lea.suggested("Far", "Acme")
        end()


def kind_of(payload: Json) -> str:
    """The name of a payload among the published ones."""
    if payload.get("type") != "event_callback":
        return str(payload.get("type", "slash_command"))
    return str(payload["event"].get("subtype") or payload["event"]["type"])


def found(payload: Json, kind: str) -> set[str]:
    """How its shape differs from the published one; of an event the part inside."""
    inner = payload["event"] if "event" in payload and kind != "event_callback" else payload
    return set(differences(inner, PUBLISHED["payloads"][kind]["shape"]))


def test_what_an_app_hears_has_the_published_shape(heard: list[Json]) -> None:
    by_kind = {kind_of(payload): payload for payload in heard if payload.get("type") != "hello"}
    events = [one for one in heard if one.get("type") == "event_callback"]
    by_kind["event_callback"] = events[0]
    assert KNOWN.keys() - by_kind.keys() == set()
    assert {kind: found(by_kind[kind], kind) for kind in KNOWN} == KNOWN


def test_each_published_payload_names_its_source() -> None:
    assert PUBLISHED["payloads"].keys() == KNOWN.keys()
    assert all(one["source"].startswith("https://") for one in PUBLISHED["payloads"].values())
