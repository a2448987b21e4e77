"""What teams ask of people, and how it looks."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.asks.ask import Ask
from bot.asks.kinds import AskKind, Ladder, Place
from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.teams import ids
from handlers.teams.views import fitted
from workflows.teams import confirming

_CONFIRM = {Place.MESSAGE: ids.CONFIRM, Place.HOME: ids.CONFIRM_AT_HOME}
_EDIT = {Place.MESSAGE: ids.EDIT, Place.HOME: ids.EDIT_AT_HOME}


def _line(t: Translator, ask: Ask) -> str:
    return t(
        "*Are the right people in {team}, which you lead?* *Edit* shows who is in it.",
        team=fitted(ask.title),
    )


def _about(t: Translator, ask: Ask) -> str:
    return t("the people of {team}", team=fitted(ask.title))


def _buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    team = str(ask.subject)
    return [
        ButtonElement(
            text=t("Looks right"), action_id=_CONFIRM[place], value=team, style="primary"
        ),
        ButtonElement(text=t("Edit"), action_id=_EDIT[place], value=team),
    ]


def _why(t: Translator, ask: Ask) -> str:
    return t(
        "Someone else named you lead of {team}: I ask its lead once whether the right people are in"
        " it.",
        team=fitted(ask.title),
    )


def _heir(session: Session, workspace: Workspace, ask: Ask) -> Person | None:
    return confirming.heir(session, workspace, ask.person, ask.subject)


CONFIRM = AskKind(
    line=_line,
    about=_about,
    buttons=_buttons,
    why=_why,
    ladder=Ladder(remind=(3, 3), escalate=3, to=_heir),
    movable=False,
)


def _lead_line(t: Translator, ask: Ask) -> str:
    return t(
        "*{team} has no lead any more.* Who leads it now? What is asked of the team goes to its"
        " lead.",
        team=fitted(ask.title),
    )


def _lead_about(t: Translator, ask: Ask) -> str:
    return t("a lead for {team}", team=fitted(ask.title))


def _lead_buttons(t: Translator, ask: Ask, place: Place) -> Sequence[ButtonElement]:
    choose = ButtonElement(
        text=t("Choose a lead"),
        action_id=_EDIT[place],
        value=str(ask.subject),
        style="primary",
    )
    return [choose]


def _lead_why(t: Translator, ask: Ask) -> str:
    return t("You are Product Ops, and whoever led {team} has left.", team=fitted(ask.title))


LEAD = AskKind(_lead_line, _lead_about, _lead_buttons, _lead_why)
