"""`/onboard settings`: who is asked about when they join."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot import filled, roles
from bot.i18n import Translator
from bot.replies import (
    FormErrors,
    Json,
    OpenForm,
    UpdateForm,
    form,
    notice,
)
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import ids
from workflows.onboarding import arriving, permissions

_NOBODY, _CHANNEL = "nobody", "channel"


def open_form(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The form, for Product Ops."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(_form(t, arriving.chosen(session, workspace)))


def save(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    said = filled.fields(view, {"who": ids.JOINS, "channel": ids.JOINS_CHANNEL})
    if said["who"] == _CHANNEL and not said["channel"]:
        return FormErrors({ids.JOINS_CHANNEL: t("Choose the channel that people join.")})
    joins = {_NOBODY: "", _CHANNEL: said["channel"]}.get(said["who"], arriving.EVERYBODY)
    arriving.choose(session, workspace, person, joins, now)
    text = {
        "": t("Nobody is asked about: `/onboard @name` begins journeys."),
        arriving.EVERYBODY: t("You are asked about everybody who joins the workspace."),
    }.get(joins) or t("You are asked about everybody who joins {channel}.", channel=f"<#{joins}>")
    return UpdateForm(notice(t, t("First weeks"), text))


def _form(t: Translator, joins: str) -> Json:
    options = {
        _NOBODY: Option(text=t("Nobody: you begin journeys yourselves"), value=_NOBODY),
        arriving.EVERYBODY: Option(
            text=t("Everybody who joins the workspace"), value=arriving.EVERYBODY
        ),
        _CHANNEL: Option(text=t("Everybody who joins a channel"), value=_CHANNEL),
    }
    now = joins if joins == arriving.EVERYBODY else _CHANNEL if joins else _NOBODY
    radio = RadioButtonsElement(
        action_id=ids.JOINS, options=list(options.values()), initial_option=options[now]
    )
    channel = ConversationSelectElement(
        action_id=ids.JOINS_CHANNEL,
        initial_conversation=joins if now == _CHANNEL else None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    hint = t("I only hear who joins where I am: invite me there with `/invite`.")
    blocks: list[Block] = [
        InputBlock(
            block_id=ids.JOINS, label=t("About whom shall I ask when they join?"), element=radio
        ),
        InputBlock(
            block_id=ids.JOINS_CHANNEL,
            label=t("Channel"),
            element=channel,
            hint=hint,
            optional=True,
        ),
    ]
    return form(
        View(
            type="modal",
            callback_id=ids.SETTINGS_FORM,
            title=t("First weeks"),
            submit=t("Save"),
            close=t("Cancel"),
            blocks=blocks,
        )
    )
