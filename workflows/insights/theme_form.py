"""What a person typed of a theme, checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.theme import NOT_NOW, STATES

LONGEST_REASON = 300  # characters: a receipt quotes it


@dataclass(frozen=True)
class Move:
    """What is to become of a theme.

    Attributes:
        state: one of `STATES`.
        reason: as typed, 300 characters at most; not now needs one.
    """

    state: str
    reason: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is to be different about a theme; None where nothing is.

    Attributes:
        owner: Slack's id of a member.
    """

    name: str | None = None
    owner: str | None = None
    move: Move | None = None


def check(wanted: Wanted) -> Wanted | Errors:
    """What is wanted of a theme, cleaned, or what is wrong with it by the names in `Wanted`."""
    name = None if wanted.name is None else clean(wanted.name)
    move = None if wanted.move is None else Move(wanted.move.state, clean(wanted.move.reason))
    wrong: dict[str, Words] = {}
    if name is not None and (said := wrong_name(name)):
        wrong["name"] = said
    if move is not None:
        wrong |= wrong_with(move)
    return Errors(wrong) if wrong else Wanted(name, wanted.owner, move)


def wrong_name(name: str) -> Words | None:
    """What is wrong with a theme's name, cleaned; None if nothing is."""
    if not sameness(name):
        return say("Give the theme a name of a few words.")
    if len(name) > LONGEST_CHOICE:
        return say("A theme's name is at most {most} characters long.", most=LONGEST_CHOICE)
    return None


def wrong_with(move: Move) -> Mapping[str, Words]:
    """What is wrong with a move: a sentence by `state` or `reason`."""
    if move.state not in STATES:
        return {"state": say("Choose what is to become of the theme.")}
    if len(clean(move.reason)) > LONGEST_REASON:
        return {"reason": say("Say why in at most {most} characters.", most=LONGEST_REASON)}
    if move.state == NOT_NOW and not clean(move.reason):
        return {"reason": say("Say why it is not now: those who told it to us will read it.")}
    return {}
