"""The journeys that come with the bot, as the files they are: a start for your own."""

from importlib.resources import files

from bot.errors import Refusal
from bot.folding import near
from bot.i18n import say

_FOLDER, _ENDING = "journeys", ".yaml"


def names() -> tuple[str, ...]:
    """What they are called."""
    found = (each.name for each in files("workflows.onboarding").joinpath(_FOLDER).iterdir())
    return tuple(sorted(name.removesuffix(_ENDING) for name in found if name.endswith(_ENDING)))


def text(name: str) -> str:
    """What stands in one of them.

    Raises:
        Refusal: there is none of this name.
    """
    if name not in names():
        meant = near(name, names()) or ", ".join(names())
        raise Refusal(
            say("No journey here is called “{name}”. Did you mean {near}?", name=name, near=meant)
        )
    return files("workflows.onboarding").joinpath(_FOLDER, name + _ENDING).read_text("utf-8")
