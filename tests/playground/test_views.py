"""Views: triggers, stacks, hashes, home tabs, and what is refused."""

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground
from tests.playground.tools import MANIFEST, code, field, modal, refused, section


@pytest.fixture
def trigger(playground: Playground, lea: Actor) -> str:
    return playground.workspace.triggers.give(lea.id)


def test_a_trigger_opens_one_view(slack: WebClient, lea: Actor, trigger: str) -> None:
    view = slack.views_open(trigger_id=trigger, view=modal(callback_id="form"))["view"]
    assert lea.modal == view
    assert (view["callback_id"], view["root_view_id"]) == ("form", view["id"])
    assert code(slack.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


def test_an_expired_trigger_is_refused(
    playground: Playground, slack: WebClient, trigger: str
) -> None:
    playground.workspace.triggers.seconds = 0
    assert code(slack.views_open, trigger_id=trigger, view=modal()) == "expired_trigger_id"


def test_an_invented_trigger_is_refused(slack: WebClient) -> None:
    assert code(slack.views_open, trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"


def test_a_refused_view_leaves_the_trigger_good(slack: WebClient, trigger: str) -> None:
    body = refused(slack.views_open, trigger_id=trigger, view=modal(private_metadata="x" * 3001))
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]"
    ]
    assert slack.views_open(trigger_id=trigger, view=modal())["ok"]


def test_an_enormous_view_is_refused(slack: WebClient, trigger: str) -> None:
    view = modal(*[section("x" * 3000)] * 90)
    assert code(slack.views_open, trigger_id=trigger, view=view) == "view_too_large"


def test_three_views_stack_and_no_fourth(
    playground: Playground, slack: WebClient, lea: Actor, trigger: str
) -> None:
    first = slack.views_open(trigger_id=trigger, view=modal())["view"]
    give = playground.workspace.triggers.give
    for _ in range(2):
        view = slack.views_push(trigger_id=give(lea.id), view=modal())["view"]
        assert view["root_view_id"] == first["id"]
    fourth = code(slack.views_push, trigger_id=give(lea.id), view=modal())
    assert fourth == "push_limit_reached"
    lea.closes()
    assert lea.modal is not None
    assert lea.modal["previous_view_id"] == first["id"]


def test_an_update_keeps_what_was_typed_in_the_same_field(
    slack: WebClient, lea: Actor, trigger: str
) -> None:
    view = slack.views_open(trigger_id=trigger, view=modal(field("words", "Words")))["view"]
    lea.fills("Words", "Typed")
    longer = modal(field("words", "Words"), field("more", "More"))
    updated = slack.views_update(view_id=view["id"], view=longer)["view"]
    values = updated["state"]["values"]
    assert values["words"]["value"] == {"type": "plain_text_input", "value": "Typed"}
    assert values["more"]["value"]["value"] is None


def test_an_update_with_an_old_hash_is_refused(slack: WebClient, trigger: str) -> None:
    view = slack.views_open(trigger_id=trigger, view=modal())["view"]
    slack.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    late = code(slack.views_update, view_id=view["id"], hash=view["hash"], view=modal())
    assert late == "hash_conflict"


def test_an_update_of_a_closed_view_is_refused(slack: WebClient, lea: Actor, trigger: str) -> None:
    view = slack.views_open(trigger_id=trigger, view=modal())["view"]
    lea.closes()
    assert code(slack.views_update, view_id=view["id"], view=modal()) == "not_found"


def test_an_external_id_finds_its_view_and_is_unique(
    playground: Playground, slack: WebClient, trigger: str
) -> None:
    slack.views_open(trigger_id=trigger, view=modal(external_id="mine"))
    assert slack.views_update(external_id="mine", view=modal(external_id="mine"))["ok"]
    hugo = playground.as_("hugo")
    other = playground.workspace.triggers.give(hugo.id)
    again = code(slack.views_open, trigger_id=other, view=modal(external_id="mine"))
    assert again == "duplicate_external_id"


def test_a_home_tab_is_published_to_one_person(
    playground: Playground, slack: WebClient, lea: Actor
) -> None:
    home = {"type": "home", "blocks": [section("Good morning")]}
    first = slack.views_publish(user_id=lea.id, view=home)["view"]
    lea.sees_at_home("Good morning")
    assert playground.as_("hugo").home is None
    second = slack.views_publish(user_id=lea.id, view=home, hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    args = {"user_id": lea.id, "view": home, "hash": first["hash"]}
    assert code(slack.views_publish, **args) == "hash_conflict"
    assert code(slack.views_publish, user_id="U0AAAAAAAAA", view=home) == "invalid_arguments"


def test_a_home_tab_must_be_enabled_in_the_manifest() -> None:
    features = MANIFEST["features"] | {"app_home": {"home_tab_enabled": False}}
    with Playground(MANIFEST | {"features": features}) as playground:
        slack = WebClient(playground.bot_token, base_url=playground.api_url)
        lea = playground.as_("lea").id
        view = {"type": "home", "blocks": []}
        assert code(slack.views_publish, user_id=lea, view=view) == "not_enabled"
