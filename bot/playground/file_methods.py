"""Web API: files.*"""

import re
import secrets
from dataclasses import dataclass

from bot import clock
from bot.playground import happenings
from bot.playground.call import Call, Method
from bot.playground.files import shared_json
from bot.playground.messages import accepted_blocks, accepted_text
from bot.playground.people_methods import TIER_4
from bot.playground.posting import direct_with, may_write, thread_of
from bot.playground.records import Channel, File, Json, Message, identity
from bot.playground.refusals import Refused, invalid_arguments
from bot.playground.state import Workspace

# https://docs.slack.dev/reference/methods/files.getUploadURLExternal
ALT_CHARACTERS = 1_000
SNIPPET_BYTES = 1_000_000
FILE_BYTES = 1_000_000_000
# https://docs.slack.dev/reference/methods/files.completeUploadExternal
MOST_CHANNELS = 100
_CHANNEL_ID = re.compile(r"[CGDZ][A-Z0-9]{8,}")


def get_upload_url(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/files.getUploadURLExternal"""
    workspace, name = call.workspace, call.text("filename")
    given = call.maybe("length") or "0"
    if not re.fullmatch(r"-?\d{1,18}", given):
        raise invalid_arguments("must be an integer [json-pointer:/length]")
    size = int(given)
    if size <= 0:
        raise Refused("missing_argument")
    if size > FILE_BYTES:
        raise Refused("file_upload_size_restricted")
    if call.maybe("snippet_type") is not None and size > SNIPPET_BYTES:
        raise Refused("snippet_too_large")
    alt = call.maybe("alt_txt") or ""
    if len(alt) > ALT_CHARACTERS:
        raise Refused("alt_txt_too_large")
    secret = secrets.token_urlsafe(24)
    file = File(
        id=identity("F", workspace.team_id, secret),
        user=workspace.bot_user,
        name=name,
        size=size,
        created=int(clock.now().timestamp()),
        title=name,
        alt_txt=alt,
    )
    with workspace.change(seen=False):
        workspace.files[file.id] = workspace.uploads[secret] = file
    return {"upload_url": f"{workspace.base_url}/upload/v1/{secret}", "file_id": file.id}


@dataclass(frozen=True)
class _Share:
    """What a file's message says, wherever it is posted."""

    files: list[File]
    text: str
    blocks: list[Json] | None
    thread_ts: str | None

    def post(self, workspace: Workspace, channel: Channel) -> None:
        """Posts it, unless the channel is gone by now."""
        with workspace.lock:
            if channel.id not in workspace.channels:
                return
            message = Message(
                channel=channel.id,
                ts=workspace.next_ts(),
                user=workspace.bot_user,
                text=self.text,
                blocks=self.blocks,
                from_app=True,
                thread_ts=self.thread_ts,
                files=self.files,
            )
            happenings.post(workspace, message)


def complete_upload(call: Call) -> Json:
    """Every call posts a message, also for a file that was shared there before.

    Slack shares the file some time after its answer, which does not say the message's `ts`.
    Source: https://docs.slack.dev/reference/methods/files.completeUploadExternal
    """
    workspace = call.workspace
    named = _files(call)
    channels = _channels(call)
    if len(channels) > 1 and call.maybe("thread_ts") is not None:
        raise invalid_arguments("thread_ts takes only one channel [json-pointer:/thread_ts]")
    threads = [thread_of(call, channel) for channel in channels]
    comment = call.maybe("initial_comment")
    given = None if comment else call.parsed("blocks", "invalid_blocks")
    blocks = accepted_blocks(given)
    text = accepted_text(comment, blocks) if comment else ""
    with workspace.change():
        for file, title in named:
            file.title, file.complete = title or file.title, True
    files = [file for file, _ in named]
    for channel, thread in zip(channels, threads, strict=True):
        _share(workspace, _Share(files, text, blocks, thread), channel)
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def _share(workspace: Workspace, share: _Share, channel: Channel) -> None:
    if workspace.sharing_seconds > 0:
        workspace.later(workspace.sharing_seconds, lambda: share.post(workspace, channel))
    else:
        share.post(workspace, channel)


def _files(call: Call) -> list[tuple[File, str]]:
    given = call.parsed("files")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("missing required field: files")
    found = []
    for one in given:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            raise invalid_arguments("missing required field: id [json-pointer:/files/0]")
        file = call.workspace.files.get(one["id"])
        if file is None or file.content is None:
            raise Refused("file_not_found")
        found.append((file, str(one.get("title") or "")))
    return found


def _channels(call: Call) -> list[Channel]:
    wanted = [one.strip() for one in (call.maybe("channels") or "").split(",") if one.strip()]
    if len(wanted) > MOST_CHANNELS:
        raise Refused("channels_limit_exceeded")
    found = []
    if call.maybe("channel_id") is not None:
        if not _CHANNEL_ID.fullmatch(call.text("channel_id")):
            raise invalid_arguments(
                "input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]"
            )
        found.append(call.channel("channel_id"))
    found += [_channel(call, one) for one in wanted]
    for channel in found:
        if call.workspace.bot_user not in channel.members:
            raise Refused("not_in_channel")
        if channel.restricted:
            raise Refused("posting_to_channel_denied")
        may_write(call, channel)
    return list({channel.id: channel for channel in found}.values())


def _channel(call: Call, wanted: str) -> Channel:
    workspace = call.workspace
    if wanted in workspace.people:
        return direct_with(workspace, workspace.people[wanted])
    channel = workspace.channels.get(wanted)
    if channel is None or (channel.kind != "public" and workspace.bot_user not in channel.members):
        raise Refused("invalid_channel")
    return channel


def info(call: Call) -> Json:
    """`shares` says where the file was shared, once it was.

    Source: https://docs.slack.dev/reference/methods/files.info
    """
    file = call.workspace.files.get(call.text("file"))
    if file is None or not file.complete:
        raise Refused("file_not_found")
    shape = shared_json(call.workspace, file)
    return {"file": shape, "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, TIER_4, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, TIER_4, ("files:write",)),
    "files.info": Method(info, TIER_4, ("files:read",)),
}
