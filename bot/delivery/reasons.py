"""Why a delivery failed, in words that say what to do."""

from collections.abc import Mapping

from bot.i18n import Words, say

# What Slack calls a person who left; the bot may know it without asking.
LEFT = "user_disabled"
# It may have arrived, and nobody can look: said again only when a person asks for it.
UNKNOWN = "unknown_outcome"
# What it follows was never sent, or nobody knows.
PARENT = "parent_failed"
GAVE_UP = "gave_up"

_INVITE = say(
    "I am not in this channel: type `/invite` there and choose me, then send it once more."
)
_LEFT = say("This person has left the workspace.")
_SHAPE = say("Slack refused the form of this message: please tell whoever looks after the bot.")
_ARCHIVED = say("This channel is archived: bring it back, or choose another.")
_DELETED = say("The message that it follows was deleted.")
_SILENT = say(
    "Only some may write in this channel: ask its owner to let me write, or choose another."
)
_LONG = say("Slack finds this message too long: shorten it.")

_WORDS: Mapping[str, Words] = {
    "channel_not_found": say(
        "I don't see this channel. If it is private, type `/invite` there and choose me; "
        "otherwise it is gone: choose another."
    ),
    "not_in_channel": _INVITE,
    "is_archived": _ARCHIVED,
    # What chat.update says of it.
    "is_inactive": _ARCHIVED,
    LEFT: _LEFT,
    "user_not_found": _LEFT,
    "cannot_dm_bot": say("This is an app, not a person: choose someone else."),
    "messages_tab_disabled": say(
        "The app's Messages tab is off: switch it on under App Home in the app's settings."
    ),
    "not_enabled": say(
        "The app's Home tab is off: switch it on under App Home in the app's settings."
    ),
    "restricted_action": _SILENT,
    "restricted_action_read_only_channel": _SILENT,
    "restricted_action_thread_only_channel": _SILENT,
    "invalid_blocks": _SHAPE,
    "invalid_blocks_format": _SHAPE,
    "invalid_arguments": _SHAPE,
    "view_too_large": _SHAPE,
    "no_text": _SHAPE,
    "msg_too_long": _LONG,
    "msg_blocks_too_long": _LONG,
    "missing_scope": say(
        "The app lacks a permission for this: whoever looks after the bot sees which with "
        "`productops doctor`."
    ),
    "posting_to_channel_denied": _SILENT,
    "message_not_found": _DELETED,
    "thread_not_found": _DELETED,
    "edit_window_closed": say(
        "In this workspace messages can't be changed after a while: say it anew, or ask an admin to"
        " allow changes for longer."
    ),
    "cant_update_message": say(
        "Slack lets me change only my own messages, and takes this one for another's: say it anew."
    ),
    PARENT: say(
        "The message that it follows has not arrived, as far as I know: see to that one first."
    ),
    UNKNOWN: say(
        "Slack did not say whether it arrived, and I can't look there: look yourself, and send it "
        "once more if it is missing."
    ),
    GAVE_UP: say("Slack did not take it for a whole day: send it once more when Slack is well."),
}

# These say something about the channel or the person, not about the message.
UNREACHABLE = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "posting_to_channel_denied",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        LEFT,
        "user_not_found",
    }
)


def words(reason: str) -> Words:
    """What a reason means and what to do, for a person."""
    known = _WORDS.get(reason)
    return known or say("Slack refused it ({code}).", code=reason)
