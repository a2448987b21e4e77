"""The forms of teams: pure functions of what they show."""

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import excerpt
from bot.replies import Json, form
from bot.store.groups import Group
from bot.store.people import Person
from handlers.teams import ids, views
from handlers.teams.opening import Opened
from handlers.teams.views import Problems, called, fitted
from workflows.teams.find import Sheet

# The longest that Slack shows of an option.
OPTION = 75


def team_form(t: Translator, opened: Opened) -> Json:
    """The form of a team, new or to be changed."""
    new = not opened.carried.team
    # Slack keeps what stands in a field whose block has the same id in the form that replaces it.
    suffix = "" if opened.by_now is None else f".{opened.carried.revision}"
    return form(
        View(
            type="modal",
            callback_id=ids.NEW_FORM if new else ids.EDIT_FORM,
            title=t("New team") if new else t("Edit the team"),
            submit=t("Make it") if new else t("Save"),
            close=t("Cancel"),
            private_metadata=opened.carried.dumps(),
            blocks=[*_notes(t, opened), *_fields(t, opened, suffix)],
        )
    )


def made(t: Translator, sheet: Sheet, problems: Problems, told: Person | None) -> Json:
    """What the form of a new team becomes once it was submitted.

    Args:
        problems: why channels could not be reached, by Slack's id.
        told: who is told that they lead it now.
    """
    head = t("*{team}* is there.", team=fitted(sheet.team.name))
    return _receipt(t, head, views.facts(t, sheet, problems), told)


def changed(t: Translator, sheet: Sheet, problems: Problems, told: Person | None) -> Json:
    """What the form of a team becomes once it was changed; `problems`, `told` as for `made`."""
    head = t("*{team}* is up to date.", team=fitted(sheet.team.name))
    return _receipt(t, head, views.facts(t, sheet, problems), told)


def group_option(group: Group) -> tuple[str, str]:
    """A user group in a menu: its text and its value."""
    return excerpt(f"@{group.handle} · {group.name}", OPTION), group.slack_id


def _receipt(t: Translator, head: str, lines: list[str], told: Person | None) -> Json:
    if told:
        name = called(told)
        lines = [*lines, t("{name} hears of it during their working hours.", name=name)]
    text = "\n".join([head, *lines])
    blocks = [SectionBlock(text=mrkdwn(text))]
    return form(View(type="modal", title=t("Team"), close=t("Close"), blocks=blocks))


def _notes(t: Translator, opened: Opened) -> list[Block]:
    notes = []
    if opened.vanished is not None:
        notes.append(views.vanished(t, opened.vanished))
    if opened.by_now is not None:
        notes.append(_by_now(t, opened))
    return [ContextBlock(elements=[mrkdwn(note)]) for note in notes]


def _by_now(t: Translator, opened: Opened) -> str:
    now, before, names = opened.by_now, opened.before, opened.people
    assert now is not None, "it was changed"
    said = {
        "name": fitted(now.name),
        "channel": f"<#{now.channel}>" if now.channel else "",
        "lead": called(names.get(now.lead)),
        "members": views.called_all(t, tuple(names[one] for one in now.members if one in names)),
        "group": f"<!subteam^{now.group}>" if now.group else "",
    }
    head = t("⚠️ Someone changed this team after you opened this form. *Save* replaces what it is:")
    labels = _labels(t)
    differing = [name for name in said if getattr(now, name) != getattr(before, name)]
    lines = [f"*{labels[name]}*\n> {said[name] or '—'}" for name in differing]
    return "\n".join([head, *lines])


def _labels(t: Translator) -> dict[str, str]:
    """What each field of the form is called."""
    return {
        "name": t("Name"),
        "channel": t("Channel"),
        "lead": t("Lead"),
        "members": t("People"),
        "group": t("Or all of a user group"),
    }


def _fields(t: Translator, opened: Opened, suffix: str) -> list[Block]:
    labels, typed = _labels(t), opened.typed
    # What Slack lets be typed and is too long is told beside the field, with what to do.
    name = PlainTextInputElement(action_id=ids.NAME, initial_value=typed.name or None)
    channel = ConversationSelectElement(
        action_id=ids.CHANNEL,
        initial_conversation=typed.channel or None,
        # What customers said, among other things, does not leave the company.
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
    lead = UserSelectElement(action_id=ids.LEAD, initial_user=typed.lead or None)
    members = UserMultiSelectElement(
        action_id=ids.MEMBERS, initial_users=list(typed.members) or None
    )
    blocks: list[Block] = [
        InputBlock(block_id=ids.NAME + suffix, label=labels["name"], element=name),
        InputBlock(block_id=ids.LEAD + suffix, label=labels["lead"], element=lead),
        InputBlock(
            block_id=ids.MEMBERS + suffix, label=labels["members"], element=members, optional=True
        ),
    ]
    if opened.has_groups or opened.group:
        blocks.append(_group(t, labels["group"], opened, suffix))
    blocks.append(
        InputBlock(
            block_id=ids.CHANNEL + suffix, label=labels["channel"], element=channel, optional=True
        )
    )
    return blocks


def _group(t: Translator, label: str, opened: Opened, suffix: str) -> InputBlock:
    initial = None
    if opened.group:
        text, value = group_option(opened.group)
        initial = Option(text=text, value=value)
    return InputBlock(
        block_id=ids.GROUP + suffix,
        label=label,
        optional=True,
        element=ExternalDataSelectElement(
            action_id=ids.GROUP,
            placeholder=t("Choose a user group"),
            min_query_length=0,
            initial_option=initial,
        ),
    )
