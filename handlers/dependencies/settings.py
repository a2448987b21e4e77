"""`/dependency settings`: where and when all teams read the digest, for Product Ops."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import Locale
from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot import carried, decoding, filled, roles
from bot.blockkit import note
from bot.forms import Errors
from bot.i18n import Translator
from bot.overtaking import Edit, Outdated
from bot.replies import FormErrors, Json, OpenForm, UpdateForm, form, notice
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import ids
from workflows.dependencies import permissions, settings
from workflows.dependencies.settings import Chosen, Typed

_FIELDS = {"channel": ids.CHANNEL, "weekday": ids.WEEKDAY, "hour": ids.HOUR}


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What the form showed when it was opened."""

    channel: str = ""
    weekday: str = "1"
    hour: str = "09:00"


def open_form(session: Session, workspace: Workspace, person: Person, t: Translator) -> OpenForm:
    """The form."""
    roles.require(person, permissions.ARRANGE)
    return OpenForm(open_view(t, settings.chosen(session, workspace)))


def save(
    session: Session,
    workspace: Workspace,
    person: Person,
    view: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    wanted = settings.check(Typed(**filled.fields(view, _FIELDS)))
    if isinstance(wanted, Errors):
        return FormErrors(filled.beside(t, view, wanted, _FIELDS))
    shown = decoding.read(Carried.loads, view["private_metadata"])
    seen = settings.check(Typed(**vars(shown)))
    edit = Edit(wanted, seen if isinstance(seen, Chosen) else wanted)
    made = settings.choose(session, workspace, person, edit, now)
    if isinstance(made, Outdated):
        return UpdateForm(open_view(t, made.standing, outdated=True))
    return UpdateForm(notice(t, t("Dependencies"), said(t, made)))


def said(t: Translator, chosen: Chosen) -> str:
    """What was chosen, in a sentence or two."""
    if not chosen.channel:
        return t("No digest is posted: choose a channel when your teams want one.")
    return t(
        "{channel} reads what teams need from each other every week: {weekday}, {hour}. On a"
        " holiday it comes on the nearest working day, and not at all when there is nothing to"
        " say.",
        channel=f"<#{chosen.channel}>",
        weekday=_weekdays(t)[chosen.weekday - 1],
        hour=f"{chosen.hour:%H:%M}",
    )


def open_view(t: Translator, chosen: Chosen, outdated: bool = False) -> Json:
    shown = Carried(chosen.channel, str(chosen.weekday), f"{chosen.hour:%H:%M}")
    blocks: list[Block] = []
    if outdated:
        blocks.append(note(t("⚠️ Somebody else changed this meanwhile: it stands here now.")))
    return form(
        View(
            type="modal",
            callback_id=ids.SETTINGS_FORM,
            title=t("Dependencies"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=shown.dumps(),
            blocks=[*blocks, *_fields(t, shown)],
        )
    )


def _fields(t: Translator, shown: Carried) -> list[InputBlock]:
    channel = ConversationSelectElement(
        action_id=ids.CHANNEL,
        initial_conversation=shown.channel or None,
        # What teams promise each other does not leave the company.
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
    days = [
        Option(text=name.capitalize(), value=str(day)) for day, name in enumerate(_weekdays(t), 1)
    ]
    weekday = StaticSelectElement(
        action_id=ids.WEEKDAY, options=days, initial_option=days[int(shown.weekday) - 1]
    )
    hour = TimePickerElement(action_id=ids.HOUR, initial_time=shown.hour)
    hint = t("Without one, no digest is posted. In a private channel, invite me with /invite.")
    when = t("Some time before the meeting where teams talk about it.")
    return [
        InputBlock(
            block_id=ids.CHANNEL,
            label=t("Channel that reads the weekly digest"),
            element=channel,
            hint=hint,
            optional=True,
        ),
        InputBlock(block_id=ids.WEEKDAY, label=t("Day of the week"), element=weekday, hint=when),
        InputBlock(block_id=ids.HOUR, label=t("Hour"), element=hour),
    ]


def _weekdays(t: Translator) -> list[str]:
    """Those on which people work, from Monday on."""
    names = Locale.parse(t.language).days["stand-alone"]["wide"]
    return [str(names[day]) for day in range(5)]
