"""The two fields of a form in which a country and its region are chosen."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, ExternalDataSelectElement, InputBlock, Option

from bot import calendar, places
from bot.i18n import Translator
from bot.mrkdwn import excerpt
from bot.places import LETTERS, NONE, Choice


def fields(t: Translator, ids: tuple[str, str], country: Choice, region: str) -> list[Block]:
    """Both fields, or the first alone where the country has no regions.

    Args:
        ids: of the two; each needs an OptionsRequest, the first one a FormClick as well, which
            shows the form anew: another country has other regions.
        country: what is chosen, as (text, value); the value is a code, or stands for something
            else.
        region: its code, empty for none.
    """
    text, value = country
    first = InputBlock(
        block_id=ids[0],
        label=t("Public holidays of"),
        element=ExternalDataSelectElement(
            action_id=ids[0], min_query_length=0, initial_option=option(text, value)
        ),
        dispatch_action=True,
    )
    if not calendar.regions(value):
        return [first]
    chosen = option(places.region_name(value, region), region) if region else None
    second = InputBlock(
        # Slack keeps what stands in a field whose block has the same id.
        block_id=f"{ids[1]}.{value}",
        label=t("Region"),
        element=ExternalDataSelectElement(
            action_id=ids[1],
            min_query_length=0,
            placeholder=t("All of it"),
            initial_option=chosen,
        ),
        optional=True,
    )
    return [first, second]


def none(t: Translator) -> Choice:
    """The choice of no country at all."""
    return t("None: no public holidays"), NONE


def option(text: str, value: str) -> Option:
    """An option whose text Slack takes."""
    return Option(text=excerpt(text, LETTERS), value=value)


def country_of(block_id: str) -> str:
    """The country in the id of a region's block."""
    return block_id.rpartition(".")[2]


def value_of(element: Mapping[str, Any] | None) -> str:
    """The value of the one option that is chosen in a menu; empty where none is."""
    return str(((element or {}).get("selected_option") or {}).get("value", ""))
