"""Reads what Slack sends of the form of settings."""

from collections.abc import Mapping
from typing import Any

from bot.forms import Errors
from bot.i18n import Translator
from bot.place_fields import value_of
from bot.places import AS_WORKSPACE
from handlers.settings import ids
from workflows.settings.form import SLACK, USUAL, Typed

Json = Mapping[str, Any]

# Each field's name in `Typed`, and its action in the form.
FIELDS = {
    "language": ids.LANGUAGE,
    "country": ids.COUNTRY,
    "region": ids.REGION,
    "weekdays": ids.WEEKDAYS,
    "start": ids.START,
    "end": ids.END,
    "ceiling": ids.CEILING,
    "follows_status": ids.STATUS,
}


def typed(view: Json) -> Typed:
    """The fields of the form, whatever its blocks are called."""
    found = {
        action: element
        for block in view["state"]["values"].values()
        for action, element in block.items()
    }
    return Typed(
        language=value_of(found.get(ids.LANGUAGE)) or SLACK,
        country=value_of(found.get(ids.COUNTRY)) or AS_WORKSPACE,
        region=value_of(found.get(ids.REGION)),
        weekdays=_options(found.get(ids.WEEKDAYS)),
        start=_time(found.get(ids.START)),
        end=_time(found.get(ids.END)),
        ceiling=value_of(found.get(ids.CEILING)) or USUAL,
        follows_status=bool(_options(found.get(ids.STATUS))),
    )


def errors(t: Translator, view: Json, wrong: Errors) -> dict[str, str]:
    """The sentences beside the form's wrong fields, by the ids its blocks have."""
    blocks = {
        action: block for block, elements in view["state"]["values"].items() for action in elements
    }
    # A region that was chosen before its country changed stands in no field any more.
    return {
        blocks.get(FIELDS[field], ids.COUNTRY): t.words(sentence)
        for field, sentence in wrong.fields.items()
    }


def _options(element: Json | None) -> tuple[str, ...]:
    chosen = (element or {}).get("selected_options") or ()
    return tuple(str(each["value"]) for each in chosen)


def _time(element: Json | None) -> str:
    return str((element or {}).get("selected_time") or "")
