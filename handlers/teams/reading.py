"""Reads what Slack sends about teams: pure functions of its payloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot import carried
from bot.i18n import Translator, Words
from bot.mrkdwn import unescape
from handlers.teams import ids
from workflows.teams.form import Typed

Json = Mapping[str, Any]

FIELDS: Mapping[str, str] = {
    ids.NAME: "name",
    ids.CHANNEL: "channel",
    ids.LEAD: "lead",
    ids.MEMBERS: "members",
    ids.GROUP: "group",
}


class Verb(Enum):
    """What `/team …` asks for."""

    LIST = auto()
    SHOW = auto()
    NEW = auto()
    EDIT = auto()
    HELP = auto()


# Both languages, whoever types.
_ALONE = {"list": Verb.LIST, "liste": Verb.LIST, "help": Verb.HELP, "aide": Verb.HELP}
_VERBS = {
    **dict.fromkeys(("show", "voir", "afficher"), Verb.SHOW),
    **dict.fromkeys(("new", "create", "nouvelle", "créer", "creer"), Verb.NEW),
    **dict.fromkeys(("edit", "change", "modifier"), Verb.EDIT),
}
_QUOTES = " \t\"'“”«»\u00a0\u202f"


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a form carries unseen, from its opening to its submission.

    Attributes:
        team: the team it changes, 0 for a new one.
        revision: how often that one had been changed.
    """

    team: int = 0
    revision: int = 0


def asked(text: str) -> tuple[Verb, str]:
    """What a command asks for, and the name of the team it is about.

    A name that begins like a verb is shown by `show New York`.
    """
    words = unescape(text).strip()
    first, *rest = words.split(maxsplit=1) or [""]
    if not rest and first.lower() in _ALONE:
        return _ALONE[first.lower()], ""
    verb, name = _VERBS.get(first.lower()), rest[0] if rest else ""
    if verb is None:
        return (Verb.SHOW, whole(words)) if words else (Verb.LIST, "")
    if verb is Verb.NEW or name:
        return verb, whole(name)
    return Verb.LIST, ""


def whole(words: str) -> str:
    """A name as it was typed, without the quotes around it."""
    return unescape(words).strip(_QUOTES)


def typed(values: Json) -> Typed:
    """The fields of a form from its `state.values`, whatever its blocks are called."""
    found = {
        FIELDS[action]: _value(element)
        for block in values.values()
        for action, element in block.items()
        if action in FIELDS
    }
    return Typed(**found)


def shown(view: Json) -> Typed:
    """What stood in the fields of a form before anyone filled it."""
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return Typed(**{FIELDS[each["action_id"]]: _initial(each) for each in elements})


def errors(t: Translator, view: Json, wrong: Mapping[str, Words]) -> dict[str, str]:
    """The sentences beside a form's wrong fields, by the ids its blocks have."""
    blocks = {
        FIELDS[action]: block
        for block, elements in view["state"]["values"].items()
        for action in elements
        if action in FIELDS
    }
    return {blocks[field]: t.words(sentence) for field, sentence in wrong.items()}


def _value(element: Json) -> Any:
    if element.get("type") == "multi_users_select":
        return tuple(element.get("selected_users") or ())
    if element.get("type") == "external_select":
        return str((element.get("selected_option") or {}).get("value", ""))
    for key in ("selected_conversation", "selected_user", "value"):
        if key in element:
            return str(element[key] or "")
    return ""


def _initial(element: Json) -> Any:
    if element["type"] == "multi_users_select":
        return tuple(element.get("initial_users") or ())
    if element["type"] == "external_select":
        return str((element.get("initial_option") or {}).get("value", ""))
    for key in ("initial_conversation", "initial_user", "initial_value"):
        if key in element:
            return str(element[key] or "")
    return ""
