"""What Slack documents about its own commands, and about the scopes that calls and events need."""

# https://slack.com/help/articles/201259356-Use-built-in-slash-commands, with names that older
# versions of Slack answered to and still keep.
OWN_COMMANDS = frozenset(
    {
        *("/active", "/apps", "/archive", "/away", "/call", "/canvas", "/clip", "/collapse"),
        *("/dm", "/dnd", "/expand", "/feed", "/feedback", "/help", "/huddle", "/invite"),
        *("/invite_people", "/join", "/keys", "/kick", "/leave", "/list", "/me", "/msg", "/mute"),
        *("/open", "/part", "/prefs", "/pro", "/remind", "/remove", "/rename", "/s", "/search"),
        *("/shortcuts", "/shrug", "/star", "/status", "/todo", "/topic", "/unarchive", "/who"),
    }
)

_CONVERSATIONS = ("channels", "groups", "im", "mpim")
_READ = frozenset(f"{kind}:read" for kind in _CONVERSATIONS)
_HISTORY = frozenset(f"{kind}:history" for kind in _CONVERSATIONS)
_NOTHING: frozenset[str] = frozenset()

# The bot scopes of which a method needs at least one: https://docs.slack.dev/reference/methods.
# An app-level token needs none of the bot's.
METHODS = {
    **dict.fromkeys(
        ("apps_connections_open", "auth_test", "chat_getPermalink"),
        _NOTHING,
    ),
    **dict.fromkeys(("views_open", "views_push", "views_update", "views_publish"), _NOTHING),
    **dict.fromkeys(
        ("chat_postMessage", "chat_update", "chat_delete", "chat_postEphemeral"),
        frozenset({"chat:write"}),
    ),
    **dict.fromkeys(
        ("conversations_info", "conversations_list", "conversations_members"),
        _READ,
    ),
    **dict.fromkeys(("conversations_history", "conversations_replies"), _HISTORY),
    "conversations_join": frozenset({"channels:join"}),
    "conversations_open": frozenset({"im:write", "mpim:write"}),
    **dict.fromkeys(
        ("files_getUploadURLExternal", "files_completeUploadExternal"),
        frozenset({"files:write"}),
    ),
    "files_info": frozenset({"files:read"}),
    "reactions_add": frozenset({"reactions:write"}),
    "reactions_get": frozenset({"reactions:read"}),
    "team_info": frozenset({"team:read"}),
    **dict.fromkeys(("usergroups_list", "usergroups_users_list"), frozenset({"usergroups:read"})),
    **dict.fromkeys(("users_info", "users_list"), frozenset({"users:read"})),
    "users_profile_get": frozenset({"users.profile:read"}),
}

# Scopes that no method needs, but that let one reach further.
WIDENING = {"chat_postMessage": frozenset({"chat:write.public"})}

# The same for events: https://docs.slack.dev/reference/events.
EVENTS = {
    **dict.fromkeys(("app_home_opened", "app_uninstalled", "tokens_revoked"), _NOTHING),
    "app_mention": frozenset({"app_mentions:read"}),
    **dict.fromkeys(
        ("channel_archive", "channel_deleted", "channel_left", "channel_rename"),
        frozenset({"channels:read"}),
    ),
    "group_left": frozenset({"groups:read"}),
    **dict.fromkeys(
        ("member_joined_channel", "member_left_channel"),
        frozenset({"channels:read", "groups:read"}),
    ),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    **dict.fromkeys(("reaction_added", "reaction_removed"), frozenset({"reactions:read"})),
    **dict.fromkeys(
        ("subteam_created", "subteam_members_changed", "subteam_updated"),
        frozenset({"usergroups:read"}),
    ),
    **dict.fromkeys(("team_join", "user_change"), frozenset({"users:read"})),
}
