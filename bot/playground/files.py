"""How Slack writes files in JSON: in messages, and where they were shared."""

from bot.playground.records import File, Json, Message
from bot.playground.state import Workspace

_PRETTY = {
    "png": "PNG",
    "jpg": "JPEG",
    "gif": "GIF",
    "pdf": "PDF",
    "csv": "CSV",
    "txt": "Plain Text",
}


def file_json(workspace: Workspace, file: File) -> Json:
    """A file object as a message bears it: https://docs.slack.dev/reference/objects/file-object"""
    kind = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    place = f"{workspace.team_id}-{file.id}/{_address(file.name)}"
    public = any(
        workspace.channels[channel].kind == "public"
        for channel, shared in file.shares.items()
        if shared
    )
    shape: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": kind,
        "pretty_type": _PRETTY.get(kind, kind.upper()),
        "user": file.user,
        "user_team": workspace.team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": public,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{workspace.base_url}/files-pri/{place}",
        "url_private_download": f"{workspace.base_url}/files-pri/{place}",
        "permalink": f"{workspace.url}files/{file.user}/{file.id}/{_address(file.name)}",
        "file_access": "visible",
    }
    return shape | {"alt_txt": file.alt_txt} if file.alt_txt else shape


def shared_json(workspace: Workspace, file: File) -> Json:
    """A file object as files.info gives it, with the `ts` of every message that bears it."""
    shares: Json = {}
    ids: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    for channel_id, given in file.shares.items():
        channel = workspace.channels[channel_id]
        if not given:
            continue
        public = channel.kind == "public"
        ids["channels" if public else "groups" if channel.kind == "private" else "ims"].append(
            channel_id
        )
        shares.setdefault("public" if public else "private", {})[channel_id] = [
            _share_json(workspace, channel.messages[ts], channel.name) for ts in given
        ]
    return file_json(workspace, file) | ids | {"shares": shares}


def _share_json(workspace: Workspace, message: Message, channel_name: str) -> Json:
    share: Json = {
        "ts": message.ts,
        "channel_name": channel_name,
        "team_id": workspace.team_id,
        "share_user_id": message.user,
        "source": "UNKNOWN",
        "reply_count": len(message.replies),
        "reply_users": [],
        "reply_users_count": 0,
    }
    return share | {"thread_ts": message.thread_ts} if message.thread_ts else share


def _address(name: str) -> str:
    """The name as addresses have it: small letters, digits, dots, `_` elsewhere."""
    return "".join(
        one if one.isascii() and (one.isalnum() or one in "._-") else "_" for one in name.lower()
    )
