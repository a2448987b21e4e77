"""What Slack refuses where the app reads, joins, opens and uploads: see refusals.py."""

from tests.playground.refusals import NOBODY, NOWHERE, Act, Scene, archived, gone, restricted


def many(scene: Scene) -> str:
    """Nine people, one too many."""
    return ",".join([scene.lea.id] * 9)


BY_METHOD: dict[str, dict[str, Act]] = {
    "users.info": {"user_not_found": lambda at: at.slack.users_info(user=NOBODY)},
    "users.list": {"invalid_cursor": lambda at: at.slack.users_list(cursor="nonsense")},
    "usergroups.users.list": {
        "no_such_subteam": lambda at: at.slack.usergroups_users_list(usergroup="S0")
    },
    "conversations.info": {
        "channel_not_found": lambda at: at.slack.conversations_info(
            channel=at.channel("pricing-private")
        )
    },
    "conversations.list": {
        "invalid_types": lambda at: at.slack.conversations_list(types="secret"),
        "invalid_cursor": lambda at: at.slack.conversations_list(cursor="nonsense"),
    },
    "conversations.members": {
        "invalid_cursor": lambda at: at.slack.conversations_members(
            channel=at.general, cursor="nonsense"
        )
    },
    "conversations.history": {
        "channel_not_found": lambda at: at.slack.conversations_history(channel=NOWHERE),
        "not_in_channel": lambda at: at.slack.conversations_history(
            channel=at.channel("sales-calls")
        ),
        "invalid_cursor": lambda at: at.slack.conversations_history(
            channel=at.general, cursor="nonsense"
        ),
        "invalid_ts_oldest": lambda at: at.slack.conversations_history(
            channel=at.general, oldest="yesterday"
        ),
        "invalid_ts_latest": lambda at: at.slack.conversations_history(
            channel=at.general, latest="now"
        ),
    },
    "conversations.replies": {
        "thread_not_found": lambda at: at.slack.conversations_replies(
            channel=at.general, ts="1.000001"
        )
    },
    "conversations.join": {
        "method_not_supported_for_channel_type": lambda at: at.slack.conversations_join(
            channel=at.channel("product-leads")
        ),
        "is_archived": lambda at: at.slack.conversations_join(channel=archived(at).general),
        "channel_not_found": lambda at: at.slack.conversations_join(
            channel=at.channel("pricing-private")
        ),
    },
    "conversations.open": {
        "cannot_dm_bot": lambda at: at.slack.conversations_open(
            users=at.playground.workspace.bot_user
        ),
        "user_disabled": lambda at: at.slack.conversations_open(users=gone(at).lea.id),
        "user_not_found": lambda at: at.slack.conversations_open(users=NOBODY),
        "users_not_found": lambda at: at.slack.conversations_open(users=f"{at.lea.id},{NOBODY}"),
        "users_list_not_supplied": lambda at: at.call("conversations.open"),
        "too_many_users": lambda at: at.slack.conversations_open(users=many(at)),
        "method_not_supported_for_channel_type": lambda at: at.slack.conversations_open(
            channel=at.general
        ),
    },
    "files.getUploadURLExternal": {
        "missing_argument": lambda at: at.file(length=0),
        "file_upload_size_restricted": lambda at: at.file(length=2_000_000_000),
        "snippet_too_large": lambda at: at.file(length=2_000_000, snippet_type="text"),
        "alt_txt_too_large": lambda at: at.file(alt_txt="x" * 1_001),
    },
    "files.completeUploadExternal": {
        "file_not_found": lambda at: at.call("files.completeUploadExternal", files=[{"id": "F0"}]),
        "channels_limit_exceeded": lambda at: at.shares(channels=",".join(["C0"] * 101)),
        "invalid_channel": lambda at: at.shares(channels=NOWHERE),
        "not_in_channel": lambda at: at.shares(channel_id=at.channel("sales-calls")),
        "posting_to_channel_denied": lambda at: restricted(at).shares(channel_id=at.general),
    },
    "files.info": {"file_not_found": lambda at: at.call("files.info", file="F0")},
}
