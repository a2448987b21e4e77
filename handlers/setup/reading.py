"""Reads what Slack sends of the forms of the set-up."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.i18n import Translator, Words
from bot.place_fields import value_of
from bot.places import NONE
from handlers.setup import ids
from workflows.setup.choosing import Place
from workflows.setup.naming import Naming

Json = Mapping[str, Any]


def naming(view: Json) -> Naming:
    """Whom the form adds and removes: what others changed meanwhile stays."""
    shown = set(json.loads(view["private_metadata"]))
    chosen = set(_element(view, ids.PEOPLE).get("selected_users") or ())
    return Naming(tuple(sorted(chosen - shown)), tuple(sorted(shown - chosen)))


def carrying(wanted: Naming) -> str:
    """A naming that waits to be confirmed, as its form carries it."""
    return json.dumps(asdict(wanted))


def carried(view: Json) -> Naming:
    """The naming that a form carries."""
    found = json.loads(view["private_metadata"])
    return Naming(tuple(found["add"]), tuple(found["remove"]))


def channel(view: Json) -> str:
    """The channel that was chosen, by Slack's id."""
    return str(_element(view, ids.CHANNEL)["selected_conversation"])


def chosen(view: Json, field: str) -> str:
    """What was chosen in a menu."""
    return value_of(_element(view, field))


def chosen_place(view: Json) -> Place:
    """The country and the region that were chosen."""
    return place(chosen(view, ids.COUNTRY), chosen(view, ids.REGION))


def place(country: str, region: str = "") -> Place:
    """A country as the form's menu has it, and a region."""
    return Place("" if country == NONE else country, region)


def errors(t: Translator, view: Json, wrong: Mapping[str, Words]) -> dict[str, str]:
    """The sentences beside the wrong ones of both fields of a place, by their blocks' ids."""
    blocks = {
        action: block for block, elements in view["state"]["values"].items() for action in elements
    }
    fields = {"country": ids.COUNTRY, "region": ids.REGION}
    return {
        blocks.get(fields[field], ids.COUNTRY): t.words(sentence)
        for field, sentence in wrong.items()
    }


def _element(view: Json, action: str) -> Json:
    for block in view["state"]["values"].values():
        if action in block:
            found: Json = block[action]
            return found
    return {}
