"""What Slack's own client finds wrong with a form before it sends it.

Slack documents the rules with each element (https://docs.slack.dev/reference/block-kit/block-elements),
not its words.
"""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from bot.playground.client_words import said
from bot.playground.fields import is_blank, state_of
from bot.playground.records import Json, View

_ADDRESS = re.compile(r"https?://[^\s/.]+\.[^\s]+|https?://localhost\S*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONGEST = 3_000


def problems(view: View, locale: str) -> dict[str, str]:
    """What is wrong, by block id, in the words of that language; empty when the form may go."""
    values = state_of(view.blocks, view.held)
    found = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        problem = _problem(block, element, values[block["block_id"]][element["action_id"]])
        if problem is not None:
            found[block["block_id"]] = said(locale, problem[0], **problem[1])
    return found


def _problem(block: Json, element: Json, held: Json) -> tuple[str, Json] | None:
    if is_blank(held):
        return None if block.get("optional") else ("required", {})
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, held["value"])
    if kind == "number_input":
        return _number(element, held["value"])
    if kind == "url_text_input":
        return None if _ADDRESS.fullmatch(held["value"]) else ("url", {})
    if kind == "email_text_input":
        return None if _EMAIL.fullmatch(held["value"]) else ("email", {})
    if kind == "datepicker":
        return None if _reads(held["selected_date"], "%Y-%m-%d") else ("date", {})
    if kind == "timepicker":
        return None if _reads(held["selected_time"], "%H:%M") else ("time", {})
    most = element.get("max_selected_items")
    if most and any(isinstance(one, list) and len(one) > most for one in held.values()):
        return ("few", {"most": most})
    return None


def _length(element: Json, value: str) -> tuple[str, Json] | None:
    least, most = element.get("min_length") or 0, element.get("max_length") or LONGEST
    if len(value) < least:
        return ("short", {"least": least})
    return ("long", {"most": most}) if len(value) > most else None


def _number(element: Json, value: str) -> tuple[str, Json] | None:
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return ("number", {})
    if not number.is_finite():
        return ("number", {})
    if not element["is_decimal_allowed"] and number % 1:
        return ("whole", {})
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return ("small", {"least": least})
    return ("big", {"most": most}) if most is not None and number > Decimal(most) else None


def _reads(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007
    except ValueError:
        return False
    return True
